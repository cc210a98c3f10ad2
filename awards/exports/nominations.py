"""Nominations as workbooks: the list of a role, the proposals of a bloc."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from awards.models import Nomination, Opinion
from awards.queries.nominations import Row
from blocs.workbook import Column, Sheet
from emulation.models import Cycle, StandingEntry


def nominations_sheet(lines: Iterable[tuple[Row, str, str]], *, own_opinions: bool, narrowed: str) -> Sheet:
    """The rows of `awards.queries.nominations.rows` in their order, each with its state and, for a council
    member, the own opinion in words."""
    columns = [
        Column(_("Organisation"), 50),
        Column(_("Bloc"), 32),
        Column(_("Year"), 8),
        Column(_("Proposed award"), 32),
        Column(_("Total"), 10),
        Column(_("Place"), 8),
        Column(_("State"), 20),
    ]
    if own_opinions:
        columns.append(Column(_("Own opinion"), 20))
    return Sheet(
        title=_("Nominations"),
        columns=columns,
        rows=[
            [
                row.name,
                row.nomination.bloc_short,
                row.nomination.cycle.year_id,
                row.nomination.commendation.short_name,
                row.entry.total,
                row.entry.place,
                state,
                *([opinion] if own_opinions else []),
            ]
            for row, state, opinion in lines
        ],
        narrowed=narrowed,
    )


def proposals_sheet(
    cycle: Cycle,
    bloc_name: str,
    lines: Iterable[tuple[StandingEntry, Sequence[tuple[Nomination, str]]]],
) -> Sheet:
    """The units of the frozen standings by place; one line for each award a unit is proposed for, with its
    state in words, one for a unit that is proposed for none."""
    rows: list[list[Any]] = []
    for entry, proposed in lines:
        shown = [entry.place, entry.name, entry.total, entry.band, entry.marks]
        awards = [(one.commendation.short_name, state) for one, state in proposed]
        rows += [[*shown, award, state] for award, state in awards or [("", "")]]
    return Sheet(
        title=_("Dossiers of the bloc, %(year)s") % {"year": cycle.year_id},
        columns=[
            Column(_("Place"), 8),
            Column(_("Organisation"), 50),
            Column(_("Total"), 10),
            Column(_("Class"), 24),
            Column(_("Not considered for awards"), 40),
            Column(_("Proposed award"), 32),
            Column(_("State"), 20),
        ],
        rows=rows,
        narrowed=bloc_name,
    )


def opinions_sheet(lines: Iterable[tuple[Row, Opinion]], *, narrowed: str) -> Sheet:
    """What the council holds of nominations: one line for each opinion the actor may read, in their order."""
    return Sheet(
        title=_("Opinions of the council"),
        columns=[
            Column(_("Organisation"), 50),
            Column(_("Bloc"), 32),
            Column(_("Year"), 8),
            Column(_("Proposed award"), 32),
            Column(_("Council member"), 28),
            Column(_("Opinion"), 16),
            Column(_("In words"), 60),
            Column(_("Given at"), 18),
        ],
        rows=[
            [
                row.name,
                row.nomination.bloc_short,
                row.nomination.cycle.year_id,
                row.nomination.commendation.short_name,
                opinion.person.role_title or opinion.person.name,
                str(opinion.get_verdict_display()),
                opinion.text,
                opinion.given_at,
            ]
            for row, opinion in lines
        ],
        narrowed=narrowed,
    )
