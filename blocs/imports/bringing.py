"""A file or a pasted table is brought: read, kept, its heads found, its rows kept as they stand there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.files import store_bytes
from blocs.actor import Actor
from blocs.audit import plain
from blocs.errors import BadInput, Refused
from blocs.imports import header
from blocs.imports.asides import asides, in_ranges
from blocs.imports.checking import BATCH, counted
from blocs.imports.holding import held_run, save
from blocs.imports.kind import Kind
from blocs.imports.kinds import kind_of, kinds_for, require_right
from blocs.models import ImportRow, ImportRun, RowState, RunState
from blocs.numbers import format_number
from blocs.reading import files
from blocs.reading.tables import Table

# One import is one transaction through the ordinary acts: on SQLite nobody else writes meanwhile.
MOST_ROWS = 5_000
ANY, TEXT = "application/octet-stream", "text/plain; charset=utf-8"


def bring(
    kind: Kind, content: bytes, file_name: str, options: Mapping[str, Any], *, actor: Actor
) -> ImportRun:
    """Reads and keeps a file. The run that comes of it is to be checked, or its columns are to be told first.

    `options` are the cleaned values of the kind's form. Raises NotAllowed, BadInput (a file that cannot be
    read, no rows, too many), Refused with 503 where the disk takes no more.
    """
    require_right(kind, actor)
    return _brought(kind, files.read(content, file_name), content, file_name, options, actor)


def bring_pasted(kind: Kind, text: str, options: Mapping[str, Any], *, actor: Actor) -> ImportRun:
    """The same with what was copied out of a table; such a run has no name of a file."""
    require_right(kind, actor)
    return _brought(kind, [files.read_pasted(text)], text.encode(), "", options, actor)


def _brought(
    kind: Kind,
    tables: Sequence[Table],
    content: bytes,
    file_name: str,
    options: Mapping[str, Any],
    actor: Actor,
) -> ImportRun:
    if all(header.is_empty(table) for table in tables):
        raise BadInput(_("There is no row in it."))
    guess = header.guess(tables, kind, kinds_for(actor))
    best = guess.best
    with transaction.atomic():
        try:
            file = store_bytes(content, content_type=ANY if file_name else TEXT)
        except OSError as error:
            raise Refused(
                _(
                    "The file could not be kept: there is no room on the server. Nothing was written; tell the operator."
                ),
                503,
            ) from error
        run = ImportRun(
            kind=kind.code,
            file=file,
            file_name=file_name[-200:],
            options=plain(dict(options)),
            capacity=actor.capacity.key if actor.capacity else "",
            uploaded_by=actor.account,
        )
        if guess.settled:
            _read_into(run, kind, best.table, best.heads, best.heads.found)
            if not best.heads.row:
                titles = [str(kind.column(name).title) for name in best.heads.found]
                run.remarks.append(
                    _("There is no row of heads; the columns were taken in this order: {columns}.").format(
                        columns=", ".join(titles)
                    )
                )
                run.save(update_fields=["remarks"])
            others = [one.table.name for one in guess.candidates if one is not best and not one.table.hidden]
            if others:
                run.remarks.append(
                    _("Only the sheet “{sheet}” is read, not {others}.").format(
                        sheet=best.table.name, others=", ".join(f"“{name}”" for name in others)
                    )
                )
                run.save(update_fields=["remarks"])
        else:
            run.table, run.head_row = best.table.name, best.heads.row
            run.save()
    return run


def tables_of(run: ImportRun) -> list[Table]:
    """The sheets of a run's file, read once more."""
    content = run.file.read()
    return files.read(content, run.file_name) if run.file_name else [files.read_pasted(content.decode())]


def tell_columns(
    run: ImportRun,
    *,
    actor: Actor,
    table: Table,
    heads: header.Heads,
    columns: Mapping[str, int],
    version: int,
) -> ImportRun:
    """Says which sheet is read, where its heads are and which column is what; what was corrected before is gone.

    Raises BadInput where a required column is not told, NotAllowed, Stale, Conflict (written or withdrawn).
    """
    kind = kind_of(run.kind)
    with transaction.atomic():
        run = held_run(run, actor, version=version)
        missing = header.troubles(header.Heads(found=columns), kind)
        if missing:
            raise BadInput(" ".join(missing))
        run.rows.all().delete()
        _read_into(run, kind, table, heads, columns)
    return run


def tell_options(run: ImportRun, options: Mapping[str, Any], *, actor: Actor, version: int) -> ImportRun:
    """Tells anew what holds for the whole table; its rows and their corrections stay, and are to be checked again.

    Raises NotAllowed, Stale, Conflict (not checked yet, written or withdrawn).
    """
    with transaction.atomic():
        run = held_run(run, actor, version=version, ready=True)
        run.options = plain(dict(options))
        run.state, run.fingerprint = RunState.CHECKING, ""
        return save(run)


def _read_into(
    run: ImportRun, kind: Kind, table: Table, heads: header.Heads, columns: Mapping[str, int]
) -> None:
    """Keeps the rows under the heads as they stand in the file. An example of the template is not one of them."""
    rows = [
        row
        for row in _rows(table, heads.row, columns)
        if any(row.texts.values()) and not _is_example(kind, row)
    ]
    if not rows:
        raise BadInput(_("There is no row under the heads of the columns."))
    if len(rows) > MOST_ROWS:
        raise BadInput(
            _("There are {rows} rows; at most {most} can be written at once. Divide the table into several files.")
            .format(rows=format_number(len(rows)), most=format_number(MOST_ROWS))
        )  # fmt: skip
    run.table, run.head_row, run.columns = table.name[:100], heads.row, dict(columns)
    run.remarks = [str(remark) for remark in table.remarks]
    left = header.unread(heads, columns.values())
    if left:
        run.remarks.append(_("Columns not read: {columns}.").format(columns=", ".join(left)))
    run.remarks += _laid_aside(rows, set(asides(table, heads.row)))
    run.state, run.fingerprint, run.troubles, run.notes = RunState.CHECKING, "", [], []
    run.counts = counted(rows)
    save(run)
    for row in rows:
        row.run = run
    ImportRow.objects.bulk_create(rows, batch_size=BATCH)


def _laid_aside(rows: Sequence[ImportRow], numbers: set[int]) -> list[str]:
    """Leaves out what is no entry, and says so; a person may take it in again."""
    aside = [row for row in rows if row.number in numbers]
    if not aside or len(aside) == len(rows):
        return []
    for row in aside:
        row.skipped, row.state = True, RowState.SKIPPED
    sentence = _("Left out as titles of groups, totals or notes below the table: rows {rows}. What is an entry after all can be taken in again.")  # fmt: skip
    return [sentence.format(rows=in_ranges([row.number for row in aside]))]


def _rows(table: Table, head_row: int, columns: Mapping[str, int]) -> Iterable[ImportRow]:
    for number, cells in header.data_rows(table, head_row):
        texts = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
        yield ImportRow(number=number, texts=texts, hidden=number in table.hidden_rows)


def _is_example(kind: Kind, row: ImportRow) -> bool:
    """Whether it is the example row of the template, untouched."""
    examples = {column.name: column.example for column in kind.columns if column.name in row.texts}
    return any(examples.values()) and all(row.texts[name] == text for name, text in examples.items())
