"""Who acts: rights follow from dated rows, are asked at every request, and end with their last day."""

from datetime import date, timedelta

import pytest

from blocs import clock
from blocs.actor import ANONYMOUS, resolve_actor
from blocs.models import Affiliation, Appointment, Bloc, Organization, Representation, Role
from blocs.models.representation import Duty
from tests import factories as make
from tests.cast import PERSONAS, World


def codes(rows) -> list[str]:
    return sorted(rows.values_list("code", flat=True))


def test_an_actor_is_resolved_in_two_queries(world: World, django_assert_num_queries):
    for persona in ["nobody", "leader", "leader_on_board", "operator"]:
        with django_assert_num_queries(2):
            resolve_actor(world.users[persona])


def test_many_rights_take_no_more_queries(world: World, django_assert_num_queries):
    person = world.users["leader"].person
    for organization in world.units.values():
        Representation.objects.create(
            person=person, organization=organization, duty=Duty.CLERK, position_title="x", since=make.LONG_AGO
        )
    with django_assert_num_queries(2):
        actor = resolve_actor(world.users["leader"])
    assert len(actor.capacities) == 5


def test_an_account_without_a_right_in_force_has_no_capacity(world: World):
    for persona in ["nobody", "ended_leader"]:
        actor = world.actor(persona)
        assert actor.capacities == ()
        assert actor.role == ""
        assert actor.person == world.users[persona].person


def test_a_leader_acts_for_the_organisation_he_leads(world: World):
    actor = world.actor("leader")
    assert (actor.is_leader, actor.organization_id, actor.bloc_id) == (True, world.units["B"].pk, None)
    assert str(actor.capacity).endswith("Hội B")


def test_the_secretariat_acts_for_its_bloc(world: World):
    actor = world.actor("secretariat")
    assert (actor.is_secretariat, actor.organization_id, actor.bloc_id) == (True, None, world.bloc.pk)


@pytest.mark.parametrize(
    ("days", "holds"),
    [(-1, False), (0, True), (1, True)],
    ids=["ended yesterday", "ends today", "ends tomorrow"],
)
def test_a_right_holds_on_its_last_day_and_not_after(world: World, days: int, holds: bool):
    Representation.objects.filter(person=world.users["leader"].person).update(
        until=clock.today() + timedelta(days=days)
    )
    assert bool(world.actor("leader").capacities) is holds


@pytest.mark.parametrize(("days", "holds"), [(0, True), (1, False)], ids=["begins today", "begins tomorrow"])
def test_a_right_holds_from_its_first_day(world: World, days: int, holds: bool):
    Representation.objects.filter(person=world.users["leader"].person).update(
        since=clock.today() + timedelta(days=days)
    )
    assert bool(world.actor("leader").capacities) is holds


def test_a_right_that_ends_ends_at_the_next_request(world: World):
    client = world.client("leader")
    address = f"/organizations/{world.units['B'].pk}/"
    assert client.get(address).status_code == 200
    yesterday = clock.today() - timedelta(days=1)
    Representation.objects.filter(person=world.users["leader"].person).update(until=yesterday)
    assert client.get(address).status_code == 404


def test_an_operator_who_ended_is_out_of_the_admin_at_the_next_request(world: World):
    client = world.client("operator")
    assert client.get("/admin/").status_code == 200
    yesterday = clock.today() - timedelta(days=1)
    Appointment.objects.filter(person=world.users["operator"].person).update(until=yesterday)
    assert client.get("/admin/").status_code == 404


def test_of_two_capacities_the_narrower_one_comes_first(world: World):
    actor = resolve_actor(world.users["leader_on_board"])
    assert [capacity.role for capacity in actor.capacities] == [Duty.LEADER, Role.BOARD]
    assert actor.is_leader


def test_the_capacity_chosen_gives_the_rights(world: World):
    user = world.users["leader_on_board"]
    board = resolve_actor(user).capacities[1]
    actor = resolve_actor(user, board.key)
    assert (actor.is_board, actor.organization_id) == (True, None)
    assert set(codes(Organization.objects.visible_to(actor))) == {"A", "B", "C", "D"}
    assert set(codes(Organization.objects.visible_to(resolve_actor(user)))) == {"A", "B", "C"}


