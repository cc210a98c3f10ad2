"""What the list of blocs is narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from blocs.forms.base import Form
from blocs.models.bloc import BlocKind
from blocs.queries.bloc_list import ALL, ENDED, GOING_ON

EARLIEST, LATEST = 1990, 2100


class BlocsForm(Form):
    """Kind, year, whether they go on; with the names of their members or without. What is unknown is left out."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("Blocs and clusters")), *BlocKind.choices],
        required=False,
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        min_value=EARLIEST,
        max_value=LATEST,
        required=False,
        widget=forms.Select,
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("label", "State"),
        choices=[
            (GOING_ON, pgettext_lazy("blocs", "Going on")),
            (ENDED, pgettext_lazy("blocs", "Ended")),
            (ALL, pgettext_lazy("blocs", "All")),
        ],
        required=False,
    )
    members = forms.BooleanField(label=gettext_lazy("Show the members"), required=False)

    @property
    def wanted(self) -> dict[str, Any]:
        """The keywords of `bloc_list`, the sort aside."""
        self.is_valid()
        values = self.cleaned_data
        return {
            "kind": values.get("kind", ""),
            "year": values.get("year"),
            "state": values.get("state", GOING_ON),
            "with_members": bool(values.get("members")),
        }

    def offer(self, years: Iterable[int]) -> None:
        """The years to choose from."""
        self.fields["year"].widget.choices = [("", _("Newest year of each")), *((y, y) for y in years)]

    @property
    def in_words(self) -> str:
        """The filter in words, for the workbook."""
        wanted = self.wanted
        parts = [dict(self.fields["state"].choices)[wanted["state"]]]
        if wanted["kind"]:
            parts.append(BlocKind(wanted["kind"]).label)
        if wanted["year"]:
            parts.append(_("year {year}").format(year=wanted["year"]))
        return ", ".join(map(str, parts))
