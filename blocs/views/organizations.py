"""The register of organisations."""

from collections.abc import Collection

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from blocs import clock
from blocs.errors import NotAllowed
from blocs.exports.organizations import organizations_sheet
from blocs.exports.roster import roster_sheet
from blocs.forms.register import RegisterForm
from blocs.imports.roster.kind import can_import_roster
from blocs.models import Bloc, Organization
from blocs.queries import register
from blocs.queries.roster import newest_year
from blocs.rules import can_keep_register
from blocs.views.export import export

PER_PAGE = 50


@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """All organisations the actor may see; an unknown filter or order is left out."""
    form, rows = _asked(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    for row in page.object_list:
        row.is_ended = row.has_ended(today)
    context = {
        "form": form,
        "page": page,
        "sort": request.GET.get("sort", ""),
        "narrowed": form.is_valid() and any(form.cleaned_data.values()),
        "may_keep": can_keep_register(request.actor),
        "may_roster": can_import_roster(request.actor),
    }
    return render(request, "blocs/organizations.html", context)


@require_POST
def organizations_export(request: HttpRequest) -> HttpResponse:
    """What the list shows, all its pages, in the same order."""
    form, rows = _asked(request)
    sheet = organizations_sheet(rows, form.in_words())
    return export(request, sheet, what="organizations.export", file_name="to-chuc")


@require_POST
def organizations_roster(request: HttpRequest) -> HttpResponse:
    """The same rows as a roster that can be read in again; contact details only for those who keep the register."""
    if not can_import_roster(request.actor):
        raise NotAllowed
    form, rows = _asked(request)
    sheet = roster_sheet(rows, actor=request.actor, year=newest_year(), narrowed=form.in_words())
    return export(request, sheet, what="organizations.roster", file_name="danh-sach-don-vi")


def _asked(request: HttpRequest) -> tuple[RegisterForm, Collection[Organization]]:
    """The filter of the address, and the rows that pass it."""
    blocs = Bloc.objects.visible_to(request.actor).named(clock.today()).order_by("sort_key")
    form = RegisterForm(request.GET, blocs=blocs)
    wanted = form.cleaned_data if form.is_valid() else {}
    sort = request.GET.get("sort", "")
    rows = register.organizations(
        request.actor,
        text=wanted.get("q", ""),
        bloc_id=wanted.get("bloc"),
        kind=wanted.get("kind", ""),
        state=wanted.get("state", ""),
        sort=sort if sort in register.ORGANIZATION_ORDERS else "name",
    )
    return form, rows
