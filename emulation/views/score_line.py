"""One line of a score sheet: saving what was typed into its cells, asking for re-examination."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blocs.actor import Actor
from blocs.errors import BadInput, NotAllowed
from emulation.actions import score_line as actions
from emulation.forms.score_line import LineForm
from emulation.forms.scoresheet import DisputeForm
from emulation.models import Criterion, ScoreLine, ScoreSheet
from emulation.queries.scorebook import Scorebook, open_book
from emulation.queries.scoresheet import find_sheet, open_agenda
from emulation.rules import scoresheet as rules
from emulation.views.score_grid import Desk, make_grid

CELLS = (*actions.RESULTS, *actions.REVIEW, *actions.AGREEMENT)


@require_POST
def score_line(request: HttpRequest, pk: int, criterion_pk: int) -> HttpResponse:
    """Saves the cells of one line that were sent. Under htmx it answers with what changed on the page."""
    sheet = find_sheet(request.actor, pk)
    criterion = get_object_or_404(
        Criterion.objects.select_related("group"), pk=criterion_pk, group__version=sheet.table_version_id
    )
    line = sheet.lines.get(criterion=criterion)
    if "keep" in request.POST:
        return _as_it_is(request, sheet, criterion)
    names = [name for name in CELLS if f"{criterion.pk}-{name}" in request.POST]
    form = read_line(request.POST, criterion, line, names, open_book(sheet.table_version))
    if "version" in form.errors or not names:
        raise BadInput
    saved = save(sheet, [form], names, actor=request.actor)
    return _answer(request, saved, criterion, {criterion.pk: form}, names)


def read_line(
    data: QueryDict, criterion: Criterion, line: ScoreLine, names: Sequence[str], book: Scorebook
) -> LineForm:
    """The form of one line, looked at."""
    form = LineForm(
        data,
        criterion=criterion,
        names=names,
        step=book.step(criterion.pk),
        decimals=book.table.decimals,
        self_points=line.self_points,
    )
    form.full_clean()
    return form


def save(
    sheet: ScoreSheet, forms: Sequence[LineForm], names: Sequence[str], *, actor: Actor
) -> actions.Saved:
    """What is good on the forms goes to the action its cells belong to: results, review or agreement."""
    entries = [actions.Entry(form.criterion.pk, form.cleaned_data["version"], form.values) for form in forms]
    if set(names) <= set(actions.RESULTS):
        return actions.save_results(sheet, entries, actor=actor)
    if set(names) <= set(actions.REVIEW):
        return actions.save_reviews(sheet, entries, actor=actor)
    if set(names) != set(actions.AGREEMENT):
        raise BadInput
    agenda_item = open_agenda(sheet.cycle)
    if agenda_item is None:
        raise BadInput(_("Points are agreed in a meeting; none with that on its agenda is recorded."))
    return actions.save_agreed(sheet, entries, actor=actor, agenda_item=agenda_item)


@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: HttpRequest, pk: int, criterion_pk: int) -> HttpResponse:
    """The leader asks for re-examination of one line."""
    sheet = find_sheet(request.actor, pk)
    request.cycle = sheet.cycle
    criterion = get_object_or_404(Criterion, pk=criterion_pk, group__version=sheet.table_version_id)
    if not rules.can_dispute_line(request.actor, sheet):
        raise NotAllowed
    form = DisputeForm(request.POST or None, initial={"version": sheet.version})
    if form.is_valid():
        actions.dispute_line(sheet, criterion, actor=request.actor, **form.cleaned_data)
        messages.success(
            request, _("The bloc has been asked to look at %(code)s again.") % {"code": criterion.code}
        )
        return redirect("emulation:scoresheet", pk)
    line = get_object_or_404(ScoreLine, sheet=sheet, criterion=criterion)
    context = {"sheet": sheet, "criterion": criterion, "line": line, "form": form}
    return render(request, "emulation/score_line_dispute.html", context, status=422 if form.is_bound else 200)


def _as_it_is(request: HttpRequest, sheet: ScoreSheet, criterion: Criterion) -> HttpResponse:
    """Of two values the one kept was chosen: the line as it is stored."""
    book, lines = open_book(sheet.table_version), list(sheet.lines.all())
    saved = actions.Saved(sheet, book, lines, book.score(lines), sheet.version)
    name = request.POST["keep"].removeprefix(f"{criterion.pk}-")
    return _answer(request, saved, criterion, {}, [name])


def _answer(
    request: HttpRequest,
    saved: actions.Saved,
    criterion: Criterion,
    forms: Mapping[int, LineForm],
    names: Sequence[str],
) -> HttpResponse:
    spoilt = {name for form in forms.values() for name in form.spoilt}
    spoilt |= {clash.field for clash in saved.clashes}
    status = 409 if saved.clashes else 422 if spoilt else 200
    if not request.htmx and status == 200:
        return redirect("emulation:scoresheet", saved.sheet.pk)
    desk = Desk(
        fill=bool(set(names) & set(actions.RESULTS)),
        review=bool(set(names) & set(actions.REVIEW)),
        agree=bool(set(names) & set(actions.AGREEMENT)),
    )
    grid = make_grid(
        saved.sheet,
        saved.book,
        saved.lines,
        saved.score,
        desk,
        forms=forms,
        clashes=saved.clashes,
        saved={criterion.pk: set(names) - spoilt},
        only=criterion.pk,
    )
    row = next(iter(grid.rows))
    part = next(part for part in grid.sums if part.code == criterion.group.code)
    context = {
        "grid": grid,
        "row": row,
        "part": part,
        "cells": [cell for cell in row.cells if cell.name in names],
        "reviewing": desk.review,
        # Who has missed a change of somebody else's keeps the version he saw, and is told when he acts on it.
        "missed_nothing": request.POST.get("version") == str(saved.found),
    }
    return render(request, "emulation/_score_line_saved.html", context, status=status)
