"""What a record says, in words: names of fields, values as people read them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Value
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs import clock
from blocs.models import AuditEvent
from blocs.numbers import format_number
from blocs.queries.names import bloc_names_on, names_on
from blocs.text import short_hash

# What counts or points inside the machine and says nothing to a reader.
HIDDEN = {"version", "snapshot", "honour", "content_key", "search_key", "sort_key", "seen"}
# Keys of records that are no field of any table.
KEYS = {
    "sha256": gettext_lazy("code for comparison"),
    "parties": gettext_lazy("parties"),
    "party": gettext_lazy("party"),
    "position": gettext_lazy("position"),
    "voided": gettext_lazy("signatures that lapse"),
    "nominations": gettext_lazy("number of dossiers"),
    "members": gettext_lazy("members"),
    "content": gettext_lazy("contents of the pledge"),
    "target": gettext_lazy("common targets"),
    "measure": gettext_lazy("measures"),
    "commitment": gettext_lazy("commitment"),
    "email": gettext_lazy("e-mail"),
    "clauses": gettext_lazy("clauses"),
    "ground": gettext_lazy("ground"),
    "paper_dated_on": gettext_lazy("date of the paper"),
    "reviewed_points": gettext_lazy("points of the bloc"),
    "counts": gettext_lazy("rows by state"),
}
DIGEST = re.compile("[0-9a-f]{64}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")
# Rows that records name by their number: by which column they are told.
TOLD_BY = {
    "blocs.person": "name",
    "emulation.commendation": "name",
    "emulation.disqualificationground": "text",
    "emulation.pledgeparty": "name",
}
NAMED = ("blocs.organization", "blocs.bloc", *TOLD_BY)
# Keys that are no field and hold the number of a row; those that hold many and are told by how many.
POINTING = {"ground": "emulation.disqualificationground"}
COUNTED = {"nominations"}
Names = Mapping[tuple[str, int | None], str]


@dataclass(frozen=True)
class Change:
    """One field: what it is called, before and after."""

    field: str
    old: str
    new: str


@cache
def _models() -> dict[str, type[models.Model]]:
    return {model._meta.label_lower: model for model in apps.get_models()}


@cache
def _fields() -> dict[str, list[models.Field]]:
    """Fields of ours by their name alone, for keys that another table than the object's explains."""
    found: dict[str, list[models.Field]] = {}
    for model in apps.get_models():
        if model.__module__.split(".")[0] in {"blocs", "emulation", "awards"}:
            for field in model._meta.fields:
                found.setdefault(field.name, []).append(field)
    return found


def model_of(object_type: str) -> type[models.Model] | None:
    """The table a record speaks of; None for one that is no more."""
    return _models().get(object_type)


def kind_of(object_type: str) -> str:
    """What a row of a table is called."""
    model = model_of(object_type)
    return str(model._meta.verbose_name) if model else object_type


def names_in(
    events: Iterable[AuditEvent], *, scopes: bool = False, known: Names = MappingProxyType({})
) -> Names:
    """Names of the rows that records only have by number: at most three queries.

    With `scopes`, also those each record belongs to and was made on behalf of. What is `known` is not asked again.
    """
    wanted: dict[str, set[int]] = {label: set() for label in NAMED}
    for event in events:
        for label, pk in [*_numbers(event), *(_scopes(event) if scopes else [])]:
            if pk and label in wanted and (label, pk) not in known:
                wanted[label].add(pk)
    today = clock.today()
    found: dict[tuple[str, int | None], str] = dict(known)
    if ids := wanted["blocs.organization"]:
        found |= {("blocs.organization", pk): name.short for pk, name in names_on(today, ids).items()}
    if ids := wanted["blocs.bloc"]:
        found |= {("blocs.bloc", pk): name.short for pk, name in bloc_names_on(today, ids).items()}
    others = [
        _models()[label]
        ._default_manager.filter(pk__in=wanted[label])
        .order_by()
        .values_list(Value(label), "pk", column)
        for label, column in TOLD_BY.items()
        if wanted[label]
    ]
    if others:
        found |= {(label, pk): text for label, pk, text in others[0].union(*others[1:])}
    return found


