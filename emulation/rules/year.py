"""Who sees, opens and configures the years of the city."""

from blocs.actor import Actor


def can_see_years(actor: Actor) -> bool:
    """City staff and the operator; members see the cycles of their own bloc."""
    return actor.is_city_staff or actor.is_operator


def can_open_year(actor: Actor) -> bool:
    """The city officer and the operator open a year and take an opening back."""
    return actor.is_officer or actor.is_operator


def can_configure_year(actor: Actor) -> bool:
    """Theme, calendar, blocs and numbers of awards: the city officer and the operator."""
    return actor.is_officer or actor.is_operator
