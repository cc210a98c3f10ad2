"""Two officers record decisions with one number at the same moment."""

from datetime import date
from functools import partial

import pytest

from awards.actions import decision as room
from awards.models import Decision
from blocs.errors import Conflict, Refused
from emulation.models import Honour
from tests.at_once import at_once
from tests.awards.dossiers import approve, make_flag, make_nomination, make_snapshot
from tests.cast import build_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two():
    """One received nomination in each of two blocs, so that no common cycle keeps them apart."""
    world, flag = build_world(), make_flag()
    by = world.users["head_leader"]
    nominations = []
    for cycle, code in [(world.cycle, "B"), (world.other_cycle, "D")]:
        snapshot = make_snapshot(cycle, [world.units[code]], by)
        nominations.append(make_nomination(snapshot, world.units[code], flag, by))
    approve(world, *nominations)
    return world, nominations


def record(world, nomination, number):
    return room.record_decision(
        actor=world.actor("officer"),
        awarded=[nomination.pk],
        source="issued",
        number=number,
        dated_on=date(2022, 3, 15),
        issuer="Chủ tịch Ủy ban nhân dân thành phố",
        subject="Khen thưởng năm 2021",
    )


def race(world, nominations, numbers):
    """Both at once; how each was refused, None first."""
    outcomes = at_once(*(partial(record, world, *pair) for pair in zip(nominations, numbers, strict=True)))
    told = [outcome if isinstance(outcome, Refused) else None for outcome in outcomes]
    return sorted(told, key=bool)


def test_of_two_with_one_number_one_is_told_so_and_changes_nothing(two):
    world, nominations = two
    recorded, conflict = race(world, nominations, ["812/QĐ-UBND"] * 2)
    assert recorded is None
    assert isinstance(conflict, Conflict)
    assert "812/QĐ-UBND" in conflict.message
    assert Decision.objects.count() == Honour.objects.count() == 1


def test_two_with_numbers_of_their_own_are_both_recorded(two):
    world, nominations = two
    assert race(world, nominations, ["812/QĐ-UBND", "813/QĐ-UBND"]) == [None, None]


def test_the_database_refuses_what_the_look_before_it_missed(two, monkeypatch):
    world, (one, other) = two
    record(world, one, "812/QĐ-UBND")
    monkeypatch.setattr(room, "_number_is_free", lambda *paper: None)
    with pytest.raises(Conflict, match="812/QĐ-UBND"):
        record(world, other, "812/QĐ-UBND")
    other.refresh_from_db()
    assert other.state == "received"
    assert Decision.objects.count() == Honour.objects.count() == 1
