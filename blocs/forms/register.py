"""Searching the register."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import Form
from blocs.models import Bloc
from blocs.models.organization import OrganizationKind
from blocs.queries.register import ACTIVE, ENDED


class RegisterForm(Form):
    """What the list of organisations is narrowed to. `blocs` are the actor's own, annotated with `short_name`."""

    q = forms.CharField(label=_("Name or code"), max_length=100, required=False)
    bloc = forms.TypedChoiceField(label=_("Bloc"), coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), (ACTIVE, _("Active")), (ENDED, _("Ended"))],
        required=False,
    )

    def __init__(self, *args, blocs: Iterable[Bloc], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bloc"].choices = [("", _("All blocs")), *((b.pk, b.short_name) for b in blocs)]
        self.fields["kind"].choices = [("", _("All kinds")), *OrganizationKind.choices]

    def in_words(self) -> str:
        """What the list is narrowed to, as a workbook says it: labels of the filters and what was chosen."""
        told = []
        for name, value in self.cleaned_data.items() if self.is_valid() else ():
            if value:
                field = self.fields[name]
                chosen = dict(field.choices).get(value, value) if hasattr(field, "choices") else value
                told.append(f"{field.label}: {chosen}")
        return "; ".join(told)
