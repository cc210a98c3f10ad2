"""The composition of a bloc's year: the list edited, its changes in words, then set."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blocs import ports
from blocs.actions.composition import EARLIEST_YEAR, latest_year, set_composition
from blocs.errors import Refused
from blocs.forms.composition import Draft
from blocs.forms.decision import DecisionForm
from blocs.models import Bloc
from blocs.queries.bloc import day_of_names
from blocs.queries.composition import (
    MOST_FOUND,
    CompositionChange,
    Line,
    compared,
    competing_elsewhere,
    composition,
    found_organizations,
    last_composition,
    name_of_bloc,
    stands_against,
)
from blocs.queries.decision import decisions_of
from blocs.queries.names import names_on
from blocs.views.bloc_acts import visible_bloc


def year_of(year: int) -> int:
    """404 for a year no bloc could have."""
    if not EARLIEST_YEAR <= year <= latest_year():
        raise Http404
    return year


@require_http_methods(["GET", "HEAD", "POST"])
def composition_page(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """The whole list on one page. Every press brings it back changed; nothing is kept before the red button."""
    bloc = visible_bloc(request, pk)
    year_of(year)
    old = composition(bloc, year)
    if request.method != "POST":
        return _list(request, bloc, year, old, Draft.of(old, bloc.version))
    draft = Draft.read(request.POST)
    draft.pressed()
    if draft.act == "copy":
        _source, lines = last_composition(bloc, year)
        copied = Draft.of(lines, draft.seen)
        draft.ids, draft.competing = copied.ids, copied.competing
    if draft.act not in {"review", "confirm"}:
        return _list(request, bloc, year, old, draft)
    change = compared(bloc, year, old, _lines(draft, old, year))
    form = DecisionForm(
        request.POST if draft.act == "confirm" else None,
        request.FILES if draft.act == "confirm" else None,
        decisions=decisions_of(bloc),
        keep=_("Keep what is recorded for each member"),
    )
    if draft.act == "review" or not form.is_valid():
        return _review(request, bloc, year, old, draft, change, form, 422 if form.is_bound else 200)
    try:
        done = set_composition(
            bloc,
            year,
            _lines(draft, old, year),
            actor=request.actor,
            seen=draft.seen,
            basis=form.basis,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return _review(request, bloc, year, old, draft, change, form, refusal.status)
    messages.success(
        request,
        _("The composition of {year} is recorded.").format(year=year) + " " + " ".join(done.sentences),
    )
    return redirect(f"{reverse('blocs:bloc', args=[pk])}?year={year}")


def _lines(draft: Draft, old: list[Line], year: int) -> list[Line]:
    rows = {line.organization_id: line for line in old}
    new = [pk for pk in draft.ids if pk not in rows]
    names = {pk: str(name) for pk, name in names_on(day_of_names(year), new).items()} if new else {}
    if set(new) - set(names):
        raise Http404
    return draft.lines(names, rows)


def _list(request: HttpRequest, bloc: Bloc, year: int, old: list[Line], draft: Draft) -> HttpResponse:
    lines = _lines(draft, old, year)
    found, more = [], False
    if draft.text:
        rows = list(found_organizations(draft.text, year, draft.ids)[: MOST_FOUND + 1])
        found, more = rows[:MOST_FOUND], len(rows) > MOST_FOUND
    elsewhere = competing_elsewhere(bloc, year, [row.pk for row in found]) if found else {}
    for row in found:
        row.elsewhere = elsewhere[row.pk].bloc if row.pk in elsewhere else ""
    change = compared(bloc, year, old, lines)
    source, last = last_composition(bloc, year)
    context = {
        **_common(bloc, year, draft),
        "lines": lines,
        "found": found,
        "more": more,
        "changes": change.sentences,
        "source": source,
        "last": len(last),
        "on": draft.on,
        "competing": sum(line.competes for line in lines),
    }
    return render(request, "blocs/composition.html", context)


def _review(
    request: HttpRequest,
    bloc: Bloc,
    year: int,
    old: list[Line],
    draft: Draft,
    change: CompositionChange,
    form: DecisionForm,
    status: int,
) -> HttpResponse:
    against = stands_against(change) + ports.vetoes_of("composition.set", change)
    lines = _lines(draft, old, year)
    context = {
        **_common(bloc, year, draft),
        "lines": lines,
        "sentences": change.sentences,
        "against": against,
        "consequences": ports.consequences_of("composition.set", change),
        "form": form,
        "acting": request.actor.capacity,
    }
    return render(request, "blocs/composition_review.html", context, status=409 if against else status)


def _common(bloc: Bloc, year: int, draft: Draft) -> dict[str, object]:
    return {
        "bloc": bloc,
        "name": name_of_bloc(bloc, year),
        "year": year,
        "draft": draft,
        "back": f"{reverse('blocs:bloc', args=[bloc.pk])}?year={year}",
    }
