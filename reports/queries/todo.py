"""The two answers of the first page: things to do, and those whose turn it is."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs import clock
from emulation.models import Cycle
from emulation.queries.window import FAR_DAYS, WindowLine

SOON_DAYS = 5


@dataclass(frozen=True)
class Todo:
    """One thing to do: what, of whom, where, the word on its button, and until when."""

    act: str
    of: str
    url: str
    verb: str
    until: date | None = None

    @property
    def days(self) -> int | None:
        return clock.days_left(self.until) if self.until else None

    @property
    def late(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def soon(self) -> bool:
        return self.days is not None and 0 <= self.days <= SOON_DAYS

    @property
    def due(self) -> str:
        """The deadline and what it means."""
        days = self.days
        if self.until is None or days is None:
            return ""
        if days < 0:
            return ngettext("Late by {n} day", "Late by {n} days", -days).format(n=-days)
        if days == 0:
            return _("Today is the last day")
        if days <= FAR_DAYS:
            return ngettext("{n} day left", "{n} days left", days).format(n=days)
        return date_format(self.until, "d/m/Y")


@dataclass(frozen=True)
class Wait:
    """Somebody else's turn: who, what, how long it has, and where to look."""

    who: str
    what: str
    since: str = ""
    url: str = ""
    verb: str = ""


@dataclass(frozen=True)
class Way:
    """Where somebody without a queue of work goes on: what is kept there, and the page."""

    name: str
    what: str
    url: str


@dataclass(frozen=True)
class Progress:
    """How far a unit's score sheet has come; `total` is provisional, None before anything was entered."""

    name: str
    note: str
    state: str
    answered: int
    total: Decimal | None
    url: str


@dataclass
class Home:
    """The first page of one actor; `cycle` is the one it is mostly about."""

    todos: list[Todo] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    cycle: Cycle | None = None
    lead: str = ""
    windows: list[WindowLine] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    criteria: int = 0
    has_role: bool = True

    @property
    def today(self) -> date:
        return clock.today()

    @property
    def heading(self) -> str:
        """The answer in a sentence."""
        if not self.has_role:
            return _("This account has no role in force")
        if not self.todos:
            return _("Nothing to do at the moment")
        return ngettext("{n} thing to do", "{n} things to do", len(self.todos)).format(n=len(self.todos))
