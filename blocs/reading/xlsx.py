"""What the parser does not tell of a workbook of parts: looked up in its XML in a few passes. Knows nothing of Django.

The parser lays a sheet out whole, from its first to its last cell: one cell in a far corner would take all
memory. So the farthest cell that holds anything is sought first.
"""

import re
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.etree import ElementTree  # packages.py let no part with a DOCTYPE or ENTITY through

from blocs.reading.cells import column_number
from blocs.reading.limits import MOST_COLUMNS, MOST_SHEETS, Unfit, check_size

# A cell that holds something: not closed at once, not empty. One without anything may bear a format, a million times.
_HOLDS = rb"""["'][^>]*(?<!/)>(?!</)"""
BEYOND = re.compile(rb"""\sr=["'](?:([A-Z]{3}|[D-Z][A-Z]|C[W-Z])(\d{1,7})|([A-Z]{1,2})(\d{5,7}))""" + _HOLDS)
HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\s([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
HIDDEN_COLUMN = re.compile(rb"""<(?:\w+:)?col\s([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
ROW_NUMBER = re.compile(rb"""\br=["'](\d{1,7})["']""")
COLUMN_RANGE = re.compile(rb"""\b(min|max)=["'](\d{1,5})["']""")
ERROR = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt=["']e["'])[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>(?:\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]{1,20})</"""
)
# A formula whose program kept no value; one whose value is an empty text has t="str".
NO_VALUE = re.compile(
    rb"""<(?:\w+:)?c\s(?![^>]*\bt=["']str["'])[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</"""
)


@dataclass
class Facts:
    """Of one sheet, counted from 0: errors as {(row, column): "#N/A"}, formulas without value, what is hidden."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    no_value: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[int] = field(default_factory=list)


def facts(parts: dict[str, bytes]) -> list[Facts]:
    """Of each sheet in the order of the workbook; Unfit where there are too many or one is too large."""
    sheets = _sheets(parts)
    if len(sheets) > MOST_SHEETS:
        raise Unfit("sheets", sheets=len(sheets), most=MOST_SHEETS)
    return [_facts(parts.get(part, b"")) for part in sheets]


def _facts(xml: bytes) -> Facts:
    _check_corner(xml)
    found = Facts()
    if b't="e"' in xml or b"t='e'" in xml:
        for match in ERROR.finditer(xml):
            found.errors[_place(match)] = match[3].decode("ascii", "replace")
    if b"<f" in xml or b":f" in xml:
        found.no_value = [_place(match) for match in NO_VALUE.finditer(xml)]
    if b"hidden=" in xml:
        for match in HIDDEN_ROW.finditer(xml):
            if number := ROW_NUMBER.search(match[1]):
                found.hidden_rows.add(int(number[1]) - 1)
        for match in HIDDEN_COLUMN.finditer(xml):
            ends = {key: int(number) for key, number in COLUMN_RANGE.findall(match[1])}
            first, last = ends.get(b"min", 0), min(ends.get(b"max", 0), MOST_COLUMNS)
            found.hidden_columns += range(first - 1, last)
    return found


def _check_corner(xml: bytes) -> None:
    """Refuses a sheet whose last row or column with anything in it is beyond what is read."""
    rows = columns = 0
    for match in BEYOND.finditer(xml):
        rows = max(rows, int(match[2] or match[4]))
        columns = max(columns, column_number((match[1] or match[3]).decode("ascii")) + 1)
    check_size(rows, columns)


def _place(match: re.Match[bytes]) -> tuple[int, int]:
    return int(match[2]) - 1, column_number(match[1].decode("ascii"))


def _sheets(parts: dict[str, bytes]) -> list[str]:
    """The parts of the sheets, in the order of the workbook."""
    book = _root(parts, "xl/workbook.xml")
    targets = {
        link.get("Id", ""): normpath(join("/xl", link.get("Target", ""))).lstrip("/")
        for link in _root(parts, "xl/_rels/workbook.xml.rels")
        if link.get("TargetMode") != "External"
    }
    found = []
    for element in book.iter():
        if _local(element.tag) == "sheet":
            link = next((value for key, value in element.attrib.items() if _local(key) == "id"), "")
            found.append(targets.get(link, ""))
    return found


def _root(parts: dict[str, bytes], name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(parts[name])  # noqa: S314 - as above
    except (KeyError, ElementTree.ParseError, ValueError, LookupError):
        raise Unfit("damaged") from None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
