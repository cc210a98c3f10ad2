"""What the page of the whole city is narrowed to."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blocs.forms.base import Form
from blocs.models.bloc import BlocKind
from reports.queries.city_rows import STAGES, stage_word


class CityForm(Form):
    """Kind of bloc, stage of the year, only those that are late."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *BlocKind.choices]
    )
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    late = forms.ChoiceField(
        label=_("Work that is overdue"),
        required=False,
        choices=[
            ("", pgettext_lazy("filter", "All")),
            ("yes", _("Only late ones")),
            ("no", _("Only those on time")),
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [
            ("", _("All stages")),
            *((stage, stage_word(stage)) for stage in STAGES),
        ]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
