"""What a person fills in for a bloc's year: its scoring table."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import Form
from emulation.models import ScoringTableVersion


class TableField(forms.ModelChoiceField):
    """A published table, told by its name and date."""

    def label_from_instance(self, version: ScoringTableVersion) -> str:
        return _("{table}, no. {n} of {date}").format(
            table=version.table.name, n=version.number, date=f"{version.dated_on:%d/%m/%Y}"
        )


class CycleTableForm(Form):
    """Which table a bloc is scored by in a year; `version` is the cycle as it was seen."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    table_version = TableField(
        ScoringTableVersion.objects.none(), label=gettext_lazy("Scoring table"), empty_label=None
    )

    def __init__(self, data: Any = None, *, tables: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["table_version"].queryset = tables
        self.fields["table_version"].widget.attrs["class"] = "form-select"
