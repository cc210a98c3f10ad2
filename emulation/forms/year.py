"""What a person fills in to open a year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import Form


class OpenYearForm(Form):
    """The year, and what is known of it when it is opened."""

    year = forms.IntegerField(label=_("year"), min_value=2000, max_value=2100)
    theme = forms.CharField(
        label=_("theme of the city"), max_length=300, required=False, help_text=_("May follow later.")
    )
    guidance = forms.CharField(
        label=_("guidance of the standing body"),
        max_length=300,
        required=False,
        help_text=_("Number and date, as papers cite it."),
    )
