"""What a person fills in to give an organisation more time."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from blocs.forms.base import Form
from blocs.forms.fields import VietnameseDateField


class ExtensionForm(Form):
    """For which act, for whom, until when, why."""

    act = forms.ChoiceField(label=gettext_lazy("What for"))
    organization = forms.TypedChoiceField(label=gettext_lazy("Organisation"), coerce=int)
    until = VietnameseDateField(
        label=pgettext_lazy("label", "Until"), help_text=gettext_lazy("This day is included.")
    )
    reason = forms.CharField(
        label=pgettext_lazy("label", "Reason"),
        max_length=300,
        help_text=gettext_lazy("Every member of the bloc sees it."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        acts: Iterable[tuple[str, str]],
        organizations: Iterable[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["act"].choices = list(acts)
        self.fields["organization"].choices = list(organizations)
