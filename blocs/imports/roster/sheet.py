"""The rows of a roster sorted by organisation: which of the record each means, or that it is a new one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from blocs.imports.kind import Cell, Mark, PlannedRow, Row
from blocs.imports.roster.columns import CLEAR, LONGEST_CODE, LONGEST_SHORT
from blocs.imports.roster.options import Told
from blocs.imports.roster.record import Register, bare_key
from blocs.models import RowState

# What stands once for an organisation; further rows repeat it or leave it empty.
ONCE = ("short_name", "kind", "founded_on", "into")
LEADER = ("leader", "leader_title", "signing", "leader_email", "leader_phone", "since")
CLERK = ("clerk", "clerk_title", "clerk_email", "clerk_phone")
PLACE = ("order", "competes", "office")
# How much of the pairs of letters two names share that are "nearly like" each other.
NEARLY = 0.85


@dataclass(slots=True)
class Entry:
    """A row of an organisation and what was planned for it."""

    row: Row
    planned: PlannedRow

    def mark(self, column: str, mark: str, *, old: str = "", new: str = "", say: str = "") -> None:
        """What a cell does; an error found before stands."""
        if column not in self.planned.cells or self.planned.cells[column].mark != Mark.ERROR:
            self.planned.cells[column] = Cell(mark, old, new, say)

    def wrong(self, column: str, sentence: str) -> None:
        """An error at a cell; the first one stands."""
        cell = self.planned.cells.get(column)
        if cell is None or cell.mark != Mark.ERROR:
            self.planned.cells[column] = Cell(Mark.ERROR, say=sentence)
            self.planned.state = RowState.ERROR

    def warn(self, column: str, sentence: str) -> None:
        cell = self.planned.cells.get(column, Cell())
        say = f"{cell.say} {sentence}" if cell.say else sentence
        self.planned.cells[column] = Cell(cell.mark, cell.old, cell.new, say)
        self.planned.warns = True


@dataclass(slots=True)
class Unit:
    """An organisation of the file: `key` is its pk, or a number below nought for one that is new."""

    key: int
    name: str
    entries: list[Entry] = field(default_factory=list)
    code: str = ""
    short: str = ""
    founded_on: date | None = None

    @property
    def is_new(self) -> bool:
        return self.key < 0

    @property
    def first(self) -> Entry:
        return self.entries[0]


@dataclass
class Sheet:
    """All rows in their order, and the organisations they speak of."""

    rows: list[PlannedRow] = field(default_factory=list)
    units: dict[int, Unit] = field(default_factory=dict)


def day(value: date | None) -> str:
    """A day as the pages show it."""
    return f"{value:%d/%m/%Y}" if value else ""


def repeated(entry: Entry, first: Entry, columns: Iterable[str]) -> None:
    """A further row may repeat what stands in the first one of its organisation, and says nothing else."""
    for column in columns:
        text = entry.row.texts.get(column)
        if not text or text == first.row.texts.get(column):
            continue
        value, known = entry.row.get(column), first.row.get(column)
        if value is not None and value != known:
            entry.wrong(
                column,
                _("Row {row} says something else of the same organisation. It is told once, there.").format(
                    row=first.row.number
                ),
            )


class Sorter:
    """Finds the organisation of each row. One that a secretariat does not see does not exist."""

    def __init__(self, register: Register, told: Told, *, keeper: bool) -> None:
        self.register, self.told, self.keeper = register, told, keeper
        self.sheet = Sheet()
        self.seen: dict[tuple, int] = {}
        self.new_by_code: dict[str, int] = {}
        self.new_by_name: dict[str, list[int]] = defaultdict(list)
        self.codes: set[str] = set(register.by_code)
        self.nearly = Nearly(register.by_name)
        self.last: Unit | None = None

    def sort(self, rows: Sequence[Row], progress: Callable[[int], None]) -> Sheet:
        # Codes that stand in the file are not given to others.
        self.codes |= {str(row.get("code")).lower() for row in rows if row.get("code")}
        for done, row in enumerate(rows):
            if done % 200 == 0:
                progress(done)
            planned = PlannedRow(row.number)
            self.sheet.rows.append(planned)
            self._place(Entry(row, planned))
        return self.sheet

    def _place(self, entry: Entry) -> None:
        row = entry.row
        texts = tuple(row.texts.values())
        if (twin := self.seen.setdefault(texts, row.number)) != row.number:
            entry.planned.state = RowState.ERROR
            entry.planned.say.append(_("The same as row {row}. Leave one of the two out.").format(row=twin))
            return
        unit = self._unit(entry)
        if unit is not None:
            unit.entries.append(entry)
            self.last = unit

    def _unit(self, entry: Entry) -> Unit | None:
        texts, get = entry.row.texts, entry.row.get
        code, name, short = get("code"), get("name"), get("short_name")
        if any(texts.get(column) and get(column) is None for column in ("code", "name")):
            # Unreadable: the engine says why.
            self.last = None
            return None
        if not code and not name and not short:
            return self._further(entry)
        key = self._known(entry, code, name, short)
        if key is None:
            return None
        return self.sheet.units.get(key) or self._begun(key)

    def _begun(self, key: int) -> Unit:
        unit = Unit(key, self.register.name(key), code=self.register.organizations[key].code)
        named = self.register.named(key)
        unit.short, unit.founded_on = (
            (named.short if named else ""),
            self.register.organizations[key].founded_on,
        )
        self.sheet.units[key] = unit
        return unit

    def _further(self, entry: Entry) -> Unit | None:
        """A row that names no organisation goes on with the one above, where cells were merged."""
        if self.last is None:
            entry.wrong("name", _("Enter the name or the code of the organisation."))
            return None
        entry.warn(
            "name",
            _("No organisation stands here: taken for {name} of row {row}.").format(
                name=self.last.name, row=self.last.first.row.number
            ),
        )
        return self.last

    def _known(self, entry: Entry, code: str | None, name: str | None, short: str | None) -> int | None:
        """The key of the organisation; None where it is wrong, which is said."""
        by_code = None
        if code:
            by_code = self.register.by_code.get(code.lower()) or self.new_by_code.get(code.lower())
        bearing = self._bearing(name or short or "")
        if by_code is not None:
            if bearing and by_code not in bearing:
                entry.wrong("code", self._contradiction(code or "", by_code, bearing[0]))
                return None
            return by_code
        found = self._meant(bearing, name or short or "", short)
        if len(found) > 1:
            entry.wrong("name", self._ambiguous(name or short or "", found))
            return None
        if found and code:
            entry.wrong("code", self._other_code(found[0]))
            return None
        return found[0] if found else self._new(entry, code, name, short)

    def _bearing(self, text: str) -> list[int]:
        """Organisations that bear or bore a name, of the record and of the file."""
        key = bare_key(text)
        return [*self.register.by_name.get(key, ()), *self.new_by_name.get(key, ())]

    def _meant(self, found: list[int], text: str, short: str | None) -> list[int]:
        """Of several that bear or bore a name, the one that bears it today and goes on."""
        if len(found) < 2:
            return found
        key = bare_key(text)
        known = [pk for pk in found if pk > 0]
        today = [pk for pk in known if self._bears(pk, key) and not self._has_ended(pk)]
        if short and len(today) != 1:
            both = {*self.register.by_name.get(bare_key(short), ())} & {*known}
            today = [pk for pk in known if pk in both]
        return today if len(today) == 1 else found

    def _bears(self, pk: int, key: str) -> bool:
        named = self.register.named(pk)
        return named is not None and key in (bare_key(named.name), bare_key(named.short))

    def _has_ended(self, pk: int) -> bool:
        return self.register.organizations[pk].has_ended(self.told.day)

    def _contradiction(self, code: str, by_code: int, by_name: int) -> str:
        return _(
            "The code {code} is that of {one}, the name that of {other}. Put one of the two right."
        ).format(code=code, one=self._called(by_code), other=self._called(by_name))

    def _other_code(self, key: int) -> str:
        if key < 0:
            unit = self.sheet.units[key]
            return _("Row {row} has the same name and the code {code}. Put one of the two right.").format(
                row=unit.first.row.number, code=unit.code
            )
        return _(
            "{name} has the code {code}. Enter that one, or leave the cell empty; to correct the code, use "
            "“Edit the details” on the page of the organisation."
        ).format(name=self.register.name(key), code=self.register.organizations[key].code)

    def _ambiguous(self, text: str, found: Iterable[int]) -> str:
        return _("Several organisations fit “{text}”: {names}. Type the code.").format(
            text=text, names="; ".join(self._called(pk) for pk in found)
        )

    def _called(self, key: int) -> str:
        if key < 0:
            unit = self.sheet.units[key]
            return _("{name} (row {row})").format(name=unit.name, row=unit.first.row.number)
        return f"{self.register.name(key)} ({self.register.organizations[key].code})"

    def _new(self, entry: Entry, code: str | None, name: str | None, short: str | None) -> int | None:
        """A new organisation; a code is made where none is given."""
        if not self.keeper:
            entry.wrong(
                "name" if name or short else "code",
                _("No organisation of the bloc is called so. New ones are entered by the city officer."),
            )
            return None
        if not name:
            entry.wrong(
                "name", _("There is no organisation with this code. To enter a new one, tell its name.")
            )
            return None
        key = -1 - len(self.sheet.units)
        founded = entry.row.get("founded_on")
        unit = Unit(key, name, short=short or name, founded_on=None if founded is CLEAR else founded)
        unit.code = code or self._made_code(unit.short)
        self.codes.add(unit.code.lower())
        self._check_new(entry, unit, code, short)
        self.sheet.units[key] = unit
        self.new_by_code[unit.code.lower()] = key
        for text in {bare_key(name), bare_key(unit.short)} - {""}:
            self.new_by_name[text].append(key)
        return key

    def _check_new(self, entry: Entry, unit: Unit, code: str | None, short: str | None) -> None:
        entry.mark("name", Mark.NEW, new=unit.name)
        entry.mark("short_name", Mark.NEW, new=unit.short)
        entry.mark("code", Mark.NEW, new=unit.code)
        if not code:
            entry.mark(
                "code",
                Mark.NEW,
                new=unit.code,
                say=_("Made from the short name: {code}.").format(code=unit.code),
            )
        if not short and len(unit.short) > LONGEST_SHORT:
            entry.wrong(
                "short_name", _("Enter a short name; the full one is too long to stand in its place.")
            )
        elif not short:
            entry.warn("short_name", _("No short name is told: the full name stands in its place."))
        if like := self.nearly.like(unit.name):
            names = "; ".join(self._called(pk) for pk in like)
            entry.warn(
                "name",
                _("Nearly like {names}. If it is the same organisation, enter its code.").format(names=names),
            )

    def _made_code(self, short: str) -> str:
        """Letters, digits and hyphens of the short name, and a number where another has it."""
        words = bare_key(short).upper().split() or ["DV"]
        made = ""
        for word in words:
            longer = f"{made}-{word}" if made else word[:LONGEST_CODE]
            if len(longer) > LONGEST_CODE - 4:
                break
            made = longer
        made = made or words[0][: LONGEST_CODE - 4]
        code, number = made, 2
        while code.lower() in self.codes:
            code, number = f"{made}-{number}", number + 1
        return code


class Nearly:
    """Which names of the record are nearly like one, by the pairs of letters they share.

    Who shares enough of them shares one of the rarest few: only those who do are compared.
    """

    def __init__(self, by_name: dict[str, list[int]]) -> None:
        self.names = [
            (_digits(key), frozenset(_pairs(key)), pks) for key, pks in by_name.items() if len(key) > 7
        ]
        self.having: dict[str, list[int]] = defaultdict(list)
        for number, (_numbers, pairs, _pks) in enumerate(self.names):
            for pair in pairs:
                self.having[pair].append(number)

    def like(self, name: str) -> list[int]:
        key = bare_key(name)
        pairs, digits = _pairs(key), _digits(key)
        least = NEARLY / (2 - NEARLY) * len(pairs)
        held = sorted((self.having.get(pair, ()) for pair in pairs), key=len)
        near: set[int] = set().union(*held[: len(pairs) - int(least) + 1])
        found: list[int] = []
        for number in sorted(near):
            numbers, theirs, pks = self.names[number]
            # Phường số 11 is not nearly Phường số 12.
            if numbers == digits and 2 * len(pairs & theirs) >= NEARLY * (len(pairs) + len(theirs)):
                found += [pk for pk in pks if pk not in found]
        return found


def _pairs(key: str) -> set[str]:
    return {key[at : at + 2] for at in range(len(key) - 1)}


def _digits(key: str) -> list[str]:
    return [word for word in key.split() if word.isdigit()]
