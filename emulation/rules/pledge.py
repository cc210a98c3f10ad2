"""Who may write, sign and record the pledge."""

from blocs.actor import Actor
from emulation.models import Cycle, PledgeParty
from emulation.models.pledge import PartyCapacity
from emulation.rules.cycle import is_own_unit, keeps_records, runs


def can_draft_pledge(actor: Actor, cycle: Cycle) -> bool:
    """Writing the text, making it final, replacing it: the head's leader and the secretariat."""
    return runs(actor, cycle)


def can_sign_party(actor: Actor, party: PledgeParty) -> bool:
    """The leader of the unit. A witness signs on paper only."""
    return (
        actor.is_leader
        and party.capacity != PartyCapacity.WITNESS
        and is_own_unit(actor, party.organization_id)
    )


def can_record_paper_signature(actor: Actor, cycle: Cycle) -> bool:
    """The secretariat, for a unit that signed on paper."""
    return keeps_records(actor, cycle)


def can_see_scan(actor: Actor, cycle: Cycle, organization_id: int | None) -> bool:
    """The scan of a signed paper: the unit itself, those who run the bloc, city staff."""
    return is_own_unit(actor, organization_id) or runs(actor, cycle) or actor.is_city_staff
