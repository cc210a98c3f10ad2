"""What is taken out of the system is noted: lists as workbooks, contact details. Links that must not open more end."""

from django.db import models

from blocs import clock
from blocs.actor import Actor
from blocs.audit import record
from blocs.models import AccessEvent, AccessLink, Person


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


def withdraw_links_of_others(person: Person, *, actor: Actor) -> None:
    """With a new right the open link that somebody else gave ends: who knows link and code would come in with it.

    Call it in the transaction that gives the right.
    """
    links = AccessLink.objects.filter(user__person=person, used_time=None, withdrawn_at=None)
    for link in links.exclude(made_by=actor.user):
        link.withdrawn_at, link.withdrawn_by = clock.now(), actor.account
        link.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record("access.withdraw", link, actor=actor, label=str(person))
