"""Standings: provisional, locked, opened again; the table behind them."""

from datetime import date, timedelta

import pytest

from blocs import clock
from blocs.errors import BadInput, Closed, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent, OrganizationName
from emulation.actions.score_line import save_line
from emulation.actions.scoresheet import return_sheet, set_disqualified
from emulation.actions.standing import lock_scores, reopen_scores
from emulation.models import Cycle, DisqualificationGround, GateReopening, StandingSnapshot
from emulation.queries.standing import (
    canonical_standings,
    current_standings,
    fingerprint,
    provisional_standings,
    standings_to_lock,
    unfinished,
)
from tests import factories as make
from tests.emulation.sheets import (
    answered_sheet,
    begun_sheet,
    checked_sheet,
    criterion,
    line_of,
    sent_sheet,
)


def places(cycle) -> list[tuple[str, int | None, bool | None]]:
    return [
        (row.name, row.place and row.place.place, row.place and row.place.shared)
        for row in current_standings(Cycle.objects.get(pk=cycle.pk)).rows
    ]


def test_units_stand_by_their_total(world):
    for unit, points in [("A", "7"), ("B", "9"), ("C", "8")]:
        sent_sheet(world, unit, points)
    assert places(world.cycle) == [("Hội B", 1, False), ("Hội C", 2, False), ("Hội A", 3, False)]


def test_the_place_after_a_shared_one_is_left_out(world):
    for unit, points in [("A", "8"), ("B", "8"), ("C", "7")]:
        sent_sheet(world, unit, points)
    assert places(world.cycle) == [("Hội A", 1, True), ("Hội B", 1, True), ("Hội C", 3, False)]


def test_equal_totals_are_told_apart_by_the_chain_of_the_table(world):
    sent_sheet(world, "A", "8", A1="7", B1="9")
    sent_sheet(world, "B", "8", A1="9", B1="7")
    first, second, last = current_standings(world.cycle).rows
    assert (first.name, first.place.place, second.place.place) == ("Hội B", 1, 2)
    assert (first.place.why.group, last.total) == ("A", 0)


def test_only_a_sheet_that_was_sent_has_a_place_and_a_class(world):
    answered_sheet(world, "A", "10")
    sent_sheet(world, "C", "7")
    first, *others = current_standings(world.cycle).rows
    assert (first.name, first.place.place, first.band) == ("Hội C", 1, "Tốt")
    assert [(row.name, row.place, row.band, row.total) for row in others] == [
        ("Hội A", None, "", 40),
        ("Hội B", None, "", 0),
    ]


def test_a_returned_sheet_keeps_its_place_while_it_is_mended(world):
    sent_sheet(world, "A", "8")
    sheet = sent_sheet(world, "B", "9")
    return_sheet(sheet, actor=world.actor("secretariat"), reason="Bổ sung.")
    assert places(world.cycle) == [("Hội B", 1, False), ("Hội A", 2, False), ("Hội C", None, None)]


def test_a_lock_gives_every_member_a_place(world):
    sent_sheet(world, "B", "7")
    answered_sheet(world, "C", "8")
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    assert places(world.cycle) == [("Hội C", 1, False), ("Hội B", 2, False), ("Hội A", 3, False)]


def test_an_entry_moves_the_places_at_once(world):
    sent_sheet(world, "A", "8")
    sheet = sent_sheet(world, "B", "8")
    return_sheet(sheet, actor=world.actor("secretariat"), reason="Xem lại A1.")
    line = line_of(sheet, "A1")
    save_line(
        sheet,
        criterion(sheet, "A1"),
        actor=world.actor("leader"),
        version=line.version,
        self_points=line.criterion.max_points,
    )
    assert places(world.cycle)[0] == ("Hội B", 1, False)


def test_the_heads_leader_locks_the_scores_into_a_snapshot(world):
    for unit, points in [("A", "7"), ("B", "9"), ("C", "8")]:
        checked_sheet(world, unit, points)
    snapshot = lock_scores(world.cycle, actor=world.actor("head_leader"))
    cycle = Cycle.objects.get(pk=world.cycle.pk)
    assert (cycle.is_locked, cycle.locked_by) == (True, world.users["head_leader"])
    assert snapshot.sha256 == fingerprint(snapshot.canonical)
    assert snapshot.audit_head == AuditEvent.objects.get(act="cycle.lock").seal
    entries = list(snapshot.entries.values_list("name", "place", "total", "band"))
    assert entries == [("Hội B", 1, 36, "Xuất sắc"), ("Hội C", 2, 32, "Tốt"), ("Hội A", 3, 28, "Tốt")]


def test_nobody_else_locks_the_scores(world):
    for persona in ["secretariat", "head_clerk", "leader", "officer", "city_leader", "outside_leader"]:
        with pytest.raises(NotAllowed):
            lock_scores(world.cycle, actor=world.actor(persona))
    assert not StandingSnapshot.objects.exists()


def test_what_was_not_shown_is_not_locked(world):
    sheet = answered_sheet(world, "B", "8")
    seen = fingerprint(canonical_standings(standings_to_lock(world.cycle)))
    line = line_of(sheet, "A1")
    save_line(
        sheet,
        line.criterion,
        actor=world.actor("leader"),
        version=line.version,
        self_points=line.self_points + 1,
    )
    with pytest.raises(Stale):
        lock_scores(world.cycle, actor=world.actor("head_leader"), seen=seen)
    seen = fingerprint(canonical_standings(standings_to_lock(world.cycle)))
    assert lock_scores(world.cycle, actor=world.actor("head_leader"), seen=seen).sha256 == seen


