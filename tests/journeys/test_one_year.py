"""One year of one bloc, through the pages alone: from opening the year to the printed year-end report.

Everybody signs in with a password and sends the forms that stand on the pages; what the operator
enters is entered in the admin. Nothing is written behind the pages' back.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from blocs import clock
from blocs.models import AuditEvent, Bloc, Organization
from emulation.models import Commendation, Criterion, Cycle, PledgeParty, ScoreSheet
from emulation.models.pledge import PartyCapacity
from tests.cast import World
from tests.documents.reading import words
from tests.factories import PASSWORD
from tests.journeys.visitor import Page, Visitor
from tests.sound import assert_sound

YEAR = 2022
THEME = "Đẩy nhanh chuyển đổi số"
NEXT_THEME = "Đẩy mạnh thu hút đầu tư"
UNITS = ("Hội A", "Hội B", "Hội C")
SCAN = b"%PDF-1.4 the scan of a paper"

# Points as the units give them themselves, in Vietnamese figures; X1 is a bonus, Y1 a deduction.
OF_A = {"A1": "8", "A2": "9", "B1": "8,5", "B2": "9", "X1": "1", "Y1": "0"}
OF_B = {"A1": "10", "A2": "9,5", "B1": "10", "B2": "9,5", "X1": "2", "Y1": "0"}
OF_C = {"A1": "9", "A2": "9", "B1": "9,5", "B2": "9", "X1": "2", "Y1": "0,5"}


@dataclass
class Year:
    """The city during the story: its people at their browsers, and the rows the story speaks of."""

    world: World
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def of(self, persona: str) -> Visitor:
        """The browser of a persona, signed in through the login page at its first use."""
        if persona not in self.visitors:
            visitor = self.visitors[persona] = Visitor(Client())
            login = visitor.open(reverse("account_login"))
            home = login.send(login=self.world.users[persona].email, password=PASSWORD)
            assert home.address == "/"
        return self.visitors[persona]

    @property
    def cycle(self) -> Cycle:
        return Cycle.objects.with_offices().get(bloc=self.world.bloc, year=YEAR)

    def page(self, name: str) -> str:
        return reverse(name, args=[self.cycle.pk])

    def unit(self, code: str) -> Organization:
        return self.world.units[code]

    def sheet(self, code: str) -> ScoreSheet:
        return ScoreSheet.objects.get(cycle=self.cycle, organization=self.unit(code))

    def sheet_page(self, code: str, name: str = "scoresheet") -> str:
        return reverse(f"emulation:{name}", args=[self.sheet(code).pk])

    def place(self, code: str, capacity: str = PartyCapacity.MEMBER) -> PledgeParty:
        return PledgeParty.objects.get(organization=self.unit(code), capacity=capacity)

    def cell(self, criterion: str, name: str) -> str:
        return f"{Criterion.objects.get(code=criterion, group__version=self.cycle.table_version).pk}-{name}"


@pytest.fixture
def city(world: World) -> Year:
    return Year(world)


def test_one_year_of_a_bloc_from_its_opening_to_the_printed_report(city: Year):
    with clock.standing_at(date(2022, 1, 10)):
        the_city_officer_opens_the_year(city)
        the_operator_enters_the_head_and_the_windows(city)
    with clock.standing_at(date(2022, 3, 3)):
        the_secretariat_writes_the_pledge(city)
        the_leader_of_the_head_makes_the_text_final(city)
    with clock.standing_at(date(2022, 3, 9)):
        two_leaders_sign_for_their_units(city)
        the_secretariat_records_the_signature_given_on_paper(city)
        the_signed_pledge_is_a_paper_with_every_unit(city)
    with clock.standing_at(date(2022, 12, 1)):
        a_clerk_fills_the_sheet_and_the_leader_sends_it(city, "B", "clerk", "leader", OF_B)
        a_clerk_fills_the_sheet_and_the_leader_sends_it(city, "A", "head_clerk", "head_leader", OF_A)
    with clock.standing_at(date(2022, 12, 10)):
        the_secretariat_enters_a_sheet_from_paper(city)
    with clock.standing_at(date(2022, 12, 18)):
        the_secretariat_returns_a_sheet(city)
        its_leader_mends_it_and_sends_it_again(city)
        the_secretariat_checks_every_sheet_and_corrects_one_line(city)
    with clock.standing_at(date(2022, 12, 22)):
        the_leader_asks_for_re_examination_of_that_line(city)
        the_secretariat_keeps_its_points_and_finishes_again(city)
    with clock.standing_at(date(2022, 12, 28)):
        the_operator_records_the_assessment_meeting(city)
        the_meeting_agrees_on_the_line(city)
        standings_are_provisional_and_not_for_members(city)
    with clock.standing_at(date(2023, 1, 6)):
        the_leader_of_the_head_locks_the_scores(city)
        every_member_sees_the_final_standings(city)
        the_city_officer_opens_the_year(city, YEAR + 1, NEXT_THEME)
    with clock.standing_at(date(2023, 1, 9)):
        the_operator_enters_what_may_be_proposed(city)
        the_secretariat_proposes_two_units(city)
        the_leader_of_the_head_sends_the_dossiers(city)
    with clock.standing_at(date(2023, 1, 20)):
        the_city_receives_appraises_and_approves(city)
        two_council_members_give_opinions(city)
        a_council_member_tied_to_the_unit_finds_nothing_of_it(city)
    with clock.standing_at(date(2023, 2, 10)):
        the_officer_records_the_decision(city)
        the_honours_stand_on_the_page_of_the_unit_and_before_the_public(city)
    with clock.standing_at(date(2023, 2, 15)):
        the_secretariat_writes_the_parts_of_the_report(city)
        the_leader_of_the_head_issues_the_report(city)
        the_report_names_every_member_and_the_honours(city)
    every_act_has_its_record_and_the_seals_hold(city)


# Opening the year.


def the_city_officer_opens_the_year(city: Year, year: int = YEAR, theme: str = THEME):
    form = city.of("officer").open(reverse("emulation:year_new"))
    assert "Khối thi đua K1" in form.main
    opened = form.send(year=str(year), theme=theme)
    assert opened.address == reverse("emulation:year", args=[year])
    assert theme in opened.main


def the_operator_enters_the_head_and_the_windows(city: Year):
    bloc: Bloc = city.world.bloc
    enter(
        city,
        "blocs_office",
        bloc=bloc.pk,
        year=YEAR,
        role="head",
        organization=city.unit("A").pk,
        since="01/01/2022",
    )
    for act, opens, closes in [
        ("pledge", "01/03/2022", "15/03/2022"),
        ("self_scoring", "16/11/2022", "15/12/2022"),
        ("objection", "16/12/2022", "31/12/2022"),
        ("nomination", "05/01/2023", "15/02/2023"),
    ]:
        enter(city, "emulation_window", year=YEAR, act=act, opens=opens, closes=closes)
    assert city.cycle.head_id == city.unit("A").pk


def enter(city: Year, table: str, **values: object):
    """The operator adds a row in the admin."""
    form = city.of("operator").open(reverse(f"admin:{table}_add"))
    listed = form.send(**{name: str(value) for name, value in values.items()})
    assert listed.address == reverse(f"admin:{table}_changelist"), listed.main


# The pledge.


def the_secretariat_writes_the_pledge(city: Year):
    secretariat = city.of("secretariat")
    assert (
        secretariat.open(city.page("emulation:pledge_replacement")).send().address.endswith("/pledge/draft/")
    )
    draft = secretariat.open(city.page("emulation:pledge_draft"))
    shown = draft.send(
        having="theme",
        place="Hải Phòng",
        dated_on="09/03/2022",
        theme="Đoàn kết, sáng tạo",
        content=["Hoàn thành chương trình công tác năm.", "Làm tốt công tác an sinh xã hội."],
        target=["Nhiệm vụ được hoàn thành"],
        target_unit=["%"],
        target_level=["100"],
        measure=["Trưởng khối và Tổ thư ký theo dõi, đôn đốc."],
        commitment=["Các đơn vị cam kết đoàn kết, chấm điểm trung thực."],
    )
    assert shown.address == city.page("emulation:pledge")
    assert "Làm tốt công tác an sinh xã hội." in shown.main


def the_leader_of_the_head_makes_the_text_final(city: Year):
    shown = city.of("head_leader").open(city.page("emulation:pledge_finalisation")).send(having="version")
    assert shown.address == city.page("emulation:pledge")
    assert "Còn 03/03 đơn vị chưa ký" in shown.main


def two_leaders_sign_for_their_units(city: Year):
    for persona, party in [
        ("leader", city.place("B")),
        ("head_leader", city.place("A")),
        ("head_leader", city.place("A", PartyCapacity.HEAD)),
    ]:
        address = reverse("emulation:pledge_signature", args=[party.pk])
        receipt = city.of(persona).open(address).send(having="password", password=PASSWORD)
        assert "Đã ký giao ước lúc 12:00 ngày 09/03/2022" in receipt.main


def the_secretariat_records_the_signature_given_on_paper(city: Year):
    form = city.of("secretariat").open(reverse("emulation:pledge_paper_signature", args=[city.place("C").pk]))
    assert "Nhập thay" in form.text
    shown = form.send(
        having="scan", signed_on="08/03/2022", position_title="Chủ tịch", scan=upload("scan.pdf", SCAN)
    )
    assert shown.address == city.page("emulation:pledge")
    assert "Đã ký đủ (3/3)" in shown.main


def upload(name: str, content: bytes):
    return SimpleUploadedFile(name, content)


def the_signed_pledge_is_a_paper_with_every_unit(city: Year):
    paper = words(city.of("leader").download(city.page("emulation:pledge_pdf")))
    for name in UNITS:
        assert name.upper() in paper
    assert "Hoàn thành chương trình công tác năm." in paper


# The score sheets.


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


# Standings, honours.


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


def the_operator_enters_what_may_be_proposed(city: Year):
    for code, name, sign, kind, level, most in [
        ("CITY_FLAG", "Cờ thi đua của Ủy ban nhân dân thành phố", "flag", "title", 50, 1),
        ("CITY_MERIT", "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố", "merit", "form", 40, 2),
    ]:
        authority = "Chủ tịch Ủy ban nhân dân thành phố"
        enter(
            city, "emulation_commendation", code=code, name=name, short_name=name.split(" của ")[0],
            kind=kind, sign=sign, level=level, authority=authority, through_bloc="on",
        )  # fmt: skip
        commendation = Commendation.objects.get(code=code)
        enter(
            city, "awards_awardrule",
            commendation=commendation.pk, valid_from="01/01/2022", quota_per_bloc=most,
        )  # fmt: skip


def the_secretariat_proposes_two_units(city: Year):
    for code, award in [("B", "CITY_FLAG"), ("C", "CITY_MERIT")]:
        address = reverse("awards:nomination_new", args=[city.cycle.pk, city.unit(code).pk])
        dossier = city.of("secretariat").open(address).send(
            commendation=str(Commendation.objects.get(code=award).pk),
            achievements=f"Hội {code} hoàn thành 18/20 nhiệm vụ của năm.",
        )  # fmt: skip
        assert "Đủ thành phần hồ sơ" in dossier.main


def the_leader_of_the_head_sends_the_dossiers(city: Year):
    sent = city.of("head_leader").open(city.page("awards:nomination_sending")).send()
    assert sent.address == city.page("awards:cycle_nominations")
    assert sent.main.count("Đã gửi, chờ tiếp nhận") == 2


def nominations(city: Year) -> dict[str, str]:
    """The pages of the dossiers by the unit's code."""
    rows = city.cycle.nominations.select_related("organization")
    return {row.organization.code: reverse("awards:nomination", args=[row.pk]) for row in rows}


