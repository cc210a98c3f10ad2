"""What is told beside the file of a roster, as the plan takes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import translation

from blocs.queries.decision import NewDecision, in_words


@dataclass(frozen=True)
class Told:
    """The year of compositions and offices, the day from which names, leaders and offices are valid, the decision
    they rest on, and whether the file is the whole composition of the blocs it names."""

    year: int
    day: date
    decision: NewDecision | None = None
    whole: bool = False

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "Told":
        """Of the values of the form; days may have become text on their way."""
        decision = None
        if options.get("number"):
            decision = NewDecision(
                issuer=options.get("issuer") or "",
                number=options["number"],
                dated_on=_day(options.get("dated_on")),
            )
        day = _day(options["day"])
        assert day is not None
        return cls(int(options["year"]), day, decision, bool(options.get("whole")))

    @cached_property
    def basis(self) -> str:
        """The decision in words, as names and offices keep it, whatever the language of the page; empty for none."""
        with translation.override("vi"):
            return in_words(self.decision)


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None
