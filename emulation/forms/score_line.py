"""One line of a score sheet as it is typed: a field for each cell."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.forms.base import Form
from blocs.forms.fields import VietnameseDecimalField
from blocs.numbers import format_number
from emulation.models import Criterion

MOST_TEXT, MOST_REASON = 2000, 500
PAIR = ("reviewed_points", "review_reason")


class LineForm(Form):
    """The cells of one criterion named in `names`, with the version of the line that was seen.

    Cells that were not sent are no part of it; an empty one takes the value away.
    """

    version = forms.IntegerField(min_value=1)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        criterion: Criterion,
        names: Sequence[str],
        step: Decimal,
        decimals: int,
        self_points: Decimal | None = None,
    ) -> None:
        super().__init__(data, prefix=str(criterion.pk))
        self.criterion, self.self_points = criterion, self_points
        for name in names:
            if self.add_prefix(name) in data:
                self.fields[name] = _field(name, criterion, step, decimals)

    def clean(self) -> dict[str, Any]:
        """Points of the bloc that differ from the unit's own come with their reason, or not at all."""
        points = self.cleaned_data.get("reviewed_points")
        if points is not None and points != self.self_points and not self.cleaned_data.get("review_reason"):
            own = "–" if self.self_points is None else format_number(self.self_points, trim=True)
            sentence = _("%(points)s differs from the unit's own %(own)s: write the reason beside it.")
            name = "review_reason" if "review_reason" in self.fields else "reviewed_points"
            if name not in self.errors:
                self.add_error(name, sentence % {"points": format_number(points, trim=True), "own": own})
        return self.cleaned_data

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, by cell, as it was typed."""
        return {name: self.data[self.add_prefix(name)] for name in self.fields if name != "version"}

    @property
    def values(self) -> dict[str, Any]:
        """What is good of it, by cell; points and reason of the bloc stand or fall together."""
        spoilt = set(PAIR) if self.errors.keys() & set(PAIR) else set()
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", *spoilt}}

    @property
    def spoilt(self) -> set[str]:
        """The cells that are not written."""
        wrong = self.errors.keys() & self.fields.keys()
        return wrong | (set(PAIR) & self.fields.keys() if wrong & set(PAIR) else set())


def _field(name: str, criterion: Criterion, step: Decimal, decimals: int) -> forms.Field:
    label = f"{cell_label(name)}, {criterion.code}"
    if name == "result_text":
        return forms.CharField(
            label=label, required=False, max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 1})
        )
    if name == "review_reason":
        return forms.CharField(label=label, required=False, max_length=MOST_REASON)
    if name in {"planned", "actual"}:
        return VietnameseDecimalField(label=label, required=False)
    return VietnameseDecimalField(
        label=label,
        required=False,
        decimals=decimals,
        maximum=criterion.max_points,
        step=step,
        code=criterion.code,
    )


def cell_label(name: str) -> str:
    """The head of the column of a cell."""
    return {
        "planned": _("Planned"),
        "actual": _("Actual"),
        "result_text": _("What was done"),
        "self_points": pgettext("points", "Self"),
        "reviewed_points": pgettext("points", "Bloc"),
        "review_reason": pgettext("points", "Reason"),
        "agreed_points": pgettext("points", "Agreed"),
    }[name]
