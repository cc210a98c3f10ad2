"""Long work in the background: asked for, begun, cancelled, ended, interrupted."""

import time
from datetime import timedelta

import pytest
from django.db import transaction

from blocs import clock, ports, tasks
from blocs.actions import job as jobs
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.models import Appointment, Job, JobState
from tests.cast import World

KIND = "test.count"


@pytest.fixture
def work(monkeypatch):
    """Registers what the jobs of these tests do."""

    def register(done) -> None:
        monkeypatch.setitem(ports.jobs, KIND, done)

    return register


def asked(world: World, persona: str = "officer") -> Job:
    return jobs.ask(KIND, 7, 10, actor=world.actor(persona))


def test_a_job_is_done_at_once_where_no_worker_lives(world: World, work):
    seen = []
    work(lambda job, actor: seen.append((job.object_id, actor.role)))
    job = asked(world)
    tasks.dispatch(job)
    job.refresh_from_db()
    assert seen == [(7, world.actor("officer").role)]
    assert job.state == JobState.DONE
    assert job.asked_at <= job.started_time <= job.ended_time


def test_a_job_is_queued_and_not_done_where_a_worker_lives(world: World, work, monkeypatch):
    queued = []
    monkeypatch.setattr(tasks, "worker_lives", lambda: True)
    monkeypatch.setattr(tasks, "async_task", lambda name, pk: queued.append((name, pk)))
    job = asked(world)
    tasks.dispatch(job)
    job.refresh_from_db()
    assert queued == [("blocs.tasks.work", job.pk)]
    assert job.state == JobState.WAITING


def test_a_job_runs_once_however_often_it_is_delivered(world: World, work):
    seen = []
    work(lambda job, actor: seen.append(job.pk))
    job = asked(world)
    tasks.run(job.pk)
    tasks.run(job.pk)
    assert seen == [job.pk]


def test_one_unfinished_job_for_one_row(world: World, work):
    job = asked(world)
    with pytest.raises(Conflict):
        asked(world)
    jobs.cancel(job, actor=world.actor("officer"))
    assert asked(world).state == JobState.WAITING


def test_a_refusal_is_what_the_owner_reads(world: World, work):
    def refuse(job, actor):
        raise BadInput("Tệp không có dòng nào.")

    work(refuse)
    job = asked(world)
    tasks.dispatch(job)
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, "Tệp không có dòng nào.")


def test_a_mistake_of_ours_is_told_without_its_details_and_not_hidden(world: World, work):
    def fall(job, actor):
        raise ZeroDivisionError("secret detail")

    work(fall)
    job = asked(world)
    with pytest.raises(ZeroDivisionError):
        tasks.dispatch(job)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "secret" not in job.message
    assert job.message


def test_a_right_that_has_ended_meanwhile_begins_nothing(world: World, work):
    work(lambda job, actor: pytest.fail("it must not begin"))
    job = asked(world)
    yesterday = clock.today() - timedelta(days=1)
    Appointment.objects.filter(person=world.users["officer"].person).update(until=yesterday)
    tasks.dispatch(job)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.message


def test_a_waiting_job_is_cancelled_by_its_owner_and_never_begins(world: World, work):
    work(lambda job, actor: pytest.fail("it must not begin"))
    job = asked(world)
    with pytest.raises(NotAllowed):
        jobs.cancel(job, actor=world.actor("operator"))
    jobs.cancel(job, actor=world.actor("officer"))
    tasks.dispatch(job)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    with pytest.raises(Conflict):
        jobs.cancel(job, actor=world.actor("officer"))


@pytest.mark.django_db(transaction=True)
def test_a_running_job_stops_at_its_next_beat(world: World, work, monkeypatch):
    monkeypatch.setattr(jobs, "BEAT", 0)
    reached = []

    def count(job, actor):
        done = jobs.beat(job)
        for number in range(10):
            if number == 3:
                jobs.cancel(Job.objects.get(pk=job.pk), actor=actor)
            done(number)
            reached.append(number)

    work(count)
    job = asked(world)
    tasks.dispatch(job)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert reached == [0, 1, 2]
    assert job.done == 3


@pytest.mark.django_db(transaction=True)
def test_what_is_written_all_at_once_is_not_stopped_halfway(world: World, work, monkeypatch):
    monkeypatch.setattr(jobs, "BEAT", 0)

    def write(job, actor):
        done = jobs.beat(job)
        jobs.cancel(job, actor=actor)
        with transaction.atomic():
            done(1)

    work(write)
    job = asked(world)
    tasks.dispatch(job)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_job_whose_process_is_silent_was_interrupted_and_gives_way(world: World, work):
    work(lambda job, actor: None)
    job = asked(world)
    jobs.begin(job.pk)
    job.refresh_from_db()
    assert not jobs.is_interrupted(job)
    with pytest.raises(Conflict):
        asked(world)
    with clock.standing_at(clock.now() + jobs.SILENCE + timedelta(seconds=1)):
        assert jobs.is_interrupted(job)
        again = asked(world)
        tasks.dispatch(again)
    again.refresh_from_db()
    job.refresh_from_db()
    assert (job.state, again.state) == (JobState.FAILED, JobState.DONE)


@pytest.mark.django_db(transaction=True)
def test_a_worker_says_that_it_lives_while_the_work_is_silent(world: World, work, monkeypatch):
    monkeypatch.setattr(jobs, "BEAT", 0.01)
    first = []

    def sleep(job, actor):
        first.append(job.beat_time)
        deadline = time.monotonic() + 10
        while Job.objects.get(pk=job.pk).beat_time == job.beat_time:
            assert time.monotonic() < deadline
            time.sleep(0.01)

    work(sleep)
    job = asked(world)
    tasks.work(job.pk)
    job.refresh_from_db()
    assert job.beat_time > first[0]
    assert job.state == JobState.DONE


def test_jobs_are_their_owners(world: World):
    job = asked(world)
    assert list(Job.objects.visible_to(world.actor("officer"))) == [job]
    assert not Job.objects.visible_to(world.actor("operator")).exists()
    assert not Job.objects.visible_to(world.actor("anonymous")).exists()
