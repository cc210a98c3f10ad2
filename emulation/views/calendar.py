"""The calendar: of the city in a year, of a bloc in a year, and one window of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blocs.errors import Missing, NotAllowed, Refused
from blocs.views.export import export
from emulation.actions.window import Moved, change_window, hand_back_window, set_city_calendar
from emulation.exports.cycles import calendar_sheet
from emulation.forms.window import CalendarForm, WindowForm
from emulation.models import Cycle, Window
from emulation.models.calendar import Calendar
from emulation.models.window import Act
from emulation.queries.cycle import members_named
from emulation.queries.window import CalendarLine, Change, calendar_rows, running_of, seen_of
from emulation.queries.year_calendar import city_calendar, days_of, warnings
from emulation.rules.window import can_change_windows, can_grant_extensions, can_see_extension_document
from emulation.rules.year import can_configure_year
from emulation.views.cycle import visible_cycle
from emulation.views.scan import scan_response
from emulation.views.years import find_year

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
def year_calendar(request: HttpRequest, year: int) -> HttpResponse:
    """All acts of the calendar in one table, saved at once."""
    row = find_year(request, year)
    if not can_configure_year(request.actor):
        raise NotAllowed
    stored = city_calendar(year)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = CalendarForm(data, files, version=row.version, calendar=stored)
    status = 422 if data is not None else 200
    if form.is_valid():
        values = form.cleaned_data
        try:
            changes = set_city_calendar(
                row,
                actor=request.actor,
                calendar=form.calendar,
                **{name: values[name] for name in ("reason", "scan", "version")},
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            told = " ".join(changes) or _("nothing was changed.")
            messages.success(request, _("The calendar is saved: {changes}").format(changes=told))
            for warning in warnings(form.calendar, year):
                messages.warning(request, warning)
            return redirect("emulation:year_opening", year)
    context = {"year": row, "form": form, "warnings": warnings(stored, year)}
    return render(request, "emulation/year_calendar.html", context, status=status)


@require_safe
def cycle_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Every act of a bloc's year with its days, whose they are, and who was given more time."""
    cycle = visible_cycle(request, pk)
    rows = _calendar(request, cycle)
    context = {
        "cycle": cycle,
        "rows": rows,
        "may_change": can_change_windows(request.actor) and not cycle.is_closed,
        "may_extend": _may_extend(request, cycle) and any(row.window for row in rows),
    }
    return render(request, "emulation/cycle_calendar.html", context)


@require_POST
def cycle_calendar_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a workbook."""
    cycle = visible_cycle(request, pk)
    sheet = calendar_sheet(cycle, _calendar(request, cycle))
    return export(request, sheet, what="calendar.export", file_name=f"lich-khoi-{cycle.year_id}")


def _may_extend(request: HttpRequest, cycle: Cycle) -> bool:
    return can_grant_extensions(request.actor, cycle) and not cycle.is_locked


def _calendar(request: HttpRequest, cycle: Cycle) -> list[CalendarLine]:
    actor, may_extend = request.actor, _may_extend(request, cycle)
    names = {member.organization_id: member.name for member in members_named(cycle)}
    return calendar_rows(
        Calendar.of(cycle),
        names,
        changeable={pk for pk in names if may_extend and pk not in actor.conflict_organization_ids},
        readable={pk for pk in names if can_see_extension_document(actor, cycle, pk)},
    )


@require_http_methods(PAGE)
def window_change(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Closes, reopens or moves one window, for the bloc or for the city."""
    cycle = visible_cycle(request, pk)
    if act not in Act.values:
        raise Missing
    if not can_change_windows(request.actor):
        raise NotAllowed
    window = Calendar.of(cycle).windows.get(act)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {
        "seen": seen_of(window),
        "scope": "bloc",
        "change": running_of(window) if window else "move",
        "opens": window.opens if window else None,
        "closes": window.closes if window else None,
    }
    form = WindowForm(
        data,
        files,
        initial=initial,
        of_city=window is None or window.cycle_id is None,
        exists=window is not None,
    )
    status = 422 if data is not None else 200
    if form.is_valid():
        values = form.cleaned_data
        try:
            changed = _changed(request, cycle, act, window, values)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            told = changed or _("{act}: no time is set").format(act=Act(act).label)
            messages.success(request, _("Changed: {window}.").format(window=told))
            for warning in warnings({act: days_of(changed)} if changed else {}, cycle.year_id):
                messages.warning(request, warning)
            return redirect("emulation:cycle_calendar", pk)
    context = {
        "cycle": cycle,
        "window": window,
        "act": Act(act).label,
        "form": form,
        "of_city": city_calendar(cycle.year_id).get(act) if window and window.cycle_id else None,
    }
    return render(request, "emulation/window_change.html", context, status=status)


def _changed(
    request: HttpRequest, cycle: Cycle, act: str, window: Window | None, values: dict[str, Any]
) -> Window | None:
    """The window that holds after what a valid form asks for."""
    if values["change"] == Change.HAND_BACK:
        return hand_back_window(
            cycle, actor=request.actor, act=act, reason=values["reason"], seen=values["seen"]
        )
    moved = Moved(values["change"], values["opens"], values["closes"], window.grace_days if window else 0)
    return change_window(
        cycle,
        actor=request.actor,
        act=act,
        moved=moved,
        for_city=values.get("scope") == "city",
        **{name: values[name] for name in ("reason", "scan", "seen")},
    )


@require_safe
def window_document(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """The letter behind the last change of a window, for all who see the bloc's calendar."""
    window = Calendar.of(visible_cycle(request, pk)).windows.get(act)
    found = Window.objects.filter(pk=window.pk).select_related("document").first() if window else None
    if found is None or found.document is None:
        raise Missing
    return scan_response(found.document, f"lich-{act}-{pk}")
