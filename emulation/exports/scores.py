"""Score sheets as workbooks: who has sent what, all points side by side, one sheet line by line, the table itself."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.workbook import Column, Sheet
from emulation.models import Criterion, Cycle, ScoreLine, ScoringTableVersion
from emulation.queries.scorebook import Scorebook
from emulation.queries.scoresheet import Comparison, Matrix, Member
from emulation.scoring import GroupKind, SheetScore

# Cells of a line that hold a sentence, and so a wide column.
WIDE = {"result_text": 60, "review_reason": 50}


def scoresheets_sheet(
    comparison: Comparison, members: Iterable[tuple[Member, str, Sequence[str]]], *, narrowed: str
) -> Sheet:
    """One line for each member shown, with its state and remarks in words; what the reader is not told is empty."""
    return Sheet(
        title=_("Score sheets %(year)s") % {"year": comparison.cycle.year_id},
        columns=[
            Column(_("No."), 6),
            Column(pgettext("organisation", "Unit"), 50),
            Column(_("State"), 24),
            Column(_("Criteria answered"), 12),
            Column(_("Criteria of the table"), 12),
            Column(pgettext("points", "Self"), 10),
            Column(_("Total"), 10),
            Column(_("Deadline"), 12),
            Column(_("Remarks"), 50),
        ],
        rows=[
            [
                member.order,
                member.name,
                state,
                member.answered,
                None if member.answered is None else comparison.criteria,
                member.self_total,
                member.total,
                member.due,
                "; ".join(remarks),
            ]
            for member, state, remarks in members
        ],
        narrowed=narrowed,
    )


def matrix_sheet(cycle: Cycle, found: Matrix, remarks: str) -> Sheet:
    """Criteria as rows, units as columns, sums of the groups above their criteria, totals last."""
    units = [unit.pk for unit in found.members]
    rows: list[list[Any]] = []
    for group in found.book.table.groups:
        rows.append([group.code, group.name, None, *(found.groups.get((group.code, unit)) for unit in units)])
        rows += [
            [
                spec.code,
                spec.name,
                spec.max_points,
                *(found.points.get((spec.code, unit)) for unit in units),
            ]
            for spec in group.criteria
            if spec.rules
        ]
    rows.append([None, _("Total"), None, *(found.totals.get(unit) for unit in units)])
    return Sheet(
        title=_("All points of %(year)s, side by side") % {"year": cycle.year_id},
        columns=[
            Column(_("Code"), 10),
            Column(_("Criterion"), 60),
            Column(_("Maximum"), 10),
            *(Column(unit.short_name, 14) for unit in found.members),
        ],
        rows=rows,
        narrowed=remarks,
    )


def lines_sheet(
    title: str,
    book: Scorebook,
    lines: Mapping[int, ScoreLine],
    score: SheetScore,
    *,
    heads: Sequence[tuple[str, str]],
    shown: Iterable[int],
    narrowed: str,
) -> Sheet:
    """A sheet line by line. `heads` are the cells the reader sees with their titles, `shown` the numbers of the
    criteria on the page; where all are shown, sums of the groups and the total stand below."""
    wanted = set(shown)
    rows: list[list[Any]] = [
        [criterion.code, criterion.name, criterion.max_points, *_cells(lines[criterion.pk], heads)]
        for criterion in book.scored
        if criterion.pk in wanted
    ]
    if len(wanted) == len(lines):
        points, empty = score.group_points(), [None] * (len(heads) - 1)
        for group in book.table.groups:
            taken = group.kind == GroupKind.DEDUCTION
            rows.append(
                [group.code, group.name, None, *empty, -points[group.code] if taken else points[group.code]]
            )
        rows.append([None, _("Total"), None, *empty, score.total])
    return Sheet(
        title=title,
        columns=[
            Column(_("Code"), 10),
            Column(_("Criterion"), 60),
            Column(_("Maximum"), 10),
            *(Column(head, WIDE.get(name, 14)) for name, head in heads),
        ],
        rows=rows,
        narrowed=narrowed,
    )


def _cells(line: ScoreLine, heads: Sequence[tuple[str, str]]) -> list[Decimal | str | None]:
    return [getattr(line, name) for name, _head in heads]


def table_sheet(version: ScoringTableVersion, book: Scorebook, *, narrowed: str) -> Sheet:
    """The criteria of a scoring table, headings too, in the order of the page."""
    return Sheet(
        title=version.table.name,
        columns=[
            Column(pgettext("criteria", "Part"), 40),
            Column(_("Code"), 10),
            Column(_("Criterion"), 60),
            Column(_("Counted in"), 14),
            Column(_("Maximum"), 10),
            Column(pgettext("points", "Step"), 10),
            Column(_("Evidence"), 50),
        ],
        rows=[
            _criterion(group.code, group.name, criterion, book)
            for group in book.table.groups
            for criterion in book.criteria.values()
            if criterion.group.code == group.code
        ],
        narrowed=narrowed,
    )


def _criterion(code: str, name: str, criterion: Criterion, book: Scorebook) -> list[Any]:
    return [
        f"{code}. {name}",
        criterion.code,
        criterion.name,
        criterion.measure_unit,
        criterion.max_points,
        book.step(criterion.pk) if book.specs[criterion.pk].rules else None,
        criterion.evidence_hint,
    ]
