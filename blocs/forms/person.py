"""Searching people, entering one with the first duty, and what is known of a person."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from blocs.forms.base import Form
from blocs.forms.fields import LongSelect, VietnameseDateField
from blocs.models import Role, SigningForm
from blocs.models.representation import Duty
from blocs.queries.people import CLOSED, NONE, OPEN, SENT, WAITING

STATES = [
    (NONE, gettext_lazy("No account")),
    (SENT, gettext_lazy("Link given")),
    (WAITING, gettext_lazy("Not opened, no link")),
    (OPEN, gettext_lazy("Opened")),
    (CLOSED, pgettext_lazy("account", "Closed")),
]
PARTICULARS = ("name", "role_title", "work_email", "work_phone")
Choices = Iterable[tuple[Any, Any]]


class PeopleForm(Form):
    """What the list of people is narrowed to."""

    q = forms.CharField(label=gettext_lazy("Name or role title"), max_length=100, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), required=False)
    bloc = forms.TypedChoiceField(label=gettext_lazy("Bloc"), coerce=int, empty_value=None, required=False)
    organization = forms.TypedChoiceField(
        label=gettext_lazy("Organisation"), coerce=int, empty_value=None, required=False, widget=LongSelect
    )
    state = forms.ChoiceField(label=gettext_lazy("Access"), required=False)

    def __init__(self, *args: Any, blocs: Choices, organizations: Choices, roles: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", gettext_lazy("All roles")), *roles]
        self.fields["bloc"].choices = [("", gettext_lazy("All blocs")), *blocs]
        self.fields["organization"].choices = [("", gettext_lazy("All organisations")), *organizations]
        self.fields["state"].choices = [("", gettext_lazy("All states")), *STATES]

    @property
    def in_words(self) -> str:
        """The filter of a valid form, for the head of a workbook."""
        told = []
        for name, value in self.cleaned_data.items():
            if value not in (None, ""):
                words = dict(getattr(self.fields[name], "choices", []))
                shown = next((word for key, word in words.items() if str(key) == str(value)), value)
                told.append(f"{self.fields[name].label}: {shown}")
        return "; ".join(told)


class PersonForm(Form):
    """What is known of a person; `seen` is the version that was read."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    role_title = forms.CharField(
        label=gettext_lazy("Role title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("As one is addressed, such as Chánh Văn phòng."),
    )
    work_email = forms.EmailField(
        label=gettext_lazy("Work e-mail"),
        required=False,
        help_text=gettext_lazy("An account signs in with it."),
    )
    work_phone = forms.CharField(
        label=gettext_lazy("Work phone"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("The code of a personal link is told over it."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def particulars(self) -> dict[str, str]:
        """What `Particulars` takes."""
        return {name: self.cleaned_data[name] for name in PARTICULARS}


class ChangePersonForm(PersonForm):
    """The contact details are asked for only where they were opened."""

    opened = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, with_contact: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not with_contact:
            for name in ("work_email", "work_phone", "opened"):
                del self.fields[name]

    @property
    def particulars(self) -> dict[str, str]:
        """What changes: `Particulars` with these fields in the place of the ones before."""
        return {name: self.cleaned_data[name] for name in PARTICULARS if name in self.fields}


class DutyForm(Form):
    """A duty in an organisation. `organizations` and `duties` are what the actor may give."""

    organization = forms.TypedChoiceField(label=gettext_lazy("Organisation"), coerce=int, widget=LongSelect)
    duty = forms.ChoiceField(label=gettext_lazy("Duty"), widget=forms.RadioSelect, initial=Duty.CLERK)
    position_title = forms.CharField(
        label=gettext_lazy("Position"),
        max_length=200,
        help_text=gettext_lazy("As printed on papers, such as Chủ tịch."),
    )
    signing_form = forms.ChoiceField(
        label=gettext_lazy("Signing form"), choices=SigningForm.choices, required=False
    )
    since = VietnameseDateField(label=pgettext_lazy("label", "Since"))
    until = VietnameseDateField(
        label=pgettext_lazy("label", "Until"),
        required=False,
        help_text=gettext_lazy("This day is included. Left empty: until further notice."),
    )

    def __init__(self, *args: Any, organizations: Choices, duties: Choices = Duty.choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = [("", "---------"), *organizations]
        self.fields["duty"].choices = list(duties)

    @property
    def duty_values(self) -> dict[str, Any]:
        """What `NewDuty` takes."""
        names = ("duty", "position_title", "signing_form", "since", "until")
        return {name: self.cleaned_data[name] for name in names}


class CorrectDutyForm(Form):
    """A duty as it should have been entered; `seen` is what the page showed of it."""

    position_title = forms.CharField(
        label=gettext_lazy("Position"),
        max_length=200,
        help_text=gettext_lazy("As printed on papers, such as Chủ tịch."),
    )
    signing_form = forms.ChoiceField(
        label=gettext_lazy("Signing form"), choices=SigningForm.choices, required=False
    )
    since = VietnameseDateField(label=pgettext_lazy("label", "Since"))
    reason = forms.CharField(
        label=pgettext_lazy("label", "Reason"),
        max_length=300,
        help_text=gettext_lazy("It stands in the record."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class NewPersonForm(PersonForm, DutyForm):
    """A person and the first duty on one page; without an organisation, a person of the city."""

    field_order = ["name", "role_title", "work_email", "work_phone", "organization", "duty"]

    def __init__(self, *args: Any, needs_duty: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["seen"]
        self.needs_duty = needs_duty
        if not needs_duty:
            for name in ("organization", "duty", "position_title", "since"):
                self.fields[name].required = False
            self.fields["organization"].help_text = _(
                "Left empty for somebody of the city, who gets a role on the next page."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("organization"):
            for name in ("duty", "position_title", "since"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(self.fields[name].error_messages["required"]))
        return cleaned


class ReplaceLeaderForm(Form):
    """Who leads the organisation from a day on: one of the people known to it, or somebody new."""

    leaving = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Whose place is taken"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    person = forms.TypedChoiceField(
        label=gettext_lazy("New leader"), coerce=int, empty_value=None, required=False
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the new person"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only for somebody who is not in the list."),
    )
    role_title = forms.CharField(label=gettext_lazy("Role title"), max_length=200, required=False)
    work_email = forms.EmailField(label=gettext_lazy("Work e-mail"), required=False)
    work_phone = forms.CharField(label=gettext_lazy("Work phone"), max_length=40, required=False)
    position_title = forms.CharField(
        label=gettext_lazy("Position"),
        max_length=200,
        help_text=gettext_lazy("As printed on papers, such as Chủ tịch."),
    )
    signing_form = forms.ChoiceField(
        label=gettext_lazy("Signing form"), choices=SigningForm.choices, required=False
    )
    since = VietnameseDateField(
        label=pgettext_lazy("label", "Since"),
        help_text=gettext_lazy("The leader before leads to the end of the day before."),
    )

    def __init__(self, *args: Any, leaders: Choices, people: Choices, joint: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        leaders = list(leaders)
        self.fields["leaving"].choices = leaders
        if not joint:
            # The one leader there is goes: which one was seen is sent along, so that nobody replaces another unseen.
            self.fields["leaving"].widget = forms.MultipleHiddenInput()
        self.initial.setdefault("leaving", [pk for pk, _word in leaders] if not joint else [])
        self.fields["person"].choices = [("", gettext_lazy("Somebody new")), *people]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("person") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Choose a person, or enter the name of a new one."))
        if cleaned.get("person") and cleaned.get("name"):
            self.add_error(
                "name", _("A person was chosen above: leave this empty, or choose “Somebody new”.")
            )
        return cleaned

    @property
    def particulars(self) -> dict[str, str]:
        """What `Particulars` takes."""
        return {name: self.cleaned_data[name] for name in PARTICULARS}

    @property
    def duty_values(self) -> dict[str, Any]:
        """What `NewDuty` takes."""
        names = ("position_title", "signing_form", "since")
        return {"duty": Duty.LEADER} | {name: self.cleaned_data[name] for name in names}


class EndForm(Form):
    """When a right ends: at once, or after a day."""

    NOW, ON = "now", "on"
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[
            (NOW, gettext_lazy("At once: the next request is refused")),
            (ON, gettext_lazy("After a day")),
        ],
        initial=NOW,
        widget=forms.RadioSelect,
    )
    until = VietnameseDateField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("This day is included.")
    )
    nobody_follows = forms.BooleanField(
        label=gettext_lazy("Nobody follows for the time being"), required=False
    )
    reason = forms.CharField(
        label=pgettext_lazy("label", "Reason"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("It stands in the record."),
    )

    def __init__(self, *args: Any, asks_for_follower: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not asks_for_follower:
            del self.fields["nobody_follows"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("when") == self.ON and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", _("Enter the last day."))
        if cleaned.get("nobody_follows") and not cleaned.get("reason"):
            self.add_error("reason", _("Say why nobody follows."))
        return cleaned

    @property
    def last_day(self):
        """The last day, or None for at once."""
        return self.cleaned_data["until"] if self.cleaned_data["when"] == self.ON else None


class RoleForm(Form):
    """A role in a secretariat or in the city. `roles` are those the actor may give."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect)
    bloc = forms.TypedChoiceField(
        label=gettext_lazy("Bloc"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("For the secretariat only."),
    )
    since = VietnameseDateField(label=pgettext_lazy("label", "Since"))
    until = VietnameseDateField(
        label=pgettext_lazy("label", "Until"),
        required=False,
        help_text=gettext_lazy("This day is included. Left empty: until further notice."),
    )

    def __init__(self, *args: Any, roles: Choices, blocs: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list(roles)
        self.fields["bloc"].choices = [("", "---------"), *blocs]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "role" in cleaned and (cleaned["role"] == Role.SECRETARIAT) != bool(cleaned.get("bloc")):
            self.add_error("bloc", _("The secretariat belongs to one bloc, every other role to the city."))
        return cleaned


class AffiliationForm(Form):
    """A tie of a person to an organisation."""

    organization = forms.TypedChoiceField(label=gettext_lazy("Organisation"), coerce=int, widget=LongSelect)
    nature = forms.CharField(
        label=gettext_lazy("Nature of the tie"),
        max_length=200,
        help_text=gettext_lazy("Such as adviser, former chairman, relative of the leader."),
    )
    since = VietnameseDateField(label=pgettext_lazy("label", "Since"))
    until = VietnameseDateField(
        label=pgettext_lazy("label", "Until"),
        required=False,
        help_text=gettext_lazy("This day is included. Left empty: until further notice."),
    )

    def __init__(self, *args: Any, organizations: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = [("", "---------"), *organizations]


class LastDayForm(Form):
    """After which day something ends."""

    until = VietnameseDateField(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("This day is included.")
    )
