"""What the apps above tell `blocs` without being imported by it: lists filled in their `AppConfig.ready()`.

Actors and rows are given as they are; this module knows none of their classes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Section:
    """A part of a page of `blocs` that another app writes: a heading, a template, what the template shows."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


# What else an act on a row brings with it, as sentences for the page that asks for confirmation.
consequences: list[Callable[[str, Any], list[str]]] = []
# Why an act on a row may not be done at all, as sentences.
vetoes: list[Callable[[str, Any], list[str]]] = []
# Parts of an organisation's page: (actor, organisation), one query each.
organization_sections: list[Callable[[Any, Any], list[Section]]] = []
# Parts of a bloc's page for one year: (actor, bloc, year), one query each.
bloc_sections: list[Callable[[Any, Any, int], list[Section]]] = []
