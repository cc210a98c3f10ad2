"""The blocs of the city, and the page of each, year by year."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blocs import clock, ports
from blocs.actions.composition import latest_year
from blocs.exports.bloc import blocs_sheet, members_sheet
from blocs.forms.blocs import BlocsForm
from blocs.models import Bloc
from blocs.queries.bloc import bloc_card, bloc_with_names
from blocs.queries.bloc_list import ORDERS, BlocList, bloc_list, members_of
from blocs.queries.composition import against_last_year, name_of_bloc
from blocs.queries.history import history
from blocs.rules import can_keep_register, can_see_history
from blocs.views.export import export


@require_safe
def blocs(request: HttpRequest) -> HttpResponse:
    """All blocs the actor may see, on one page; an unknown filter or order is left out."""
    form, found, wanted = _list(request)
    context = {
        "form": form,
        "blocs": found.rows,
        "with_members": wanted["with_members"],
        "narrowed": any((wanted["kind"], wanted["year"], wanted["state"])),
        "keeps": can_keep_register(request.actor),
        "sort": wanted["sort"],
    }
    return render(request, "blocs/blocs.html", context)


@require_POST
def blocs_export(request: HttpRequest) -> HttpResponse:
    """The list as it is shown."""
    form, found, _wanted = _list(request)
    sheet = blocs_sheet(found.rows, narrowed=form.in_words)
    return export(request, sheet, what="blocs.export", file_name="khoi-thi-dua")


@require_POST
def blocs_members_export(request: HttpRequest) -> HttpResponse:
    """The members of all blocs that are shown."""
    form, found, _wanted = _list(request)
    sheet = members_sheet(members_of(found.rows), title=_("Members of the blocs"), narrowed=form.in_words)
    return export(request, sheet, what="members.export", file_name="thanh-phan-cac-khoi")


@require_safe
def bloc(request: HttpRequest, pk: int) -> HttpResponse:
    """One bloc in the year asked for (`?year=`), else in its newest; 404 for a year it never had."""
    bloc, names = bloc_with_names(request.actor, pk)
    asked = request.GET.get("year", "")
    if bloc is None or (asked and not (asked.isdecimal() and len(asked) == 4)):
        raise Http404
    card = bloc_card(request.actor, bloc, names, int(asked) if asked else None)
    if card is None:
        raise Http404
    keeps = can_keep_register(request.actor)
    context = {
        "bloc": bloc,
        "card": card,
        "years": [
            {"label": year, "url": f"?year={year}", "current": year == card.year} for year in card.years
        ],
        "changes": against_last_year(bloc, card.year, card.before, card.members) if card.year else [],
        "sections": [s for find in ports.bloc_sections for s in find(request.actor, bloc, card.year)],
        "keeps": keeps,
        "new_year": _new_year(card.years) if keeps and not bloc.ended_on else None,
        "shows_history": can_see_history(request.actor),
    }
    if context["shows_history"]:
        context["history"] = history(bloc)
    return render(request, "blocs/bloc.html", context)


@require_POST
def members_export(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """The members of a bloc's year."""
    found = get_object_or_404(Bloc.objects.visible_to(request.actor), pk=pk)
    found.name, found.year_now = name_of_bloc(found, year), year
    members = members_of([found])
    if not members:
        raise Http404
    title = _("Members of {bloc}, {year}").format(bloc=found.name, year=year)
    return export(
        request,
        members_sheet(members, title=title),
        what="members.export",
        file_name=f"thanh-phan-khoi-{year}",
    )


def _list(request: HttpRequest) -> tuple[BlocsForm, BlocList, dict[str, Any]]:
    """The list that the query string asks for."""
    form = BlocsForm(request.GET)
    wanted = form.wanted
    sort = request.GET.get("sort", "")
    wanted["sort"] = sort if sort.lstrip("-") in ORDERS and sort.count("-") <= 1 else "name"
    found = bloc_list(request.actor, **wanted)
    form.offer(found.years)
    return form, found, wanted


def _new_year(years: list[int]) -> int | None:
    """The year whose members may be entered next; None where it has them."""
    following = max(years) + 1 if years else clock.today().year
    return following if following <= latest_year() else None
