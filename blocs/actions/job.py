"""Background jobs: asked for, begun, kept alive, cancelled, ended. `blocs.tasks` does them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actor import Actor, resolve_actor
from blocs.errors import Conflict, NotAllowed, Refused
from blocs.locking import locked
from blocs.models import Job, JobState

# How often a running job says that it lives and how far it is, in seconds.
BEAT = 2
# A job that has said nothing for so long was interrupted: its process is gone. Longer than a database may
# keep a writer waiting.
SILENCE = timedelta(seconds=60)


class Cancelled(Refused):
    """The owner has cancelled the job; what it has not written yet is not written."""

    status = 409


def ask(kind: str, object_id: int, total: int, *, actor: Actor) -> Job:
    """A new job, waiting. Give it to `blocs.tasks.dispatch` once the transaction has ended.

    Raises Conflict where one of the same kind for the same row waits or runs; one that was interrupted gives way.
    """
    try:
        with transaction.atomic():
            _bury_interrupted(kind, object_id)
            return Job.objects.create(
                kind=kind,
                object_id=object_id,
                total=total,
                asked_by=actor.account,
                capacity=actor.capacity.key if actor.capacity else "",
            )
    except IntegrityError as error:
        raise Conflict(_("This is being done already. Wait until it has ended.")) from error


def begin(pk: int) -> tuple[Job, Actor] | None:
    """Takes a waiting job, in the role in which it was asked for; None where somebody else took or cancelled it.

    Raises NotAllowed, with the job ended as failed, where that role has ended meanwhile.
    """
    with transaction.atomic():
        job = locked(Job, pk)
        if job.state != JobState.WAITING:
            return None
        actor = resolve_actor(job.asked_by, job.capacity)
        job.started_time = job.beat_time = clock.now()
        holds = (actor.capacity.key if actor.capacity else "") == job.capacity
        job.state = JobState.RUNNING if holds and job.asked_by.is_active else JobState.FAILED
        if job.state == JobState.FAILED:
            job.message, job.ended_time = _("The right in which this was begun has ended."), job.started_time
        job.save(update_fields=["state", "started_time", "beat_time", "message", "ended_time"])
    if job.state == JobState.FAILED:
        raise NotAllowed(job.message)
    return job, actor


def end(job: Job, state: str, message: str = "") -> None:
    """A running job has ended, well or not; one that ended otherwise meanwhile is left as it is."""
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(
        state=state, message=message, ended_time=clock.now()
    )


def cancel(job: Job, *, actor: Actor) -> Job:
    """The owner wants it no more: a waiting one never begins, a running one stops at its next beat.

    Raises NotAllowed for anybody else's, Conflict where it has ended.
    """
    with transaction.atomic():
        job = locked(Job, job.pk)
        if actor.user is None or job.asked_by_id != actor.user.pk:
            raise NotAllowed
        if job.state not in (JobState.WAITING, JobState.RUNNING):
            raise Conflict(_("This has ended already."))
        job.cancel_asked = True
        if job.state == JobState.WAITING or is_interrupted(job):
            job.state, job.ended_time = JobState.CANCELLED, clock.now()
        job.save(update_fields=["cancel_asked", "state", "ended_time"])
        return job


def beat(job: Job) -> Callable[[int], None]:
    """For the work to call with how much is done; raises Cancelled where that was asked. Cheap to call often.

    Inside a transaction it keeps silent: nobody could read it, and what is written all at once is not stopped.
    """
    last = time.monotonic()

    def done(count: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < BEAT or connection.in_atomic_block:
            return
        last = now
        Job.objects.filter(pk=job.pk).update(done=count, beat_time=clock.now())
        if Job.objects.filter(pk=job.pk, cancel_asked=True).exists():
            raise Cancelled(_("Cancelled. Nothing was written."))

    return done


@contextmanager
def kept_alive(job: Job) -> Iterator[None]:
    """A thread that says every few seconds that the process lives, also while the work is in one long transaction."""
    ended = threading.Event()

    def say() -> None:
        while not ended.wait(BEAT * 5):
            try:
                Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(beat_time=clock.now())
            except DatabaseError:
                # On SQLite the long transaction itself holds the database; the next beat comes through.
                continue
            finally:
                connection.close()

    thread = threading.Thread(target=say, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def is_interrupted(job: Job) -> bool:
    """Whether it runs by its state, but its process has been silent too long."""
    return (
        job.state == JobState.RUNNING and job.beat_time is not None and job.beat_time < clock.now() - SILENCE
    )


def _bury_interrupted(kind: str, object_id: int) -> None:
    silent = Q(state=JobState.RUNNING, beat_time__lt=clock.now() - SILENCE)
    Job.objects.filter(silent, kind=kind, object_id=object_id).update(
        state=JobState.FAILED, message=_("Interrupted."), ended_time=clock.now()
    )
