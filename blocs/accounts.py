"""How accounts behave: nobody signs himself up, and only messages that tell something are shown."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext as _

SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


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
