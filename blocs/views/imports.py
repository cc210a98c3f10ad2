"""Tables are brought in: what can be, a file of one's own, the way of one run from its columns to the record."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import push_url, retarget

from blocs.actions import job as jobs
from blocs.errors import NotAllowed, Refused
from blocs.exports.imports import errors_sheet
from blocs.forms.imports import BringForm, CellForm
from blocs.imports import engine
from blocs.imports.holding import CONFIRM, is_being_done
from blocs.imports.kind import Kind
from blocs.imports.kinds import kind_of, kinds_for, require_right
from blocs.imports.template import template
from blocs.models import ImportRun, RowState, RunState
from blocs.queries.import_run import last_job, rows_in, runs_of
from blocs.tasks import dispatch
from blocs.views.export import export
from blocs.views.import_preview import preview, shown_run, title_of
from blocs.views.import_steps import advanced
from blocs.views.steps import sent_data
from blocs.workbook import XLSX

PER_PAGE = 20


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """What the actor may bring, and what was brought in the role chosen."""
    kinds = kinds_for(request.actor)
    if not kinds:
        raise NotAllowed(_("Tables are brought in by those who keep the register."))
    runs = runs_of(request.actor).defer("notes", "troubles", "remarks", "columns", "options")
    page = Paginator(runs, PER_PAGE).get_page(request.GET.get("page"))
    context = {"kinds": kinds, "page": page, "runs": [shown_run(run) for run in page]}
    return render(request, "blocs/imports/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest, kind: str) -> HttpResponse:
    """A file is brought, or rows are pasted, with what its kind asks beside it."""
    chosen = _open_kind(request, kind)
    form = BringForm(*sent_data(request))
    options = chosen.options(sent_data(request)[0], actor=request.actor) if chosen.options else None
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and (options is None or options.is_valid()):
            try:
                return advanced(
                    request, _bring(request, chosen, form, options.cleaned_data if options else {})
                )
            except NotAllowed:
                raise
            except Refused as refusal:
                form.add_error(
                    "table_file" if form.cleaned_data["table_file"] else "table_text", str(refusal)
                )
                status = refusal.status
    context = {"kind": chosen, "form": form, "options": options}
    return render(request, "blocs/imports/new.html", context, status=status)


def _bring(request: HttpRequest, kind: Kind, form: BringForm, options: dict) -> ImportRun:
    file = form.cleaned_data["table_file"]
    if file:
        return engine.bring(kind, file.read(), file.name, options, actor=request.actor)
    return engine.bring_pasted(kind, form.cleaned_data["table_text"], options, actor=request.actor)


@require_safe
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    """The workbook to fill in for a kind of table."""
    chosen = _open_kind(request, kind)
    response = HttpResponse(template(chosen, request.actor), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{chosen.file_name}.xlsx"'
    return response


@require_safe
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """A run as it stands: its progress, its preview, or what it has written."""
    run = _run(request, pk)
    if run.state == RunState.COLUMNS:
        return redirect("blocs:import_columns", run.pk)
    if run.state == RunState.CHECKING or (run.state == RunState.WRITING and is_being_done(run, CONFIRM)):
        return _progress(request, run)
    if request.htmx:  # It was polled, and has ended.
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    return render(request, "blocs/imports/run.html", preview(request, run))


def _progress(request: HttpRequest, run: ImportRun) -> HttpResponse:
    job = last_job(run)
    context = {
        "run": run,
        "title": title_of(run),
        "kind": kind_of(run.kind),
        "job": job,
        "going": job is not None and is_being_done(run, job.kind),
        "writing": run.state == RunState.WRITING,
    }
    page = "blocs/imports/_progress.html" if request.htmx else "blocs/imports/progress.html"
    return render(request, page, context)


@require_http_methods(["GET", "HEAD", "POST"])
def import_cell(request: HttpRequest, pk: int, number: int, column: str) -> HttpResponse:
    """Another text for one cell: typed in its place, or on a page of its own."""
    run = _run(request, pk)
    row = get_object_or_404(run.rows, number=number, texts__has_key=column)
    text = row.corrected.get(column, row.texts[column])
    form = CellForm(sent_data(request)[0], initial={"text": text})
    form.fields["text"].label = kind_of(run.kind).column(column).title
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            engine.correct(run, number, column, form.cleaned_data["text"], actor=request.actor)
            return _changed(request, run.pk, f"{number}-{column}")
    context = {"run": run, "row": row, "column": column, "form": form, "read": row.texts[column]}
    if not request.htmx:
        return render(request, "blocs/imports/cell.html", context, status=status)
    response = render(request, "blocs/imports/_cell_form.html", context, status=status)
    return push_url(retarget(response, "closest [data-cell]"), False)


@require_POST
def import_skip(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A row is left out, or taken in again."""
    run = _run(request, pk)
    engine.skip(run, number, "skipped" in request.POST, actor=request.actor)
    return _changed(request, run.pk, f"{number}-skip")


def _changed(request: HttpRequest, pk: int, focus: str) -> HttpResponse:
    """Back to the preview, where one was; under htmx the preview itself."""
    if not request.htmx:
        query = request.GET.urlencode()
        return redirect(f"{_address(pk)}{'?' if query else ''}{query}#row-{focus.split('-')[0]}")
    context = preview(request, _run(request, pk), focus=focus)
    return push_url(render(request, "blocs/imports/_preview.html", context), False)


@require_POST
def import_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole table is checked again."""
    return advanced(request, _run(request, pk))


@require_POST
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """What the preview shows is written: a short table at once, a long one in the background."""
    run = _run(request, pk)
    version = int(request.POST.get("version", "0") if request.POST.get("version", "").isdecimal() else 0)
    if run.counts.get("total", 0) <= engine.AT_ONCE:
        run = engine.confirm(run, actor=request.actor, version=version)
        messages.success(request, _("The table was written."))
    else:
        run = engine.begin_writing(run, actor=request.actor, version=version)
        dispatch(jobs.ask(CONFIRM, run.pk, run.counts["total"], actor=request.actor))
    return redirect(_address(run.pk))


@require_POST
def import_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A run is given up; nothing of it was written."""
    engine.withdraw(_run(request, pk), actor=request.actor)
    messages.success(request, _("The import was withdrawn. Nothing of it was written."))
    return redirect("blocs:imports")


@require_POST
def import_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The background work on a run is stopped."""
    run = _run(request, pk)
    job = last_job(run)
    if job is not None:
        jobs.cancel(job, actor=request.actor)
    return redirect(_address(run.pk))


@require_POST
def import_errors(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows in error as a workbook, with the reasons: to put right in Excel and bring again."""
    run = _run(request, pk)
    sheet = errors_sheet(kind_of(run.kind), run, rows_in(run, RowState.ERROR))
    return export(request, sheet, what="import.errors", file_name="dong-loi")


def _address(pk: int) -> str:
    return resolve_url("blocs:import_run", pk)


def _run(request: HttpRequest, pk: int) -> ImportRun:
    run = get_object_or_404(runs_of(request.actor), pk=pk)
    kind_of(run.kind)
    return run


def _open_kind(request: HttpRequest, code: str) -> Kind:
    kind = kind_of(code)
    require_right(kind, request.actor)
    return kind
