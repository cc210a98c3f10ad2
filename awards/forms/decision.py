"""What an officer fills in to record a decision."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.models import DecisionSource
from awards.queries.nominations import Row
from awards.rules.decision import NOT_APPROVED, without_approval
from blocs import clock
from blocs.forms.base import Form
from blocs.forms.fields import VietnameseDateField


class DecisionForm(Form):
    """The decision, and for each received nomination a tick (awarded) or a reason (not approved) or neither."""

    source = forms.ChoiceField(
        label=gettext_lazy("Origin of the decision"),
        choices=[
            (DecisionSource.ISSUED, gettext_lazy("An issued decision, its number and date are known")),
            (DecisionSource.RECORDED, gettext_lazy("Recorded from a public source")),
        ],
        initial=DecisionSource.ISSUED,
        help_text=gettext_lazy(
            "An issued decision needs the approved appraisal of each unit; one recorded from a public source was made outside and does not."
        ),
        widget=forms.RadioSelect,
    )
    number = forms.CharField(
        label=gettext_lazy("Number of the decision"),
        help_text=gettext_lazy("As on the paper, such as 812/QĐ-UBND."),
        max_length=60,
        required=False,
    )
    dated_on = VietnameseDateField(label=gettext_lazy("Date of the decision"), required=False)
    issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=200)
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=300)
    citation = forms.CharField(
        label=gettext_lazy("Source cited"),
        help_text=gettext_lazy("Where it was published; needed when the decision is not ours."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args, rows: Iterable[Row], **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            self.fields[self.tick(row)] = forms.BooleanField(
                label=_("{unit} receives {award}").format(
                    unit=row.name, award=row.nomination.commendation.short_name
                ),
                required=False,
            )
            self.fields[self.words(row)] = forms.CharField(
                label=_("Why {unit} does not receive {award}").format(
                    unit=row.name, award=row.nomination.commendation.short_name
                ),
                max_length=4000,
                required=False,
            )

    @staticmethod
    def tick(row: Row) -> str:
        return f"award_{row.nomination.pk}"

    @staticmethod
    def words(row: Row) -> str:
        return f"not_{row.nomination.pk}"

    @property
    def lines(self) -> list[tuple[Row, forms.BoundField, forms.BoundField]]:
        """Each nomination with its two fields."""
        return [(row, self[self.tick(row)], self[self.words(row)]) for row in self.rows]

    @property
    def head(self) -> list[forms.BoundField]:
        """The fields of the decision itself."""
        return [self[name] for name in self.base_fields]

    @property
    def awarded(self) -> list[Row]:
        """The nominations ticked in a valid form."""
        return [row for row in self.rows if self.cleaned_data[self.tick(row)]]

    @property
    def not_approved(self) -> list[tuple[Row, str]]:
        """The nominations that end without an award, with the reason."""
        return [
            (row, self.cleaned_data[self.words(row)])
            for row in self.rows
            if self.cleaned_data[self.words(row)]
        ]

    def decision(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in self.base_fields} | {
            "awarded": [row.nomination.pk for row in self.awarded],
            "not_approved": {row.nomination.pk: reason for row, reason in self.not_approved},
        }

    def clean_dated_on(self):
        day = self.cleaned_data["dated_on"]
        if day and day > clock.today():
            raise ValidationError(_("The date of the decision lies in the future."))
        return day

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        source, number, day = (cleaned.get(name) for name in ("source", "number", "dated_on"))
        if source == DecisionSource.ISSUED and not number:
            self.add_error("number", _("An issued decision has a number and a date."))
        if (source == DecisionSource.ISSUED or number) and not day and "dated_on" not in self.errors:
            with_number = _("A decision with a number has a date too.")
            issued = _("An issued decision has a number and a date.")
            self.add_error("dated_on", issued if source == DecisionSource.ISSUED else with_number)
        if source == DecisionSource.RECORDED and not cleaned.get("citation"):
            self.add_error("citation", _("A decision recorded from a public source cites that source."))
        ticked = [row for row in self.rows if cleaned.get(self.tick(row))]
        for row in ticked:
            if cleaned.get(self.words(row)):
                self.add_error(self.words(row), _("A unit is either awarded or not, not both."))
        missing = without_approval(source, [row.nomination for row in ticked])
        if missing:
            units = [row.name for row in ticked if row.nomination in missing]
            self.add_error("source", NOT_APPROVED.format(units="; ".join(units)))
        if not ticked:
            raise ValidationError(_("Choose at least one unit that receives the award."))
        return cleaned
