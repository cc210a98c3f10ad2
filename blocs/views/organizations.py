"""The register of organisations, and the page of each."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from blocs import clock, ports
from blocs.forms.register import RegisterForm
from blocs.models import Bloc, Organization
from blocs.queries import register
from blocs.queries.history import history
from blocs.queries.organization import organization_card
from blocs.rules import can_see_affiliations, can_see_history

PER_PAGE = 50


@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """All organisations the actor may see; an unknown filter or order is left out."""
    blocs = Bloc.objects.visible_to(request.actor).named(clock.today()).order_by("sort_key")
    form = RegisterForm(request.GET, blocs=blocs)
    wanted = form.cleaned_data if form.is_valid() else {}
    sort = request.GET.get("sort", "")
    rows = register.organizations(
        request.actor,
        text=wanted.get("q", ""),
        bloc_id=wanted.get("bloc"),
        kind=wanted.get("kind", ""),
        sort=sort if sort in register.ORGANIZATION_ORDERS else "name",
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    narrowed = any(wanted.values())
    context = {"form": form, "page": page, "sort": sort, "narrowed": narrowed}
    return render(request, "blocs/organizations.html", context)


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
    return render(request, "blocs/organization.html", context)
