"""The process that reads a file: it knows no Django and no secret, has little memory and little time, and may fall.

Bytes come on standard input, {"tables": […]} or {"refused": [code, values]} goes out as JSON.
"""

import io
import json
import resource
import sys
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from blocs.reading import kinds, packages, plaintext, xls, xlsx
from blocs.reading.cells import AS_TEXT, column_name
from blocs.reading.limits import (
    MOST_COLUMNS,
    MOST_MEMORY,
    MOST_MERGED,
    MOST_NAMED,
    MOST_ROWS,
    MOST_SECONDS,
    MOST_SHEETS,
    Unfit,
    check_size,
)
from blocs.reading.settling import settled, table
from blocs.reading.xlsx import Facts

Remark = tuple[str, dict[str, Any]]


def main() -> None:
    """Limits first, then what was brought."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        answer: dict[str, Any] = {"tables": tables(sys.stdin.buffer.read())}
    except Unfit as refusal:
        answer = {"refused": [refusal.code, refusal.values]}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def tables(content: bytes) -> list[dict[str, Any]]:
    """Of each sheet: name, kind of text file ("" for a workbook), rows, what is hidden and merged, remarks."""
    found = kinds.signature(content)
    if found == "ole2":
        sheets = _workbook(content, xls.facts(content))
    elif found == "zip":
        kind, parts = packages.opened(content)
        known = xlsx.facts(parts) if kind == "xlsx" else []
        sheets = _workbook(packages.packed(parts), known)
    elif found:
        raise Unfit(found)
    else:
        sheets = [table("", plaintext.rows_of(plaintext.decoded(content)), text=True)]
    return settled(sheets)


def _workbook(content: bytes, known: list[Facts]) -> list[dict[str, Any]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sorts = book.sheets_metadata
        if len(sorts) > MOST_SHEETS:
            raise Unfit("sheets", sheets=len(sorts), most=MOST_SHEETS)
        return [
            _sheet(book, place, sort, known[place] if place < len(known) else Facts())
            for place, sort in enumerate(sorts)
            if sort.typ == SheetTypeEnum.WorkSheet
        ]
    except (CalamineError, ValueError, OverflowError, UnicodeError):
        raise Unfit("damaged") from None


def _sheet(book: CalamineWorkbook, place: int, sort: Any, facts: Facts) -> dict[str, Any]:
    sheet = book.get_sheet_by_index(place)
    check_size(sheet.total_height, sheet.total_width)
    rows = [[AS_TEXT[type(value)](value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), text in facts.errors.items():
        _put(rows, row, column, text)
    height = len(rows)
    merged = [
        (*first, *last) for first, last in (sheet.merged_cell_ranges or [])[:MOST_MERGED] if first[0] < height
    ]
    hidden_rows = sorted(row + 1 for row in facts.hidden_rows if row < height)
    return table(
        sort.name, rows, hidden=sort.visible != SheetVisibleEnum.Visible, hidden_rows=hidden_rows, merged=merged,
        remarks=_remarks(facts, max(map(len, rows), default=0)),
    )  # fmt: skip


def _put(rows: list[list[str]], row: int, column: int, text: str) -> None:
    if row >= MOST_ROWS or column >= MOST_COLUMNS:
        return
    rows.extend([] for _missing in range(row + 1 - len(rows)))
    rows[row].extend("" for _missing in range(column + 1 - len(rows[row])))
    rows[row][column] = text


def _remarks(facts: Facts, width: int) -> list[Remark]:
    remarks: list[Remark] = []
    if facts.errors:
        remarks.append(("errors", _named(sorted(facts.errors))))
    if facts.no_value:
        remarks.append(("no_value", _named(facts.no_value)))
    hidden = sorted({column for column in facts.hidden_columns if column < width})
    if hidden:
        names = [column_name(column) for column in hidden]
        remarks.append(("hidden_columns", {"columns": ", ".join(names[:MOST_NAMED])}))
    return remarks


def _named(places: list[tuple[int, int]]) -> dict[str, Any]:
    """ "B5, C7, …" and how many there are."""
    names = [f"{column_name(column)}{row + 1}" for row, column in places[:MOST_NAMED]]
    return {"count": len(places), "cells": ", ".join(names) + (", …" if len(places) > MOST_NAMED else "")}


if __name__ == "__main__":
    main()
