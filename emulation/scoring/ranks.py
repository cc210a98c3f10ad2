"""Places: by total, then down a configured chain. Nothing else (no name, no number of a row) decides."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from emulation.scoring.tables import TieBreak, TieBreakKey


@dataclass(frozen=True)
class Entry:
    """What ranking may know of one unit; `key` is handed back and never compared."""

    key: Hashable
    total: Decimal
    bonus: Decimal = Decimal(0)
    deduction: Decimal = Decimal(0)
    groups: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """A place (1, 1, 3) and why.

    `why` is the last link of the chain that was needed to tell this unit from others of the same
    total; None where the total alone decided or nothing could. `shared` says that equals remain.
    """

    key: Hashable
    place: int
    shared: bool
    why: TieBreak | None


def rank(entries: Sequence[Entry], chain: Sequence[TieBreak]) -> list[Place]:
    """Places of `entries`, best first; those that share a place stand in the order given.

    A link by group reads a unit without that group as 0 there.
    """
    marks = {index: _marks(entry, chain) for index, entry in enumerate(entries)}
    order = sorted(marks, key=lambda index: marks[index], reverse=True)
    places: list[Place] = []
    for index in order:
        mine = marks[index]
        rivals = [other for number, other in marks.items() if number != index and other[0] == mine[0]]
        depth = max((_first_difference(mine, rival) for rival in rivals), default=0)
        better = sum(other > mine for other in marks.values())
        places.append(
            Place(entries[index].key, better + 1, mine in rivals, chain[depth - 1] if depth else None)
        )
    return places


def _marks(entry: Entry, chain: Sequence[TieBreak]) -> tuple[Decimal, ...]:
    """What is compared, in order, more being better."""
    return (entry.total, *(_mark(entry, link) for link in chain))


def _mark(entry: Entry, link: TieBreak) -> Decimal:
    match link.key:
        case TieBreakKey.GROUP:
            return entry.groups.get(link.group, Decimal(0))
        case TieBreakKey.FEWER_DEDUCTIONS:
            return -entry.deduction
        case TieBreakKey.BONUS:
            return entry.bonus


def _first_difference(mine: Sequence[Decimal], other: Sequence[Decimal]) -> int:
    """The first place at which two rows of marks differ; 0 if they are equal (totals are known to be)."""
    return next((place for place, (one, two) in enumerate(zip(mine, other, strict=True)) if one != two), 0)
