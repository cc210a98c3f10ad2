"""A whole sheet: lines, then groups, then the sheet, then bonus and deductions, then the class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from emulation.scoring.kinds import Answer, Facts, Points, score_criterion
from emulation.scoring.tables import Band, Group, GroupKind, Table

NOTHING = Decimal(0)
NO_FACTS: Facts = MappingProxyType({})


@dataclass(frozen=True)
class LineScore:
    """One scored criterion; `counted` is 0 while it is unanswered."""

    code: str
    group: str
    result: Points

    @property
    def answered(self) -> bool:
        return self.result.points is not None

    @property
    def counted(self) -> Decimal:
        return NOTHING if self.result.points is None else self.result.points


@dataclass(frozen=True)
class GroupScore:
    """Sum of a group's lines. Deductions are positive here; the sheet takes them away."""

    code: str
    kind: GroupKind
    points: Decimal


@dataclass(frozen=True)
class SheetScore:
    """A sheet added up: total = base + bonus − deduction, never below 0."""

    lines: tuple[LineScore, ...]
    groups: tuple[GroupScore, ...]
    base: Decimal
    bonus_claimed: Decimal
    bonus: Decimal
    deduction: Decimal
    total: Decimal
    band: Band | None

    @property
    def answered(self) -> int:
        """Criteria with points; empty is not zero."""
        return sum(line.answered for line in self.lines)

    @property
    def complete(self) -> bool:
        return self.answered == len(self.lines)

    def line(self, code: str) -> LineScore:
        """The line of a criterion; KeyError for a code that bears no points."""
        for line in self.lines:
            if line.code == code:
                return line
        raise KeyError(code)

    def group_points(self) -> dict[str, Decimal]:
        """Points by the code of the group."""
        return {group.code: group.points for group in self.groups}


def score_sheet(table: Table, answers: Mapping[str, Answer], facts: Facts = NO_FACTS) -> SheetScore:
    """Adds up one sheet; `answers` by the criterion's code, missing ones are unanswered.

    Raises KeyError for an answer to a code that bears no points in `table`.
    """
    scored = {spec.code for _group, spec in table.scored()}
    if strangers := sorted(answers.keys() - scored):
        raise KeyError(f"No such criterion: {', '.join(strangers)}")
    lines = tuple(
        LineScore(
            spec.code,
            group.code,
            score_criterion(spec, answers.get(spec.code, Answer()), facts, table.decimals),
        )
        for group, spec in table.scored()
    )
    groups = tuple(_score_group(group, lines) for group in table.groups)
    sums = {
        kind: sum((group.points for group in groups if group.kind == kind), NOTHING) for kind in GroupKind
    }
    bonus = min(sums[GroupKind.BONUS], table.bonus_ceiling)
    total = max(NOTHING, sums[GroupKind.BASE] + bonus - sums[GroupKind.DEDUCTION])
    return SheetScore(
        lines=lines,
        groups=groups,
        base=sums[GroupKind.BASE],
        bonus_claimed=sums[GroupKind.BONUS],
        bonus=bonus,
        deduction=sums[GroupKind.DEDUCTION],
        total=total,
        band=band(total, table.bands),
    )


def self_scored(table: Table, answers: Mapping[str, Answer], facts: Facts = NO_FACTS) -> SheetScore:
    """The same sheet by the unit's own points alone, whatever the bloc or the meeting gave."""
    own = {
        code: replace(answer, reviewed_points=None, agreed_points=None) for code, answer in answers.items()
    }
    return score_sheet(table, own, facts)


def band(total: Decimal, bands: Sequence[Band]) -> Band | None:
    """The class of a total: the highest whose minimum it reaches; None below all."""
    reached = [one for one in bands if total >= one.minimum]
    return max(reached, key=lambda one: one.minimum, default=None)


def _score_group(group: Group, lines: Sequence[LineScore]) -> GroupScore:
    points = sum((line.counted for line in lines if line.group == group.code), NOTHING)
    return GroupScore(group.code, group.kind, points)
