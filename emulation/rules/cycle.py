"""Who stands how to a cycle."""

from blocs.actor import Actor
from emulation.models import Cycle


def heads(actor: Actor, cycle: Cycle) -> bool:
    """The leader of the unit that heads the bloc in the cycle's year."""
    return actor.is_leader and actor.organization_id == cycle.head_id


def keeps_records(actor: Actor, cycle: Cycle) -> bool:
    """The secretariat of the cycle's bloc."""
    return actor.is_secretariat and actor.bloc_id == cycle.bloc_id


def runs(actor: Actor, cycle: Cycle) -> bool:
    """The head's leader or the secretariat: those who run the bloc's year."""
    return heads(actor, cycle) or keeps_records(actor, cycle)


def is_own_unit(actor: Actor, organization_id: int | None) -> bool:
    """Whether the actor acts for this organisation as its leader or clerk."""
    return organization_id is not None and actor.organization_id == organization_id


def is_tied(actor: Actor, organization_id: int) -> bool:
    """Whether the *person* represents the organisation in any capacity or is tied to it otherwise: then he does
    not judge it."""
    return organization_id in actor.conflict_organization_ids


def sees_everybodys_progress(actor: Actor, cycle: Cycle) -> bool:
    """Who may see provisional points of all units before the scores are locked."""
    return runs(actor, cycle) or actor.is_city_staff


def can_choose_table(actor: Actor) -> bool:
    """By which table a bloc is scored: the city officer and the operator configure a year."""
    return actor.is_officer or actor.is_operator


def can_close_cycle(actor: Actor, cycle: Cycle) -> bool:
    """The head's leader or the city officer; when it may be closed, the action says."""
    return heads(actor, cycle) or actor.is_officer
