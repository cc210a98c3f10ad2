"""What is told beside the file of a roster."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs import clock
from blocs.actor import Actor
from blocs.forms.base import Form
from blocs.forms.fields import VietnameseDateField
from blocs.queries.roster import newest_year
from blocs.rules import can_keep_register

EARLIEST_YEAR = 1990
KEEPERS = ("number", "dated_on", "issuer", "whole")


class RosterForm(Form):
    """The year, from which day, by which decision, and whether the file is the whole composition."""

    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        help_text=gettext_lazy("Members, their order and offices are set for this year."),
        min_value=EARLIEST_YEAR,
    )
    day = VietnameseDateField(
        label=gettext_lazy("Valid from"),
        help_text=gettext_lazy("From this day new names, leaders, contact persons and offices are valid."),
    )
    number = forms.CharField(
        label=gettext_lazy("Number of the decision"),
        help_text=gettext_lazy(
            "Needed for new names, offices and mergers. As on the paper, such as 812/QĐ-UBND."
        ),
        max_length=60,
        required=False,
    )
    dated_on = VietnameseDateField(label=gettext_lazy("Date of the decision"), required=False)
    issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=100, required=False)
    whole = forms.BooleanField(
        label=gettext_lazy("The file lists all members of the blocs it names"),
        help_text=gettext_lazy(
            "Who is missing in it is taken out of the list of the year; the preview names them. Otherwise the file "
            "only adds and changes."
        ),
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_keep_register(actor):
            # It enters contact persons: no name, office or composition, which need them.
            for name in KEEPERS:
                del self.fields[name]
        self.fields["year"].max_value = clock.today().year + 1
        self.initial.setdefault("year", newest_year())
        self.initial.setdefault("day", clock.today())

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > clock.today().year + 1:
            raise forms.ValidationError(_("Members are set for the years up to the next one."))
        return year

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        paper = {name: values.get(name) for name in ("number", "dated_on", "issuer")}
        if any(paper.values()):
            if not paper["number"] and "number" not in self.errors:
                self.add_error("number", _("Enter the number of the decision."))
            if not paper["issuer"] and "issuer" not in self.errors:
                self.add_error("issuer", _("Enter who issued the decision."))
        if (dated_on := paper["dated_on"]) and dated_on > clock.today():
            self.add_error("dated_on", _("A decision cannot be of a day to come."))
        return values
