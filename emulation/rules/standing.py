"""Who may see, lock and reopen the standings of a cycle."""

from blocs.actor import Actor
from emulation.models import Cycle
from emulation.rules.cycle import heads, sees_everybodys_progress


def can_see_standings(actor: Actor, cycle: Cycle) -> bool:
    """Provisional places are for those who run the year and the city; locked ones for all who see the cycle."""
    return cycle.is_locked or sees_everybodys_progress(actor, cycle)


def can_lock_scores(actor: Actor, cycle: Cycle) -> bool:
    """The leader of the unit that heads the bloc."""
    return heads(actor, cycle)


def can_reopen_scores(actor: Actor, cycle: Cycle) -> bool:
    """The leader of the unit that heads the bloc; until the nominations are sent (the action says so)."""
    return heads(actor, cycle)
