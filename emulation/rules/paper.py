"""Who may issue a paper of a cycle."""

from blocs.actor import Actor
from emulation.models import Cycle
from emulation.rules.cycle import runs


def can_issue_pledge(actor: Actor, cycle: Cycle) -> bool:
    """A fully signed pledge is issued by whoever signs last, or later by those who run the bloc and the city officer.

    The cycle is one the actor sees: a leader among them is a member's.
    """
    return runs(actor, cycle) or actor.is_officer or actor.is_leader
