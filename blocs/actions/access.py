"""What is taken out of the system is noted: lists as workbooks, contact details."""

from django.db import models

from blocs.actor import Actor
from blocs.models import AccessEvent


def note_access(
    what: str,
    *,
    actor: Actor,
    obj: models.Model | None = None,
    label: str = "",
    filters: str = "",
    rows: int | None = None,
) -> AccessEvent:
    """Notes that the actor took data out: `what` is "noun.verb" ("organizations.export", "person.contact")."""
    return AccessEvent.objects.create(
        user=actor.account,
        person=actor.person,
        capacity=actor.role,
        capacity_label=str(actor.capacity or "")[:400],
        what=what,
        object_type=obj._meta.label_lower if obj else "",
        object_id=obj.pk if obj else None,
        label=(label or str(obj or ""))[:400],
        filters=filters[:400],
        rows=rows,
        address=actor.address,
    )