def the_city_receives_appraises_and_approves(city: Year):
    officer = city.of("officer")
    for address in nominations(city).values():
        assert "Đã tiếp nhận" in officer.open(address).send("/receipt/").main
        text = {"appraisal-appraisal": "Hồ sơ đủ thành phần, thành tích rõ."}
        officer.open(address).send("/appraisal/", **text)
        approved = city.of("city_leader").open(address).send("/approval/")
        assert "Hồ sơ đủ thành phần, thành tích rõ." in approved.main


def two_council_members_give_opinions(city: Year):
    pages = nominations(city)
    city.of("board").open(pages["B"]).send("/opinion/", verdict="agree")
    after = (
        city.of("board")
        .open(pages["C"])
        .send("/opinion/", verdict="disagree", text="Cần xem lại thành tích.")
    )
    assert "Cần xem lại thành tích." in after.main
    # The leader of C sits on the council too: in that seat there is B alone.
    colleague = city.of("leader_on_board")
    role = next(value for value in choices(colleague.open("/"), "/capacity/") if value.startswith("a"))
    colleague.post(reverse("blocs:capacity"), {"capacity": role})
    assert "Hội C" not in colleague.open(reverse("awards:nominations")).main
    colleague.open(pages["C"], status=404)
    colleague.open(pages["B"]).send("/opinion/", verdict="agree")


