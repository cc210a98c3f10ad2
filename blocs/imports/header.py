"""Where the heads of a table are and which column is what: found by the heads' words, wherever they stand."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from blocs.imports.kind import Column, Kind, Unreadable
from blocs.reading.tables import Table
from blocs.text import search_key

# A letterhead and a title above the heads rarely take more rows.
LOOKED_AT = 30
# So many rows without heads tell whether the usual order fits.
ROWS_TRIED = 3
_IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_ORDINAL = re.compile(r"\(?([0-9]{1,2}|[A-Z])\)?")

Rows = Sequence[Sequence[str]]
Keys = Mapping[str, str]


@dataclass(frozen=True)
class Heads:
    """The heads of a table: `row` the number of their last row (from 1; 0 where there is none), a title for each
    column, which of them is which of the kind's columns, and what fits several."""

    row: int = 0
    titles: tuple[str, ...] = ()
    found: Mapping[str, int] = field(default_factory=dict)
    doubled: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """One sheet of a file as a kind would read it."""

    table: Table
    heads: Heads

    def missing(self, kind: Kind) -> list[Column]:
        """The required columns that are not found."""
        return [one for one in kind.columns if one.required and one.name not in self.heads.found]

    def fits(self, kind: Kind) -> bool:
        """Whether it can be read as it is."""
        return bool(self.heads.found) and not self.heads.doubled and not self.missing(kind)


@dataclass(frozen=True)
class Guess:
    """What a file seems to be: its sheets, the one to read (`settled`: nobody has to be asked), and the kind whose
    columns it fits better, if any."""

    candidates: list[Candidate]
    best: Candidate
    settled: bool
    other: Kind | None = None


def guess(tables: Sequence[Table], kind: Kind, others: Iterable[Kind] = ()) -> Guess:
    """Which sheet is meant, and where its heads are. A hidden sheet is never chosen by itself.

    `tables` hold at least one that is not empty. `others` are the kinds it might have been meant for.
    """
    keys = keys_of(kind)
    candidates = [
        Candidate(table, heads if heads.found or not kind.default_order else in_order(table, kind))
        for table in tables
        if not is_empty(table)
        for heads in [find_heads(table.rows, keys)]
    ]
    seen = [one for one in candidates if not one.table.hidden]
    fitting = [one for one in seen if one.fits(kind)]
    best = max(fitting or seen or candidates, key=lambda one: len(one.heads.found))
    other = _better(best, kind, others)
    return Guess(candidates, best, settled=len(fitting) == 1 and other is None, other=other)


def _better(best: Candidate, kind: Kind, others: Iterable[Kind]) -> Kind | None:
    """The kind whose required columns are all there, and more of whose columns are than of this one's."""
    most, found = len(best.heads.found), None
    for other in others:
        if other.code == kind.code:
            continue
        as_other = Candidate(best.table, find_heads(best.table.rows, keys_of(other)))
        if as_other.fits(other) and len(as_other.heads.found) > most:
            most, found = len(as_other.heads.found), other
    return found


def keys_of(kind: Kind) -> Keys:
    """The words by which the heads of a kind are known, as they are compared, and the column each means."""
    keys: dict[str, str] = {}
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            for column in kind.columns:
                keys.setdefault(search_key(str(column.title)), column.name)
    for column in kind.columns:
        for synonym in column.synonyms:
            keys.setdefault(search_key(synonym), column.name)
    return keys


def find_heads(rows: Rows, keys: Keys) -> Heads:
    """The heads among the first rows: those in which most columns are known. Without any, the row with most cells."""
    best = Heads()
    for number in range(1, min(LOOKED_AT, len(rows)) + 1):
        for one in (_single(rows, number, keys), _double(rows, number, keys)):
            if len(one.found) > len(best.found):
                best = one
    if best.found:
        return best
    first = rows[:LOOKED_AT]
    fullest = max(range(len(first)), key=lambda at: sum(map(bool, first[at])), default=None)
    return Heads() if fullest is None else _single(rows, fullest + 1, keys)


def in_order(table: Table, kind: Kind) -> Heads:
    """No heads: the columns in the kind's default order, after one that only counts the rows. None is found where
    the first rows cannot be read so: then it has to be told."""
    rows = [row for row in table.rows if any(row)]
    titles = ("",) * max(map(len, rows))
    first = int(
        len(rows) > 1 and [row[0].strip(" .)") for row in rows] == [str(n + 1) for n in range(len(rows))]
    )
    found = dict(zip(kind.default_order, range(first, len(titles)), strict=False))
    if not all(one.name in found for one in kind.columns if one.required):
        return Heads(titles=titles)
    for row in rows[:ROWS_TRIED]:
        for one in kind.columns:
            at = found.get(one.name)
            if at is not None and at < len(row) and row[at] and not _can_be(row[at], one):
                return Heads(titles=titles)
    return Heads(titles=titles, found=found)


