"""What is said of a file that is not read, and of one that was read not quite as it stands."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from blocs.numbers import format_number

MEGABYTE = 1024 * 1024

REFUSALS = {
    "empty": _("The file is empty."),
    "nothing": _("There is nothing to read: all cells are empty."),
    "bytes": _("The file is larger than %(most)s MB. Leave out pictures and other sheets, or cut it into several files."),
    "rows": _("The list goes down to row %(rows)s; at most %(most)s rows are read at once. Cut it into several files, or delete what stands below it."),
    "columns": _("There is something in column %(columns)s; at most %(most)s columns are read. Delete the columns beside the list, then save again."),
    "sheets": _("The workbook has %(sheets)s sheets; at most %(most)s are read. Keep the sheets of the list alone."),
    "signs": _("The file holds too much text. Keep the list alone, or cut it into several files."),
    "bomb": _("Unpacked, the file is larger than %(most)s MB. Copy the list into a new workbook and save that as .xlsx."),
    "parts": _("The file is made of %(parts)s parts (pictures, charts and so on); at most %(most)s are read. Copy the list into a new workbook and save that as .xlsx."),
    "ratio": _("The file is packed as no workbook is. Copy the list into a new workbook and save that as .xlsx."),
    "time": _("Reading the file takes too long. Copy the list into a new workbook and save that as .xlsx."),
    "fallen": _("The file cannot be read: it is damaged, or takes too much memory. Copy the list into a new workbook and save that as .xlsx."),
    "damaged": _("The file is damaged. Open it in Excel, let Excel repair it, then save it as a workbook (.xlsx)."),
    "damaged_text": _("The text file is damaged. Open the list in Excel, then save it as a workbook (.xlsx)."),
    "quotes": _("A quotation mark in the text is opened and not closed. Open the list in Excel, then save it as a workbook (.xlsx)."),
    "entities": _("The workbook holds instructions that no workbook needs (DTD). Copy the list into a new workbook and save that as .xlsx."),
    "password": _("The workbook has a password. Open it in Excel, take the password off (File, Info, Protect Workbook, Encrypt with Password), then save it."),
    "macros": _("The workbook has macros. Save it as an ordinary workbook (.xlsx): Excel leaves the macros out."),
    "binary_book": _("This is a binary workbook (.xlsb). Open it in Excel, then save it as a workbook (.xlsx)."),
    "old_book": _("This workbook is of an Excel older than Excel 97. Open it in a spreadsheet program, then save it as a workbook (.xlsx)."),
    "html": _("This is a web page, even if it opens in Excel. Open it in Excel, then save it as a workbook (.xlsx)."),
    "xml": _("This is an XML file, even if it opens in Excel. Open it in Excel, then save it as a workbook (.xlsx)."),
    "pdf": _("This is a PDF, from which no list can be read. Take the list in Excel, or copy the table into Excel and save it as a workbook (.xlsx)."),
    "document": _("This is a text document. Copy its table into Excel and save that as a workbook (.xlsx)."),
    "slides": _("This is a presentation. Copy its table into Excel and save that as a workbook (.xlsx)."),
    "picture": _("This is a picture, from which no list can be read. Take the list in Excel (.xlsx)."),
    "archive": _("This is an archive, not a workbook. Unpack it, then take the workbook (.xlsx) inside."),
    "foreign": _("This is no workbook and no text file. Open the list in the program it was made with, then save it as a workbook (.xlsx)."),
    "text_named_book": _("The file is called %(ending)s and holds plain text, no workbook. Open it in Excel, then save it as a workbook (.xlsx)."),
    "text_named_document": _("The file is called %(ending)s and holds plain text. Take the list as a workbook (.xlsx) or a text file (.csv)."),
}  # fmt: skip

REMARKS = {
    "tcvn3": _("Text in TCVN3 (ABC) was converted to Unicode in %(cells)s cells. Capitals may have become small letters: look them over."),
    "vni": _("Text in VNI was converted to Unicode in %(cells)s cells: look them over."),
    "errors": _("Cells whose formula ends in an error: %(cells)s. Correct them, or leave them empty."),
    "no_value": _("Formulas without a value were read as empty: %(cells)s. Open the file in Excel and save it once, then they have one."),
    "hidden_columns": _("Hidden columns in the file: %(columns)s. They are read like the others."),
}  # fmt: skip


def refusal(code: str, values: dict[str, Any]) -> str:
    """Why a file is not read, and how to save it."""
    if code in {"bytes", "bomb"}:
        values = {"most": values["most"] // MEGABYTE}
    return gettext(REFUSALS[code]) % _shown(values)


def remark(code: str, values: dict[str, Any]) -> str:
    return gettext(REMARKS[code]) % _shown(values)


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    return {name: format_number(value) if isinstance(value, int) else value for name, value in values.items()}
