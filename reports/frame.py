"""What stands around every page: navigation, year and bloc, the role one acts in.

Lazy: nothing is asked of the database before a template shows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.actor import ANONYMOUS, Actor, Capacity
from blocs.models.appointment import Role
from blocs.models.representation import Duty

ROLE_ICONS = {
    Duty.LEADER: "pen",
    Duty.CLERK: "user",
    Role.SECRETARIAT: "users",
    Role.CITY_OFFICER: "folder",
    Role.CITY_LEADER: "seal",
    Role.BOARD: "scale",
    Role.OPERATOR: "key",
}


@dataclass(frozen=True)
class Item:
    """An entry of the navigation; `current` is what `aria-current` says, empty elsewhere."""

    label: str
    url: str
    current: str = ""
    count: int = 0


@dataclass(frozen=True)
class Choice:
    """An entry of a menu from which one is chosen: a year, a bloc, a capacity."""

    label: str
    note: str = ""
    url: str = ""
    key: str = ""
    icon: str = ""
    current: bool = False


@dataclass(frozen=True)
class ShownCycle:
    """The year and the bloc the page is about."""

    pk: int
    year: int
    bloc: str


class Frame:
    """The frame of one page, for the request that asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.demo = settings.DEMO

    @cached_property
    def actor(self) -> Actor:
        return getattr(self.request, "actor", ANONYMOUS)

    @cached_property
    def signed_in(self) -> bool:
        user = getattr(self.request, "user", None)
        return bool(user and user.is_authenticated)

    @cached_property
    def here(self) -> str:
        """The address to come back to after changing the language: this page, or the first where it answers a form."""
        return self.request.get_full_path() if self.request.method == "GET" else "/"

    @cached_property
    def referer(self) -> str:
        """The page before, where it is one of ours."""
        referer = self.request.headers.get("Referer", "")
        ours = url_has_allowed_host_and_scheme(referer, {self.request.get_host()})
        return referer if ours else ""

    @cached_property
    def who(self) -> str:
        """The person, or the e-mail of an account without one."""
        return str(self.actor.person or self.request.user)

    @cached_property
    def acting(self) -> Choice:
        """The role acted in; without one, the sentence says so."""
        if self.actor.capacity is None:
            return Choice(label=_("No role at present"), icon="user")
        return self._capacity(self.actor.capacity)

    @cached_property
    def capacities(self) -> list[Choice]:
        """The roles to change to; empty for a person with one role."""
        if len(self.actor.capacities) < 2:
            return []
        return [self._capacity(capacity) for capacity in self.actor.capacities]

    def _capacity(self, capacity: Capacity) -> Choice:
        until = _("until {date}").format(date=date_format(capacity.until)) if capacity.until else ""
        return Choice(
            label=str(capacity.label),
            note=", ".join(filter(None, [capacity.scope, until])),
            key=capacity.key,
            icon=ROLE_ICONS.get(capacity.role, "user"),
            current=capacity == self.actor.capacity,
        )

    @cached_property
    def capacity_url(self) -> str:
        return address("blocs:capacity")

    @cached_property
    def honours_url(self) -> str:
        return address("awards:honours")

    @cached_property
    def behalf(self) -> str:
        """The organisation for which one acts: a page that is entered for another one sets `request.behalf`."""
        return str(getattr(self.request, "behalf", "") or "")

    @cached_property
    def cycle(self) -> ShownCycle | None:
        return None

    @cached_property
    def nav(self) -> list[Item]:
        """The navigation of the role: only what it can open."""
        return list(self._items())

    def _items(self) -> Iterable[Item]:
        cycle = [self.cycle.pk] if self.cycle else None
        entries = [
            ("reports:home", [], _("To do")),
            ("emulation:pledge", cycle, pgettext("navigation", "Pledge")),
            ("emulation:scoresheets", cycle, pgettext("navigation", "Score sheets")),
            ("emulation:standings", cycle, pgettext("navigation", "Standings")),
            ("awards:nominations", [], pgettext("navigation", "Nominations")),
            ("awards:decisions", [], pgettext("navigation", "Decisions")),
            ("emulation:papers", cycle, pgettext("navigation", "Papers")),
            ("blocs:blocs", [], pgettext("navigation", "Blocs")),
            ("blocs:organizations", [], pgettext("navigation", "Register")),
        ]
        if self.actor.is_operator:
            entries += [("admin:index", [], _("Reference data")), ("reports:components", [], _("Components"))]
        for name, args, label in entries:
            url = address(name, *args) if args is not None else ""
            if url:
                yield Item(label, url, current=self._current(url))

    def _current(self, url: str) -> str:
        if self.request.path == url:
            return "page"
        return "true" if url != "/" and self.request.path.startswith(url) else ""


def address(name: str, *args: object) -> str:
    """The address of a page, empty where the site has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def frame(request: HttpRequest) -> dict[str, object]:
    """The context processor: `frame` in every template."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))}
