"""`manage.py check_data` finds scores that were tampered with, and finds nothing in those that were not."""

from decimal import Decimal

import pytest

from emulation import invariants
from emulation.actions.score_line import agree_points
from emulation.actions.standing import lock_scores
from emulation.models import (
    Criterion,
    Cycle,
    DisqualificationGround,
    ScoreLine,
    ScoreSheet,
    StandingEntry,
    StandingSnapshot,
)
from emulation.models.meeting import AgendaKind
from tests import factories as make
from tests.emulation.sheets import checked_sheet, criterion, line_of, sent_sheet

FINDS = [
    invariants.changed_tables,
    invariants.lines_beside_the_table,
    invariants.sheets_that_do_not_add_up,
    invariants.points_beside_the_rule,
    invariants.points_agreed_elsewhere,
    invariants.sheets_of_strangers,
    invariants.grounds_of_another_table,
    invariants.sheets_by_another_table,
    invariants.locks_without_standings,
    invariants.changed_standings,
]


@pytest.fixture
def locked(world):
    """B checked with one agreed point, C sent, scores locked."""
    sheet = checked_sheet(world, "B")
    agree_points(
        sheet,
        criterion(sheet, "A1"),
        actor=world.actor("secretariat"),
        agenda_item=make.make_meeting(world.cycle),
        version=line_of(sheet, "A1").version,
        points=Decimal(9),
    )
    sent_sheet(world, "C")
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    return world


def test_a_year_that_came_about_by_the_acts_is_sound(locked):
    assert [list(find()) for find in FINDS] == [[] for _find in FINDS]


def remove_a_line(world):
    ScoreLine.objects.filter(criterion__code="A1").first().delete()


def change_a_total(world):
    ScoreSheet.objects.update(total=Decimal(99))


def change_a_point(world):
    ScoreLine.objects.filter(criterion__code="B2", reviewed_at=None).update(self_points=Decimal("7.3"))


def change_the_agenda(world):
    world.cycle.agenda_items.update(kind=AgendaKind.SUM_UP)


def change_the_table(world):
    Criterion.objects.update(name="Khác")


def change_the_bloc(world):
    world.bloc.memberships.update(bloc=world.other_bloc)


def change_the_ground(world):
    other = make.make_table(world.users["operator"])
    ScoreSheet.objects.update(disqualified_for=DisqualificationGround.objects.get(version=other))


def change_the_table_of_the_year(world):
    Cycle.objects.update(table_version=make.make_table(world.users["operator"]))


def open_the_gate(world):
    Cycle.objects.update(locked_at=None, locked_by=None)


def change_a_place(world):
    StandingEntry.objects.filter(place=2).update(place=1)


def change_the_text(world):
    StandingSnapshot.objects.update(canonical="unit\t1")


@pytest.mark.parametrize(
    ("tamper", "find"),
    [
        (remove_a_line, invariants.lines_beside_the_table),
        (change_a_total, invariants.sheets_that_do_not_add_up),
        (change_a_point, invariants.points_beside_the_rule),
        (change_a_point, invariants.changed_standings),
        (change_the_agenda, invariants.points_agreed_elsewhere),
        (change_the_table, invariants.changed_tables),
        (change_the_bloc, invariants.sheets_of_strangers),
        (change_the_ground, invariants.grounds_of_another_table),
        (change_the_table_of_the_year, invariants.sheets_by_another_table),
        (open_the_gate, invariants.locks_without_standings),
        (change_a_place, invariants.changed_standings),
        (change_the_text, invariants.changed_standings),
    ],
)
def test_what_was_tampered_with_is_found(locked, tamper, find):
    assert list(find()) == []
    tamper(locked)
    assert list(find()) != []
