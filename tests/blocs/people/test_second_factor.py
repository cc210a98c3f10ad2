"""Council, secretariat, city staff and operators show a second factor in their session; nobody does in a demonstration."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from blocs.actions.access_link import make_link
from blocs.models import Appointment, Role
from tests import factories as make
from tests.cast import World
from tests.queries import count_queries

LOGIN, SETUP = reverse("account_login"), reverse("mfa_index")
NEEDS = ["secretariat", "officer", "city_leader", "board", "conflicted_board", "leader_on_board", "operator"]
NEEDS_NONE = ["leader", "clerk", "nobody", "ended_leader"]


def by_password(world: World, persona: str) -> Client:
    client = Client()
    sent = {"login": world.users[persona].email, "password": make.PASSWORD}
    assert client.post(LOGIN, sent).status_code == 302
    return client


@pytest.mark.parametrize("persona", NEEDS)
def test_without_one_they_are_led_to_set_it_up_and_told_why(world: World, persona: str):
    client = by_password(world, persona)
    for address in ("/", "/blocs/", f"/cycles/{world.cycle.pk}/", "/admin/"):
        assert client.get(address).headers["Location"] == SETUP
    assert "phải xác thực hai bước" in client.get(SETUP).content.decode()


@pytest.mark.parametrize("persona", NEEDS_NONE)
def test_others_come_in_by_password(world: World, persona: str):
    client = by_password(world, persona)
    assert client.get("/").status_code == 200
    assert "phải xác thực hai bước" not in client.get(SETUP).content.decode()


def test_a_demonstration_asks_for_none(world: World, settings):
    settings.DEMO = True
    assert by_password(world, "officer").get("/").status_code == 200


def test_any_such_role_counts_whatever_role_is_chosen(world: World):
    client = by_password(world, "leader_on_board")
    leader = make.actor_of(world.users["leader_on_board"]).capacities[0].key
    client.post("/capacity/", {"capacity": leader})
    assert client.get("/").headers["Location"] == SETUP
    Appointment.objects.filter(person=world.users["leader_on_board"].person).update(until=make.LONG_AGO)
    assert client.get("/").status_code == 200


def test_nothing_is_done_without_it(world: World):
    client = by_password(world, "officer")
    response = client.post(f"/people/{world.users['clerk'].person_id}/account/closing/", {"reason": "Thử"})
    assert response.headers["Location"] == SETUP
    world.users["clerk"].refresh_from_db()
    assert world.users["clerk"].is_active


def test_an_htmx_request_leads_the_whole_page(world: World):
    response = by_password(world, "secretariat").get("/blocs/", HTTP_HX_REQUEST="true")
    assert (response.status_code, response["HX-Redirect"]) == (401, SETUP)


def test_account_language_role_and_way_out_stay_open(world: World):
    client = by_password(world, "leader_on_board")
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_change_password"):
        assert client.get(reverse(name)).status_code == 200
    key = make.actor_of(world.users["leader_on_board"]).capacities[0].key
    assert client.post("/capacity/", {"capacity": key}).headers["Location"] == "/"
    assert client.post("/language/", {"language": "en"}).headers["Location"] == "/"
    assert client.get("/honours/").status_code == 200
    assert client.post(reverse("account_logout")).headers["Location"] == LOGIN


# The app on the phone, from end to end.


def secret_of(page: str) -> str:
    return re.search(r'id="authenticator_secret"[^>]*value="(\w+)"', page).group(1)


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_and_asked_at_the_next_login():
    user = make.make_appointed(Role.CITY_OFFICER)
    client = Client()
    client.post(LOGIN, {"login": user.email, "password": make.PASSWORD})
    assert client.get("/blocs/").headers["Location"] == SETUP
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    secret = secret_of(client.get(reverse("mfa_activate_totp")).content.decode())
    done = client.post(reverse("mfa_activate_totp"), {"code": make.code_of(secret)})
    assert done.status_code == 302
    assert client.get("/blocs/").status_code == 200
    client.post(reverse("account_logout"))
    cache.clear()
    # The next time: password, code, in.
    again = Client()
    asked = again.post(LOGIN, {"login": user.email, "password": make.PASSWORD})
    assert asked.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert again.get("/blocs/").headers["Location"].startswith(LOGIN)
    wrong = again.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 422
    cache.clear()
    assert again.post(reverse("mfa_authenticate"), {"code": make.code_of(secret)}).headers["Location"] == "/"
    assert again.get("/blocs/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_without_the_app_again_the_way_is_closed_in_the_same_session():
    user = make.make_appointed(Role.CITY_OFFICER)
    secret = make.make_app(user)
    client = Client()
    client.post(LOGIN, {"login": user.email, "password": make.PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": make.code_of(secret)})
    assert client.get("/blocs/").status_code == 200
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.exists()
    assert client.get("/blocs/").headers["Location"] == SETUP


def test_a_session_from_before_the_app_has_to_prove_it(world: World):
    """Who knows the password alone does not get in because the owner has meanwhile set an app up."""
    client = by_password(world, "officer")
    secret = make.make_app(world.users["officer"])
    response = client.get("/blocs/")
    assert response.headers["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fblocs%2F"
    proved = client.post(response.headers["Location"], {"code": make.code_of(secret)})
    assert proved.headers["Location"] == "/blocs/"
    assert client.get("/blocs/").status_code == 200


def test_the_means_are_not_changed_by_the_password_alone_once_there_are_any(world: World):
    """Else whoever is still in by the password would add a key of his own, or take the owner's app away."""
    client, user = by_password(world, "officer"), world.users["officer"]
    secret = make.make_app(user)
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    for name in ("mfa_index", "mfa_add_webauthn", "mfa_deactivate_totp", "mfa_generate_recovery_codes"):
        assert client.get(reverse(name)).headers["Location"].startswith(reverse("mfa_reauthenticate")), name
    assert (
        client.post(reverse("mfa_deactivate_totp"))
        .headers["Location"]
        .startswith(reverse("mfa_reauthenticate"))
    )
    assert Authenticator.objects.filter(user=user).exists()
    client.post(reverse("mfa_reauthenticate"), {"code": make.code_of(secret)})
    assert client.get(SETUP).status_code == 200
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()


