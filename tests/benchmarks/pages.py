"""What is measured: the pages that grow with the city, each as somebody who opens it every day."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.urls import NoReverseMatch, reverse

from blocs.models import AuditEvent, OrganizationName, Role, User
from emulation.models import Cycle
from tests.benchmarks.register import LAST, Register


@dataclass(frozen=True)
class Page:
    """A page as one persona opens it; `address` is empty where the site has no such page yet."""

    persona: str
    label: str
    address: str


@dataclass(frozen=True)
class Cast:
    """Who opens the pages: accounts by persona, and the rows they look at."""

    users: dict[str, User]
    unit: int
    bloc: int
    past: int
    present: int


def cast(made: Register) -> Cast:
    """The oldest card belongs to the unit with the most names and a predecessor; its bloc is the one looked at."""
    oldest = (
        OrganizationName.objects.values("organization").annotate(n=Count("pk")).order_by("-n", "organization")
    )
    unit = oldest.first()["organization"]
    bloc = next(bloc for (bloc, year), units in made.members.items() if year == LAST and unit in units)
    years = dict(Cycle.objects.filter(bloc=bloc).values_list("year", "pk"))
    head = made.heads[bloc, LAST]
    return Cast(
        users={
            "officer": made.city[Role.CITY_OFFICER],
            "operator": made.city[Role.OPERATOR],
            "secretariat": made.secretariats[bloc],
            "leader": made.staff[head][0],
        },
        unit=unit,
        bloc=bloc,
        past=years[LAST - 3],
        present=years[LAST],
    )


def pages(who: Cast) -> list[Page]:
    return list(_pages(who))


def _pages(who: Cast) -> Iterator[Page]:
    everybody = ["officer", "secretariat", "leader"]
    for persona in everybody:
        yield _page(persona, "home", "reports:home")
        yield _page(persona, "register", "blocs:organizations")
        yield _page(persona, "blocs", "blocs:blocs")
        yield _page(persona, "organisation card", "reports:organization", who.unit)
        yield _page(persona, "bloc", "blocs:bloc", who.bloc)
        yield _page(persona, "bloc, past year", "blocs:bloc", who.bloc, query=f"?year={LAST - 3}")
        yield _page(persona, "people", "blocs:people")
        yield _page(persona, "standings, past", "emulation:standings", who.past)
        yield _page(persona, "standings, now", "emulation:standings", who.present)
        yield _page(persona, "score sheets", "emulation:scoresheets", who.present)
        for typed in ("hoi nu", "dn tre", "12/BC"):
            yield _page(persona, f"search “{typed}”", "reports:search", query=f"?q={typed}")
        yield _page(persona, "suggestions", "reports:suggestions", query="?q=hoi nu")
    yield _page("officer", "whole city", "reports:city", LAST)
    yield _page("officer", "whole city, past", "reports:city", LAST - 3)
    yield _page("officer", "register, page 4", "blocs:organizations", query="?page=4")
    yield _page("officer", "register, filtered", "blocs:organizations", query=f"?q=hoi&bloc={who.bloc}")
    yield _page("officer", "people, last page", "blocs:people", query="?page=9999")
    yield _page("officer", "people, filtered", "blocs:people", query="?q=chu tich")
    yield from _records(who)


def _records(who: Cast) -> Iterator[Page]:
    person = AuditEvent.objects.order_by("pk").first().person_id
    asked = {
        "all": "",
        "page 2": "?older=1600000000000000.1",
        "person": f"?person={person}",
        "typed name": "?who=chu tich hoi nu",
        "typed unit": "?unit=lam thoi",
        "common act": "?act=score_line.save",
        "rare act": "?act=organization.rename",
        "act never seen": "?act=year.undo",
        "kind": "?kind=emulation.cycle",
        "bloc": f"?bloc={who.bloc}",
        "bloc and year": f"?bloc={who.bloc}&year={LAST - 7}",
        "unit, act, year": f"?organization={who.unit}&act=score_line.review&year={LAST - 7}",
        "old week": "?since=01/03/2017&until=07/03/2017",
        "old week, act": "?since=01/03/2017&until=07/03/2017&act=cycle.lock",
    }
    for persona in ("officer", "secretariat"):
        for label, query in asked.items():
            if persona == "officer" or "unit" not in label:
                yield _page(persona, f"records, {label}", "reports:history", query=query)
        for kind, pk in [
            ("blocs.organization", who.unit),
            ("blocs.bloc", who.bloc),
            ("emulation.cycle", who.past),
        ]:
            yield _page(persona, f"records of {kind}", "reports:history_of", kind, pk)
    yield _page("operator", "records, all", "reports:history")
    yield _page("officer", "what was taken out", "reports:history_access")


def _page(persona: str, label: str, name: str, *args: object, query: str = "") -> Page:
    try:
        return Page(persona, label, reverse(name, args=args) + query)
    except NoReverseMatch:
        return Page(persona, label, "")
