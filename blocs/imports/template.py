"""The workbook to fill in for a kind of table: heads, what they mean, lists to choose from, an example.

The example is a row of its own under the heads; as long as it is left as it is, the engine passes over it.
The explanations bear no title and no example alone in a cell: a sheet that did would look like a second table.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from blocs.actor import Actor
from blocs.imports.kind import Column, Kind
from blocs.reading.limits import MOST_ROWS
from blocs.workbook import neutral

# Excel keeps a list of choices inside a cell's rule up to this length, with commas between and marks around.
LONGEST_LIST = 255
TEXT, DAY, GENERAL = "@", "dd/mm/yyyy", "General"
A4 = 9
AUTHOR = "Khối thi đua"
COMMENT_WIDTH, COMMENT_HEIGHT = 320, 130
HEAD, EXAMPLE = Font(bold=True), Font(italic=True, color="FF6B7280")
NEEDED, OTHER = PatternFill("solid", fgColor="FFFDE8E4"), PatternFill("solid", fgColor="FFF1F3F5")
WRAPPED = Alignment(vertical="top", wrap_text=True)

_A_DAY = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}")
# A number to count with; with a zero before it, or longer than a year, it is a code or a phone.
_A_COUNT = re.compile(r"0|[1-9][0-9]{0,3}")


def template(kind: Kind, actor: Actor) -> bytes:
    """The bytes of an XLSX: the sheet to fill in, the explanations, and lists too long for a cell, hidden."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = _tab(str(kind.title))
    lists = _Lists(book)
    for number, column in enumerate(kind.columns, start=1):
        _lay_out(page, number, column)
        if column.choices:
            lists.offer(page, number, column.choices(actor))
    page.freeze_panes = "A2"
    _for_paper(page)
    _explain(book.create_sheet(_("Explanations"), 1), kind)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _lay_out(page: Worksheet, number: int, column: Column) -> None:
    """Head with its comment, width and format of a column, its example."""
    head = _write(page, 1, number, _marked(column), HEAD)
    head.fill = NEEDED if column.required else OTHER
    head.comment = Comment(_comment(column), AUTHOR, height=COMMENT_HEIGHT, width=COMMENT_WIDTH)
    dimension = page.column_dimensions[get_column_letter(number)]
    dimension.width = column.width
    dimension.number_format = _format(column)
    if not column.example:
        return
    # Ours, and in cells of text: it needs no apostrophe.
    example = _write(page, 2, number, column.example, EXAMPLE)
    example.value, example.data_type = column.example, "s"
    example.number_format = _format(column)
    if number == 1:
        example.comment = Comment(
            _("An example: write over it or delete the row. Left as it is, it is not read."), AUTHOR
        )
    if _format(column) == DAY:
        example.value = datetime.strptime(column.example, "%d/%m/%Y")  # noqa: DTZ007 - a cell knows no zone
    elif _format(column) == GENERAL:
        example.value = int(column.example)


def _format(column: Column) -> str:
    """Days and small numbers by their example; all else is text, so that "0012" stays "0012"."""
    if _A_DAY.fullmatch(column.example):
        return DAY
    return GENERAL if _A_COUNT.fullmatch(column.example) else TEXT


def _marked(column: Column) -> str:
    return f"{column.title} *" if column.required else str(column.title)


def _comment(column: Column) -> str:
    lines = [_("Required.")] if column.required else []
    return "\n".join(lines + _told(column)) or str(column.title)


def _told(column: Column) -> list[str]:
    """What it holds, and an example."""
    example = [_("Example: {text}").format(text=column.example)] if column.example else []
    return [str(column.help), *example] if column.help else example


def _explain(page: Worksheet, kind: Kind) -> None:
    """What each column holds, and what holds for all."""
    _write(page, 1, 1, str(kind.title), Font(bold=True, size=14))
    _write(page, 2, 1, str(kind.about))
    row = 4
    for number, head in enumerate((_("Column"), _("Required"), _("What it holds")), start=1):
        _write(page, row, number, head, HEAD).fill = OTHER
    for number, column in enumerate(kind.columns, start=1):
        row += 1
        _write(page, row, 1, f"{get_column_letter(number)}: {column.title}")
        _write(page, row, 2, _("yes") if column.required else "")
        _write(page, row, 3, "\n".join(_told(column)))
    row += 2
    _write(page, row, 1, _("Rules for all columns"), HEAD)
    for rule in _rules():
        row += 1
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
        _write(page, row, 1, rule)
    for letter, width in zip("ABC", (36, 12, 80), strict=True):
        page.column_dimensions[letter].width = width
    _for_paper(page)


def _rules() -> list[str]:
    return [
        _("Fill in from row 2 on; write over the example or delete it."),
        _("Columns with * are required. Columns may stand in any order; those not needed may be deleted."),
        _("An empty cell leaves what is recorded as it is."),
        _("A single hyphen (-) clears what is recorded, in a column that may be empty."),
        _("Days are written 09/03/2021, numbers 12,5."),
        _("Nothing is recorded before you have seen the preview and confirmed it."),
    ]


class _Lists:
    """Words to choose from: in the rule of the cells where they fit, else on a hidden sheet."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.page: Worksheet | None = None
        self.used = 0

    def offer(self, page: Worksheet, number: int, words: Sequence[str]) -> None:
        """Words that are none of these are let through with a question: synonyms are read too."""
        texts = [neutral(str(word)) for word in words if str(word).strip()]
        if not texts:
            return
        rule = DataValidation(
            type="list", formula1=self._source(texts), allow_blank=True, errorStyle="warning"
        )
        rule.showErrorMessage = True
        rule.errorTitle = _("Not in the list")
        rule.error = _("This is not in the list of the column.")
        letter = get_column_letter(number)
        rule.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
        page.add_data_validation(rule)

    def _source(self, texts: list[str]) -> str:
        joined = ",".join(texts)
        if len(joined) + 2 <= LONGEST_LIST and not any("," in text or '"' in text for text in texts):
            return f'"{joined}"'
        if self.page is None:
            self.page = self.book.create_sheet(_("Lists"))
            self.page.sheet_state = "hidden"
        self.used += 1
        for row, text in enumerate(texts, start=1):
            _write(self.page, row, self.used, text)
        letter = get_column_letter(self.used)
        return f"{quote_sheetname(self.page.title)}!${letter}$1:${letter}${len(texts)}"


def _write(page: Worksheet, row: int, column: int, text: str, font: Font | None = None) -> Any:
    """A cell of text, whatever it looks like."""
    cell = page.cell(row, column)
    assert isinstance(cell, Cell)
    if text:
        cell.value = neutral(text)
        cell.data_type = "s"
    cell.alignment = WRAPPED
    if font:
        cell.font = font
    return cell


def _for_paper(page: Worksheet) -> None:
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToHeight = 0


def _tab(title: str) -> str:
    """A name Excel accepts for a sheet: at most 31 signs, none of its own."""
    return "".join(sign for sign in title if sign not in "[]:*?/\\'")[:31].strip() or "1"
