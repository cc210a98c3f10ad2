"""The standings of a cycle as a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs import clock
from blocs.clock import LOCAL
from blocs.workbook import Column, Sheet
from emulation.exports.cycles import bloc_name
from emulation.queries.standing import Row, Standings


def standings_sheet(standings: Standings, rows: Iterable[tuple[Row, str]]) -> Sheet:
    """The rows as the page shows them, each with its remarks in words. The title says whether they are final."""
    groups = [group for group in standings.groups if group.kind == "base"]
    return Sheet(
        title=_title(standings),
        columns=[
            Column(_("Place"), 8),
            Column(pgettext("organisation", "Unit"), 50),
            *(Column(f"{group.code}. {group.name}", 14) for group in groups),
            Column(_("Bonus"), 10),
            Column(_("Deduction"), 10),
            Column(_("Total"), 10),
            Column(pgettext("standings", "Class"), 24),
            Column(_("Not considered for awards"), 40),
            Column(_("Remarks"), 60),
        ],
        rows=[
            [
                row.place.place if row.place else None,
                row.name,
                *(row.score.group_points()[group.code] for group in groups),
                row.bonus,
                row.deduction,
                row.total,
                row.band,
                row.marks,
                remarks,
            ]
            for row, remarks in rows
        ],
        narrowed=bloc_name(standings.cycle),
    )


def _title(standings: Standings) -> str:
    year = standings.cycle.year_id
    if standings.snapshot is None:
        return _("Standings {year}, PROVISIONAL: computed at {time}").format(
            year=year, time=f"{clock.now().astimezone(LOCAL):%H:%M, %d/%m/%Y}"
        )
    return _("Standings {year}, final: locked at {time}, reference code {code}").format(
        year=year,
        time=f"{standings.snapshot.taken_at.astimezone(LOCAL):%H:%M, %d/%m/%Y}",
        code=standings.snapshot.sha256[:8],
    )
