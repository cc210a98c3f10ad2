"""Whoever may have been entered before is named, with a link, before anything is saved."""

import unicodedata

import pytest

from blocs.models import Person, Representation
from blocs.queries.person import look_alikes
from tests import factories as make
from tests.blocs.people.registering import newcomer, person_page
from tests.blocs.people.test_entering import NEW, filled
from tests.blocs.people.test_leader_replacement import filled as replaced
from tests.blocs.people.test_leader_replacement import replacing
from tests.cast import World

OTHER = {"work_email": "khac@hoi.example"}


def alike(response) -> list[Person]:
    return [one.person for one in response.context["alike"]]


def many(name: str = "Cán bộ mới") -> int:
    return Person.objects.filter(name=name).count()


@pytest.mark.parametrize(
    "typed",
    [
        {"work_email": "MOI@hoi.example", "name": "Người khác"},
        OTHER,
        OTHER | {"name": "CÁN BỘ MỚI"},
        OTHER | {"name": unicodedata.normalize("NFD", "Cán bộ mới")},
        OTHER | {"name": "Cán  bộ mới", "unit": "B"},
    ],
)
def test_the_same_e_mail_or_the_same_name_in_the_same_unit_is_asked_about(world: World, typed: dict):
    first = newcomer(world)
    before = Person.objects.count()
    client, data = world.client("officer"), filled(world, **typed)
    response = client.post(NEW, data)
    assert response.status_code == 200
    assert alike(response) == [first]
    assert f'href="{person_page(first)}"' in response.content.decode()
    assert Person.objects.count() == before
    assert client.post(NEW, data | {"alike": [first.pk]}).status_code == 302
    assert Person.objects.count() == before + 1


@pytest.mark.parametrize(
    "typed",
    [
        OTHER | {"unit": "C"},
        OTHER | {"name": "Cán bô mơi"},
        {"work_email": "", "name": "Người khác"},
    ],
)
def test_another_name_or_unit_is_another_person(world: World, typed: dict):
    newcomer(world)
    assert world.client("officer").post(NEW, filled(world, **typed)).status_code == 302


def test_a_page_sent_twice_enters_nobody_twice(world: World):
    client = world.client("officer")
    assert client.post(NEW, filled(world)).status_code == 302
    assert client.post(NEW, filled(world)).status_code == 200
    assert many() == 1
    data = filled(world, alike=[Person.objects.get(name="Cán bộ mới").pk])
    assert client.post(NEW, data).status_code == 302
    assert client.post(NEW, data).status_code == 200
    assert many() == 2


def test_of_the_city_the_same_name_without_a_duty_is_asked_about(world: World):
    """In a unit there may be another of that name."""
    newcomer(world)
    data = {"name": "Cán bộ mới", "duty": "clerk", "since": "01/03/2021"}
    client = world.client("officer")
    assert client.post(NEW, data).status_code == 302
    assert client.post(NEW, data).status_code == 200


def test_a_secretariat_is_told_nothing_of_people_it_does_not_see(world: World):
    person = newcomer(world, "D")
    response = world.client("secretariat").post(NEW, filled(world))
    assert response.status_code == 302
    assert look_alikes(world.actor("secretariat"), work_email=person.work_email) != []
    assert person not in [
        one.person for one in look_alikes(world.actor("secretariat"), work_email=person.work_email)
    ]


def test_the_account_s_address_counts_too(world: World):
    user = world.users["clerk"]
    found = look_alikes(world.actor("officer"), work_email=user.email.upper())
    assert [one.person for one in found] == [user.person]


def test_the_duty_can_be_given_to_the_one_there_is(world: World):
    first = newcomer(world, "C")
    client = world.client("officer")
    text = client.post(NEW, filled(world, "B")).content.decode()
    address = f"/people/{first.pk}/duties/new/?organization={world.units['B'].pk}&amp;duty=clerk"
    assert f'href="{address}"' in text
    form = client.get(address.replace("&amp;", "&")).context["form"]
    assert (form["organization"].value(), form["duty"].value()) == (str(world.units["B"].pk), "clerk")


def test_a_new_leader_is_looked_for_among_those_there_are(world: World):
    clerk = world.users["clerk"].person
    client, data = world.client("officer"), replaced(world, name=clerk.name)
    response = client.post(replacing(world), data)
    assert alike(response) == [clerk]
    assert f'href="?person={clerk.pk}"' in response.content.decode()
    assert not Representation.objects.filter(person__name=clerk.name, duty="leader").exists()
    assert client.post(replacing(world), data | {"alike": [clerk.pk]}).status_code == 302


def test_a_change_that_makes_two_alike_is_asked_about(world: World):
    first = newcomer(world)
    other = make.make_person("Người khác")
    Representation.objects.create(
        person=other,
        organization=world.units["B"],
        duty="clerk",
        position_title="Cán bộ",
        since=make.LONG_AGO,
    )
    client, page = world.client("officer"), f"/people/{other.pk}/edit/"
    for changed in (
        {"name": "Cán bộ mới"},
        {"name": "Người khác", "work_email": "moi@hoi.example", "opened": "True"},
    ):
        data = {"role_title": "", "seen": other.version} | changed
        response = client.post(page, data)
        assert alike(response) == [first]
        other.refresh_from_db()
        assert (other.name, other.work_email) == ("Người khác", "")
    assert client.post(page, data | {"alike": [first.pk]}).status_code == 302
    other.refresh_from_db()
    assert client.post(page, data | {"role_title": "Cán bộ", "seen": other.version}).status_code == 302