def _can_be(text: str, column: Column) -> bool:
    try:
        column.read(text)
    except Unreadable:
        return False
    return True


def heads_at(rows: Rows, number: int, keys: Keys) -> Heads:
    """The heads where a person says they are: in that row alone, or in it and one beside it; 0: there are none."""
    if number == 0:
        return Heads(titles=("",) * max(map(len, rows), default=0))
    if not 1 <= number <= len(rows):
        return Heads()
    ways = [_single(rows, number, keys), _double(rows, number, keys)]
    if number < len(rows):
        ways.append(_double(rows, number + 1, keys))
    return max(ways, key=lambda one: len(one.found))


def data_rows(table: Table, head_row: int) -> list[tuple[int, list[str]]]:
    """The rows under the heads that are not empty, with their numbers in the file; a row that only numbers the
    columns, as official tables have it, is no data."""
    found = [
        (number, row) for number, row in enumerate(table.rows[head_row:], start=head_row + 1) if any(row)
    ]
    return found[1:] if found and _only_numbers(found[0][1]) else found


def troubles(heads: Heads, kind: Kind) -> list[str]:
    """What must be told before the table can be read, as sentences."""
    missing = Candidate(Table("", []), heads).missing(kind)
    told = []
    if missing:
        told.append(
            _("These columns are needed and were not found: {columns}.").format(columns=_named(missing))
        )
    doubled = [one for one in kind.columns if one.name in heads.doubled]
    if doubled:
        told.append(_("Several columns of the table seem to be the same: {columns}. Choose which one is meant.").format(
            columns=_named(doubled)
        ))  # fmt: skip
    return told


def is_empty(table: Table) -> bool:
    return not any(any(row) for row in table.rows)


def unread(heads: Heads, used: Iterable[int]) -> list[str]:
    """The titles of columns that are for nothing."""
    taken = set(used)
    return [title for at, title in enumerate(heads.titles) if title and at not in taken]


def _named(columns: Iterable[Column]) -> str:
    return ", ".join(f"“{column.title}”" for column in columns)


def _single(rows: Rows, number: int, keys: Keys) -> Heads:
    titles = [_one_line(cell) for cell in rows[number - 1]]
    return _matched(number, titles, [[title] for title in titles], keys)


def _double(rows: Rows, number: int, keys: Keys) -> Heads:
    """Heads in two rows: "Người đứng đầu" over "Họ tên" and "Chức vụ" reads "Người đứng đầu Họ tên" and so on."""
    if number < 2:
        return Heads()
    upper, lower = rows[number - 2], rows[number - 1]
    titles, ways, above = [], [], ""
    for at in range(max(len(upper), len(lower))):
        top = _one_line(upper[at]) if at < len(upper) else ""
        below = _one_line(lower[at]) if at < len(lower) else ""
        if top:
            # Merged downwards, it stands over no other column.
            above = top if below else ""
        joined = f"{above} {below}" if above and below else top or below
        titles.append(joined)
        ways.append([joined, below])
    return _matched(number, titles, ways, keys)


def _matched(number: int, titles: Sequence[str], ways: Sequence[Sequence[str]], keys: Keys) -> Heads:
    found: dict[str, int] = {}
    doubled = []
    for at, texts in enumerate(ways):
        name = next((keys[key] for text in texts for key in _keys(text) if key in keys), None)
        if name is None:
            continue
        if name in found:
            doubled.append(name)
        else:
            found[name] = at
    return Heads(number, tuple(titles), found, tuple(doubled))


def _keys(text: str) -> list[str]:
    """The words of a head, and without what is said in brackets: "Ngày thành lập (dd/mm/yyyy)", "Mã đơn vị (*)"."""
    if not text or len(text) > 200:
        return []
    return [key for key in (search_key(text), search_key(_IN_BRACKETS.sub(" ", text))) if key]


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _only_numbers(row: Sequence[str]) -> bool:
    """ "(1) (2) (3)", or "A B 1 2": at least three cells, each the next of its sort."""
    marks = []
    for cell in row:
        text = cell.strip()
        if not text:
            continue
        if not (match := _ORDINAL.fullmatch(text)):
            return False
        marks.append(match[1])
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    letters = [mark for mark in marks if not mark.isdigit()]
    in_order = numbers == list(range(1, len(numbers) + 1)) and letters == sorted(set(letters))
    return len(marks) >= 3 and in_order
