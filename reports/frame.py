"""What stands around every page: navigation, year and bloc, the role one acts in.

Lazy: nothing is asked of the database before a template shows it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from blocs.actor import ANONYMOUS, Actor, Capacity
from blocs.imports.kinds import can_import
from blocs.models.appointment import Role
from blocs.models.bloc import BlocName, end_of
from blocs.models.representation import Duty
from blocs.rules import can_see_history, can_see_people
from blocs.views.addresses import addresses_of
from emulation.models import Cycle
from emulation.rules.year import can_see_years
from reports.demo.accounts import DemoAccount, demo_accounts

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

    label: str | Promise
    url: str
    current: str = ""


@dataclass(frozen=True)
class Choice:
    """An entry of a menu from which one is chosen: a year, a bloc, a capacity."""

    label: str
    note: str = ""
    url: str = ""
    key: str = ""
    icon: str = ""
    current: bool = False


class ShownCycle(NamedTuple):
    """A year of a bloc, as far as the switcher shows it. A city has hundreds."""

    pk: int
    year: int
    bloc_id: int
    bloc: str
    closed: bool


def everybody(actor: Actor) -> bool:
    """For a page that every role may open; what it shows follows from the role."""
    return True


@dataclass(frozen=True)
class Entry:
    """A page of the navigation: its address, the pages that belong to it, and whether it is one cycle's."""

    label: str | Promise
    name: str
    belonging: tuple[str, ...] = ()
    of_cycle: bool = False
    may_open: Callable[[Actor], bool] = everybody


# The navigation by role. An entry is current on every page whose address name begins as said.
OF_CYCLE = [
    Entry(
        pgettext_lazy("navigation", "Year"),
        "emulation:cycle",
        ("emulation:cycle", "emulation:extension"),
        True,
    ),
    Entry(pgettext_lazy("navigation", "Pledge"), "emulation:pledge", ("emulation:pledge",), True),
    Entry(pgettext_lazy("navigation", "Score sheets"), "emulation:scoresheets", ("emulation:score",), True),
    Entry(pgettext_lazy("navigation", "Standings"), "emulation:standings", ("emulation:standing",), True),
    Entry(
        pgettext_lazy("navigation", "Papers"),
        "emulation:papers",
        ("emulation:paper", "emulation:issued_paper", "reports:year_end_report"),
        True,
    ),
]
# For those who see all blocs: the year shown; before any bloc has one, the way to open it.
YEARS = Entry(pgettext_lazy("navigation", "Years"), "emulation:years", ("emulation:year",))
WHOLE_CITY = Entry(pgettext_lazy("navigation", "Whole city"), "reports:city", ("reports:city",))
OF_CITY = [
    Entry(
        pgettext_lazy("navigation", "Nominations"),
        "awards:nominations",
        ("awards:nomination", "awards:opinion", "awards:cycle_nominations"),
    ),
    Entry(pgettext_lazy("navigation", "Decisions"), "awards:decisions", ("awards:decision",)),
    Entry(
        pgettext_lazy("navigation", "Register"),
        "blocs:organizations",
        ("blocs:", "reports:organization", "reports:history"),
    ),
]
# The tabs of the register, on every page that belongs to it.
OF_REGISTER = [
    Entry(
        pgettext_lazy("register", "Organisations"),
        "blocs:organizations",
        ("blocs:organization", "blocs:leader", "reports:organization"),
    ),
    Entry(
        pgettext_lazy("register", "Blocs"),
        "blocs:blocs",
        ("blocs:bloc", "blocs:composition", "blocs:member", "blocs:office"),
    ),
    Entry(
        pgettext_lazy("register", "People"),
        "blocs:people",
        ("blocs:person", "blocs:access", "blocs:account", "blocs:duty", "blocs:role", "blocs:affiliation"),
        may_open=can_see_people,
    ),
    Entry(gettext_lazy("Import from Excel"), "blocs:imports", ("blocs:import",), may_open=can_import),
    Entry(
        pgettext_lazy("register", "Audit"), "reports:history", ("reports:history",), may_open=can_see_history
    ),
]
OF_OPERATOR = [Entry(pgettext_lazy("navigation", "Reference data"), "admin:index")]


# Put together once, narrowed on every page: all cycles under their bloc's name at the end of the year.
NAMES = BlocName.objects.filter(bloc=OuterRef("bloc"), valid_from__lte=end_of("year"))
CYCLES = (
    Cycle.objects.annotate(shown=Subquery(NAMES.order_by("-valid_from").values("short_name")[:1]))
    .order_by("-year_id", "bloc__code")
    .values_list("pk", "year", "bloc", "shown", "bloc__code", "closed_at")
)


