"""Two people write at the same moment: nothing is lost, totals stay true, nothing slips past the lock."""

from decimal import Decimal

import pytest

from blocs.errors import Closed
from emulation.actions.score_line import TwoValues, save_line
from emulation.actions.standing import lock_scores
from emulation.models import StandingSnapshot
from emulation.queries.scorebook import open_book
from emulation.queries.standing import canonical_standings, current_standings
from tests.at_once import at_once
from tests.cast import build_world
from tests.emulation.sheets import answered_sheet, begun_sheet, line_of, stored

pytestmark = pytest.mark.django_db(transaction=True)


def saving(world, persona, line, points):
    actor = world.actor(persona)
    return lambda: save_line(
        line.sheet, line.criterion, actor=actor, version=line.version, self_points=Decimal(points)
    )


def test_of_two_in_one_cell_one_is_written_and_the_other_gets_both_values():
    world = build_world()
    line = line_of(begun_sheet(world), "A1")
    outcomes = at_once(saving(world, "leader", line, "7"), saving(world, "clerk", line, "8"))
    refused = [one for one in outcomes if isinstance(one, TwoValues)]
    assert len(refused) == 1
    clash = refused[0].clash
    assert {clash.kept, clash.typed} == {Decimal(7), Decimal(8)}
    assert line_of(line.sheet, "A1").self_points == clash.kept


def test_many_cells_saved_at_once_add_up():
    world = build_world()
    sheet = begun_sheet(world)
    lines = list(sheet.lines.select_related("sheet", "criterion"))
    outcomes = at_once(*(saving(world, "clerk", line, "2") for line in lines))
    assert all(one.self_points == 2 for one in outcomes)
    now, score = stored(sheet), open_book(sheet.table_version).score(sheet.lines.all())
    assert (now.total, now.answered, now.version) == (score.total, 6, sheet.version + 6)


def test_what_is_saved_while_the_scores_are_locked_is_in_the_snapshot_or_refused():
    world = build_world()
    sheet = answered_sheet(world, "B", "8")
    line = line_of(sheet, "A1")
    head = world.actor("head_leader")
    saved, _locked = at_once(saving(world, "leader", line, "9"), lambda: lock_scores(world.cycle, actor=head))
    points = line_of(sheet, "A1").self_points
    assert points == (8 if isinstance(saved, Closed) else 9)
    world.cycle.refresh_from_db()
    snapshot = StandingSnapshot.objects.get()
    assert snapshot.canonical == canonical_standings(current_standings(world.cycle))
    assert f"points\tA1\t{points:.2f}" in snapshot.canonical


def test_of_two_locks_one_stands():
    world = build_world()
    head = world.actor("head_leader")
    outcomes = at_once(*(lambda: lock_scores(world.cycle, actor=head) for _twice in range(2)))
    assert sum(isinstance(one, Closed) for one in outcomes) == 1
    assert StandingSnapshot.objects.count() == 1
