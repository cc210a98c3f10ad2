"""The years of the city."""

from datetime import date

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from blocs import clock
from blocs.errors import NotAllowed, Refused
from blocs.queries import bloc_names_on
from emulation.actions.year import open_year
from emulation.forms.year import OpenYearForm
from emulation.models import Cycle, EmulationYear, Window
from emulation.queries.year import last_year, year_copy
from emulation.rules.year import can_open_year, can_see_years


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """All years with their themes and how many blocs take part."""
    _require(request)
    rows = EmulationYear.objects.annotate(blocs=Count("cycles")).order_by("-year")
    last = rows[0].year if rows else None
    context = {"years": rows, "may_open": can_open_year(request.actor), "next": last + 1 if last else None}
    return render(request, "emulation/years.html", context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: its theme, its windows, the blocs that take part."""
    _require(request)
    row = get_object_or_404(EmulationYear, pk=year)
    cycles = list(Cycle.objects.visible_to(request.actor).filter(year=row).select_related("bloc"))
    names = bloc_names_on(date(year, 12, 31), [cycle.bloc_id for cycle in cycles])
    blocs = sorted(((names[cycle.bloc_id], cycle) for cycle in cycles), key=lambda pair: pair[0].sort_key)
    windows = Window.objects.filter(year=row).order_by("opens", "pk")
    return render(request, "emulation/year.html", {"year": row, "blocs": blocs, "windows": windows})


@require_http_methods(["GET", "HEAD", "POST"])
def year_new(request: HttpRequest) -> HttpResponse:
    """Opens the next year: what is copied is shown before, what was copied after."""
    _require(request)
    if not can_open_year(request.actor):
        raise NotAllowed
    source = last_year()
    proposed = source + 1 if source else clock.today().year
    form = OpenYearForm(request.POST or None, initial={"year": proposed})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                opened = open_year(actor=request.actor, **form.cleaned_data)
            except Refused as refusal:
                form.add_error("year", str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("The year {year} is open.").format(year=opened.year))
                return redirect("emulation:year", opened.year)
        else:
            status = 422
    copy = year_copy(source, proposed) if source else None
    return render(
        request, "emulation/year_new.html", {"form": form, "copy": copy, "year": proposed}, status=status
    )


def _require(request: HttpRequest) -> None:
    if not can_see_years(request.actor):
        raise Http404
