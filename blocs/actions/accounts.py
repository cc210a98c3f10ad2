"""Accounts: made by an operator, opened by their person through a link; the first operator."""

import secrets
from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actor import SYSTEM, Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.locking import locked
from blocs.models import Appointment, Person, Role, User
from blocs.rules import can_keep_register

OPERATOR_NAME = "Quản trị hệ thống"


@dataclass(frozen=True)
class FirstOperator:
    """Who became operator; `password` is given once, for a new account only."""

    user: User
    password: str = ""


def create_account(person: Person, email: str, *, actor: Actor) -> User:
    """An account without a password: its person sets one through the link of `invite_user`.

    Raises NotAllowed, BadInput for an address that cannot be one, Conflict where the person or the
    address has an account.
    """
    if not can_keep_register(actor):
        raise NotAllowed
    with transaction.atomic():
        person = locked(Person, person.pk)
        _check_free(email, person)
        user = User.objects.create_user(email, person=person)
        record("user.add", user, actor=actor, new={"email": user.email, "person": str(person)})
    return user


def invite_user(user: User, *, actor: Actor) -> str:
    """The path of a link with which the person of an account sets its password: once, for three days.

    The link before it stays good until one of them is used. Raises NotAllowed; Conflict for an account
    that may not log in.
    """
    if not can_keep_register(actor):
        raise NotAllowed
    with transaction.atomic():
        user = locked(User, user.pk)
        if not user.is_active:
            raise Conflict(_("This account may not log in. Open it first."))
        record("user.invite", user, actor=actor)
    uid, key = user_pk_to_url_str(user), default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})


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


def _check_free(email: str, person: Person) -> None:
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise BadInput(_("“{email}” is not an e-mail address.").format(email=email)) from error
    if User.objects.filter(email=email.strip().lower()).exists():
        raise Conflict(_("{email} is the address of another account.").format(email=email))
    if User.objects.filter(person=person).exists():
        raise Conflict(_("{person} has an account already.").format(person=person))
