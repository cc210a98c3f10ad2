"""From a file to the record: brought, checked, corrected, confirmed. One way for pages, jobs and the command line.

Nothing of the register changes before `confirm`, which checks everything again and writes all or nothing.
"""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actions import job as jobs
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, Missing, NotAllowed, Refused, Stale
from blocs.imports.bringing import bring, bring_pasted, tables_of, tell_columns, tell_options
from blocs.imports.checking import SILENT, Checked, checked, counted, store_rows
from blocs.imports.holding import Standing, held_run, require_owner, row_of, save
from blocs.imports.kind import Kind, Progress, RowRefused
from blocs.imports.kinds import kind_of, require_right
from blocs.locking import locked, take_turn
from blocs.models import ImportRun, Job, RowState, RunState
from blocs.text import nfc

__all__ = [
    "against",
    "begin_writing",
    "bring",
    "bring_pasted",
    "check",
    "confirm",
    "correct",
    "skip",
    "tables_of",
    "tell_columns",
    "tell_options",
    "withdraw",
]

# So many rows are checked while the person waits for the page.
AT_ONCE = 300
LONGEST_TEXT = 500


def check(run: ImportRun, *, actor: Actor, progress: Progress = SILENT) -> ImportRun:
    """Says of every row what it would do, against the record as it is now. Raises NotAllowed, Stale, Conflict."""
    kind = kind_of(run.kind)
    require_owner(run, actor)
    require_right(kind, actor)
    found = checked(run, kind, actor=actor, progress=progress)
    with transaction.atomic():
        fresh = held_run(run, actor, version=run.version)
        if fresh.state == RunState.COLUMNS:
            raise Conflict(_("Tell first which column is what."))
        _keep(fresh, found)
    return fresh


def correct(run: ImportRun, number: int, column: str, text: str, *, actor: Actor) -> ImportRun:
    """Types another text into a cell; the text of the file again takes the correction back.

    A table of at most AT_ONCE rows is checked anew at once; a longer one waits for `check`. Raises BadInput,
    Missing (no such cell), NotAllowed, Conflict.
    """
    text = nfc(text)
    if len(text) > LONGEST_TEXT:
        raise BadInput(_("At most {most} signs go into a cell.").format(most=LONGEST_TEXT))
    with transaction.atomic():
        run = held_run(run, actor, ready=True)
        row = row_of(run, number)
        if column not in row.texts:
            raise Missing
        if text == row.texts[column]:
            row.corrected.pop(column, None)
        else:
            row.corrected[column] = text
        row.save(update_fields=["corrected"])
        return _changed(run, actor)


def skip(run: ImportRun, number: int, skipped: bool, *, actor: Actor) -> ImportRun:
    """Leaves a row out, or takes it in again. Checked anew as by `correct`."""
    with transaction.atomic():
        run = held_run(run, actor, ready=True)
        row = row_of(run, number)
        row.skipped = skipped
        row.state, row.warns = RowState.SKIPPED if skipped else RowState.SAME, False
        row.cells, row.say = {}, []
        row.save(update_fields=["skipped", "state", "warns", "cells", "say"])
        return _changed(run, actor)


def _changed(run: ImportRun, actor: Actor) -> ImportRun:
    if run.counts.get("total", 0) <= AT_ONCE:
        return _keep(run, checked(run, kind_of(run.kind), actor=actor))
    run.fingerprint = ""
    run.counts = run.counts | counted(run.rows.only("state", "warns"))
    return save(run)


def _keep(run: ImportRun, found: Checked) -> ImportRun:
    """The rows as checked, and the run ready to be confirmed."""
    store_rows(run, found)
    run.state, run.counts = RunState.READY, found.counts
    run.troubles, run.notes = (
        [str(one) for one in found.plan.troubles],
        [str(one) for one in found.plan.notes],
    )
    run.fingerprint = found.plan.fingerprint
    return save(run)


def against(run: ImportRun) -> str:
    """Why what the preview shows cannot be confirmed, as a sentence; empty where nothing stands against it."""
    if run.counts.get(RowState.ERROR):
        return _("Put right or leave out the rows in error first.")
    if run.troubles:
        return _("Something stands against the table as a whole; it is told above.")
    if not run.fingerprint:
        return _("Something was changed since the last check. Check the table again first.")
    if not (run.counts.get(RowState.NEW) or run.counts.get(RowState.CHANGED)):
        return _("There is nothing to write: the record says the same already.")
    return ""


