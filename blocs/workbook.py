"""The one place that makes workbooks (XLSX): a list as it stands on a page, for Excel."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from blocs.clock import LOCAL

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What begins so, after blanks and in any of its shapes (full width, small), is a formula to Excel, or to a
# program that reads a CSV made from it.
FORMULA = ("=", "+", "-", "@", "\u2212", "|", "%")
# What XML cannot hold.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What Excel reads as a sign by its number: "_x003D_" would become "=".
CODED_SIGN = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
LONGEST_CELL = 32_767
A4 = "9"
# Before it Excel knows no dates.
FIRST_DAY = date(1900, 3, 1)
TOP = Alignment(vertical="top")
WRAPPED = Alignment(vertical="top", wrap_text=True)


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
    notes = [_("Taken out by {who} at {time}").format(who=who, time=f"{at.astimezone(LOCAL):%H:%M %d/%m/%Y}")]
    if sheet.narrowed:
        notes.append(_("Narrowed to: {filters}").format(filters=sheet.narrowed))
    head = len(notes) + 3
    _lay_out(page, sheet.columns, head)
    page.append([_text(page, sheet.title, Font(bold=True, size=14))])
    for note in notes:
        page.append([_text(page, note, Font(italic=True))])
    page.append([])
    bold = Font(bold=True)
    page.append([_text(page, column.title, bold, WRAPPED) for column in sheet.columns])
    written = head
    for written, row in enumerate(sheet.rows, start=head + 1):  # noqa: B007 - the last number is needed
        page.append([_cell(page, value) for value in row])
    page.auto_filter.ref = f"A{head}:{get_column_letter(len(sheet.columns))}{written}"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def neutral(text: str) -> str:
    """Text that every program shows as it is and none takes for a formula: an apostrophe before what looks like one.

    Before "'=1" too, so that reading takes off exactly what was put before (`blocs.reading.files`).
    """
    text = CODED_SIGN.sub("_x005F_", UNWRITABLE.sub("", text))
    bare = "".join(sign for sign in text[:80] if unicodedata.category(sign) not in {"Cc", "Cf"}).strip()
    inner = bare.lstrip("'")
    looks = unicodedata.normalize("NFKC", inner[:1]).startswith(FORMULA) or text.startswith(
        ("\t", "\r", "\n")
    )
    return f"'{text[: LONGEST_CELL - 1]}" if looks else text[:LONGEST_CELL]


def _lay_out(page: Any, columns: Sequence[Column], head: int) -> None:
    """Widths, the head that stays, and paper; set before the first row is written."""
    for number, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.freeze_panes = f"A{head + 1}"
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToHeight = 0
    page.print_title_rows = f"{head}:{head}"


def _cell(page: Any, value: Any) -> WriteOnlyCell:
    if isinstance(value, bool):
        value = _("yes") if value else _("no")
    if isinstance(value, datetime):
        cell = WriteOnlyCell(page, value.astimezone(LOCAL).replace(tzinfo=None))
        cell.number_format = "dd/mm/yyyy hh:mm"
    elif isinstance(value, date) and value >= FIRST_DAY:
        cell = WriteOnlyCell(page, value)
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, int | Decimal) or value is None:
        cell = WriteOnlyCell(page, value)
    else:
        return _text(page, f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value), None, WRAPPED)
    cell.alignment = TOP
    return cell


def _text(
    page: Any, text: str, font: Font | None = None, alignment: Alignment | None = None
) -> WriteOnlyCell:
    """A cell that holds text, whatever it looks like ("=1+1", "#N/A", "0123")."""
    cell = WriteOnlyCell(page, neutral(text))
    cell.data_type = "s"
    if font:
        cell.font = font
    if alignment:
        cell.alignment = alignment
    return cell


def _tab(title: str) -> str:
    """A name Excel accepts for a sheet: at most 31 signs, none of its own."""
    return "".join(sign for sign in UNWRITABLE.sub("", title) if sign not in "[]:*?/\\'")[:31].strip() or "1"
