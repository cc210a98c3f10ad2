"""Choosing which of one's own roles to act in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.middleware import CAPACITY_KEY


@require_POST
def capacity(request: HttpRequest) -> HttpResponse:
    """Keeps the key of one of the person's own capacities for this session, then leads home.

    The page before may not be one the new role can see. Anything but an own capacity in force is 404.
    """
    key = request.POST.get("capacity", "")
    chosen = next((own for own in request.actor.capacities if own.key == key), None)
    if chosen is None:
        raise Http404
    request.session[CAPACITY_KEY] = key
    messages.success(request, _("Now acting as: {role}").format(role=chosen))
    return redirect("reports:home")
