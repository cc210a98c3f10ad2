"""Numbers as Vietnam writes them: 1.234,5. The only place where numbers become text or text numbers.

Django's own localisation is not used: it reads "1.234" as 1234 without a word.
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

MOST_DIGITS = 12

_BLANKS = re.compile("[ \u00a0\u2009\u202f]")
# Whole part plain or in groups of three (all by points or all by blanks), then decimals after one
# comma or point.
_NUMBER = re.compile(
    r"(?P<sign>[-+\u2212]?)(?P<whole>[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)"
    r"(?:(?P<mark>[.,])(?P<decimals>[0-9]+))?"
)
_EITHER_WAY = re.compile(r"[-+\u2212]?[1-9][0-9]{0,2}\.[0-9]{3}")


class NotANumber(ValueError):
    """The text is no number; the argument is a sentence for the person who typed it."""


class AmbiguousNumber(NotANumber):
    """The text may be read as two numbers, such as "1.234"."""


def format_number(value: Decimal | int, decimals: int | None = None, *, trim: bool = False) -> str:
    """`value` as "1.234,5": rounded half up to `decimals`, or as exact as it is when that is None.

    `trim` leaves out zeros at the end: "9" for 9.00, "9,5" for 9.50. Floats are refused.
    """
    if isinstance(value, float):
        raise TypeError("A float is no exact number: give a Decimal or an int.")
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"{number} cannot be written.")
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _point, rest = f"{abs(number):,f}".partition(".")
    if trim:
        rest = rest.rstrip("0")
    sign = "-" if number < 0 else ""
    return sign + whole.replace(",", ".") + ("," + rest if rest else "")


def shared_decimals(values: Iterable[Decimal]) -> int:
    """The fewest decimals with which a column writes all its values exactly."""
    texts = (format_number(value, trim=True) for value in values)
    return max((len(text.partition(",")[2]) for text in texts), default=0)


def points(value: Decimal | int, decimals: int) -> str:
    """Points with all their decimals, as a score sheet shows them: "9,0"."""
    return format_number(value, decimals)


def parse_number(text: str) -> Decimal:
    """The number a person typed: 1234 · 1234,5 · 1234.5 · 1.234,5 · 1 234,5.

    Raises AmbiguousNumber for "1.234" (1234 or 1,234?) and NotANumber for anything else, each with a
    sentence that says how to write it.
    """
    typed = _BLANKS.sub(" ", text.strip())
    if _EITHER_WAY.fullmatch(typed):
        raise AmbiguousNumber(
            _("“%(text)s” may be %(whole)s or %(decimal)s. Write it in one of these two ways.")
            % {"text": typed, "whole": typed.replace(".", ""), "decimal": typed.replace(".", ",")}
        )
    found = _NUMBER.fullmatch(typed)
    # "1.234.5" has points for thousands and a point for decimals: one of them is a mistake.
    if not found or (found["mark"] == "." and "." in found["whole"]):
        raise NotANumber(_("“%(text)s” is not a number. Write it like 1234,5.") % {"text": shortened(typed)})
    whole = re.sub("[. ]", "", found["whole"])
    decimals = found["decimals"] or ""
    if len(whole) + len(decimals) > MOST_DIGITS:
        raise NotANumber(
            _("“%(text)s” has more than %(most)s digits.") % {"text": shortened(typed), "most": MOST_DIGITS}
        )
    sign = "-" if found["sign"] in {"-", "\u2212"} else ""
    number = Decimal(f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}")
    return number if number else abs(number)


def shortened(text: str, most: int = 40) -> str:
    """`text` cut for quoting in a sentence."""
    return text if len(text) <= most else text[: most - 1] + "…"


def above_maximum(value: Decimal, maximum: Decimal, code: str = "") -> str:
    """The sentence for a number above its maximum; with `code`, for points of that criterion."""
    decimals = _shared_decimals(value, maximum)
    values = {
        "value": format_number(value, decimals),
        "maximum": format_number(maximum, decimals),
        "code": code,
    }
    if code:
        return _("%(value)s is above the maximum of %(maximum)s points of criterion %(code)s.") % values
    return _("%(value)s is above the maximum of %(maximum)s.") % values


def below_minimum(value: Decimal, minimum: Decimal, code: str = "") -> str:
    """The sentence for a number below its minimum; with `code`, for points of that criterion."""
    decimals = _shared_decimals(value, minimum)
    values = {
        "value": format_number(value, decimals),
        "minimum": format_number(minimum, decimals),
        "code": code,
    }
    if code:
        return _("%(value)s is below the minimum of %(minimum)s points of criterion %(code)s.") % values
    return _("%(value)s is below the minimum of %(minimum)s.") % values


def off_step(value: Decimal, step: Decimal, code: str = "") -> str:
    """The sentence for a number between two steps, naming its neighbours."""
    below = value // step * step
    decimals = _shared_decimals(step, below)
    values = {
        "value": format_number(value),
        "step": format_number(step, trim=True),
        "below": format_number(below, decimals),
        "above": format_number(below + step, decimals),
        "code": code,
    }
    if code:
        return (
            _(
                "%(value)s is not in steps of %(step)s as criterion %(code)s asks. Write %(below)s or %(above)s."
            )
            % values
        )
    return _("%(value)s is not in steps of %(step)s. Write %(below)s or %(above)s.") % values


def too_many_decimals(value: Decimal, decimals: int) -> str:
    """The sentence for a number with more decimals than are kept."""
    if decimals == 0:
        return _("%(value)s is not a whole number.") % {"value": format_number(value)}
    return _("%(value)s has more than %(decimals)s digits after the comma.") % {
        "value": format_number(value),
        "decimals": decimals,
    }


def decimals_of(value: Decimal) -> int:
    """How many decimals `value` is written with, without zeros at the end."""
    exponent = value.normalize().as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{value} has no decimals.")
    return max(0, -exponent)


def _shared_decimals(*values: Decimal) -> int:
    """Decimals that show all `values` exactly, at least one: "7,5" beside "6,0"."""
    return max(1, *map(decimals_of, values))
