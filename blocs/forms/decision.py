"""The decision an act on a bloc rests on: one recorded already, or a new one from its paper."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from blocs import clock
from blocs.forms.base import Form
from blocs.forms.fields import ScanField, VietnameseDateField
from blocs.models import CompositionDecision
from blocs.queries.decision import NewDecision, in_words

NEW = "new"


class PaperForm(Form):
    """A decision as its paper says it."""

    number = forms.CharField(
        label=gettext_lazy("Number of the decision"),
        help_text=gettext_lazy("As on the paper, such as 812/QĐ-UBND."),
        max_length=60,
        required=False,
    )
    dated_on = VietnameseDateField(label=gettext_lazy("Date of the decision"), required=False)
    issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=200, required=False)
    source = forms.CharField(
        label=pgettext_lazy("label", "Source"),
        help_text=gettext_lazy("Where the facts come from, when the number is not known."),
        max_length=300,
        required=False,
    )
    scan = ScanField(label=gettext_lazy("Scan of the decision"), required=False)

    paper_fields = ("number", "dated_on", "issuer", "source", "scan")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.has_paper(values):
            self._check_paper(values)
        return values

    def has_paper(self, values: dict[str, Any]) -> bool:
        """Whether a paper is to be entered here."""
        return True

    def _check_paper(self, values: dict[str, Any]) -> None:
        if not values.get("issuer") and "issuer" not in self.errors:
            self.add_error("issuer", _("Enter who issued the decision."))
        if not values.get("number") and not values.get("source") and "number" not in self.errors:
            self.add_error(
                "number", _("Enter the number of the decision, or say in “source” why it is not known.")
            )
        if (day := values.get("dated_on")) and day > clock.today():
            self.add_error("dated_on", _("A decision cannot be of a day to come."))

    @property
    def paper(self) -> NewDecision:
        """The paper of a valid form."""
        return NewDecision(**{name: self.cleaned_data.get(name) for name in self.paper_fields})


class CorrectionForm(PaperForm):
    """The paper of a recorded decision, as it was seen."""

    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)


class DecisionForm(PaperForm):
    """Chooses a recorded decision or takes a new one. With `keep`, none at all is a choice, in those words."""

    decision = forms.ChoiceField(label=gettext_lazy("By decision"), required=False)
    field_order = ["decision", *PaperForm.paper_fields]

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        decisions: Iterable[CompositionDecision] = (),
        keep: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(data, files, **kwargs)
        known = [(str(row.pk), in_words(row)) for row in decisions]
        choices = [("", keep)] if keep else []
        choices += [*known, (NEW, _("Another decision, entered below"))]
        self.fields["decision"].choices = choices
        # The fields of a new decision are shown with that choice alone (app.css).
        self.fields["decision"].widget.attrs["data-decision"] = ""
        self.fields["decision"].required = not keep
        if not known and not keep:
            # Nothing to choose from: the paper is entered.
            del self.fields["decision"]
        elif not keep:
            self.initial.setdefault("decision", known[0][0])

    def has_paper(self, values: dict[str, Any]) -> bool:
        return values.get("decision", NEW) == NEW

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        chosen = values.get("decision", NEW)
        typed = any(values.get(name) for name in ("number", "dated_on", "scan"))
        if chosen != NEW and "decision" not in self.errors and typed:
            # Beside the choice: marked, it no longer hides the fields of a new decision.
            self.add_error(
                "decision",
                _(
                    "A new decision is entered, but another one is chosen. Choose “{choice}”, or empty the fields."
                ).format(choice=_("Another decision, entered below")),
            )
        return values

    @property
    def basis_in_words(self) -> str:
        """What the act of a valid form rests on, for the page that asks for confirmation."""
        basis = self.basis
        known = dict(self.fields["decision"].choices) if "decision" in self.fields else {}
        chosen = known.get(str(basis), "") if isinstance(basis, int) else in_words(basis)
        return _("By decision: {decision}.").format(decision=chosen) if chosen else ""

    @property
    def basis(self) -> int | NewDecision | None:
        """What a valid form names: a recorded decision, a new one, or none."""
        chosen = self.cleaned_data.get("decision", NEW)
        if chosen == NEW:
            return self.paper
        return int(chosen) if chosen else None
