"""A member begins its sheet at the moment in which it is taken out of the list."""

import threading

import pytest
from django.db import connection, transaction

from blocs.actions.composition import set_composition
from blocs.errors import Conflict
from emulation.actions.scoresheet import start_sheet
from emulation.models import ScoreSheet
from tests.blocs.compositions import lines, members
from tests.cast import YEAR, World, build_world
from tests.emulation.sheets import open_scoring

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(first, second) -> Exception | None:
    """Both acts at once, `first` a little earlier; what `second`, which waits for it, is told."""
    done, outcomes = threading.Event(), []

    def other():
        try:
            assert done.wait(timeout=30)
            second()
            outcomes.append(None)
        except Exception as error:  # noqa: BLE001 - the main thread reports it
            outcomes.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    with transaction.atomic():
        first()
        done.set()
        thread.join(timeout=0.5)
        assert outcomes == []
    thread.join(timeout=30)
    [told] = outcomes
    return told


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
    assert isinstance(at_once(take_out, begin), Conflict)
    assert members(world.bloc) == ["A", "C"]
    assert not ScoreSheet.objects.exists()


def test_begun_first_it_is_not_taken_out(world: World):
    take_out, begin = acts(world)
    assert isinstance(at_once(begin, take_out), Conflict)
    assert members(world.bloc) == ["A", "B", "C"]
    assert ScoreSheet.objects.count() == 1
