"""Giving a personal link: who to whom, what is shown once, what is kept, what ends."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from blocs import clock
from blocs.actions.access_link import Spent, make_link, usable_link, withdraw_link
from blocs.actions.appointment import give_role
from blocs.actions.representation import NewDuty, give_duty
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.models import AccessLink, AuditEvent, Membership, Representation, Role, User
from tests import factories as make
from tests.blocs.people.registering import errors_of, newcomer
from tests.cast import World


def giving(person) -> str:
    return f"/people/{person.pk}/access/"


def test_account_link_and_code_are_made_and_shown_once(world: World):
    person = newcomer(world)
    client = world.client("secretariat")
    assert not User.objects.filter(person=person).exists()
    page = client.post(giving(person), {"email": "Moi@Hoi.example"})
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    user = User.objects.get(person=person)
    assert (user.email, user.has_usable_password()) == ("moi@hoi.example", False)
    access, text = page.context["access"], page.content.decode()
    assert f"http://testserver/access/{access.token}/" in text
    assert access.code in text
    assert len(access.code) == 6
    assert access.code.isdecimal()
    message = page.context["text"]
    assert access.token in message
    assert access.code not in message
    again = client.get(f"/people/{person.pk}/").content.decode()
    assert access.token not in again
    assert access.code not in again
    assert set(AuditEvent.objects.values_list("act", flat=True)) == {"user.add", "access.make"}


def test_neither_link_nor_code_is_kept(world: World):
    made = make_link(newcomer(world), actor=world.actor("officer"))
    kept = AccessLink.objects.values().get()
    assert kept["token_digest"] == sha256(made.token.encode()).hexdigest()
    for value in [*kept.values(), *AuditEvent.objects.values_list("new", "old", "object_label")]:
        assert made.token not in str(value)
        assert made.code not in str(value).replace(kept["token_digest"], "").replace(kept["code_digest"], "")
    assert kept["expires_time"] - kept["made_at"] == timedelta(days=7)


def test_a_new_link_ends_the_one_before(world: World):
    person, actor = newcomer(world), world.actor("officer")
    first = make_link(person, actor=actor)
    second = make_link(person, actor=actor)
    first.link.refresh_from_db()
    assert first.link.withdrawn_by == actor.user
    assert AccessLink.objects.get(used_time=None, withdrawn_at=None) == second.link


def test_a_link_is_withdrawn_once(world: World):
    person, client = newcomer(world), world.client("secretariat")
    make_link(person, actor=world.actor("secretariat"))
    assert client.post(f"{giving(person)}withdrawal/").status_code == 302
    assert AccessLink.objects.get().withdrawn_at is not None
    assert client.post(f"{giving(person)}withdrawal/").status_code == 409
    assert client.get(f"{giving(person)}withdrawal/").status_code == 405


def test_asking_makes_nothing(world: World):
    person = newcomer(world)
    assert world.client("secretariat").get(giving(person)).status_code == 200
    assert not AccessLink.objects.exists()
    assert not User.objects.filter(person=person).exists()


@pytest.mark.parametrize("address", ["", "khong phai"])
def test_a_wrong_address_is_refused(world: World, address: str):
    person = newcomer(world)
    response = world.client("officer").post(giving(person), {"email": address})
    assert response.status_code == 422
    assert "email" in response.context["form"].errors
    assert not User.objects.filter(person=person).exists()


def test_an_address_of_another_account_is_refused(world: World):
    person = newcomer(world)
    response = world.client("officer").post(giving(person), {"email": world.users["clerk"].email})
    assert response.status_code == 409
    assert world.users["clerk"].email in errors_of(response)
    assert not AccessLink.objects.exists()
    with pytest.raises(BadInput):
        make_link(make.make_person("Không có thư"), actor=world.actor("officer"))


def test_a_closed_account_gets_no_link(world: World):
    user = world.users["clerk"]
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(Conflict, match="đã đóng"):
        make_link(user.person, actor=world.actor("officer"))
    assert world.client("officer").post(giving(user.person)).status_code == 409
    User.objects.filter(pk=user.pk).update(is_active=True)
    make_link(user.person, actor=world.actor("officer"))


# Who to whom.


def test_a_secretariat_gives_links_until_the_account_was_opened(world: World):
    person, actor = newcomer(world), world.actor("secretariat")
    make_link(person, actor=actor)
    make_link(person, actor=actor)
    User.objects.filter(person=person).update(opened_time=clock.now())
    with pytest.raises(NotAllowed, match="Chuyên viên hoặc Quản trị hệ thống"):
        make_link(person, actor=actor)
    with pytest.raises(NotAllowed):
        withdraw_link(person, actor=actor)
    make_link(person, actor=world.actor("officer"))


@pytest.mark.parametrize("persona", ["leader", "clerk", "city_leader", "board", "other_secretariat"])
def test_others_give_none(world: World, persona: str):
    with pytest.raises(NotAllowed):
        make_link(newcomer(world), actor=world.actor(persona))


def test_whoever_is_more_than_a_members_person_gets_none_from_a_secretariat(world: World):
    person, actor = newcomer(world), world.actor("secretariat")
    elsewhere = Representation.objects.create(
        person=person,
        organization=world.units["D"],
        duty="clerk",
        position_title="Văn thư",
        since=make.LONG_AGO,
    )
    with pytest.raises(NotAllowed):
        make_link(person, actor=actor)
    elsewhere.delete()
    role = make.Appointment.objects.create(person=person, role=Role.OPERATOR, since=make.LONG_AGO)
    with pytest.raises(NotAllowed):
        make_link(person, actor=actor)
    role.delete()
    make_link(person, actor=actor)


def test_a_unit_that_left_the_bloc_is_not_served_any_more(world: World):
    person, actor = newcomer(world), world.actor("secretariat")
    Membership.objects.filter(organization=world.units["B"]).update(left_on=make.LONG_AGO)
    with pytest.raises(NotAllowed):
        make_link(person, actor=actor)


def test_an_operators_link_is_given_by_another_operator(world: World):
    other = make.make_appointed(Role.OPERATOR)
    person = world.users["operator"].person
    for actor in (world.actor("officer"), world.actor("operator")):
        with pytest.raises(NotAllowed):
            make_link(person, actor=actor)
    make_link(person, actor=make.actor_of(other))


# By mail.


def test_the_link_goes_by_mail_and_the_code_never(world: World, settings):
    settings.SENDS_MAIL = True
    person, client = newcomer(world), world.client("secretariat")
    given = client.post(giving(person), {"email": "moi@hoi.example"}).context["access"]
    response = client.post(f"{giving(person)}mail/", {"token": given.token, "code": given.code})
    assert response.status_code == 200
    [message] = mail.outbox
    assert message.to == ["moi@hoi.example"]
    assert given.token in message.body
    assert given.code not in message.body + message.subject
    assert given.code in response.content.decode()
    assert AuditEvent.objects.filter(act="access.mail").exists()


def test_a_site_without_mail_offers_none(world: World):
    person, client = newcomer(world), world.client("secretariat")
    page = client.post(giving(person), {"email": "moi@hoi.example"})
    assert "access/mail/" not in page.content.decode()
    given = page.context["access"]
    data = {"token": given.token, "code": given.code}
    assert client.post(f"{giving(person)}mail/", data).status_code == 409


def test_only_the_link_of_this_person_is_mailed(world: World, settings):
    settings.SENDS_MAIL = True
    person, other = newcomer(world), newcomer(world, "C")
    given = make_link(other, email="khac@hoi.example", actor=world.actor("officer"))
    client = world.client("secretariat")
    wrong = [
        {"token": given.token, "code": given.code},
        {"token": "x", "code": "1"},
        {"token": given.token, "code": "x"},
    ]
    for data in wrong:
        assert client.post(f"{giving(person)}mail/", data).status_code in {404, 422}
    assert mail.outbox == []


@pytest.mark.parametrize("persona", ["leader", "clerk", "city_leader"])
def test_codes_are_not_tried_where_links_are_mailed(world: World, settings, persona: str):
    """Who sees the person and may give no link gets one answer, whatever the code."""
    settings.SENDS_MAIL = True
    person = newcomer(world)
    given = make_link(person, actor=world.actor("officer"))
    client = world.client(persona)
    for code in (given.code, "x"):
        response = client.post(f"{giving(person)}mail/", {"token": given.token, "code": code})
        assert response.status_code == 403
    assert mail.outbox == []


@pytest.mark.parametrize("right", ["role", "duty"])
def test_a_link_of_somebody_else_ends_with_a_new_right(world: World, right: str):
    """A secretariat that holds link and code of a clerk would come in as what the clerk has become."""
    person, officer = newcomer(world), world.actor("officer")
    theirs = make_link(person, actor=world.actor("secretariat"))
    if right == "role":
        give_role(person, Role.BOARD, since=clock.today(), actor=officer)
    else:
        give_duty(person, world.units["D"], NewDuty("clerk", "Văn thư", clock.today()), actor=officer)
    with pytest.raises(Spent):
        usable_link(theirs.token)
    ours = make_link(person, actor=officer)
    give_role(person, Role.CITY_OFFICER, since=clock.today(), actor=officer)
    assert usable_link(ours.token) == ours.link


def test_a_link_ends_when_its_person_came_in_otherwise(world: World):
    person = newcomer(world)
    made = make_link(person, actor=world.actor("secretariat"))
    assert usable_link(made.token)
    User.objects.filter(person=person).update(opened_time=clock.now() + timedelta(minutes=1))
    with pytest.raises(Spent):
        usable_link(made.token)


def test_a_mail_alone_opens_no_account_that_was_never_opened(world: World, settings):
    """Else a mistyped address comes in without the code."""
    settings.SENDS_MAIL = True
    person = newcomer(world)
    make_link(person, actor=world.actor("secretariat"))
    sent = [
        Client().post(reverse("account_reset_password"), {"email": user.email}).status_code
        for user in (person.user, world.users["clerk"])
    ]
    assert sent == [302, 302]
    assert [message.to for message in mail.outbox] == [[world.users["clerk"].email]]
