"""The calendar of a cycle in sentences: what is open, until when, for whom longer."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blocs import clock
from blocs.dates import two_digits
from emulation.models import Extension, Window
from emulation.models.calendar import Calendar, Standing, WindowState
from emulation.models.window import Act

FAR_DAYS = 60


class Change(models.TextChoices):
    """How a window is changed."""

    CLOSE_NOW = "close_now", gettext_lazy("Close from today: yesterday was the last day")
    CLOSE_TODAY = "close_today", gettext_lazy("Close from tomorrow: today is the last day")
    REOPEN = "reopen", gettext_lazy("Keep open, or open again, until another last day")
    MOVE = "move", gettext_lazy("Set both days anew")
    HAND_BACK = "hand_back", gettext_lazy("Follow the calendar of the city again")


def seen_of(window: Window | None) -> str:
    """A window as a page showed it: another one, or changed since, reads otherwise."""
    return f"{window.pk}.{window.version}" if window is not None else "none"


def running_of(window: Window) -> Change:
    """The change that is likeliest to be asked of a window today."""
    return Change.MOVE if window.opens > clock.today() else Change.REOPEN


def on_screen(day: date | None) -> str:
    """09/03/2021, in every language; empty without a day."""
    return date_format(day, "d/m/Y") if day else ""


def why_not_open(standing: Standing) -> str:
    """Why an act is refused today, and how to go on."""
    match standing.state:
        case WindowState.NONE:
            return _("No time has been set for this yet. The city officer sets it.")
        case WindowState.NOT_OPEN:
            return _("Not open yet: it opens on {date}.").format(date=on_screen(standing.opens))
        case _closed:
            return _(
                "The time for this ended on {date}. The head of the bloc or the city officer may give more time, "
                "with the reason."
            ).format(date=on_screen(standing.until))


def time_left(standing: Standing) -> str:
    """What a deadline means today: "Còn 5 ngày", "Hôm nay là hạn cuối", "Quá hạn 3 ngày"; empty without one."""
    days = standing.days_left
    if days is None:
        return ""
    if standing.state == WindowState.NOT_OPEN:
        return _("Not open yet")
    if days < 0:
        return ngettext("Late by {n} day", "Late by {n} days", -days).format(n=-days)
    if days == 0:
        return _("Today is the last day")
    if days > FAR_DAYS:
        return _("Open until {date}").format(date=on_screen(standing.until))
    return ngettext("{n} day left", "{n} days left", days).format(n=days)


@dataclass(frozen=True)
class WindowLine:
    """A window as the line of the year shows it; `state` is done, open, next or empty."""

    window: Window
    name: str
    dates: str
    word: str
    state: str
    standing: Standing
    extensions: tuple[Extension, ...]


def window_lines(
    calendar: Calendar, members: Container[int], organization_id: int | None = None
) -> list[WindowLine]:
    """The windows of a cycle in order of time, seen by an organisation (with its extension) or by nobody in particular.

    A window of the whole city may be extended for others too: only extensions of `members` are told.
    """
    today = clock.today()
    windows = sorted(calendar.windows.values(), key=lambda window: (window.opens, window.pk))
    coming = [window for window in windows if window.opens > today]
    lines = []
    for window in windows:
        standing = calendar.standing(window.act, organization_id)
        extensions = tuple(one for one in calendar.extensions_of(window) if one.organization_id in members)
        running = [extension for extension in extensions if extension.until >= today]
        is_open = standing.is_open or bool(running and window.opens <= today and organization_id is None)
        if is_open:
            state = "open"
        elif window in coming:
            state = "next" if window is coming[0] else ""
        else:
            state = "done"
        lines.append(
            WindowLine(
                window=window,
                name=window.get_act_display(),
                dates=f"{window.opens:%d/%m} – {window.closes:%d/%m/%Y}",
                word=_word(standing, running, organization_id),
                state=state,
                standing=standing,
                extensions=extensions,
            )
        )
    return lines


def _word(standing: Standing, running: list[Extension], organization_id: int | None) -> str:
    if standing.state == WindowState.EXTENDED:
        return _("Extended to {date}").format(date=on_screen(standing.until))
    if standing.is_open:
        return time_left(standing)
    if standing.state == WindowState.NOT_OPEN:
        return _("Not open yet")
    if running and organization_id is None:
        last = max(extension.until for extension in running)
        return ngettext(
            "Extended for {n} organisation, to {date}",
            "Extended for {n} organisations, to {date}",
            len(running),
        ).format(n=two_digits(len(running)), date=on_screen(last))
    return _("Over")


@dataclass(frozen=True)
class ExtensionLine:
    """An organisation that has more time, as the calendar of the bloc shows it."""

    extension: Extension
    name: str
    over: bool
    may_change: bool
    may_read: bool


@dataclass(frozen=True)
class CalendarLine:
    """An act of a bloc's year: its window if it has one, in words, whose it is, and who has more time."""

    act: str
    name: str
    window: Window | None
    word: str
    own: bool
    extensions: list[ExtensionLine]


def calendar_rows(
    calendar: Calendar, names: dict[int, str], *, changeable: Container[int], readable: Container[int]
) -> list[CalendarLine]:
    """All acts in order of time, those without a window last; `names` are the members by their number.

    Extensions of `changeable` organisations may be changed, the documents of `readable` ones opened.
    """
    today = clock.today()
    lines = []
    for line in window_lines(calendar, names):
        extensions = [
            ExtensionLine(
                extension=extension,
                name=names[extension.organization_id],
                over=extension.until < today,
                may_change=extension.until >= today and extension.organization_id in changeable,
                may_read=extension.document_id is not None and extension.organization_id in readable,
            )
            for extension in sorted(line.extensions, key=lambda one: (one.until, names[one.organization_id]))
        ]
        window = line.window
        lines.append(
            CalendarLine(
                window.act, str(line.name), window, line.word, window.cycle_id is not None, extensions
            )
        )
    missing = [act for act in Act if act not in calendar.windows]
    return lines + [CalendarLine(act.value, str(act.label), None, "", False, []) for act in missing]
