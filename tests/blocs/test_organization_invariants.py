"""What must hold of organisations, and a row that breaks it."""

from datetime import date

import pytest

from blocs import invariants
from blocs.actions.organization_end import dissolve_organization, merge_organizations, split_organization
from blocs.models import Organization, Representation, Succession
from blocs.models.organization import SuccessionKind
from tests.blocs.organizations import DAY, DECISION, EVE, fresh
from tests.cast import World

FINDERS = [
    invariants.names_outside_of_its_life,
    invariants.circles_of_successors,
    invariants.successions_unlike_their_sides,
    invariants.rights_after_the_end,
    invariants.leaders_noted_otherwise,
]


def set_unit(world: World, code: str, **fields) -> None:
    Organization.objects.filter(pk=world.units[code].pk).update(**fields)


def succeed(world: World, kind: str = SuccessionKind.MERGED) -> None:
    Succession.objects.create(
        predecessor=world.units["B"], successor=world.units["D"], kind=kind, effective_on=DAY
    )


def test_what_the_acts_write_is_sound(world: World):
    officer = world.actor("officer")
    values = {"actor": officer, "effective_on": DAY, "decision": DECISION}
    new = {"code": "B1", "kind": "association", "name": "Hội B1", "short_name": "B1"}
    split_organization(fresh(world.units["B"]), ends=False, founded=[new], **values)
    merge_organizations(predecessors=[world.units["B"].pk], successor=world.units["D"].pk, **values)
    dissolve_organization(fresh(world.units["C"]), **values)
    assert [list(find()) for find in FINDERS] == [[]] * 5


@pytest.mark.parametrize("life", [{"founded_on": date(2015, 1, 2)}, {"dissolved_on": date(2014, 12, 31)}])
def test_a_name_outside_of_its_life_is_found(world: World, life: dict):
    assert list(invariants.names_outside_of_its_life()) == []
    set_unit(world, "B", **life)
    assert list(invariants.names_outside_of_its_life()) == ["B: Hội B from 2015-01-01"]


@pytest.mark.parametrize("end", [None, DAY, date(2022, 6, 29)])
def test_a_merger_without_the_end_of_the_day_before_is_found(world: World, end: date | None):
    set_unit(world, "B", dissolved_on=EVE)
    succeed(world)
    assert list(invariants.successions_unlike_their_sides()) == []
    set_unit(world, "B", dissolved_on=end)
    assert len(list(invariants.successions_unlike_their_sides())) == 1


def test_what_was_split_may_go_on_or_end_later_but_not_before(world: World):
    succeed(world, SuccessionKind.SPLIT)
    for end in (None, EVE, date(2030, 1, 1)):
        set_unit(world, "B", dissolved_on=end)
        assert list(invariants.successions_unlike_their_sides()) == []
    set_unit(world, "B", dissolved_on=date(2022, 6, 29))
    assert len(list(invariants.successions_unlike_their_sides())) == 1


@pytest.mark.parametrize("life", [{"founded_on": date(2022, 7, 2)}, {"dissolved_on": EVE}])
def test_a_successor_that_was_not_there_is_found(world: World, life: dict):
    set_unit(world, "B", dissolved_on=EVE)
    succeed(world)
    set_unit(world, "D", **life)
    assert len(list(invariants.successions_unlike_their_sides())) == 1


def test_a_right_after_the_end_is_found(world: World):
    rights = Representation.objects.filter(organization=world.units["B"], until=None)
    assert list(invariants.rights_after_the_end()) == []
    set_unit(world, "B", dissolved_on=EVE)
    assert len(list(invariants.rights_after_the_end())) == 2
    rights.update(until=EVE)
    assert list(invariants.rights_after_the_end()) == []


def test_a_leader_noted_otherwise_than_the_organisation_may_have_is_found(world: World):
    assert list(invariants.leaders_noted_otherwise()) == []
    Representation.objects.filter(organization=world.units["B"], duty="leader", until=None).update(joint=True)
    assert len(list(invariants.leaders_noted_otherwise())) == 1
