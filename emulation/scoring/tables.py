"""A scoring table as values: what a published version says, and its canonical text."""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType


class GroupKind(StrEnum):
    """What a group's points are: part of the scale, added above it, or taken away."""

    BASE = "base"
    BONUS = "bonus"
    DEDUCTION = "deduction"


class RuleKind(StrEnum):
    """How points arise; each has its function in `kinds`."""

    MANUAL = "manual"


class TieBreakKey(StrEnum):
    """What separates equal totals."""

    GROUP = "group"
    FEWER_DEDUCTIONS = "fewer_deductions"
    BONUS = "bonus"


@dataclass(frozen=True)
class Problem:
    """Something wrong, to be worded by `emulation.wording`."""

    key: str
    values: Mapping[str, Decimal | int | str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Rule:
    """One rule of a criterion; `step` is the distance of allowed points from 0."""

    kind: RuleKind = RuleKind.MANUAL
    step: Decimal = Decimal("0.5")


@dataclass(frozen=True)
class CriterionSpec:
    """A criterion. One without rules is a heading: its children name it as `parent` and are scored."""

    code: str
    name: str
    max_points: Decimal
    rules: tuple[Rule, ...] = (Rule(),)
    parent: str = ""


@dataclass(frozen=True)
class Group:
    """A part of the table, its criteria in the order of the page."""

    code: str
    name: str
    kind: GroupKind
    criteria: tuple[CriterionSpec, ...]


@dataclass(frozen=True)
class Band:
    """A class of units (xếp loại): from `minimum` points on, that number included."""

    label: str
    minimum: Decimal


@dataclass(frozen=True)
class TieBreak:
    """A link of the chain; `group` is the code of the group compared, for the key GROUP only."""

    key: TieBreakKey
    group: str = ""


@dataclass(frozen=True)
class Ground:
    """Why a unit is not considered for awards."""

    code: str
    text: str


@dataclass(frozen=True)
class Table:
    """A version of a scoring table. Criteria are known by their codes, which must differ in one table."""

    groups: tuple[Group, ...]
    scale: Decimal = Decimal(100)
    decimals: int = 2
    bonus_ceiling: Decimal = Decimal(10)
    bands: tuple[Band, ...] = ()
    tie_breaks: tuple[TieBreak, ...] = ()
    grounds: tuple[Ground, ...] = ()

    def scored(self) -> Iterator[tuple[Group, CriterionSpec]]:
        """Every criterion that bears points, with its group, in order."""
        for group in self.groups:
            for spec in group.criteria:
                if spec.rules:
                    yield group, spec


def table_problems(table: Table) -> list[Problem]:
    """What must be mended before `table` can be published; empty if it is sound."""
    return [*_code_problems(table), *_heading_problems(table), *_sum_problems(table), *_chain_problems(table)]


def _code_problems(table: Table) -> Iterator[Problem]:
    for codes in (
        [group.code for group in table.groups],
        [spec.code for group in table.groups for spec in group.criteria],
        [ground.code for ground in table.grounds],
    ):
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield Problem("code_used_twice", {"code": code})


def _heading_problems(table: Table) -> Iterator[Problem]:
    for group in table.groups:
        specs = {spec.code: spec for spec in group.criteria}
        parents = {spec.parent for spec in group.criteria if spec.parent}
        for spec in group.criteria:
            if spec.parent and spec.parent not in specs:
                yield Problem("parent_unknown", {"code": spec.code, "parent": spec.parent})
            if bool(spec.rules) == (spec.code in parents):
                yield Problem(
                    "heading_scored" if spec.rules else "criterion_without_rule", {"code": spec.code}
                )
            if spec.code in parents and spec.max_points != sum(
                child.max_points for child in group.criteria if child.parent == spec.code
            ):
                yield Problem("heading_sum", {"code": spec.code, "maximum": spec.max_points})


def _sum_problems(table: Table) -> Iterator[Problem]:
    base = sum(
        (spec.max_points for group, spec in table.scored() if group.kind == GroupKind.BASE), Decimal(0)
    )
    if base != table.scale:
        yield Problem("scale_sum", {"sum": base, "scale": table.scale})
    for _group, spec in table.scored():
        for rule in spec.rules:
            if rule.step <= 0 or spec.max_points % rule.step:
                yield Problem(
                    "step_misses_maximum", {"code": spec.code, "step": rule.step, "maximum": spec.max_points}
                )


def _chain_problems(table: Table) -> Iterator[Problem]:
    codes = {group.code for group in table.groups}
    for link in table.tie_breaks:
        if (link.key == TieBreakKey.GROUP) != bool(link.group) or (link.group and link.group not in codes):
            yield Problem("tie_break_group", {"group": link.group})
    minimums = [band.minimum for band in table.bands]
    for minimum in sorted({minimum for minimum in minimums if minimums.count(minimum) > 1}):
        yield Problem("band_twice", {"minimum": minimum})


def canonical(table: Table) -> str:
    """The text of a version that its hash is taken of: one fact a line, fields between tabs.

    The same for the same table however its numbers are written (6 or 6.00) and its text is composed.
    """
    lines: list[tuple[str, ...]] = [
        ("scale", _plain(table.scale)),
        ("decimals", str(table.decimals)),
        ("bonus ceiling", _plain(table.bonus_ceiling)),
    ]
    for group in table.groups:
        lines.append(("group", group.code, group.kind, group.name))
        for spec in group.criteria:
            lines.append(("criterion", spec.code, spec.parent, _plain(spec.max_points), spec.name))
            lines += [("rule", rule.kind, _plain(rule.step)) for rule in spec.rules]
    for one in sorted(table.bands, key=lambda band: -band.minimum):
        lines.append(("band", _plain(one.minimum), one.label))
    lines += [("tie-break", link.key, link.group) for link in table.tie_breaks]
    lines += [("ground", ground.code, ground.text) for ground in table.grounds]
    return "".join("\t".join(map(_one_line, line)) + "\n" for line in lines)


def fingerprint(table: Table) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(table).encode()).hexdigest()


def _plain(number: Decimal) -> str:
    """6 for 6.00 and 0.5 for 0.50, never with an exponent."""
    return f"{number.normalize() + 0:f}"


def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
