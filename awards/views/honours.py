"""The public page of honours: organisations, never persons."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from emulation.queries.honours import rolls_of, years_with_honours


@login_not_required
@require_safe
def honours(request: HttpRequest) -> HttpResponse:
    """Who was honoured for a year: the newest, or the one asked for."""
    years = years_with_honours()
    asked = request.GET.get("year", "")
    if asked and asked not in map(str, years):
        raise Http404
    year = int(asked) if asked else next(iter(years), None)
    context = {
        "year": year,
        "years": [
            {"label": one, "url": f"?year={one}", "current": one == year, "count": None} for one in years
        ],
        "rolls": rolls_of(year) if year else [],
    }
    return render(request, "awards/honours.html", context)
