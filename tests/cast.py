"""The cast: one small city, and about seventeen people who come to it with known rights.

Bloc K1 in 2021: A (head), B, C. Bloc K2 in 2021: D (head). "Own unit" is always B.
"""

from dataclasses import dataclass, field
from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from blocs.actor import ANONYMOUS, Actor
from blocs.middleware import CAPACITY_KEY
from blocs.models import Appointment, Bloc, Organization, Role, User
from blocs.rules import needs_second_factor
from emulation.models import Cycle
from tests import factories as make
from tests.kept import Kept

YEAR = 2021


@dataclass
class World:
    """The small city and the people in it; `cycle` is K1's, `other_cycle` K2's."""

    bloc: Bloc
    other_bloc: Bloc
    units: dict[str, Organization]
    cycle: Cycle
    other_cycle: Cycle
    users: dict[str, User] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    # The key of a session in which each is logged in already, for the first browser that asks.
    sessions: dict[str, str] = field(default_factory=dict)

    def actor(self, persona: str) -> Actor:
        """The actor of a persona, in the capacity it comes in."""
        if persona == "anonymous":
            return ANONYMOUS
        return make.actor_of(self.users[persona], self.roles.get(persona, ""))

    def client(self, persona: str) -> Client:
        """A browser logged in as a persona, in the capacity it comes in."""
        client = Client()
        if persona == "anonymous":
            return client
        if key := self.sessions.pop(persona, ""):
            client.cookies[settings.SESSION_COOKIE_NAME] = key
        else:
            client.force_login(self.users[persona])
            if needs_second_factor(self.actor(persona)):
                make.with_second_factor(client, self.users[persona])
        if persona in self.roles:
            session = client.session
            session[CAPACITY_KEY] = self.actor(persona).capacity.key
            session.save()
        return client


PERSONAS = [
    "anonymous",
    "nobody",
    "ended_leader",
    "leader",
    "clerk",
    "other_leader",
    "head_leader",
    "head_clerk",
    "outside_leader",
    "secretariat",
    "other_secretariat",
    "officer",
    "city_leader",
    "board",
    "conflicted_board",
    "leader_on_board",
    "operator",
]


def build_world() -> World:
    """Builds the city; every test that needs rights stands in it."""
    make.make_city()
    bloc, other_bloc = make.make_bloc("K1"), make.make_bloc("K2")
    # C may have several leaders at once: one of them also sits on the council.
    units = {code: make.make_organization(code, joint_leadership=code == "C") for code in "ABCD"}
    for order, code in enumerate("ABC", start=1):
        make.make_membership(bloc, units[code], YEAR, order)
    make.make_membership(other_bloc, units["D"], YEAR, 1)
    make.make_head(bloc, units["A"], YEAR)
    make.make_head(other_bloc, units["D"], YEAR)
    users = {
        "nobody": make.make_user(),
        "ended_leader": make.make_leader(units["B"], since=date(2010, 1, 1), until=date(2014, 12, 31)),
        "leader": make.make_leader(units["B"]),
        "clerk": make.make_clerk(units["B"]),
        "other_leader": make.make_leader(units["C"]),
        "head_leader": make.make_leader(units["A"]),
        "head_clerk": make.make_clerk(units["A"]),
        "outside_leader": make.make_leader(units["D"]),
        "secretariat": make.make_appointed(Role.SECRETARIAT, bloc),
        "other_secretariat": make.make_appointed(Role.SECRETARIAT, other_bloc),
        "officer": make.make_appointed(Role.CITY_OFFICER),
        "city_leader": make.make_appointed(Role.CITY_LEADER),
        "board": make.make_appointed(Role.BOARD),
        "conflicted_board": make.make_appointed(Role.BOARD),
        "leader_on_board": make.make_leader(units["C"]),
        "operator": make.make_appointed(Role.OPERATOR),
    }
    make.make_affiliation(users["conflicted_board"], units["B"])
    Appointment.objects.create(person=users["leader_on_board"].person, role=Role.BOARD, since=make.LONG_AGO)
    table = make.make_table(published_by=users["operator"])
    return World(
        bloc=bloc,
        other_bloc=other_bloc,
        units=units,
        cycle=make.make_cycle(bloc, YEAR, table),
        other_cycle=make.make_cycle(other_bloc, YEAR, table),
        users=users,
        roles={"leader_on_board": Role.BOARD},
    )


def build_signed_in_world() -> World:
    """The city with a session for everybody, and a second factor given by whoever may come to need one.

    As long as no test asks for a browser, nobody has ever logged in.
    """
    world = build_world()
    for persona, user in world.users.items():
        client = make.with_second_factor(world.client(persona), user)
        world.sessions[persona] = client.session.session_key
        user.last_login = None
        user.save(update_fields=["last_login"])
    return world


@pytest.fixture
def world(db: None, kept_world: Kept) -> World:
    """The small city, for tests of one page or act. Imported by each room's conftest."""
    return kept_world.put_back()
