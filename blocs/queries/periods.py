"""Names over time, as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from blocs import clock


@dataclass(frozen=True)
class NamePeriod:
    """A name between two days; `until` is the day before the next name, None for the last one."""

    name: str
    short_name: str
    since: date
    until: date | None
    decision: str
    is_now: bool


def name_periods(rows: Iterable[Any]) -> list[NamePeriod]:
    """The names of one organisation or bloc, newest first. `rows` are ordered by their first day."""
    rows, today = list(rows), clock.today()
    ends = [*(row.valid_from - timedelta(days=1) for row in rows[1:]), None]
    periods = [
        NamePeriod(
            name=row.name,
            short_name=row.short_name,
            since=row.valid_from,
            until=end,
            decision=row.decision,
            # The first name also counts before its first day, as in `names_on`.
            is_now=(number == 0 or row.valid_from <= today) and (end is None or today <= end),
        )
        for number, (row, end) in enumerate(zip(rows, ends, strict=True))
    ]
    return periods[::-1]


def name_on(periods: list[NamePeriod], day: date) -> NamePeriod | None:
    """The name valid on a day; before the first name, the first. None where nothing was ever named."""
    begun = [period for period in periods if period.since <= day]
    return next(iter(begun or periods[-1:]), None)
