"""A member begins or fills its sheet at the moment in which the year gets another scoring table."""

from decimal import Decimal

import pytest

from blocs.errors import Conflict, Missing
from emulation.actions.cycle import choose_table
from emulation.actions.score_line import save_line
from emulation.actions.scoresheet import start_sheet
from emulation.models import ScoreSheet, ScoringTableVersion
from tests import factories as make
from tests.at_once import meanwhile
from tests.cast import World, build_world
from tests.emulation.sheets import begun_sheet, criterion, open_scoring

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    world = build_world()
    open_scoring(world)
    return world


@pytest.fixture
def other(world: World) -> ScoringTableVersion:
    return make.make_table(world.users["operator"], groups=3)


def choosing(world: World, table: ScoringTableVersion):
    return lambda: choose_table(world.cycle, table, actor=world.actor("officer"))


def filling(world: World, sheet: ScoreSheet):
    first, leader = criterion(sheet, "A1"), world.actor("leader")
    return lambda: save_line(sheet, first, actor=leader, version=1, self_points=Decimal(8))


def test_a_sheet_begun_after_it_has_the_new_table(world: World, other: ScoringTableVersion):
    leader = world.actor("leader")
    outcome = meanwhile(
        choosing(world, other), lambda: start_sheet(world.cycle, world.units["B"], actor=leader)
    )
    assert not isinstance(outcome, Exception)
    sheet = ScoreSheet.objects.get()
    assert (sheet.table_version, sheet.lines.count()) == (other, 8)


def test_a_line_of_the_old_table_is_not_filled_after_it(world: World, other: ScoringTableVersion):
    sheet = begun_sheet(world)
    assert isinstance(meanwhile(choosing(world, other), filling(world, sheet)), Missing)
    assert not ScoreSheet.objects.filter(answered__gt=0).exists()


def test_a_line_filled_first_keeps_the_table(world: World, other: ScoringTableVersion):
    sheet = begun_sheet(world)
    assert isinstance(meanwhile(filling(world, sheet), choosing(world, other)), Conflict)
    assert ScoreSheet.objects.get().table_version != other
