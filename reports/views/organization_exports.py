"""The lists of an organisation's card as workbooks."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from blocs.views.export import export
from reports.exports.organization import honours_sheet, years_sheet
from reports.queries.organization import organization_card


@require_POST
def organization_years_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Its years, as the actor sees them."""
    sheet = years_sheet(organization_card(request.actor, pk))
    return export(request, sheet, what="organization_years.export", file_name=f"don-vi-{pk}-cac-nam")


@require_POST
def organization_honours_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Its honours, and those of the ones it came from."""
    card = organization_card(request.actor, pk)
    sheet = honours_sheet(card, card.honours)
    return export(request, sheet, what="organization_honours.export", file_name=f"don-vi-{pk}-khen-thuong")
