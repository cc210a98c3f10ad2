"""The blocs of the city, and the page of each, year by year."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from blocs import ports
from blocs.models import Bloc
from blocs.queries import register
from blocs.queries.bloc import bloc_card
from blocs.queries.history import history
from blocs.rules import can_see_history


@require_safe
def blocs(request: HttpRequest) -> HttpResponse:
    """All blocs the actor may see; an unknown order is left out."""
    sort = request.GET.get("sort", "")
    rows = register.blocs(request.actor, sort=sort if sort in register.BLOC_ORDERS else "name")
    return render(request, "blocs/blocs.html", {"blocs": rows})


@require_safe
def bloc(request: HttpRequest, pk: int) -> HttpResponse:
    """One bloc in the year asked for (`?year=`), else in its newest; 404 for a year it never had."""
    bloc = get_object_or_404(Bloc.objects.visible_to(request.actor), pk=pk)
    asked = request.GET.get("year", "")
    if asked and not (asked.isdecimal() and len(asked) == 4):
        raise Http404
    card = bloc_card(request.actor, bloc, int(asked) if asked else None)
    if card is None:
        raise Http404
    context = {
        "bloc": bloc,
        "card": card,
        "years": [
            {"label": year, "url": f"?year={year}", "current": year == card.year} for year in card.years
        ],
        "sections": [s for find in ports.bloc_sections for s in find(request.actor, bloc, card.year)],
        "shows_history": can_see_history(request.actor),
    }
    if context["shows_history"]:
        context["history"] = history(bloc)
    return render(request, "blocs/bloc.html", context)
