"""The first page: what a person has to do and for whom he waits.

It is computed from data, so work belongs to the organisation and nothing is handed over when people change.
"""

from blocs.actor import Actor
from reports.queries.bloc_home import bloc_home
from reports.queries.city_home import city_home
from reports.queries.operator_home import operator_home
from reports.queries.todo import Home


def home_of(actor: Actor) -> Home:
    """The first page of an actor, in a number of queries that does not depend on the rows."""
    if actor.capacity is None:
        return Home(has_role=False)
    if actor.is_city:
        return city_home(actor)
    if actor.is_operator:
        return operator_home()
    return bloc_home(actor)
