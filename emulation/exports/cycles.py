"""The year of a bloc as workbooks: how far its members are, its calendar, its pledge, its papers."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.queries import bloc_names_on
from blocs.workbook import Column, Sheet
from emulation.models import Cycle, IssuedPaper
from emulation.queries.cycle import MemberRow
from emulation.queries.pledge_page import BoardRow
from emulation.queries.window import CalendarLine


def bloc_name(cycle: Cycle) -> str:
    """The bloc as the pages of the cycle call it. One query."""
    return bloc_names_on(cycle.names_on, [cycle.bloc_id])[cycle.bloc_id].full


def members_sheet(cycle: Cycle, rows: Iterable[MemberRow]) -> Sheet:
    """Who has signed and sent, as the actor is told."""
    return Sheet(
        title=_("Who has signed and sent in {year}").format(year=cycle.year_id),
        columns=[
            Column(_("Organisation"), 50),
            Column(_("Office in the bloc"), 20),
            Column(pgettext("navigation", "Pledge"), 24),
            Column(_("Score sheet"), 24),
            Column(_("Remarks"), 50),
        ],
        rows=[
            [
                row.name,
                row.office,
                row.pledge.text,
                row.sheet.text,
                "; ".join(filter(None, [row.pledge_late, row.sheet_late, row.paper])),
            ]
            for row in rows
        ],
        narrowed=bloc_name(cycle),
    )


def calendar_sheet(cycle: Cycle, lines: Iterable[CalendarLine]) -> Sheet:
    """Every act of the year; below each the organisations that have more time."""
    rows: list[list[Any]] = []
    for line in lines:
        window = line.window
        rows.append(
            [
                line.name,
                None,
                window.opens if window else None,
                window.closes if window else None,
                window.grace_days if window else None,
                line.word if window else _("No time set"),
                window.change_reason if window else "",
            ]
        )
        rows += [
            [line.name, one.name, None, one.extension.until, None, _over(one.over), one.extension.reason]
            for one in line.extensions
        ]
    return Sheet(
        title=_("Calendar of the bloc in %(year)s") % {"year": cycle.year_id},
        columns=[
            Column(_("Window"), 36),
            Column(_("More time for"), 50),
            Column(_("From"), 12),
            Column(_("To the end of"), 12),
            Column(_("Days of grace"), 10),
            Column(_("Today"), 30),
            Column(pgettext("label", "Reason"), 50),
        ],
        rows=rows,
        narrowed=bloc_name(cycle),
    )


def _over(over: bool) -> str:
    return _("Over") if over else pgettext("window", "More time")


def pledge_sheet(cycle: Cycle, rows: Iterable[BoardRow], *, text: str) -> Sheet:
    """The parties of a final text in its order, and how each has signed; `text` says which text it is."""
    return Sheet(
        title=_("Who has signed the pledge of {year}").format(year=cycle.year_id),
        columns=[
            Column(_("No."), 6),
            Column(_("Organisation"), 60),
            Column(_("Capacity"), 18),
            Column(pgettext("pledge", "Signed"), 10),
            Column(_("How and when"), 60),
        ],
        rows=[
            [
                row.place.party.order,
                row.place.party.name,
                cycle.bloc.head_title if row.place.is_head else str(row.place.party.get_capacity_display()),
                row.place.signature is not None,
                row.note,
            ]
            for row in rows
        ],
        narrowed=text,
    )


def papers_sheet(cycle: Cycle, papers: Iterable[IssuedPaper]) -> Sheet:
    """What was issued, the newest first."""
    return Sheet(
        title=_("Issued papers of {year}").format(year=cycle.year_id),
        columns=[
            Column(_("Paper"), 40),
            Column(pgettext("label", "Dated"), 12),
            Column(_("Issued at"), 18),
            Column(pgettext("file", "Code"), 14),
            Column(_("State"), 20),
        ],
        rows=[
            [
                str(paper.get_kind_display()),
                paper.dated_on,
                paper.issued_at,
                paper.file.sha256[:8],
                str(paper.get_state_display()),
            ]
            for paper in papers
        ],
        narrowed=bloc_name(cycle),
    )
