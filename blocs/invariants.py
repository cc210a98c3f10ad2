"""What must hold in the data of `blocs` and no constraint can hold: `manage.py check_data` asks."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import combinations
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from blocs import clock
from blocs.audit import FIRST_SEAL, digest, link
from blocs.models import (
    AccessLink,
    Appointment,
    AuditEvent,
    Bloc,
    BlocName,
    Membership,
    Office,
    Organization,
    OrganizationName,
    Person,
    Representation,
    Role,
    StoredFile,
    Succession,
)
from blocs.models.office import OfficeRole
from blocs.models.organization import SuccessionKind
from blocs.models.representation import Duty
from blocs.queries.lineage import reached
from blocs.text import search_key, sort_key


@dataclass(frozen=True)
class Invariant:
    """A sentence that is always true. `find` only reads; it yields a description of each row that breaks it."""

    sentence: str
    find: Callable[[], Iterable[str]]


def overlapping(rows: QuerySet, *same: str) -> Iterator[tuple[Any, Any]]:
    """Pairs of periods that share the fields `same` and at least one day."""
    groups: dict[tuple, list] = defaultdict(list)
    for row in rows:
        groups[tuple(getattr(row, name) for name in same)].append(row)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if one.since <= (other.until or date.max) and other.since <= (one.until or date.max):
                yield one, other


def two_heads_at_once() -> Iterator[str]:
    heads = Office.objects.filter(role=OfficeRole.HEAD).select_related("bloc", "organization").order_by("pk")
    for one, other in overlapping(heads, "bloc_id", "year"):
        yield f"{one.bloc} {one.year}: {one.organization} and {other.organization}"


def officers_who_are_no_members() -> Iterator[str]:
    members = Membership.objects.filter(
        bloc=OuterRef("bloc"), organization=OuterRef("organization"), year=OuterRef("year")
    )
    for office in Office.objects.filter(~Exists(members)).select_related("bloc", "organization"):
        yield f"{office.bloc} {office.year}: {office.organization}"


def shared_places_in_the_order() -> Iterator[str]:
    places = Membership.objects.values("bloc__code", "year", "order").annotate(rows=Count("pk"))
    for place in places.filter(rows__gt=1).order_by("bloc__code", "year", "order"):
        yield f"{place['bloc__code']} {place['year']}: {place['rows']} members are no. {place['order']}"


def memberships_by_another_blocs_decision() -> Iterator[str]:
    for name in ("decision", "leaving_decision"):
        rows = Membership.objects.exclude(**{name: None}).exclude(**{f"{name}__bloc": F("bloc")})
        for row in rows.select_related("bloc", "organization", name).order_by("pk"):
            yield f"{row}: {getattr(row, name)}"


def days_outside_of_the_membership_year() -> Iterator[str]:
    for name in ("joined_on", "left_on"):
        rows = Membership.objects.exclude(**{name: None}).exclude(**{f"{name}__year": F("year")})
        for row in rows.select_related("bloc", "organization").order_by("pk"):
            yield f"{row}: {getattr(row, name)}"


def members_after_the_end_of_their_bloc() -> Iterator[str]:
    rows = Membership.objects.filter(bloc__ended_on__year__lt=F("year"))
    for row in rows.select_related("bloc", "organization").order_by("pk"):
        yield f"{row}: ended on {row.bloc.ended_on}"


def members_after_their_end() -> Iterator[str]:
    rows = Membership.objects.filter(organization__dissolved_on__year__lt=F("year"))
    for row in rows.select_related("bloc", "organization"):
        yield f"{row}: dissolved on {row.organization.dissolved_on}"


def without_a_name() -> Iterator[str]:
    for model in (Organization, Bloc):
        for row in model.objects.filter(names=None):
            yield f"{model._meta.model_name} {row.code}"


def keys_that_do_not_fit() -> Iterator[str]:
    for name in OrganizationName.objects.iterator():
        fits = name.search_key == search_key(f"{name.name} {name.short_name}")
        if not fits or name.sort_key != sort_key(name.name):
            yield f"name {name.pk} of organisation {name.organization_id}"
    for name in BlocName.objects.iterator():
        fits = name.search_key == search_key(f"{name.name} {name.short_name}")
        if not fits or name.sort_key != sort_key(name.name):
            yield f"name {name.pk} of bloc {name.bloc_id}"
    for person in Person.objects.iterator():
        fits = person.search_key == search_key(f"{person.name} {person.role_title}")
        if not fits or person.sort_key != sort_key(person.name):
            yield f"person {person.pk}"


def names_outside_of_its_life() -> Iterator[str]:
    before = Q(valid_from__lt=F("organization__founded_on"))
    after = Q(valid_from__gt=F("organization__dissolved_on"))
    for name in OrganizationName.objects.filter(before | after).select_related("organization"):
        yield f"{name.organization.code}: {name.name} from {name.valid_from}"


def circles_of_successors() -> Iterator[str]:
    after: dict[int, set[int]] = defaultdict(set)
    for predecessor, successor in Succession.objects.values_list("predecessor", "successor"):
        after[predecessor].add(successor)
    codes = dict(Organization.objects.filter(pk__in=after).values_list("pk", "code"))
    for start in sorted(after):
        if start in reached(after, {start}):
            yield codes[start]


def successions_unlike_their_sides() -> Iterator[str]:
    """What was merged or continued ended the day before; what was split ended then, later or not at all."""
    for row in Succession.objects.select_related("predecessor", "successor").order_by("pk"):
        old, new = row.predecessor, row.successor
        eve = row.effective_on - timedelta(days=1)
        if row.kind == SuccessionKind.SPLIT:
            fits = old.dissolved_on is None or old.dissolved_on >= eve
        else:
            fits = old.dissolved_on == eve
        if not fits:
            yield f"{row}: {old.code} ended on {old.dissolved_on}"
        if new.founded_on and new.founded_on > row.effective_on:
            yield f"{row}: {new.code} was founded on {new.founded_on}"
        if new.dissolved_on and new.dissolved_on < row.effective_on:
            yield f"{row}: {new.code} ended on {new.dissolved_on}"


def rights_after_the_end() -> Iterator[str]:
    rows = Representation.objects.exclude(organization__dissolved_on=None).filter(
        Q(until=None) | Q(until__gt=F("organization__dissolved_on"))
    )
    for row in rows.select_related("organization").order_by("pk"):
        yield f"representation {row.pk} of {row.organization.code}"


def leaders_noted_otherwise() -> Iterator[str]:
    rows = Representation.objects.filter(until=None).exclude(joint=F("organization__joint_leadership"))
    for row in rows.select_related("organization").order_by("pk"):
        yield f"representation {row.pk} of {row.organization.code}"


def rights_held_twice() -> Iterator[str]:
    duties = Representation.objects.select_related("person", "organization").order_by("pk")
    for one, other in overlapping(duties, "person_id", "organization_id", "duty"):
        yield f"representations {one.pk} and {other.pk}: {one}"
    roles = Appointment.objects.select_related("person").order_by("pk")
    for one, other in overlapping(roles, "person_id", "role", "bloc_id"):
        yield f"appointments {one.pk} and {other.pk}: {one}"


def two_leaders_at_once() -> Iterator[str]:
    leaders = Representation.objects.filter(duty=Duty.LEADER, joint=False)
    for one, other in overlapping(
        leaders.select_related("person", "organization").order_by("pk"), "organization_id"
    ):
        yield f"representations {one.pk} and {other.pk}: {one} and {other.person}"


def open_links_to_closed_accounts() -> Iterator[str]:
    links = AccessLink.objects.filter(used_time=None, withdrawn_at=None, user__is_active=False)
    for found in links.select_related("user"):
        yield f"link {found.pk} of {found.user}"


def nobody_to_operate() -> Iterator[str]:
    """A site where nobody was ever appointed is one that is being set up."""
    appointed = Appointment.objects.filter(role=Role.OPERATOR)
    in_force = appointed.on(clock.today()) if appointed.exists() else None
    if in_force is not None and not in_force.filter(person__user__is_active=True).exists():
        yield "no operator's appointment is in force with an account that is open"


def changed_events() -> Iterator[str]:
    """An event whose personal data were erased has no salt and no contents; the chain keeps its digest."""
    for event in AuditEvent.objects.order_by("pk").iterator():
        if event.salt and event.digest != digest(event):
            yield f"event {event.pk}, {event.act} of {event.time:%d/%m/%Y %H:%M}"
        elif not event.salt and (event.old or event.new):
            yield f"event {event.pk} has contents and no salt"


def broken_seals() -> Iterator[str]:
    number, head = 0, FIRST_SEAL
    for event in AuditEvent.objects.exclude(seal_number=None).order_by("seal_number").iterator():
        if event.seal_number != number + 1:
            yield f"seals {number + 1} to {event.seal_number - 1} are missing"
        elif event.seal != link(head, event):
            yield f"seal {event.seal_number} of event {event.pk} does not follow from the one before"
        number, head = event.seal_number, event.seal


def lost_files() -> Iterator[str]:
    for file in StoredFile.objects.order_by("pk").iterator():
        if not default_storage.exists(file.path):
            yield f"file {file.pk} is not in the storage"
        elif sha256(file.read()).hexdigest() != file.sha256:
            yield f"file {file.pk} is not what was stored"


INVARIANTS = [
    Invariant("A bloc has one head at a time.", two_heads_at_once),
    Invariant("An office is held by a member of the bloc in that year.", officers_who_are_no_members),
    Invariant("Each place in the order of a bloc's year belongs to one member.", shared_places_in_the_order),
    Invariant("A membership rests on a decision of its own bloc.", memberships_by_another_blocs_decision),
    Invariant("Who joins or leaves does so on a day of the year.", days_outside_of_the_membership_year),
    Invariant("A bloc has no members in the years after its end.", members_after_the_end_of_their_bloc),
    Invariant("An organisation is no member in the years after its end.", members_after_their_end),
    Invariant("Every organisation and every bloc has a name.", without_a_name),
    Invariant("Names are found and sorted by keys that fit them.", keys_that_do_not_fit),
    Invariant(
        "A name of an organisation begins between its founding and its end.", names_outside_of_its_life
    ),
    Invariant("No organisation is its own successor, however far down the line.", circles_of_successors),
    Invariant("Those that went into others ended the day before.", successions_unlike_their_sides),
    Invariant("Nobody acts for an organisation after its end.", rights_after_the_end),
    Invariant("Its leaders are noted as many or one, as the organisation may have.", leaders_noted_otherwise),
    Invariant("Nobody holds the same right twice on one day.", rights_held_twice),
    Invariant("An organisation has one leader at a time, unless it may have several.", two_leaders_at_once),
    Invariant("An open personal link belongs to an account that is open.", open_links_to_closed_accounts),
    Invariant("Somebody can come in as operator.", nobody_to_operate),
    Invariant("Every record of an act is as it was written.", changed_events),
    Invariant("The chain of seals over the records is unbroken.", broken_seals),
    Invariant("Every stored file is there, byte for byte.", lost_files),
]
