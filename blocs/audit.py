"""Writing the record of what was done, and sealing it into a chain."""

import hashlib
import json
import secrets
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from blocs import clock
from blocs.actor import Actor
from blocs.locking import take_turn
from blocs.models.audit import AuditEvent

FIRST_SEAL = "0" * 64


def record(
    act: str,
    obj: models.Model,
    *,
    actor: Actor,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    label: str = "",
    remark: str = "",
    bloc_id: int | None = None,
    organization_id: int | None = None,
    year: int | None = None,
) -> AuditEvent:
    """Writes one event in the caller's transaction, so that act and record stand or fall together.

    `act` is "noun.verb" ("scoresheet.submit"); `old` and `new` hold only what changed.
    Raises AssertionError outside a transaction.
    """
    assert transaction.get_connection().in_atomic_block, "an act and its record share one transaction"
    event = AuditEvent(
        user=actor.user,
        person=actor.person,
        capacity=actor.role,
        capacity_label=str(actor.capacity or "")[:400],
        on_behalf_of_id=actor.on_behalf_of,
        act=act,
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        object_label=(label or str(obj))[:400],
        old=plain(old or {}),
        new=plain(new or {}),
        remark=remark,
        address=actor.address,
        bloc_id=bloc_id,
        organization_id=organization_id,
        year=year,
        salt=secrets.token_hex(16),
    )
    event.digest = digest(event)
    event.save(force_insert=True)
    return event


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Values as JSON keeps them: decimals and dates as text, rows as their number."""
    return {key: _plain(value) for key, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, bool | int | str | type(None)):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return plain(value)
    return str(value)


def digest(event: AuditEvent) -> str:
    """Salted SHA-256 of the event's contents; without the salt nothing can be guessed from it."""
    contents = [
        event.time.astimezone(UTC).isoformat(),
        event.user_id,
        event.person_id,
        event.capacity,
        event.on_behalf_of_id,
        event.act,
        event.object_type,
        event.object_id,
        event.object_label,
        event.old,
        event.new,
        event.remark,
    ]
    text = json.dumps(contents, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{event.salt}{text}".encode()).hexdigest()


def link(previous: str, event: AuditEvent) -> str:
    """The seal of an event: SHA-256 over the seal before it and its digest."""
    return hashlib.sha256(f"{previous}{event.digest}".encode()).hexdigest()


def seal_events() -> str:
    """Chains every event that has no seal, oldest first; returns the head of the chain.

    Called at lock and decide and by `manage.py seal_audit`. Who comes second waits, then goes on from there.
    """
    with transaction.atomic():
        # Not a lock on the last seal: who waited for that row would still get it, though it is last no more.
        take_turn("audit.seal")
        last = AuditEvent.objects.filter(seal_number__isnull=False).order_by("-seal_number").first()
        number, head = (last.seal_number, last.seal) if last else (0, FIRST_SEAL)
        at = clock.now()
        for event in AuditEvent.objects.filter(seal_number__isnull=True).order_by("pk"):
            number, head = number + 1, link(head, event)
            AuditEvent.objects.filter(pk=event.pk, seal_number__isnull=True).update(
                seal_number=number, seal=head, sealed_time=at
            )
    return head
