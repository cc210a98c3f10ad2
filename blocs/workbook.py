"""The one place that makes workbooks (XLSX): a list as it stands on a page, for Excel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from blocs.clock import LOCAL

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A cell that begins so is a formula to Excel, or to a program that reads a CSV made from it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767


@dataclass(frozen=True)
class Column:
    """The head of a column and how wide it is, in signs."""

    title: str
    width: int = 20


@dataclass(frozen=True)
class Sheet:
    """A list: its title, in words what it was narrowed to and in which order, columns, rows of plain values.

    Values are text, int, Decimal, date, datetime, bool or None.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    narrowed: str = ""


def workbook(sheet: Sheet, *, who: str, at: datetime) -> bytes:
    """The bytes of a workbook: title, who took it out, when and with which filter, then head and rows."""
    book = Workbook(write_only=True)
    page = book.create_sheet(_tab(sheet.title))
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    notes = [_("Taken out by {who} at {time}").format(who=who, time=f"{at.astimezone(LOCAL):%H:%M %d/%m/%Y}")]
    if sheet.narrowed:
        notes.append(_("Narrowed to: {filters}").format(filters=sheet.narrowed))
    page.append([_styled(page, sheet.title, Font(bold=True, size=14))])
    for note in notes:
        page.append([_styled(page, note, Font(italic=True))])
    page.append([])
    page.freeze_panes = f"A{len(notes) + 4}"
    page.append([_styled(page, column.title, Font(bold=True)) for column in sheet.columns])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def neutral(text: str) -> str:
    """Text that no program takes for a formula: an apostrophe before what begins like one."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)[: LONGEST_CELL - 1]
    return f"'{text}" if text.startswith(FORMULA) else text


def _cell(page: Any, value: Any) -> WriteOnlyCell:
    if isinstance(value, bool):
        value = _("yes") if value else _("no")
    if isinstance(value, datetime):
        cell = WriteOnlyCell(page, value.astimezone(LOCAL).replace(tzinfo=None))
        cell.number_format = "dd/mm/yyyy hh:mm"
    elif isinstance(value, date):
        cell = WriteOnlyCell(page, value)
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, int | Decimal) or value is None:
        cell = WriteOnlyCell(page, value)
    else:
        cell = WriteOnlyCell(page, neutral(str(value)))
        cell.data_type = "s" if cell.value else cell.data_type
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _styled(page: Any, text: str, font: Font) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, neutral(text))
    cell.font = font
    return cell


def _tab(title: str) -> str:
    """A name Excel accepts for a sheet: at most 31 signs, none of its own."""
    return "".join(sign for sign in title if sign not in "[]:*?/\\'")[:31] or "1"
