"""A member begins its sheet at the moment in which it is taken out of the list."""

import pytest

from blocs.actions.composition import set_composition
from blocs.errors import Conflict
from emulation.actions.scoresheet import start_sheet
from emulation.models import ScoreSheet
from tests.at_once import meanwhile
from tests.blocs.compositions import lines, members
from tests.cast import YEAR, World, build_world
from tests.emulation.sheets import open_scoring

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    world = build_world()
    open_scoring(world)
    return world


def acts(world: World):
    officer, leader = world.actor("officer"), world.actor("leader")
    others = lines(world.units["A"], world.units["C"])

    def take_out():
        set_composition(world.bloc, YEAR, others, actor=officer, seen=1)

    def begin():
        start_sheet(world.cycle, world.units["B"], actor=leader)

    return take_out, begin


def test_taken_out_first_it_begins_no_sheet(world: World):
    take_out, begin = acts(world)
    assert isinstance(meanwhile(take_out, begin), Conflict)
    assert members(world.bloc) == ["A", "C"]
    assert not ScoreSheet.objects.exists()


def test_begun_first_it_is_not_taken_out(world: World):
    take_out, begin = acts(world)
    assert isinstance(meanwhile(begin, take_out), Conflict)
    assert members(world.bloc) == ["A", "B", "C"]
    assert ScoreSheet.objects.count() == 1
