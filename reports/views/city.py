"""The whole city on one page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from blocs.dates import two_digits
from blocs.errors import Missing
from blocs.views.export import export
from emulation.models import EmulationYear
from emulation.rules.year import can_configure_year, can_see_years
from reports.exports.city import city_sheet
from reports.forms.city import CityForm
from reports.queries import city as queries
from reports.queries.city import City
from reports.queries.city_rows import BlocRow, stage_word

STATES = {
    "absent": ("none", "ban"),
    "unopened": ("soon", "clock"),
    "draft": ("none", "circle"),
    "signing": ("move", "pen"),
    "signed": ("done", "check"),
    "scoring": ("move", "pen"),
    "checking": ("move", "half"),
    "locked": ("done", "lock"),
    "submitted": ("done", "check"),
    "decided": ("honour", "medal"),
    "closed": ("done", "check-circle"),
}


@dataclass(frozen=True)
class Shown:
    """The rows a request asks for: of which city, in words what they are narrowed to, and the form that says so."""

    city: City
    rows: list[BlocRow]
    form: CityForm
    words: str


@require_safe
def city(request: HttpRequest, year: int) -> HttpResponse:
    """Every bloc of a year, how far it is, who is late, how many awards are proposed."""
    shown = _shown(request, year)
    context = {
        "year": year,
        "city": shown.city,
        "heading": _heading(shown.city),
        "lines": [(row, (*STATES[row.stage], stage_word(row.stage))) for row in shown.rows],
        "form": shown.form,
        "narrowed": bool(shown.words),
        "sees_awards": request.actor.is_city_staff,
        "may_open": can_configure_year(request.actor),
    }
    return render(request, "reports/city.html", context)


@require_POST
def city_export(request: HttpRequest, year: int) -> HttpResponse:
    """The rows on the page as a workbook; that it was taken out is noted."""
    shown = _shown(request, year)
    sheet = city_sheet(year, shown.rows, shown.words)
    return export(request, sheet, what="city.export", file_name=f"toan-thanh-pho-{year}")


def _shown(request: HttpRequest, year: int) -> Shown:
    """What the query string asks for; a filter or an order that does not exist is left out."""
    if not can_see_years(request.actor):
        raise Missing
    found = queries.city(request.actor, year)
    if not found.cycles:
        get_object_or_404(EmulationYear, pk=year)
    form = CityForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    chosen = {name: value for name, value in asked.items() if value}
    if not form.is_valid():
        form = CityForm({})
    rows = queries.narrowed(found.rows, **chosen, sort=request.GET.get("sort", "name"))
    words = ", ".join(str(dict(form.fields[name].choices)[value]) for name, value in chosen.items())
    return Shown(found, rows, form, words)


def _heading(found: City) -> str:
    """The answer in a sentence."""
    total = len(found.cycles)
    if not total:
        return _("No bloc takes part in {year} yet").format(year=found.year)
    if not found.late:
        return capfirst(
            ngettext("{n} bloc in {year}, not late", "{n} blocs in {year}, none late", total).format(
                n=two_digits(total), year=found.year
            )
        )
    return ngettext(
        "{late} of {n} bloc in {year} is late", "{late} of {n} blocs in {year} are late", total
    ).format(late=two_digits(found.late), n=two_digits(total), year=found.year)
