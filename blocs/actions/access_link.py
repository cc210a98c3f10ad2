"""Personal links: one person opens the own account, once, with a code told by phone.

Neither link nor code is kept. The code is hashed together with the token, so that the database alone
does not give it away however short it is.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from smtplib import SMTPException
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.mail import send_mail
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actions.accounts import account_of
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, Missing, NotAllowed, Refused
from blocs.locking import locked
from blocs.models import AccessLink, Person, User
from blocs.models.access import MOST_FAILURES
from blocs.rules import can_give_access

GOOD_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Access:
    """A link as it is told once: `token` goes into the address, `code` over the phone."""

    link: AccessLink
    token: str
    code: str


class Spent(Refused):
    """A link that opens nothing any more."""

    status = 410
    default = _("This link opens nothing any more. Ask whoever sent it for a new one.")


def make_link(person: Person, *, email: str = "", actor: Actor) -> Access:
    """A link for a person, with an account where there is none yet (its address: `email`, else the work e-mail).

    The link before it ends. Raises NotAllowed; BadInput or Conflict for an address; Conflict for a closed account.
    """
    with transaction.atomic():
        person = locked(Person, person.pk)
        if not can_give_access(actor, person):
            raise NotAllowed(
                _("This account was opened already: a new link is given by the city officer or an operator.")
            )
        user = locked(User, account_of(person, email or person.work_email, actor=actor).pk)
        if not user.is_active:
            raise Conflict(_("This account is closed. Open it first."))
        now = clock.now()
        _open_links(user).update(withdrawn_at=now, withdrawn_by=actor.account)
        token, code = secrets.token_urlsafe(24), f"{secrets.randbelow(1_000_000):06d}"
        link = AccessLink.objects.create(
            user=user,
            token_digest=_token_digest(token),
            code_digest=_code_digest(token, code),
            expires_time=now + GOOD_FOR,
            made_at=now,
            made_by=actor.account,
        )
        record("access.make", link, actor=actor, label=str(person), new={"expires_time": link.expires_time})
    return Access(link, token, code)


def withdraw_link(person: Person, *, actor: Actor) -> None:
    """Ends the open link of a person. Raises NotAllowed; Conflict where there is none."""
    with transaction.atomic():
        person = locked(Person, person.pk)
        if not can_give_access(actor, person):
            raise NotAllowed
        link = AccessLink.objects.filter(user__person=person, used_time=None, withdrawn_at=None).first()
        if link is None:
            raise Conflict(_("There is no open link to withdraw."))
        link = locked(AccessLink, link.pk)
        link.withdrawn_at, link.withdrawn_by = clock.now(), actor.account
        link.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record("access.withdraw", link, actor=actor, label=str(person))


def told_again(person: Person, token: str, code: str, *, actor: Actor) -> Access:
    """The link just made for a person, as its page sends it back.

    Only for whoever could make a new one: for anybody else it would be a way to try codes. Raises NotAllowed,
    Missing for a link of somebody else, BadInput where the code is not the link's, what `usable_link` raises.
    """
    if not can_give_access(actor, person):
        raise NotAllowed
    link = usable_link(token)
    if link.user.person != person:
        raise Missing
    if not constant_time_compare(link.code_digest, _code_digest(token, code)):
        raise BadInput
    return Access(link, token, code)


def mail_link(person: Person, access: Access, *, subject: str, text: str, actor: Actor) -> None:
    """Sends the message with the link, never the code, to the account's address.

    Raises NotAllowed, and Refused where the mail server does not take it.
    """
    if not can_give_access(actor, person):
        raise NotAllowed
    try:
        send_mail(subject, text, None, [access.link.user.email])
    except (OSError, SMTPException) as error:
        raise Refused(
            _("The mail server did not take the message. Copy it into a chat instead."), status=503
        ) from error
    with transaction.atomic():
        told = {"email": access.link.user.email}
        record("access.mail", access.link, actor=actor, label=str(person), new=told)


def usable_link(token: str) -> AccessLink:
    """The link of a token while it opens something, with account and person. Reads only.

    Raises Missing for an unknown token, Spent for one that is used, withdrawn, too old or killed by wrong
    codes, NotAllowed for a closed account.
    """
    rows = AccessLink.objects.select_related("user__person")
    link = rows.filter(token_digest=_token_digest(token)).first()
    if link is None:
        raise Missing(
            _("This link is not complete, or not one of ours. Copy the whole link from the message.")
        )
    if link.used_time:
        raise Spent(_("This link was used already. Sign in, or ask whoever sent it for a new one."))
    if link.user.opened_time and link.made_at and link.user.opened_time > link.made_at:
        raise Spent(
            _("This account was opened already. Sign in, or ask whoever sent the link for a new one.")
        )
    if link.withdrawn_at:
        raise Spent(_("This link was withdrawn. Use the newest link, or ask whoever sent it."))
    if link.failures >= MOST_FAILURES:
        raise Spent(
            _("The code was wrong five times, so this link opens nothing any more. Ask for a new one.")
        )
    if link.expires_time <= clock.now():
        raise Spent(_("This link was good for seven days and is over. Ask whoever sent it for a new one."))
    if not link.user.is_active:
        raise NotAllowed(_("This account is closed. Ask the operator of the system."))
    return link


def check_code(token: str, code: str) -> AccessLink:
    """The link, if the code is the one told with it. A wrong one is counted before it is refused (BadInput).

    Nothing is used up by the right one. Raises what `usable_link` raises.
    """
    with transaction.atomic():
        link = locked(AccessLink, usable_link(token).pk)
        usable_link(token)
        right = constant_time_compare(link.code_digest, _code_digest(token, "".join(code.split())))
        if not right:
            link.failures += 1
            link.save(update_fields=["failures"])
    if not right:
        raise BadInput(_("This is not the code of this link. After five wrong codes the link ends."))
    return link


def open_account(
    token: str,
    *,
    address: str | None,
    password: str = "",
    passkey: dict[str, Any] | None = None,
    name: str = "",
) -> tuple[User, Authenticator | None]:
    """Uses a link whose code was given: sets the password, or the passkey alone, and makes the link good for nothing.

    What opened the account before (password, passkeys, apps) ends, and with the password every other session.
    `passkey` is a registered credential as the browser sent it, already verified. Raises what `usable_link`
    raises, also for the second of two who come at once.
    """
    with transaction.atomic():
        link = locked(AccessLink, usable_link(token).pk)
        usable_link(token)
        user = locked(User, link.user_id)
        owner = Actor(user=user, person=user.person, address=address)
        gone = Authenticator.objects.filter(user=user).delete()[0]
        user.set_password(password or None)
        user.opened_time = user.opened_time or clock.now()
        user.save(update_fields=["password", "opened_time"])
        authenticator = WebAuthn.add(user, name, passkey).instance if passkey else None
        link.used_time = clock.now()
        link.save(update_fields=["used_time"])
        how = _("passkey") if passkey else _("password")
        told = {"opened_with": how} | ({"removed": gone} if gone else {})
        record("access.open", link, actor=owner, label=str(user.person), new=told)
        if authenticator:
            record("user.add_passkey", user, actor=owner)
    return user, authenticator


def _open_links(user: User):
    return AccessLink.objects.filter(user=user, used_time=None, withdrawn_at=None)


def _token_digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _code_digest(token: str, code: str) -> str:
    return salted_hmac("blocs.access_link", f"{token}:{code}", algorithm="sha256").hexdigest()
