"""The year of a bloc at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from blocs.errors import Missing
from emulation.models import Cycle
from emulation.queries.cycle import overview
from emulation.rules.pledge import can_draft_pledge
from emulation.rules.window import can_grant_extensions


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
        "may_extend": can_grant_extensions(request.actor, shown) and not shown.is_locked,
        "may_draft": can_draft_pledge(request.actor, shown) and not shown.is_locked,
    }
    return render(request, "emulation/cycle.html", context)
