"""What a roster says of an organisation itself: its names, kind and founding, and what it goes into."""

from collections import defaultdict
from datetime import timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from blocs.imports.kind import Mark
from blocs.imports.roster.columns import CLEAR
from blocs.imports.roster.options import Told
from blocs.imports.roster.record import Named, People, Register, bare_key, name_key, name_on
from blocs.imports.roster.sheet import Entry, Sheet, Unit, day
from blocs.imports.roster.steps import Detail, Entered, Merged, Renamed, Steps
from blocs.models import Organization
from blocs.models.organization import OrganizationKind
from blocs.queries.lineage import reached


def no_decision() -> str:
    return _("Enter the decision above the table: number, date and who issued it.")


def _same(typed: str, name: str) -> bool:
    """Whether two names are one: in whatever case, wherever the mark stands in hoà, hòa."""
    return typed == name or name_key(typed) == name_key(name)


class Details:
    """Compares what stands once for an organisation."""

    def __init__(self, register: Register, told: Told, sheet: Sheet, steps: Steps, *, keeper: bool) -> None:
        self.register, self.told, self.sheet, self.steps, self.keeper = register, told, sheet, steps, keeper

    def compare(self, unit: Unit) -> None:
        if unit.is_new:
            self._enter(unit)
            return
        organization = self.register.organizations[unit.key]
        self._names(unit, organization)
        self._record(unit, organization)

    def _enter(self, unit: Unit) -> None:
        entry, get = unit.first, unit.first.row.get
        founded = get("founded_on")
        founded = None if founded is CLEAR else founded
        kind = get("kind") or OrganizationKind.ASSOCIATION
        entry.mark(
            "kind",
            Mark.NEW,
            new=str(OrganizationKind(kind).label),
            say="" if get("kind") else _("No kind is told: entered as “{kind}”.").format(
                kind=OrganizationKind(kind).label
            ),
        )  # fmt: skip
        if founded:
            entry.mark("founded_on", Mark.NEW, new=day(founded))
        if get("into") is not None:
            entry.wrong("into", _("A new organisation cannot go into another one."))
        values = {
            "code": unit.code,
            "kind": kind,
            "name": unit.name,
            "short_name": unit.short,
            "valid_from": founded or self.told.day,
            "founded_on": founded,
            "decision": self.told.basis,
        }
        self.steps.entered.append(Entered(entry.row.number, unit.key, values))

    def _names(self, unit: Unit, organization: Organization) -> None:
        """The name against all it ever had: a former one, or one without its marks, changes nothing."""
        entry, names = unit.first, self.register.names.get(unit.key, [])
        last = names[-1] if names else Named(self.told.day, organization.code, "")
        # A name of today, or of the day told, is no other name where the next one is recorded already.
        valid = [last, name_on(names, self.told.day) or last, self.register.named(unit.key) or last]
        name = self._new_name(entry, valid, names)
        short = self._new_short(entry, valid, names, renamed=name is not None)
        if name is None and short is None:
            return
        mark = Mark.CHANGED if self.keeper else Mark.BARRED
        if name is not None:
            entry.mark("name", mark, old=last.name, new=name)
        if short is not None:
            entry.mark("short_name", mark, old=last.short, new=short)
        if not self.keeper:
            return
        if against := self._against_name(organization, last):
            entry.wrong("name" if name is not None else "short_name", against)
            return
        unit.name = name or last.name
        self.steps.renamed.append(Renamed(entry.row.number, unit.key, unit.name, short or last.short))

    def _new_name(self, entry: Entry, valid: list[Named], names: list[Named]) -> str | None:
        typed = entry.row.get("name")
        if not typed or any(_same(typed, one.name) for one in valid):
            return None
        if any(_same(typed, one.short) for one in valid):
            return None
        key = bare_key(typed)
        if any(key in (bare_key(one.name), bare_key(one.short)) for one in valid):
            entry.warn(
                "name",
                _("Differs from “{name}” in its marks alone: the recorded name stays.").format(
                    name=valid[0].name
                ),
            )
            return None
        if any(key in (bare_key(one.name), bare_key(one.short)) for one in names):
            entry.warn("name", _("A former name; today it is “{name}”.").format(name=valid[0].name))
            return None
        if self.keeper and not self.told.basis:
            entry.wrong(
                "name",
                _(
                    "The code is that of {name}. If it is renamed, enter the decision above the table; else put code "
                    "or name right."
                ).format(name=valid[0].name),
            )
            return None
        return str(typed)

    def _new_short(
        self, entry: Entry, valid: list[Named], names: list[Named], *, renamed: bool
    ) -> str | None:
        typed = entry.row.get("short_name")
        if not typed or any(_same(typed, one.short) for one in valid):
            return None
        key = bare_key(typed)
        if not renamed and any(key in (bare_key(one.name), bare_key(one.short)) for one in names):
            return None
        if self.keeper and not self.told.basis:
            entry.warn(
                "short_name",
                _(
                    "The recorded short name “{name}” stays: another one is given by a decision, entered above the table."
                ).format(name=valid[0].short),
            )
            return None
        return str(typed)

    def _against_name(self, organization: Organization, now: Named) -> str:
        if organization.founded_on and self.told.day < organization.founded_on:
            return _("{name} was founded on {date}; this day lies before. Enter a later day, or correct the founding in its details.").format(
                name=now.name, date=day(organization.founded_on)
            )  # fmt: skip
        if organization.has_ended(self.told.day):
            return _("It ended with {date} and has no new name after that.").format(
                date=day(organization.dissolved_on)
            )
        if self.told.day <= now.since:
            return _(
                "The name “{name}” begins on {date}; a new name begins after it. Enter a later day, or withdraw that name first if it was entered by mistake."
            ).format(name=now.name, date=day(now.since))
        return ""

    def _record(self, unit: Unit, organization: Organization) -> None:
        """Kind and founding."""
        entry, values = unit.first, {}
        kind, founded = entry.row.get("kind"), entry.row.get("founded_on")
        mark = Mark.CHANGED if self.keeper else Mark.BARRED
        if kind and kind != organization.kind:
            words = OrganizationKind(organization.kind).label, OrganizationKind(kind).label
            entry.mark("kind", mark, old=str(words[0]), new=str(words[1]))
            values["kind"] = kind
        if founded is CLEAR and organization.founded_on:
            entry.mark("founded_on", mark, old=day(organization.founded_on))
            values["founded_on"] = None
        elif founded and founded is not CLEAR and founded != organization.founded_on:
            is_new = self.keeper and not organization.founded_on
            entry.mark(
                "founded_on",
                Mark.NEW if is_new else mark,
                old=day(organization.founded_on),
                new=day(founded),
            )
            values["founded_on"] = founded
            unit.founded_on = founded
            if self.keeper and (against := self._against_founding(unit, organization)):
                entry.wrong("founded_on", against)
        if values and self.keeper:
            self.steps.details.append(Detail(entry.row.number, unit.key, values))

    def _against_founding(self, unit: Unit, organization: Organization) -> str:
        founded, names = unit.founded_on, self.register.names.get(unit.key, [])
        assert founded is not None
        if names and founded > names[0].since:
            return _("The name “{name}” begins on {date}, before this day. Enter the day of founding as it was.").format(
                name=names[0].name, date=day(names[0].since)
            )  # fmt: skip
        if organization.dissolved_on and founded > organization.dissolved_on:
            return _("It ended with {date}: the founding lies before that.").format(
                date=day(organization.dissolved_on)
            )
        if (origins := self.register.origins.get(unit.key)) and founded > min(origins):
            return _("Another organisation went into it on {date}: the founding does not lie after that.").format(
                date=day(min(origins))
            )  # fmt: skip
        return ""


