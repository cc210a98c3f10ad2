"""How accounts behave: nobody signs himself up, what protects an account changes on record, messages tell something."""

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

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


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an operator; allauth only proves who somebody is."""

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

    def send_notification_mail(self, template_prefix: str, user: User, *args, **kwargs) -> None:
        """The one hook that allauth calls after each change of a second factor."""
        if template_prefix in CHANGES:
            with transaction.atomic():
                record(CHANGES[template_prefix], user, actor=self._owner(user))
        super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def _owner(self, user: User) -> Actor:
        """The actor of the request; one who follows a link is not signed in yet, and acts in no capacity."""
        actor = getattr(self.request, "actor", ANONYMOUS)
        if actor.user == user:
            return actor
        return Actor(user=user, person=user.person, address=self.get_client_ip(self.request))
