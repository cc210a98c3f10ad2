"""Organisations as they are chosen by typing: a name, a short name or a code."""

import re
from dataclasses import dataclass
from datetime import date

from blocs import clock
from blocs.actor import Actor
from blocs.models import Organization
from blocs.text import search_key

_CODE_AT_THE_END = re.compile(r"\(([^()]+)\)$")


@dataclass(frozen=True)
class Choice:
    """An organisation as a list for typing offers it."""

    pk: int
    code: str
    name: str
    short_name: str
    dissolved_on: date | None = None

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


def choices(actor: Actor) -> list[Choice]:
    """All organisations the actor may see, by their names of today in Vietnamese order. One query."""
    rows = Organization.objects.visible_to(actor).named(clock.today()).order_by("sort_key", "pk")
    return [
        Choice(row.pk, row.code, row.name or row.code, row.short_name or row.code, row.dissolved_on)
        for row in rows
    ]


def fitting(text: str, offered: list[Choice]) -> list[Choice]:
    """What a typed text can mean: its line in the list, its code alone or in brackets, else its name, else parts of it."""
    if found := [one for one in offered if str(one).casefold() == text.casefold()]:
        return found
    written = _CODE_AT_THE_END.search(text)
    codes = {part.casefold() for part in (text, written[1] if written else "") if part}
    if found := [one for one in offered if one.code.casefold() in codes]:
        return found
    key = search_key(text)
    if found := [one for one in offered if key in (search_key(one.name), search_key(one.short_name))]:
        return found
    words = key.split()
    keys = {one.pk: search_key(f"{one.name} {one.short_name}") for one in offered} if words else {}
    return [one for one in offered if words and all(word in keys[one.pk] for word in words)]
