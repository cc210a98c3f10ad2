"""The register of organisations."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from blocs import clock
from blocs.forms.register import RegisterForm
from blocs.models import Bloc
from blocs.queries import register

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
