"""The bloc's side: propose units of the frozen standings, write the dossiers, send them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions.nomination import (
    edit_nomination,
    prepare_nomination,
    remove_nomination,
    send_nominations,
)
from awards.exports.nominations import proposals_sheet
from awards.forms.nomination import DossierForm, ProposalForm, SendingForm, VersionForm
from awards.models import Nomination
from awards.queries.nominations import Row, of_cycle, rows, standings_in_force
from awards.queries.rules import open_quotas, quotas_of
from awards.rules import nomination as rules
from awards.views.nominations import found
from awards.views.words import by_award, place_of, state_of
from blocs import clock
from blocs.errors import BadInput, Missing, NotAllowed, Refused, Stale
from blocs.forms.base import Form
from blocs.queries import bloc_names_on
from blocs.views.export import export
from emulation.models import Cycle, StandingEntry
from emulation.models.calendar import Calendar
from emulation.models.window import Act


def _cycle(request: HttpRequest, pk: int) -> Cycle:
    """The cycle, for those who prepare its dossiers."""
    cycle = get_object_or_404(Cycle.objects.visible_to(request.actor), pk=pk)
    if not rules.can_see_nominations_of_cycle(request.actor, cycle):
        raise NotAllowed(_("The head's unit and the secretariat prepare the dossiers of the bloc."))
    request.cycle = cycle
    return cycle


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is nothing; None when the page is only read."""
    return request.POST if request.method == "POST" else None


@require_safe
def cycle_nominations(request: HttpRequest, pk: int) -> HttpResponse:
    """The units by place, what each is proposed for, and how many may still be proposed."""
    cycle = _cycle(request, pk)
    entries = standings_in_force(cycle)
    proposed: dict[int, list] = {}
    nominations = of_cycle(cycle)
    for nomination in nominations:
        line = {
            "nomination": nomination,
            "state": state_of(nomination),
            "may_remove": rules.can_remove_nomination(request.actor, nomination),
        }
        proposed.setdefault(nomination.organization_id, []).append(line)
    quotas = quotas_of(cycle, nominations)
    may_prepare = rules.can_prepare_nominations(request.actor, cycle)
    context = {
        "cycle": cycle,
        "bloc": bloc_names_on(cycle.names_on, [cycle.bloc_id])[cycle.bloc_id],
        "snapshot": entries[0].snapshot if entries else None,
        "lines": [
            {
                "entry": entry,
                "place": place_of(entry, len(entries)),
                "proposed": proposed.get(entry.organization_id, []),
                "dissolved": rules.is_dissolved(entry.organization, clock.today()),
                "may_propose": may_prepare
                and not entry.marks
                and not rules.is_dissolved(entry.organization, clock.today())
                and bool(open_quotas(quotas, nominations, entry.organization_id)),
            }
            for entry in entries
        ],
        "quotas": quotas,
        "may_send": rules.can_send_nominations(request.actor, cycle) and _waiting(nominations),
        "waiting": _waiting(nominations),
        "window": Calendar.of(cycle).standing(Act.NOMINATION, cycle.head_id),
    }
    return render(request, "awards/cycle_nominations.html", context)


@require_POST
def cycle_nominations_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a workbook."""
    cycle = _cycle(request, pk)
    proposed: dict[int, list[tuple[Nomination, str]]] = {}
    for nomination in of_cycle(cycle):
        proposed.setdefault(nomination.organization_id, []).append((nomination, state_of(nomination).text))
    lines = [(entry, proposed.get(entry.organization_id, [])) for entry in standings_in_force(cycle)]
    bloc = bloc_names_on(cycle.names_on, [cycle.bloc_id])[cycle.bloc_id]
    sheet = proposals_sheet(cycle, bloc.full, lines)
    return export(request, sheet, what="proposals.export", file_name=f"ho-so-de-nghi-{cycle.year_id}")


def _waiting(nominations: list[Nomination]) -> int:
    """How many dossiers are with the bloc."""
    return sum(nomination.state in rules.WRITABLE for nomination in nominations)


@require_http_methods(["GET", "HEAD", "POST"])
def nomination_new(request: HttpRequest, pk: int, organization_pk: int) -> HttpResponse:
    """Proposes one unit."""
    cycle = _cycle(request, pk)
    if not rules.can_prepare_nominations(request.actor, cycle):
        raise NotAllowed(
            _(
                "Units are proposed by the head's leader or the secretariat, after the scores are locked and before the dossiers are sent."
            )
        )
    entry = _entry(cycle, organization_pk)
    nominations = of_cycle(cycle)
    quotas = open_quotas(quotas_of(cycle, nominations), nominations, organization_pk)
    form = ProposalForm(_posted(request), quotas=quotas, initial={"reason": first_reason(cycle)})
    if request.method == "POST" and form.is_valid():
        values = {key: value for key, value in form.cleaned_data.items() if key != "version"}
        commendation = values.pop("commendation")
        try:
            nomination = prepare_nomination(
                cycle,
                actor=request.actor,
                organization_id=organization_pk,
                commendation_id=commendation,
                **values,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
            return _dossier_form(request, cycle, entry, form, _("Propose the unit"), status=refused.status)
        messages.success(request, _("The dossier is begun; it is sent with the others of the bloc."))
        return redirect("awards:nomination", nomination.pk)
    return _dossier_form(request, cycle, entry, form, _("Propose the unit"))


def first_reason(cycle: Cycle) -> str:
    """What certificates usually say; the bloc may write another."""
    return f"Đã có thành tích xuất sắc trong phong trào thi đua năm {cycle.year_id}"


@require_http_methods(["GET", "HEAD", "POST"])
def nomination_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes the texts of a dossier that is with the bloc."""
    nomination = found(request, pk)
    if not rules.can_edit_nomination(request.actor, nomination):
        raise NotAllowed(_("The dossier can be changed only by the bloc, while it is with the bloc."))
    request.cycle = nomination.cycle
    names = ("achievements", "reason", "version")
    form = DossierForm(_posted(request), initial={name: getattr(nomination, name) for name in names})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                edit_nomination(nomination, actor=request.actor, **form.cleaned_data)
            except Stale as stale:
                form.add_error(None, str(stale))
                status = stale.status
            else:
                messages.success(request, _("The dossier is saved."))
                return redirect("awards:nomination", nomination.pk)
    entry = get_object_or_404(nomination.snapshot.entries, organization=nomination.organization_id)
    return _dossier_form(request, nomination.cycle, entry, form, _("Save the dossier"), nomination, status)


