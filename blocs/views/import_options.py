"""What holds for the whole table of an import, told anew: the decision that was forgotten, another year."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from blocs.errors import Missing, NotAllowed, Refused
from blocs.forms.fields import VietnameseDateField
from blocs.forms.imports import VersionForm
from blocs.imports import engine
from blocs.imports.kinds import kind_of, require_right
from blocs.models import ImportRun, RunState
from blocs.queries.import_run import runs_of
from blocs.views.import_preview import title_of
from blocs.views.import_steps import advanced
from blocs.views.steps import sent_data


@require_http_methods(["GET", "HEAD", "POST"])
def import_options(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of the kind with what was told; the rows are then checked again."""
    run = get_object_or_404(runs_of(request.actor), pk=pk)
    kind = kind_of(run.kind)
    require_right(kind, request.actor)
    if kind.options is None:
        raise Missing
    if run.state != RunState.READY:
        return redirect("blocs:import_run", run.pk)
    data = sent_data(request)[0]
    form = kind.options(data, actor=request.actor)
    version = VersionForm(data, initial={"version": run.version})
    form.initial |= _told(form, run)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and version.is_valid():
            try:
                told = version.cleaned_data["version"]
                run = engine.tell_options(run, form.cleaned_data, actor=request.actor, version=told)
                return advanced(request, run)
            except NotAllowed:
                raise
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
    context = {"run": run, "title": title_of(run), "kind": kind, "form": form, "version": version}
    return render(request, "blocs/imports/options.html", context, status=status)


def _told(form: forms.Form, run: ImportRun) -> dict[str, Any]:
    """What was told before; days are kept as text."""
    known = {name: value for name, value in run.options.items() if name in form.fields}
    days = {name for name in known if isinstance(form.fields[name], VietnameseDateField)}
    return {
        name: date.fromisoformat(value) if name in days and value else value for name, value in known.items()
    }
