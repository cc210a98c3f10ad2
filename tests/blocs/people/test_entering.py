"""Entering a person together with the first duty."""

import pytest

from blocs.models import AuditEvent, Person, Representation
from tests.blocs.people.registering import errors_of
from tests.cast import World

NEW = "/people/new/"


def filled(world: World, unit: str = "B", **fields) -> dict[str, object]:
    return {
        "name": "Cán bộ mới",
        "role_title": "Chánh Văn phòng",
        "work_email": "moi@hoi.example",
        "work_phone": "0900 000 111",
        "organization": world.units[unit].pk,
        "duty": "clerk",
        "position_title": "Chánh Văn phòng",
        "signing_form": "",
        "since": "01/03/2021",
        "until": "",
    } | fields


@pytest.mark.parametrize("persona", ["officer", "operator", "secretariat"])
def test_person_and_duty_are_entered_on_one_page(world: World, persona: str):
    response = world.client(persona).post(NEW, filled(world))
    person = Person.objects.get(name="Cán bộ mới")
    assert response.headers["Location"] == f"/people/{person.pk}/"
    duty = person.representations.get()
    assert (duty.organization, duty.duty, f"{duty.since:%d/%m/%Y}") == (
        world.units["B"],
        "clerk",
        "01/03/2021",
    )
    events = {event.act: event for event in AuditEvent.objects.all()}
    assert set(events) == {"person.add", "representation.add"}
    assert events["representation.add"].new["organization"] == "Hội B"
    assert events["representation.add"].organization == world.units["B"]


def test_the_unit_is_filled_in_from_the_address(world: World):
    page = world.client("secretariat").get(f"{NEW}?organization={world.units['B'].pk}&duty=leader")
    assert page.context["form"]["organization"].value() == str(world.units["B"].pk)
    assert page.context["form"]["duty"].value() == "leader"


def test_somebody_of_the_city_has_no_duty(world: World):
    data = {"name": "Chuyên viên mới", "duty": "clerk", "since": "01/03/2021"}
    assert world.client("officer").post(NEW, data).status_code == 302
    assert not Person.objects.get(name="Chuyên viên mới").representations.exists()


def test_a_secretariat_enters_nobody_without_a_duty(world: World):
    response = world.client("secretariat").post(NEW, {"name": "Chuyên viên mới", "duty": "clerk"})
    assert response.status_code == 422
    assert "organization" in response.context["form"].errors
    assert not Person.objects.filter(name="Chuyên viên mới").exists()


def test_a_unit_of_another_bloc_cannot_be_chosen(world: World):
    response = world.client("secretariat").post(NEW, filled(world, "D"))
    assert response.status_code == 422
    assert not Person.objects.filter(name="Cán bộ mới").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"work_email": "moi@"}, "work_email"),
        ({"position_title": ""}, "position_title"),
        ({"since": "31/02/2021"}, "since"),
        ({"since": ""}, "since"),
        ({"duty": "king"}, "duty"),
        ({"until": "01/01/2021"}, "until"),
    ],
)
def test_wrong_input_is_told_beside_its_field_and_nothing_is_written(world: World, wrong: dict, field: str):
    before = Person.objects.count()
    response = world.client("officer").post(NEW, filled(world, **wrong))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert errors_of(response)
    assert Person.objects.count() == before
    assert not AuditEvent.objects.exists()


def test_a_second_leader_is_refused_and_the_person_is_not_entered(world: World):
    response = world.client("officer").post(NEW, filled(world, duty="leader"))
    assert response.status_code == 409
    assert "Hội B đã có lãnh đạo trong thời gian đó là Chủ tịch B: dùng “Thay lãnh đạo”." in errors_of(
        response
    )
    assert not Person.objects.filter(name="Cán bộ mới").exists()


def test_where_several_may_lead_a_second_leader_is_entered(world: World):
    assert world.client("officer").post(NEW, filled(world, "C", duty="leader")).status_code == 302


def test_a_secretariat_enters_a_leader_only_where_there_is_none(world: World):
    client = world.client("secretariat")
    assert client.post(NEW, filled(world, duty="leader")).status_code == 403
    Representation.objects.filter(organization=world.units["B"], duty="leader").delete()
    assert client.post(NEW, filled(world, duty="leader")).status_code == 302
