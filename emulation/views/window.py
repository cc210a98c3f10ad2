"""Giving an organisation more time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blocs.errors import NotAllowed, Refused
from emulation.actions.window import grant_extension
from emulation.forms.window import ExtensionForm
from emulation.models.calendar import Calendar
from emulation.queries.cycle import members_named
from emulation.rules.window import can_extend_for, can_grant_extensions
from emulation.views.cycle import visible_cycle


@require_http_methods(["GET", "HEAD", "POST"])
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    """More time for one member, with the reason that every member sees."""
    cycle = visible_cycle(request, pk)
    if not can_grant_extensions(request.actor, cycle):
        raise NotAllowed(_("More time is given by the head of the bloc or the city officer."))
    windows = Calendar.of(cycle).windows.values()
    members = [
        (member.organization_id, member.name)
        for member in members_named(cycle)
        if can_extend_for(request.actor, cycle, member.organization_id)
    ]
    data = request.POST if request.method == "POST" else None
    form = ExtensionForm(
        data,
        acts=[(window.act, window.get_act_display()) for window in windows],
        organizations=members,
        initial={"act": request.GET.get("act", ""), "organization": request.GET.get("organization", "")},
    )
    status = 422 if data is not None else 200
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            given = grant_extension(
                cycle, actor=request.actor, organization_id=values.pop("organization"), **values
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            messages.success(
                request, _("More time was given, to {date}.").format(date=f"{given.until:%d/%m/%Y}")
            )
            return redirect("emulation:cycle", pk)
    return render(request, "emulation/cycle_extension.html", {"cycle": cycle, "form": form}, status=status)
