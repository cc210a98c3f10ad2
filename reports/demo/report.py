"""What the real bloc writes in its report of 2020; the wording is ours, in the usual style."""

from blocs import clock
from emulation.models import Cycle
from emulation.models.paper import ReportSection
from reports.actions.year_end_report import save_report_text
from reports.demo import texts
from reports.demo.moments import local
from reports.demo.structure import LoadedBloc
from reports.demo.years import secretary

REPORT_OF_2020 = {
    ReportSection.ADVANTAGES: (
        "Khối được sự quan tâm, chỉ đạo của thành phố, sự hướng dẫn thường xuyên của Ban Thi đua - Khen thưởng thành phố; "
        "các đơn vị có truyền thống gắn bó, chủ động trong công việc chung."
    ),
    ReportSection.DIFFICULTIES: (
        "Dịch Covid-19 làm nhiều hội viên thiếu đơn hàng, thiếu vốn, lao động phải nghỉ việc; phần lớn cán bộ làm công tác "
        "thi đua của các hội là kiêm nhiệm."
    ),
    ReportSection.STRENGTHS: (
        "Nội dung thi đua bám sát nhiệm vụ của từng hội; việc chấm điểm công khai, có minh chứng."
    ),
    ReportSection.WEAKNESSES: "Hoạt động chung của Khối chưa nhiều.",
    ReportSection.CAUSES: (
        "Khách quan: ảnh hưởng của dịch bệnh. Chủ quan: việc theo dõi, đôn đốc có lúc chưa thường xuyên."
    ),
    ReportSection.LESSONS: (
        "Chỉ tiêu phải đo đếm được; minh chứng phải thu thập trong năm, không để dồn cuối năm."
    ),
    ReportSection.DIRECTION: (
        "Tiếp tục đổi mới phong trào thi đua, góp phần thực hiện Nghị quyết Đại hội Đảng bộ thành phố lần thứ XVI và chủ "
        f"đề năm 2021 “{texts.THEME_2021}”."
    ),
    ReportSection.PROPOSALS: (
        "Đề nghị Ban Thi đua - Khen thưởng thành phố tập huấn nghiệp vụ cho cán bộ kiêm nhiệm của các hội; sớm hướng dẫn "
        "số lượng và hình thức khen thưởng năm 2021."
    ),
}


def load_report_texts(loaded: LoadedBloc) -> None:
    """The secretariat writes the report's parts before the conference; the other parts keep the sentence offered."""
    cycle = Cycle.objects.with_offices().get(bloc=loaded.bloc, year=2020)
    with clock.standing_at(local(2021, 3, 4, 15, 0)):
        for section, text in REPORT_OF_2020.items():
            save_report_text(cycle, section, actor=secretary(loaded), text=text, version=0)
