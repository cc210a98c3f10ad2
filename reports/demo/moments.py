"""Moments of the story, in the city's time."""

from datetime import datetime

from blocs.clock import LOCAL


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment by the clock on the wall."""
    return datetime(year, month, day, hour, minute, tzinfo=LOCAL)
