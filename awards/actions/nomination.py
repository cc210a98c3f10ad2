"""What a bloc does with its nominations: prepare, edit, remove, send."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from awards.models import Nomination, NominationState
from awards.queries.rules import rule_for
from awards.rules.nomination import WRITABLE, can_send_nominations, dissolved_sentence, is_dissolved
from blocs import clock
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Closed, Conflict, NotAllowed, Stale
from blocs.locking import locked
from blocs.models import Organization
from emulation.models import Cycle, StandingEntry, StandingSnapshot
from emulation.models.calendar import Calendar
from emulation.models.window import Act
from emulation.rules.cycle import runs


def prepare_nomination(
    cycle: Cycle,
    *,
    actor: Actor,
    organization_id: int,
    commendation_id: int,
    achievements: str = "",
    reason: str = "",
) -> Nomination:
    """Proposes a unit of the frozen standings for an award, within the number the city set.

    Raises NotAllowed, Closed (scores not locked, dossiers sent), BadInput (unknown unit or award) and
    Conflict (unit not considered or dissolved, number used up, proposed already).
    """
    with transaction.atomic():
        cycle = locked(Cycle, cycle.pk)  # the number a bloc may propose is counted under its lock
        if not runs(actor, cycle):
            raise NotAllowed
        if cycle.is_submitted or cycle.is_closed:
            raise Closed(_("The dossiers of this year have been sent; nothing can be added."))
        entry = considered(cycle, organization_id)
        if sentence := _dissolved(organization_id, entry.name):
            raise Conflict(sentence)
        _within_quota(cycle, commendation_id, entry)
        nomination = Nomination.objects.create(
            cycle=cycle,
            organization_id=organization_id,
            commendation_id=commendation_id,
            snapshot=entry.snapshot,
            achievements=achievements,
            reason=reason,
            prepared_at=clock.now(),
            prepared_by=actor.account,
        )
        new = {"commendation": commendation_id, "achievements": achievements, "reason": reason}
        note("prepare", nomination, actor, new=new, name=entry.name)
        return nomination


def edit_nomination(
    nomination: Nomination, *, actor: Actor, achievements: str, reason: str, version: int | None = None
) -> Nomination:
    """Writes the dossier anew and cites the standings as they are now.

    Raises NotAllowed, Stale, Closed (with the city already), Conflict (unit not considered any more).
    """
    with transaction.atomic():
        nomination = locked(Nomination, nomination.pk, version=version)
        if not runs(actor, nomination.cycle):
            raise NotAllowed
        if nomination.state not in WRITABLE:
            raise Closed(
                _("The dossier is with the city; it can be changed only when the city asks for more.")
            )
        entry = considered(nomination.cycle, nomination.organization_id)
        old = {"achievements": nomination.achievements, "reason": nomination.reason}
        nomination.achievements, nomination.reason = achievements, reason
        nomination.snapshot = entry.snapshot
        changed(nomination, "achievements", "reason", "snapshot")
        new = {"achievements": achievements, "reason": reason, "snapshot": entry.snapshot}
        note("edit", nomination, actor, old=old, new=new, name=entry.name)
        return nomination


def remove_nomination(nomination: Nomination, *, actor: Actor, version: int | None = None) -> None:
    """Takes back a nomination that was never sent. Raises NotAllowed, Stale, Closed."""
    with transaction.atomic():
        locked(Cycle, nomination.cycle_id)
        nomination = locked(Nomination, nomination.pk, version=version)
        if not runs(actor, nomination.cycle):
            raise NotAllowed
        if nomination.state != NominationState.PREPARING:
            raise Closed(_("The dossier has been sent; it can no longer be removed."))
        old = {"commendation": nomination.commendation_id, "achievements": nomination.achievements}
        note("remove", nomination, actor, old=old)
        nomination.delete()


def send_nominations(cycle: Cycle, *, actor: Actor, seen: Mapping[int, int] | None = None) -> int:
    """Sends every prepared or supplemented dossier of a cycle to the city; returns how many.

    `seen` are the dossiers the person was shown (id → version). The first sending sets the gate
    *submitted*: nothing can be added after it. Raises NotAllowed, Stale (other dossiers than those seen),
    Closed (window), BadInput (nothing to send, a dossier is empty), Conflict (a dossier cites standings
    that were replaced, or is that of a unit dissolved since).
    """
    with transaction.atomic():
        cycle = locked(Cycle, cycle.pk)
        if not can_send_nominations(actor, cycle):
            raise NotAllowed(_("Only the leader of the head's unit sends the dossiers."))
        waiting = Nomination.objects.filter(cycle=cycle, state__in=WRITABLE).order_by("pk")
        nominations = [locked(Nomination, pk) for pk in waiting.values_list("pk", flat=True)]
        if seen is not None and seen != {nomination.pk: nomination.version for nomination in nominations}:
            raise Stale(_("The dossiers have changed since they were shown. Read the list again, then send."))
        names = _sendable(cycle, nominations)
        for nomination in nominations:
            old = {"state": nomination.state}
            nomination.state = NominationState.SENT
            nomination.sent_at, nomination.sent_by = clock.now(), actor.account
            changed(nomination, "state", "sent_at", "sent_by")
            new = {"state": nomination.state, "snapshot": nomination.snapshot_id}
            note("send", nomination, actor, old=old, new=new, name=names[nomination.organization_id])
        if not cycle.is_submitted:
            cycle.submitted_at, cycle.submitted_by = clock.now(), actor.account
            cycle.version += 1
            cycle.save(update_fields=["submitted_at", "submitted_by", "version"])
            record(
                "cycle.submit",
                cycle,
                actor=actor,
                new={"nominations": [nomination.pk for nomination in nominations]},
                bloc_id=cycle.bloc_id,
                year=cycle.year_id,
            )
        return len(nominations)


def considered(cycle: Cycle, organization_id: int) -> StandingEntry:
    """The unit's entry in the current frozen standings.

    Raises Closed without locked scores, BadInput for a stranger, Conflict with the ground for a unit
    that is not considered for awards.
    """
    snapshot = StandingSnapshot.objects.filter(cycle=cycle, superseded_at__isnull=True).first()
    if snapshot is None or not cycle.is_locked:
        raise Closed(_("Units are proposed once the scores are locked."))
    entry = snapshot.entries.filter(organization=organization_id).first()
    if entry is None:
        raise BadInput(_("This unit does not stand in the locked standings of the bloc."))
    if entry.marks:
        raise Conflict(
            _("{unit} is not considered for awards this year: {ground}.").format(
                unit=entry.name, ground=entry.marks.rstrip(".")
            )
        )
    return entry


def changed(nomination: Nomination, *fields: str) -> None:
    """Writes the fields named, and the version."""
    nomination.version += 1
    nomination.save(update_fields=[*fields, "version"])


def note(
    verb: str,
    nomination: Nomination,
    actor: Actor,
    *,
    old: dict | None = None,
    new: dict | None = None,
    remark: str = "",
    name: str = "",
) -> None:
    """The record of one act on a nomination."""
    record(
        f"nomination.{verb}",
        nomination,
        actor=actor,
        old=old,
        new=new,
        label=f"{name}: {nomination.commendation}" if name else "",
        remark=remark,
        bloc_id=nomination.cycle.bloc_id,
        organization_id=nomination.organization_id,
        year=nomination.cycle.year_id,
    )


def _dissolved(organization_id: int, name: str) -> str:
    """Why a unit that is no more is not awarded, else nothing. Locked, so that it does not end meanwhile."""
    unit = locked(Organization, organization_id)
    if unit.dissolved_on is None or not is_dissolved(unit, clock.today()):
        return ""
    return dissolved_sentence(name, unit.dissolved_on)


def _within_quota(cycle: Cycle, commendation_id: int, entry: StandingEntry) -> None:
    rule = rule_for(commendation_id, cycle.year_id)
    if rule is None:
        raise BadInput(_("The city has set no number for this award in {year}.").format(year=cycle.year_id))
    proposed = Nomination.objects.filter(cycle=cycle, commendation=commendation_id)
    if proposed.filter(organization=entry.organization_id).exists():
        raise Conflict(
            _("{unit} is already proposed for this award: {award}.").format(
                unit=entry.name, award=rule.commendation.name
            )
        )
    if not rule.quota_per_bloc:
        raise Conflict(
            _("{award}: the city has allotted none to the blocs in {year}.").format(
                award=rule.commendation.name, year=cycle.year_id
            )
        )
    if proposed.count() >= rule.quota_per_bloc:
        raise Conflict(
            _(
                "{award}: a bloc may propose {n} in {year}, and that number is used up. Remove one first."
            ).format(award=rule.commendation.name, n=rule.quota_per_bloc, year=cycle.year_id)
        )


def _sendable(cycle: Cycle, nominations: list[Nomination]) -> dict[int, str]:
    """The names of the units, where all may be sent now; a refusal that names the first trouble otherwise."""
    if not nominations:
        raise BadInput(_("There is no dossier to send. Prepare one first."))
    if not cycle.is_submitted:
        window = Calendar.of(cycle).standing(Act.NOMINATION, cycle.head_id)
        if window.opens and window.until and not window.is_open:
            raise Closed(
                _("Dossiers are sent from {opens} to {until}. Ask the city for an extension.").format(
                    opens=date_format(window.opens), until=date_format(window.until)
                )
            )
    names = {n.organization_id: considered(cycle, n.organization_id).name for n in nominations}
    # One that the city has already and asked more of goes back to it: the city ends it, with its reason.
    for nomination in (n for n in nominations if n.state == NominationState.PREPARING):
        if sentence := _dissolved(nomination.organization_id, names[nomination.organization_id]):
            raise Conflict(
                _("{sentence} Remove its dossier, then send the others.").format(sentence=sentence)
            )
    empty = [names[n.organization_id] for n in nominations if not n.achievements]
    if empty:
        raise BadInput(
            _("The achievements are still to be written for: {units}.").format(units=", ".join(empty))
        )
    outdated = [names[n.organization_id] for n in nominations if n.snapshot.superseded_at]
    if outdated:
        raise Conflict(
            _(
                "The standings were locked anew after these dossiers were written: {units}. "
                "Open each, compare it with the new standings and save it."
            ).format(units=", ".join(outdated))
        )
    return names
