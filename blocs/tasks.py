"""Long work: in the background where a worker lives (`manage.py qcluster`), else at once."""

import logging

from django.utils.translation import gettext as _
from django_q.status import Stat
from django_q.tasks import async_task

from blocs import ports
from blocs.actions import job as jobs
from blocs.errors import Refused
from blocs.models import Job, JobState

logger = logging.getLogger(__name__)


def dispatch(job: Job) -> None:
    """Has a job done: queued for a worker, or now where none lives. Call it after the transaction of `jobs.ask`."""
    if worker_lives():
        async_task("blocs.tasks.work", job.pk)
    else:
        run(job.pk)


def worker_lives() -> bool:
    """Whether a worker has given a sign of life in the last seconds."""
    return bool(Stat.get_all())


def work(pk: int) -> None:
    """What the worker calls: the job, with signs of life of its own."""
    job = Job.objects.filter(pk=pk).first()
    if job is not None:
        with jobs.kept_alive(job):
            run(pk)


def run(pk: int) -> None:
    """Does a waiting job to its end; whatever happens, the job says how it ended."""
    try:
        begun = jobs.begin(pk)
    except Refused:
        return  # `begin` has noted why.
    if begun is None:
        return
    job, actor = begun
    try:
        ports.jobs[job.kind](job, actor)
    except jobs.Cancelled as cancelled:
        jobs.end(job, JobState.CANCELLED, str(cancelled))
    except Refused as refusal:
        jobs.end(job, JobState.FAILED, str(refusal))
    except Exception:
        logger.exception("The job %s failed", job)
        jobs.end(job, JobState.FAILED, _("Something went wrong on our side; nothing was written. Try again."))
        raise
    else:
        jobs.end(job, JobState.DONE)
