"""The score sheet as a grid: what stands in each cell, and what the line under a row says. No query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from blocs import clock, numbers
from emulation.actions.score_line import AGREEMENT, RESULTS, REVIEW, Clash
from emulation.forms.score_line import MOST_REASON, MOST_TEXT, LineForm, cell_label
from emulation.models import Criterion, ScoreLine, ScoreSheet
from emulation.queries.scorebook import Scorebook
from emulation.queries.scoresheet import is_disputed
from emulation.scoring import GroupKind, SheetScore
from emulation.wording import explain_points

TEXTS = {"result_text": MOST_TEXT, "review_reason": MOST_REASON}
FIGURES = ("planned", "actual")
POINTS = ("self_points", "reviewed_points", "agreed_points")


@dataclass(frozen=True)
class Desk:
    """What a reader may do on a sheet now; decided by the view, from rules."""

    fill: bool = False
    review: bool = False
    agree: bool = False
    dispute: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The cells that may be typed into."""
        filling = RESULTS if self.fill else ()
        return (*filling, *(REVIEW if self.review else ()), *(AGREEMENT if self.agree else ()))


@dataclass
class Cell:
    """One cell: `value` as text; `edit` whether it is typed into; `state` saved, wrong, two or empty."""

    name: str
    key: str
    label: str
    head: str
    value: str = ""
    edit: bool = False
    gap: bool = False
    state: str = ""
    at: str = ""
    most: int = 0
    sent: str = ""

    @property
    def is_text(self) -> bool:
        return self.most > 0


@dataclass
class Note:
    """The line under a row: what is wrong and what to do; `keep` and `take` offer two values."""

    kind: str
    icon: str
    strong: str
    text: str = ""
    cell: str = ""
    keep: str = ""
    take: str = ""
    by: str = ""
    sent: str = ""
    answer: bool = False


@dataclass
class Row:
    """One criterion with its cells and the notes under it."""

    pk: int
    code: str
    name: str
    maximum: str
    why: str
    hint: str
    version: int
    url: str
    cells: list[Cell]
    notes: list[Note] = field(default_factory=list)
    dispute_url: str = ""

    @property
    def version_key(self) -> str:
        return f"{self.pk}-version"


@dataclass
class Part:
    """A group of criteria with its sum."""

    code: str
    name: str
    kind: str
    points: str
    maximum: str
    rows: list[Row]


@dataclass
class Grid:
    """The whole page's grid. `heads` are the columns after code, criterion and maximum."""

    heads: list[tuple[str, str]]
    parts: list[Part]
    sums: list[Part]
    total: str
    answered: int
    unreviewed: int
    of: int
    sheet: ScoreSheet

    @property
    def width(self) -> int:
        return 3 + len(self.heads)

    @property
    def rows(self) -> Iterable[Row]:
        return (row for part in self.parts for row in part.rows)


def make_grid(
    sheet: ScoreSheet,
    book: Scorebook,
    lines: Sequence[ScoreLine],
    score: SheetScore,
    desk: Desk,
    *,
    forms: Mapping[int, LineForm] | None = None,
    clashes: Sequence[Clash] = (),
    saved: Mapping[int, Iterable[str]] | None = None,
    only: int | None = None,
) -> Grid:
    """The grid of a sheet as a reader with this `desk` sees it.

    `forms` are lines typed just now, by criterion: their errors and texts stand in the cells. `saved`
    names cells that were written just now; with `only`, there is but the row of that criterion.
    """
    by_criterion = {line.criterion_id: line for line in lines}
    names = _columns(lines, book, desk)
    forms, saved = forms or {}, saved or {}
    parts: list[Part] = []
    for group in book.table.groups:
        rows = []
        for criterion in book.scored:
            if criterion.group.code != group.code or criterion.pk not in by_criterion:
                continue
            if only not in (None, criterion.pk):
                continue
            rows.append(
                _row(
                    sheet,
                    criterion,
                    by_criterion[criterion.pk],
                    names,
                    book,
                    score,
                    desk,
                    forms.get(criterion.pk),
                    [clash for clash in clashes if clash.criterion_id == criterion.pk],
                    set(saved.get(criterion.pk, ())),
                )
            )
        parts.append(
            Part(
                group.code,
                group.name,
                group.kind,
                _signed(group.kind, score.group_points()[group.code], book.table.decimals),
                _maximum_of(group, book),
                rows,
            )
        )
    return Grid(
        heads=[(name, cell_label(name)) for name in names],
        parts=[part for part in parts if part.rows],
        sums=parts,
        total=numbers.points(score.total, book.table.decimals),
        answered=sum(line.self_points is not None for line in lines),
        unreviewed=sum(line.reviewed_at is None for line in lines),
        of=len(lines),
        sheet=sheet,
    )


def _columns(lines: Sequence[ScoreLine], book: Scorebook, desk: Desk) -> list[str]:
    """The columns this reader needs: figures only where asked for, the bloc's only once it has spoken."""
    names: list[str] = []
    if any(criterion.measure_unit for criterion in book.scored):
        names += FIGURES
    names += ["result_text", "self_points"]
    if desk.review or any(line.reviewed_at for line in lines):
        names += REVIEW
    if desk.agree or any(line.agreed_points is not None for line in lines):
        names += AGREEMENT
    return names


