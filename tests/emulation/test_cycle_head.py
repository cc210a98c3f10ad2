"""Who heads a bloc in a year, and who prepares it before a head is recorded."""

from datetime import date

import pytest

from emulation.models import Cycle, ScoreSheet
from emulation.queries.scoresheet import competitors, find_sheet
from emulation.rules.cycle import heads
from emulation.rules.scoresheet import can_review_sheet
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


def test_an_office_that_ended_with_the_year_still_heads_its_cycle(world):
    world.bloc.offices.filter(year=2021).update(until=date(2021, 12, 31))
    assert Cycle.objects.with_offices().get(pk=world.cycle.pk).head_id == world.units["A"].pk
    assert Cycle.objects.get(pk=world.cycle.pk).head_id == world.units["A"].pk


def test_whoever_took_the_office_last_holds_it(world):
    world.bloc.offices.filter(year=2021).update(until=date(2021, 6, 30))
    handed_over = make.make_head(world.bloc, world.units["B"], 2021)
    handed_over.since = date(2021, 7, 1)
    handed_over.save()
    assert Cycle.objects.with_offices().get(pk=world.cycle.pk).head_id == world.units["B"].pk


def test_last_years_head_who_prepares_the_year_may_check_its_sheets(world, next_year):
    next_year.table_version = world.cycle.table_version
    next_year.save()
    sheet = ScoreSheet.objects.create(
        cycle=next_year, organization=world.units["B"], table_version=next_year.table_version
    )
    make.make_membership(world.bloc, world.units["A"], 2022)
    found = find_sheet(world.actor("head_leader"), sheet.pk)
    assert can_review_sheet(world.actor("head_leader"), found)


def test_the_heads_clerk_sees_no_other_units_sheet_before_the_lock(world):
    sheet = ScoreSheet.objects.create(
        cycle=world.cycle, organization=world.units["B"], table_version=world.cycle.table_version
    )
    assert sheet not in ScoreSheet.objects.visible_to(world.actor("head_clerk"))
    assert sheet in ScoreSheet.objects.visible_to(world.actor("head_leader"))


def test_one_who_is_tied_to_a_unit_does_not_check_its_sheet(world):
    sheet = ScoreSheet.objects.create(
        cycle=world.cycle, organization=world.units["B"], table_version=world.cycle.table_version
    )
    assert can_review_sheet(world.actor("secretariat"), sheet)
    make.make_affiliation(world.users["secretariat"], world.units["B"])
    assert not can_review_sheet(world.actor("secretariat"), sheet)


@pytest.mark.parametrize(("left_on", "competes"), [(date(2021, 12, 31), True), (date(2021, 12, 30), False)])
def test_who_stays_to_the_last_day_of_the_year_competes_in_it(world, left_on, competes):
    world.bloc.memberships.filter(organization=world.units["B"]).update(left_on=left_on)
    assert (world.units["B"] in competitors(world.cycle)) == competes
