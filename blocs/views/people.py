"""The list of people, and its workbook."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from blocs import clock
from blocs.errors import NotAllowed
from blocs.exports.people import people_sheet
from blocs.forms.person import PeopleForm
from blocs.models import Bloc, Role
from blocs.models.representation import Duty
from blocs.queries.people import ORDERS, details, organization_choices, people
from blocs.rules import can_enter_people, can_keep_register, can_see_people
from blocs.views.export import export

PER_PAGE = 50


@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """The people the actor may see, fifty a page; an unknown filter or order is left out."""
    form = narrowed(request)
    sort = order(request)
    rows = people(request.actor, **wanted(form), sort=sort)
    page = Paginator(rows.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": details(request.actor, list(page), sort),
        "sort": request.GET.get("sort", "") if sort in request.GET.values() else "",
        "narrowed": any(wanted(form).values()),
        "may_enter": can_enter_people(request.actor),
    }
    return render(request, "blocs/people.html", context)


@require_POST
def people_export(request: HttpRequest) -> HttpResponse:
    """The same list, whole, as a workbook; contact details only for those who keep the register."""
    form = narrowed(request)
    sort = order(request)
    rows = details(request.actor, people(request.actor, **wanted(form), sort=sort), sort)
    sheet = people_sheet(
        rows,
        narrowed=form.in_words if form.is_valid() else "",
        with_contacts=can_keep_register(request.actor),
    )
    return export(request, sheet, what="people.export", file_name="can-bo")


def narrowed(request: HttpRequest) -> PeopleForm:
    """The filter in the address. The council has no list of people."""
    actor = request.actor
    if not can_see_people(actor):
        raise NotAllowed
    over_all = actor.is_city_staff or actor.is_operator
    blocs = Bloc.objects.visible_to(actor).named(clock.today()).order_by("sort_key") if over_all else ()
    roles = [*Duty.choices, *Role.choices]
    if not over_all:
        roles = [
            *Duty.choices,
            *([(Role.SECRETARIAT, Role.SECRETARIAT.label)] if actor.is_secretariat else []),
        ]
    return PeopleForm(
        request.GET,
        blocs=[(bloc.pk, bloc.short_name) for bloc in blocs],
        organizations=organization_choices(actor),
        roles=roles,
    )


def wanted(form: PeopleForm) -> dict[str, Any]:
    """What `people` takes, nothing of a filter that cannot be."""
    values = form.cleaned_data if form.is_valid() else {}
    return {
        "text": values.get("q", ""),
        "role": values.get("role", ""),
        "bloc_id": values.get("bloc"),
        "organization_id": values.get("organization"),
        "state": values.get("state", ""),
    }


def order(request: HttpRequest) -> str:
    asked = request.GET.get("sort", "")
    return asked if asked in ORDERS else "name"
