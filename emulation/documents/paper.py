"""A paper as data: letterhead, title, blocks in order, annexes. Every block names the template piece that prints it.

The same `Document` goes to `emulation/pdf.py`; what its HTML may contain is written in `vocabulary.py`.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from django.template.loader import render_to_string

from emulation.documents.typesetting import name_lines

# Widths for `name_lines`, in ems of the type in that place (paper.css).
LETTERHEAD_WIDTH = 16.0  # 71 mm at 12 pt
GRID_WIDTH = 13.0  # one of three columns of signatures: 53 mm at 11.5 pt
PAIR_WIDTH = 17.2  # one of two: 79 mm at 13 pt
SUBJECT_WIDTH = 28.0  # 138 mm at 14 pt


@dataclass(frozen=True)
class Letterhead:
    """Top of page 1 (NĐ 30/2020, Annex I, elements 1–4).

    `number` is the symbol after the place kept for the number, such as "/BC-KTĐ"; empty for papers without one.
    `dated_on` None prints an open date.
    """

    issuer: str
    place: str
    dated_on: date | None
    superior: str = ""
    number: str = ""

    @property
    def issuer_lines(self) -> tuple[str, ...]:
        return name_lines(self.issuer.upper(), LETTERHEAD_WIDTH)

    @property
    def superior_lines(self) -> tuple[str, ...]:
        return name_lines(self.superior.upper(), LETTERHEAD_WIDTH)


@dataclass(frozen=True)
class Basis:
    """One legal basis, in italics; the piece adds ";" or "." by its place in the row."""

    template: ClassVar[str] = "documents/_bases.html"
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A part of a long report: label above, title beneath, both centred."""

    template: ClassVar[str] = "documents/_part.html"
    label: str
    title: str


@dataclass(frozen=True)
class Heading:
    """A heading in the text: level 3 in bold (I. …), level 4 in bold italics (1. …)."""

    template: ClassVar[str] = "documents/_heading.html"
    text: str
    level: Literal[3, 4] = 3


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; `emphasised` is a passage of it set in italics, `kept` holds it on the page of the next block."""

    template: ClassVar[str] = "documents/_paragraph.html"
    text: str
    emphasised: str = ""
    kept: bool = False


@dataclass(frozen=True)
class Items:
    """A list with dashes; the piece ends each item with ";" and the last with "."."""

    template: ClassVar[str] = "documents/_items.html"
    items: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table. Without a width it shares what the others leave; a number is never wider than `figure`."""

    title: str
    width: Literal["", "count", "points", "figure", "word", "wide"] = ""
    align: Literal["", "middle"] = ""


@dataclass(frozen=True)
class Table:
    """A table whose head is repeated on every page; every row has one text for each column."""

    template: ClassVar[str] = "documents/_table.html"
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("A row of the table does not have one cell for each column.")

    @property
    def lines(self) -> tuple[tuple[tuple[Column, str], ...], ...]:
        """Each cell beside its column, for the template."""
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class Signature:
    """The place of one signer: whom he signs for, in what capacity. `mark` says how he signed; without it room is kept."""

    unit: str
    authority: tuple[str, ...]
    mark: str = ""
    name: str = ""
    role: str = ""  # above the unit, such as "Đại diện cơ quan chứng kiến"
    width: float = GRID_WIDTH

    @property
    def role_lines(self) -> tuple[str, ...]:
        return name_lines(self.role.upper(), self.width)

    @property
    def unit_lines(self) -> tuple[str, ...]:
        return name_lines(self.unit.upper(), self.width)

    @property
    def mark_lines(self) -> tuple[str, ...]:
        return name_lines(self.mark, self.width)

    @property
    def authority_lines(self) -> tuple[str, ...]:
        return tuple(line for text in self.authority for line in name_lines(text.upper(), self.width))


@dataclass(frozen=True)
class Signatures:
    """Places of signature side by side, `across` in a row. A row is never cut by the end of a page."""

    template: ClassVar[str] = "documents/_signatures.html"
    signatures: tuple[Signature, ...]
    across: Literal[2, 3] = 3
    title: str = ""

    @property
    def rows(self) -> tuple[tuple[Signature | None, ...], ...]:
        """The signers row by row, filled up with None; one alone stands in the second place: middle of three, right of two."""
        starts = range(0, len(self.signatures), self.across)
        rows: list[tuple[Signature | None, ...]] = [self.signatures[i : i + self.across] for i in starts]
        if rows and len(rows[-1]) == 1:
            rows[-1] = (None, *rows[-1])
        return tuple((*row, *(None for _ in range(self.across - len(row)))) for row in rows)


@dataclass(frozen=True)
class Closing:
    """The end of a paper: recipients left, the signature right, never alone on a page."""

    template: ClassVar[str] = "documents/_closing.html"
    recipients: tuple[str, ...]
    signature: Signature


Block = Basis | Part | Heading | Paragraph | Items | Table | Signatures | Closing


@dataclass(frozen=True)
class Annex:
    """An annex on pages of its own."""

    label: str
    title: str
    note: str
    body: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A whole paper, ready to be printed.

    `kind` and `dated_on` are what the register of papers keeps; `check` stands small at the foot of every page.
    """

    kind: str
    filename: str
    dated_on: date
    letterhead: Letterhead
    title: str
    subject: str
    body: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()
    check: str = ""

    @property
    def subject_lines(self) -> tuple[str, ...]:
        return name_lines(self.subject, SUBJECT_WIDTH)

    @property
    def full_title(self) -> str:
        """Title and subject in one line, as the PDF's title."""
        return f"{self.title.capitalize()} {self.subject[:1].lower()}{self.subject[1:]}".strip()

    def html(self) -> str:
        """The paper in the closed vocabulary of `vocabulary.py`."""
        return render_to_string("documents/paper.html", {"paper": self})

    @property
    def key(self) -> str:
        """SHA-256 of all that is printed: papers of one key say the same."""
        return hashlib.sha256(self.html().encode()).hexdigest()
