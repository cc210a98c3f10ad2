"""First sentences offered for the parts of a year-end report that a person writes (`ReportText.section`).

They stand in the report until somebody writes better ones, so they claim nothing that is not true of every year.
"""

from blocs.dates import short_paper
from emulation.models.paper import ReportSection
from reports.documents.year_end_facts import Bodies, NextYear

EPIDEMIC_YEARS = (2020, 2021)
# The term of the city's Party congress that a year's direction cites.
CONGRESS_XVI = range(2021, 2026)


def offered(year: int, bodies: Bodies, next_year: NextYear) -> dict[str, str]:
    """A first text for each part of a year's report, by section."""
    return {
        ReportSection.ADVANTAGES: (
            "Khối được sự quan tâm, chỉ đạo của thành phố, sự hướng dẫn thường xuyên của "
            f"{bodies.standing_body}; các đơn vị có truyền thống gắn bó, chủ động trong công việc chung."
        ),
        ReportSection.DIFFICULTIES: _difficulties(year),
        ReportSection.MODELS: (
            "Qua phong trào đã xuất hiện những mô hình, cách làm hay, được các đơn vị trong Khối trao đổi, học tập."
        ),
        ReportSection.STRENGTHS: (
            "Nội dung thi đua bám sát nhiệm vụ của từng hội; việc chấm điểm công khai, có minh chứng."
        ),
        ReportSection.WEAKNESSES: "Hoạt động chung của Khối chưa nhiều.",
        ReportSection.CAUSES: _causes(year),
        ReportSection.LESSONS: (
            "Chỉ tiêu phải đo đếm được; minh chứng phải thu thập trong năm, không để dồn cuối năm."
        ),
        ReportSection.DIRECTION: _direction(year + 1, next_year),
        ReportSection.SOLUTIONS: _solutions(next_year),
        ReportSection.PROPOSALS: (
            f"Đề nghị {bodies.standing_body} tập huấn nghiệp vụ cho cán bộ kiêm nhiệm của các hội; sớm hướng dẫn "
            f"số lượng và hình thức khen thưởng năm {year + 1}."
        ),
    }


def _difficulties(year: int) -> str:
    part_time = "phần lớn cán bộ làm công tác thi đua của các hội là kiêm nhiệm."
    if year in EPIDEMIC_YEARS:
        return f"Dịch Covid-19 làm nhiều hội viên thiếu đơn hàng, thiếu vốn, lao động phải nghỉ việc; {part_time}"
    return f"Nhiều hội viên còn khó khăn về thị trường, về vốn và lao động; {part_time}"


def _causes(year: int) -> str:
    outside = (
        "ảnh hưởng của dịch bệnh" if year in EPIDEMIC_YEARS else "điều kiện hoạt động của các hội còn hạn chế"
    )
    return f"Khách quan: {outside}. Chủ quan: việc theo dõi, đôn đốc có lúc chưa thường xuyên."


def _direction(following: int, next_year: NextYear) -> str:
    congress = (
        " Đại hội Đảng bộ thành phố lần thứ XVI" if following in CONGRESS_XVI else " của Đảng bộ thành phố"
    )
    theme = f" và chủ đề năm {following} “{next_year.theme}”" if next_year.theme else ""
    return f"Tiếp tục đổi mới phong trào thi đua, góp phần thực hiện Nghị quyết{congress}{theme}."


def _solutions(next_year: NextYear) -> str:
    steps = ["Phân công rõ đầu mối ở từng đơn vị"]
    if day := next_year.midyear_report_by:
        steps.append(f"sơ kết trước ngày {short_paper(day)}")
    if day := next_year.self_scoring_by:
        steps.append(f"tự chấm điểm trước ngày {short_paper(day)}")
    if len(steps) == 1:
        steps.append("theo dõi, đôn đốc thường xuyên trong năm")
    return "; ".join(steps) + "."
