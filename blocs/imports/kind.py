"""What a kind of import declares, and what it answers: the engine knows nothing of organisations or awards."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from blocs.actor import Actor
from blocs.forms.base import Form
from blocs.models.import_run import RowState


class Unreadable(ValueError):
    """The text of a cell cannot be what the column holds; the argument is a sentence for the person."""


@dataclass(frozen=True)
class Reading:
    """What a column makes of the text of a cell. `warning`: a sentence where it was made out, not plain."""

    value: Any
    warning: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a kind of table.

    `name` is the program's, `title` what the template and the pages write at its head; `synonyms` are
    other heads it is known by (compared by `search_key`). `read` makes a value of the text of a cell, never
    of an empty one, and raises Unreadable. `required`: without it the table cannot be read at all.
    `choices` are the words of a drop-down list of the template.
    """

    name: str
    title: str | Promise
    read: Callable[[str], Reading]
    synonyms: Sequence[str] = ()
    required: bool = False
    help: str | Promise = ""
    example: str = ""
    choices: Callable[[Actor], Sequence[str]] | None = None
    width: int = 20


@dataclass(frozen=True)
class Row:
    """A row as the engine gives it to a kind: its number in the file, texts and readings of the columns present.

    A column that is absent, empty or unreadable has no reading; the engine marks what is unreadable.
    """

    number: int
    texts: Mapping[str, str]
    readings: Mapping[str, Reading]

    def get(self, name: str) -> Any:
        """The value of a column, None where there is none."""
        reading = self.readings.get(name)
        return None if reading is None else reading.value


class Mark:
    """What a cell does to the record."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    BARRED = "barred"  # it differs from the record, and is not this actor's to set: it is left as it is
    ERROR = "error"


@dataclass(frozen=True)
class Cell:
    """The state of one cell: `old` and `new` as the page shows them, `say` a sentence, a warning where `mark` is no error."""

    mark: str = Mark.SAME
    old: str = ""
    new: str = ""
    say: str = ""


@dataclass
class PlannedRow:
    """What a row would do. `say` are sentences on the row as a whole; `warns` where one of them, or of a cell, warns."""

    number: int
    state: str = RowState.SAME
    cells: dict[str, Cell] = field(default_factory=dict)
    say: list[str] = field(default_factory=list)
    warns: bool = False


@dataclass
class Plan:
    """What a table would do, compared with the record as it is now.

    `troubles` stand against the table as a whole; with one of them, or a row in error, nothing can be
    confirmed. `notes` say in words what else happens ("Hội A: thêm vào Khối 1, số thứ tự 5"). `steps` are
    the kind's own; `write` of the same kind gets them back.
    """

    rows: list[PlannedRow] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    steps: Any = None

    @property
    def fingerprint(self) -> str:
        """The same for two plans that tell the person the same: what was confirmed is what is written."""
        told = [
            [
                row.number,
                row.state,
                row.say,
                sorted((name, c.mark, c.old, c.new, c.say) for name, c in row.cells.items()),
            ]
            for row in self.rows
        ]
        text = json.dumps([told, self.troubles, self.notes], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


class RowRefused(Exception):
    """An act refused what the plan had foreseen: the whole import falls, the page shows the sentence at the row."""

    def __init__(self, number: int, sentence: str) -> None:
        self.number, self.sentence = number, sentence
        super().__init__(sentence)


# Called now and then with how many rows are done; raises where the person has cancelled.
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Kind:
    """One kind of table that can be read in.

    `options` is the form of what is told beside the file (the bloc and year, from which day, by which
    decision); its `cleaned_data`, as the engine keeps it (days as ISO text, rows by their number), goes to `plan`
    and `write`. `plan` reads the database
    in a fixed number of questions whatever the rows, and writes nothing. `write` is called inside the engine's
    transaction with a plan made a moment before in the same transaction; it goes through the ordinary
    actions, so that rules, checks and records are theirs, and raises RowRefused or Refused.
    """

    code: str
    title: str | Promise
    about: str | Promise
    columns: Sequence[Column]
    may_import: Callable[[Actor], bool]
    plan: Callable[[Sequence[Row], Mapping[str, Any], Actor, Progress], Plan]
    write: Callable[[Plan, Mapping[str, Any], Actor, Progress], None]
    # Made as `options(data, actor=actor)`.
    options: type[Form] | None = None
    # Where the list that this import changes is, as (title, url name), for the way back.
    home: tuple[str | Promise, str] | None = None
    file_name: str = "mau-nhap"
    # In which order the columns of a list without heads are taken, as it is pasted out of a letter. Empty: a table
    # needs its heads.
    default_order: Sequence[str] = ()

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)
