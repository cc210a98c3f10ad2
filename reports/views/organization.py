"""The page of an organisation: one for life."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from blocs import ports
from blocs.models import Organization
from blocs.queries.history import history
from blocs.queries.organization import organization_card
from blocs.rules import can_see_affiliations, can_see_history


@require_safe
def organization(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation over time."""
    organization = get_object_or_404(Organization.objects.visible_to(request.actor), pk=pk)
    context = {
        "organization": organization,
        "card": organization_card(request.actor, organization),
        "sections": [s for find in ports.organization_sections for s in find(request.actor, organization)],
        "shows_history": can_see_history(request.actor),
    }
    if context["shows_history"]:
        context["history"] = history(organization, affiliations=can_see_affiliations(request.actor))
    return render(request, "reports/organization.html", context)
