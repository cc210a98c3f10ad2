"""What the city does with a nomination: receive, ask for more, appraise, approve, decline."""

from django.db import transaction
from django.utils.translation import gettext as _

from awards.actions.nomination import changed, note
from awards.models import Nomination, NominationState
from awards.rules.nomination import (
    INCOMPLETE,
    JUDGED,
    RECEIVABLE,
    approves,
    handles,
    in_conflict,
    wrote_appraisal,
)
from blocs import clock
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.locking import locked
from emulation.models import Cycle


def receive_nomination(nomination: Nomination, *, actor: Actor, version: int | None = None) -> Nomination:
    """The dossier is complete and with the city. Raises NotAllowed, Stale, Conflict."""
    with transaction.atomic():
        nomination = locked(Nomination, nomination.pk, version=version)
        _handled(actor, nomination)
        _stands_in(nomination, RECEIVABLE)
        old = {"state": nomination.state}
        nomination.state = NominationState.RECEIVED
        nomination.received_at, nomination.received_by = clock.now(), actor.account
        changed(nomination, "state", "received_at", "received_by")
        note("receive", nomination, actor, old=old, new={"state": nomination.state})
        return nomination


def request_supplement(
    nomination: Nomination, *, actor: Actor, request: str, version: int | None = None
) -> Nomination:
    """Sends the dossier back for what is missing; an approval given on it ends.

    Raises NotAllowed, Stale, Conflict, BadInput (no words).
    """
    if not request:
        raise BadInput(_("Say what is to be added."))
    with transaction.atomic():
        nomination = locked(Nomination, nomination.pk, version=version)
        _handled(actor, nomination)
        _stands_in(nomination, INCOMPLETE)
        old = {"state": nomination.state, "approved_at": nomination.approved_at}
        nomination.state = NominationState.SUPPLEMENT
        nomination.supplement_request = request
        nomination.approved_at = nomination.approved_by = None
        changed(nomination, "state", "supplement_request", "approved_at", "approved_by")
        note(
            "request_supplement", nomination, actor, old=old, new={"state": nomination.state}, remark=request
        )
        return nomination


def appraise_nomination(
    nomination: Nomination, *, actor: Actor, appraisal: str, version: int | None = None
) -> Nomination:
    """Writes the appraisal; another text needs another approval.

    Raises NotAllowed, Stale, Conflict, BadInput (no words).
    """
    if not appraisal:
        raise BadInput(_("Write the appraisal first."))
    with transaction.atomic():
        nomination = locked(Nomination, nomination.pk, version=version)
        _handled(actor, nomination)
        _stands_in(nomination, JUDGED)
        old = {"appraisal": nomination.appraisal, "approved_at": nomination.approved_at}
        nomination.appraisal = appraisal
        nomination.appraised_at, nomination.appraised_by = clock.now(), actor.account
        nomination.approved_at = nomination.approved_by = None
        changed(nomination, "appraisal", "appraised_at", "appraised_by", "approved_at", "approved_by")
        note("appraise", nomination, actor, old=old, new={"appraisal": appraisal})
        return nomination


def approve_appraisal(nomination: Nomination, *, actor: Actor, version: int | None = None) -> Nomination:
    """The head of the standing body stands by the appraisal; then the council reads it.

    Raises NotAllowed (also for the one who wrote it), Stale, Conflict.
    """
    with transaction.atomic():
        nomination = locked(Nomination, nomination.pk, version=version)
        if not approves(actor, nomination):
            raise NotAllowed(_refusal(actor, nomination))
        if wrote_appraisal(actor, nomination):
            raise NotAllowed(_("Whoever wrote the appraisal cannot approve it."))
        _stands_in(nomination, JUDGED)
        if nomination.appraised_at is None:
            raise Conflict(_("There is no appraisal to approve yet."))
        if nomination.approved_at is not None:
            raise Conflict(_("The appraisal has been approved already."))
        nomination.approved_at, nomination.approved_by = clock.now(), actor.account
        changed(nomination, "approved_at", "approved_by")
        note("approve_appraisal", nomination, actor, new={"appraisal": nomination.appraisal})
        return nomination


def decline_nomination(
    nomination: Nomination, *, actor: Actor, reason: str, version: int | None = None
) -> Nomination:
    """Records that the award is not given this time, and why. Raises NotAllowed, Stale, Conflict, BadInput."""
    with transaction.atomic():
        cycle = locked(Cycle, nomination.cycle_id)
        nomination = locked(Nomination, nomination.pk, version=version)
        _handled(actor, nomination)
        mark_not_approved(nomination, reason, actor)
        close_if_decided(cycle, actor)
        return nomination


def mark_not_approved(nomination: Nomination, reason: str, actor: Actor) -> None:
    """The one place where a nomination ends without an award; the caller holds cycle and nomination."""
    if not reason:
        raise BadInput(_("Say why the award is not given: the unit will read it."))
    _stands_in(nomination, JUDGED)
    old = {"state": nomination.state}
    nomination.state = NominationState.NOT_APPROVED
    nomination.not_approved_reason = reason
    changed(nomination, "state", "not_approved_reason")
    note("decline", nomination, actor, old=old, new={"state": nomination.state}, remark=reason)


def close_if_decided(cycle: Cycle, actor: Actor) -> bool:
    """Sets the gate *decided* once no nomination of a locked cycle is left open; says whether it did."""
    still_open = Nomination.objects.filter(cycle=cycle).unsettled()
    if cycle.is_decided or still_open.exists():
        return False
    cycle.decided_at, cycle.decided_by = clock.now(), actor.account
    cycle.version += 1
    cycle.save(update_fields=["decided_at", "decided_by", "version"])
    record("cycle.decide", cycle, actor=actor, bloc_id=cycle.bloc_id, year=cycle.year_id)
    return True


def _handled(actor: Actor, nomination: Nomination) -> None:
    if not handles(actor, nomination):
        raise NotAllowed(_refusal(actor, nomination))


def _refusal(actor: Actor, nomination: Nomination) -> str:
    """Why not; empty (the general sentence) where the role alone is wrong."""
    if actor.is_city_staff and in_conflict(actor, nomination):
        return _("One who is tied to the unit does not judge its dossier.")
    return ""


def _stands_in(nomination: Nomination, states: set[NominationState]) -> None:
    if nomination.state not in states:
        raise Conflict(
            _("This cannot be done with a dossier in the state “{state}”.").format(
                state=nomination.get_state_display()
            )
        )
