"""An import as its pages show it: counts as filters, rows with the state of each cell, what confirming will do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from blocs import clock, ports
from blocs.imports import engine
from blocs.imports.kind import Column, Mark
from blocs.imports.kinds import kind_of
from blocs.models import ImportRow, ImportRun, RowState, RunState
from blocs.numbers import format_number
from blocs.queries.import_run import WARNS, rows_in
from blocs.rules import can_see_history

PER_PAGE = 50
# So many sentences on what else happens are read; the rest is folded away.
NOTES_SHOWN = 6
ORDER = (RowState.ERROR, RowState.NEW, RowState.CHANGED, RowState.BARRED, RowState.SAME, RowState.SKIPPED)
# Kind of state and icon of each: `{% state %}`.
LOOK = {
    RowState.ERROR: ("wrong", "alert"),
    RowState.NEW: ("done", "plus"),
    RowState.CHANGED: ("move", "pen"),
    RowState.BARRED: ("soon", "lock"),
    RowState.SAME: ("none", "check"),
    RowState.SKIPPED: ("none", "minus"),
}
RUN_LOOK = {
    RunState.COLUMNS: ("soon", "settings"),
    RunState.CHECKING: ("move", "hourglass"),
    RunState.READY: ("soon", "pen"),
    RunState.WRITING: ("move", "hourglass"),
    RunState.DONE: ("done", "check-circle"),
    RunState.WITHDRAWN: ("none", "ban"),
}


WORDS: dict[str, Callable[[int], str]] = {
    RowState.ERROR: lambda n: ngettext("row in error", "rows in error", n),
    RowState.NEW: lambda n: ngettext("new row", "new rows", n),
    RowState.CHANGED: lambda n: ngettext("changed row", "changed rows", n),
    RowState.BARRED: lambda n: ngettext("row not yours to set", "rows not yours to set", n),
    RowState.SAME: lambda n: ngettext("unchanged row", "unchanged rows", n),
    RowState.SKIPPED: lambda n: ngettext("row left out", "rows left out", n),
}


@dataclass(frozen=True)
class Chip:
    """A count that narrows the rows."""

    label: str
    url: str
    count: str
    current: bool


@dataclass(frozen=True)
class ShownCell:
    """A cell: what the file says or was corrected to, what it would change, and what is said of it."""

    column: Column
    key: str
    text: str
    mark: str = Mark.SAME
    old: str = ""
    new: str = ""
    say: str = ""
    was: str | None = None
    focus: bool = False

    @property
    def wrong(self) -> bool:
        return self.mark == Mark.ERROR

    @property
    def barred(self) -> bool:
        return self.mark == Mark.BARRED

    @property
    def changes(self) -> bool:
        return self.mark in (Mark.CHANGED, Mark.NEW) and bool(self.old or self.new)


@dataclass(frozen=True)
class ShownRow:
    """A row: its number in the file, its state as kind, icon and word, its cells, what is said of it as a whole."""

    row: ImportRow
    look: tuple[str, str, str]
    cells: list[ShownCell] = field(default_factory=list)
    focus: bool = False


@dataclass(frozen=True)
class ShownRun:
    """A run in the list of one's own."""

    run: ImportRun
    title: str
    kind: str
    look: tuple[str, str, str]
    told: str


def shown_run(run: ImportRun) -> ShownRun:
    """A run in words; one of a kind that is no more bears its code."""
    kind = ports.import_kinds.get(run.kind)
    look = (*RUN_LOOK[RunState(run.state)], run.get_state_display())
    told = ", ".join(counts_in_words(run))
    return ShownRun(run, title_of(run), str(kind.title) if kind else run.kind, look, told)


def title_of(run: ImportRun) -> str:
    """The name of its file, or that it was pasted."""
    return run.file_name or _("Pasted rows")


def counts_in_words(run: ImportRun, states: Iterable[RowState] = ORDER) -> list[str]:
    """ "12 new rows", "3 rows in error", for the states there are."""
    return [
        f"{format_number(run.counts[state])} {WORDS[state](run.counts[state])}"
        for state in states
        if run.counts.get(state)
    ]


def preview(request: HttpRequest, run: ImportRun, focus: str = "") -> dict[str, Any]:
    """What the page of a checked, written or withdrawn run shows. `focus` is the cell that was just corrected."""
    kind = kind_of(run.kind)
    asked = request.GET.get("state", "")
    asked = asked if asked in (*ORDER, WARNS) else ""
    page = Paginator(_Counted(rows_in(run, asked), _count(run, asked)), PER_PAGE).get_page(
        request.GET.get("page")
    )
    columns = [column for column in kind.columns if column.name in run.columns]
    return {
        "run": run,
        "title": title_of(run),
        "kind": kind,
        "columns": columns,
        "chips": list(_chips(run, asked)),
        "page": page,
        "rows": [_shown(row, columns, focus) for row in page],
        "notes": run.notes[:NOTES_SHOWN],
        "more_notes": run.notes[NOTES_SHOWN:],
        "open": run.state in (RunState.READY, RunState.WRITING),
        "interrupted": run.state == RunState.WRITING,
        "against": engine.against(run),
        "at_once": run.counts.get("total", 0) <= engine.AT_ONCE,
        "unchecked": not run.fingerprint,
        "writes": counts_in_words(run, (RowState.NEW, RowState.CHANGED)),
        "leaves": counts_in_words(run, (RowState.BARRED, RowState.SAME, RowState.SKIPPED)),
        "errors": run.counts.get(RowState.ERROR, 0),
        "query": request.GET.urlencode(),
        "history": _history(request, run),
        "acting": request.actor.capacity,
    }


def _history(request: HttpRequest, run: ImportRun) -> str:
    """Where the records of the day of a written import are, for whom they are open."""
    if run.state != RunState.DONE or not can_see_history(request.actor):
        return ""
    day = f"{run.confirmed_at.astimezone(clock.LOCAL):%d/%m/%Y}"
    asked = {"person": request.actor.person.pk, "since": day, "until": day}
    return f"{reverse('reports:history')}?{urlencode(asked)}"


class _Counted:
    """Rows whose number is known from the run: counting them again would be a question for nothing."""

    def __init__(self, rows: QuerySet[ImportRow], count: int) -> None:
        self.rows, self._count = rows, count

    def count(self) -> int:
        return self._count

    def __getitem__(self, part: slice) -> list[ImportRow]:
        return list(self.rows[part])


def _count(run: ImportRun, state: str) -> int:
    return run.counts.get(state or "total", 0)


def _chips(run: ImportRun, asked: str) -> Iterable[Chip]:
    labels = {
        "": pgettext("rows", "All"),
        RowState.ERROR: RowState.ERROR.label,
        WARNS: _("Warning"),
        **{state: state.label for state in ORDER[1:]},
    }
    for state, label in labels.items():
        count = _count(run, state)
        if count or not state or state == asked:
            yield Chip(str(label), f"?state={state}" if state else "?", format_number(count), state == asked)


def _shown(row: ImportRow, columns: Iterable[Column], focus: str) -> ShownRow:
    cells = []
    for column in columns:
        name = column.name
        read = row.texts.get(name, "")
        text = row.corrected.get(name, read)
        key = f"{row.number}-{name}"
        mark, old, new, say = row.cells.get(name, (Mark.SAME, "", "", ""))
        was = read if name in row.corrected else None
        cells.append(ShownCell(column, key, text, mark, old, new, say, was, focus == key))
    state = RowState(row.state)
    return ShownRow(row, (*LOOK[state], str(state.label)), cells, focus == f"{row.number}-skip")