def choices(page: Page, ending: str) -> list[str]:
    forms = [form for form in page.forms if form.action.endswith(ending)]
    return [value for form in forms for name, value in [*form.fields, *form.buttons] if name == "capacity"]


def a_council_member_tied_to_the_unit_finds_nothing_of_it(city: Year):
    tied, pages = city.of("conflicted_board"), nominations(city)
    assert "Hội B" not in tied.open(reverse("awards:nominations")).main
    assert "Hội C" in tied.open(reverse("awards:nominations")).main
    tied.open(pages["B"], status=404)


def the_officer_records_the_decision(city: Year):
    form = city.of("officer").open(reverse("awards:decision_new"))
    ticks = {name: "on" for name in form.form(having="number").names if name.startswith("award_")}
    assert len(ticks) == 2
    summary = form.send(having="number", number="320/QĐ-UBND", dated_on="08/02/2023", **ticks)
    assert "Hội B" in summary.main
    recorded = summary.send(press="confirmed")
    assert recorded.address.startswith("/decisions/")
    assert "320/QĐ-UBND" in recorded.main
    assert city.cycle.is_decided


def the_honours_stand_on_the_page_of_the_unit_and_before_the_public(city: Year):
    unit = city.of("clerk").open(reverse("blocs:organization", args=[city.unit("B").pk]))
    assert "Cờ thi đua của Ủy ban nhân dân thành phố" in unit.main
    public = Visitor(Client()).open(f"{reverse('awards:honours')}?year={YEAR}").main
    assert "Hội B" in public
    assert "Hội C" in public
    assert "Hội A" not in public
    assert "320/QĐ-UBND" in public


