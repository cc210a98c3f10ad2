"""The year of a bloc at a glance."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from blocs.errors import Missing, NotAllowed
from blocs.forms.base import Form
from emulation.actions.cycle import close_cycle, not_yet
from emulation.models import Cycle
from emulation.queries.cycle import overview
from emulation.rules.cycle import can_close_cycle


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
        "may_close": shown.is_decided and not shown.is_closed and can_close_cycle(request.actor, shown),
    }
    return render(request, "emulation/cycle.html", context)


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
