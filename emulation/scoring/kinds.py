"""How the points of one criterion arise: one function per kind of rule.

A further kind is a further function `(spec, rule, answer, facts) -> Points` and its line in `KINDS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from emulation.scoring.tables import CriterionSpec, Problem, Rule, RuleKind

Facts = Mapping[str, Decimal]
"""What the system itself knows of the unit's year (reports late, meetings attended …), by name."""


@dataclass(frozen=True)
class Answer:
    """The points given on one line, each by its giver; None where nobody has given any (not zero)."""

    self_points: Decimal | None = None
    reviewed_points: Decimal | None = None
    agreed_points: Decimal | None = None


@dataclass(frozen=True)
class Points:
    """Points of one criterion and how they arose: `key` and `values` are worded by `emulation.wording`.

    `points` is None while the criterion is unanswered.
    """

    points: Decimal | None
    key: str
    values: Mapping[str, Decimal | int | str]


def choose(
    self_points: Decimal | None, reviewed: Decimal | None, agreed: Decimal | None
) -> tuple[Decimal | None, str]:
    """The points that count, and whose they are: agreed in a meeting, else of the bloc, else the unit's own."""
    for points, giver in ((agreed, "agreed"), (reviewed, "reviewed"), (self_points, "self")):
        if points is not None:
            return points, giver
    return None, ""


def check_points(points: Decimal, maximum: Decimal, step: Decimal) -> Problem | None:
    """Why `points` cannot stand on a line scored by hand; None if they can."""
    if points < 0:
        return Problem("below_minimum", {"points": points, "minimum": Decimal(0)})
    if points > maximum:
        return Problem("above_maximum", {"points": points, "maximum": maximum})
    if points % step:
        return Problem("off_step", {"points": points, "step": step})
    return None


def score_criterion(spec: CriterionSpec, answer: Answer, facts: Facts, decimals: int) -> Points:
    """Points of a criterion by its rules in order, rounded here and nowhere else: half up to `decimals`."""
    parts = [KINDS[rule.kind](spec, rule, answer, facts) for rule in spec.rules]
    given = [part.points for part in parts if part.points is not None]
    if not given:
        return parts[0]
    points = sum(given, Decimal(0)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return Points(points, parts[0].key, parts[0].values)


def manual(spec: CriterionSpec, rule: Rule, answer: Answer, facts: Facts) -> Points:
    """Points by judgement, in steps up to the maximum."""
    points, giver = choose(answer.self_points, answer.reviewed_points, answer.agreed_points)
    if points is None:
        return Points(None, "unanswered", {"maximum": spec.max_points})
    return Points(
        points, f"manual_{giver}", {"points": points, "step": rule.step, "maximum": spec.max_points}
    )


KINDS: Mapping[RuleKind, Callable[[CriterionSpec, Rule, Answer, Facts], Points]] = {RuleKind.MANUAL: manual}
