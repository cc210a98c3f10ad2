"""What was changed in the register, and by whom, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from blocs.models import AuditEvent, Bloc, Organization

LAST = 20
# Rows whose changes are told on the page of the organisation or bloc they belong to.
ITS_ROWS = [
    "blocs.organizationname",
    "blocs.blocname",
    "blocs.compositiondecision",
    "blocs.membership",
    "blocs.office",
    "blocs.representation",
    "blocs.appointment",
    "blocs.succession",
]
AFFILIATION = "blocs.affiliation"


@dataclass(frozen=True)
class Change:
    """One field: what it is called, before and after."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One record: when, what kind of row, which, by whom in what capacity, which fields."""

    time: datetime
    what: str
    label: str
    who: str
    capacity: str
    changes: list[Change]
    remark: str


def history(obj: Organization | Bloc, *, affiliations: bool = False) -> list[Entry]:
    """The last twenty records about an organisation or bloc and its rows, newest first, in one query.

    With `affiliations`, also which council members are tied to the organisation.
    """
    belongs = {"organization": obj} if isinstance(obj, Organization) else {"bloc": obj, "organization": None}
    its_rows = [*ITS_ROWS, AFFILIATION] if affiliations else ITS_ROWS
    events = AuditEvent.objects.filter(
        Q(object_type=obj._meta.label_lower, object_id=obj.pk) | Q(object_type__in=its_rows, **belongs)
    )
    return [_entry(event) for event in events.select_related("person").order_by("-pk")[:LAST]]


def _entry(event: AuditEvent) -> Entry:
    model = _model(event.object_type)
    return Entry(
        time=event.time,
        what=_what(event, model),
        label=event.object_label,
        who=str(event.person or ""),
        capacity=event.capacity_label,
        changes=[
            Change(_field_name(model, name), _text(event.old.get(name)), _text(event.new.get(name)))
            for name in {**event.old, **event.new}
        ],
        remark=event.remark,
    )


def _what(event: AuditEvent, model: type[models.Model] | None) -> str:
    kind = str(model._meta.verbose_name) if model else event.object_type
    if event.act.endswith(".add"):
        return _("Entered: {kind}").format(kind=kind)
    if event.act.endswith(".change"):
        return _("Changed: {kind}").format(kind=kind)
    return event.act


def _model(label: str) -> type[models.Model] | None:
    return {model._meta.label_lower: model for model in apps.get_models()}.get(label)


def _field_name(model: type[models.Model] | None, name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name) if model else name
    except (FieldDoesNotExist, AttributeError):
        return name


def _text(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
