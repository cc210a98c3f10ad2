"""Two officers change one organisation at the same moment."""

from collections.abc import Callable
from datetime import date

import pytest

from blocs.actions.organization import enter_organization, rename_organization
from blocs.actions.organization_end import merge_organizations
from blocs.errors import Conflict, Refused, Stale
from blocs.models import Organization, OrganizationName, Succession
from tests import factories as make
from tests.at_once import at_once
from tests.blocs.organizations import DAY, DECISION

pytestmark = pytest.mark.django_db(transaction=True)


def race(*acts: Callable[[], object]) -> Refused:
    """Of two acts begun together one is done; how the other is refused."""
    [refused] = [told for told in at_once(*acts) if isinstance(told, Refused)]
    return refused


@pytest.fixture
def actor():
    return make.actor_of(make.make_appointed("city_officer"))


@pytest.fixture
def units():
    return {code: make.make_organization(code) for code in "ABC"}


def test_of_two_that_rename_it_the_second_sees_the_first(units, actor):
    def rename(name: str) -> Callable[[], object]:
        return lambda: rename_organization(
            units["A"],
            actor=actor,
            name=name,
            short_name=name,
            valid_from=DAY,
            decision=DECISION,
            version=1,
        )

    refused = race(rename("Một"), rename("Hai"))
    assert isinstance(refused, Stale)
    assert OrganizationName.objects.filter(organization=units["A"]).count() == 2


@pytest.mark.parametrize("pairs", [("AB", "AC"), ("AB", "BA")])
def test_of_two_that_merge_it_one_is_told_so(units, actor, pairs):
    def merge(pair: str) -> Callable[[], object]:
        return lambda: merge_organizations(
            actor=actor,
            predecessors=[units[pair[0]].pk],
            successor=units[pair[1]].pk,
            effective_on=DAY,
            decision=DECISION,
        )

    refused = race(*(merge(pair) for pair in pairs))
    assert isinstance(refused, Conflict)
    assert Succession.objects.count() == 1
    assert Organization.objects.exclude(dissolved_on=None).count() == 1


def test_of_two_that_enter_one_code_one_is_told_so(units, actor):
    def enter(name: str) -> Callable[[], object]:
        return lambda: enter_organization(
            actor=actor, code="X", kind="association", name=name, short_name=name, valid_from=date(2020, 1, 1)
        )

    refused = race(enter("Một"), enter("Hai"))
    assert isinstance(refused, Conflict)
    assert Organization.objects.filter(code="X").count() == 1
