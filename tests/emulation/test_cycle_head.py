"""Who heads a bloc in a year, and who prepares it before a head is recorded."""

import pytest

from emulation.models import Cycle
from emulation.rules.cycle import heads
from tests import factories as make


@pytest.fixture
def next_year(world):
    return make.make_cycle(world.bloc, 2022)


def test_the_recorded_head_of_the_year_heads_it(world):
    cycle = Cycle.objects.with_offices().get(pk=world.cycle.pk)
    assert cycle.head_id == world.units["A"].pk
    assert not cycle.head_is_last_years


def test_until_a_head_is_recorded_last_years_prepares_the_year(world, next_year):
    cycle = Cycle.objects.with_offices().get(pk=next_year.pk)
    assert cycle.head_id == world.units["A"].pk
    assert cycle.head_is_last_years
    assert heads(world.actor("head_leader"), cycle)


def test_once_recorded_the_new_head_alone_heads_the_year(world, next_year):
    make.make_head(world.bloc, world.units["C"], 2022)
    cycle = Cycle.objects.with_offices().get(pk=next_year.pk)
    assert cycle.head_id == world.units["C"].pk
    assert heads(world.actor("other_leader"), cycle)
    assert not heads(world.actor("head_leader"), cycle)


def test_a_row_read_without_the_annotation_gives_the_same(world, next_year):
    assert Cycle.objects.get(pk=next_year.pk).head_id == world.units["A"].pk
    assert Cycle.objects.get(pk=next_year.pk).head_is_last_years
    assert Cycle.objects.get(pk=world.cycle.pk).own_head_id == world.units["A"].pk


def test_a_bloc_without_any_head_has_none(world):
    cycle = make.make_cycle(make.make_bloc(), 2021)
    assert Cycle.objects.with_offices().get(pk=cycle.pk).head_id is None
    assert not Cycle.objects.get(pk=cycle.pk).head_is_last_years


def test_the_newest_year_of_a_bloc_stands_first(world, next_year):
    years = Cycle.objects.filter(bloc=world.bloc)
    assert [cycle.year_id for cycle in years] == [2022, 2021]
    assert [cycle.year_id for cycle in years.order_by("-year")] == [2022, 2021]
