"""Who may publish a scoring table."""

from blocs.actor import Actor


def can_publish_table(actor: Actor) -> bool:
    """City staff and operators configure; the blocs propose."""
    return actor.is_officer or actor.is_city_leader or actor.is_operator
