"""What a council member fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.models import Verdict
from blocs.forms.base import Form


class OpinionForm(Form):
    """An opinion; words are required unless it agrees."""

    verdict = forms.ChoiceField(
        label=_("Your opinion on the proposal"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the opinions.")},
    )
    text = forms.CharField(
        label=_("Reason or remark"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        verdict = cleaned.get("verdict")
        if verdict and verdict != Verdict.AGREE and not cleaned.get("text"):
            self.add_error("text", _("An opinion other than agreement needs its reason in words."))
        return cleaned
