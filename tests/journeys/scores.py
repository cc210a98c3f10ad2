"""How the bloc scores: sheets filled, sent, returned, checked, disputed, agreed; standings locked."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.journeys.city import Year

SCAN = b"%PDF-1.4 the scan of a sheet"

# Points as the units give them themselves, in Vietnamese figures; X1 is a bonus, Y1 a deduction.
OF_A = {"A1": "8", "A2": "9", "B1": "8,5", "B2": "9", "X1": "1", "Y1": "0"}
OF_B = {"A1": "10", "A2": "9,5", "B1": "10", "B2": "9,5", "X1": "2", "Y1": "0"}
OF_C = {"A1": "9", "A2": "9", "B1": "9,5", "B2": "9", "X1": "2", "Y1": "0,5"}


def a_clerk_fills_the_sheet_and_the_leader_sends_it(
    city: Year, code: str, clerk: str, leader: str, points: dict[str, str]
):
    begun = (
        city.of(clerk)
        .open(reverse("emulation:scoresheet_start", args=[city.cycle.pk, city.unit(code).pk]))
        .send()
    )
    assert begun.address == city.sheet_page(code)
    saved = begun.send(
        **points_of(city, points), **{city.cell("A1", "planned"): "20", city.cell("A1", "actual"): "18"}
    )
    assert saved.address == city.sheet_page(code)
    assert "Chờ lãnh đạo duyệt" in saved.send("/presentation/").main
    sent = city.of(leader).open(city.sheet_page(code, "scoresheet_submission")).send(having="version")
    assert "Đã gửi Bảng tự chấm điểm đến Khối lúc 12:00 ngày 01/12/2022." in sent.main


def points_of(city: Year, points: dict[str, str], name: str = "self_points") -> dict[str, str]:
    return {city.cell(code, name): value for code, value in points.items()}


def the_secretariat_enters_a_sheet_from_paper(city: Year):
    start = reverse("emulation:scoresheet_start", args=[city.cycle.pk, city.unit("C").pk])
    begun = city.of("secretariat").open(start).send(dated_on="05/12/2022")
    assert "Nhập thay" in begun.text
    saved = begun.send(**points_of(city, OF_C))
    assert "theo bản giấy ngày 05/12/2022" in saved.main
    assert "chưa có bản chụp thì chưa gửi được" in saved.main
    scan = SimpleUploadedFile("bang-tu-cham.pdf", SCAN)
    attached = city.of("secretariat").open(start).send(having="scan", scan=scan)
    assert "Tải bản chụp" in attached.main
    sent = city.of("secretariat").open(city.sheet_page("C", "scoresheet_submission")).send(having="version")
    assert sent.address == city.sheet_page("C")
    assert city.sheet("C").late_days == 0


def the_secretariat_returns_a_sheet(city: Year):
    reason = "Bổ sung kết quả thực hiện của tiêu chí A2."
    city.of("secretariat").open(city.sheet_page("B", "scoresheet_return")).send(
        having="reason", reason=reason
    )
    assert reason in city.of("leader").open(city.sheet_page("B")).main


def its_leader_mends_it_and_sends_it_again(city: Year):
    """After the window has closed: what was returned is mended whenever it was returned."""
    page = city.of("leader").open(city.sheet_page("B"))
    page.send(**{city.cell("A2", "result_text"): "Tổ chức 02 hội nghị tập huấn."})
    sent = city.of("leader").open(city.sheet_page("B", "scoresheet_submission")).send(having="version")
    assert "Đã gửi Bảng tự chấm điểm" in sent.main
    assert city.sheet("B").late_days == 0


def the_secretariat_checks_every_sheet_and_corrects_one_line(city: Year):
    secretariat = city.of("secretariat")
    corrected = {
        city.cell("A2", "reviewed_points"): "8",
        city.cell("A2", "review_reason"): "Thiếu minh chứng",
    }
    # 10 + 8 + 10 + 9,5 and a bonus of 2.
    assert "39,50" in secretariat.open(city.sheet_page("B")).send(**corrected).main
    for code in "ABC":
        secretariat.open(city.sheet_page(code)).send("/agreement/")
        checked = secretariat.open(city.sheet_page(code, "scoresheet_check")).send(having="version")
        assert "Đã kiểm tra" in checked.main


def the_leader_asks_for_re_examination_of_that_line(city: Year):
    criterion = city.cell("A2", "").rstrip("-")
    address = reverse("emulation:scoresheet_dispute", args=[city.sheet("B").pk, criterion])
    asked = city.of("leader").open(address).send(reason="Minh chứng đã gửi ngày 01/12.")
    assert "Có đề nghị xem xét lại" in asked.main


def the_secretariat_keeps_its_points_and_finishes_again(city: Year):
    page = city.of("secretariat").open(city.sheet_page("B"))
    assert "Minh chứng đã gửi ngày 01/12." in page.main
    assert "đã trả lời" in page.send(press="keep_points").main
    checked = city.of("secretariat").open(city.sheet_page("B", "scoresheet_check")).send(having="version")
    assert "Đã kiểm tra" in checked.main


def the_operator_records_the_assessment_meeting(city: Year):
    form = city.of("operator").open(reverse("admin:emulation_meeting_add"))
    present = [(f"attendances-{n}-organization", city.unit(code).pk) for n, code in enumerate("ABC")] + [
        (f"attendances-{n}-present", "on") for n in range(3)
    ]
    added = form.visitor.post(
        form.address,
        {name: value for name, value in form.form(having="held_on").fields if name != "_addanother"}
        | {"bloc": city.world.bloc.pk, "kind": "assessment", "held_on": "28/12/2022", "place": "Hội trường"}
        | {
            "items-TOTAL_FORMS": "1",
            "items-0-cycle": city.cycle.pk,
            "items-0-kind": "agree_scores",
            "items-0-order": "1",
        }
        | {"attendances-TOTAL_FORMS": "3", **dict(present)},
    )
    assert added.address == reverse("admin:emulation_meeting_changelist"), added.main


def the_meeting_agrees_on_the_line(city: Year):
    page = city.of("secretariat").open(city.sheet_page("B"))
    assert "28/12/2022" in page.main
    agreed = page.send(**{city.cell("A2", "agreed_points"): "8,5"})
    assert "Đã thống nhất tại hội nghị" in agreed.main
    assert "40,00" in agreed.main


def standings_are_provisional_and_not_for_members(city: Year):
    address = city.page("emulation:standings")
    shown = city.of("secretariat").open(address).main
    assert "Tạm tính" in shown
    assert "Hội B" in shown
    assert "Hội B" not in city.of("other_leader").open(address).main


def the_leader_of_the_head_locks_the_scores(city: Year):
    locked = city.of("head_leader").open(city.page("emulation:standings_lock")).send(having="seen")
    assert locked.address == city.page("emulation:standings")
    assert "Chính thức" in locked.main


def every_member_sees_the_final_standings(city: Year):
    shown = city.of("other_leader").open(city.page("emulation:standings")).main
    assert shown.index("Hội B") < shown.index("Hội C") < shown.index("Hội A")
