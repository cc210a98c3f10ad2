"""What is filled in where organisations go into others, or others come of one."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import Form
from blocs.forms.fields import VietnameseDateField
from blocs.forms.organization import OfOrganization, OrganizationField, TroubleForm, decision_field, ending_in
from blocs.models import Organization
from blocs.models.organization import OrganizationKind
from blocs.queries import organization_checks as checks
from blocs.queries import organization_ends as ends
from blocs.queries.organization_choice import Choice

# How many organisations one page takes; more are entered in a second step.
MERGING, PARTS = 5, 3
EXISTING, NEW = "existing", "new"
ENDS, GOES_ON = "ends", "goes_on"


class NewOrganizationForm(Form):
    """One organisation that begins with the succession; may be left empty as a whole."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=300, required=False)
    short_name = forms.CharField(label=gettext_lazy("Short name"), max_length=80, required=False)
    code = forms.CharField(label=gettext_lazy("Code"), max_length=24, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=OrganizationKind.choices, required=False)

    def has_changed(self) -> bool:
        """A kind alone is no organisation."""
        return bool({"name", "short_name", "code"} & set(self.changed_data))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in ("name", "short_name", "code", "kind"):
            if not values.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        for trouble in checks.code_troubles(values["code"]) if values.get("code") else ():
            self.add_error("code", trouble.sentence)
        return values

    @property
    def founded(self) -> dict[str, str] | None:
        """What was filled in, for the action; None where nothing was."""
        if not self.has_changed():
            return None
        return {name: self.cleaned_data[name] for name in ("code", "kind", "name", "short_name")}


class WithNew(TroubleForm):
    """A form with organisations that begin: `new` are their forms, in the order of the page."""

    new: list[NewOrganizationForm]

    def begin(self, count: int, kind: str) -> None:
        """Sets up `count` new organisations, of a kind unless another is chosen."""
        data = self.data if self.is_bound else None
        self.new = [
            NewOrganizationForm(
                data,
                prefix=f"new-{number}",
                initial={"kind": kind},
                empty_permitted=True,
                use_required_attribute=False,
            )
            for number in range(1, count + 1)
        ]

    def is_valid(self) -> bool:
        return super().is_valid() and all(form.is_valid() for form in self.new)

    def offer(self, offered: Sequence[Choice]) -> None:
        """Gives the fields for typing their list."""
        for field in self.fields.values():
            if isinstance(field, OrganizationField):
                field.offered = offered
                field.widget.attrs |= {"list": "organizations", "autocomplete": "off"}

    def sent(self) -> Iterator[tuple[str, str]]:
        """Every field as it was sent, the new organisations' too, to be sent again."""
        for form in (self, *self.new):
            for name in form.fields:
                key = form.add_prefix(name)
                yield from ((key, value) for value in self.data.getlist(key))

    def founded(self) -> list[dict[str, str]]:
        """The new organisations that were filled in; two of one code stand against each other."""
        return [values for form in self.new if form.is_valid() and (values := form.founded)]


