"""The small city, for the tests of this room; and the same with its scores locked, its dossiers with the city."""

from dataclasses import dataclass

import pytest

from awards.models import Nomination
from emulation.models import Commendation, StandingSnapshot
from tests.awards.dossiers import make_flag, make_merit, make_nomination, make_rule, make_snapshot, submit
from tests.cast import World, world

__all__ = ["world"]


@dataclass
class Locked:
    """Bloc K1 with locked scores: B first, then C, then A. One flag, two certificates for each bloc."""

    world: World
    flag: Commendation
    merit: Commendation
    snapshot: StandingSnapshot


@dataclass
class AtTheCity(Locked):
    """The same with dossiers received by the city: B for the flag, C for a certificate."""

    of_b: Nomination
    of_c: Nomination


@pytest.fixture
def locked(world: World) -> Locked:
    flag, merit = make_flag(), make_merit()
    make_rule(flag, 1, condition="Dẫn đầu phong trào thi đua của Khối.", legal_source="Điều 26")
    make_rule(merit, 2)
    order = [world.units["B"], world.units["C"], world.units["A"]]
    snapshot = make_snapshot(world.cycle, order, world.users["head_leader"])
    return Locked(world, flag, merit, snapshot)


@pytest.fixture
def at_city(locked: Locked) -> AtTheCity:
    by = locked.world.users["head_leader"]
    of_b = make_nomination(locked.snapshot, locked.world.units["B"], locked.flag, by)
    of_c = make_nomination(locked.snapshot, locked.world.units["C"], locked.merit, by)
    submit(locked.world.cycle, by)
    return AtTheCity(locked.world, locked.flag, locked.merit, locked.snapshot, of_b, of_c)
