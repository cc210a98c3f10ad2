"""What people fill in around a score sheet: dates, reasons, grounds."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blocs.forms.base import Form
from blocs.forms.fields import ScanField, VietnameseDateField
from emulation.models import DisqualificationGround, ScoringTableVersion


class PaperDateForm(Form):
    """From the paper of which day the secretariat enters for a unit."""

    dated_on = VietnameseDateField(
        label=_("Date of the paper"), help_text=_("The sheet says from then on that it was entered from it.")
    )
    scan = ScanField(
        label=_("Scan of the paper"),
        required=False,
        help_text=_(
            "PDF, JPEG or PNG, at most 20 MB. It may follow, but must be there before the sheet is sent."
        ),
    )


class VersionForm(Form):
    """An act on a sheet as it was seen."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ReturnForm(VersionForm):
    """Why a sheet is returned."""

    reason = forms.CharField(
        label=pgettext_lazy("score sheet", "What is to be added"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DisputeForm(VersionForm):
    """Why a line should be looked at again."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))


class DisqualificationForm(VersionForm):
    """On which ground of its table a unit is not considered for awards."""

    ground = forms.ModelChoiceField(
        DisqualificationGround.objects.none(),
        label=_("Ground"),
        required=False,
        empty_label=pgettext_lazy("ground", "None: the unit is considered"),
    )
    remark = forms.CharField(label=_("Source or remark"), max_length=500, required=False)

    def __init__(self, *args, table: ScoringTableVersion, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].queryset = table.disqualification_grounds.all()
