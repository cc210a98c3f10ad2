"""A table as it was read, whatever file it came from."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """One sheet of a workbook, or a whole text file.

    `rows` are the rows of the file from its first on, empty ones too, so that `rows[i]` is the row the
    program that made it calls i + 1; a row may be shorter than another. A value that stands in merged
    cells is in the first of them. `remarks` are sentences for the person who brought it: what was
    converted, what is hidden, which formulas have no value.
    """

    name: str
    rows: list[list[str]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    remarks: list[str] = field(default_factory=list)
