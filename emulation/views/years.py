"""The years of the city: the list, one year, opening the next, and taking an opening back."""

from datetime import date

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from blocs import clock, ports
from blocs.errors import NotAllowed, Refused
from blocs.models import Bloc, LegalBasis
from blocs.models.legal import LegalTopic
from blocs.queries import bloc_names_on
from emulation.actions.year import add_blocs, describe_year, open_year, undo_year
from emulation.forms.year import AddBlocsForm, DescribeYearForm, OpenYearForm, UndoYearForm
from emulation.models import Cycle, EmulationYear, ScoreSheet
from emulation.queries.opening import entries_of, undone_of
from emulation.queries.opening_steps import opening_of
from emulation.queries.year import all_years, city_windows, last_year, not_in_year, year_copy
from emulation.queries.year_calendar import without_window
from emulation.rules.year import can_configure_year, can_open_year, can_see_years

PAGE = ["GET", "HEAD", "POST"]


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """All years with their themes and how many blocs take part."""
    _require(request)
    rows = list(all_years())
    last = rows[0].year if rows else None
    context = {"years": rows, "may_open": can_open_year(request.actor), "next": last + 1 if last else None}
    return render(request, "emulation/years.html", context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: its theme, what its papers cite, its calendar, its numbers of awards, the blocs that take part."""
    row = find_year(request, year)
    cycles = list(
        Cycle.objects.visible_to(request.actor)
        .filter(year=row)
        .select_related("bloc", "table_version__table")
        .annotate(is_begun=Exists(ScoreSheet.objects.filter(cycle=OuterRef("pk"), answered__gt=0)))
    )
    names = bloc_names_on(date(year, 12, 31), [cycle.bloc_id for cycle in cycles])
    blocs = sorted(((names[cycle.bloc_id], cycle) for cycle in cycles), key=lambda pair: pair[0].sort_key)
    windows = list(city_windows(year))
    context = {
        "year": row,
        "blocs": blocs,
        "windows": windows,
        "without": without_window(window.act for window in windows),
        "law": law_of(year),
        "parts": [part for ask in ports.year_parts for part in ask(year)],
        "may_configure": can_configure_year(request.actor),
        "may_undo": can_open_year(request.actor) and is_newest(row),
    }
    return render(request, "emulation/year.html", context)


@require_http_methods(PAGE)
def year_new(request: HttpRequest) -> HttpResponse:
    """Opens the next year: what is copied is shown before, what was copied after."""
    _require(request)
    if not can_open_year(request.actor):
        raise NotAllowed
    source = last_year()
    proposed = source.year + 1 if source else clock.today().year
    copied = {"theme": source.theme, "guidance": source.guidance} if source else {}
    form = OpenYearForm(request.POST or None, initial={"year": proposed, **copied})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                opened = open_year(actor=request.actor, **form.cleaned_data)
            except Refused as refusal:
                form.add_error("year", str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("The year {year} is open.").format(year=opened.year))
                return redirect("emulation:year_opening", opened.year)
    copy = year_copy(source, proposed) if source else None
    parts = [part for ask in ports.year_parts for part in ask(proposed)]
    context = {"form": form, "copy": copy, "parts": parts, "year": proposed}
    return render(request, "emulation/year_new.html", context, status=status)


@require_safe
def year_opening(request: HttpRequest, year: int) -> HttpResponse:
    """The steps of opening a year on one page: what is set, what is missing, what differs from last year."""
    _require(request)
    opening = opening_of(year)
    context = {
        "year": opening.year,
        "opening": opening,
        "may_configure": can_configure_year(request.actor),
        "may_undo": can_open_year(request.actor) and opening.newest,
    }
    return render(request, "emulation/year_opening.html", context)


@require_http_methods(PAGE)
def year_description(request: HttpRequest, year: int) -> HttpResponse:
    """Theme, guidance and source."""
    row = _to_configure(request, year)
    names = ("theme", "guidance", "source", "version")
    form = DescribeYearForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            describe_year(row, actor=request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            messages.success(request, _("The year is saved."))
            return redirect("emulation:year_opening", year)
    return render(request, "emulation/year_description.html", {"year": row, "form": form}, status=status)


@require_http_methods(PAGE)
def year_joining(request: HttpRequest, year: int) -> HttpResponse:
    """The blocs that are not in the year yet, to open it for them."""
    row = _to_configure(request, year)
    left = not_in_year(year)
    form = AddBlocsForm(
        request.POST if request.method == "POST" else None, blocs=[(bloc.pk, bloc.name) for bloc in left]
    )
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            opened = add_blocs(row, actor=request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            told = (
                _("The year is open for {n} more blocs.")
                if len(opened) > 1
                else _("The year is open for the bloc.")
            )
            messages.success(request, told.format(n=len(opened)))
            return redirect("emulation:year", year)
    context = {"year": row, "left": left, "none": not left and not Bloc.objects.exists(), "form": form}
    return render(request, "emulation/year_joining.html", context, status=status)


@require_http_methods(PAGE)
def year_undoing(request: HttpRequest, year: int) -> HttpResponse:
    """What undoing the opening takes back, or why it cannot be undone."""
    row = find_year(request, year)
    if not can_open_year(request.actor):
        raise NotAllowed
    undone = undone_of(row)
    form = UndoYearForm(
        request.POST if request.method == "POST" else None, version=row.version, only=undone.only
    )
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            undo_year(row, actor=request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("typed" if "typed" in form.fields else None, refusal.message)
            status = refusal.status
        else:
            messages.success(request, _("The opening of {year} was undone.").format(year=year))
            return redirect("emulation:years")
    against = [] if undone.newest else [_("Only the newest year can be taken back.")]
    context = {
        "year": row,
        "form": form,
        "against": [*against, *entries_of(row), *ports.vetoes_of("year.undo", row)],
        "consequences": [
            _("Taken back are: {rows}").format(rows=" ".join(undone.sentences)),
            _(
                "Theme, guidance and the calendar of the city go with it, also what was changed in them since."
            ),
            _("Offices, organisations, blocs and decisions on composition stay."),
            *ports.consequences_of("year.undo", row),
        ],
        "acting": request.actor.capacity,
        "back": reverse("emulation:year", args=[year]),
    }
    return render(request, "emulation/year_undoing.html", context, status=status)


def find_year(request: HttpRequest, year: int) -> EmulationYear:
    """The year, for those who see the years of the city; else there is no such page."""
    _require(request)
    return get_object_or_404(EmulationYear, pk=year)


def is_newest(year: EmulationYear) -> bool:
    newest = last_year()
    return newest is not None and newest.year == year.year


def law_of(year: int) -> list[LegalBasis]:
    """What papers of the year cite, on its first or its last day, in the order of citation. One query."""
    bases = LegalBasis.objects.filter(topic=LegalTopic.EMULATION)
    first, last = date(year, 1, 1), date(year, 12, 31)
    return list((bases.on(first) | bases.on(last)).distinct().order_by("order", "pk"))


def _to_configure(request: HttpRequest, year: int) -> EmulationYear:
    row = find_year(request, year)
    if not can_configure_year(request.actor):
        raise NotAllowed
    return row


def _require(request: HttpRequest) -> None:
    if not can_see_years(request.actor):
        raise Http404
