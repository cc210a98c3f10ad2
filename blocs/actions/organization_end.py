"""Organisations that end, or go on in others: dissolved, merged, split."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.composition import take_turn_for_members
from blocs.actions.membership import leave_bloc
from blocs.actions.organization import entered, note, refuse, require_decision, written
from blocs.actions.representation import end_duty
from blocs.actor import Actor
from blocs.errors import BadInput, NotAllowed
from blocs.locking import locked
from blocs.models import Bloc, Organization, Succession
from blocs.models.organization import SuccessionKind
from blocs.queries import organization_ends as ends_room
from blocs.queries.organization_checks import name_of
from blocs.queries.organization_ends import ONE_DAY
from blocs.rules import can_keep_register

DISSOLVE, MERGE = "organization.dissolve", "organization.merge"


def dissolve_organization(
    organization: Organization,
    *,
    actor: Actor,
    effective_on: date,
    decision: str,
    version: int | None = None,
) -> Organization:
    """Ends an organisation from a day on; its last day is the day before.

    Raises NotAllowed, Stale, BadInput (no decision), Conflict (ended already; something lies after the end).
    """
    with transaction.atomic():
        _may(actor, decision)
        organization = held([organization.pk], effective_on - ONE_DAY)[organization.pk]
        _seen(organization, version)
        _end(organization, effective_on, decision, actor, act=DISSOLVE)
        return organization


def merge_organizations(
    *,
    actor: Actor,
    predecessors: Collection[int],
    effective_on: date,
    decision: str,
    successor: int | None = None,
    founded: Mapping[str, Any] | None = None,
) -> Organization:
    """Lets organisations (ids) go into one that exists, or into a new one: `founded` has code, kind, name, short_name.

    Returns the one that goes on. Raises NotAllowed, BadInput (no decision, nothing to merge), Conflict
    (into itself, a circle, ended already, something lies after the end).
    """
    with transaction.atomic():
        _may(actor, decision)
        if not predecessors or (successor is None) == (founded is None):
            raise BadInput(_("Choose the organisations that merge, and the one they go into."))
        rows = held([*predecessors, *([successor] if successor else [])], effective_on - ONE_DAY)
        ending = [rows[pk] for pk in sorted(set(predecessors))]
        if successor is not None:
            refuse(ends_room.succession_troubles(ending, rows[successor], effective_on, "successor"))
            into, kind = rows[successor], SuccessionKind.MERGED
        else:
            into = _founded(founded or {}, effective_on, decision, actor)
            kind = SuccessionKind.MERGED if len(ending) > 1 else SuccessionKind.REPLACED
        name = name_of(into, effective_on)
        for one in ending:
            _end(one, effective_on, decision, actor, act=MERGE, successors=[name])
            _succeed(one, into, kind, effective_on, decision)
        _note_origin(into, ending, effective_on, decision, actor)
        return into


def split_organization(
    organization: Organization,
    *,
    actor: Actor,
    effective_on: date,
    decision: str,
    ends: bool,
    existing: Collection[int] = (),
    founded: Sequence[Mapping[str, Any]] = (),
    version: int | None = None,
) -> list[Organization]:
    """Splits an organisation into new ones (`founded`) and existing ones (ids); it `ends` or goes on beside them.

    Returns the parts. Raises NotAllowed, Stale, BadInput (no decision, too few parts), Conflict.
    """
    with transaction.atomic():
        _may(actor, decision)
        require_parts(len(set(existing)) + len(founded), ends)
        rows = held([organization.pk, *existing], effective_on - ONE_DAY)
        organization = rows[organization.pk]
        _seen(organization, version)
        for pk in sorted(set(existing)):
            refuse(ends_room.succession_troubles([organization], rows[pk], effective_on, "existing"))
        parts = [rows[pk] for pk in sorted(set(existing))]
        parts += [_founded(values, effective_on, decision, actor) for values in founded]
        names = [name_of(part, effective_on) for part in parts]
        if ends:
            _end(organization, effective_on, decision, actor, act=MERGE, split=True, successors=names)
        else:
            refuse(ends_room.split_troubles(organization, effective_on))
            written(organization)
            new = {"successor": "; ".join(names), "effective_on": effective_on, "decision": decision}
            note("organization.split", organization, actor, new=new)
        for part in parts:
            _succeed(organization, part, SuccessionKind.SPLIT, effective_on, decision)
            _note_origin(part, [organization], effective_on, decision, actor)
        return parts


def require_parts(parts: int, ends: bool) -> None:
    """An organisation that ends goes on in at least two; one that goes on gives off at least one."""
    if ends and parts < 2:
        raise BadInput(_("An organisation that is split and ends goes on in at least two. Enter the others."))
    if not parts:
        raise BadInput(_("Enter at least one organisation that comes of the split."))


def _may(actor: Actor, decision: str) -> None:
    if not can_keep_register(actor):
        raise NotAllowed
    require_decision(decision)


def held(pks: Collection[int], last_day: date) -> dict[int, Organization]:
    """The organisations, locked in the order of the house: members of the year, their blocs, then themselves."""
    take_turn_for_members(last_day.year)
    blocs = Bloc.objects.filter(memberships__organization__in=pks, memberships__year=last_day.year)
    for bloc in sorted(set(blocs.values_list("pk", flat=True))):
        locked(Bloc, bloc)
    return {pk: locked(Organization, pk) for pk in sorted(set(pks))}


def _seen(organization: Organization, version: int | None) -> None:
    """Raises Stale where the organisation is not the one the person saw."""
    if version is not None:
        locked(Organization, organization.pk, version=version)


def _founded(values: Mapping[str, Any], day: date, decision: str, actor: Actor) -> Organization:
    return entered(actor=actor, **values, valid_from=day, founded_on=day, decision=decision)


def _end(
    organization: Organization,
    effective_on: date,
    decision: str,
    actor: Actor,
    *,
    act: str,
    split: bool = False,
    successors: Sequence[str] = (),
) -> None:
    """Sets the last day, ends the memberships of the year and the rights of its people, and notes it."""
    refuse(ends_room.already_ended(organization, "predecessors"))
    ending = ends_room.ending_of(organization, effective_on, act)
    if actor.person is not None and actor.person.pk in {duty.person_id for duty in ending.duties}:
        raise NotAllowed(
            _("A right of yours would end with it, and nobody ends a right of his own. Ask another officer.")
        )
    refuse(ends_room.end_troubles(ending))
    for membership in ending.memberships:
        leave_bloc(membership, actor=actor, left_on=ending.last_day, basis=None)
    for duty in ending.duties:
        end_duty(duty, actor=actor, until=ending.last_day, nobody_follows=True, reason=decision)
    organization.dissolved_on, organization.dissolution_decision = ending.last_day, decision
    written(organization, "dissolved_on", "dissolution_decision")
    new: dict[str, Any] = {"dissolved_on": ending.last_day, "dissolution_decision": decision}
    if successors:
        new["successor"] = "; ".join(successors)
    note("organization.split" if split else act, organization, actor, old={"dissolved_on": None}, new=new)


def _succeed(old: Organization, new: Organization, kind: str, effective_on: date, decision: str) -> None:
    Succession.objects.create(
        predecessor=old, successor=new, kind=kind, effective_on=effective_on, decision=decision
    )


def _note_origin(
    successor: Organization,
    predecessors: Collection[Organization],
    effective_on: date,
    decision: str,
    actor: Actor,
) -> None:
    """The same in the record of the one that goes on."""
    written(successor)
    names = [name_of(one, effective_on - ONE_DAY) for one in predecessors]
    new = {"predecessor": "; ".join(names), "effective_on": effective_on, "decision": decision}
    note("organization.succeed", successor, actor, new=new)
