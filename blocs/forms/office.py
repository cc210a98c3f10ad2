"""What a person fills in when an office of a bloc's year begins, passes on or ends."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from blocs.forms.base import Form
from blocs.forms.fields import VietnameseDateField


class BasisForm(Form):
    """What an office rests on."""

    basis = forms.CharField(
        label=gettext_lazy("Basis"),
        max_length=200,
        help_text=gettext_lazy(
            "The minutes or the decision with its date, such as: Biên bản họp bình xét ngày 28/12/2025."
        ),
    )


class OfficeForm(BasisForm):
    """Who takes an office, from which day, on which ground."""

    organization = forms.TypedChoiceField(label=pgettext_lazy("label", "Member"), coerce=int)
    since = VietnameseDateField(label=pgettext_lazy("label", "From"))
    seen = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["organization", "since", "basis", "seen"]

    def __init__(self, data: Any = None, *, members: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["organization"].choices = [("", "…"), *members]


class VacancyForm(BasisForm):
    """The last day of a deputy; `seen` is the version of the bloc."""

    until = VietnameseDateField(
        label=pgettext_lazy("label", "Last day"), help_text=gettext_lazy("This day is included.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["until", "basis", "seen"]


class CorrectionForm(BasisForm):
    """Day and basis of an office as the minutes have them."""

    since = VietnameseDateField(label=pgettext_lazy("label", "From"))
    seen = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["since", "basis", "seen"]


class WithdrawalForm(Form):
    """Why an office is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why it is withdrawn.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