# The report.


def the_secretariat_writes_the_parts_of_the_report(city: Year):
    page = city.of("secretariat").open(city.page("reports:year_end_report"))
    parts = [form.action for form in page.forms if "/parts/" in form.action]
    assert len(parts) > 3
    text = "Các đơn vị giữ vững sản xuất, kinh doanh."
    saved = page.send(parts[0], text=text)
    assert text in saved.main


def the_leader_of_the_head_issues_the_report(city: Year):
    issued = city.of("head_leader").open(city.page("reports:year_end_report_issue")).send(
        having="contents", dated_on="15/02/2023"
    )  # fmt: skip
    assert issued.address == city.page("reports:year_end_report")
    noted = issued.send("/number/", number="12/BC-KTĐ")
    assert "12/BC-KTĐ" in noted.main


def the_report_names_every_member_and_the_honours(city: Year):
    paper = city.cycle.papers.get(kind="year_end_report")
    text = words(city.of("leader").download(reverse("emulation:issued_paper", args=[paper.pk])))
    for name in UNITS:
        assert name in text
    for expected in [
        "Cờ thi đua của Ủy ban nhân dân thành phố",
        "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố",
        "Các đơn vị giữ vững sản xuất, kinh doanh.",
        NEXT_THEME,
        "320/QĐ-UBND",
    ]:
        assert expected in text, expected


# The records.

ACTS = {
    "year.open": 2,
    "office.add": 1,
    "window.add": 4,
    "meeting.add": 1,
    "agendaitem.add": 1,
    "attendance.add": 3,
    "commendation.add": 2,
    "awardrule.add": 2,
    "pledge.draft": 1,
    "pledge.write": 1,
    "pledge.finalise": 1,
    "pledge.sign": 3,
    "pledge.record_paper": 1,
    "scoresheet.start": 3,
    "score_line.save": 19,  # six lines of three sheets, and the one that was mended
    "scoresheet.with_leader": 2,
    "scoresheet.submitted": 5,  # three, one again, and one whose checking was taken up again
    "scoresheet.returned": 1,
    "score_line.review": 18,
    "score_line.dispute": 1,
    "score_line.keep": 1,
    "score_line.agree": 1,
    "scoresheet.checked": 4,
    "cycle.lock": 1,
    "nomination.prepare": 2,
    "nomination.send": 2,
    "cycle.submit": 1,
    "nomination.receive": 2,
    "nomination.appraise": 2,
    "nomination.approve_appraisal": 2,
    "nomination.give_opinion": 3,
    "decision.record": 1,
    "nomination.award": 2,
    "cycle.decide": 1,
    "report_text.save": 1,
    "paper.issue": 2,
    "paper.number": 1,
}


def every_act_has_its_record_and_the_seals_hold(city: Year):
    assert Counter(AuditEvent.objects.values_list("act", flat=True)) == ACTS
    assert not AuditEvent.objects.filter(user=None).exists()
    # Signature, start, six lines and the sending of the unit that works on paper.
    assert AuditEvent.objects.filter(on_behalf_of=city.unit("C"), capacity="secretariat").count() == 9
    call_command("seal_audit", stdout=StringIO())
    assert not AuditEvent.objects.filter(seal_number=None).exists()
    assert_sound()
