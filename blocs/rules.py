"""May this actor do this, now?"""

from blocs.actor import Actor


def can_see_history(actor: Actor) -> bool:
    """Who may see what was changed in the register, and by whom: those who keep the records.

    A council member may not: records also speak of units he may not judge.
    """
    return actor.is_secretariat or actor.is_city_staff or actor.is_operator


def can_see_affiliations(actor: Actor) -> bool:
    """Who may see which council members are tied to which units: no bloc, whose units are judged by them."""
    return actor.is_city_staff or actor.is_operator


def can_keep_register(actor: Actor) -> bool:
    """Organisations, blocs, people and rights are entered by the city officer and the operator."""
    return actor.is_officer or actor.is_operator
