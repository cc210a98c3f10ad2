"""How accounts behave: nobody signs himself up, what protects an account changes on record, messages tell something."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actor import ANONYMOUS, Actor
from blocs.audit import record
from blocs.models import User

SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}
# What allauth would tell the owner by mail, and how the record calls it.
CHANGES = {
    "mfa/email/totp_activated": "user.add_app",
    "mfa/email/totp_deactivated": "user.remove_app",
    "mfa/email/webauthn_added": "user.add_passkey",
    "mfa/email/webauthn_removed": "user.remove_passkey",
    "mfa/email/recovery_codes_generated": "user.renew_recovery_codes",
}
# Who sets a second factor up has just used it.
PROVED = {"mfa/email/totp_activated": "totp", "mfa/email/webauthn_added": "webauthn"}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made with a personal link; allauth only proves who somebody is."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return f"[{_('Emulation blocs')}] {subject.strip()}"

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Says nothing about what the next page shows anyway."""
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *args, **kwargs)

    def set_password(self, user: User, password: str) -> None:
        """Sets a password chosen by the person, signed in or by a link; never on record itself."""
        with transaction.atomic():
            super().set_password(user, password)
            record("user.set_password", user, actor=self._owner(user))

    def post_login(self, request: HttpRequest, user: User, **kwargs) -> HttpResponse:
        """From the first login on, a new link would take the account over."""
        if user.opened_time is None:
            User.objects.filter(pk=user.pk, opened_time=None).update(opened_time=clock.now())
        return super().post_login(request, user, **kwargs)

    def send_notification_mail(self, template_prefix: str, user: User, *args, **kwargs) -> None:
        """The one hook that allauth calls after each change of a second factor."""
        if template_prefix in CHANGES:
            with transaction.atomic():
                record(CHANGES[template_prefix], user, actor=self._owner(user))
            self._note_second_factor(template_prefix, user)
        super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def _note_second_factor(self, change: str, user: User) -> None:
        """The session shows what it was entered with: one set up in it counts, none left no longer does."""
        if change in PROVED:
            record_authentication(self.request, user, "mfa", type=PROVED[change])
        elif (
            not Authenticator.objects.filter(user=user)
            .exclude(type=Authenticator.Type.RECOVERY_CODES)
            .exists()
        ):
            records = get_authentication_records(self.request, user)
            kept = [one for one in records if one.get("method") != "mfa"]
            self.request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept

    def _owner(self, user: User) -> Actor:
        """The actor of the request; one who follows a link is not signed in yet, and acts in no capacity."""
        actor = getattr(self.request, "actor", ANONYMOUS)
        if actor.user == user:
            return actor
        return Actor(user=user, person=user.person, address=self.get_client_ip(self.request))
