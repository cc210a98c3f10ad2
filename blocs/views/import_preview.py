"""An import as its pages show it: counts as filters, rows with the state of each cell, what confirming will do."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from blocs import clock, ports
from blocs.imports import engine
from blocs.imports.kind import Column, Kind, Mark
from blocs.imports.kinds import kind_of
from blocs.models import ImportRow, ImportRun, RowState, RunState
from blocs.numbers import format_number
from blocs.queries.import_run import WARNS, rows_in
from blocs.rules import can_see_history

PER_PAGE = 50
# A day as options keep it.
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# So many sentences on what else happens are read; the next are folded away, and what comes after them is counted.
NOTES_SHOWN, NOTES_FOLDED = 6, 100
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


@dataclass(slots=True)
class ShownCell:
    """A cell: what the file says or was corrected to, what it would change, what is said of it, where it is corrected.

    `plain` is one of which nothing is to be told.
    """

    key: str
    title: str
    text: str
    url: str = ""
    label: str = ""
    plain: bool = True
    wrong: bool = False
    barred: bool = False
    changes: bool = False
    old: str = ""
    new: str = ""
    say: str = ""
    was: str | None = None
    focus: bool = False


@dataclass(slots=True)
class ShownRow:
    """A row: its number in the file, its state as kind, icon and word, its cells, what is said of it as a whole."""

    number: int
    name: str
    state: str
    look: tuple[str, str, str]
    say: list[str]
    warns: bool
    hidden: bool
    skipped: bool
    cells: list[ShownCell]
    skip_url: str
    focus: bool

    @property
    def told(self) -> list[ShownCell]:
        """The cells of which something is to be told: in a wide table they are out of sight."""
        return [cell for cell in self.cells if not cell.plain]


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
    shower = _Shower(run, columns, request.GET.urlencode(), focus)
    return {
        "run": run,
        "title": title_of(run),
        "kind": kind,
        "columns": columns,
        "chips": list(_chips(run, asked)),
        "page": page,
        "rows": [shower.row(row) for row in page],
        "notes": run.notes[:NOTES_SHOWN],
        "more_notes": run.notes[NOTES_SHOWN : NOTES_SHOWN + NOTES_FOLDED],
        "notes_left": max(0, len(run.notes) - NOTES_SHOWN - NOTES_FOLDED),
        "open": run.state in (RunState.READY, RunState.WRITING),
        "interrupted": run.state == RunState.WRITING,
        "against": engine.against(run),
        "at_once": run.counts.get("total", 0) <= engine.AT_ONCE,
        "unchecked": not run.fingerprint,
        "writes": counts_in_words(run, (RowState.NEW, RowState.CHANGED)),
        "leaves": counts_in_words(run, (RowState.BARRED, RowState.SAME, RowState.SKIPPED)),
        "errors": run.counts.get(RowState.ERROR, 0),
        "options": list(_options(request, run, kind)),
        "has_options": kind.options is not None,
        "history": _history(request, run),
        "acting": request.actor.capacity,
    }


def _options(request: HttpRequest, run: ImportRun, kind: Kind) -> Iterator[str]:
    """What was told beside the table, each in words: "Valid from: 01/07/2021"."""
    fields = kind.options(None, actor=request.actor).fields if kind.options else {}
    for name, field in fields.items():
        value = run.options.get(name)
        if value is True:
            yield str(field.label)
        elif value not in (None, "", False, []):
            words = {str(key): str(word) for key, word in flatten_choices(getattr(field, "choices", ()))}
            day = _DAY.fullmatch(str(value))
            shown = "/".join(reversed(day.groups())) if day else words.get(str(value), value)
            yield f"{field.label}: {shown}"


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


class _Shower:
    """Shows the rows of one page; titles and words are looked up once."""

    def __init__(self, run: ImportRun, columns: Sequence[Column], query: str, focus: str) -> None:
        self.columns = [(column.name, str(column.title)) for column in columns]
        self.naming = next((column.name for column in columns if column.required), "")
        self.open = run.state in (RunState.READY, RunState.WRITING)
        self.base = f"{reverse('blocs:import_run', args=[run.pk])}rows/"
        self.query = f"?{query}" if query else ""
        self.label = _("Correct {column}, row {number}:")
        self.looks = {state: (*LOOK[state], str(state.label)) for state in LOOK}
        self.focus = focus

    def row(self, row: ImportRow) -> ShownRow:
        return ShownRow(
            number=row.number,
            name=row.corrected.get(self.naming, row.texts.get(self.naming, "")),
            state=row.state,
            look=self.looks[RowState(row.state)],
            say=row.say,
            warns=row.warns,
            hidden=row.hidden,
            skipped=row.skipped,
            cells=[self.cell(row, name, title) for name, title in self.columns],
            skip_url=f"{self.base}{row.number}/skipping/{self.query}",
            focus=self.focus == f"{row.number}-skip",
        )

    def cell(self, row: ImportRow, name: str, title: str) -> ShownCell:
        read = row.texts.get(name, "")
        cell = ShownCell(f"{row.number}-{name}", title, row.corrected.get(name, read))
        if self.open and not row.skipped:
            cell.url = f"{self.base}{row.number}/{name}/{self.query}"
            cell.label = self.label.format(column=title, number=row.number)
        cell.focus = self.focus == cell.key
        if name in row.corrected:
            cell.was = read
        if name in row.cells:
            mark, cell.old, cell.new, cell.say = row.cells[name]
            cell.wrong, cell.barred = mark == Mark.ERROR, mark == Mark.BARRED
            cell.changes = mark in (Mark.NEW, Mark.CHANGED) and row.state == RowState.CHANGED
        cell.plain = name not in row.cells and cell.was is None and not cell.focus
        return cell
