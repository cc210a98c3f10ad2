"""The facts of a year-end report: gathered from the rows of the year, added up in Python."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from awards.models import Nomination
from blocs import clock
from blocs.models import BlocName, CompositionDecision, Membership, OrganizationName
from blocs.models.bloc import BlocKind
from emulation.documents.vocabulary import faults
from emulation.models import Cycle, EmulationYear, GateReopening, ReportText, ScoreSheet
from emulation.models.meeting import AgendaKind
from emulation.models.window import Act
from reports.documents.year_end_facts import Highlight, Meetings, Received, Result, Term, Topic
from reports.documents.year_end_report import NothingToReport, year_end_facts, year_end_report
from reports.documents.year_end_text import year_end_document
from tests import factories as make
from tests.cast import World
from tests.documents.years import CONFERENCE, honour, lock, meet, sum_up
from tests.emulation.pledges import final, sign


def test_it_refuses_a_year_whose_scores_are_not_locked(world: World) -> None:
    with pytest.raises(NothingToReport):
        year_end_report(world.cycle)
    lock(world)
    assert faults(year_end_report(world.cycle).html()) == []


def test_it_reports_nothing_from_standings_that_were_reopened(world: World) -> None:
    snapshot = lock(world)
    snapshot.superseded_at, snapshot.superseded_by = clock.now(), world.users["officer"]
    snapshot.save()
    with pytest.raises(NothingToReport):
        year_end_facts(world.cycle)


def test_it_bears_the_day_of_the_conference_else_of_today_else_as_asked(world: World) -> None:
    lock(world)
    with clock.standing_at(date(2022, 1, 5)):
        assert year_end_facts(world.cycle).dated_on == date(2022, 1, 5)
    sum_up(world)
    assert year_end_facts(world.cycle).dated_on == CONFERENCE
    assert year_end_facts(world.cycle, date(2022, 4, 1)).dated_on == date(2022, 4, 1)


def test_it_names_members_as_they_were_called_on_its_day_in_the_founding_order(world: World) -> None:
    lock(world)
    OrganizationName.objects.create(
        organization=world.units["A"], name="Hội A mới", short_name="A", valid_from=date(2022, 3, 1)
    )
    Membership.objects.filter(organization=world.units["C"]).update(order=0)
    assert year_end_facts(world.cycle, date(2022, 2, 28)).members == ("Hội C", "Hội A", "Hội B")
    facts = year_end_facts(world.cycle, date(2022, 3, 1))
    assert facts.members == ("Hội C", "Hội A mới", "Hội B")
    assert facts.head == "Hội A mới"
    assert [place.name for place in facts.standings] == ["Hội B", "Hội A mới", "Hội C"]


def test_it_takes_the_standings_of_the_snapshot(world: World) -> None:
    lock(world)
    best, *_others = year_end_facts(world.cycle).standings
    assert (best.place, best.name, best.total, best.base, best.bonus, best.deduction, best.band) == (
        1, "Hội B", Decimal(38), Decimal(37), Decimal(2), Decimal(1), "Xuất sắc",
    )  # fmt: skip


def test_it_adds_up_figures_exactly(world: World) -> None:
    lock(world)
    assert year_end_facts(world.cycle).results == (
        Result("Tiêu chí A1", "nhiệm vụ", Decimal(60), Decimal("55.5"), Topic.WORK),
    )


def test_it_quotes_the_unit_with_most_points(world: World) -> None:
    lock(world)
    assert year_end_facts(world.cycle).highlights == (
        Highlight("Hội B", "Việc tiêu biểu của B.", Topic.WORK),
    )


def test_it_counts_sheets_meetings_and_signatures(world: World) -> None:
    version = final(world)
    sign(world, version, "leader")
    lock(world)
    sum_up(world)
    facts = year_end_facts(world.cycle)
    assert (facts.sheets_sent, facts.sheets_late) == (3, 1)
    assert facts.meetings == Meetings(held=2, seats=6, taken=5)
    assert (facts.pledge_signed, facts.pledge_parties) == (1, 3)
    assert facts.assessed_on == date(2021, 12, 22)


def test_it_does_not_count_the_meeting_that_signed_the_pledge(world: World) -> None:
    lock(world)
    meet(world, date(2021, 3, 9), AgendaKind.SIGN_PLEDGE)
    assert year_end_facts(world.cycle).meetings == Meetings(0)


def test_it_lists_honours_of_the_year_the_highest_first(world: World) -> None:
    lock(world)
    honour(world, "A", "CITY_MERIT", number="15/QĐ-UBND", decided_on=date(2022, 2, 1))
    honour(world, "B")
    honour(world, "D")
    honour(world, "C", revoked_on=date(2022, 6, 1))
    assert year_end_facts(world.cycle).honours == (
        Received("Hội B", "Cờ thi đua của Ủy ban nhân dân thành phố", "nguồn: tin ngày 09/3/2022"),
        Received(
            "Hội A",
            "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố",
            "Quyết định số 15/QĐ-UBND ngày 01/02/2022",
        ),
    )


def test_it_counts_what_the_bloc_proposed(world: World) -> None:
    snapshot = lock(world)
    for code in "BA":
        Nomination.objects.create(
            cycle=world.cycle,
            organization=world.units[code],
            commendation=make.make_commendation(),
            snapshot=snapshot,
            prepared_at=clock.now(),
            prepared_by=world.users["secretariat"],
        )
    assert year_end_facts(world.cycle).proposed == (("Cờ thi đua của Ủy ban nhân dân thành phố", 2),)


def test_it_looks_ahead_to_the_next_pledge_theme_and_calendar(world: World) -> None:
    lock(world)
    following = make.make_cycle(world.bloc, 2022)
    EmulationYear.objects.filter(pk=2022).update(theme="Chủ đề mới")
    make.make_final_pledge(following, [world.units["A"]], world.users["head_leader"])
    make.make_window(following, Act.SELF_SCORING, date(2022, 11, 1), date(2022, 12, 15))
    make.make_window(following, Act.MIDYEAR_REPORT, date(2022, 7, 1), date(2022, 7, 31))
    ahead = year_end_facts(world.cycle).next_year
    assert ahead.theme == "Chủ đề mới"
    assert ahead.tasks == ("Hoàn thành chương trình công tác năm.", "Làm tốt công tác an sinh xã hội.")
    assert ahead.calendar == (
        Term("Báo cáo sơ kết 6 tháng", date(2022, 7, 1), date(2022, 7, 31)),
        Term("Tự chấm điểm", date(2022, 11, 1), date(2022, 12, 15)),
    )
    assert (ahead.midyear_report_by, ahead.self_scoring_by) == (date(2022, 7, 31), date(2022, 12, 15))


def test_it_tells_no_tasks_of_a_pledge_that_is_still_a_draft(world: World) -> None:
    lock(world)
    make.make_draft_pledge(make.make_cycle(world.bloc, 2022), [])
    assert year_end_facts(world.cycle).next_year.tasks == ()


def test_it_cites_the_decision_on_the_bloc_only_with_its_number(world: World) -> None:
    lock(world)
    decision = CompositionDecision.objects.create(bloc=world.bloc, issuer="Ủy ban nhân dân thành phố")
    Membership.objects.filter(bloc=world.bloc).update(decision=decision)
    assert year_end_facts(world.cycle).composition_decision == ""
    decision.number, decision.dated_on = "12/QĐ-UBND", date(2019, 2, 3)
    decision.save()
    assert (
        year_end_facts(world.cycle).composition_decision
        == "Quyết định số 12/QĐ-UBND ngày 03/02/2019 của Ủy ban nhân dân thành phố"
    )


def test_it_tells_a_change_of_name_within_the_year(world: World) -> None:
    lock(world)
    for day, name in [(date(2021, 6, 1), "Hội B lớn"), (date(2022, 1, 2), "Hội B nhỏ")]:
        OrganizationName.objects.create(
            organization=world.units["B"], name=name, short_name="B", valid_from=day
        )
    assert year_end_facts(world.cycle).renamed == ("Hội B đổi tên thành Hội B lớn từ ngày 01/6/2021",)


def test_it_tells_who_joined_and_left_within_the_year(world: World) -> None:
    """Who has left is no member any more: its sheet counts in no number of the report."""
    world.units["C"].memberships.update(joined_on=date(2021, 5, 4))
    lock(world)
    before = year_end_facts(world.cycle)
    world.units["B"].memberships.update(left_on=date(2021, 6, 30))
    facts = year_end_facts(world.cycle)
    assert facts.moved == (
        "Hội B rút khỏi Khối sau ngày 30/6/2021",
        "Hội C gia nhập Khối từ ngày 04/5/2021",
    )
    assert (before.sheets_sent - facts.sheets_sent, len(before.members) - len(facts.members)) == (1, 1)
    assert (
        "Trong năm có 02 thay đổi về tên gọi, tổ chức: Hội B rút khỏi Khối" in year_end_document(facts).html()
    )
    world.units["B"].memberships.update(left_on=date(2021, 12, 31))
    assert year_end_facts(world.cycle).moved == ("Hội C gia nhập Khối từ ngày 04/5/2021",)


def test_a_cluster_is_called_a_cluster(world: World) -> None:
    lock(world)
    assert "Khối" in year_end_document(year_end_facts(world.cycle)).html()
    world.bloc.kind = BlocKind.TERRITORIAL
    world.bloc.save()
    world.bloc.names.update(name="Cụm thi đua số 1")
    facts = year_end_facts(Cycle.objects.get(pk=world.cycle.pk))
    report = year_end_document(facts).html().replace(facts.head_title, "")
    assert "Cụm thi đua số 1 (sau đây gọi tắt là Cụm)" in report
    assert "TM. CỤM THI ĐUA" in report
    assert "Khối" not in report


def test_it_keeps_the_words_of_people_and_the_reopening_of_scores(world: World) -> None:
    lock(world)
    ReportText.objects.create(cycle=world.cycle, section="lessons", text="Bài học riêng.")
    with clock.standing_at(date(2022, 1, 5)):
        GateReopening.objects.create(
            cycle=world.cycle, gate="locked", reason="nhập nhầm", reopened_by=world.users["officer"]
        )
    facts = year_end_facts(world.cycle)
    assert facts.texts == {"lessons": "Bài học riêng."}
    assert facts.reopened == ((date(2022, 1, 5), "nhập nhầm"),)
    assert facts.audit_head.startswith("c0ffee11")


def test_it_marks_the_data_of_a_demonstration(world: World) -> None:
    lock(world)
    assert not year_end_facts(world.cycle).demonstration
    with override_settings(DEMO=True):
        assert year_end_facts(world.cycle).demonstration
    world.bloc.fictional = True
    assert year_end_facts(world.cycle).demonstration


def test_it_prints_bloc_and_symbol_of_its_day(world: World) -> None:
    lock(world)
    BlocName.objects.create(
        bloc=world.bloc, name="Khối thi đua mới", short_name="Khối", valid_from=date(2022, 3, 1)
    )
    letterhead = year_end_report(world.cycle, date(2022, 3, 9)).letterhead
    assert letterhead.issuer == "Khối thi đua mới"
    assert letterhead.number == "/BC-KTĐ"
    assert letterhead.place == "Hải Phòng"


@pytest.mark.parametrize("more", [0, 9])
def test_it_asks_as_many_questions_for_three_members_as_for_twelve(world: World, more: int) -> None:
    lock(world)
    sum_up(world)
    honour(world, "B")
    for order in range(4, 4 + more):
        unit = make.make_organization(f"M{order}")
        make.make_membership(world.bloc, unit, order=order)
        world.units[f"M{order}"] = unit
        honour(world, f"M{order}")
    cycle = (
        world.cycle.__class__.objects.with_offices()
        .select_related("bloc", "year", "table_version")
        .get(pk=world.cycle.pk)
    )
    with CaptureQueriesContext(connection) as queries:
        year_end_report(cycle)
    assert len(queries) == 22


def test_it_knows_which_sheets_were_entered_from_paper(world: World) -> None:
    lock(world)
    ScoreSheet.objects.filter(organization=world.units["B"]).update(paper_dated_on=date(2021, 12, 5))
    days = {place.name: place.paper_dated_on for place in year_end_facts(world.cycle).standings}
    assert days == {"Hội A": None, "Hội B": date(2021, 12, 5), "Hội C": None}
