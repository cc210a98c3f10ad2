"""From the cells of any reader to texts in one form. Knows nothing of Django."""

from typing import Any
from unicodedata import is_normalized

from blocs.reading import legacy
from blocs.reading.limits import MOST_SIGNS, Unfit
from blocs.text import nfc_lines


def table(name: str, rows: list[list[str]], **more: Any) -> dict[str, Any]:
    """A sheet on its way to `tables.Table`; remarks are (code, values), `text` tells it is of no workbook."""
    return {
        "name": name, "rows": rows, "text": False, "hidden": False, "hidden_rows": [], "merged": [], "remarks": [], **more,
    }  # fmt: skip


def settled(sheets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Old codings converted, text in one form, nothing empty at the ends; Unfit where nothing is left."""
    if sum(len(text) for sheet in sheets for row in sheet["rows"] for text in row) > MOST_SIGNS:
        raise Unfit("signs", most=MOST_SIGNS)
    counts = legacy.settle([sheet["rows"] for sheet in sheets])
    for sheet, count in zip(sheets, counts, strict=True):
        sheet["remarks"] += [(coding, {"cells": cells}) for coding, cells in count.items() if cells]
        sheet["rows"] = _settled(sheet["rows"])
    if not any(sheet["rows"] for sheet in sheets):
        raise Unfit("nothing")
    return sheets


def _settled(rows: list[list[str]]) -> list[list[str]]:
    done: dict[str, str] = {}
    settled = []
    for row in rows:
        texts = []
        for text in row:
            known = done.get(text)
            if known is None:
                known = done[text] = clean(text)
            texts.append(known)
        while texts and not texts[-1]:
            texts.pop()
        settled.append(texts)
    while settled and not settled[-1]:
        settled.pop()
    return settled


def clean(text: str) -> str:
    """As by `nfc_lines`, at once where every sign can be seen and is composed: nearly always."""
    if text.isprintable() and is_normalized("NFC", text):
        return " ".join(text.split())
    return nfc_lines(text)
