"""Who may give an organisation more time."""

from blocs.actor import Actor
from emulation.models import Cycle
from emulation.rules.cycle import heads, is_tied


def can_grant_extensions(actor: Actor, cycle: Cycle) -> bool:
    """The head's leader and the city officer."""
    return heads(actor, cycle) or actor.is_officer


def can_extend_for(actor: Actor, cycle: Cycle, organization_id: int) -> bool:
    """Nobody gives more time to a unit he is_tied himself."""
    return can_grant_extensions(actor, cycle) and not is_tied(actor, organization_id)
