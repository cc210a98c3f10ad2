"""Compositions and offices of a roster: who belongs where in the year, in which order, who heads it."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from blocs import ports
from blocs.forms.composition import MOST_MEMBERS
from blocs.imports.kind import Mark
from blocs.imports.roster.options import Told
from blocs.imports.roster.record import Register, bare_key, has_left
from blocs.imports.roster.sheet import PLACE, Entry, Sheet, Unit, day, repeated
from blocs.imports.roster.steps import Composed, Steps
from blocs.models import Bloc, Membership, RowState
from blocs.queries.composition import (
    CompositionChange,
    Elsewhere,
    Line,
    compared,
    dissolved_sentence,
    elsewhere_sentence,
    ended_sentence,
    office_sentence,
)
from blocs.queries.decision import in_words


@dataclass
class Place:
    """A place in a bloc that a row tells, and the membership there is already."""

    unit: Unit
    entry: Entry
    bloc: int
    member: Membership | None
    order: int | None
    competes: bool

    @property
    def line(self) -> Line:
        return Line(self.unit.key, self.unit.name, self.competes, self.member)


@dataclass
class Of:
    """What the file tells of one bloc, and the list it makes of it; `is_named` where a row says its name or code."""

    bloc: int
    is_named: bool = False
    places: list[Place] = field(default_factory=list)
    by_order: dict[int, Place] = field(default_factory=dict)
    change: CompositionChange | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def row(self) -> int:
        """Where a refusal stands: the first row that changes the list, else the first of the bloc."""
        places = [place.entry for place in self.places]
        changing = (one for one in places if {"bloc", "order", "competes"} & set(one.planned.cells))
        return next(changing, places[0]).row.number


class Compositions:
    """Compares the members of the blocs that the file names."""

    def __init__(self, register: Register, told: Told, sheet: Sheet, steps: Steps, *, keeper: bool) -> None:
        self.register, self.told, self.sheet, self.steps = register, told, sheet, steps
        self.keeper = keeper
        self.of: dict[int, Of] = {}
        self.troubles: list[str] = []
        self.notes: list[str] = []
        # Where an organisation competes once the file is written.
        self.competing: dict[int, list[int]] = defaultdict(list)
        self.named: dict[str, list[int]] = {}

    def read(self) -> None:
        """The places that the rows tell; what contradicts itself is said there."""
        for unit in self.sheet.units.values():
            told: dict[int, Entry] = {}
            for entry in unit.entries:
                bloc = self._bloc(unit, entry, first=entry is unit.first)
                if bloc is None:
                    continue
                if bloc in told:
                    repeated(entry, told[bloc], PLACE)
                    continue
                told[bloc] = entry
                self._take(unit, entry, bloc)

    def _bloc(self, unit: Unit, entry: Entry, *, first: bool) -> int | None:
        """The bloc a row speaks of: the one it names, else the only one the organisation belongs to."""
        text = entry.row.get("bloc")
        if not text:
            only = self.register.of_organization.get(unit.key, []) if first else []
            if len(only) == 1 and not entry.row.texts.get("bloc"):
                return only[0].bloc_id
            if entry.row.get("office"):
                entry.wrong("bloc", _("Enter the bloc in which it holds this office."))
            return None
        found = self.named.get(text)
        if found is None:
            exact = self.register.by_bloc_code.get(text.lower())
            found = [exact] if exact else self.register.by_bloc.get(bare_key(text), [])
            self.named[text] = found
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(f"{self.register.bloc(pk)} ({self.register.blocs[pk].code})" for pk in found)
            entry.wrong(
                "bloc",
                _("Several blocs fit “{text}”: {names}. Type the code.").format(text=text, names=names),
            )
        else:
            entry.wrong("bloc", _("There is no bloc with the code or the name “{text}”.").format(text=text))
        return None

    def _take(self, unit: Unit, entry: Entry, bloc: int) -> None:
        member = self.register.memberships.get((unit.key, bloc))
        competes = entry.row.get("competes")
        of = self.of.setdefault(bloc, Of(bloc))
        of.is_named |= bool(entry.row.get("bloc"))
        if member is not None and has_left(member):
            if entry.row.get("bloc"):
                entry.wrong(
                    "bloc",
                    _("It left this bloc on {date}. If it comes back, record that on the page of the bloc.")
                    .format(date=day(member.left_on)),
                )  # fmt: skip
            return
        order = entry.row.get("order")
        if order is not None and not entry.row.get("bloc"):
            # A list of telephones counts its rows too.
            if self.keeper and member is not None and member.order != order:
                entry.warn(
                    "order",
                    _("The row names no bloc: the recorded place {order} stays.").format(order=member.order),
                )
            order = None
        if competes is None:
            competes = member.competes if member else True
        place = Place(unit, entry, bloc, member, order, competes)
        of.places.append(place)
        if order is None:
            return
        if (other := of.by_order.setdefault(order, place)) is not place:
            entry.wrong(
                "order",
                _("Row {row} has the same number in this bloc.").format(row=other.entry.row.number),
            )

    def compare(self) -> None:
        """The lists, what they change, and what stands against it."""
        for of in self.of.values():
            of.lines = self._lines(of)
        self._note_competing()
        for of in self.of.values():
            if of.places:
                self._compare(of)

    def _lines(self, of: Of) -> list[Line]:
        """The members as the file leaves them: whoever has a number stands there, the others keep their order.

        So the same file makes the same list again, also where it leaves out members or numbers the whole city.
        """
        told = {place.unit.key: place for place in of.places}
        rows = self.register.members.get(of.bloc, [])
        whole = self.told.whole and self.keeper and of.is_named
        lines = []
        for row in rows:
            place = told.get(row.organization_id)
            if place is None and (has_left(row) or not whole):
                name = self.register.name(row.organization_id)
                lines.append(Line(row.organization_id, name, row.competes, row))
            elif place is not None and place.order is None:
                lines.append(place.line)
        lines += [place.line for place in of.places if place.order is None and place.member is None]
        # Where recorded numbers have gaps, one that is repeated means the place it stands for.
        ranks = {row.organization_id: at for at, row in enumerate(rows, start=1)}
        wanted = [
            (
                ranks[place.unit.key]
                if place.member is not None and place.order == place.member.order
                else place.order,
                place,
            )
            for place in of.places
            if place.order is not None
        ]
        for order, place in sorted(wanted, key=lambda pair: (pair[0], pair[1].entry.row.number)):
            lines.insert(order - 1, place.line)
        return lines

    def _note_competing(self) -> None:
        for bloc, rows in self.register.members.items():
            if bloc not in self.of:
                for row in rows:
                    if row.competes:
                        self.competing[row.organization_id].append(bloc)
        for of in self.of.values():
            for line in of.lines:
                if line.competes:
                    self.competing[line.organization_id].append(of.bloc)

    def _compare(self, of: Of) -> None:
        bloc, year = self.register.blocs[of.bloc], self.told.year
        if len(of.lines) > MOST_MEMBERS:
            # Not looked at any further: nobody means such a list.
            sentence = _("A bloc has at most {most} members.").format(most=MOST_MEMBERS)
            self.troubles.append(f"{self.register.bloc(of.bloc)} {year}: {sentence}")
            return
        was = [
            Line(row.organization_id, self.register.name(row.organization_id), row.competes, row)
            for row in self.register.members.get(of.bloc, [])
        ]
        of.change = compared(bloc, year, was, of.lines)
        after = {line.organization_id: at for at, line in enumerate(of.lines, start=1)}
        before = {row.organization_id: row.order for row in self.register.members.get(of.bloc, [])}
        for place in of.places:
            self._mark(place, bool(of.change), before.get(place.unit.key), after[place.unit.key])
            if self.keeper:
                self._warn_of_number(of, place)
                self._against(place, bloc)
        if not self.keeper:
            return
        rebased = self._rebased(of)
        if of.change or rebased:
            self._step(of, bloc, rebased)

    def _mark(self, place: Place, changes: bool, before: int | None, after: int) -> None:
        entry, keeper = place.entry, self.keeper
        if place.member is None:
            mark = Mark.NEW if keeper else Mark.BARRED
            entry.mark("bloc", mark, new=self.register.bloc(place.bloc))
            entry.mark("order", mark, new=str(after))
            if entry.row.get("competes") is not None:
                entry.mark("competes", mark, new=_yes(place.competes))
            return
        mark = Mark.CHANGED if keeper else Mark.BARRED
        if changes and place.order is not None and before != after:
            entry.mark("order", mark, old=str(before), new=str(after))
        if place.competes != place.member.competes:
            entry.mark("competes", mark, old=_yes(place.member.competes), new=_yes(place.competes))

    def _warn_of_number(self, of: Of, place: Place) -> None:
        """A number of who joins may only count the rows of the file: who has it now, and is not in it, moves down."""
        if place.member is not None or place.order is None:
            return
        told = {one.unit.key for one in of.places}
        for row in self.register.members.get(of.bloc, []):
            if row.order == place.order and row.organization_id not in told and not self.told.whole:
                place.entry.warn(
                    "order",
                    _("{name} has this number in the bloc now and moves down. If it only counts the rows, leave the cell empty.")
                    .format(name=self.register.name(row.organization_id)),
                )  # fmt: skip
                return

    def _against(self, place: Place, bloc: Bloc) -> None:
        year, unit, entry = self.told.year, place.unit, place.entry
        joins = place.member is None
        if joins and bloc.ended_on and bloc.ended_on.year < year:
            entry.wrong("bloc", ended_sentence(bloc, year))
        organization = None if unit.is_new else self.register.organizations[unit.key]
        if joins and organization and organization.dissolved_on and organization.dissolved_on.year < year:
            entry.wrong("bloc", dissolved_sentence(unit.name, organization, year))
        begins = place.competes and (place.member is None or not place.member.competes)
        other = next((pk for pk in self.competing.get(unit.key, ()) if pk != place.bloc), None)
        if begins and other is not None:
            member = self.register.memberships.get((unit.key, other))
            column = "bloc" if joins else "competes"
            if member is not None and member.competes:
                elsewhere = Elsewhere(member, self.register.bloc(other))
                entry.wrong(column, elsewhere_sentence(unit.name, elsewhere, year, joins=joins))
            else:
                entry.wrong(
                    column,
                    _("The file lets it compete in {bloc} too. An organisation competes in one bloc a year.")
                    .format(bloc=self.register.bloc(other)),
                )  # fmt: skip

    def _rebased(self, of: Of) -> bool:
        """Whether the whole list rests on another decision from now on."""
        told = self.told.decision
        if not self.told.whole or not of.is_named or told is None:
            return False
        return any(
            line.membership is None
            or line.membership.decision is None
            or (
                line.membership.decision.number,
                line.membership.decision.issuer,
                line.membership.decision.dated_on,
            )
            != (told.number, told.issuer, told.dated_on)
            for line in of.lines
        )

    def _step(self, of: Of, bloc: Bloc, rebased: bool) -> None:
        change, year = of.change, self.told.year
        assert change is not None
        name = f"{self.register.bloc(of.bloc)} {year}"
        against = self._against_removal(of, change)
        if change:
            against += ports.vetoes_of("composition.set", change)
        self.troubles += [f"{name}: {sentence}" for sentence in against]
        told = list(change.sentences)
        if rebased or (change and self.told.decision):
            told.append(
                _("The whole list rests on: {decision}.").format(decision=in_words(self.told.decision))
            )
        if change:
            told += ports.consequences_of("composition.set", change)
        self.notes += [f"{name}: {sentence}" for sentence in told]
        if change.removed or not change:
            # Nothing else in the file would say that there is something to write.
            first = of.places[0].entry.planned
            first.state = RowState.CHANGED
            first.say += told[:1] if not change.removed else [
                _("Taken out of {bloc}: {names}.").format(
                    bloc=name, names="; ".join(line.name for line in change.removed)
                )
            ]  # fmt: skip
        gone = {line.organization_id for line in (*change.removed, *change.not_competing)}
        released = frozenset(pk for pk in gone if any(b != of.bloc for b in self.competing.get(pk, ())))
        members = [(line.organization_id, line.name, line.competes) for line in of.lines]
        self.steps.composed.append(Composed(of.row, of.bloc, members, released))

    def _against_removal(self, of: Of, change: CompositionChange) -> list[str]:
        """Who holds an office is not taken out of the list."""
        names = {line.organization_id: line.name for line in change.removed}
        return [
            office_sentence(names[office.organization_id], office)
            for office in self.register.offices.get(of.bloc, [])
            if office.organization_id in names
        ]


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")
