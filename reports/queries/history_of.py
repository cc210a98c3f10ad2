"""The records of one object and of the rows that belong to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from awards.models import Decision
from blocs import clock
from blocs.actor import Actor
from blocs.models import (
    AccessLink,
    Affiliation,
    Appointment,
    AuditEvent,
    Bloc,
    Organization,
    Person,
    Representation,
    Succession,
)
from blocs.queries.history_words import kind_of, model_of
from blocs.queries.names import bloc_names_on, names_on
from emulation.models import Cycle, EmulationYear, IssuedPaper, ScoreSheet
from reports.queries.history import audit_visible_to

# What belongs to an object, beside the object itself.
SCOPES: dict[type[Model], Callable[[Any], Q]] = {
    Organization: lambda o: (
        Q(organization=o)
        | Q(
            object_type="blocs.succession",
            object_id__in=Succession.objects.filter(Q(predecessor=o) | Q(successor=o)).values("pk"),
        )
    ),
    Bloc: lambda b: Q(bloc=b),
    EmulationYear: lambda y: Q(year=y.pk, bloc=None),
    Cycle: lambda c: Q(bloc=c.bloc_id, year=c.year_id),
    ScoreSheet: lambda s: Q(
        bloc=s.cycle.bloc_id,
        year=s.cycle.year_id,
        organization=s.organization_id,
        object_type__in=["emulation.scoresheet", "emulation.scoreline"],
    ),
    Person: lambda p: (
        Q(object_type="blocs.user", object_id__in=[p.user.pk] if hasattr(p, "user") else [])
        | _rows_of(Representation, person=p)
        | _rows_of(Appointment, person=p)
        | _rows_of(Affiliation, person=p)
        | _rows_of(AccessLink, user__person=p)
    ),
}
# Every record of theirs bears their columns, which an index holds in the order of time.
BY_COLUMN = (Bloc, Cycle)
# Rows that have a page of records before there is any; of others the records must be open to the reader.
OPEN_TO: list[type[Model]] = [
    Organization,
    Bloc,
    Cycle,
    ScoreSheet,
    Person,
    Decision,
    IssuedPaper,
]

# What the name of a row is made of.
WITH: dict[type[Model], list[str]] = {Cycle: ["bloc"], ScoreSheet: ["cycle"], Person: ["user"]}


@dataclass(frozen=True)
class Subject:
    """The object whose records are read: what kind of thing it is, its name, its records."""

    kind: str
    name: str
    events: QuerySet[AuditEvent]


def _rows_of(model: type[Model], **of: Any) -> Q:
    return Q(
        object_type=model._meta.label_lower, object_id__in=model._default_manager.filter(**of).values("pk")
    )


def subject(actor: Actor, object_type: str, pk: int) -> Subject | None:
    """The records of an object, as far as the actor may read them.

    None where neither the object nor any record of it is open to the actor: both look the same.
    """
    model = model_of(object_type)
    if model is None:
        return None
    rows = model._default_manager.filter(pk=pk).select_related(*WITH.get(model, []))
    seen = (
        rows.filter(pk__in=model.objects.visible_to(actor).values("pk")).first() if model in OPEN_TO else None
    )
    row = seen or rows.first()
    scope = SCOPES[model](row) if row is not None and model in SCOPES else Q()
    if row is None or model not in BY_COLUMN:
        scope |= Q(object_type=object_type, object_id=pk)
    events = audit_visible_to(actor).filter(scope)
    last = None if seen else events.order_by("-time", "-pk").first()
    if not seen and last is None:
        return None
    return Subject(kind_of(object_type), _name(row) or (last.object_label if last else ""), events)


def _name(row: Model | None) -> str:
    if isinstance(row, Bloc):
        return str(bloc_names_on(clock.today(), [row.pk]).get(row.pk, row))
    if isinstance(row, Organization):
        return str(names_on(clock.today(), [row.pk]).get(row.pk, row))
    if isinstance(row, ScoreSheet):
        unit = names_on(row.cycle.names_on, [row.organization_id]).get(row.organization_id)
        return f"{unit or row.organization_id}, {row.cycle.year_id}"
    return str(row or "")
