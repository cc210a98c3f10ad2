"""What a person fills in to found, rename, found again, change and end a bloc."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from blocs.forms.base import Form
from blocs.forms.decision import DecisionForm
from blocs.forms.fields import VietnameseDateField
from blocs.models import Bloc
from blocs.models.bloc import BlocKind

DETAILS = ["code", "kind", "paper_symbol", "head_title", "deputy_title", "secretariat_title"]
PAPER = ["decision", "number", "dated_on", "issuer", "source", "scan"]


class Seen(Form):
    """Which version of the bloc stood on the page."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class DetailsForm(Form):
    """Code, kind, titles and symbol."""

    code = forms.CharField(
        label=pgettext_lazy("label", "Code"),
        max_length=24,
        help_text=gettext_lazy("Short, without blanks, such as K05. It stands in no paper."),
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("label", "Kind"),
        choices=[
            (BlocKind.FUNCTIONAL, gettext_lazy("Bloc: organisations of one field")),
            (BlocKind.TERRITORIAL, gettext_lazy("Cluster: communes, wards, special zones")),
        ],
    )
    paper_symbol = forms.CharField(
        label=gettext_lazy("Symbol on papers"), max_length=20, help_text=gettext_lazy("As in “Số: …/BC-KTĐ”.")
    )
    head_title = forms.CharField(label=gettext_lazy("Title of the head"), max_length=40)
    deputy_title = forms.CharField(label=gettext_lazy("Title of the deputy head"), max_length=40)
    secretariat_title = forms.CharField(label=gettext_lazy("Title of the secretariat"), max_length=40)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if any(sign.isspace() for sign in code):
            raise ValidationError(_("Write the code without blanks, such as K05."))
        return code

    @property
    def details(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in DETAILS}

    @staticmethod
    def of(bloc: Bloc) -> dict[str, Any]:
        """What stands in the fields at first."""
        return {name: getattr(bloc, name) for name in DETAILS} | {"seen": bloc.version}


class NameForm(DecisionForm):
    """A name from a day on, by decision."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=300)
    short_name = forms.CharField(
        label=gettext_lazy("Short name"),
        max_length=120,
        help_text=gettext_lazy("As lists and menus show it."),
    )
    valid_from = VietnameseDateField(
        label=pgettext_lazy("label", "Valid from"),
        help_text=gettext_lazy("Papers of earlier dates keep the earlier name."),
    )


class FoundingForm(NameForm, DetailsForm):
    """A new bloc."""

    field_order = ["name", "short_name", "valid_from", *DETAILS, *PAPER]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].label = gettext_lazy("Founded on")
        self.fields["valid_from"].help_text = gettext_lazy("The first day of the name.")


class RenamingForm(NameForm, Seen):
    """Another name from a day on."""

    field_order = ["name", "short_name", "valid_from", *PAPER, "seen"]


class RefoundingForm(NameForm, DetailsForm, Seen):
    """The bloc founded anew."""

    field_order = ["valid_from", "name", "short_name", *DETAILS, *PAPER, "seen"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].label = gettext_lazy("Founded again on")
        self.fields["valid_from"].help_text = gettext_lazy("Papers of earlier dates keep the earlier name.")


class ChangeForm(DetailsForm, Seen):
    """The details alone."""


class EndForm(DecisionForm, Seen):
    """The last day of a bloc."""

    ended_on = VietnameseDateField(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("This day is included.")
    )
    field_order = ["ended_on", *PAPER, "seen"]
