"""What the rows of an import would do: read, planned by their kind, kept as the page shows them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blocs.actor import Actor
from blocs.imports.kind import Cell, Column, Kind, Mark, Plan, PlannedRow, Progress, Reading, Row, Unreadable
from blocs.models import ImportRow, ImportRun, RowState

# More rows than these are written anew in one go, which is faster than changing them one by one.
CHANGED_ONE_BY_ONE = 200
BATCH = 500
SILENT: Progress = lambda _done: None  # noqa: E731 - a type, and nothing to do


@dataclass
class Checked:
    """The plan of a run, what became of its rows, and those of them that are not as they were."""

    plan: Plan
    rows: list[ImportRow]
    changed: list[ImportRow]
    counts: dict[str, int]


def checked(run: ImportRun, kind: Kind, *, actor: Actor, progress: Progress = SILENT) -> Checked:
    """Plans the rows that are not left out, against the record as it is now. Writes nothing."""
    rows = list(run.rows.order_by("number"))
    taken = [row for row in rows if not row.skipped]
    given, unreadable = read_rows(kind, taken)
    plan = kind.plan(given, run.options, actor, progress)
    planned = {row.number: row for row in plan.rows}
    changed = []
    for row, seen in zip(taken, given, strict=True):
        told = planned.get(row.number) or PlannedRow(row.number)
        if _settle(row, told, seen, unreadable.get(row.number, {})):
            changed.append(row)
    for row in rows:
        if row.skipped and _set(row, RowState.SKIPPED, False, {}, []):
            changed.append(row)
    return Checked(plan, rows, changed, counted(rows))


def read_rows(kind: Kind, rows: Iterable[ImportRow]) -> tuple[list[Row], dict[int, dict[str, str]]]:
    """The rows as a kind gets them; and by row and column why a text could not be read."""
    readers = {column.name: _Reader(column) for column in kind.columns}
    given: list[Row] = []
    unreadable: dict[int, dict[str, str]] = {}
    for row in rows:
        texts = row.texts | row.corrected
        readings = {}
        for name, text in texts.items():
            if not text or name not in readers:
                continue
            reading = readers[name](text)
            if isinstance(reading, Reading):
                readings[name] = reading
            else:
                unreadable.setdefault(row.number, {})[name] = reading
        given.append(Row(row.number, texts, readings))
    return given, unreadable


class _Reader:
    """Reads the texts of one column, each text once."""

    def __init__(self, column: Column) -> None:
        self.read = column.read
        self.known: dict[str, Reading | str] = {}

    def __call__(self, text: str) -> Reading | str:
        found = self.known.get(text)
        if found is None:
            try:
                found = self.read(text)
            except Unreadable as error:
                found = str(error)
            self.known[text] = found
        return found


def counted(rows: Iterable[ImportRow]) -> dict[str, int]:
    """How many rows there are in each state, how many warn, how many in all."""
    rows = list(rows)
    states = Counter(row.state for row in rows)
    return {
        "total": len(rows),
        "warns": sum(1 for row in rows if row.warns),
        **{state: states[state] for state in RowState.values},
    }


def store_rows(run: ImportRun, found: Checked) -> None:
    """Keeps what became of the rows; those that are as they were are left alone. In the caller's transaction."""
    untold: dict[tuple[str, bool], list[int]] = defaultdict(list)
    told = []
    for row in found.changed:
        if row.cells or row.say:
            told.append(row)
        else:
            untold[row.state, row.warns].append(row.number)
    for (state, warns), numbers in untold.items():
        for part in batched(numbers):
            run.rows.filter(number__in=part).update(state=state, warns=warns, cells={}, say=[])
    if len(told) <= CHANGED_ONE_BY_ONE:
        ImportRow.objects.bulk_update(told, ["state", "warns", "cells", "say"], batch_size=50)
        return
    for part in batched([row.number for row in told]):
        run.rows.filter(number__in=part).delete()
    for row in told:
        row.pk = None
    ImportRow.objects.bulk_create(told, batch_size=BATCH)


def batched(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Parts of so many as one question may name."""
    return (numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH))


def _settle(row: ImportRow, told: PlannedRow, seen: Row, unreadable: Mapping[str, str]) -> bool:
    """Puts what was planned into the row; whether anything is not as it was."""
    # Of a new row every text is new: that its state says.
    untold = {Mark.SAME, Mark.NEW} if told.state == RowState.NEW else {Mark.SAME}
    cells = {
        name: [cell.mark, cell.old, cell.new, str(cell.say)]
        for name, cell in told.cells.items()
        if cell.say or cell.mark not in untold
    }
    warns = told.warns
    for name, reading in seen.readings.items():
        if reading.warning:
            warns = True
            mark, old, new, say = cells.get(name, [Mark.SAME, "", "", ""])
            cells[name] = [mark, old, new, say or reading.warning]
    for name, sentence in unreadable.items():
        cells[name] = [Mark.ERROR, "", "", sentence]
    wrong = any(cell[0] == Mark.ERROR for cell in cells.values())
    return _set(row, RowState.ERROR if wrong else told.state, warns, cells, [str(one) for one in told.say])


def _set(row: ImportRow, state: str, warns: bool, cells: dict[str, list[str]], say: Sequence[str]) -> bool:
    new = (str(state), bool(warns), cells, list(say))
    if (row.state, row.warns, row.cells, row.say) == new:
        return False
    row.state, row.warns, row.cells, row.say = new
    return True


def cell_of(stored: Sequence[Any]) -> Cell:
    """A cell as a row keeps it."""
    return Cell(*stored)