def test_scores_are_locked_once(world):
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    with pytest.raises(Closed):
        lock_scores(world.cycle, actor=world.actor("head_leader"))


def test_without_a_table_there_is_nothing_to_lock(world):
    world.cycle.table_version = None
    world.cycle.save()
    with pytest.raises(Conflict):
        lock_scores(world.cycle, actor=world.actor("head_leader"))


def test_what_is_unfinished_is_named_before_the_lock(world):
    checked_sheet(world, "A")
    sent_sheet(world, "B")
    begun_sheet(world, "C")
    left = unfinished(standings_to_lock(world.cycle))
    assert (left.not_sent, left.not_checked, left.disputed) == (["Hội C"], ["Hội B"], [])


def test_locked_standings_keep_the_names_and_points_of_then(world):
    checked_sheet(world, "B", "9")
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    OrganizationName.objects.create(
        organization=world.units["B"], name="Hội mới", short_name="M", valid_from=date(2021, 1, 2)
    )
    assert places(world.cycle)[0][0] == "Hội B"


def test_a_ground_stands_beside_the_unit_and_moves_no_place(world):
    sheet = sent_sheet(world, "B", "9")
    ground = DisqualificationGround.objects.get(version=sheet.table_version)
    set_disqualified(sheet, actor=world.actor("secretariat"), ground=ground)
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    row = current_standings(Cycle.objects.get(pk=world.cycle.pk)).rows[0]
    assert (row.name, row.place.place, row.marks) == ("Hội B", 1, "Không ký giao ước thi đua")


def test_the_heads_leader_opens_locked_scores_again_for_a_reason(world):
    snapshot = lock_scores(world.cycle, actor=world.actor("head_leader"))
    with pytest.raises(BadInput):
        reopen_scores(world.cycle, actor=world.actor("head_leader"), reason=" ")
    reopen_scores(world.cycle, actor=world.actor("head_leader"), reason="Cộng nhầm tiêu chí A1.")
    snapshot.refresh_from_db()
    assert snapshot.superseded_by == world.users["head_leader"]
    assert not Cycle.objects.get(pk=world.cycle.pk).is_locked
    assert GateReopening.objects.get().reason == "Cộng nhầm tiêu chí A1."
    again = lock_scores(world.cycle, actor=world.actor("head_leader"))
    assert StandingSnapshot.objects.get(superseded_at=None) == again


def test_nobody_else_opens_locked_scores(world):
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    for persona in ["secretariat", "leader", "officer", "city_leader"]:
        with pytest.raises(NotAllowed):
            reopen_scores(world.cycle, actor=world.actor(persona), reason="Nhầm.")


def test_scores_that_are_open_are_not_opened_again(world):
    with pytest.raises(Closed):
        reopen_scores(world.cycle, actor=world.actor("head_leader"), reason="Nhầm.")


def test_once_nominations_are_sent_the_bloc_alone_opens_nothing(world):
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    Cycle.objects.filter(pk=world.cycle.pk).update(
        submitted_at=clock.now() - timedelta(days=1), submitted_by=world.users["head_leader"]
    )
    with pytest.raises(Closed):
        reopen_scores(world.cycle, actor=world.actor("head_leader"), reason="Nhầm.")


def test_the_canonical_text_holds_every_point(world):
    sheet = answered_sheet(world, "B", "8")
    before = canonical_standings(standings_to_lock(world.cycle))
    other = answered_sheet(world, "C", "8", A1="7", A2="9")
    assert "points\tA1\t8.00" in before
    assert "points\tA1\t7.00" in canonical_standings(standings_to_lock(world.cycle))
    assert sheet.total == other.total


def test_places_do_not_depend_on_the_order_of_members(world):
    for unit, points in [("A", "7"), ("B", "9"), ("C", "8")]:
        sent_sheet(world, unit, points)
    before = {name: place for name, place, _shared in places(world.cycle)}
    for order, unit in enumerate("CBA", start=11):
        world.bloc.memberships.filter(organization=world.units[unit]).update(order=order)
    assert {name: place for name, place, _shared in places(world.cycle)} == before


@pytest.mark.parametrize("extra", [0, 11])
def test_the_questions_do_not_grow_with_the_members(world, django_assert_num_queries, extra):
    for number in range(extra):
        make.make_membership(world.bloc, make.make_organization(), 2021, 10 + number)
    answered_sheet(world, "B")
    cycle = Cycle.objects.with_offices().select_related("bloc", "table_version").get(pk=world.cycle.pk)
    with django_assert_num_queries(6):
        provisional_standings(cycle)


def test_the_page_tells_that_the_scores_were_opened_again(world):
    for unit in "ABC":
        checked_sheet(world, unit)
    head = world.actor("head_leader")
    for reason in ("Cộng sót điểm thưởng.", "Nhầm cột."):
        lock_scores(world.cycle, actor=head)
        reopen_scores(world.cycle, actor=head, reason=reason)
    lock_scores(world.cycle, actor=head)
    page = world.client("leader").get(f"/cycles/{world.cycle.pk}/standings/").content.decode()
    assert "Điểm đã được mở lại 2 lần" in page
    assert "Nhầm cột." in page
    other = world.client("outside_leader").get(f"/cycles/{world.other_cycle.pk}/standings/").content.decode()
    assert "đã được mở lại" not in other
