"""Accounts: made where a personal link is given, closed and opened again; the first operator."""

import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actions.appointment import OPERATORS, keep_an_operator
from blocs.actor import SYSTEM, Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.locking import locked, take_turn
from blocs.models import AccessLink, Appointment, Person, Role, User
from blocs.rules import can_keep_account, is_operator_from_today

OPERATOR_NAME = "Quản trị hệ thống"


@dataclass(frozen=True)
class FirstOperator:
    """Who became operator; `password` is given once, for a new account only."""

    user: User
    password: str = ""


def account_of(person: Person, email: str, *, actor: Actor) -> User:
    """The account of a person; a new one without a password where there is none: a personal link opens it.

    Call it in a transaction that has checked the right to. Raises BadInput for an address that cannot be
    one, Conflict where it is another account's.
    """
    user = User.objects.filter(person=person).first()
    if user is None:
        check_address(email)
        user = User.objects.create_user(email, person=person)
        record("user.add", user, actor=actor, new={"email": user.email, "person": str(person)})
    return user


def close_account(person: Person, *, reason: str, actor: Actor) -> None:
    """Keeps a person out, now, whatever rights he has; an open link to the account is withdrawn.

    Raises NotAllowed; Conflict for a person without an account, for one that is closed, and for the last operator.
    """
    with transaction.atomic():
        take_turn(OPERATORS)
        user = _account(person, actor)
        if not user.is_active:
            raise Conflict(_("This account is closed already."))
        if is_operator_from_today(person):
            keep_an_operator(person)
        AccessLink.objects.filter(user=user, used_time=None, withdrawn_at=None).update(
            withdrawn_at=clock.now(), withdrawn_by=actor.account
        )
        user.is_active = False
        user.save(update_fields=["is_active"])
        record(
            "user.close", user, actor=actor, old={"is_active": True}, new={"is_active": False}, remark=reason
        )


def reopen_account(person: Person, *, actor: Actor) -> None:
    """Lets a person in again, with the password or passkey from before. Raises NotAllowed, Conflict."""
    with transaction.atomic():
        user = _account(person, actor)
        if user.is_active:
            raise Conflict(_("This account is open."))
        user.is_active = True
        user.save(update_fields=["is_active"])
        record("user.reopen", user, actor=actor, old={"is_active": False}, new={"is_active": True})


def change_address(person: Person, email: str, *, actor: Actor) -> None:
    """Changes the address with which a person signs in. Raises NotAllowed, BadInput, Conflict."""
    with transaction.atomic():
        user = _account(person, actor)
        if user.email == email.strip().lower():
            return
        check_address(email)
        old, user.email = user.email, email
        user.save(update_fields=["email"])
        record("user.change", user, actor=actor, old={"email": old}, new={"email": user.email})


def appoint_operator(email: str, name: str = "") -> FirstOperator:
    """Makes the owner of an address an operator from today, with person and account where there are none.

    For the command line, where whoever can type is trusted. Raises BadInput for an address that cannot
    be one, Conflict where its owner is an operator already or the account is closed.
    """
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise BadInput(_("“{email}” is not an e-mail address.").format(email=email)) from error
    with transaction.atomic():
        user = User.objects.select_for_update().filter(email=email.strip().lower()).first()
        password = ""
        if user is None:
            password = secrets.token_urlsafe(12)
            person = Person.objects.create(name=name or OPERATOR_NAME)
            user = User.objects.create_user(email, password, person=person)
            record("user.add", user, actor=SYSTEM, new={"email": user.email, "person": str(person)})
        elif user.is_operator:
            raise Conflict(_("{email} is an operator already.").format(email=user.email))
        elif not user.is_active:
            raise Conflict(_("The account {email} may not log in. Open it first.").format(email=user.email))
        appointment = Appointment.objects.create(person=user.person, role=Role.OPERATOR, since=clock.today())
        record("appointment.add", appointment, actor=SYSTEM, new={"role": Role.OPERATOR, "email": user.email})
    return FirstOperator(user, password)


def check_address(email: str) -> None:
    """Raises BadInput for what is no address, Conflict for one that belongs to another account."""
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise BadInput(_("“{email}” is not an e-mail address.").format(email=email)) from error
    if User.objects.filter(email=email.strip().lower()).exists():
        raise Conflict(_("{email} is the address of another account.").format(email=email))


def _account(person: Person, actor: Actor) -> User:
    """The locked account of a person whom the actor may keep from or let into it."""
    if not can_keep_account(actor, person):
        raise NotAllowed(_("One's own account, and an operator's, is looked after by another operator."))
    user = User.objects.filter(person=person).first()
    if user is None:
        raise Conflict(_("{person} has no account.").format(person=person))
    return locked(User, user.pk)
