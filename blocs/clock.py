"""The one source of time: every date and moment of the application is asked for here.

Tests and the loader of historic demonstration data stand on another moment with `standing_at`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """This moment, aware, in local time."""
    return _standing.get() or datetime.now(UTC).astimezone(LOCAL)


def today() -> date:
    """The local calendar day: at 17:00 UTC a new one has begun."""
    return now().date()


@contextmanager
def standing_at(moment: datetime | date) -> Iterator[datetime]:
    """Let time stand still at `moment` inside the block; a day means its noon, a naive moment is local."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(12))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=LOCAL)
    token = _standing.set(moment.astimezone(LOCAL))
    try:
        yield now()
    finally:
        _standing.reset(token)


def deadline_end(day: date) -> datetime:
    """The last second of `day`: what is due on a day may come until then."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=LOCAL)


def days_left(day: date) -> int:
    """Days from today to `day`: 0 on the day itself, negative once it is over."""
    return (day - today()).days
