"""Two people set compositions at the same moment: one list is set, the other person is told."""

from datetime import date

import pytest

from blocs.actions.composition import set_composition
from blocs.actions.membership import join_bloc
from blocs.actions.office import hand_over_head
from blocs.errors import Conflict, Stale
from blocs.models import Bloc, Membership, Office
from blocs.models.office import OfficeRole
from tests import factories as make
from tests.at_once import meanwhile
from tests.blocs.compositions import DECISION, lines, members

YEAR = 2021

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def actor():
    return make.actor_of(make.make_appointed("city_officer"))


def test_the_second_list_is_stale(actor):
    bloc, a, b = make.make_bloc("K1"), make.make_organization("A"), make.make_organization("B")

    def set_to(*units):
        return lambda: set_composition(bloc, YEAR, lines(*units), actor=actor, seen=1)

    assert isinstance(meanwhile(set_to(a, b), set_to(b)), Stale)
    assert members(bloc) == ["A", "B"]


def test_one_organisation_does_not_get_into_two_blocs(actor):
    bloc, other, unit = make.make_bloc("K1"), make.make_bloc("K2"), make.make_organization("A")

    def set_in(one: Bloc):
        return lambda: set_composition(one, YEAR, lines(unit), actor=actor, seen=1)

    refused = meanwhile(set_in(bloc), set_in(other))
    assert isinstance(refused, Conflict)
    assert "Khối thi đua K1" in refused.message
    assert [row.bloc for row in Membership.objects.all()] == [bloc]


def test_nor_by_joining_within_the_year(actor):
    bloc, other, unit = make.make_bloc("K1"), make.make_bloc("K2"), make.make_organization("A")

    def join(one: Bloc):
        return lambda: join_bloc(one, YEAR, unit, actor=actor, joined_on=date(YEAR, 5, 1), basis=DECISION)

    refused = meanwhile(join(bloc), join(other))
    assert isinstance(refused, Conflict)
    assert [row.bloc for row in Membership.objects.all()] == [bloc]


def test_two_hand_overs_leave_one_head(actor):
    bloc = make.make_bloc("K1")
    a, b, c = (make.make_organization(code) for code in "ABC")
    for order, unit in enumerate((a, b, c), start=1):
        make.make_membership(bloc, unit, YEAR, order)
    make.make_head(bloc, a, YEAR)

    def hand_over(unit):
        return lambda: hand_over_head(
            bloc, YEAR, unit.pk, actor=actor, since=date(YEAR, 7, 1), basis="Biên bản", seen=1
        )

    assert isinstance(meanwhile(hand_over(b), hand_over(c)), Stale)
    [head] = Office.objects.filter(bloc=bloc, role=OfficeRole.HEAD, until=None)
    assert head.organization == b
