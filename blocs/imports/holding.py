"""Holding an import while something is done with it: whose it is, and whether it is still open."""

from django.utils.translation import gettext as _

from blocs import clock
from blocs.actions.job import is_interrupted
from blocs.actor import Actor
from blocs.errors import Conflict, Missing, Stale
from blocs.imports.kinds import kind_of, require_right
from blocs.locking import locked
from blocs.models import ImportRow, ImportRun, Job, RunState

# The kinds of background jobs of an import.
CHECK, CONFIRM = "import.check", "import.confirm"


class Standing(Conflict):
    """The state of the run itself stands against writing it."""


def held_run(
    run: ImportRun,
    actor: Actor,
    *,
    version: int | None = None,
    ready: bool = False,
    writing: bool = False,
    right: bool = True,
) -> ImportRun:
    """The run under lock, where it is the actor's and still open; one whose writing was interrupted is ready again."""
    require_owner(run, actor)
    held = locked(ImportRun, run.pk)
    if right:
        require_right(kind_of(held.kind), actor)
    if held.state == RunState.WRITING and not writing:
        if is_being_done(held, CONFIRM):
            raise Standing(_("This is being written at the moment. Wait until it has ended."))
        held.state = RunState.READY
    if held.state == RunState.DONE and held.confirmed_at:
        raise Standing(
            _("This has been written already, at {time}. Nothing was written a second time.").format(
                time=f"{held.confirmed_at.astimezone(clock.LOCAL):%H:%M %d/%m/%Y}"
            )
        )
    if held.state == RunState.WITHDRAWN:
        raise Standing(_("This was withdrawn. Bring the file again."))
    if version is not None and held.version != version:
        raise Stale
    if ready and held.state != RunState.READY:
        raise Standing(_("This has not been checked yet."))
    return held


def is_being_done(run: ImportRun, kind: str) -> bool:
    """Whether a background job of that kind waits or runs for the run, and gives signs of life."""
    return any(
        not is_interrupted(job) for job in Job.objects.unfinished().filter(kind=kind, object_id=run.pk)
    )


def require_owner(run: ImportRun, actor: Actor) -> None:
    key = actor.capacity.key if actor.capacity else ""
    if actor.user is None or run.uploaded_by_id != actor.user.pk or run.capacity != key:
        raise Missing


def row_of(run: ImportRun, number: int) -> ImportRow:
    row = run.rows.filter(number=number).first()
    if row is None:
        raise Missing
    return row


def save(run: ImportRun) -> ImportRun:
    run.version += 1
    run.save()
    return run
