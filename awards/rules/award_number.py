"""Who sets how many units a bloc may propose."""

from blocs.actor import Actor


def can_set_award_numbers(actor: Actor) -> bool:
    """The city officer and the operator configure a year."""
    return actor.is_officer or actor.is_operator
