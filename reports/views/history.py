"""The records: what was done, to what, by whom; and what was taken out of the system."""

from dataclasses import fields
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.choices import flatten_choices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blocs import clock
from blocs.errors import BadInput, Missing
from blocs.models import AuditEvent, Bloc, Organization
from blocs.queries.names import names_on
from blocs.rules import can_see_history
from blocs.views.export import export
from reports.exports.history import access_sheet, history_sheet
from reports.forms.history import AccessForm, HistoryForm, PeriodForm
from reports.queries.access import accesses, can_see_accesses, taken
from reports.queries.history import Filters, Stretch, audit_visible_to, lines, narrowed, sealed, stretch
from reports.queries.history_of import Subject, subject

# Of a text on the page; the workbook has all of it.
LONGEST = 240
FILTERS = {field.name for field in fields(Filters)}


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """All records the actor may read, newest first, narrowed by the query string."""
    form, blocs = _form(request)
    shown = _stretch(request, _events(request, form))
    known = {("blocs.bloc", bloc.pk): bloc.short_name or bloc.code for bloc in blocs}
    rows = lines(request.actor, shown.rows, known, longest=LONGEST)
    context = {
        "form": form,
        "blocs": blocs,
        "lines": rows,
        "stretch": shown,
        "narrowed": _words(request, form, rows[0].who if rows else ""),
        "sealed": sealed(),
        "sees_accesses": can_see_accesses(request.actor),
        "sees_addresses": request.actor.is_operator,
    }
    return render(request, "reports/history.html", context, status=422 if form.errors else 200)


@require_POST
def history_export(request: HttpRequest) -> HttpResponse:
    """What the page shows, all pages of it, as a workbook."""
    form, _blocs = _form(request)
    _require_sound(form)
    events = _events(request, form)
    first = (
        events.select_related("person").order_by("-time", "-pk").first()
        if request.GET.get("person")
        else None
    )
    words = _words(request, form, str(first.person) if first else "")
    sheet = history_sheet(request.actor, events, title=_("Records of acts"), narrowed=words)
    return export(request, sheet, what="history.export", file_name="nhat-ky")


@require_safe
def history_of(request: HttpRequest, object_type: str, pk: int) -> HttpResponse:
    """Everything ever done to one object and to the rows that belong to it."""
    found = _subject(request, object_type, pk)
    shown = _stretch(request, found.events)
    context = {
        "subject": found,
        "lines": lines(request.actor, shown.rows, longest=LONGEST),
        "stretch": shown,
        "export_url": reverse("reports:history_of_export", args=[object_type, pk]),
        "sees_addresses": request.actor.is_operator,
    }
    return render(request, "reports/history_of.html", context)


@require_POST
def history_of_export(request: HttpRequest, object_type: str, pk: int) -> HttpResponse:
    """The records of one object as a workbook."""
    found = _subject(request, object_type, pk)
    title = _("Records of acts: {name}").format(name=found.name)
    sheet = history_sheet(request.actor, found.events, title=title, narrowed="")
    return export(request, sheet, what="history.export", file_name="nhat-ky")


@require_safe
def history_access(request: HttpRequest) -> HttpResponse:
    """What was taken out of the system, by whom."""
    _require(can_see_accesses(request.actor))
    form = AccessForm(request.GET)
    shown = _stretch(request, accesses(request.actor, _wanted(form)))
    rows = taken(request.actor, shown.rows)
    context = {
        "form": form,
        "rows": rows,
        "stretch": shown,
        "narrowed": _words(request, form, rows[0].who if rows else ""),
        "sees_addresses": request.actor.is_operator,
    }
    return render(request, "reports/history_access.html", context, status=422 if form.errors else 200)


@require_POST
def history_access_export(request: HttpRequest) -> HttpResponse:
    """What was taken out, as a workbook: itself noted."""
    _require(can_see_accesses(request.actor))
    form = AccessForm(request.GET)
    _require_sound(form)
    rows = accesses(request.actor, _wanted(form))
    sheet = access_sheet(request.actor, rows, narrowed=_words(request, form, ""))
    return export(request, sheet, what="accesses.export", file_name="xuat-du-lieu")


def _form(request: HttpRequest) -> tuple[HistoryForm, list[Bloc]]:
    _require(can_see_history(request.actor))
    named = Bloc.objects.visible_to(request.actor).named(clock.today())
    blocs = list(named.order_by("sort_key"))
    return HistoryForm(request.GET, blocs=blocs), blocs


def _events(request: HttpRequest, form: HistoryForm) -> QuerySet[AuditEvent]:
    return narrowed(audit_visible_to(request.actor), _wanted(form))


def _stretch(request: HttpRequest, rows: QuerySet) -> Stretch:
    marks = {name: request.GET.get(name, "") for name in ("older", "newer")}
    return stretch(rows.select_related("person"), **marks)


def _subject(request: HttpRequest, object_type: str, pk: int) -> Subject:
    _require(can_see_history(request.actor))
    found = subject(request.actor, object_type, pk)
    if found is None:
        raise Missing
    return found


def _require(allowed: bool) -> None:
    if not allowed:
        raise Missing


def _wanted(form: PeriodForm) -> Filters:
    """What the form understood; what is wrong in it is said beside its field and left out."""
    form.is_valid()
    return Filters(**{name: value for name, value in form.cleaned_data.items() if name in FILTERS and value})


def _require_sound(form: PeriodForm) -> None:
    if not form.is_valid():
        raise BadInput(" ".join(error for errors in form.errors.values() for error in errors))


def _words(request: HttpRequest, form: PeriodForm, who: str) -> str:
    """In words what the list is narrowed to; `who` is the name behind a person's number."""
    told = []
    for name, value in form.cleaned_data.items():
        if not value:
            continue
        if name == "person":
            told.append(_("Done by: {name}").format(name=who or _("nobody")))
        elif name == "organization":
            seen = Organization.objects.visible_to(request.actor).filter(pk=value).exists()
            unit = names_on(clock.today(), [value]).get(value) if seen else None
            told.append(_("Organisation: {name}").format(name=unit or _("none")))
        else:
            told.append(f"{form.fields[name].label}: {_as_chosen(form.fields[name], value)}")
    return "; ".join(told)


def _as_chosen(field: forms.Field, value: Any) -> str:
    if isinstance(value, date):
        return date_format(value)
    choices = flatten_choices(getattr(field, "choices", []))
    return str(dict(choices).get(value, value))
