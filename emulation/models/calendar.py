"""What the windows of one cycle allow on a day: for everybody, and for an organisation with an extension."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import F, Q

from blocs import clock
from emulation.models.cycle import Cycle
from emulation.models.window import Act, Extension, Window

# The columns of an extension as the calendar's query brings them, and as the row takes them.
GIVEN = {
    "id": "pk",
    "organization": "organization_id",
    "until": "until",
    "reason": "reason",
    "document": "document_id",
    "granted_at": "granted_at",
    "granted_by": "granted_by_id",
}


class WindowState(StrEnum):
    """How an act stands on a day."""

    NONE = "none"  # no window is set
    NOT_OPEN = "not_open"
    OPEN = "open"
    EXTENDED = "extended"
    CLOSED = "closed"


@dataclass(frozen=True)
class Standing:
    """One act on one day for one organisation. `until` is the last day on which it is accepted."""

    act: str
    state: WindowState
    opens: date | None = None
    until: date | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in {WindowState.OPEN, WindowState.EXTENDED}

    @property
    def days_left(self) -> int | None:
        """Days to the last day; negative once it is over."""
        return clock.days_left(self.until) if self.until else None


@dataclass(frozen=True)
class Calendar:
    """The windows of a cycle by act, the cycle's own before the city's; extensions by their window's number."""

    windows: dict[str, Window] = field(default_factory=dict)
    extensions: dict[int, list[Extension]] = field(default_factory=dict)

    @classmethod
    def of(cls, cycle: Cycle) -> "Calendar":
        """Reads the calendar of a cycle in one query."""
        return cls.of_many([cycle])[cycle.pk]

    @classmethod
    def of_many(cls, cycles: Iterable[Cycle]) -> "dict[int, Calendar]":
        """The calendars of several cycles by their id, in one query however many there are."""
        cycles = list(cycles)
        years = {cycle.year_id for cycle in cycles}
        # Each window as often as it has extensions, once where it has none.
        rows = Window.objects.filter(Q(cycle__in=cycles) | Q(year__in=years)).annotate(
            **{f"given_{name}": F(f"extensions__{name}") for name in GIVEN}
        )
        windows: dict[int, Window] = {}
        extensions: dict[int, list[Extension]] = {}
        for row in rows.order_by("opens", "pk", "extensions__pk"):
            window = windows.setdefault(row.pk, row)
            if row.given_id is not None:
                given = {GIVEN[name]: getattr(row, f"given_{name}") for name in GIVEN}
                extensions.setdefault(window.pk, []).append(Extension(window=window, **given))
        of_year = {(w.year_id, w.act): w for w in windows.values() if w.year_id}
        of_cycle = {(w.cycle_id, w.act): w for w in windows.values() if w.cycle_id}
        calendars = {}
        for cycle in cycles:
            found = {
                act: of_cycle.get((cycle.pk, act)) or of_year.get((cycle.year_id, act)) for act in Act.values
            }
            calendars[cycle.pk] = cls({act: window for act, window in found.items() if window}, extensions)
        return calendars

    def extensions_of(self, window: Window) -> list[Extension]:
        """Who was given more time beyond a window of this calendar."""
        return self.extensions.get(window.pk, [])

    def extension(self, window: Window, organization_id: int | None) -> Extension | None:
        """The time an organisation was given beyond a window."""
        return next((e for e in self.extensions_of(window) if e.organization_id == organization_id), None)

    def standing(self, act: str, organization_id: int | None = None, day: date | None = None) -> Standing:
        """How an act stands on a day (today), for an organisation with its extension or in general."""
        day = day or clock.today()
        window = self.windows.get(act)
        if window is None:
            return Standing(act, WindowState.NONE)
        extension = self.extension(window, organization_id)
        if day < window.opens:
            return Standing(act, WindowState.NOT_OPEN, window.opens, window.last_day)
        if day <= window.last_day:
            return Standing(act, WindowState.OPEN, window.opens, window.last_day)
        if extension and day <= extension.until:
            return Standing(act, WindowState.EXTENDED, window.opens, extension.until, extension.reason)
        return Standing(
            act, WindowState.CLOSED, window.opens, extension.until if extension else window.last_day
        )

    def is_open(self, act: str, organization_id: int | None = None, day: date | None = None) -> bool:
        """Whether an organisation may act on a day."""
        return self.standing(act, organization_id, day).is_open

    def days_late(self, act: str, organization_id: int, day: date) -> int:
        """Days after the deadline (extended where granted; grace does not count), never below zero."""
        window = self.windows.get(act)
        if window is None:
            return 0
        extension = self.extension(window, organization_id)
        due = max(window.closes, extension.until) if extension else window.closes
        return max((day - due).days, 0)