def test_a_session_that_shows_one_costs_no_question(world: World, settings):
    client = world.client("officer")
    asked = count_queries(client, "/blocs/")
    settings.DEMO = True
    assert count_queries(client, "/blocs/") == asked


@pytest.mark.django_db(transaction=True)
def test_after_the_personal_link_the_app_is_set_up_without_asking_the_password_again():
    person = make.make_appointed(Role.BOARD).person
    access = make_link(person, actor=make.actor_of(make.make_appointed(Role.CITY_OFFICER)))
    client, address = Client(), f"/access/{access.token}/"
    client.post(address, {"code": access.code})
    client.post(address, {"password1": make.PASSWORD, "password2": make.PASSWORD})
    assert client.get("/").headers["Location"] == SETUP
    secret = secret_of(client.get(reverse("mfa_activate_totp")).content.decode())
    assert client.post(reverse("mfa_activate_totp"), {"code": make.code_of(secret)}).status_code == 302
    assert client.get("/").status_code == 200


def test_one_that_needs_none_costs_no_question_either(world: World, settings):
    client = world.client("leader")
    asked = count_queries(client, "/blocs/")
    settings.DEMO = True
    assert count_queries(client, "/blocs/") == asked


def test_the_first_login_is_noted(world: World):
    assert world.users["leader"].opened_time is None
    by_password(world, "leader")
    world.users["leader"].refresh_from_db()
    first = world.users["leader"].opened_time
    assert first is not None
    by_password(world, "leader")
    world.users["leader"].refresh_from_db()
    assert world.users["leader"].opened_time == first
