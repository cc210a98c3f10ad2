"""Decisions: the list, one decision, and the recording of a new one in two steps."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions.decision import record_decision
from awards.exports.decisions import awarded_sheet, decisions_sheet
from awards.forms.decision import DecisionForm
from awards.models import Decision
from awards.queries.decisions import awarded_by, closed_by, decisions, received_already
from awards.queries.nominations import Row, decidable, rows
from awards.rules.decision import can_record_decision
from awards.rules.past_result import can_record_past_results
from awards.views.words import by_award
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.views.export import export

PER_PAGE = 50


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """Every decision recorded, newest year first."""
    page = Paginator(decisions(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "may_record": can_record_decision(request.actor),
        "may_import": can_record_past_results(request.actor),
    }
    return render(request, "awards/decisions.html", context)


@require_POST
def decisions_export(request: HttpRequest) -> HttpResponse:
    """The list as a workbook, all its pages."""
    sheet = decisions_sheet(decisions(request.actor))
    return export(request, sheet, what="decisions.export", file_name="quyet-dinh-khen-thuong")


@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision and those it awards; the nominations only for those who may open them."""
    found = get_object_or_404(
        Decision.objects.visible_to(request.actor).select_related("recorded_by__person"), pk=pk
    )
    context = {
        "decision": found,
        "units": awarded_by(found, request.actor),
        "show_recorder": request.actor.is_city_staff,
    }
    return render(request, "awards/decision.html", context)


@require_POST
def decision_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The units a decision awards, as a workbook."""
    found = get_object_or_404(Decision.objects.visible_to(request.actor), pk=pk)
    paper = _paper({name: getattr(found, name) for name in ("number", "dated_on", "issuer", "citation")})
    sheet = awarded_sheet(found, awarded_by(found, request.actor), paper)
    return export(request, sheet, what="awards.export", file_name=f"khen-thuong-{found.for_year}")


@require_http_methods(["GET", "HEAD", "POST"])
def decision_new(request: HttpRequest) -> HttpResponse:
    """First the form; then what will happen, said before it is done; then the red button."""
    if not can_record_decision(request.actor):
        raise NotAllowed(_("Decisions are recorded by the city's officer."))
    open_rows = rows(decidable(request.actor), request.actor)
    years = sorted({row.nomination.cycle.year_id for row in open_rows}, reverse=True)
    asked = request.GET.get("year", "")
    year = next((one for one in years if str(one) == asked), years[0] if years else None)
    chosen = [row for row in open_rows if row.nomination.cycle.year_id == year]
    if request.method != "POST":
        return _form(request, DecisionForm(rows=chosen, initial=first_words(chosen, year)), years, year)
    form = DecisionForm(request.POST, rows=chosen)
    if not form.is_valid():
        return _form(request, form, years, year, 422)
    if "back" in request.POST:
        return _form(request, form, years, year)
    if "confirmed" not in request.POST:
        return _confirm(request, form, years, year)
    try:
        recorded = record_decision(actor=request.actor, **form.decision())
    except (Conflict, BadInput) as refused:
        form.add_error(None, str(refused))
        return _form(request, form, years, year, refused.status)
    messages.success(request, _("The decision is recorded; the honours stand on the public page."))
    return redirect("awards:decision", recorded.pk)


def first_words(chosen: list[Row], year: int | None) -> dict[str, str]:
    """What decisions usually say, in the words of the paper; the officer writes what the paper says."""
    if not chosen:
        return {}
    return {
        "issuer": chosen[0].nomination.commendation.authority,
        "subject": f"Về việc khen thưởng phong trào thi đua năm {year}",
    }


def _form(
    request: HttpRequest, form: DecisionForm, years: list[int], year: int | None, status: int = 200
) -> HttpResponse:
    choices = [{"label": one, "url": f"?year={one}", "current": one == year, "count": None} for one in years]
    context = {"form": form, "years": choices, "year": year}
    return render(request, "awards/decision_form.html", context, status=status)


def _confirm(request: HttpRequest, form: DecisionForm, years: list[int], year: int | None) -> HttpResponse:
    sent = [(name, value) for name in form.fields for value in request.POST.getlist(name)]
    twice = received_already([row.nomination.pk for row in form.awarded])
    context = {
        "form": form,
        "year": year,
        "sent": sent,
        "consequences": consequences(form),
        "acting": request.actor.capacity,
        "warnings": [row.name for row in form.awarded if row.nomination.approved_at is None],
        "twice": [
            f"{row.name}, {row.nomination.commendation.short_name}"
            for row in form.awarded
            if row.nomination.pk in twice
        ],
    }
    return render(request, "awards/decision_confirm.html", context)


def consequences(form: DecisionForm) -> list[str]:
    """What recording will do, in sentences."""
    sentences = by_award(form.awarded)
    for row, reason in form.not_approved:
        sentences.append(
            _("Not approved: {unit}, {award}. Reason: {reason}").format(
                unit=row.name, award=row.nomination.commendation.short_name, reason=reason
            )
        )
    sentences.append(_paper(form.cleaned_data))
    sentences.append(_("The honours appear on the public page at once."))
    settled = {row.nomination.pk for row in [*form.awarded, *(row for row, _reason in form.not_approved)]}
    closed = {cycle.pk for cycle in closed_by(settled)}
    names = {
        row.nomination.cycle_id: f"{row.nomination.bloc_short} {row.nomination.cycle.year_id}"
        for row in form.rows
    }
    if closed:
        sentences.append(
            _("With this everything proposed is decided for: {blocs}.").format(
                blocs="; ".join(names[pk] for pk in sorted(closed))
            )
        )
    sentences.append(_("A recorded decision is not changed any more; a correction is a new decision."))
    return sentences


def _paper(values: dict) -> str:
    """How the decision will be cited."""
    if values["number"]:
        return _("By decision no. {number} of {date}, {issuer}.").format(
            number=values["number"], date=date_format(values["dated_on"]), issuer=values["issuer"]
        )
    return _("By a decision of {issuer} without a known number. Source: {source}").format(
        issuer=values["issuer"], source=values["citation"]
    )
