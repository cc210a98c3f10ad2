"""What is filled in where organisations go into others, or others come of one: rows of them, more on demand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs import clock
from blocs.forms.base import Form
from blocs.forms.fields import VietnameseDateField
from blocs.forms.organization import OfOrganization, OrganizationField, TroubleForm, decision_field, ending_in
from blocs.models import Organization
from blocs.models.organization import OrganizationKind
from blocs.queries import organization_checks as checks
from blocs.queries import organization_ends as ends
from blocs.queries.organization_choice import Choice

PREDECESSOR, NEW, EXISTING = "predecessor", "new", "existing"
ENDS, GOES_ON = "ends", "goes_on"
# How many rows a page begins with, how many come at a press, and how many one page takes.
FIRST = {PREDECESSOR: 5, NEW: 3, EXISTING: 3}
AT_ONCE, MOST = 5, 40


@dataclass(frozen=True)
class Rows:
    """The rows of one kind on a page."""

    kind: str
    count: int
    most: int = MOST

    @property
    def numbers(self) -> range:
        return range(1, self.count + 1)

    @property
    def possible(self) -> bool:
        """Whether more may be asked for."""
        return self.count < self.most

    @property
    def next(self) -> str:
        """The field that the first of the rows to come begins with."""
        return (
            f"id_{self.kind}-{self.count + 1}-name"
            if self.kind == NEW
            else f"id_{self.kind}_{self.count + 1}"
        )


def rows_of(kind: str, sent: Iterable[str], *, more: bool = False) -> Rows:
    """As many rows as were sent, and no fewer than the page begins with; some more where they were asked for."""
    named = re.compile(rf"{kind}[_-]([0-9]{{1,2}})(-.+)?")
    numbers = [int(found[1]) for name in sent if (found := named.fullmatch(name))]
    return Rows(kind, min(max([FIRST[kind], *numbers]) + (AT_ONCE if more else 0), MOST))


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


class WithRows(TroubleForm):
    """A form with rows for organisations: existing ones that are chosen, and `new` ones that begin, each a form.

    With `more`, the kind of row that is to grow, nothing is checked yet: what was sent stands in the fields again.
    """

    new: list[NewOrganizationForm]
    rows: dict[str, Rows]

    def __init__(
        self,
        data: Any = None,
        *,
        offered: Sequence[Choice],
        more: str = "",
        initial: Any = None,
        **kwargs: Any,
    ) -> None:
        self.asked, sent = more, data or {}
        if more:
            data, initial = None, {**(initial or {}), **sent.dict()}
        super().__init__(data, initial=initial or {}, **kwargs)
        today = clock.today()
        self.offered = offered
        # What the list for typing shows; one that has ended is still found by its code.
        self.listed = [one for one in offered if one.dissolved_on is None or one.dissolved_on >= today]
        self.rows, self.sent_names = {}, list(sent)

    def rows_for(self, kind: str) -> Rows:
        """The rows of a kind, noted for the page."""
        self.rows[kind] = rows_of(kind, self.sent_names, more=self.asked == kind)
        return self.rows[kind]

    def choose(self, kind: str, label: Any, help_text: Any = "", *, required: bool = False) -> None:
        """Sets up the rows of existing organisations; only the first may be required."""
        for number in self.rows_for(kind).numbers:
            self.fields[f"{kind}_{number}"] = OrganizationField(
                label=label.format(n=number),
                required=required and number == 1,
                help_text=help_text if number == 1 else "",
            )

    def begin(self, count: int, kind: str) -> None:
        """Sets up `count` new organisations, of a kind unless another is chosen."""
        self.new = [
            NewOrganizationForm(
                self.data if self.is_bound else None,
                prefix=f"new-{number}",
                initial={"kind": kind} | self._typed_before(f"new-{number}-"),
                empty_permitted=True,
                use_required_attribute=False,
            )
            for number in range(1, count + 1)
        ]

    def offer(self) -> None:
        """Gives the fields for typing their list."""
        for field in self.fields.values():
            if isinstance(field, OrganizationField):
                field.offered = self.offered
                field.widget.attrs |= {"list": "organizations", "autocomplete": "off"}

    def of_kind(self, kind: str) -> list[forms.BoundField]:
        return [self[f"{kind}_{number}"] for number in self.rows[kind].numbers]

    def chosen_of(self, kind: str) -> dict[int, str]:
        """The organisations that were chosen in the rows of a kind, each once, and the first field of each."""
        found: dict[int, str] = {}
        for field in self.of_kind(kind):
            if choice := self.cleaned_data.get(field.name):
                found.setdefault(choice.pk, field.name)
        return found

    def is_valid(self) -> bool:
        return super().is_valid() and all(form.is_valid() for form in self.counted)

    @property
    def counted(self) -> list[NewOrganizationForm]:
        """The new organisations that matter for the outcome chosen."""
        return self.new

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        codes: set[str] = set()
        for form in self.counted:
            code = form.cleaned_data.get("code", "").casefold() if form.is_valid() else ""
            if code in codes:
                form.add_error(
                    "code", _("Another organisation on this page has this code. Choose another code.")
                )
            codes |= {code} if code else set()
        return values

    def sent(self) -> Iterator[tuple[str, str]]:
        """Every field that was filled in, the new organisations' too, to be sent again."""
        for form in (self, *self.new):
            for name in form.fields:
                key = form.add_prefix(name)
                yield from ((key, value) for value in self.data.getlist(key) if value)

    def founded(self) -> list[dict[str, str]]:
        """The new organisations that were filled in."""
        return [values for form in self.new if form.is_valid() and (values := form.founded)]

    def _typed_before(self, prefix: str) -> dict[str, Any]:
        typed: Mapping[str, Any] = self.initial if self.asked else {}
        return {key.removeprefix(prefix): value for key, value in typed.items() if key.startswith(prefix)}


