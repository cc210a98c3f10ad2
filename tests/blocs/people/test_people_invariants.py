"""What no constraint holds about people: each invariant finds the row that breaks it."""

from datetime import date, timedelta

from blocs import clock, invariants
from blocs.actions.access_link import make_link
from blocs.models import Appointment, Organization, Representation, User
from tests import factories as make
from tests.blocs.people.registering import duty_of, newcomer
from tests.cast import World


def test_two_leaders_on_one_day_are_found(world: World):
    first = duty_of(world, "leader")
    Representation.objects.filter(pk=first.pk).update(until=date(2021, 6, 30))
    second = Representation.objects.create(
        person=make.make_person(),
        organization=world.units["B"],
        duty="leader",
        position_title="Chủ tịch",
        since=date(2021, 7, 1),
    )
    duty_of(world, "ended_leader").delete()
    assert list(invariants.two_leaders_at_once()) == []
    Representation.objects.filter(pk=second.pk).update(since=date(2021, 6, 30))
    assert len(list(invariants.two_leaders_at_once())) == 1
    Representation.objects.filter(organization=world.units["B"]).update(joint=True)
    assert list(invariants.two_leaders_at_once()) == []
    assert Organization.objects.get(code="C").joint_leadership


def test_an_open_link_to_a_closed_account_is_found(world: World):
    make_link(newcomer(world), actor=world.actor("officer"))
    assert list(invariants.open_links_to_closed_accounts()) == []
    User.objects.update(is_active=False)
    assert len(list(invariants.open_links_to_closed_accounts())) == 1


def test_a_site_that_nobody_can_operate_is_found(world: World):
    assert list(invariants.nobody_to_operate()) == []
    User.objects.filter(pk=world.users["operator"].pk).update(is_active=False)
    assert len(list(invariants.nobody_to_operate())) == 1
    User.objects.filter(pk=world.users["operator"].pk).update(is_active=True)
    operators = Appointment.objects.filter(role="operator")
    operators.update(until=clock.today() - timedelta(days=1))
    assert len(list(invariants.nobody_to_operate())) == 1
    operators.delete()
    assert list(invariants.nobody_to_operate()) == []
