"""The arithmetic's keys and values as sentences, in the language of the reader."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from blocs import numbers
from emulation.scoring import Place, Points, Problem, TieBreak, TieBreakKey

Values = Mapping[str, Decimal | int | str]


def explain_points(points: Points, decimals: int) -> str:
    """How the points of a criterion arose, points written with the table's `decimals`."""
    values = _written(points.values, decimals)
    match points.key:
        case "unanswered":
            return _("Not scored yet; at most %(maximum)s.") % values
        case "manual_self":
            return _("The unit gives itself %(points)s of %(maximum)s, in steps of %(step)s.") % values
        case "manual_reviewed":
            return _("The bloc gives %(points)s of %(maximum)s, in steps of %(step)s.") % values
        case "manual_agreed":
            return _("Agreed in a meeting: %(points)s of %(maximum)s, in steps of %(step)s.") % values
    raise KeyError(points.key)


def explain_problem(problem: Problem, code: str = "") -> str:
    """Why points cannot stand, or a table cannot be published, and how to mend it.

    `code` is the criterion's where the problem is one of `check_points`.
    """
    values = problem.values
    match problem.key:
        case "above_maximum":
            return numbers.above_maximum(_decimal(values, "points"), _decimal(values, "maximum"), code)
        case "below_minimum":
            return numbers.below_minimum(_decimal(values, "points"), _decimal(values, "minimum"), code)
        case "off_step":
            return numbers.off_step(_decimal(values, "points"), _decimal(values, "step"), code)
    return _table_sentence(problem.key) % _written(values, None)


def explain_place(place: Place) -> str:
    """Why a unit stands where it does among units of the same total; empty where the total decided."""
    parts = []
    if place.why:
        parts.append(_("Same total; told apart by %(link)s.") % {"link": name_link(place.why)})
    if place.shared:
        parts.append(_("Shares the place with units equal in everything that counts."))
    return " ".join(parts)


def name_link(link: TieBreak) -> str:
    """What a link of the chain compares, as it stands inside a sentence."""
    if link.key == TieBreakKey.GROUP:
        return _("the points of part %(group)s") % {"group": link.group}
    if link.key == TieBreakKey.FEWER_DEDUCTIONS:
        return _("fewer deductions")
    return _("the bonus points")


def _table_sentence(key: str) -> str:
    match key:
        case "code_used_twice":
            return _("The code %(code)s is used twice.")
        case "parent_unknown":
            return _("%(code)s belongs to %(parent)s, which is not in its group.")
        case "heading_scored":
            return _("%(code)s has parts of its own and so cannot bear points itself.")
        case "criterion_without_rule":
            return _("%(code)s has no rule that gives points.")
        case "heading_sum":
            return _("The parts of %(code)s do not add up to its maximum of %(maximum)s.")
        case "scale_sum":
            return _("The maxima of the criteria add up to %(sum)s, the scale is %(scale)s.")
        case "step_misses_maximum":
            return _("In steps of %(step)s the maximum of %(maximum)s of %(code)s cannot be reached.")
        case "tie_break_group":
            return _("A link that separates equal totals names the group “%(group)s”, which the table lacks.")
        case "band_twice":
            return _("Two classes begin at %(minimum)s points.")
    raise KeyError(key)


def _written(values: Values, decimals: int | None) -> dict[str, str]:
    """Values as text: points with `decimals` (None: as short as exact), steps as short as exact."""
    return {
        name: value
        if isinstance(value, str)
        else numbers.format_number(value, trim=True)
        if name == "step" or decimals is None
        else numbers.format_number(value, decimals)
        for name, value in values.items()
    }


def _decimal(values: Values, name: str) -> Decimal:
    return Decimal(values[name])