def begin_writing(run: ImportRun, *, actor: Actor, version: int) -> ImportRun:
    """Marks a run as being written; `confirm` in the background does it. Raises what `confirm` does."""
    with transaction.atomic():
        run = _to_be_written(run, actor, version, RunState.READY)
        run.state = RunState.WRITING
        return save(run)


def confirm(
    run: ImportRun, *, actor: Actor, version: int, progress: Progress = SILENT, begun: bool = False
) -> ImportRun:
    """Writes what the preview shows: in one transaction, checked again, all or nothing.

    `version` is the one the person saw; `begun` for a run that `begin_writing` has marked. Raises NotAllowed,
    Stale, Conflict: written already, something stands against it, the record has changed meanwhile (the new
    preview is then kept), or an act refused a row (told there).
    """
    kind = kind_of(run.kind)
    try:
        with transaction.atomic():
            held = _to_be_written(run, actor, version, RunState.WRITING if begun else RunState.READY)
            # Two tables at once would each be compared with what the other has not written yet.
            take_turn("import.confirm")
            found = checked(held, kind, actor=actor, progress=progress)
            if found.plan.fingerprint == held.fingerprint:
                kind.write(found.plan, held.options, actor, progress)
                return _written(held, kind, actor)
            _keep(held, found)
    except RowRefused as refusal:
        _refused(run, actor, version, refusal.sentence, refusal.number)
        raise Conflict(
            _("Row {row}: {sentence} Nothing was written.").format(
                row=refusal.number, sentence=refusal.sentence
            )
        ) from refusal
    except IntegrityError as error:
        sentence = _("Somebody else has entered the same in the meantime. Check the table again.")
        _refused(run, actor, version, sentence)
        raise Conflict(sentence) from error
    except (NotAllowed, Missing, Stale, Standing):
        raise
    except Refused as refusal:
        _refused(run, actor, version, str(refusal))
        raise Conflict(_("{sentence} Nothing was written.").format(sentence=refusal)) from refusal
    raise Conflict(
        _(
            "The record has changed since the preview. Nothing was written; look at the new preview and confirm again."
        )
    )


def _to_be_written(run: ImportRun, actor: Actor, version: int, state: str) -> ImportRun:
    held = held_run(run, actor, writing=state == RunState.WRITING)
    if held.version != version:
        raise Stale(_("The preview has changed since this page was opened. Look at it again, then confirm."))
    if held.state != state:
        raise Standing(_("This has not been checked yet."))
    if sentence := against(held):
        raise Standing(sentence)
    return held


def _written(run: ImportRun, kind: Kind, actor: Actor) -> ImportRun:
    run.state, run.confirmed_at, run.confirmed_by = RunState.DONE, clock.now(), actor.account
    record("import.confirm", run, actor=actor, new=told(run), label=str(kind.title))
    return save(run)


def _refused(run: ImportRun, actor: Actor, version: int, sentence: str, number: int | None = None) -> None:
    """What an act refused stands at its row, or against the table, until it is checked again."""
    with transaction.atomic():
        held = locked(ImportRun, run.pk)
        if held.version != version or held.state not in (RunState.READY, RunState.WRITING):
            return
        row = held.rows.filter(number=number).first() if number else None
        if row is None:
            held.troubles = [*held.troubles, sentence]
        else:
            held.counts[row.state] -= 1
            held.counts[RowState.ERROR] = held.counts.get(RowState.ERROR, 0) + 1
            row.state, row.say = RowState.ERROR, [*row.say, sentence]
            row.save(update_fields=["state", "say"])
        held.state, held.fingerprint = RunState.READY, ""
        save(held)


def withdraw(run: ImportRun, *, actor: Actor) -> ImportRun:
    """Gives an import up; its rows, which may name people, are not kept. Raises Conflict where it was written."""
    with transaction.atomic():
        run = held_run(run, actor, right=False)
        for job in Job.objects.unfinished().filter(kind__startswith="import.", object_id=run.pk):
            jobs.cancel(job, actor=actor)
        run.state = RunState.WITHDRAWN
        run.rows.all().delete()
        record("import.withdraw", run, actor=actor, old=told(run), label=str(kind_of(run.kind).title))
        return save(run)


def told(run: ImportRun) -> dict[str, Any]:
    """What the record says of a run: the file and its hash, how many rows in which state."""
    counts = {
        str(RowState(state).label): count for state, count in run.counts.items() if state in RowState.values
    }
    return {
        "file_name": run.file_name or _("pasted"),
        "sha256": run.file.sha256,
        "counts": ", ".join(f"{label}: {count}" for label, count in counts.items() if count),
    }
