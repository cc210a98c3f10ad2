"""The list of people: who is in it for whom, filters, search, order, pages, the workbook."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from blocs import clock
from blocs.actions.access_link import make_link
from blocs.models import AccessEvent, AccessLink, Person, Representation, Role, User
from tests import factories as make
from tests.blocs.people.registering import newcomer
from tests.cast import World
from tests.queries import MOST_QUERIES, count_queries

PEOPLE = "/people/"


def names(world: World, persona: str, **query) -> list[str]:
    return [row.person.name for row in world.client(persona).get(PEOPLE, query).context["rows"]]


@pytest.mark.parametrize("persona", ["officer", "city_leader", "operator"])
def test_the_city_sees_everybody(world: World, persona: str):
    assert len(names(world, persona)) == Person.objects.count()


def test_a_secretariat_sees_its_members_people_and_itself(world: World):
    mine = set(names(world, "secretariat"))
    assert {"Chủ tịch B", "Văn phòng B", "Chủ tịch A", "SECRETARIAT K1"} <= mine
    assert not mine & {"Chủ tịch D", "SECRETARIAT K2", "OPERATOR", "BOARD"}


def test_a_member_sees_its_own_people(world: World):
    assert set(names(world, "clerk")) == {"Chủ tịch B", "Văn phòng B"}


@pytest.mark.parametrize("persona", ["board", "conflicted_board", "leader_on_board", "nobody"])
def test_the_council_has_no_list(world: World, persona: str):
    response = world.client(persona).get(PEOPLE)
    assert response.status_code == 403
    assert "Chủ tịch B" not in response.content.decode()


def test_search_does_without_marks_and_case(world: World):
    make.make_person("Đỗ Thị Hòa", role_title="Chánh Văn phòng")
    assert names(world, "officer", q="do thi hoà") == ["Đỗ Thị Hòa"]
    assert "Đỗ Thị Hòa" in names(world, "officer", q="chanh van")
    assert names(world, "officer", q="không có ai") == []


def test_filters_ask_for_what_is_in_force_today(world: World):
    assert names(world, "officer", role="operator") == ["OPERATOR"]
    leaders = Representation.objects.on(clock.today()).filter(duty="leader").count()
    assert len(names(world, "officer", role="leader")) == leaders
    assert set(names(world, "officer", organization=world.units["D"].pk)) == {"Chủ tịch D"}
    of_k2 = names(world, "officer", bloc=world.other_bloc.pk)
    assert set(of_k2) == {"Chủ tịch D", "SECRETARIAT K2"}
    assert names(world, "officer", bloc=world.other_bloc.pk, role="secretariat") == ["SECRETARIAT K2"]


def test_the_state_of_access_is_told_and_asked_for(world: World):
    person = newcomer(world)
    assert names(world, "officer", state="none") == ["Cán bộ mới"]
    made = make_link(person, actor=world.actor("officer"))
    assert names(world, "officer", state="sent") == ["Cán bộ mới"]
    shown = world.client("officer").get(PEOPLE, {"state": "sent"}).content.decode()
    assert f"Đã gửi liên kết, đến ngày {made.link.expires_time.astimezone(clock.LOCAL):%d/%m/%Y}" in shown
    AccessLink.objects.update(expires_time=clock.now() - timedelta(minutes=1))
    assert names(world, "officer", state="sent") == []
    assert names(world, "officer", state="waiting") == ["Cán bộ mới"]
    User.objects.filter(person=person).update(is_active=False)
    assert names(world, "officer", state="closed") == ["Cán bộ mới"]
    assert "Cán bộ mới" not in names(world, "officer", state="opened")
    assert "Chủ tịch B" in names(world, "officer", state="opened")


def test_a_secretariat_is_told_no_right_outside_its_bloc(world: World):
    person = world.users["leader"].person
    make.Appointment.objects.create(person=person, role=Role.OPERATOR, since=make.LONG_AGO)
    assert "Quản trị hệ thống" in world.client("officer").get(PEOPLE, {"q": "chu tich b"}).content.decode()
    secretariat = world.client("secretariat")
    assert "Quản trị hệ thống" not in secretariat.get(PEOPLE, {"q": "chu tich b"}).content.decode()
    # Nor does a filter find out: one that the role does not offer is left out.
    assert names(world, "secretariat", role="operator") == names(world, "secretariat")


def test_fifty_a_page_in_vietnamese_order(world: World):
    for number in range(60):
        make.make_person(f"Ánh {number:02d}")
    client = world.client("officer")
    first = client.get(PEOPLE)
    assert len(first.context["rows"]) == 50
    assert first.context["rows"][0].person.name == "Ánh 00"
    second = client.get(PEOPLE, {"page": 2})
    assert len(second.context["rows"]) == Person.objects.count() - 50
    backwards = client.get(PEOPLE, {"sort": "-name"}).context["rows"]
    assert [row.person.name for row in backwards] == [
        person.name for person in Person.objects.order_by("-sort_key", "-pk")[:50]
    ]


@pytest.mark.parametrize("query", ["?sort=nonsense", "?role=king", "?bloc=x", "?state=1", "?page=999"])
def test_an_unknown_filter_is_left_out(world: World, query: str):
    assert world.client("officer").get(PEOPLE + query).status_code == 200


@pytest.mark.one_database
@pytest.mark.parametrize("persona", ["officer", "secretariat", "clerk"])
def test_few_questions_for_few_and_for_many(world: World, persona: str):
    client = world.client(persona)
    few = count_queries(client, PEOPLE)
    for _number in range(120):
        make_link(newcomer(world), email=f"x{_number}@hoi.example", actor=world.actor("operator"))
    assert count_queries(client, PEOPLE) == few <= MOST_QUERIES
    assert (
        count_queries(client, PEOPLE + f"?q=can+bo&role=clerk&organization={world.units['B'].pk}")
        <= MOST_QUERIES
    )


def workbook_of(world: World, persona: str, query: str = "") -> list[list]:
    response = world.client(persona).post(f"/people/export/{query}")
    assert response.status_code == 200
    return [list(row) for row in load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True)]


def test_the_workbook_holds_what_is_shown_and_is_noted(world: World):
    newcomer(world)
    rows = workbook_of(world, "officer", "?q=can+bo+moi")
    [line] = [row for row in rows if row[0] == "Cán bộ mới"]
    assert "Hội B" in line
    assert "moi@hoi.example" in line
    assert not any("Chủ tịch A" in row for row in rows)
    event = AccessEvent.objects.get()
    assert (event.what, event.rows) == ("people.export", 1)
    assert "can bo moi" in event.filters


def test_contact_details_are_in_no_workbook_but_the_keepers(world: World):
    newcomer(world)
    rows = workbook_of(world, "secretariat")
    assert any("Cán bộ mới" in row for row in rows)
    assert not any("moi@hoi.example" in row or "0900 000 111" in row for row in rows)
