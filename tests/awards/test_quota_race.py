"""The last place for an award, asked for twice at the same moment."""

import pytest

from awards.actions.nomination import prepare_nomination
from awards.models import Nomination
from blocs.errors import Conflict
from tests.at_once import at_once
from tests.awards.dossiers import make_flag, make_rule, make_snapshot
from tests.cast import build_world

pytestmark = pytest.mark.django_db(transaction=True)


def race(quota):
    """The head's leader proposes B and the secretariat C, at once; what each was told."""
    world, flag = build_world(), make_flag()
    make_rule(flag, quota)
    make_snapshot(world.cycle, [world.units[code] for code in "BCA"], world.users["head_leader"])

    def proposing(persona, unit):
        actor, unit = world.actor(persona), world.units[unit].pk
        return lambda: prepare_nomination(
            world.cycle, actor=actor, organization_id=unit, commendation_id=flag.pk
        )

    told = at_once(proposing("head_leader", "B"), proposing("secretariat", "C"))
    assert all(isinstance(one, Nomination | Conflict) for one in told)
    return sorted("refused" if isinstance(one, Conflict) else "proposed" for one in told)


def test_only_one_gets_it():
    assert race(quota=1) == ["proposed", "refused"]
    assert Nomination.objects.count() == 1


def test_two_places_are_for_two():
    assert race(quota=2) == ["proposed", "proposed"]
    assert Nomination.objects.count() == 2
