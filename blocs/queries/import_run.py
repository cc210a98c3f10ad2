"""Questions about imports: one's own runs, the rows of one, the background job that works on it."""

from django.db.models import QuerySet

from blocs.actor import Actor
from blocs.models import ImportRow, ImportRun, Job

WARNS = "warns"


def runs_of(actor: Actor) -> QuerySet[ImportRun]:
    """The imports of an actor in the role chosen, newest first."""
    return ImportRun.objects.visible_to(actor).select_related("file")


def rows_in(run: ImportRun, state: str = "") -> QuerySet[ImportRow]:
    """The rows of a run in the order of the file: all, those in a state, or those that warn."""
    rows = run.rows.order_by("number")
    if state == WARNS:
        return rows.filter(warns=True)
    return rows.filter(state=state) if state else rows


def last_job(run: ImportRun) -> Job | None:
    """The newest background job for a run, whatever became of it."""
    return Job.objects.filter(kind__startswith="import.", object_id=run.pk).order_by("-pk").first()
