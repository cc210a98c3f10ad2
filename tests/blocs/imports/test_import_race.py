"""Two tabs, two people, a worker that dies: one import is written once, or not at all."""

import os
import signal

import pytest
from django.db import connections

from blocs import ports
from blocs.errors import Conflict
from blocs.imports import engine
from blocs.models import AuditEvent, ImportRun, Person, RunState
from tests.at_once import meanwhile
from tests.blocs.imports.conftest import states, table
from tests.blocs.imports.toy import TOY
from tests.cast import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [["a@example.org", "Cán bộ A", "", ""], ["b@example.org", "Cán bộ B", "", ""]]


@pytest.fixture
def world(transactional_db) -> World:
    return build_world()


def bring(world: World, persona: str = "officer") -> ImportRun:
    actor = world.actor(persona)
    return engine.check(engine.bring_pasted(TOY, table(*ROWS), {}, actor=actor), actor=actor)


def test_two_tabs_confirm_at_once_and_one_writes(world):
    run, actor = bring(world), world.actor("officer")

    def confirm():
        engine.confirm(ImportRun.objects.get(), actor=actor, version=run.version)

    refused = meanwhile(confirm, confirm)
    assert isinstance(refused, Conflict)
    assert "đã được ghi" in refused.message
    assert Person.objects.filter(work_email="a@example.org").count() == 1
    assert AuditEvent.objects.filter(act="import.confirm").count() == 1


def test_two_people_bring_the_same_and_the_second_sees_what_is_there_now(world):
    first, second = bring(world), bring(world, "operator")
    refused = meanwhile(
        lambda: engine.confirm(first, actor=world.actor("officer"), version=first.version),
        lambda: engine.confirm(second, actor=world.actor("operator"), version=second.version),
    )
    assert isinstance(refused, Conflict)
    assert "đã thay đổi" in refused.message
    assert Person.objects.filter(work_email="a@example.org").count() == 1
    assert set(states(second).values()) == {"same"}


def test_a_correction_meanwhile_is_not_written_unseen(world):
    run, actor = bring(world), world.actor("officer")
    refused = meanwhile(
        lambda: engine.correct(run, 2, "name", "Cán bộ khác", actor=actor),
        lambda: engine.confirm(run, actor=actor, version=run.version),
    )
    assert isinstance(refused, Conflict)
    assert not Person.objects.filter(work_email="a@example.org").exists()


def test_a_worker_killed_while_writing_has_written_nothing(world, monkeypatch):
    run, actor = bring(world), world.actor("officer")
    run = engine.begin_writing(run, actor=actor, version=run.version)

    def die(plan, options, actor, progress):
        TOY.write(plan, options, actor, progress)
        assert Person.objects.filter(work_email="a@example.org").exists()
        os.kill(os.getpid(), signal.SIGKILL)

    deadly = TOY.__class__(**{**TOY.__dict__, "write": die})
    connections.close_all()
    with monkeypatch.context() as patched:
        patched.setitem(ports.import_kinds, "toy", deadly)
        child = os.fork()
        if child == 0:
            # Its own: after a browser's test the thread keeps one more, which this process would share and not end.
            connections["default"] = connections.create_connection("default")
            try:
                engine.confirm(run, actor=actor, version=run.version, begun=True)
            finally:
                os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert not Person.objects.filter(work_email="a@example.org").exists()
    run.refresh_from_db()
    assert run.state == RunState.WRITING
    client = world.client("officer")
    assert "Lần ghi trước bị ngắt" in client.get(f"/imports/{run.pk}/").content.decode()
    client.post(f"/imports/{run.pk}/confirmation/", {"version": run.version})
    assert Person.objects.filter(work_email="a@example.org").count() == 1
