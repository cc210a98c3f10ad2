"""A unit's row in the standings, with the words that explain its place."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs import numbers
from emulation.queries.standing import Row, Standings
from emulation.views.sheet_state import StateWord, state_word
from emulation.wording import explain_place


@dataclass(frozen=True)
class ShownRow:
    """A row of `Standings` with its points by group (in their order) and its sentences.

    `state` is set where the unit's sheet is not with the bloc: the points are not its last word.
    """

    row: Row
    groups: list[str]
    total: str
    why: str
    remarks: list[str]
    first: bool
    state: StateWord | None


def show_rows(standings: Standings) -> list[ShownRow]:
    """The rows as the page shows them."""
    totals = [row.total for row in standings.rows if row.place]
    return [_shown(row, standings, totals) for row in standings.rows]


def _shown(row: Row, standings: Standings, totals: list) -> ShownRow:
    points = row.score.group_points()
    return ShownRow(
        row=row,
        groups=[
            numbers.points(points[group.code], standings.decimals)
            for group in standings.groups
            if group.kind == "base"
        ],
        total=numbers.points(row.total, standings.decimals),
        why=_why(row, standings, totals) if row.place else "",
        remarks=_remarks(row, standings),
        first=row.place is not None and row.place.place == 1 and row.sheet is not None,
        state=_state(row, standings),
    )


def _state(row: Row, standings: Standings) -> StateWord | None:
    if standings.snapshot or (row.sheet and row.sheet.is_sent):
        return None
    return state_word(row.sheet.state if row.sheet else "none")


def _why(row: Row, standings: Standings, totals: list) -> str:
    """Why this place, in one or two sentences: the gap to the next better total, ties, the way to the next class."""
    sentences = []
    better = [total for total in totals if total > row.total]
    if better and row.sheet:
        gap = numbers.points(min(better) - row.total, standings.decimals)
        sentences.append(_("%(gap)s points behind the next higher total.") % {"gap": gap})
    if row.place and (sentence := explain_place(row.place)):
        sentences.append(sentence)
    higher = [band for band in standings.bands if band.minimum > row.total]
    if higher and row.sheet:
        nearest = min(higher, key=lambda band: band.minimum)
        gap = numbers.points(nearest.minimum - row.total, standings.decimals)
        sentences.append(_("%(gap)s points short of “%(label)s”.") % {"gap": gap, "label": nearest.label})
    return " ".join(sentences)


def _remarks(row: Row, standings: Standings) -> list[str]:
    remarks = []
    if row.organization_id == standings.cycle.head_id:
        remarks.append(standings.cycle.bloc.head_title)
    elif row.organization_id == standings.cycle.deputy_id:
        remarks.append(standings.cycle.bloc.deputy_title)
    if row.place and row.place.shared:
        remarks.append(_("shared place"))
    if row.sheet is None and standings.snapshot:
        remarks.append(_("no score sheet"))
    elif row.sheet and row.sheet.late_days:
        late = row.sheet.late_days
        remarks.append(ngettext("sent %(n)s day late", "sent %(n)s days late", late) % {"n": late})
    return remarks
