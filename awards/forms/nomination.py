"""What is filled in about a nomination, by the bloc and by the city."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.models import Nomination
from awards.queries.rules import Quota
from blocs.forms.base import Form

LONG = 8000


class VersionForm(Form):
    """An act on a row that somebody else may have changed since it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SendingForm(Form):
    """The dossiers that were shown before the red button, as "id:version id:version"."""

    seen = forms.RegexField(r"^(\d{1,18}:\d{1,9}( |$))*$", widget=forms.HiddenInput, required=False)

    @staticmethod
    def listed(nominations: Iterable[Nomination]) -> str:
        """The value of `seen` for these."""
        return " ".join(f"{nomination.pk}:{nomination.version}" for nomination in nominations)

    def clean_seen(self) -> dict[int, int]:
        pairs = [pair.split(":") for pair in self.cleaned_data["seen"].split()]
        return {int(pk): int(version) for pk, version in pairs}


class DossierForm(VersionForm):
    """The texts of a dossier."""

    achievements = forms.CharField(
        label=_("Achievements in brief"),
        help_text=_("Three to five lines with figures. Needed before the dossier is sent."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    reason = forms.CharField(
        label=_("What the award is for"),
        help_text=_("Word for word as it will be printed on the certificate."),
        max_length=300,
    )


class ProposalForm(DossierForm):
    """A unit proposed for one of the awards with a number left."""

    field_order = ["commendation", "achievements", "reason"]

    commendation = forms.TypedChoiceField(
        label=_("Proposed award"), coerce=int, widget=forms.RadioSelect, empty_value=None
    )

    def __init__(self, *args, quotas: Iterable[Quota], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commendation"].choices = [
            (quota.commendation.pk, quota.commendation.name) for quota in quotas
        ]


class SupplementForm(VersionForm):
    """What the bloc is to add."""

    request = forms.CharField(
        label=_("What is to be added"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})
    )


class AppraisalForm(VersionForm):
    """The officer's appraisal."""

    appraisal = forms.CharField(
        label=_("Appraisal"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 5})
    )


class DeclineForm(VersionForm):
    """Why the award is not given."""

    reason = forms.CharField(
        label=_("Why the award is not given"),
        help_text=_("The unit reads this."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
