"""The calendar of the city in a year: as values, what changed in it, and what in it makes no sense."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from emulation.models import Window
from emulation.models.window import Act
from emulation.queries.window import on_screen

# Of each pair the second begins after the first has begun.
ORDER = [
    (Act.COMMENT, Act.PLEDGE),
    (Act.MIDYEAR_REPORT, Act.ANNUAL_REPORT),
    (Act.SELF_SCORING, Act.CROSS_CHECK),
    (Act.SELF_SCORING, Act.OBJECTION),
    (Act.SELF_SCORING, Act.ASSESSMENT),
    (Act.CROSS_CHECK, Act.ASSESSMENT),
    (Act.SELF_SCORING, Act.VOTING),
    (Act.SELF_SCORING, Act.NOMINATION),
    (Act.ASSESSMENT, Act.NOMINATION),
    (Act.VOTING, Act.NOMINATION),
]


@dataclass(frozen=True)
class Days:
    """When an act is open; the last day is included, grace comes after it."""

    opens: date
    closes: date
    grace_days: int = 0

    def __str__(self) -> str:
        dates = f"{on_screen(self.opens)} – {on_screen(self.closes)}"
        if self.grace_days:
            return _("{dates}, {n} days of grace").format(dates=dates, n=self.grace_days)
        return dates


def days_of(window: Window) -> Days:
    return Days(window.opens, window.closes, window.grace_days)


def city_calendar(year: int) -> dict[str, Days]:
    """The windows of the city by act, in order of time. One query."""
    windows = Window.objects.filter(year=year).order_by("opens", "pk")
    return {window.act: days_of(window) for window in windows}


def differences(before: Mapping[str, Days], after: Mapping[str, Days]) -> list[str]:
    """What changed, a sentence for each window."""
    sentences = []
    for act in Act:
        old, new = before.get(act), after.get(act)
        if old == new:
            continue
        if old is None:
            sentence = _("{act}: set to {new}.")
        elif new is None:
            sentence = _("{act}: {old} taken out.")
        else:
            sentence = _("{act}: from {old} to {new}.")
        sentences.append(sentence.format(act=act.label, old=old, new=new))
    return sentences


def warnings(calendar: Mapping[str, Days], year: int) -> list[str]:
    """What is probably a slip: nothing forbids it."""
    sentences = []
    for first, second in ORDER:
        if first in calendar and second in calendar and calendar[second].opens < calendar[first].opens:
            sentences.append(
                _("{second} begins on {date}, before {first}.").format(
                    second=second.label, first=first.label, date=on_screen(calendar[second].opens)
                )
            )
    for act, days in calendar.items():
        if stray := [day for day in (days.opens, days.closes) if day.year not in (year, year + 1)]:
            sentences.append(
                _("{act}: {date} lies neither in {year} nor in {next}.").format(
                    act=Act(act).label, date=on_screen(stray[0]), year=year, next=year + 1
                )
            )
    return sentences


def without_window(calendar: Iterable[str]) -> list[str]:
    """The acts for which no time is set, by name."""
    there = set(calendar)
    return [str(act.label) for act in Act if act not in there]
