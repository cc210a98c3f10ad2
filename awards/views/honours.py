"""The public page of honours: organisations, never persons."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from awards.exports.honours import honours_sheet
from blocs.views.export import export
from emulation.queries.honours import rolls_of, years_with_honours


@login_not_required
@require_safe
def honours(request: HttpRequest) -> HttpResponse:
    """Who was honoured for a year: the newest, or the one asked for."""
    years, year = _asked(request)
    context = {
        "year": year,
        "years": [
            {"label": one, "url": f"?year={one}", "current": one == year, "count": None} for one in years
        ],
        "rolls": rolls_of(year) if year else [],
    }
    return render(request, "awards/honours.html", context)


@require_POST
def honours_export(request: HttpRequest) -> HttpResponse:
    """The page of a year as a workbook, for whoever is signed in."""
    _years, year = _asked(request)
    if year is None:
        raise Http404
    sheet = honours_sheet(year, rolls_of(year))
    return export(request, sheet, what="honours.export", file_name=f"danh-sach-khen-thuong-{year}")


def _asked(request: HttpRequest) -> tuple[list[int], int | None]:
    """The years there are, and the one asked for, else the newest; an unknown one is no page."""
    years = years_with_honours()
    asked = request.GET.get("year", "")
    if asked and asked not in map(str, years):
        raise Http404
    return years, int(asked) if asked else next(iter(years), None)
