"""What the records are narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from blocs.forms.base import Form
from blocs.forms.fields import VietnameseDateField
from blocs.models import Bloc
from blocs.queries.history_words import kind_of
from reports.queries.act_words import ACCESSES, GROUPS

# The kinds of rows people ask for; others are found through the act or the object.
KINDS = [
    *("blocs.organization", "blocs.organizationname", "blocs.bloc", "blocs.blocname"),
    *("blocs.compositiondecision", "blocs.membership", "blocs.office", "blocs.succession"),
    *("blocs.person", "blocs.user", "blocs.representation", "blocs.appointment", "blocs.affiliation"),
    *("emulation.emulationyear", "emulation.cycle", "emulation.window", "emulation.extension"),
    *("emulation.scoringtableversion", "emulation.pledgeversion", "emulation.pledgesignature"),
    *("emulation.scoresheet", "emulation.scoreline", "emulation.issuedpaper", "emulation.reporttext"),
    *("awards.nomination", "awards.decision", "awards.awardrule"),
]
MOST = 2**31
SELECTED = format_html(" {}", "selected")


class ManyOptions(forms.Select):
    """A list of choices written in one go: with a template for each option, these forms cost more than their page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = {str(one) for one in self.format_value(value)}
        attrs = flatatt(self.build_attrs(self.attrs, attrs))
        parts = []
        for key, label in self.choices:
            if isinstance(label, list | tuple):
                parts.append(format_html('<optgroup label="{}">{}</optgroup>', key, _options(label, chosen)))
            else:
                parts.append(_options([(key, label)], chosen))
        return format_html('<select name="{}"{}>{}</select>', name, attrs, SafeString("".join(parts)))


def _options(choices: Iterable[tuple[Any, Any]], chosen: set[str]) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((key, SELECTED if str(key) in chosen else "", label) for key, label in choices),
    )


class PeriodForm(Form):
    """Who, and from which day to which."""

    who = forms.CharField(label=gettext_lazy("Done by"), max_length=100, required=False)
    person = forms.IntegerField(min_value=1, max_value=MOST, required=False, widget=forms.HiddenInput)
    since = VietnameseDateField(label=gettext_lazy("From"), required=False)
    until = VietnameseDateField(label=gettext_lazy("To"), required=False)

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        since, until = asked.get("since"), asked.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it begins."))
        return asked


class HistoryForm(PeriodForm):
    """The records of acts. `blocs` are the actor's own, annotated with `short_name`."""

    act = forms.ChoiceField(label=pgettext_lazy("audit", "Act"), required=False, widget=ManyOptions)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of object"), required=False, widget=ManyOptions)
    bloc = forms.TypedChoiceField(
        label=gettext_lazy("Bloc"), coerce=int, empty_value=None, required=False, widget=ManyOptions
    )
    unit = forms.CharField(label=gettext_lazy("Organisation"), max_length=100, required=False)
    organization = forms.IntegerField(min_value=1, max_value=MOST, required=False, widget=forms.HiddenInput)
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1900, max_value=2999, required=False)
    field_order = ["who", "act", "kind", "bloc", "unit", "year", "since", "until", "person", "organization"]

    def __init__(self, *args: Any, blocs: Iterable[Bloc] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [
            ("", _("All acts")),
            *((heading, sorted(acts.items(), key=lambda act: str(act[1]))) for heading, acts in GROUPS),
        ]
        kinds = sorted(((kind, capfirst(kind_of(kind))) for kind in KINDS), key=lambda kind: kind[1])
        self.fields["kind"].choices = [("", pgettext("audit", "All kinds")), *kinds]
        self.fields["bloc"].choices = [("", _("All blocs")), *((bloc.pk, bloc.short_name) for bloc in blocs)]


class AccessForm(PeriodForm):
    """The records of what was taken out."""

    act = forms.ChoiceField(label=gettext_lazy("What was taken out"), required=False)
    field_order = ["who", "act", "since", "until", "person"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted(ACCESSES.items(), key=lambda what: str(what[1]))
        self.fields["act"].choices = [("", pgettext_lazy("filter", "All")), *choices]
