"""What a person fills in for the calendar: all windows of the city, one window of a bloc, more time for a member."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from blocs.forms.base import Form
from blocs.forms.fields import ScanField, VietnameseDateField
from emulation.models.window import Act
from emulation.queries.window import Change
from emulation.queries.year_calendar import Days

MOST_GRACE = 60


def _reason(*, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=pgettext_lazy("label", "Reason"),
        max_length=300,
        required=required,
        help_text=gettext_lazy("Every member of the bloc sees it."),
    )


@dataclass(frozen=True)
class CalendarRow:
    """One act of the calendar on the screen: its name and its three cells."""

    act: str
    label: str
    opens: BoundField
    closes: BoundField
    grace: BoundField

    @property
    def errors(self) -> list[str]:
        return [error for cell in (self.opens, self.closes, self.grace) for error in cell.errors]


class CalendarForm(Form):
    """All acts of a year with their days; a row without days has no window."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=pgettext_lazy("label", "Reason"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed where a window that has begun is changed; every member sees it."),
    )
    scan = ScanField(label=pgettext_lazy("calendar", "Document"), required=False)

    def __init__(
        self, data: Any = None, files: Any = None, *, version: int, calendar: Mapping[str, Days]
    ) -> None:
        super().__init__(data, files, initial={"version": version})
        for act in Act:
            days = calendar.get(act)
            for part, field in (
                ("opens", VietnameseDateField(label=f"{act.label}: {_('From')}", required=False)),
                ("closes", VietnameseDateField(label=f"{act.label}: {_('To the end of')}", required=False)),
                (
                    "grace",
                    forms.IntegerField(
                        label=f"{act.label}: {_('Days of grace')}",
                        required=False,
                        min_value=0,
                        max_value=MOST_GRACE,
                        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                    ),
                ),
            ):
                field.widget.attrs |= {"class": "form-control", "aria-label": field.label}
                self.fields[f"{act}_{part}"] = field
            if days:
                self.initial |= {
                    f"{act}_opens": days.opens,
                    f"{act}_closes": days.closes,
                    f"{act}_grace": days.grace_days or "",
                }

    @property
    def rows(self) -> list[CalendarRow]:
        """All acts; a wrong cell is marked, its sentence stands in the row."""
        for name in self.errors:
            if name in self.fields:
                attributes = self.fields[name].widget.attrs
                attributes |= {"class": "form-control is-invalid", "aria-invalid": "true"}
        return [
            CalendarRow(
                act.value, str(act.label), self[f"{act}_opens"], self[f"{act}_closes"], self[f"{act}_grace"]
            )
            for act in Act
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for act in Act:
            names = [f"{act}_{part}" for part in ("opens", "closes", "grace")]
            if any(name in self.errors for name in names):
                continue
            opens, closes, grace = (values.get(name) for name in names)
            if opens and not closes:
                self.add_error(names[1], _("Enter the last day too, or empty the row."))
            elif closes and not opens:
                self.add_error(names[0], _("Enter the first day too, or empty the row."))
            elif opens and closes < opens:
                self.add_error(names[1], _("The last day lies before the first day."))
            elif grace and not opens:
                self.add_error(names[2], _("Days of grace follow a last day: there is none."))
        return values

    @property
    def calendar(self) -> dict[str, Days]:
        """The calendar of a valid form."""
        values = self.cleaned_data
        return {
            act.value: Days(values[f"{act}_opens"], values[f"{act}_closes"], values[f"{act}_grace"] or 0)
            for act in Act
            if values[f"{act}_opens"]
        }


class WindowForm(Form):
    """How one window changes, for whom, and why."""

    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)
    scope = forms.ChoiceField(
        label=gettext_lazy("For whom"),
        choices=[
            ("bloc", gettext_lazy("For this bloc alone")),
            ("city", gettext_lazy("For every bloc of the city")),
        ],
        widget=forms.RadioSelect,
    )
    change = forms.ChoiceField(
        label=pgettext_lazy("window", "Change"), choices=Change.choices, widget=forms.RadioSelect
    )
    opens = VietnameseDateField(
        label=gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy("Only where both days are set anew."),
    )
    closes = VietnameseDateField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("This day is included. Not needed for closing."),
    )
    reason = _reason()
    scan = ScanField(label=pgettext_lazy("calendar", "Document"), required=False)

    def __init__(
        self, data: Any = None, files: Any = None, *, initial: dict[str, Any], of_city: bool, exists: bool
    ) -> None:
        super().__init__(data, files, initial=initial)
        if not of_city:
            del self.fields["scope"]
        without = {Change.HAND_BACK} if of_city else set()
        self.fields["change"].choices = [
            (change.value, change.label)
            for change in Change
            if change not in without and (exists or change == Change.MOVE)
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        change, opens, closes = values.get("change"), values.get("opens"), values.get("closes")
        if change == Change.MOVE and not opens and "opens" not in self.errors:
            self.add_error("opens", _("Enter the first day."))
        if change in {Change.MOVE, Change.REOPEN} and not closes and "closes" not in self.errors:
            self.add_error("closes", _("Enter the last day."))
        if change == Change.MOVE and opens and closes and closes < opens:
            self.add_error("closes", _("The last day lies before the first day."))
        return values


class ExtensionChangeForm(Form):
    """Until when, why, and the letter that asks for it; `seen` is the day that stood there."""

    until = VietnameseDateField(
        label=pgettext_lazy("label", "Until"), help_text=gettext_lazy("This day is included.")
    )
    reason = _reason()
    scan = ScanField(label=pgettext_lazy("calendar", "Document"), required=False)
    seen = VietnameseDateField(widget=forms.HiddenInput)


class SeenForm(Form):
    """An act on an extension as it was seen."""

    seen = VietnameseDateField(widget=forms.HiddenInput)


class ExtensionForm(Form):
    """For which act, for whom, until when, why."""

    act = forms.ChoiceField(label=gettext_lazy("What for"))
    organization = forms.TypedChoiceField(label=gettext_lazy("Organisation"), coerce=int)
    until = VietnameseDateField(
        label=pgettext_lazy("label", "Until"), help_text=gettext_lazy("This day is included.")
    )
    reason = _reason()
    scan = ScanField(label=pgettext_lazy("calendar", "Document"), required=False)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        acts: Iterable[tuple[str, str]],
        organizations: Iterable[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial=initial)
        self.fields["act"].choices = list(acts)
        self.fields["organization"].choices = list(organizations)