class Mergers:
    """What goes into what: told once the whole sheet is sorted, since a successor may stand further down."""

    def __init__(
        self, register: Register, told: Told, sheet: Sheet, people: People, steps: Steps, *, keeper: bool
    ):
        self.register, self.told, self.sheet, self.people, self.steps = register, told, sheet, people, steps
        self.keeper = keeper

    @cached_property
    def by_text(self) -> dict[str, list[int]]:
        """New organisations of the file by code and names; few files have a merger that asks for them."""
        found: dict[str, list[int]] = defaultdict(list)
        for unit in self.sheet.units.values():
            if unit.is_new:
                for text in {unit.code.lower(), bare_key(unit.name), bare_key(unit.short)}:
                    found[text].append(unit.key)
        return found

    def find(self, text: str) -> list[int]:
        """Organisations of the record or the file with a code or name."""
        known = self.register.by_code.get(text.lower())
        if known is not None:
            return [known]
        if made := self.by_text.get(text.lower()):
            return made
        key = bare_key(text)
        return [*self.register.by_name.get(key, ()), *self.by_text.get(key, ())]

    def is_settled(self, unit: Unit) -> bool:
        """Whether the record says of an organisation that it has gone into the one the file names: it is over."""
        text = None if unit.is_new else unit.first.row.get("into")
        if not text or self.register.organizations[unit.key].dissolved_on is None:
            return False
        return any(pk in self.register.into.get(unit.key, {}) for pk in self.find(text))

    def compare(self, heads: set[tuple[int, int]], later: set[int], own: int | None) -> None:
        """`heads` are the (bloc, organisation) that head a bloc once the file is written, `later` who is a member
        of a bloc in a year after its end, `own` the person who acts."""
        wanted: dict[int, int] = {}
        for unit in self.sheet.units.values():
            text = unit.first.row.get("into")
            if text and not unit.is_new and not self.is_settled(unit):
                self._target(unit, text, wanted)
        after = defaultdict(set, {pk: set(into) for pk, into in self.register.into.items()})
        for pk, into in wanted.items():
            after[pk].add(into)
        for pk, into in wanted.items():
            unit = self.sheet.units[pk]
            if pk in reached(after, {pk}):
                unit.first.wrong(
                    "into",
                    _("{name} came of {successor} itself, directly or over others: that would be a circle.")
                    .format(name=self._name(into), successor=unit.name),
                )  # fmt: skip
            elif into in wanted:
                unit.first.wrong(
                    "into",
                    _("{name} goes into another one itself on the same day. Enter the last of them here.")
                    .format(name=self._name(into)),
                )  # fmt: skip
            elif against := self._against(unit, heads, later, own):
                unit.first.wrong("into", against)
            else:
                self.steps.merged.append(Merged(unit.first.row.number, pk, into))

    def _target(self, unit: Unit, text: str, wanted: dict[int, int]) -> None:
        entry, found = unit.first, self.find(text)
        if not found:
            entry.wrong("into", _("No organisation has the code or the name “{text}”.").format(text=text))
        elif len(found) > 1:
            entry.wrong(
                "into",
                _("Several organisations fit “{text}”: {names}. Type the code.").format(
                    text=text, names="; ".join(self._name(pk) for pk in found)
                ),
            )
        elif found[0] == unit.key:
            entry.wrong(
                "into",
                _("{name} cannot go into itself. Choose another organisation.").format(name=unit.name),
            )
        elif not self.keeper:
            entry.mark("into", Mark.BARRED, new=self._name(found[0]))
        elif not self.told.basis:
            entry.wrong("into", no_decision())
        else:
            last = self.told.day - timedelta(days=1)
            say = _("{name} ends with {date}, and with it the rights of those who act for it.").format(
                name=unit.name, date=day(last)
            )
            entry.mark("into", Mark.NEW, new=self._name(found[0]), say=say)
            wanted[unit.key] = found[0]

    def _name(self, key: int) -> str:
        return self.sheet.units[key].name if key < 0 else self.register.name(key)

    def _against(self, unit: Unit, heads: set[tuple[int, int]], later: set[int], own: int | None) -> str:
        """What the act would refuse, as far as the dictionaries know; the act asks again."""
        register, start = self.register, self.told.day
        organization, into = register.organizations[unit.key], self._into(unit)
        last, name = start - timedelta(days=1), unit.name
        if organization.dissolved_on:
            return _("{name} has ended already, with {date}. Withdraw that first if it was entered by mistake.").format(
                name=name, date=day(organization.dissolved_on)
            )  # fmt: skip
        if organization.founded_on and last < organization.founded_on:
            return _("{name} was founded on {date}; this day lies before. Enter a later day, or correct the founding in its details.").format(
                name=name, date=day(organization.founded_on)
            )  # fmt: skip
        if into is not None and into.has_ended(start):
            return _("{name} ended with {date}; nothing can go into it after that.").format(
                name=self._name(into.pk), date=day(into.dissolved_on)
            )
        names = register.names.get(unit.key, [])
        if names and names[-1].since > last:
            return _("{name} has a name that begins later: “{later}” from {date}. Withdraw it first, or enter a later day.").format(
                name=name, later=names[-1].name, date=day(names[-1].since)
            )  # fmt: skip
        renamed = next((step for step in self.steps.renamed if step.pk == unit.key), None)
        if renamed is not None:
            return _("{name} has a name that begins later: “{later}” from {date}. Withdraw it first, or enter a later day.").format(
                name=names[-1].name, later=renamed.name, date=day(start)
            )  # fmt: skip
        origins = register.origins.get(unit.key)
        if origins and last < max(origins):
            return _("Another organisation went into {name} on {date}; it cannot end before that.").format(
                name=name, date=day(max(origins))
            )
        if unit.key in later:
            return _("{name} is a member of a bloc after its end. Take it out there first.").format(name=name)
        if any(pk == unit.key for _bloc, pk in heads) and (last.month, last.day) != (12, 31):
            return _("{name} heads a bloc: hand the office over to another member first.").format(name=name)
        if any(one.person.pk == own for one in self.people.held.get(unit.key, ())):
            return _(
                "A right of yours would end with it, and nobody ends a right of his own. Ask another officer."
            )
        return ""

    def _into(self, unit: Unit) -> Organization | None:
        found = self.find(unit.first.row.get("into"))
        return self.register.organizations.get(found[0])
