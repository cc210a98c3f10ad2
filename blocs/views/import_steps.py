"""What the pages of an import have in common: the next step of a run."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from blocs.actions import job as jobs
from blocs.imports import engine
from blocs.imports.holding import CHECK
from blocs.models import ImportRun, RunState
from blocs.tasks import dispatch


def advanced(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Checks a run, now or in the background, and leads to it; one whose columns are not told leads there."""
    if run.state != RunState.COLUMNS:
        if run.counts.get("total", 0) <= engine.AT_ONCE:
            engine.check(run, actor=request.actor)
        else:
            dispatch(jobs.ask(CHECK, run.pk, run.counts["total"], actor=request.actor))
    return redirect("blocs:import_run", run.pk)
