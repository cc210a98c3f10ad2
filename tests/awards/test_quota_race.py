"""The last place for an award, asked for twice at the same moment."""

import threading

import pytest
from django.db import connection

from awards.actions.nomination import prepare_nomination
from awards.models import Nomination
from blocs.errors import Conflict
from tests.awards.dossiers import make_flag, make_rule, make_snapshot
from tests.cast import build_world

pytestmark = pytest.mark.django_db(transaction=True)


def race(quota):
    """The head's leader proposes B and the secretariat C, at once; what each was told."""
    world, flag = build_world(), make_flag()
    make_rule(flag, quota)
    make_snapshot(world.cycle, [world.units[code] for code in "BCA"], world.users["head_leader"])
    ready, outcomes = threading.Barrier(2, timeout=30), []

    def propose(persona, unit):
        try:
            actor = world.actor(persona)
            ready.wait()
            prepare_nomination(
                world.cycle, actor=actor, organization_id=world.units[unit].pk, commendation_id=flag.pk
            )
            outcomes.append("proposed")
        except Conflict:
            outcomes.append("refused")
        finally:
            connection.close()

    pairs = [("head_leader", "B"), ("secretariat", "C")]
    threads = [threading.Thread(target=propose, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(outcomes)


def test_only_one_gets_it():
    assert race(quota=1) == ["proposed", "refused"]
    assert Nomination.objects.count() == 1


def test_two_places_are_for_two():
    assert race(quota=2) == ["proposed", "proposed"]
    assert Nomination.objects.count() == 2
