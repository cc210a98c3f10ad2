"""The rows of an import that cannot be written, as a workbook to put right."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from blocs.imports.kind import Kind
from blocs.models import ImportRow, ImportRun
from blocs.workbook import Column, Sheet


def errors_sheet(kind: Kind, run: ImportRun, rows: Iterable[ImportRow]) -> Sheet:
    """The columns that were read, as corrected, and why each row cannot be written; it can be brought again."""
    columns = [column for column in kind.columns if column.name in run.columns]

    def cells(row: ImportRow) -> list[str]:
        texts = row.texts | row.corrected
        reasons = [
            f"{column.title}: {row.cells[column.name][3]}" for column in columns if _says(row, column.name)
        ]
        return [*(texts.get(column.name, "") for column in columns), " ".join([*reasons, *row.say])]

    return Sheet(
        title=_("Rows in error: {kind}").format(kind=kind.title),
        columns=[*(Column(str(column.title), column.width) for column in columns), Column(_("Reason"), 60)],
        rows=[cells(row) for row in rows],
        narrowed=run.file_name,
    )


def _says(row: ImportRow, name: str) -> bool:
    return bool(row.cells.get(name, ["", "", "", ""])[3])
