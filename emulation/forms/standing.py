"""What is asked when scores are locked or opened again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import Form


class LockForm(Form):
    """Locking the standings as they were shown (`seen` is their hash)."""

    seen = forms.RegexField(r"[0-9a-f]{64}", widget=forms.HiddenInput)


class ReopenForm(Form):
    """Why the scores are opened again."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Every later paper of this year shows it."),
    )
