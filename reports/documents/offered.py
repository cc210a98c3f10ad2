"""First sentences offered for the parts of a year-end report that a person writes (`ReportText.section`).

They stand in the report until somebody writes better ones, so they claim nothing that is not true of every year
and of every city.
"""

from blocs.dates import short_paper
from emulation.models.paper import ReportSection
from reports.documents.year_end_facts import Bodies, NextYear


def offered(year: int, bodies: Bodies, next_year: NextYear, word: str) -> dict[str, str]:
    """A first text for each part of a year's report, by section; `word` is what the bloc is called for short."""
    return {
        ReportSection.ADVANTAGES: (
            f"{word} được sự quan tâm, chỉ đạo của thành phố, sự hướng dẫn thường xuyên của "
            f"{bodies.standing_body}; các đơn vị có truyền thống gắn bó, chủ động trong công việc chung."
        ),
        ReportSection.DIFFICULTIES: (
            "Nguồn lực, điều kiện hoạt động của một số đơn vị còn hạn chế; phần lớn cán bộ làm công tác thi đua của "
            "các đơn vị là kiêm nhiệm."
        ),
        ReportSection.MODELS: (
            f"Qua phong trào đã xuất hiện những mô hình, cách làm hay, được các đơn vị trong {word} trao đổi, học tập."
        ),
        ReportSection.STRENGTHS: (
            "Nội dung thi đua bám sát nhiệm vụ của từng đơn vị; việc chấm điểm công khai, có minh chứng."
        ),
        ReportSection.WEAKNESSES: f"Hoạt động chung của {word} chưa nhiều.",
        ReportSection.CAUSES: (
            "Khách quan: nguồn lực của các đơn vị còn hạn chế. Chủ quan: việc theo dõi, đôn đốc có lúc chưa "
            "thường xuyên."
        ),
        ReportSection.LESSONS: (
            "Chỉ tiêu phải đo đếm được; minh chứng phải thu thập trong năm, không để dồn cuối năm."
        ),
        ReportSection.DIRECTION: _direction(year + 1, next_year),
        ReportSection.SOLUTIONS: _solutions(next_year),
        ReportSection.PROPOSALS: (
            f"Đề nghị {bodies.standing_body} tập huấn nghiệp vụ cho cán bộ kiêm nhiệm của các đơn vị; sớm hướng dẫn "
            f"số lượng và hình thức khen thưởng năm {year + 1}."
        ),
    }


def _direction(following: int, next_year: NextYear) -> str:
    theme = f" và chủ đề năm {following} “{next_year.theme}”" if next_year.theme else ""
    return (
        "Tiếp tục đổi mới phong trào thi đua, góp phần thực hiện các mục tiêu, nhiệm vụ của thành phố "
        f"năm {following}{theme}."
    )


def _solutions(next_year: NextYear) -> str:
    steps = ["Phân công rõ đầu mối ở từng đơn vị"]
    if day := next_year.midyear_report_by:
        steps.append(f"sơ kết trước ngày {short_paper(day)}")
    if day := next_year.self_scoring_by:
        steps.append(f"tự chấm điểm trước ngày {short_paper(day)}")
    if len(steps) == 1:
        steps.append("theo dõi, đôn đốc thường xuyên trong năm")
    return "; ".join(steps) + "."
