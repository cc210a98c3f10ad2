"""The year of a bloc at a glance."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from blocs.errors import Missing, NotAllowed, Refused
from blocs.forms.base import Form
from blocs.rules import can_keep_register
from emulation.actions.cycle import choose_table, close_cycle, not_yet
from emulation.forms.cycle import CycleTableForm
from emulation.models import Cycle
from emulation.queries.cycle import overview, tables_for, units_with_entries
from emulation.rules.cycle import can_choose_table, can_close_cycle


def visible_cycle(request: HttpRequest, pk: int | None = None, **lookup: object) -> Cycle:
    """The cycle if the actor may see it; header and navigation then speak of it. Raises Missing.

    Found by its number, or by something that belongs to it.
    """
    lookup = lookup or {"pk": pk}
    cycle = Cycle.objects.visible_to(request.actor).select_related("bloc", "year").filter(**lookup).first()
    if cycle is None:
        raise Missing
    request.cycle = cycle
    return cycle


@require_safe
def cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """Windows, who has sent what, gates."""
    shown = visible_cycle(request, pk)
    context = {
        "cycle": shown,
        "page": overview(shown, request.actor),
        "may_compose": can_keep_register(request.actor),
        "may_close": shown.is_decided and not shown.is_closed and can_close_cycle(request.actor, shown),
    }
    return render(request, "emulation/cycle.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_table(request: HttpRequest, pk: int) -> HttpResponse:
    """By which table the bloc is scored in the year, until a sheet has entries."""
    shown = visible_cycle(request, pk)
    if not can_choose_table(request.actor):
        raise NotAllowed
    tables = tables_for(shown)
    form = CycleTableForm(
        request.POST if request.method == "POST" else None,
        tables=tables,
        initial={"version": shown.version, "table_version": shown.table_version_id},
    )
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        values = form.cleaned_data
        try:
            choose_table(shown, values["table_version"], actor=request.actor, version=values["version"])
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            messages.success(request, _("The scoring table of the year is set."))
            return redirect("emulation:cycle", pk)
    context = {
        "cycle": shown,
        "form": form,
        "tables": tables,
        "final": shown.is_locked or shown.is_closed,
        "entered": units_with_entries(shown),
    }
    return render(request, "emulation/cycle_table.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """What closing the year means, and the red button."""
    shown = visible_cycle(request, pk)
    if not can_close_cycle(request.actor, shown):
        raise NotAllowed
    if request.method == "POST":
        close_cycle(shown, actor=request.actor)
        messages.success(request, _("The year {year} of the bloc is closed.").format(year=shown.year_id))
        return redirect("emulation:cycle", pk)
    context = {"cycle": shown, "form": Form(), "obstacle": not_yet(shown)}
    return render(request, "emulation/cycle_closing.html", context)
