"""What is filled in for the year-end report."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs import clock
from blocs.forms.base import Form
from blocs.forms.fields import VietnameseDateField

LONGEST_PART = 6000
MOST_AHEAD = timedelta(days=366)


class PartForm(Form):
    """One part of the report in somebody's own words; empty means the sentence offered."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class IssueForm(Form):
    """The day a report bears, and the key of what the person has read."""

    dated_on = VietnameseDateField(
        label=gettext_lazy("Date of the report"),
        help_text=gettext_lazy("The names of the organisations are those of this day."),
    )
    contents = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, year: int, **kwargs) -> None:
        self.year = year
        super().__init__(*args, **kwargs)

    def clean_dated_on(self) -> date:
        """Not before the year it reports on begins, nor more than a year ahead."""
        day: date = self.cleaned_data["dated_on"]
        if day.year < self.year:
            raise ValidationError(
                _("A report on {year} cannot be dated {date}, before the year began.").format(
                    year=self.year, date=date_format(day, "d/m/Y")
                )
            )
        if day > clock.today() + MOST_AHEAD:
            raise ValidationError(
                _("{date} lies more than a year ahead. Check the year.").format(
                    date=date_format(day, "d/m/Y")
                )
            )
        return day


class NumberForm(Form):
    """The number an office gives an issued report, and the number it bore when the page was opened."""

    number = forms.CharField(
        label=gettext_lazy("Number and symbol"),
        max_length=60,
        help_text=gettext_lazy("As the register of outgoing papers has it, such as 12/BC-KTĐ."),
    )
    was = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
