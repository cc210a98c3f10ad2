"""Long imports in the background: what is done when such a job's turn comes."""

from blocs.actions.job import beat
from blocs.actor import Actor
from blocs.imports import engine
from blocs.models import ImportRun, Job


def check_run(job: Job, actor: Actor) -> None:
    """Says of every row what it would do; cancelled, the run is left to be checked again."""
    engine.check(ImportRun.objects.get(pk=job.object_id), actor=actor, progress=beat(job))


def confirm_run(job: Job, actor: Actor) -> None:
    """Writes what was confirmed; interrupted, nothing is written."""
    run = ImportRun.objects.get(pk=job.object_id)
    engine.confirm(run, actor=actor, version=run.version, progress=beat(job), begun=True)
