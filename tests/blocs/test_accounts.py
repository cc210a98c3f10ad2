"""The first operator, by the command line."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from blocs import clock
from blocs.models import Appointment, AuditEvent, Person, User
from tests import factories as make
from tests.cast import World

pytestmark = pytest.mark.django_db
EMAIL = "quan-tri@example.org"


def appoint(*arguments: str) -> str:
    out = StringIO()
    call_command("appoint_operator", *arguments, stdout=out)
    return out.getvalue()


def test_the_first_operator_gets_a_person_an_account_and_a_password(client):
    told = appoint("Quan-Tri@Example.org", "--name", "Quản trị hệ thống")
    user = User.objects.get(email=EMAIL)
    assert user.person.name == "Quản trị hệ thống"
    assert user.is_operator
    password = told.split()[-1]
    response = client.post("/account/login/", {"login": EMAIL, "password": password})
    assert response.status_code == 302
    # An operator needs a second factor: it is set up first.
    assert client.get("/admin/").headers["Location"] == "/account/2fa/"
    assert list(AuditEvent.objects.order_by("pk").values_list("act", "capacity")) == [
        ("user.add", "system"),
        ("appointment.add", "system"),
    ]


def test_the_password_is_recorded_nowhere():
    password = appoint(EMAIL).split()[-1]
    for event in AuditEvent.objects.all():
        assert password not in f"{event.old}{event.new}{event.remark}{event.object_label}"


def test_an_existing_account_keeps_its_password_and_person(world: World):
    user = world.users["officer"]
    told = appoint(user.email)
    assert "Password" not in told
    user.refresh_from_db()
    assert user.check_password(make.PASSWORD)
    assert make.actor_of(User.objects.get(pk=user.pk), "operator").is_operator


@pytest.mark.parametrize("wrong", ["", "quan-tri", "a b@example.org", "@example.org"])
def test_what_is_no_address_is_refused_and_nothing_is_written(wrong: str):
    with pytest.raises(CommandError, match="không phải là địa chỉ|is not an e-mail address"):
        appoint(wrong)
    assert not User.objects.exists()
    assert not Person.objects.exists()


def test_who_is_an_operator_already_is_told_so(world: World):
    before = Appointment.objects.count()
    with pytest.raises(CommandError, match=world.users["operator"].email):
        appoint(world.users["operator"].email)
    assert Appointment.objects.count() == before


def test_who_was_an_operator_once_becomes_one_again(world: World):
    user = world.users["operator"]
    Appointment.objects.filter(person=user.person).update(until=clock.today() - timedelta(days=1))
    appoint(user.email)
    assert User.objects.get(pk=user.pk).is_operator


def test_a_closed_account_is_not_made_an_operator(world: World):
    user = world.users["officer"]
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(CommandError, match=user.email):
        appoint(user.email)
    assert not Appointment.objects.filter(person=user.person, role="operator").exists()
