"""Who has signed and sent in a year of a bloc, as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from blocs.views.export import export
from emulation.exports.cycles import members_sheet
from emulation.queries.cycle import overview
from emulation.views.cycle import visible_cycle


@require_POST
def cycle_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The members on the page of the cycle, as this reader is told of them."""
    cycle = visible_cycle(request, pk)
    sheet = members_sheet(cycle, overview(cycle, request.actor).rows)
    return export(request, sheet, what="progress.export", file_name=f"tien-do-{cycle.year_id}")
