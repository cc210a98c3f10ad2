"""Who records what was decided before the site was there, or outside it."""

from awards.rules.decision import can_record_decision
from blocs.actor import Actor


def can_record_past_results(actor: Actor) -> bool:
    """Who records decisions, and the operator, who fills an empty site."""
    return can_record_decision(actor) or actor.is_operator


def can_record_past_results_of(actor: Actor, organization_id: int) -> bool:
    """Nobody records the honours of a unit he is tied to, in whatever capacity."""
    return can_record_past_results(actor) and organization_id not in actor.conflict_organization_ids