def _row(
    sheet: ScoreSheet,
    criterion: Criterion,
    line: ScoreLine,
    names: Sequence[str],
    book: Scorebook,
    score: SheetScore,
    desk: Desk,
    form: LineForm | None,
    clashes: Sequence[Clash],
    saved: set[str],
) -> Row:
    decimals = book.table.decimals
    row = Row(
        pk=criterion.pk,
        code=criterion.code,
        name=criterion.name,
        maximum=numbers.points(
            criterion.max_points, numbers.shared_decimals(c.max_points for c in book.scored)
        ),
        why=explain_points(score.line(criterion.code).result, decimals),
        hint=_hint(criterion),
        version=line.version,
        url=reverse("emulation:score_line", args=[sheet.pk, criterion.pk]),
        cells=[_cell(name, criterion, line, desk, saved, decimals) for name in names],
        dispute_url=reverse("emulation:scoresheet_dispute", args=[sheet.pk, criterion.pk])
        if desk.dispute and line.agreed_points is None
        else "",
    )
    cells = {cell.name: cell for cell in row.cells}
    if form:
        _tell_errors(row, cells, line, form)
    for clash in clashes:
        _tell_two_values(row, cells[clash.field], clash)
    _tell_dispute(row, line, desk)
    return row


def _cell(
    name: str, criterion: Criterion, line: ScoreLine, desk: Desk, saved: set[str], decimals: int
) -> Cell:
    gap = name in FIGURES and not criterion.measure_unit
    edit, value = name in desk.names and not gap, getattr(line, name)
    # Points that are only read stand below each other with the table's decimals; typed ones as they are typed.
    only_read = name in POINTS and not edit and value is not None
    key = f"{criterion.pk}-{name}"
    version = f"{criterion.pk}-version"
    together = [f"{criterion.pk}-{one}" for one in REVIEW] if name in REVIEW else [key]
    return Cell(
        name=name,
        key=key,
        head=cell_label(name),
        label=f"{cell_label(name)}, {criterion.code}",
        value=numbers.points(value, decimals) if only_read else cell_text(value),
        edit=edit,
        gap=gap,
        state="saved" if name in saved else "",
        at=date_format(localtime(clock.now()), "H:i") if name in saved else "",
        most=TEXTS.get(name, 0),
        sent=",".join(["version", version, *together]),
    )


def cell_text(value: Any) -> str:
    """What stands in a cell: points and figures as short as exact."""
    if value is None or isinstance(value, str):
        return value or ""
    return numbers.format_number(value, trim=True)


def _tell_errors(row: Row, cells: Mapping[str, Cell], line: ScoreLine, form: LineForm) -> None:
    for name, typed in form.typed.items():
        if name in form.spoilt and name in cells:
            cells[name].value, cells[name].state = typed, "wrong"
        if name in form.errors and name in cells:
            cell = cells[name]
            kept = cell_text(getattr(line, name))
            sentence = " ".join(str(error) for error in form.errors[name])
            row.notes.append(Note("wrong", "alert", sentence, _kept(kept), cell=cell.key))


def _kept(kept: str) -> str:
    if not kept:
        return _("Nothing was written; the cell was empty and stays so.")
    return _("Nothing was written; the value kept is %(value)s.") % {"value": numbers.shortened(kept, 60)}


def _tell_two_values(row: Row, cell: Cell, clash: Clash) -> None:
    cell.value, cell.state = cell_text(clash.typed), "two"
    when = date_format(localtime(clash.at), "H:i") if clash.at else ""
    row.notes.append(
        Note(
            "soon",
            "split",
            _("Two people have changed this cell."),
            _("The other value stands, yours is not written. Which one is right?"),
            cell=cell.key,
            keep=cell_text(clash.kept) or _("empty"),
            take=cell.value or _("empty"),
            by=", ".join(filter(None, [clash.by, when])),
            sent=cell.sent,
        )
    )


def _tell_dispute(row: Row, line: ScoreLine, desk: Desk) -> None:
    if line.disputed_at is None:
        return
    waiting = is_disputed(line)
    day = date_format(localtime(line.disputed_at).date())
    row.notes.append(
        Note(
            "soon" if waiting else "",
            "scale" if waiting else "history",
            _("Re-examination asked on %(day)s.") % {"day": day}
            if waiting
            else _("Re-examination asked on %(day)s, answered.") % {"day": day},
            f"“{line.dispute_reason}”",
            answer=waiting and desk.review and line.reviewed_at is not None,
        )
    )


def _hint(criterion: Criterion) -> str:
    parts = []
    if criterion.measure_unit:
        parts.append(_("Counted in: %(unit)s") % {"unit": criterion.measure_unit})
    if criterion.evidence_hint:
        parts.append(_("Evidence: %(hint)s") % {"hint": criterion.evidence_hint})
    return " · ".join(parts)


def _maximum_of(group, book: Scorebook) -> str:
    if group.kind == GroupKind.BONUS:
        return numbers.format_number(book.table.bonus_ceiling, trim=True)
    if group.kind == GroupKind.DEDUCTION:
        return ""
    most = sum((spec.max_points for spec in group.criteria if spec.rules), Decimal(0))
    return numbers.format_number(most, trim=True)


def _signed(kind: str, points: Decimal, decimals: int) -> str:
    """Points of a group; what is taken away stands with a minus."""
    text = numbers.points(points, decimals)
    return f"−{text}" if kind == GroupKind.DEDUCTION and points else text
