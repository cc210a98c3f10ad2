"""The page of the whole city as a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.workbook import Column, Sheet
from emulation.models.cycle import GATES
from reports.queries.city_rows import BlocRow, Late, Tally, stage_word


def city_sheet(year: int, rows: Iterable[BlocRow], narrowed: str) -> Sheet:
    """The rows as the page shows them; who is late stands in words, one a line."""
    rows = list(rows)
    used = next(([use.name for use in row.used] for row in rows if row.used), [])
    return Sheet(
        title=_("Blocs of {year}").format(year=year),
        columns=[
            Column(_("Code"), 14),
            Column(_("Bloc"), 44),
            Column(_("Kind"), 14),
            Column(_("Head of the bloc"), 44),
            Column(_("Members"), 10),
            Column(_("Stage"), 24),
            Column(pgettext("column", "Pledge signed"), 14),
            Column(_("Sheets sent"), 14),
            Column(_("Sheets checked"), 14),
            Column(pgettext("gate", "Scores locked"), 16),
            Column(pgettext("gate", "Nominations sent"), 16),
            Column(pgettext("gate", "Decided"), 16),
            Column(pgettext("gate", "Year closed"), 16),
            *(Column(name, 14) for name in used),
            Column(_("Late"), 60),
        ],
        rows=(_row(row, len(used)) for row in rows),
        narrowed=narrowed,
    )


def _row(row: BlocRow, columns: int) -> list:
    cycle = row.cycle
    used = [f"{use.used}/{use.most}" for use in row.used]
    return [
        row.bloc.code,
        row.name,
        str(row.bloc.get_kind_display()),
        row.head,
        row.members,
        stage_word(row.stage),
        _of(row.pledge),
        _of(row.sheets),
        _of(row.checked),
        *(getattr(cycle, f"{gate}_at", None) for gate in GATES),
        *(used or [""] * columns),
        "\n".join(map(late_sentence, row.late)),
    ]


def _of(tally: Tally) -> str:
    return f"{tally.done}/{tally.of}" if tally.of else ""


def late_sentence(late: Late) -> str:
    """ "Hội A: chưa gửi bảng tự chấm điểm (Quá hạn 3 ngày)"."""
    what = f"{late.unit}: {late.what}" if late.unit else late.what
    return f"{what} ({late.days})"
