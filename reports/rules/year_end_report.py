"""Who may write and issue the year-end report of a cycle."""

from django.utils.translation import gettext as _

from blocs.actor import Actor
from emulation.models import Cycle
from emulation.rules.cycle import runs


def can_write_report(actor: Actor, cycle: Cycle) -> bool:
    """The head's leader and the secretariat write its parts; everybody else who sees the cycle reads."""
    return runs(actor, cycle)


def can_issue_report(actor: Actor, cycle: Cycle) -> bool:
    """Those who run the bloc's year: the paper is the head's, and the secretariat prepares it."""
    return runs(actor, cycle)


def closed_to_writing(cycle: Cycle) -> str:
    """Why nothing can be written now; empty when something can."""
    return _("The year is closed; its report is not changed any more.") if cycle.is_closed else ""


def closed_to_issuing(cycle: Cycle) -> str:
    """Why no report can be issued now; empty when one can."""
    if not cycle.is_locked:
        return _("The scores of this year are not locked yet, so there is nothing to report.")
    return closed_to_writing(cycle)
