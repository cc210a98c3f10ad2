"""The same few questions to the database, for one row and for many: at most twelve, five of them the frame's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import NominationState, Opinion, Verdict
from blocs import clock
from emulation.models.window import Act
from tests import factories as make
from tests.awards.dossiers import make_honour, make_nomination, make_snapshot
from tests.awards.test_decision import RECORDED, record_decision

MOST = 12


def questions(world, persona, name, args):
    client = world.client(persona)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return [query["sql"] for query in asked.captured_queries]


def begin(at_city):
    """One row of everything a page may show."""
    world, by = at_city.world, at_city.world.users["outside_leader"]
    snapshot = make_snapshot(world.other_cycle, [world.units["D"]], by)
    decided = make_nomination(snapshot, world.units["D"], at_city.merit, by)
    record_decision(actor=world.actor("officer"), awarded=[decided.pk], **RECORDED)
    window = make.make_window(world.cycle, Act.NOMINATION)
    make.make_extension(window, world.units["A"], clock.today(), world.users["officer"])
    state = NominationState.PREPARING
    make_nomination(at_city.snapshot, world.units["A"], at_city.merit, by, state)
    make_honour(world.units["B"], at_city.merit)


def grow(at_city):
    """Twelve more blocs and years, each with nominations, opinions, honours and a decision."""
    world, by = at_city.world, at_city.world.users["head_leader"]
    for number in range(12):
        bloc = make.make_bloc()
        units = [make.make_organization() for _unit in range(4)]
        snapshot = make_snapshot(make.make_cycle(bloc, 2021), units, by)
        received = [make_nomination(snapshot, unit, at_city.merit, by) for unit in units]
        record_decision(actor=world.actor("officer"), awarded=[received.pop().pk], **RECORDED)
        for nomination in received:
            for persona in ["board", "leader_on_board"]:
                user = world.users[persona]
                Opinion.objects.create(
                    nomination=nomination,
                    person=user.person,
                    verdict=Verdict.AGREE,
                    given_at=clock.now(),
                    given_by=user,
                )
        snapshot = make_snapshot(make.make_cycle(world.bloc, 2000 + number), [world.units["C"]], by)
        make_nomination(snapshot, world.units["C"], at_city.merit, by)
        make_honour(world.units["B"], at_city.merit, 2016 + number % 5)
    for unit in [world.units["B"], world.units["A"]]:
        make_nomination(
            at_city.snapshot, unit, make.make_commendation(f"X{unit.pk}"), by, NominationState.PREPARING
        )
    for user in [make.make_appointed("board") for _user in range(5)]:
        Opinion.objects.create(
            nomination=at_city.of_b,
            person=user.person,
            verdict=Verdict.AGREE,
            given_at=clock.now(),
            given_by=user,
        )


PAGES = [
    ("officer", "awards:nominations", None),
    ("board", "awards:nominations", None),
    ("secretariat", "awards:nominations", None),
    ("head_leader", "awards:nominations", None),
    ("leader", "awards:nominations", None),
    ("officer", "awards:nomination", "of_b"),
    ("city_leader", "awards:nomination", "of_b"),
    ("board", "awards:nomination", "of_b"),
    ("head_leader", "awards:nomination", "of_b"),
    ("secretariat", "awards:nomination", "of_b"),
    ("leader", "awards:nomination", "of_b"),
    ("head_leader", "awards:cycle_nominations", "cycle"),
    ("secretariat", "awards:cycle_nominations", "cycle"),
    ("head_leader", "awards:nomination_sending", "cycle"),
    ("officer", "awards:decisions", None),
    ("leader", "awards:decisions", None),
    ("officer", "awards:decision_new", None),
]


def args_of(at_city, what):
    if what == "cycle":
        return [at_city.world.cycle.pk]
    return [getattr(at_city, what).pk] if what else []


@pytest.mark.one_database
@pytest.mark.parametrize(("persona", "name", "what"), PAGES)
def test_a_page_asks_the_same_for_one_and_for_many(at_city, persona, name, what):
    args = args_of(at_city, what)
    begin(at_city)
    few = questions(at_city.world, persona, name, args)
    grow(at_city)
    many = questions(at_city.world, persona, name, args)
    assert len(many) == len(few) <= MOST


@pytest.mark.one_database
@pytest.mark.parametrize("persona", ["officer", "board"])
def test_a_decision_asks_the_same_for_one_and_for_many_units(at_city, persona):
    world, by = at_city.world, at_city.world.users["head_leader"]
    actor = world.actor("officer")
    one = record_decision(actor=actor, awarded=[at_city.of_b.pk], **RECORDED)
    snapshot = make_snapshot(
        make.make_cycle(make.make_bloc()), [make.make_organization() for _u in range(9)], by
    )
    units = [entry.organization for entry in snapshot.entries.all()]
    state = NominationState.RECEIVED
    many = [make_nomination(snapshot, unit, at_city.merit, by, state).pk for unit in units]
    other = record_decision(actor=actor, awarded=many, **RECORDED)
    few = questions(world, persona, "awards:decision", [one.pk])
    more = questions(world, persona, "awards:decision", [other.pk])
    assert len(more) == len(few) <= MOST
