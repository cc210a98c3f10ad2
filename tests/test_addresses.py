"""Every address of the site × every persona: who gets in, who sees nothing there, who is sent to the login."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLResolver, get_resolver

from tests.addresses import (
    Address,
    awards,
    blocs,
    cards,
    compositions,
    emulation,
    exports,
    history,
    house,
    imports,
    organizations,
    people,
    reports,
    years,
)
from tests.cast import PERSONAS, World, world

__all__ = ["world"]

ROOMS = [
    *(blocs, organizations, compositions, people, history, imports),
    *(emulation, years, awards, reports, cards, exports, house),
]
EXPECTED = {name: found for room in ROOMS for name, found in room.EXPECTED.items()}


def addresses() -> dict[str, str]:
    """Every address by its name (by its route where it has none) with its route."""
    return dict(walk(get_resolver()))


def walk(resolver: URLResolver, namespace: str = "", route: str = "") -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""), here)
        else:
            yield (namespace + pattern.name if pattern.name else here), here


def expectations(name: str) -> tuple[Address, ...]:
    """What is expected of an address: by its name, else by the first pattern of the house that fits."""
    found = EXPECTED.get(name)
    if found is None:
        found = next((f for pattern, f in house.PATTERNS.items() if re.fullmatch(pattern, name)), ())
    return found if isinstance(found, tuple) else (found,)


def test_every_address_has_an_expectation():
    assert [name for name in addresses() if not expectations(name)] == []


def test_every_expectation_has_an_address():
    known = addresses()
    assert [name for name in EXPECTED if name not in known] == []
    assert [p for p in house.PATTERNS if not any(re.fullmatch(p, name) for name in known)] == []


def test_no_two_rooms_speak_of_one_address():
    assert len(EXPECTED) == sum(len(room.EXPECTED) for room in ROOMS)


def test_expectations_name_personas_of_the_cast():
    named = {
        persona
        for name in addresses()
        for address in expectations(name)
        for persona in [*address.allowed, *address.answers]
    }
    assert named <= set(PERSONAS)


@pytest.mark.parametrize("name", sorted(addresses()))
def test_address_answers_each_persona_as_expected(world: World, name: str):
    wrong, sessions = [], world.sessions
    for address in expectations(name):
        # What was asked before is undone: the same sessions do again.
        world.sessions = dict(sessions)
        url = house.url_of(name, address, world)
        data = address.data(world) if callable(address.data) else address.data
        for persona in asking(address):
            got, detail = ask(world.client(persona), address, url, data)
            if got != address.expected(persona):
                wrong.append(
                    f"{address.method} {url} as {persona}: {got}{detail}, not {address.expected(persona)}"
                )
            elif (
                persona == "anonymous"
                and not address.public
                and detail != f" → {resolve_url(settings.LOGIN_URL)}"
            ):
                wrong.append(f"{address.method} {url}: a visitor is led to{detail}, not to the login")
    assert wrong == []


def asking(address: Address) -> list[str]:
    """Everybody; on PostgreSQL the first of each answer: rights are the same there, what a page asks may fail."""
    if connection.vendor == "sqlite":
        return PERSONAS
    return list({address.expected(persona): persona for persona in reversed(PERSONAS)}.values())


def ask(client: Client, address: Address, url: str, data) -> tuple[int, str]:
    """The status of an answer and where it leads; what it wrote is undone."""
    client.raise_request_exception = False
    with transaction.atomic():
        response = getattr(client, address.method)(url, data)
        transaction.set_rollback(True)
    leads_to = urlsplit(response.headers.get("Location", "")).path
    return response.status_code, f" → {leads_to}" if leads_to else ""
