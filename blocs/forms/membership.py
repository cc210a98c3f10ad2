"""What a person fills in when an organisation joins a bloc within the year, or leaves it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from blocs.forms.bloc import PAPER
from blocs.forms.decision import DecisionForm
from blocs.forms.fields import VietnameseDateField
from blocs.models import Organization
from blocs.text import search_key

MOST_NAMED = 5


class OrganizationField(forms.CharField):
    """An organisation typed by name or code, offered from a list; gives the Organization.

    `organizations` are annotated with `name`; a part of the name that fits one alone is enough.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=340, **kwargs)
        self.organizations: Sequence[Organization] = ()
        self.widget.attrs |= {"list": "organizations", "autocomplete": "off"}

    @property
    def labels(self) -> list[str]:
        """What the list offers: names with codes, which are unique."""
        return [f"{row.name} ({row.code})" for row in self.organizations]

    def clean(self, value: Any) -> Organization | None:
        text = super().clean(value)
        if not text:
            return None
        for row, label in zip(self.organizations, self.labels, strict=True):
            if search_key(text) in {search_key(label), search_key(row.code), search_key(row.name)}:
                return row
        words = search_key(text).split()
        found = [row for row in self.organizations if all(w in search_key(row.name) for w in words)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                _(
                    "No organisation of the register is called “{text}”. Enter it in the register first."
                ).format(text=text[:80])
            )
        names = "; ".join(row.name for row in found[:MOST_NAMED])
        raise ValidationError(
            _("“{text}” fits {n} organisations: {names}. Choose one from the list.").format(
                text=text[:80], n=len(found), names=names + ("; …" if len(found) > MOST_NAMED else "")
            )
        )


class JoiningForm(DecisionForm):
    """Who joins, from which day, and whether it competes."""

    organization = OrganizationField(
        label=gettext_lazy("Organisation"),
        help_text=gettext_lazy("Type a part of the name or the code, and choose from the list."),
    )
    joined_on = VietnameseDateField(
        label=gettext_lazy("Member from"),
        help_text=gettext_lazy("A day of the year, as the decision says it."),
    )
    competes = forms.TypedChoiceField(
        label=gettext_lazy("Takes part"),
        choices=[
            ("yes", gettext_lazy("competes with the other members")),
            ("no", gettext_lazy("takes part without competing")),
        ],
        coerce=lambda value: value == "yes",
        initial="yes",
    )
    field_order = ["organization", "joined_on", "competes", *PAPER]

    def __init__(self, *args: Any, organizations: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].organizations = organizations


class LeavingForm(DecisionForm):
    """The last day of a member; `seen` is the day recorded before, if one was."""

    left_on = VietnameseDateField(
        label=pgettext_lazy("label", "Last day as a member"),
        help_text=gettext_lazy("31/12 where it stays to the end of the year."),
    )
    seen = VietnameseDateField(required=False, widget=forms.HiddenInput)
    field_order = ["left_on", *PAPER, "seen"]
