"""Giving an organisation more time, changing what was given, taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from blocs.errors import Missing, NotAllowed, Refused
from emulation.actions.extension import change_extension, grant_extension, take_back_extension
from emulation.forms.window import ExtensionChangeForm, ExtensionForm, SeenForm
from emulation.models import Cycle, Extension
from emulation.models.calendar import Calendar
from emulation.queries.cycle import members_named
from emulation.rules.window import can_extend_for, can_grant_extensions, can_see_extension_document
from emulation.views.cycle import visible_cycle
from emulation.views.scan import scan_response

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
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
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ExtensionForm(
        data,
        files,
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
            return redirect("emulation:cycle_calendar", pk)
    return render(request, "emulation/cycle_extension.html", {"cycle": cycle, "form": form}, status=status)


@require_http_methods(PAGE)
def extension_change(request: HttpRequest, pk: int, extension_pk: int) -> HttpResponse:
    """Another day or reason for what was given."""
    cycle, row, name = _found(request, pk, extension_pk)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ExtensionChangeForm(
        data, files, initial={"until": row.until, "reason": row.reason, "seen": row.until}
    )
    status = 422 if data is not None else 200
    if form.is_valid():
        try:
            given = change_extension(row, cycle, actor=request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            messages.success(
                request, _("More time was given, to {date}.").format(date=f"{given.until:%d/%m/%Y}")
            )
            return redirect("emulation:cycle_calendar", pk)
    context = {"cycle": cycle, "extension": row, "name": name, "form": form}
    return render(request, "emulation/extension_change.html", context, status=status)


@require_http_methods(PAGE)
def extension_removal(request: HttpRequest, pk: int, extension_pk: int) -> HttpResponse:
    """What taking the time back means, and the button."""
    cycle, row, name = _found(request, pk, extension_pk)
    form = SeenForm(request.POST if request.method == "POST" else None, initial={"seen": row.until})
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            take_back_extension(row, cycle, actor=request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            messages.success(request, _("{name} has the same time as the others.").format(name=name))
            return redirect("emulation:cycle_calendar", pk)
    context = {
        "cycle": cycle,
        "extension": row,
        "form": form,
        "heading": _("Take the time back from {name}?").format(name=name),
        "consequences": [
            _("{act}: until {date}, because of: {reason}").format(
                act=row.window.get_act_display(), date=f"{row.until:%d/%m/%Y}", reason=row.reason
            ),
            _(
                "From now on the organisation has no more time than the others. What it has done so far stays in time."
            ),
        ],
        "acting": request.actor.capacity,
        "back": reverse("emulation:cycle_calendar", args=[pk]),
    }
    return render(request, "emulation/extension_removal.html", context, status=status)


@require_safe
def extension_document(request: HttpRequest, pk: int, extension_pk: int) -> HttpResponse:
    """The letter behind an extension."""
    cycle = visible_cycle(request, pk)
    row = _of_cycle(cycle, extension_pk)
    if row.document is None or not can_see_extension_document(request.actor, cycle, row.organization_id):
        raise Missing
    return scan_response(row.document, f"gia-han-{row.pk}")


def _found(request: HttpRequest, pk: int, extension_pk: int) -> tuple[Cycle, Extension, str]:
    """The extension of a member of a visible cycle, for those who may change it, with the member's name."""
    cycle = visible_cycle(request, pk)
    row = _of_cycle(cycle, extension_pk)
    if not can_extend_for(request.actor, cycle, row.organization_id):
        raise NotAllowed(_("More time is given by the head of the bloc or the city officer."))
    member = members_named(cycle).filter(organization=row.organization_id).first()
    if member is None:
        raise Missing
    return cycle, row, member.name


def _of_cycle(cycle: Cycle, extension_pk: int) -> Extension:
    """An extension of the windows that hold for a cycle, of one of its members. Raises Missing."""
    windows = [window.pk for window in Calendar.of(cycle).windows.values()]
    members = members_named(cycle).values("organization")
    row = (
        Extension.objects.filter(pk=extension_pk, window__in=windows, organization__in=members)
        .select_related("window", "document")
        .first()
    )
    if row is None:
        raise Missing
    return row
