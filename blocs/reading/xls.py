"""What the parser does not tell of a workbook of Excel 97 to 2003: looked up in its records. Knows nothing of Django."""

import struct
from collections.abc import Iterator

from blocs.reading.limits import MOST_COLUMNS, MOST_SHEETS, Unfit, check_size
from blocs.reading.ole import Container
from blocs.reading.xlsx import Facts

BOF, EOF, BOUNDSHEET, FILEPASS = 0x809, 0x0A, 0x85, 0x2F
ROW, COLINFO, FORMULA, BOOLERR = 0x208, 0x7D, 0x06, 0x205
# Cells that hold something: NUMBER, LABEL, LABELSST, RK, BOOLERR, FORMULA, RSTRING; MULRK holds several.
CELLS = {0x203, 0x204, 0xFD, 0x27E, BOOLERR, FORMULA, 0xD6}
MULRK = 0xBD
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
MACRO_SHEET = 1


def facts(content: bytes) -> list[Facts]:
    """Of each sheet in the order of the workbook; Unfit for what is no workbook, is locked, has macros or is too large."""
    container = Container(content)
    names = container.names
    if "encryptedpackage" in names or "encryptioninfo" in names:
        raise Unfit("password")
    if "worddocument" in names:
        raise Unfit("document")
    if "powerpoint document" in names:
        raise Unfit("slides")
    book = container.stream("Workbook", "Book")
    if not book:
        raise Unfit("foreign")
    if any(name.startswith("_vba_project") or name in {"vba", "macros"} for name in names):
        raise Unfit("macros")
    sheets = list(_sheets(book))
    if len(sheets) > MOST_SHEETS:
        raise Unfit("sheets", sheets=len(sheets), most=MOST_SHEETS)
    return [_facts(book, start) for start in sheets]


def _records(book: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    while place + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, place)
        yield kind, book[place + 4 : place + 4 + length]
        place += 4 + length


def _sheets(book: bytes) -> Iterator[int]:
    """Where each sheet begins."""
    for kind, data in _records(book, 0):
        if kind == FILEPASS:
            raise Unfit("password")
        if kind == BOUNDSHEET and len(data) >= 6:
            place, _visible, sort = struct.unpack_from("<IBB", data)
            if sort == MACRO_SHEET:
                raise Unfit("macros")
            yield place
        if kind == EOF:
            return


def _facts(book: bytes, start: int) -> Facts:
    found = Facts()
    rows = columns = depth = 0
    for kind, data in _records(book, start):
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if depth <= 0:
                break
        elif kind == ROW and len(data) >= 16:
            if data[12] & 0x20:
                found.hidden_rows.add(struct.unpack_from("<H", data)[0])
        elif kind == COLINFO and len(data) >= 10:
            first, last, _width, _format, flags = struct.unpack_from("<5H", data)
            if flags & 1:
                found.hidden_columns += range(first, min(last + 1, MOST_COLUMNS))
        elif kind == MULRK and len(data) >= 6:
            rows = max(rows, struct.unpack_from("<H", data)[0] + 1)
            columns = max(columns, struct.unpack_from("<H", data, len(data) - 2)[0] + 1)
        elif kind in CELLS and len(data) >= 8:
            row, column = struct.unpack_from("<HH", data)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if kind == BOOLERR and data[7]:
                found.errors[row, column] = ERRORS.get(data[6], "#N/A")
            elif kind == FORMULA and data[6:7] == b"\x02" and data[12:14] == b"\xff\xff":
                found.errors[row, column] = ERRORS.get(data[8], "#N/A")
    check_size(rows, columns)
    return found
