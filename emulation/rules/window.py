"""Who may change windows, and who may give an organisation more time."""

from blocs.actor import Actor
from emulation.models import Cycle
from emulation.rules.cycle import heads, is_own_unit, is_tied, runs


def can_change_windows(actor: Actor) -> bool:
    """The calendar, of the city or of one bloc, is set by the city officer and the operator."""
    return actor.is_officer or actor.is_operator


def can_grant_extensions(actor: Actor, cycle: Cycle) -> bool:
    """The head's leader and the city officer."""
    return heads(actor, cycle) or actor.is_officer


def can_extend_for(actor: Actor, cycle: Cycle, organization_id: int) -> bool:
    """Nobody gives more time to a unit he is tied to himself."""
    return can_grant_extensions(actor, cycle) and not is_tied(actor, organization_id)


def can_see_extension_document(actor: Actor, cycle: Cycle, organization_id: int) -> bool:
    """The letter behind an extension: the unit itself, those who run the bloc, city staff."""
    return is_own_unit(actor, organization_id) or runs(actor, cycle) or actor.is_city_staff
