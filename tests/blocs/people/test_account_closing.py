"""Accounts closed, opened again, and under another address; an operator can always come in."""

import pytest

from blocs.actions.access_link import make_link
from blocs.actions.accounts import close_account, reopen_account
from blocs.errors import Conflict, NotAllowed
from blocs.models import AccessLink, AuditEvent, Role, User
from tests import factories as make
from tests.blocs.people.registering import errors_of, newcomer
from tests.cast import World


def account(world: World, persona: str, act: str) -> str:
    return f"/people/{world.users[persona].person_id}/account/{act}/"


def test_a_closed_account_is_refused_at_the_next_request_and_opens_again(world: World):
    clerk, officer = world.client("clerk"), world.client("officer")
    assert clerk.get("/").status_code == 200
    assert officer.post(account(world, "clerk", "closing"), {"reason": "Nghỉ việc"}).status_code == 302
    assert clerk.get("/").headers["Location"].startswith("/account/login/")
    assert AuditEvent.objects.get(act="user.close").remark == "Nghỉ việc"
    assert officer.post(account(world, "clerk", "reopening")).status_code == 302
    assert world.client("clerk").get("/").status_code == 200


def test_closing_needs_a_reason_and_withdraws_the_open_link(world: World):
    person = newcomer(world)
    make_link(person, actor=world.actor("officer"))
    address = f"/people/{person.pk}/account/closing/"
    assert world.client("officer").post(address, {"reason": " "}).status_code == 422
    assert AccessLink.objects.get().withdrawn_at is None
    assert world.client("officer").post(address, {"reason": "Nhầm người"}).status_code == 302
    assert AccessLink.objects.get().withdrawn_at is not None


def test_nobody_locks_himself_out_and_only_an_operator_an_operator(world: World):
    for persona in ("officer", "operator"):
        actor = world.actor(persona)
        with pytest.raises(NotAllowed):
            close_account(actor.person, reason="Thử", actor=actor)
    with pytest.raises(NotAllowed):
        close_account(world.users["operator"].person, reason="Thử", actor=world.actor("officer"))
    close_account(world.users["officer"].person, reason="Thử", actor=world.actor("operator"))
    assert not User.objects.get(pk=world.users["officer"].pk).is_active


def test_the_last_operators_account_is_not_closed(world: World):
    other = make.make_appointed(Role.OPERATOR)
    actor, person = make.actor_of(other), world.users["operator"].person
    User.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(Conflict, match="quản trị cuối cùng"):
        close_account(person, reason="Thử", actor=actor)
    User.objects.filter(pk=other.pk).update(is_active=True)
    close_account(person, reason="Thử", actor=actor)
    with pytest.raises(Conflict):
        close_account(person, reason="Thử", actor=actor)
    reopen_account(person, actor=actor)


def test_the_address_of_an_account_is_changed_by_a_keeper(world: World):
    client, address = world.client("officer"), account(world, "clerk", "address")
    taken = client.post(address, {"email": world.users["leader"].email})
    assert taken.status_code == 409
    assert "thư điện tử" in errors_of(taken).lower() or "tài khoản" in errors_of(taken)
    assert client.post(address, {"email": "khong phai"}).status_code == 422
    assert client.post(address, {"email": "Khac@Hoi.example"}).status_code == 302
    assert User.objects.get(pk=world.users["clerk"].pk).email == "khac@hoi.example"
    assert AuditEvent.objects.get(act="user.change").new == {"email": "khac@hoi.example"}


def test_a_person_without_an_account_has_none_to_close(world: World):
    person = newcomer(world)
    response = world.client("officer").post(f"/people/{person.pk}/account/closing/", {"reason": "Thử"})
    assert response.status_code == 409
    assert not User.objects.filter(person=person).exists()
