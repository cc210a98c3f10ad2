"""What a roster does, step by step; each knows the row that asks for it, so that a refusal stands there."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(slots=True)
class Someone:
    """A person of the record (`pk`), or a new one: what is known, and in which row it stands."""

    name: str
    pk: int | None = None
    email: str = ""
    phone: str = ""
    title: str = ""
    row: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Entered:
    """A new organisation; `key` stands for it in the other steps."""

    row: int
    key: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Detail:
    """Kind or founding put right."""

    row: int
    pk: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Renamed:
    row: int
    pk: int
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Composed:
    """The members of a bloc in their order: key, name, whether it competes. `released` go to another bloc of the
    file: they leave the list before anybody comes into one."""

    row: int
    bloc: int
    members: list[tuple[int, str, bool]]
    released: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class DutyGiven:
    """A duty that begins; `replaces` are the leaders whose duty ends the day before, `follows` the same person's
    own duty that goes on under another position."""

    row: int
    key: int
    duty: str
    someone: Someone
    title: str
    since: date
    form: str = ""
    until: date | None = None
    replaces: tuple[int, ...] = ()
    follows: int | None = None


@dataclass(slots=True)
class PersonChanged:
    row: int
    pk: int
    version: int
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfficeTaken:
    row: int
    bloc: int
    key: int
    role: str


@dataclass(frozen=True, slots=True)
class Merged:
    row: int
    pk: int
    into: int


@dataclass
class Steps:
    """Everything a roster does, in the order in which it is done."""

    entered: list[Entered] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)
    renamed: list[Renamed] = field(default_factory=list)
    composed: list[Composed] = field(default_factory=list)
    changed: dict[int, PersonChanged] = field(default_factory=dict)
    duties: list[DutyGiven] = field(default_factory=list)
    offices: list[OfficeTaken] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
