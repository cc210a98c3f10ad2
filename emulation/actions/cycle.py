"""Closing the year of a bloc: the last of its gates."""

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actor import Actor
from blocs.audit import record, seal_events
from blocs.errors import Closed, Conflict, NotAllowed
from blocs.locking import locked
from emulation.models import Cycle, IssuedPaper
from emulation.models.paper import PaperKind, PaperState
from emulation.rules.cycle import can_close_cycle


def close_cycle(cycle: Cycle, *, actor: Actor) -> Cycle:
    """Closes a bloc's year: decided, and its year-end report issued. The rights of its head end with it.

    Raises NotAllowed, Closed (already), Conflict (something is still to be done, in a sentence).
    """
    with transaction.atomic():
        cycle = locked(Cycle, cycle.pk)
        if not can_close_cycle(actor, cycle):
            raise NotAllowed
        if cycle.is_closed:
            raise Closed(_("This year is closed already."))
        if sentence := not_yet(cycle):
            raise Conflict(sentence)
        cycle.closed_at, cycle.closed_by = clock.now(), actor.account
        cycle.version += 1
        cycle.save(update_fields=["closed_at", "closed_by", "version"])
        record("cycle.close", cycle, actor=actor, bloc_id=cycle.bloc_id, year=cycle.year_id)
        seal_events()
        return cycle


def not_yet(cycle: Cycle) -> str:
    """What stands in the way of closing a year, in a sentence; empty when nothing does."""
    if not cycle.is_decided:
        return _("The city has not decided on the nominations of this year yet.")
    reports = IssuedPaper.objects.filter(cycle=cycle, kind=PaperKind.YEAR_END_REPORT, state=PaperState.VALID)
    if not reports.exists():
        return _("The year-end report has not been issued yet: issue it, then close the year.")
    return ""
