"""What was taken out of the system: lists as workbooks, opened contact details."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from blocs.actor import Actor
from blocs.models import AccessEvent
from reports.queries.act_words import access_in_words
from reports.queries.history import Filters, among, in_period, named


@dataclass(frozen=True)
class Taken:
    """One access in words."""

    pk: int
    time: datetime
    who: str
    person_id: int | None
    capacity: str
    what: str
    label: str
    filters: str
    rows: int | None
    address: str


def can_see_accesses(actor: Actor) -> bool:
    """Who may read what others took out: the city's staff and the operator."""
    return actor.is_city_staff or actor.is_operator


def accesses(actor: Actor, wanted: Filters) -> QuerySet[AccessEvent]:
    """The accesses an actor may read, narrowed by person, what was taken and period."""
    if not can_see_accesses(actor):
        return AccessEvent.objects.none()
    rows = AccessEvent.objects.all()
    if wanted.who:
        rows = among(rows, "person", named(wanted.who)[0])
    if wanted.person:
        rows = rows.filter(person=wanted.person)
    if wanted.act:
        rows = rows.filter(what=wanted.act)
    return in_period(rows, wanted)


def taken(actor: Actor, rows: list[AccessEvent]) -> list[Taken]:
    """Accesses in words. Network addresses are for the operator."""
    return [
        Taken(
            pk=row.pk,
            time=row.time,
            who=str(row.person or ""),
            person_id=row.person_id,
            capacity=row.capacity_label,
            what=access_in_words(row.what),
            label=row.label,
            filters=row.filters,
            rows=row.rows,
            address=(row.address or "") if actor.is_operator else "",
        )
        for row in rows
    ]