class Frame:
    """The frame of one page, for the request that asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.demo = settings.DEMO
        self.sends_mail = settings.SENDS_MAIL

    @cached_property
    def demo_accounts(self) -> list[DemoAccount]:
        """The roles offered at one click on the login page of a demonstration; none elsewhere."""
        return demo_accounts() if self.demo else []

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
    def behalf(self) -> str:
        """The organisation for which one acts: a page that is entered for another one sets `request.behalf`."""
        return str(getattr(self.request, "behalf", "") or "")

    @cached_property
    def cycles(self) -> list[ShownCycle]:
        """The cycles the actor may open, newest first: the one query of the frame."""
        return [
            ShownCycle(pk, year, bloc, name or code, closed is not None)
            for pk, year, bloc, name, code, closed in CYCLES.open_to(self.actor)
        ]

    @cached_property
    def cycle(self) -> ShownCycle | None:
        """The cycle the page is about: the view's (`request.cycle`), else the newest."""
        asked = getattr(self.request, "cycle", None)
        if asked is not None:
            for cycle in self.cycles:
                if cycle.pk == asked.pk:
                    return cycle
        return self.cycles[0] if self.cycles else None

    @cached_property
    def years(self) -> list[Choice]:
        """The years of the bloc shown."""
        return [
            Choice(
                label=str(cycle.year),
                note=pgettext("year", "closed") if cycle.closed else "",
                url=self._same_page(cycle.pk),
                current=cycle == self.cycle,
            )
            for cycle in self.cycles
            if cycle.bloc_id == self.cycle.bloc_id
        ]

    @cached_property
    def blocs(self) -> list[Choice]:
        """Every bloc the actor may open: in the year shown, else in its newest."""
        chosen: dict[int, ShownCycle] = {}
        for cycle in self.cycles:
            if cycle.bloc_id not in chosen or cycle.year == self.cycle.year:
                chosen[cycle.bloc_id] = cycle
        return [
            Choice(label=cycle.bloc, url=self._same_page(cycle.pk), current=cycle == self.cycle)
            for cycle in chosen.values()
        ]

    @cached_property
    def _same_page(self) -> Callable[[int], str]:
        """The section one is in, for another cycle; from elsewhere its own page."""
        section = next((entry for entry in self._entries if entry.of_cycle and self._is_in(entry)), None)
        return addresses_of(section.name if section else "emulation:cycle")

    @cached_property
    def sees_years(self) -> bool:
        """Whether the actor may open the list of the city's years."""
        return can_see_years(self.actor)

    @cached_property
    def city_years(self) -> list[Choice]:
        """The years of the city, newest first, each leading to its page of the whole city."""
        years = dict.fromkeys(cycle.year for cycle in self.cycles)
        urls = {year: reverse("reports:city", args=[year]) for year in years}
        return [
            Choice(label=str(year), url=urls[year], current=self.request.path == urls[year]) for year in years
        ]

    @cached_property
    def _entries(self) -> list[Entry]:
        entries = [Entry(_("To do"), "reports:home")]
        if self.sees_years:
            entries.append(WHOLE_CITY if self.cycle else YEARS)
        if self.cycle:
            entries += OF_CYCLE
        entries += OF_CITY
        if self.actor.is_operator:
            entries += OF_OPERATOR
        return entries

    @cached_property
    def nav(self) -> list[Item]:
        """The navigation of the role: only what it can open."""
        return list(self._items())

    def _items(self) -> Iterable[Item]:
        for entry in self._entries:
            yield self._item(entry, self._place(entry))

    def _place(self, entry: Entry) -> list[int]:
        """What an entry's address names: the cycle shown, its year, or nothing."""
        if entry == WHOLE_CITY:
            return [self.cycle.year]
        return [self.cycle.pk] if entry.of_cycle else []

    def _item(self, entry: Entry, args: list[int]) -> Item:
        url = reverse(entry.name, args=args)
        current = "page" if self.request.path == url else "true" if self._is_in(entry) else ""
        return Item(entry.label, url, current)

    @cached_property
    def register_tabs(self) -> list[Item]:
        """The pages of the register that the actor may open. No query."""
        return [self._item(entry, []) for entry in OF_REGISTER if entry.may_open(self.actor)]

    def _is_in(self, entry: Entry) -> bool:
        """Whether this page belongs to an entry of the navigation, by the name of its address."""
        match = self.request.resolver_match
        return bool(match) and match.view_name.startswith(entry.belonging or (entry.name,))


def frame(request: HttpRequest) -> dict[str, object]:
    """The context processor: `frame` in every template."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))}
