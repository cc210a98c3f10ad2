"""People: entered with their first duty, and what is known of them changed."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.representation import NewDuty, give_duty, replace_leader
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import NotAllowed
from blocs.locking import locked
from blocs.models import Organization, Person
from blocs.rules import can_change_person, can_enter_people, can_keep_register


@dataclass(frozen=True)
class Particulars:
    """What is known of a person: nothing but name, role and work address."""

    name: str
    role_title: str = ""
    work_email: str = ""
    work_phone: str = ""


def enter_person(
    known: Particulars, *, actor: Actor, organization: Organization | None = None, duty: NewDuty | None = None
) -> Person:
    """A new person, with the first duty in an organisation if one is told. Both are written, or neither.

    A secretariat enters nobody without a duty in one of its members. Raises NotAllowed and what
    `give_duty` raises.
    """
    if not can_enter_people(actor) or (duty is None and not can_keep_register(actor)):
        raise NotAllowed(_("A secretariat enters the people of its members, with their duty."))
    with transaction.atomic():
        person = _create(known, actor)
        if duty is not None and organization is not None:
            give_duty(person, organization, duty, actor=actor)
    return person


def replace_leader_by_new(
    known: Particulars, organization: Organization, duty: NewDuty, *, seen: list[int], actor: Actor
) -> Person:
    """A new person who leads the organisation from a day on in the place of those `seen`: see `replace_leader`."""
    if not can_keep_register(actor):
        raise NotAllowed
    with transaction.atomic():
        person = _create(known, actor)
        replace_leader(organization, person, duty, seen=seen, actor=actor)
    return person


def change_person(person: Person, known: Particulars, *, version: int, actor: Actor) -> Person:
    """Changes what is known of a person. Raises NotAllowed; Stale where somebody changed it since `version`."""
    with transaction.atomic():
        person = locked(Person, person.pk, version=version)
        if not can_change_person(actor, person):
            raise NotAllowed
        fields = list(Particulars.__dataclass_fields__)
        old = {field: getattr(person, field) for field in fields}
        new = {field: getattr(known, field) for field in fields}
        changed = [field for field in fields if old[field] != new[field]]
        if not changed:
            return person
        for field in changed:
            setattr(person, field, new[field])
        person.version += 1
        person.save()
        record(
            "person.change",
            person,
            actor=actor,
            old={field: old[field] for field in changed},
            new={field: new[field] for field in changed},
        )
    return person


def _create(known: Particulars, actor: Actor) -> Person:
    person = Person.objects.create(**known.__dict__)
    told = {field: value for field, value in known.__dict__.items() if value}
    record("person.add", person, actor=actor, new=told)
    return person