def _scopes(event: AuditEvent) -> Iterable[tuple[str, int | None]]:
    yield "blocs.organization", event.organization_id
    yield "blocs.organization", event.on_behalf_of_id
    yield "blocs.bloc", event.bloc_id


def _numbers(event: AuditEvent) -> Iterable[tuple[str, int]]:
    for values in (event.old, event.new):
        for name, value in values.items():
            label = _points_to(event.object_type, name)
            if label and isinstance(value, int) and not isinstance(value, bool):
                yield label, value


def _points_to(object_type: str, key: str) -> str:
    """The table whose rows a key names by their number; empty for any other key."""
    related = getattr(_field(object_type, key), "related_model", None)
    return POINTING.get(key) or (related._meta.label_lower if related is not None else "")


def changes_of(event: AuditEvent, names: Names) -> list[Change]:
    """The fields of a record, old beside new, without what only the machine reads."""
    kind = event.object_type
    return [
        Change(
            field_name(kind, key),
            *(in_words(kind, key, row.get(key), names) for row in (event.old, event.new)),
        )
        for key in sorted({*event.old, *event.new} - HIDDEN, key=lambda key: _place(kind, key))
    ]


def _place(object_type: str, key: str) -> tuple[int, str]:
    """Where a field stands among those of its table; what is none comes after them. JSON does not keep the order."""
    return _places(object_type).get(key, 1_000), key


@cache
def _places(object_type: str) -> dict[str, int]:
    model = model_of(object_type)
    return {field.name: place for place, field in enumerate(model._meta.fields)} if model else {}


def field_name(object_type: str, key: str) -> str:
    """What a key of a record is called."""
    if (field := _field(object_type, key)) is not None and key not in KEYS:
        return capfirst(str(field.verbose_name))
    return capfirst(str(KEYS.get(key, key)))


def in_words(object_type: str, key: str, value: Any, names: Names) -> str:
    """A value as a person reads it: a choice by its word, a row by its name, a date as dd/mm/yyyy."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "; ".join(
            f"{field_name(object_type, k)}: {in_words(object_type, k, v, names)}" for k, v in value.items()
        )
    if isinstance(value, list) and key in COUNTED:
        return str(len(value))
    if isinstance(value, list):
        return "; ".join(in_words(object_type, key, item, names) for item in value)
    field, label = _field(object_type, key), _points_to(object_type, key)
    if label and isinstance(value, int):
        return names.get((label, value)) or _("no. {number}").format(number=value)
    if isinstance(value, str | int) and (word := _choices(object_type, key).get(value)):
        return str(word)
    return _plain(field, value)


@cache
def _choices(object_type: str, key: str) -> dict[Any, Any]:
    """The words of the choices of a field, else of the fields of that name in other tables."""
    found: dict[Any, Any] = {}
    for field in [_field(object_type, key), *_fields().get(key, [])]:
        for value, word in field.flatchoices if field is not None else []:
            found.setdefault(value, word)
    return found


def _plain(field: models.Field | None, value: Any) -> str:
    text = str(value)
    if isinstance(field, models.DecimalField):
        try:
            return format_number(Decimal(text), trim=True)
        except (InvalidOperation, ValueError):
            return text
    if isinstance(value, str):
        if DIGEST.fullmatch(text):
            return short_hash(text)
        try:
            if DAY.fullmatch(text):
                return f"{date.fromisoformat(text):%d/%m/%Y}"
            if MOMENT.fullmatch(text):
                return f"{datetime.fromisoformat(text).astimezone(clock.LOCAL):%H:%M %d/%m/%Y}"
        except ValueError:
            return text
    return text


@cache
def _field(object_type: str, key: str) -> models.Field | None:
    model = model_of(object_type)
    try:
        found = model._meta.get_field(key) if model else None
    except FieldDoesNotExist:
        found = None
    if isinstance(found, models.Field):
        return found
    # Of another row: one of the same app means the same thing more likely.
    named = sorted(_fields().get(key, []), key=lambda field: _app(field) != object_type.split(".")[0])
    return next(iter(named), None)


def _app(field: models.Field) -> str:
    return field.model._meta.app_label
