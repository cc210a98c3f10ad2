"""Which sheet of a file is read, which row holds its heads, and which column is what."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blocs.errors import NotAllowed, Refused
from blocs.forms.imports import ColumnsForm, SheetForm
from blocs.imports import engine, header
from blocs.imports.header import Candidate
from blocs.imports.kind import Kind
from blocs.imports.kinds import kind_of, kinds_for, require_right
from blocs.models import ImportRun, RunState
from blocs.queries.import_run import runs_of
from blocs.views.import_preview import title_of
from blocs.views.import_steps import advanced

# So many values of a column tell what it is.
SAMPLES = 3


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet and the heads are asked for by the address; which column is what is told by the form."""
    run = get_object_or_404(runs_of(request.actor), pk=pk)
    kind = kind_of(run.kind)
    require_right(kind, request.actor)
    if run.state in (RunState.DONE, RunState.WITHDRAWN):
        return redirect("blocs:import_run", run.pk)
    guess = header.guess(engine.tables_of(run), kind, kinds_for(request.actor))
    sheet, chosen = _chosen(request, run, kind, guess)
    form = _form(request, run, kind, chosen)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                run = engine.tell_columns(
                    run,
                    actor=request.actor,
                    table=chosen.table,
                    heads=chosen.heads,
                    columns=form.cleaned_data["columns"],
                    version=form.cleaned_data["version"],
                )
                return advanced(request, run)
            except NotAllowed:
                raise
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
    context = {
        "run": run,
        "title": title_of(run),
        "kind": kind,
        "sheet": sheet,
        "form": form,
        "columns": list(_columns(form, chosen)),
        "hidden": chosen.table.hidden,
        "several": len(guess.candidates) > 1,
        "troubles": [] if form.is_bound else header.troubles(chosen.heads, kind),
        "other": guess.other if chosen.table is guess.best.table else None,
        "corrected": run.state == RunState.READY,
    }
    return render(request, "blocs/imports/columns.html", context, status=status)


def _chosen(
    request: HttpRequest, run: ImportRun, kind: Kind, guess: header.Guess
) -> tuple[SheetForm, Candidate]:
    """The sheet and heads of the address, of the run, or the best there are."""
    names = [one.table.name for one in guess.candidates]
    at = names.index(run.table) if run.table in names else guess.candidates.index(guess.best)
    sheets = [(str(place), _sheet_name(one)) for place, one in enumerate(guess.candidates)]
    form = SheetForm(request.GET if "sheet" in request.GET else None, sheets=sheets)
    number = run.head_row if names[at] == run.table else None
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        at = int(asked["sheet"])
        # The row was that of the sheet shown before.
        number = asked["head"] if asked["shown"] == asked["sheet"] else None
    candidate = guess.candidates[at]
    heads = candidate.heads
    if number is not None:
        told = header.heads_at(candidate.table.rows, number, header.keys_of(kind))
        heads = told if told.titles else heads
    initial = {"sheet": str(at), "shown": str(at), "head": heads.row}
    return SheetForm(initial=initial, sheets=sheets), Candidate(candidate.table, heads)


def _sheet_name(candidate: Candidate) -> str:
    name = candidate.table.name or _("The whole file")
    return _("{sheet} (hidden)").format(sheet=name) if candidate.table.hidden else name


def _form(request: HttpRequest, run: ImportRun, kind: Kind, chosen: Candidate) -> ColumnsForm:
    titles = {
        at: title or _("Column {number} (no head)").format(number=at + 1)
        for at, title in enumerate(chosen.heads.titles)
        if title or _samples(chosen, at)
    }
    same = (chosen.table.name[:100], chosen.heads.row) == (run.table, run.head_row)
    found = run.columns if same and run.columns else chosen.heads.found
    initial = {f"column_{at}": name for name, at in found.items()} | {"version": run.version}
    return ColumnsForm(
        request.POST if request.method == "POST" else None,
        titles=titles,
        known=[(column.name, column.title) for column in kind.columns],
        required=[column.name for column in kind.columns if column.required],
        initial=initial,
    )


def _columns(form: ColumnsForm, chosen: Candidate) -> Any:
    """The fields of the columns, each with its first values."""
    for name in form.fields:
        if name.startswith("column_"):
            yield form[name], _samples(chosen, int(name.removeprefix("column_")))


def _samples(chosen: Candidate, at: int) -> list[str]:
    values = []
    for _number, row in header.data_rows(chosen.table, chosen.heads.row)[:50]:
        if at < len(row) and row[at]:
            values.append(row[at][:60])
        if len(values) == SAMPLES:
            break
    return values
