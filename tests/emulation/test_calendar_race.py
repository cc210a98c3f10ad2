"""Two people at the calendar at the same moment: nothing is overwritten, nothing is lost."""

from datetime import timedelta

import pytest

from blocs import clock
from blocs.errors import Conflict, Refused, Stale
from emulation.actions.extension import grant_extension
from emulation.actions.window import Moved, change_window, set_city_calendar
from emulation.models import EmulationYear, Extension, Window
from emulation.models.window import Act
from emulation.queries.window import Change, seen_of
from emulation.queries.year_calendar import Days, city_calendar
from tests.at_once import meanwhile
from tests.cast import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)


def in_days(days):
    return clock.today() + timedelta(days=days)


@pytest.fixture
def world(transactional_db) -> World:
    """The small city with a window of its year that opens tomorrow."""
    world = build_world()
    Window.objects.create(year_id=2021, act=Act.PLEDGE, opens=in_days(1), closes=in_days(9))
    return world


def put(world, calendar, version):
    year, actor = EmulationYear.objects.get(year=2021), world.actor("officer")
    return lambda: set_city_calendar(year, actor=actor, calendar=calendar, version=version)


def test_the_second_calendar_is_told_of_the_first(world):
    longer, shorter = Days(in_days(1), in_days(12)), Days(in_days(1), in_days(5))
    refused = meanwhile(put(world, {Act.PLEDGE: longer}, 1), put(world, {Act.PLEDGE: shorter}, 1))
    assert isinstance(refused, Stale)
    assert city_calendar(2021) == {Act.PLEDGE: longer}


def test_two_who_change_the_window_of_a_bloc_make_one_of_its_own(world):
    seen, actor = seen_of(Window.objects.get()), world.actor("officer")

    def move(days):
        return lambda: change_window(
            world.cycle,
            actor=actor,
            act=Act.PLEDGE,
            moved=Moved(Change.MOVE, opens=in_days(1), closes=in_days(days)),
            reason="Theo công văn",
            seen=seen,
        )

    assert isinstance(meanwhile(move(20), move(30)), Stale)
    assert Window.objects.get(cycle=world.cycle).closes == in_days(20)


def grant(world):
    actor, unit = world.actor("officer"), world.units["B"].pk
    return lambda: grant_extension(
        world.cycle, actor=actor, act=Act.PLEDGE, organization_id=unit, until=in_days(20), reason="Đại hội"
    )


def test_a_window_is_not_taken_out_under_who_gives_more_time(world):
    refused = meanwhile(grant(world), put(world, {}, 1))
    assert isinstance(refused, Conflict)
    assert Extension.objects.get().window == Window.objects.get()


def test_who_gives_more_time_after_the_window_was_taken_out_is_told(world):
    refused = meanwhile(put(world, {}, 1), grant(world))
    assert isinstance(refused, Refused)
    assert not Extension.objects.exists()
