"""Ties of a person to organisations, which keep a council member from judging them: noted and ended."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actions.period import refuse_to_prolong
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.locking import locked
from blocs.models import Affiliation, Organization, Person
from blocs.queries import names_on
from blocs.queries.people import others_at_once
from blocs.rules import can_end_affiliation, can_keep_register


def note_affiliation(
    person: Person,
    organization: Organization,
    nature: str,
    *,
    since: date,
    until: date | None = None,
    actor: Actor,
) -> Affiliation:
    """Notes a tie from a day on.

    Raises NotAllowed; BadInput for an end before the beginning; Conflict where it is noted for that time already.
    """
    if not can_keep_register(actor):
        raise NotAllowed
    if until is not None and until < since:
        raise BadInput(_("The last day lies before the first day."), field="until")
    with transaction.atomic():
        person = locked(Person, person.pk)
        rows = Affiliation.objects.filter(person=person, organization=organization, nature=nature)
        if others_at_once(rows, since, until).exists():
            raise Conflict(_("This tie is noted for that time already."))
        row = Affiliation.objects.create(
            person=person, organization=organization, nature=nature, since=since, until=until
        )
        told = {"person": str(person), "organization": _name(row), "nature": nature, "since": since}
        _record("affiliation.add", row, actor, new=told | ({"until": until} if until else {}))
    return row


def end_affiliation(affiliation: Affiliation, *, until: date, actor: Actor) -> None:
    """Ends a tie after a day; conflicts of that time stay conflicts. Raises NotAllowed, BadInput, Conflict."""
    if not can_end_affiliation(actor, affiliation):
        raise NotAllowed(_("Nobody ends a tie of his own. Ask another officer."))
    with transaction.atomic():
        row = locked(Affiliation, affiliation.pk)
        if row.until is not None and row.until < clock.today():
            raise Conflict(_("This tie has ended already."))
        if until < row.since:
            raise BadInput(_("The last day lies before the first day."), field="until")
        refuse_to_prolong(row.until, until)
        old, row.until = row.until, until
        row.save(update_fields=["until"])
        _record("affiliation.end", row, actor, old={"until": old}, new={"until": until})


def _record(act: str, row: Affiliation, actor: Actor, **values) -> None:
    label = f"{row.person} – {_name(row)} ({row.nature})"
    record(act, row, actor=actor, label=label, organization_id=row.organization_id, **values)


def _name(row: Affiliation) -> str:
    name = names_on(clock.today(), [row.organization_id]).get(row.organization_id)
    return str(name or row.organization.code)
