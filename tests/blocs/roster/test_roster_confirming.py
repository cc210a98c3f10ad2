"""A roster is written whole or not at all, under the eyes of every rule."""

from datetime import date

import pytest

from blocs import clock
from blocs.errors import Conflict, Missing, NotAllowed
from blocs.imports import engine
from blocs.imports.roster.kind import ROSTER
from blocs.models import AuditEvent, ImportRun, Membership, Organization, RunState
from tests.blocs.compositions import members
from tests.blocs.rosters import decided, told
from tests.cast import World
from tests.sound import assert_sound

HEAD = "Mã\tTên đơn vị\tViết tắt\tKhối\tSáp nhập vào\n"


def brought(world: World, *rows: str, persona: str = "officer", **options: object) -> ImportRun:
    actor = world.actor(persona)
    run = engine.bring_pasted(ROSTER, HEAD + "\n".join(rows), options or told(), actor=actor)
    return engine.check(run, actor=actor)


def confirmed(world: World, run: ImportRun, persona: str = "officer") -> ImportRun:
    return engine.confirm(run, actor=world.actor(persona), version=run.version)


def lock_scores(world: World) -> None:
    world.cycle.locked_at, world.cycle.locked_by = clock.now(), world.users["head_leader"]
    world.cycle.save()


ROWS = ["N1\tHội Nhà báo\tHNB\tK2\t", "C\tHội C\t\t\tB"]


def test_what_an_act_refuses_writes_nothing_and_stands_at_its_row(world: World):
    """That the scores are final only the act itself asks: the new organisation falls with it."""
    lock_scores(world)
    run = brought(world, *ROWS, **decided())
    events = AuditEvent.objects.count()
    with pytest.raises(Conflict, match=r"Dòng 3: .*2021 đã chốt"):
        confirmed(world, run)
    assert not Organization.objects.filter(code="N1").exists()
    assert members(world.other_bloc) == ["D"]
    assert AuditEvent.objects.count() == events
    refused = run.rows.get(number=3)
    assert refused.state == "error"
    assert "đã chốt" in refused.say[-1]


def test_the_same_without_what_stands_against_it_is_written(world: World):
    run = confirmed(world, brought(world, *ROWS, **decided()))
    assert run.state == RunState.DONE
    assert members(world.other_bloc) == ["D", "N1"]
    assert Organization.objects.get(code="C").dissolved_on == date(2021, 6, 30)
    assert AuditEvent.objects.filter(act="import.confirm").count() == 1
    assert_sound()


def test_what_changed_meanwhile_is_shown_before_it_is_written(world: World):
    run = brought(world, "N1\tHội Nhà báo\tHNB\tK2\t")
    Membership.objects.filter(bloc=world.other_bloc).update(order=5)
    Membership.objects.create(
        bloc=world.other_bloc, organization=world.units["C"], year=2021, competes=False, order=6
    )
    with pytest.raises(Conflict):
        confirmed(world, run)
    assert not Organization.objects.filter(code="N1").exists()
    run.refresh_from_db()
    confirmed(world, run)
    assert members(world.other_bloc) == ["D", "(C)", "N1"]


def test_a_right_that_ended_meanwhile_writes_nothing(world: World):
    run = brought(world, "N1\tHội Nhà báo\tHNB\tK2\t")
    world.users["officer"].person.appointments.update(until=date(2021, 7, 1))
    with pytest.raises((NotAllowed, Missing)):
        confirmed(world, run)
    assert not Organization.objects.filter(code="N1").exists()
