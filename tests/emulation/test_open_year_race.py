"""Two people open, or take back, a year at the same moment; and one enters something while it is taken back."""

import pytest

from blocs import clock
from blocs.errors import BadInput, Conflict, Missing
from emulation.actions.scoresheet import start_sheet
from emulation.actions.year import open_year, undo_year
from emulation.models import Cycle, EmulationYear, ScoreSheet
from emulation.models.window import Act
from tests import factories as make
from tests.at_once import meanwhile
from tests.cast import build_world

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_is_told_that_it_is_open_already():
    actor = make.actor_of(make.make_appointed("city_officer"))
    year = clock.today().year
    refused = meanwhile(lambda: open_year(year, actor=actor), lambda: open_year(year, actor=actor))
    assert isinstance(refused, Conflict)
    assert str(year) in refused.message
    assert EmulationYear.objects.count() == 1


def test_who_takes_it_back_second_finds_nothing():
    world = build_world()
    year, actor = open_year(2022, actor=world.actor("officer")), world.actor("officer")
    refused = meanwhile(
        lambda: undo_year(EmulationYear.objects.get(pk=year.pk), actor=actor),
        lambda: undo_year(year, actor=world.actor("operator")),
    )
    assert isinstance(refused, Missing)
    assert not EmulationYear.objects.filter(year=2022).exists()


def test_who_opens_the_next_year_finds_the_last_taken_back():
    world = build_world()
    year, actor = open_year(2022, actor=world.actor("officer")), world.actor("officer")
    refused = meanwhile(lambda: undo_year(year, actor=actor), lambda: open_year(2023, actor=actor))
    assert isinstance(refused, BadInput)
    assert EmulationYear.objects.count() == 1


def test_an_entry_that_came_first_stands_against_it():
    world = build_world()
    year, officer = open_year(2022, actor=world.actor("officer")), world.actor("officer")
    cycle = Cycle.objects.get(bloc=world.bloc, year=2022)
    make.make_window(cycle, Act.SELF_SCORING)
    clerk = world.actor("clerk")
    refused = meanwhile(
        lambda: start_sheet(cycle, world.units["B"], actor=clerk),
        lambda: undo_year(year, actor=officer),
    )
    assert isinstance(refused, Conflict)
    assert ScoreSheet.objects.filter(cycle=cycle).exists()


def test_an_entry_that_comes_second_finds_no_cycle():
    world = build_world()
    year, officer = open_year(2022, actor=world.actor("officer")), world.actor("officer")
    cycle, clerk = Cycle.objects.get(bloc=world.bloc, year=2022), world.actor("clerk")
    refused = meanwhile(
        lambda: undo_year(year, actor=officer),
        lambda: start_sheet(cycle, world.units["B"], actor=clerk),
    )
    assert isinstance(refused, Missing)
    assert not ScoreSheet.objects.exists()
