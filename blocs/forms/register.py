"""Searching the register."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import Form
from blocs.models import Bloc
from blocs.models.organization import OrganizationKind


class RegisterForm(Form):
    """What the list of organisations is narrowed to. `blocs` are the actor's own, annotated with `short_name`."""

    q = forms.CharField(label=_("Name or code"), max_length=100, required=False)
    bloc = forms.TypedChoiceField(label=_("Bloc"), coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args, blocs: Iterable[Bloc], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bloc"].choices = [("", _("All blocs")), *((b.pk, b.short_name) for b in blocs)]
        self.fields["kind"].choices = [("", _("All kinds")), *OrganizationKind.choices]
