"""Choosing the role one acts in."""

from datetime import timedelta

import pytest

from blocs import clock
from blocs.actor import resolve_actor
from blocs.models import Appointment, Representation
from tests import factories as make
from tests.cast import World

CAPACITY = "/capacity/"


def keys(world: World) -> list[str]:
    """The keys of the leader and of the council member in one person."""
    return [own.key for own in resolve_actor(world.users["leader_on_board"]).capacities]


def test_one_of_ones_own_roles_is_chosen_and_leads_home(world: World):
    leader, board = keys(world)
    client = world.client("leader_on_board")
    hidden = f"/organizations/{world.units['D'].pk}/"
    assert client.get(hidden).status_code == 200
    response = client.post(CAPACITY, {"capacity": leader}, follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert response.wsgi_request.actor.is_leader
    assert client.get(hidden).status_code == 404
    client.post(CAPACITY, {"capacity": board})
    assert client.get(hidden).status_code == 200


def test_the_role_chosen_is_told(world: World):
    client = world.client("leader_on_board")
    text = client.post(CAPACITY, {"capacity": keys(world)[0]}, follow=True).content.decode()
    assert "Vai trò đang dùng: Lãnh đạo đơn vị, Hội C" in text


@pytest.mark.parametrize("key", ["", "r0", "a999999", "system", "nonsense"])
def test_a_role_one_does_not_have_is_not_found_and_changes_nothing(world: World, key: str):
    client = world.client("leader_on_board")
    assert client.post(CAPACITY, {"capacity": key}).status_code == 404
    assert client.get("/organizations/").wsgi_request.actor.is_board


def test_a_role_of_somebody_else_is_not_found(world: World):
    operator = world.actor("operator").capacity.key
    assert world.client("leader").post(CAPACITY, {"capacity": operator}).status_code == 404
    assert world.client("operator").post(CAPACITY, {"capacity": operator}).status_code == 302


def test_a_chosen_role_that_ends_gives_way_to_the_next(world: World):
    client = world.client("leader_on_board")
    assert client.get("/organizations/").wsgi_request.actor.is_board
    yesterday = clock.today() - timedelta(days=1)
    Appointment.objects.filter(person=world.users["leader_on_board"].person).update(until=yesterday)
    assert client.get("/organizations/").wsgi_request.actor.is_leader
    assert client.post(CAPACITY, {"capacity": "a1"}).status_code == 404


def test_reading_the_address_chooses_nothing(world: World):
    leader, _board = keys(world)
    client = world.client("leader_on_board")
    assert client.get(CAPACITY, {"capacity": leader}).status_code == 405
    assert client.get("/organizations/").wsgi_request.actor.is_board


def test_one_person_for_two_organisations_sees_and_chooses_for_which(world: World):
    person = world.users["clerk"].person
    Representation.objects.create(
        person=person,
        organization=world.units["D"],
        duty="clerk",
        position_title="Chánh Văn phòng",
        since=make.LONG_AGO,
    )
    client = world.client("clerk")
    page = client.get("/organizations/").content.decode()
    assert "Cán bộ phụ trách · Hội B" in page
    assert page.count('name="capacity"') == 2
    own = {capacity.organization_id: capacity.key for capacity in world.actor("clerk").capacities}
    of_b, of_d = (f"/organizations/{world.units[code].pk}/" for code in "BD")
    assert (client.get(of_b).status_code, client.get(of_d).status_code) == (200, 404)
    client.post(CAPACITY, {"capacity": own[world.units["D"].pk]})
    assert (client.get(of_b).status_code, client.get(of_d).status_code) == (404, 200)
    assert "Cán bộ phụ trách · Hội D" in client.get("/organizations/").content.decode()