class MergeForm(WithRows):
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose(
            PREDECESSOR, _("Organisation that ends, {n}"), _("Part of the name, or the code."), required=True
        )
        self.offer()
        self.begin(1, OrganizationKind.ASSOCIATION)

    @property
    def counted(self) -> list[NewOrganizationForm]:
        """What was begun of a new organisation does not matter once they go into one that exists."""
        return [] if self.data.get("into") == EXISTING else self.new

    @property
    def predecessors(self) -> list[forms.BoundField]:
        return self.of_kind(PREDECESSOR)

    @property
    def more_predecessors(self) -> Rows:
        return self.rows[PREDECESSOR]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        fields = self.chosen_of(PREDECESSOR)
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
        for pk, name in fields.items():
            ending = ending_in(self, rows[pk], effective_on, "organization.merge", predecessors=name)
            if ending:
                self.ending.append(ending)


class SplitForm(WithRows, OfOrganization):
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # An organisation is no part of itself.
        self.listed = [one for one in self.listed if one.pk != self.organization.pk]
        self.choose(EXISTING, _("Organisation that exists already, {n}"))
        self.offer()
        self.begin(self.rows_for(NEW).count, self.organization.kind)

    @property
    def existing(self) -> list[forms.BoundField]:
        return self.of_kind(EXISTING)

    @property
    def more_existing(self) -> Rows:
        return self.rows[EXISTING]

    @property
    def more_new(self) -> Rows:
        return self.rows[NEW]

    @property
    def chosen(self) -> dict[int, str]:
        """The existing organisations that were chosen, and the field of each."""
        return self.chosen_of(EXISTING)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
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
        chosen = self.chosen
        self.parts = list(Organization.objects.filter(pk__in=chosen).order_by("pk"))
        for part in self.parts:
            self.tell(ends.succession_troubles([self.organization], part, effective_on, chosen[part.pk]))
        if self.cleaned_data["outcome"] == ENDS:
            self.ending = ending_in(self, self.organization, effective_on, "organization.merge")
        else:
            self.tell(ends.split_troubles(self.organization, effective_on))
