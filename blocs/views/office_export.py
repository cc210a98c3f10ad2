"""The offices of a bloc's year as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from blocs.exports.office import offices_sheet
from blocs.models import Bloc
from blocs.queries.composition import name_of_bloc
from blocs.queries.office import offices
from blocs.views.compositions import year_of
from blocs.views.export import export


@require_POST
def offices_export(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Who holds the offices of a year, and who held them before."""
    bloc = get_object_or_404(Bloc.objects.visible_to(request.actor), pk=pk)
    sheet = offices_sheet(offices(bloc, year_of(year)), name_of_bloc(bloc, year))
    return export(request, sheet, what="offices.export", file_name=f"chuc-vu-{year}")