@require_POST
def nomination_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back what was not sent."""
    nomination = found(request, pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise BadInput
    remove_nomination(nomination, actor=request.actor, version=form.cleaned_data["version"])
    messages.success(request, _("The proposal is removed; its number is free again."))
    return redirect("awards:cycle_nominations", nomination.cycle_id)


@require_http_methods(["GET", "HEAD", "POST"])
def sending(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what sending will do; the red button sends."""
    cycle = _cycle(request, pk)
    if not rules.can_send_nominations(request.actor, cycle):
        raise NotAllowed(_("Only the leader of the head's unit sends the dossiers."))
    waiting = [n for n in of_cycle(cycle) if n.state in rules.WRITABLE]
    shown = {"seen": SendingForm.listed(waiting)}
    form, status = SendingForm(_posted(request), initial=shown), 200
    if request.method == "POST" and not form.is_valid():
        raise BadInput
    if request.method == "POST":
        try:
            count = send_nominations(cycle, actor=request.actor, seen=form.cleaned_data["seen"])
        except Refused as refused:
            form = SendingForm(shown)  # the list as it is now: what the next press sends
            form.add_error(None, str(refused))
            status = refused.status
        else:
            told = ngettext("{n} dossier is sent to the city.", "{n} dossiers are sent to the city.", count)
            messages.success(request, told.format(n=count))
            return redirect("awards:cycle_nominations", cycle.pk)
    context = {
        "cycle": cycle,
        "form": form,
        "consequences": _consequences(cycle, rows(waiting, request.actor)),
        "acting": request.actor.capacity,
        "back": reverse("awards:cycle_nominations", args=[cycle.pk]),
    }
    return render(request, "awards/sending.html", context, status=status)


def _consequences(cycle: Cycle, waiting: list[Row]) -> list[str]:
    """What sending will do, in sentences; the units by name."""
    sentences = [
        ngettext(
            "{n} dossier goes to the city's standing body.",
            "{n} dossiers go to the city's standing body.",
            len(waiting),
        ).format(n=len(waiting)),
        *by_award(waiting),
    ]
    if not cycle.is_submitted:
        sentences.append(
            _(
                "After that the bloc can add no other unit this year, and a dossier changes only when the city asks for more."
            )
        )
    return sentences


def _entry(cycle: Cycle, organization_pk: int) -> StandingEntry:
    """The unit's place in the standings in force; else there is no such page."""
    entry = (
        StandingEntry.objects.filter(
            snapshot__cycle=cycle, snapshot__superseded_at__isnull=True, organization=organization_pk
        )
        .select_related("snapshot")
        .first()
    )
    if entry is None:
        raise Missing
    return entry


def _dossier_form(
    request: HttpRequest,
    cycle: Cycle,
    entry: StandingEntry,
    form: Form,
    submit: str,
    nomination: Nomination | None = None,
    status: int | None = None,
) -> HttpResponse:
    back = ("awards:nomination", [nomination.pk]) if nomination else ("awards:cycle_nominations", [cycle.pk])
    context = {
        "cycle": cycle,
        "entry": entry,
        "members": StandingEntry.objects.filter(snapshot=entry.snapshot_id).count(),
        "form": form,
        "submit": submit,
        "nomination": nomination,
        "back": reverse(back[0], args=back[1]),
    }
    if status is None:
        status = 422 if request.method == "POST" else 200
    return render(request, "awards/dossier_form.html", context, status=status)
