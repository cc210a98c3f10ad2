"""Reading back what was taken out of the site."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from openpyxl import load_workbook


@dataclass(frozen=True)
class Taken:
    """A workbook: its title, the notes under it, the heads of its columns, its rows."""

    title: str
    notes: list[str]
    head: list[str]
    rows: list[list[Any]]

    def column(self, head: str) -> list[Any]:
        """The values under one head."""
        return [row[self.head.index(head)] for row in self.rows]

    @property
    def text(self) -> str:
        """All that stands in it."""
        return "\n".join(
            str(cell) for row in [[self.title], self.notes, self.head, *self.rows] for cell in row
        )


def taken(response: HttpResponse) -> Taken:
    """The workbook of an answer: title, notes, an empty row, head, rows."""
    assert response.status_code == 200, response.status_code
    page = load_workbook(BytesIO(response.content)).active
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    gap = next(number for number, row in enumerate(rows) if not any(cell is not None for cell in row))
    return Taken(rows[0][0], [row[0] for row in rows[1:gap]], rows[gap + 1], rows[gap + 2 :])
