"""What the tests of people do over and over."""

from datetime import date, timedelta

from django.http import HttpResponse

from blocs import clock
from blocs.models import Person, Representation
from tests import factories as make
from tests.cast import World

DAY = date(2021, 6, 1)
YESTERDAY = DAY - timedelta(days=1)


def person_page(person: Person) -> str:
    return f"/people/{person.pk}/"


def duty_of(world: World, persona: str) -> Representation:
    return Representation.objects.get(person=world.users[persona].person)


def newcomer(world: World, unit: str = "B", duty: str = "clerk") -> Person:
    """Somebody who works for a unit and has no account."""
    person = make.make_person("Cán bộ mới", work_email="moi@hoi.example", work_phone="0900 000 111")
    Representation.objects.create(
        person=person,
        organization=world.units[unit],
        duty=duty,
        position_title="Chánh Văn phòng",
        since=min(make.LONG_AGO, clock.today()),
    )
    return person


def messages_of(response: HttpResponse) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def errors_of(response: HttpResponse) -> str:
    """Everything a form says is wrong."""
    return " ".join(str(error) for errors in response.context["form"].errors.values() for error in errors)
