"""What a person fills in for the numbers of awards of a year."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.queries.award_numbers import AwardNumber
from blocs.forms.base import Form

MOST = 99


class AwardNumbersForm(Form):
    """A number for each award, with the guidance that sets them; an award that never had a number may stay without."""

    seen = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, numbers: Iterable[AwardNumber], seen: str, legal_source: str
    ) -> None:
        numbers = list(numbers)
        super().__init__(data, initial={"seen": seen, "legal_source": legal_source})
        for number in numbers:
            self.fields[f"award_{number.commendation.pk}"] = forms.IntegerField(
                label=number.commendation.name,
                min_value=0,
                max_value=MOST,
                required=number.rule is not None,
                initial=number.rule.quota_per_bloc if number.rule else None,
                help_text=_("How many units a bloc may propose; 0: not allotted this year."),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )
        self.fields["legal_source"] = forms.CharField(
            label=_("legal source"),
            max_length=200,
            required=False,
            help_text=_("The guidance that sets the numbers, with its date."),
        )

    @property
    def numbers(self) -> dict[int, int]:
        """The numbers of a valid form by commendation."""
        return {
            int(name.removeprefix("award_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("award_") and value is not None
        }
