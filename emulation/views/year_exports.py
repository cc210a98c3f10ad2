"""The years of the city and the windows of one, as workbooks."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from blocs.errors import Missing
from blocs.views.export import export
from emulation.exports.years import windows_sheet, years_sheet
from emulation.queries.year import all_years, city_windows
from emulation.rules.year import can_see_years
from emulation.views.years import find_year


@require_POST
def years_export(request: HttpRequest) -> HttpResponse:
    """The list of years."""
    if not can_see_years(request.actor):
        raise Missing
    return export(request, years_sheet(all_years()), what="years.export", file_name="nam-thi-dua")


@require_POST
def windows_export(request: HttpRequest, year: int) -> HttpResponse:
    """The windows of the city in a year."""
    row = find_year(request, year)
    sheet = windows_sheet(row.year, city_windows(row.year))
    return export(request, sheet, what="windows.export", file_name=f"cac-ky-{year}")
