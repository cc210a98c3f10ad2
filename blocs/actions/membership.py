"""Joining and leaving a bloc within the year."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from blocs.actions.composition import take_turn_for_members
from blocs.actions.decision import Basis, decided, is_same
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, NotAllowed, Stale
from blocs.locking import locked
from blocs.models import Bloc, Membership, Office, Organization
from blocs.models.office import OfficeRole
from blocs.queries.composition import name_of_bloc
from blocs.queries.decision import in_words
from blocs.queries.membership import (
    against_joining,
    against_leaving,
    against_staying,
    left_to_compete_here,
    name_of,
)
from blocs.rules import can_keep_register

# Whatever is recorded.
ANY = object()


def joining(bloc: Bloc, year: int, organization: Organization, joined_on: date, competes: bool) -> Membership:
    """The membership that would be made, at the end of the order; unsaved. Raises BadInput for a day of another year."""
    if joined_on.year != year:
        raise BadInput(_("Who joins within {year} joins on a day of that year.").format(year=year))
    last = Membership.objects.filter(bloc=bloc, year=year).aggregate(last=Max("order"))["last"] or 0
    return Membership(
        bloc=bloc,
        organization=organization,
        year=year,
        order=last + 1,
        competes=competes,
        joined_on=joined_on,
    )


def join_bloc(
    bloc: Bloc,
    year: int,
    organization: Organization,
    *,
    actor: Actor,
    joined_on: date,
    competes: bool = True,
    basis: Basis,
) -> Membership:
    """An organisation becomes a member on a day of the year, last in the order.

    Where it competed in another bloc before and has left it, it goes on competing here: the tick moves with it.
    Raises NotAllowed, BadInput (day, decision), Conflict with what stands against it.
    """
    with transaction.atomic():
        if not can_keep_register(actor):
            raise NotAllowed
        take_turn_for_members(year)
        bloc, organization = locked(Bloc, bloc.pk), locked(Organization, organization.pk)
        membership = joining(bloc, year, organization, joined_on, competes)
        if against := against_joining(membership):
            raise Conflict(" ".join(against))
        if other := left_to_compete_here(membership):
            _cease_to_compete(other.membership, actor)
        membership.decision = decided(bloc, basis, actor=actor)
        membership.save()
        _next_version(bloc)
        _record(
            "membership.join",
            membership,
            actor,
            new={
                "joined_on": joined_on,
                "order": membership.order,
                "competes": competes,
                "decision": in_words(membership.decision),
            },
        )
        return membership


def leave_bloc(
    membership: Membership, *, actor: Actor, left_on: date, basis: Basis, seen: object = ANY
) -> Membership:
    """`left_on` is the member's last day; a deputy's office ends with it. Recorded again, it moves the day.

    Raises NotAllowed, Stale where another day than `seen` is recorded, BadInput for a day of another year,
    Conflict with what stands against it.
    """
    with transaction.atomic():
        if not can_keep_register(actor):
            raise NotAllowed
        bloc = locked(Bloc, membership.bloc_id)
        membership = locked(Membership, membership.pk)
        if seen is not ANY and seen != membership.left_on:
            if membership.left_on == left_on and is_same(membership.leaving_decision, basis):
                return membership  # sent twice
            raise Stale
        if left_on.year != membership.year:
            raise BadInput(_("The last day lies in {year}.").format(year=membership.year))
        old, membership.left_on = membership.left_on, left_on
        if against := against_leaving(membership):
            raise Conflict(" ".join(against))
        membership.leaving_decision = decided(bloc, basis, actor=actor)
        membership.copied = False
        membership.save(update_fields=["left_on", "leaving_decision", "copied"])
        if left_on < date(membership.year, 12, 31):
            _end_offices(membership, actor)
        _next_version(bloc)
        _record(
            "membership.leave",
            membership,
            actor,
            old={"left_on": old},
            new={"left_on": left_on, "leaving_decision": in_words(membership.leaving_decision)},
        )
        return membership


def stay_in_bloc(membership: Membership, *, actor: Actor) -> Membership:
    """A leaving recorded by mistake is taken back: the member belongs to the end of the year again.

    Raises NotAllowed, Conflict where nothing was recorded or what follows from it stands against it.
    """
    with transaction.atomic():
        if not can_keep_register(actor):
            raise NotAllowed
        take_turn_for_members(membership.year)
        bloc = locked(Bloc, membership.bloc_id)
        membership = locked(Membership, membership.pk)
        old, membership.left_on = membership.left_on, None
        if old is None:
            raise Conflict(_("No leaving is recorded for this member."))
        if against := against_staying(membership):
            raise Conflict(" ".join(against))
        membership.leaving_decision = None
        membership.save(update_fields=["left_on", "leaving_decision"])
        _next_version(bloc)
        _record("membership.stay", membership, actor, old={"left_on": old}, new={"left_on": None})
        return membership


def _cease_to_compete(left: Membership, actor: Actor) -> None:
    """One competing membership per organisation and year: the one it has left gives way."""
    bloc, left = locked(Bloc, left.bloc_id), locked(Membership, left.pk)
    left.competes = False
    left.save(update_fields=["competes"])
    _next_version(bloc)
    _record("membership.change", left, actor, old={"competes": True}, new={"competes": False})


def _end_offices(membership: Membership, actor: Actor) -> None:
    offices = Office.objects.filter(
        bloc=membership.bloc_id,
        organization=membership.organization_id,
        year=membership.year,
        role=OfficeRole.DEPUTY,
        until=None,
    )
    for office in offices.order_by("pk"):
        office.until = max(membership.left_on or office.since, office.since)
        office.save(update_fields=["until"])
        record(
            "office.end",
            office,
            actor=actor,
            old={"until": None},
            new={"until": office.until},
            label=f"{name_of(membership)}: {membership.bloc.deputy_title} {membership.year}",
            bloc_id=office.bloc_id,
            organization_id=office.organization_id,
            year=office.year,
        )


def _next_version(bloc: Bloc) -> None:
    bloc.version += 1
    bloc.save(update_fields=["version"])


def _record(act: str, membership: Membership, actor: Actor, **values: Any) -> None:
    record(
        act,
        membership,
        actor=actor,
        label=f"{name_of(membership)} – {name_of_bloc(membership.bloc, membership.year)} {membership.year}",
        bloc_id=membership.bloc_id,
        organization_id=membership.organization_id,
        year=membership.year,
        **values,
    )
