"""What is filled in to enter an organisation, correct it, give it another name, end or mend it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import Form
from blocs.forms.fields import VietnameseDateField
from blocs.models import Organization
from blocs.models.organization import OrganizationKind
from blocs.queries import organization_checks as checks
from blocs.queries import organization_ends as ends
from blocs.queries.organization_choice import Choice, fitting
from blocs.queries.organization_withdrawal import Withdrawal

MOST_NAMED = 4
LONGEST = 330


def decision_field(*, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Decision"),
        max_length=200,
        required=required,
        help_text=gettext_lazy("Number, date and who issued it, as on the paper."),
        error_messages={"required": gettext_lazy("Name the decision: number, date and who issued it.")},
    )


class OrganizationField(forms.CharField):
    """An organisation by what is typed of it; gives a Choice. `offered` is set by the form."""

    offered: Sequence[Choice] = ()

    def __init__(self, **kwargs: Any) -> None:
        # As long as a line of the list can be: name and code.
        super().__init__(max_length=LONGEST, **kwargs)

    def clean(self, value: Any) -> Choice | None:
        text = super().clean(value)
        if not text:
            return None
        found = fitting(text, list(self.offered))
        if not found:
            raise ValidationError(
                _("No organisation is called “{text}”. Choose one from the list, or type its code.").format(
                    text=text
                )
            )
        if len(found) > 1:
            named = "; ".join(str(one) for one in found[:MOST_NAMED])
            raise ValidationError(
                _("Several organisations fit “{text}”: {names}. Type the code.").format(
                    text=text, names=f"{named} …" if len(found) > MOST_NAMED else named
                )
            )
        return found[0]


class TroubleForm(Form):
    """A form that says beside its fields what is wrong with an organisation."""

    def tell(self, troubles: Iterable[checks.Trouble], **fields: str) -> None:
        """Adds each sentence beside its field; `fields` are other names of fields here."""
        for trouble in troubles:
            field = fields.get(trouble.field, trouble.field)
            self.add_error(field if field in self.fields else None, trouble.sentence)


class EnterForm(TroubleForm):
    """A new organisation with its first name."""

    name = forms.CharField(
        label=gettext_lazy("Full name"),
        max_length=300,
        help_text=gettext_lazy("As in the decision, without abbreviations."),
    )
    short_name = forms.CharField(label=gettext_lazy("Short name"), max_length=80)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=24,
        help_text=gettext_lazy("A few letters by which the office knows it; no other has the same."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=OrganizationKind.choices)
    founded_on = VietnameseDateField(label=gettext_lazy("Founded on"), required=False)
    valid_from = VietnameseDateField(
        label=gettext_lazy("This name is valid from"),
        required=False,
        help_text=gettext_lazy("Left empty: from the day of founding."),
    )
    decision = decision_field(required=False)
    joint_leadership = forms.BooleanField(
        label=gettext_lazy("May have several leaders at once"),
        required=False,
        help_text=gettext_lazy(
            "Such as a chairman and a deputy who both sign. Otherwise one leader follows another."
        ),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        founded_on, valid_from = values.get("founded_on"), values.get("valid_from")
        if code := values.get("code"):
            self.tell(checks.code_troubles(code))
        if not valid_from and founded_on:
            values["valid_from"] = founded_on
        elif not valid_from and not {"valid_from", "founded_on"} & set(self.errors):
            self.add_error(
                "valid_from", _("Enter from which day it bears this name, or when it was founded.")
            )
        elif founded_on and valid_from and valid_from < founded_on:
            self.add_error(
                "valid_from",
                _("The first name does not begin before the founding. Mend one of the two days."),
            )
        return values


class OfOrganization(TroubleForm):
    """A form about one organisation, as the person saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        first = {"version": organization.version, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=first, **kwargs)
        self.organization = organization
        self.order_fields([*(name for name in self.fields if name != "version"), "version"])


class DetailsForm(OfOrganization):
    """What is corrected in the details of an organisation."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=24)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=OrganizationKind.choices)
    founded_on = VietnameseDateField(label=gettext_lazy("Founded on"), required=False)
    joint_leadership = forms.BooleanField(
        label=gettext_lazy("May have several leaders at once"),
        required=False,
        help_text=gettext_lazy(
            "Such as a chairman and a deputy who both sign. Otherwise one leader follows another."
        ),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if code := values.get("code"):
            self.tell(checks.code_troubles(code, self.organization.pk))
        self.tell(checks.founding_troubles(self.organization, values.get("founded_on")))
        self.tell(checks.leader_troubles(self.organization, values.get("joint_leadership", False)))
        return values


class RenameForm(OfOrganization):
    """Another name from a day on."""

    name = forms.CharField(label=gettext_lazy("New full name"), max_length=300)
    short_name = forms.CharField(label=gettext_lazy("New short name"), max_length=80)
    valid_from = VietnameseDateField(
        label=gettext_lazy("Valid from"),
        help_text=gettext_lazy("Papers dated earlier keep the old name. The day may lie ahead."),
    )
    decision = decision_field()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors:
            named = (values["name"], values["short_name"], values["valid_from"])
            self.tell(checks.name_troubles(self.organization, *named))
        return values


class CorrectNameForm(OfOrganization):
    """The last name as it should have been entered."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=300)
    short_name = forms.CharField(label=gettext_lazy("Short name"), max_length=80)
    valid_from = VietnameseDateField(label=gettext_lazy("Valid from"))
    decision = decision_field(required=False)
    reason = forms.CharField(
        label=gettext_lazy("What was entered wrongly"),
        max_length=300,
        help_text=gettext_lazy("It stands in the record."),
        error_messages={"required": gettext_lazy("Say what was entered wrongly.")},
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if valid_from := values.get("valid_from"):
            self.tell(checks.correction_troubles(self.organization, valid_from))
        return values


class DissolveForm(OfOrganization):
    """The end of an organisation that goes into no other."""

    effective_on = VietnameseDateField(
        label=gettext_lazy("Dissolved from"),
        help_text=gettext_lazy("As the decision says it; the day before is the last day."),
    )
    decision = decision_field()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if effective_on := values.get("effective_on"):
            self.ending = ending_in(self, self.organization, effective_on, "organization.dissolve")
        return values


def ending_in(
    form: TroubleForm, organization: Organization, effective_on: Any, act: str, **fields: str
) -> ends.Ending | None:
    """The end of an organisation as the confirm page tells it; where something stands against it, the form says so."""
    troubles = list(ends.already_ended(organization, "predecessors"))
    if troubles:
        form.tell(troubles, **{"predecessors": "effective_on", **fields})
        return None
    ending = ends.ending_of(organization, effective_on, act)
    troubles = list(ends.end_troubles(ending))
    form.tell(troubles, **fields)
    return None if troubles else ending


class WithdrawForm(OfOrganization):
    """What is taken back, and why."""

    entry = forms.ChoiceField(label=gettext_lazy("What is withdrawn"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why it is withdrawn.")},
    )

    def __init__(self, *args: Any, found: Sequence[Withdrawal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {one.entry: one for one in found}
        self.fields["entry"].choices = [(one.entry, one.label) for one in found]
        if len(found) == 1:
            self.fields["entry"].initial = found[0].entry

    def clean_entry(self) -> str:
        entry = self.cleaned_data["entry"]
        if against := self.found[entry].against:
            raise ValidationError(against)
        return entry
