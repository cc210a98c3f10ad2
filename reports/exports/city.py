"""The page of the whole city as a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.workbook import Column, Sheet
from reports.queries.city import BlocRow, Late, Tally, stage_word


def city_sheet(year: int, rows: Iterable[BlocRow], narrowed: str) -> Sheet:
    """The rows as the page shows them; who is late stands in words, one a line."""
    rows = list(rows)
    used = [use.name for use in rows[0].used] if rows else []
    return Sheet(
        title=_("Blocs of {year}").format(year=year),
        columns=[
            Column(_("Code"), 14),
            Column(_("Bloc"), 44),
            Column(_("Kind"), 14),
            Column(_("Head of the bloc"), 44),
            Column(_("Members"), 10),
            Column(_("Stage"), 24),
            Column(_("Pledge signed"), 14),
            Column(_("Sheets sent"), 14),
            Column(_("Sheets checked"), 14),
            Column(pgettext("gate", "Scores locked"), 16),
            Column(pgettext("gate", "Nominations sent"), 16),
            Column(pgettext("gate", "Decided"), 16),
            Column(pgettext("gate", "Year closed"), 16),
            *(Column(name, 14) for name in used),
            Column(_("Late"), 60),
        ],
        rows=(_row(row) for row in rows),
        narrowed=narrowed,
    )


def _row(row: BlocRow) -> list:
    cycle = row.cycle
    return [
        cycle.bloc.code,
        row.name,
        str(cycle.bloc.get_kind_display()),
        row.head,
        row.members,
        stage_word(row.stage),
        _of(row.pledge),
        _of(row.sheets),
        _of(row.checked),
        cycle.locked_at,
        cycle.submitted_at,
        cycle.decided_at,
        cycle.closed_at,
        *(f"{use.used}/{use.most}" for use in row.used),
        "\n".join(map(late_sentence, row.late)),
    ]


def _of(tally: Tally) -> str:
    return f"{tally.done}/{tally.of}" if tally.of else ""


def late_sentence(late: Late) -> str:
    """ "Hội A: chưa gửi bảng tự chấm điểm (Quá hạn 3 ngày)"."""
    what = f"{late.unit}: {late.what}" if late.unit else late.what
    return f"{what} ({late.days})"