@pytest.mark.parametrize("chosen", ["r999999", "a0", "nonsense", "system"])
def test_a_capacity_one_does_not_have_gives_nothing(world: World, chosen: str):
    actor = resolve_actor(world.users["leader_on_board"], chosen)
    assert actor.capacity == actor.capacities[0]


def test_a_capacity_of_somebody_else_gives_nothing(world: World):
    actor = resolve_actor(world.users["clerk"], world.actor("operator").capacity.key)
    assert actor.is_clerk
    assert not actor.is_operator


def test_conflicts_come_from_every_capacity_and_tie(world: World):
    assert world.actor("leader_on_board").conflict_organization_ids == {world.units["C"].pk}
    assert world.actor("conflicted_board").conflict_organization_ids == {world.units["B"].pk}
    assert world.actor("board").conflict_organization_ids == frozenset()
    assert ANONYMOUS.conflict_organization_ids == frozenset()


def test_a_tie_that_ended_is_no_conflict_any_more(world: World):
    Affiliation.objects.update(until=clock.today() - timedelta(days=1))
    assert world.actor("conflicted_board").conflict_organization_ids == frozenset()


def test_acting_for_another_unit_keeps_the_rights_and_says_for_whom(world: World):
    actor = world.actor("secretariat")
    behalf = actor.acting_for(world.units["B"].pk)
    assert behalf.on_behalf_of == world.units["B"].pk
    assert (behalf.capacity, actor.on_behalf_of) == (actor.capacity, None)


SEES = {
    **dict.fromkeys(["anonymous", "nobody", "ended_leader"], ("", "")),
    **dict.fromkeys(["leader", "clerk", "other_leader", "head_leader", "head_clerk"], ("ABC", "K1")),
    "secretariat": ("ABC", "K1"),
    **dict.fromkeys(["outside_leader", "other_secretariat"], ("D", "K2")),
    **dict.fromkeys(
        ["officer", "city_leader", "board", "conflicted_board", "leader_on_board", "operator"],
        ("ABCD", "K1 K2"),
    ),
}


@pytest.mark.parametrize("persona", PERSONAS)
def test_organisations_and_blocs_are_seen_by_right(world: World, persona: str):
    organizations, blocs = SEES[persona]
    actor = world.actor(persona)
    assert codes(Organization.objects.visible_to(actor)) == list(organizations)
    assert codes(Bloc.objects.visible_to(actor)) == blocs.split()


def test_a_member_of_many_years_is_seen_once(world: World):
    for year in (2018, 2019, 2020):
        make.make_membership(world.bloc, world.units["B"], year, 2)
        make.make_membership(world.bloc, world.units["C"], year, 3)
    actor = world.actor("leader")
    assert codes(Organization.objects.visible_to(actor)) == ["A", "B", "C"]
    assert codes(Bloc.objects.visible_to(actor)) == ["K1"]


def test_staff_of_the_admin_are_the_operators_in_force_and_nobody_else(world: World):
    for persona, user in world.users.items():
        assert user.is_staff is (persona == "operator"), persona
        assert user.has_perm("blocs.change_bloc") is (persona == "operator"), persona
        assert user.has_module_perms("blocs") is (persona == "operator"), persona


def test_an_operator_whose_account_is_closed_is_no_staff(world: World):
    user = world.users["operator"]
    user.is_active = False
    assert not user.is_staff


def test_an_account_is_found_whatever_the_case_of_its_address(db):
    user = make.make_user(email="Quan-Tri@Example.org")
    assert user.email == "quan-tri@example.org"
    assert type(user).objects.get_by_natural_key("QUAN-TRI@example.org") == user


def test_a_day_is_local(world: World):
    """At 17:00 UTC a new day has begun in Hải Phòng: a right until the 31st is over."""
    Representation.objects.filter(person=world.users["leader"].person).update(until=date(2021, 12, 31))
    with clock.standing_at(clock.deadline_end(date(2021, 12, 31))):
        assert world.actor("leader").is_leader
    with clock.standing_at(date(2022, 1, 1)):
        assert world.actor("leader").capacities == ()
