"""The page of a person: what is shown to whom, contact details, changing what is known."""

import pytest

from blocs.models import AccessEvent, AuditEvent, Person, Role
from tests import factories as make
from tests.blocs.people.registering import errors_of, newcomer, person_page
from tests.cast import World
from tests.queries import MOST_QUERIES, count_queries


def test_duties_are_told_by_period_and_contact_details_are_hidden(world: World):
    person = newcomer(world)
    page = world.client("secretariat").get(person_page(person)).content.decode()
    assert "Cán bộ phụ trách" in page
    assert "Hội B" in page
    assert "từ 01/01/2015" in page
    assert "0900 000 111" not in page
    assert "moi@hoi.example" not in page
    assert not AccessEvent.objects.exists()


def test_opening_the_contact_details_is_noted(world: World):
    person = newcomer(world)
    page = world.client("secretariat").post(f"{person_page(person)}contact/").content.decode()
    assert "0900 000 111" in page
    event = AccessEvent.objects.get()
    assert (event.what, event.object_id, event.user) == (
        "person.contact",
        person.pk,
        world.users["secretariat"],
    )
    assert world.client("secretariat").get(f"{person_page(person)}contact/").status_code == 405


def test_ties_are_shown_to_the_city_alone(world: World):
    person = world.users["leader"].person
    make.make_affiliation(world.users["leader"], world.units["C"], "Em ruột của chủ tịch")
    assert "Em ruột" in world.client("officer").get(person_page(person)).content.decode()
    for persona in ("secretariat", "clerk"):
        assert "Em ruột" not in world.client(persona).get(person_page(person)).content.decode()


def test_a_right_elsewhere_does_not_exist_for_a_secretariat(world: World):
    person = world.users["leader"].person
    make.Appointment.objects.create(person=person, role=Role.BOARD, since=make.LONG_AGO)
    assert "Thành viên Hội đồng" in world.client("officer").get(person_page(person)).content.decode()
    assert "Thành viên Hội đồng" not in world.client("secretariat").get(person_page(person)).content.decode()


@pytest.mark.parametrize("persona", ["officer", "secretariat", "clerk"])
def test_few_questions(world: World, persona: str):
    person = newcomer(world)
    client = world.client(persona)
    few = count_queries(client, person_page(person))
    for code in "ACD":
        make.Representation.objects.create(
            person=person,
            organization=world.units[code],
            duty="clerk",
            position_title="Văn thư",
            since=make.LONG_AGO,
        )
        make.Affiliation.objects.create(
            person=person, organization=world.units[code], nature="Cố vấn", since=make.LONG_AGO
        )
    assert count_queries(client, person_page(person)) <= MOST_QUERIES
    assert few <= MOST_QUERIES


def test_name_and_title_are_changed_on_record(world: World):
    person = newcomer(world)
    client = world.client("secretariat")
    page = client.get(f"{person_page(person)}edit/").content.decode()
    assert "0900 000 111" not in page
    data = {"name": "Họ tên mới", "role_title": "Phó Văn phòng", "seen": person.version}
    assert client.post(f"{person_page(person)}edit/", data).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.role_title, person.work_phone) == (
        "Họ tên mới",
        "Phó Văn phòng",
        "0900 000 111",
    )
    assert person.search_key == "ho ten moi pho van phong"
    event = AuditEvent.objects.get(act="person.change")
    assert event.old == {"name": "Cán bộ mới", "role_title": ""}
    assert event.new == {"name": "Họ tên mới", "role_title": "Phó Văn phòng"}


def test_contact_details_are_changed_once_they_were_opened(world: World):
    person = newcomer(world)
    client, address = world.client("officer"), f"{person_page(person)}edit/"
    assert "0900 000 111" in client.post(address, {"open": "1"}).content.decode()
    assert AccessEvent.objects.get().what == "person.contact"
    data = {
        "name": person.name,
        "role_title": "",
        "work_email": "khac@hoi.example",
        "work_phone": "",
        "seen": person.version,
        "opened": "True",
    }
    assert client.post(address, data).status_code == 302
    person.refresh_from_db()
    assert (person.work_email, person.work_phone) == ("khac@hoi.example", "")


def test_what_somebody_else_changed_is_not_overwritten(world: World):
    person = newcomer(world)
    client, address = world.client("officer"), f"{person_page(person)}edit/"
    seen = {"name": "Bản thứ nhất", "role_title": "", "seen": person.version}
    assert client.post(address, seen).status_code == 302
    response = client.post(address, seen | {"name": "Bản thứ hai"})
    assert response.status_code == 409
    assert "Bản thứ hai" in response.content.decode()
    assert Person.objects.get(pk=person.pk).name == "Bản thứ nhất"


def test_an_address_that_is_none_is_refused_beside_its_field(world: World):
    person = newcomer(world)
    data = {"name": "", "work_email": "không phải", "seen": person.version, "opened": "True"}
    response = world.client("officer").post(f"{person_page(person)}edit/", data)
    assert response.status_code == 422
    assert errors_of(response)
    assert set(response.context["form"].errors) == {"name", "work_email"}
    assert not AuditEvent.objects.exists()


def test_a_secretariat_changes_nobody_who_is_more_than_its_members_person(world: World):
    person = newcomer(world)
    assert world.client("secretariat").get(f"{person_page(person)}edit/").status_code == 200
    make.Appointment.objects.create(person=person, role=Role.CITY_OFFICER, since=make.LONG_AGO)
    assert world.client("secretariat").get(f"{person_page(person)}edit/").status_code == 403
