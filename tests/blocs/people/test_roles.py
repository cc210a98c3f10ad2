"""Roles in secretariats and in the city: given and ended by others; an operator there is always."""

from datetime import date, timedelta

import pytest

from blocs import clock
from blocs.actions.appointment import end_role, give_role
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.models import Appointment, AuditEvent, Role, User
from tests import factories as make
from tests.blocs.people.registering import errors_of
from tests.cast import World

SINCE = date(2021, 1, 1)


def giving(person) -> str:
    return f"/people/{person.pk}/roles/new/"


def role_of(world: World, persona: str) -> Appointment:
    return Appointment.objects.get(person=world.users[persona].person)


def test_a_member_of_the_secretariat_is_appointed(world: World):
    person = world.users["nobody"].person
    data = {"role": "secretariat", "bloc": world.bloc.pk, "since": "01/01/2021"}
    assert world.client("officer").post(giving(person), data).status_code == 302
    assert world.actor("nobody").is_secretariat
    event = AuditEvent.objects.get(act="appointment.add")
    assert (event.new["role"], event.new["bloc"], event.bloc) == ("Tổ thư ký", "Khối K1", world.bloc)


@pytest.mark.parametrize(("role", "bloc"), [("secretariat", False), ("board", True)])
def test_a_bloc_for_the_secretariat_alone(world: World, role: str, bloc: bool):
    person = world.users["nobody"].person
    data = {"role": role, "bloc": world.bloc.pk if bloc else "", "since": "01/01/2021"}
    response = world.client("officer").post(giving(person), data)
    assert response.status_code == 422
    assert "bloc" in response.context["form"].errors
    assert not Appointment.objects.filter(person=person).exists()


def test_a_role_does_not_end_before_it_begins(world: World):
    person = world.users["nobody"].person
    data = {"role": "board", "since": "01/06/2021", "until": "31/05/2021"}
    response = world.client("officer").post(giving(person), data)
    assert response.status_code == 422
    assert "Ngày cuối" in errors_of(response) or "trước" in errors_of(response)
    assert not Appointment.objects.filter(person=person).exists()


def test_the_same_role_twice_at_one_time_is_refused(world: World):
    with pytest.raises(Conflict):
        give_role(world.users["board"].person, Role.BOARD, since=SINCE, actor=world.actor("officer"))
    give_role(world.users["board"].person, Role.CITY_LEADER, since=SINCE, actor=world.actor("officer"))


def test_a_role_ended_at_once_is_refused_at_the_next_request(world: World):
    secretary = world.client("secretariat")
    page = f"/cycles/{world.cycle.pk}/scoresheets/"
    assert secretary.get(page).status_code == 200
    address = f"/roles/{role_of(world, 'secretariat').pk}/end/"
    assert (
        world.client("officer").post(address, {"when": "now", "reason": "Chuyển công tác"}).status_code == 302
    )
    assert secretary.get(page).status_code == 404
    assert AuditEvent.objects.get(act="appointment.end").remark == "Chuyển công tác"


def test_only_an_operator_makes_and_unmakes_operators(world: World):
    person = world.users["nobody"].person
    with pytest.raises(NotAllowed):
        give_role(person, Role.OPERATOR, since=SINCE, actor=world.actor("officer"))
    page = world.client("officer").get(giving(person)).content.decode()
    assert 'value="operator"' not in page
    row = give_role(person, Role.OPERATOR, since=SINCE, actor=world.actor("operator"))
    with pytest.raises(NotAllowed):
        end_role(row, actor=world.actor("officer"))
    end_role(row, actor=world.actor("operator"))


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_nobody_gives_himself_a_role_or_ends_his_own(world: World, persona: str):
    actor = world.actor(persona)
    with pytest.raises(NotAllowed, match="chính mình"):
        give_role(actor.person, Role.BOARD, since=SINCE, actor=actor)
    with pytest.raises(NotAllowed, match="chính mình"):
        end_role(role_of(world, persona), actor=actor)
    assert role_of(world, persona).until is None


@pytest.mark.parametrize("persona", ["secretariat", "city_leader", "leader"])
def test_others_give_no_roles(world: World, persona: str):
    with pytest.raises(NotAllowed):
        give_role(world.users["nobody"].person, Role.BOARD, since=SINCE, actor=world.actor(persona))


def test_a_role_that_begins_later_is_taken_back(world: World):
    later = clock.today() + timedelta(days=30)
    person, actor = world.users["nobody"].person, world.actor("officer")
    row = give_role(person, Role.BOARD, since=later, actor=actor)
    with pytest.raises(BadInput):
        end_role(row, until=later - timedelta(days=1), actor=actor)
    end_role(row, actor=actor)
    assert not Appointment.objects.filter(person=person).exists()
    assert AuditEvent.objects.filter(act="appointment.withdraw").exists()


# An operator there is always.


def second_operator(world: World) -> User:
    return make.make_appointed(Role.OPERATOR)


def test_the_last_operator_stays(world: World):
    other = second_operator(world)
    actor = make.actor_of(other)
    User.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(Conflict, match="OPERATOR là quản trị cuối cùng"):
        end_role(role_of(world, "operator"), actor=actor)
    User.objects.filter(pk=other.pk).update(is_active=True)
    end_role(role_of(world, "operator"), actor=actor)


def test_an_operator_who_never_came_in_does_not_count(world: World):
    other = second_operator(world)
    actor = make.actor_of(other)
    other.set_unusable_password()
    other.save()
    with pytest.raises(Conflict, match="quản trị cuối cùng"):
        end_role(role_of(world, "operator"), actor=actor)


def test_an_operator_whose_role_ends_first_does_not_count(world: World):
    actor = make.actor_of(second_operator(world))
    Appointment.objects.filter(person=actor.person).update(until=clock.today())
    last = clock.today() + timedelta(days=5)
    with pytest.raises(Conflict, match="quản trị cuối cùng"):
        end_role(role_of(world, "operator"), until=last, actor=actor)
    assert role_of(world, "operator").until is None


def test_ending_a_role_prolongs_nothing(world: World):
    row = role_of(world, "secretariat")
    last = clock.today() + timedelta(days=5)
    Appointment.objects.filter(pk=row.pk).update(until=last)
    with pytest.raises(BadInput, match=f"kết thúc ngày {last:%d/%m/%Y}"):
        end_role(row, until=last + timedelta(days=1), actor=world.actor("officer"))
    end_role(row, until=last - timedelta(days=1), actor=world.actor("officer"))
    assert role_of(world, "secretariat").until == last - timedelta(days=1)
