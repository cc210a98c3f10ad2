"""Locking the scores of a cycle into a snapshot, and opening them again."""

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actor import Actor
from blocs.audit import record, seal_events
from blocs.errors import BadInput, Closed, Conflict, NotAllowed, Stale
from blocs.locking import locked
from emulation.models import Cycle, GateReopening, ScoreSheet, StandingEntry, StandingSnapshot
from emulation.models.cycle import Gate
from emulation.queries.standing import canonical_standings, fingerprint, standings_to_lock
from emulation.rules import standing as rules


def lock_scores(cycle: Cycle, *, actor: Actor, seen: str = "") -> StandingSnapshot:
    """Freezes the standings: entries, canonical text and hash, the audit's head; sets the gate.

    `seen` is the hash of the standings the person was shown before agreeing: Stale if they are others
    now. Unsent and unchecked sheets do not prevent it; the page names them first.
    """
    with transaction.atomic():
        cycle = locked(Cycle, cycle.pk)
        if not rules.can_lock_scores(actor, cycle):
            raise NotAllowed
        if cycle.is_locked:
            raise Closed(_("The scores are locked already."))
        # Whoever is saving a line now ends first, and whoever comes later finds the gate set.
        for pk in ScoreSheet.objects.filter(cycle=cycle).order_by("pk").values_list("pk", flat=True):
            locked(ScoreSheet, pk)
        standings = standings_to_lock(cycle)
        if not standings.rows:
            raise Conflict(
                _("There is nothing to lock: the bloc has no scoring table or no members this year.")
            )
        text = canonical_standings(standings)
        if seen and seen != fingerprint(text):
            raise Stale(
                _("Points have changed since this page was opened. Look at them again before locking.")
            )
        snapshot = StandingSnapshot.objects.create(
            cycle=cycle,
            canonical=text,
            sha256=fingerprint(text),
            taken_at=clock.now(),
            taken_by=actor.account,
        )
        StandingEntry.objects.bulk_create(
            StandingEntry(
                snapshot=snapshot,
                organization_id=row.organization_id,
                sheet=row.sheet,
                name=row.name,
                order=row.order,
                place=row.place.place,
                shared=row.place.shared,
                total=row.total,
                base=row.base,
                bonus=row.bonus,
                deduction=row.deduction,
                band=row.band,
                marks=row.marks,
            )
            for row in standings.rows
            if row.place
        )
        cycle.locked_at, cycle.locked_by = snapshot.taken_at, actor.user
        _save_gate(cycle)
        _record("cycle.lock", cycle, actor, new={"snapshot": snapshot.pk, "sha256": snapshot.sha256})
        snapshot.audit_head = seal_events()
        snapshot.save(update_fields=["audit_head"])
        return snapshot


def reopen_scores(cycle: Cycle, *, actor: Actor, reason: str) -> GateReopening:
    """Opens locked scores again, for a reason that later papers show; the snapshot is superseded, not lost.

    The head alone may do so until the nominations are sent. Raises NotAllowed, Closed, BadInput.
    """
    with transaction.atomic():
        cycle = locked(Cycle, cycle.pk)
        if not rules.can_reopen_scores(actor, cycle):
            raise NotAllowed
        if not cycle.is_locked:
            raise Closed(_("The scores are not locked."))
        if cycle.is_submitted or cycle.is_decided:
            raise Closed(
                _(
                    "The nominations have been sent to the city; the scores cannot be opened again by the bloc alone."
                )
            )
        if not reason.strip():
            raise BadInput(_("Say why the scores are opened again; later papers show it."))
        now = clock.now()
        snapshot = StandingSnapshot.objects.filter(cycle=cycle, superseded_at=None).first()
        if snapshot:
            snapshot.superseded_at, snapshot.superseded_by = now, actor.user
            snapshot.save(update_fields=["superseded_at", "superseded_by"])
        cycle.locked_at = cycle.locked_by = None
        _save_gate(cycle)
        reopening = GateReopening.objects.create(
            cycle=cycle, gate=Gate.LOCKED, reason=reason.strip(), reopened_at=now, reopened_by=actor.account
        )
        _record(
            "cycle.reopen_scores",
            cycle,
            actor,
            old={"snapshot": snapshot},
            new={"reason": reopening.reason},
            remark=reopening.reason,
        )
        return reopening


def _save_gate(cycle: Cycle) -> None:
    cycle.version += 1
    cycle.save(update_fields=["locked_at", "locked_by", "version"])


def _record(act: str, cycle: Cycle, actor: Actor, **what) -> None:
    record(act, cycle, actor=actor, bloc_id=cycle.bloc_id, year=cycle.year_id, **what)
