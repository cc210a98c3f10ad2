"""Who records what was decided."""

from blocs.actor import Actor


def can_record_decision(actor: Actor) -> bool:
    """The city's officer."""
    return actor.is_officer
