"""What a person fills in for a year: its description, the blocs that join it, the undoing of its opening."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import Form
from emulation.models import ScoringTableVersion


class YearForm(Form):
    """Theme, guidance and source of a year."""

    theme = forms.CharField(
        label=_("theme of the city"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("May follow later."),
    )
    guidance = forms.CharField(
        label=_("guidance of the standing body"),
        max_length=300,
        required=False,
        help_text=_("Number and date, as papers cite it."),
    )
    source = forms.CharField(
        label=_("source"),
        max_length=300,
        required=False,
        help_text=_("Where theme and guidance are taken from."),
    )


class OpenYearForm(YearForm):
    """The year, and what is known of it when it is opened."""

    year = forms.IntegerField(label=_("year"), min_value=2000, max_value=2100)

    field_order = ("year", "theme", "guidance", "source")


class DescribeYearForm(YearForm):
    """The description of a year as it was seen."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class UndoYearForm(Form):
    """Taking an opening back; the only year of an installation is typed."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    typed = forms.IntegerField(label=_("Type the year"), required=False)

    def __init__(self, data: Any = None, *, version: int, only: bool) -> None:
        super().__init__(data, initial={"version": version})
        if not only:
            del self.fields["typed"]


class AddBlocsForm(Form):
    """The blocs that join a year, with the scoring table they begin with."""

    blocs = forms.TypedMultipleChoiceField(label=_("Blocs"), coerce=int, widget=forms.CheckboxSelectMultiple)
    table_version = forms.ModelChoiceField(
        ScoringTableVersion.objects.none(),
        label=_("scoring table"),
        required=False,
        empty_label=_("None yet"),
    )

    def __init__(self, data: Any = None, *, blocs: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["blocs"].choices = list(blocs)
        published = ScoringTableVersion.objects.filter(published_at__isnull=False).select_related("table")
        self.fields["table_version"].queryset = published
