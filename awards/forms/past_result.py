"""What is told beside a list of past results."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.actor import Actor
from blocs.forms.base import Form


class PastResultsForm(Form):
    """The source and the issuer of rows that name none."""

    source = forms.CharField(
        label=_("Common source of the list"),
        help_text=_(
            "Where the results were published or are kept; used for rows that name no source. A row with the "
            "number and the day of its decision needs none."
        ),
        max_length=300,
        required=False,
    )
    issuer = forms.CharField(
        label=_("Common issuer of the decisions"),
        help_text=_("For rows that name none; left empty, who decides on the award by the catalogue."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