class MergeForm(WithNew):
    """Organisations that go into one that exists, or into a new one."""

    into = forms.ChoiceField(
        label=gettext_lazy("They go into"),
        choices=[
            (EXISTING, gettext_lazy("an organisation that goes on (merged into)")),
            (NEW, gettext_lazy("a new organisation (merged to form)")),
        ],
        initial=EXISTING,
        widget=forms.RadioSelect,
    )
    successor = OrganizationField(
        label=gettext_lazy("Organisation that goes on"),
        required=False,
        help_text=gettext_lazy("Part of the name, or the code."),
    )
    effective_on = VietnameseDateField(
        label=gettext_lazy("Merged from"),
        help_text=gettext_lazy("As the decision says it; the day before is the last day of those that end."),
    )
    decision = decision_field()

    def __init__(self, *args: Any, offered: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MERGING + 1):
            self.fields[f"predecessor_{number}"] = OrganizationField(
                label=_("Organisation that ends, {n}").format(n=number),
                required=number == 1,
                help_text=_("Part of the name, or the code.") if number == 1 else "",
            )
        self.offer(offered)
        self.begin(1, OrganizationKind.ASSOCIATION)

    def is_valid(self) -> bool:
        """What was begun of a new organisation does not matter once they go into one that exists."""
        if self.data.get("into") == EXISTING:
            return TroubleForm.is_valid(self)
        return super().is_valid()

    @property
    def predecessors(self) -> list[forms.BoundField]:
        return [self[f"predecessor_{number}"] for number in range(1, MERGING + 1)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        chosen = {field.name: values.get(field.name) for field in self.predecessors}
        fields = {choice.pk: name for name, choice in reversed(chosen.items()) if choice}
        self.ending: list[ends.Ending] = []
        self.successor: Organization | None = None
        if values.get("into") == EXISTING and not values.get("successor") and "successor" not in self.errors:
            self.add_error("successor", _("Choose the organisation they go into."))
        if values.get("into") == NEW and not self.new[0].has_changed():
            self.add_error("into", _("Enter the new organisation: its names and its code."))
        effective_on = values.get("effective_on")
        if effective_on and fields and not self.errors:
            self._check(fields, effective_on)
        return values

    def _check(self, fields: dict[int, str], effective_on: date) -> None:
        rows = {row.pk: row for row in Organization.objects.filter(pk__in=fields)}
        if self.cleaned_data["into"] == EXISTING:
            self.successor = Organization.objects.get(pk=self.cleaned_data["successor"].pk)
            self.tell(
                ends.succession_troubles(list(rows.values()), self.successor, effective_on, "successor")
            )
        if self.errors:
            return
        for pk, name in sorted(fields.items(), key=lambda item: item[1]):
            ending = ending_in(self, rows[pk], effective_on, "organization.merge", predecessors=name)
            if ending:
                self.ending.append(ending)


class SplitForm(OfOrganization, WithNew):
    """Organisations that come of one, which ends or goes on beside them."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("The organisation itself"),
        choices=[
            (GOES_ON, gettext_lazy("goes on beside them (a part is split off)")),
            (ENDS, gettext_lazy("ends and is divided among them")),
        ],
        initial=GOES_ON,
        widget=forms.RadioSelect,
    )
    effective_on = VietnameseDateField(
        label=gettext_lazy("Split from"), help_text=gettext_lazy("As the decision says it.")
    )
    decision = decision_field()

    def __init__(self, *args: Any, offered: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, PARTS + 1):
            self.fields[f"existing_{number}"] = OrganizationField(
                label=_("Organisation that exists already, {n}").format(n=number), required=False
            )
        self.offer(offered)
        self.begin(PARTS, self.organization.kind)

    @property
    def existing(self) -> list[forms.BoundField]:
        return [self[f"existing_{number}"] for number in range(1, PARTS + 1)]

    @property
    def chosen(self) -> list[int]:
        """The existing organisations that were chosen, each once."""
        found = [self.cleaned_data.get(field.name) for field in self.existing]
        return list(dict.fromkeys(choice.pk for choice in found if choice))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self.ending: ends.Ending | None = None
        self.parts: list[Organization] = []
        count = len(self.chosen) + sum(form.has_changed() for form in self.new)
        if values.get("outcome") == ENDS and count < 2:
            self.add_error(
                "outcome",
                _("An organisation that is split and ends goes on in at least two. Enter the others."),
            )
        elif not count:
            self.add_error("outcome", _("Enter at least one organisation that comes of the split."))
        if (effective_on := values.get("effective_on")) and not self.errors:
            self._check(effective_on)
        return values

    def _check(self, effective_on: date) -> None:
        for field in self.existing:
            if choice := self.cleaned_data.get(field.name):
                part = Organization.objects.get(pk=choice.pk)
                self.tell(ends.succession_troubles([self.organization], part, effective_on, field.name))
                self.parts.append(part)
        if self.cleaned_data["outcome"] == ENDS:
            self.ending = ending_in(self, self.organization, effective_on, "organization.merge")
        else:
            self.tell(ends.split_troubles(self.organization, effective_on))
