"""A table as it was read, whatever file it came from."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """One sheet of a workbook, or a whole text file.

    `rows` are the rows of the file from its first on, empty ones too, so that `rows[i]` is the row the
    program that made it calls i + 1; a row may be shorter than another, and the last one is never empty.
    Texts are as by `blocs.text.nfc_lines`: the words of a head may stand on several lines. A value that
    stands in merged cells is in the first of them; `merged` are their ranges as (first row, first column,
    last row, last column), counted from 0. `hidden_rows` are numbers of rows as the program calls them.
    `remarks` are sentences for the person who brought it: what was converted, what is hidden, which
    formulas have no value.
    """

    name: str
    rows: list[list[str]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    remarks: list[str] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
