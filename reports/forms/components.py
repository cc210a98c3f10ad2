"""The form on the page of components: every kind of field once, with and without an error."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import Form
from blocs.forms.fields import VietnameseDecimalField

REASONS = [
    ("paper", _("A paper that came late")),
    ("illness", _("The clerk was ill")),
    ("other", _("Another reason")),
]


class SampleForm(Form):
    """Saves nothing, leads nowhere."""

    until = forms.DateField(
        label=_("Extended until the end of"), help_text=_("Day/month/year, such as 18/12/2026")
    )
    points = VietnameseDecimalField(label=_("Points"), maximum=10)
    reason = forms.ChoiceField(label=_("Reason"), choices=REASONS)
    remark = forms.CharField(label=_("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    channel = forms.ChoiceField(
        label=_("Told by"), choices=[("mail", _("E-mail")), ("zalo", "Zalo")], widget=forms.RadioSelect
    )
    paper = forms.FileField(label=_("The paper that asks for it"), required=False)
    certain = forms.BooleanField(label=_("The organisation has been told"))
