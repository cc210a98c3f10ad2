"""What the apps above tell `blocs` without being imported by it: lists filled in their `AppConfig.ready()`.

Actors and rows are given as they are; this module knows none of their classes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class Section:
    """A part of a page of `blocs` that another app writes: a heading, a template, what the template shows."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


# The acts that may be asked about, and the row each is asked with:
#
#   composition.set         a CompositionChange (blocs.queries.composition): what a new list of members differs in
#   membership.join         an unsaved Membership: bloc, organization, year, order, competes, joined_on
#   membership.leave        the saved Membership with `left_on` set to the last day, unsaved
#   membership.stay         the saved Membership with `left_on` emptied, unsaved: a leaving is taken back
#   membership.remove       the saved Membership, which would be taken out as if it had never been
#   office.change           an unsaved Office (bloc, year, role, organization): any change to the offices of its year
#   office.withdraw         the saved Office, which would be taken back as entered by mistake
#   duty.end                the saved Representation with `until` set to the last day, unsaved
#   duty.withdraw           the saved Representation, which would be taken back as if it had never been
#   bloc.end                the saved Bloc with `ended_on` set, unsaved
#   organization.dissolve   the saved Organization with `dissolved_on` set, unsaved
#   organization.merge      the same, for one that goes on in another organisation
#   year.undo               the saved EmulationYear whose opening would be undone
#
# An app answers the acts it knows and gives nothing for the others. The action asks for vetoes again
# under its lock; the sentences name days and numbers, the page names the organisation above them.

# What else an act on a row brings with it, as sentences for the page that asks for confirmation.
consequences: list[Callable[[str, Any], list[str]]] = []
# Why an act on a row may not be done at all, as sentences.
vetoes: list[Callable[[str, Any], list[str]]] = []


def consequences_of(act: str, obj: Any) -> list[str]:
    """What all apps say that the act brings with it."""
    return [sentence for tell in consequences for sentence in tell(act, obj)]


def vetoes_of(act: str, obj: Any) -> list[str]:
    """Why it may not be, by all apps; empty where nothing stands against it."""
    return [sentence for tell in vetoes for sentence in tell(act, obj)]


# Parts of a bloc's page for one year: (actor, bloc, year), one query each.
bloc_sections: list[Callable[[Any, Any, int], list[Section]]] = []


@dataclass(frozen=True)
class YearPart:
    """A part of a year of the city that another app keeps: what is set, against last year, what is missing."""

    title: str
    url: str
    lines: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


# Parts of the year of the city: (year), one query each.
year_parts: list[Callable[[int], list[YearPart]]] = []


class Today(StrEnum):
    """What an actor is told of an act: he may do it, it opens next, or something stands in the way."""

    MAY = "may"
    NEXT = "next"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class TodayLine:
    """An act on the page of a cycle as the actor meets it today; `note` says until when, from when or why not."""

    kind: Today
    text: str
    note: str = ""
    url: str = ""


# What an actor may do today in a cycle: (actor, cycle, calendar), one query each.
cycle_lines: list[Callable[[Any, Any, Any], list[TodayLine]]] = []


# The kinds of tables that can be read in (`blocs.imports.kind.Kind`), by their code.
import_kinds: dict[str, Any] = {}

# What is done in the background: (job, actor) -> None, by the kind of the job. See `blocs.actions.job.beat`.
jobs: dict[str, Callable[[Any, Any], None]] = {}
