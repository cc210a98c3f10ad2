"""The offices of a bloc's year: who holds them, handed over, given up."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from blocs import clock
from blocs.actions import office as acts
from blocs.forms.office import CorrectionForm, OfficeForm, VacancyForm, WithdrawalForm
from blocs.models import Bloc, Office
from blocs.models.office import OfficeRole
from blocs.queries.composition import name_of_bloc
from blocs.queries.office import (
    Offices,
    against_hand_over,
    against_holding,
    against_withdrawal,
    of_hand_over,
    of_withdrawal,
    offices,
    title_of,
)
from blocs.rules import can_keep_register
from blocs.views.bloc_acts import visible_bloc
from blocs.views.compositions import year_of
from blocs.views.steps import Step, confirmed_or_asked, done_or_asked, require_keeper, sent_data


@require_safe
def offices_page(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Who holds the offices of a year, and who held them before."""
    bloc = get_object_or_404(Bloc.objects.visible_to(request.actor), pk=pk)
    year_of(year)
    context = {
        "bloc": bloc,
        "name": name_of_bloc(bloc, year),
        "year": year,
        "offices": offices(bloc, year),
        "keeps": can_keep_register(request.actor),
        "back": _page(bloc, year),
    }
    return render(request, "blocs/offices.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def office_head(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """The head is recorded, or handed over in one step."""
    bloc = visible_bloc(request, pk)
    held = offices(bloc, year_of(year))
    present = held.head
    form = _office_form(request, held, present)
    step = Step(
        heading=_("Hand over: {title} {year}").format(title=bloc.head_title, year=year)
        if present
        else _("Record: {title} {year}").format(title=bloc.head_title, year=year),
        lead=_("{name} holds the office since {date}.").format(
            name=present.name, date=f"{present.since:%d/%m/%Y}"
        )
        if present
        else _("As the minutes of the election say it, or the decision that appoints it."),
        submit=_("Hand over the office") if present else _("Record the head"),
        icon="pennant",
        kind="binding",
        back=reverse("blocs:offices", args=[pk, year]),
        back_label=_("Offices of {year}").format(year=year),
    )

    def told() -> tuple[list[str], list[str]]:
        office = _office(bloc, year, form, OfficeRole.HEAD)
        recorded = list(Office.objects.filter(bloc=bloc, year=year).order_by("since", "pk"))
        others = [
            o for o in recorded if o.role == OfficeRole.HEAD or o.organization_id != office.organization_id
        ]
        sentences = of_hand_over(office, _chosen(held, office), present, present.name if present else "")
        own = next((o for o in held.deputies if o.organization_id == office.organization_id), None)
        if own:
            sentences.append(
                _("It gives up the office “{title}” on the day before.").format(title=bloc.deputy_title)
            )
        return sentences, against_holding(office, others) + against_hand_over(office, recorded)

    def act() -> HttpResponse:
        values = form.cleaned_data
        acts.hand_over_head(
            bloc,
            year,
            values["organization"],
            actor=request.actor,
            since=values["since"],
            basis=values["basis"],
            seen=values["seen"],
        )
        return _done(request, bloc, year, _("The office is recorded."))

    return confirmed_or_asked(request, step, form, told=told, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def office_deputy(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """A deputy is recorded."""
    bloc = visible_bloc(request, pk)
    held = offices(bloc, year_of(year))
    form = _office_form(request, held, None)
    step = Step(
        heading=_("Record: {title} {year}").format(title=bloc.deputy_title, year=year),
        lead=_("As the minutes of the election say it, or the decision that appoints it."),
        submit=_("Record the deputy"),
        icon="pennant",
        back=reverse("blocs:offices", args=[pk, year]),
        back_label=_("Offices of {year}").format(year=year),
    )

    def act() -> HttpResponse:
        values = form.cleaned_data
        acts.appoint_deputy(
            bloc,
            year,
            values["organization"],
            actor=request.actor,
            since=values["since"],
            basis=values["basis"],
            seen=values["seen"],
        )
        return _done(request, bloc, year, _("The office is recorded."))

    return done_or_asked(request, step, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def office_vacancy(request: HttpRequest, pk: int) -> HttpResponse:
    """A deputy gives the office up."""
    office = _visible_office(request, pk)
    form = VacancyForm(sent_data(request)[0], initial={"seen": office.bloc.version})
    step = _step_of(
        office,
        heading=_("End of the office: {title} {year}"),
        submit=_("End the office"),
        icon="out",
        kind="danger",
    )

    def act() -> HttpResponse:
        acts.vacate_deputy(office, actor=request.actor, **form.cleaned_data)
        return _done(request, office.bloc, office.year, _("The end of the office is recorded."))

    return done_or_asked(request, step, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def office_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Day and basis of an office, as the minutes have them."""
    office = _visible_office(request, pk)
    first = {"since": office.since, "basis": office.basis, "seen": office.bloc.version}
    form = CorrectionForm(sent_data(request)[0], initial=first)
    step = _step_of(office, heading=_("Correct the office: {title} {year}"), submit=_("Save the office"))

    def act() -> HttpResponse:
        acts.correct_office(office, actor=request.actor, **form.cleaned_data)
        return _done(request, office.bloc, office.year, _("The office is recorded."))

    return done_or_asked(request, step, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def office_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """An office entered by mistake is taken back, with the reason."""
    office = _visible_office(request, pk)
    form = WithdrawalForm(sent_data(request)[0], initial={"seen": office.bloc.version})
    step = _step_of(
        office,
        heading=_("Withdraw the office: {title} {year}"),
        submit=_("Withdraw the office"),
        icon="return",
        kind="danger",
    )

    def told() -> tuple[list[str], list[str]]:
        rows = Office.objects.filter(bloc=office.bloc_id, year=office.year).exclude(pk=office.pk)
        others = list(rows.select_related("bloc").order_by("since", "pk"))
        return of_withdrawal(office, others), against_withdrawal(office, others)

    def act() -> HttpResponse:
        acts.withdraw_office(office, actor=request.actor, **form.cleaned_data)
        return _done(request, office.bloc, office.year, _("The office is withdrawn."))

    return confirmed_or_asked(request, step, form, told=told, act=act)


def _office_form(request: HttpRequest, held: Offices, present: Office | None) -> OfficeForm:
    members = [(pk, name) for pk, name in held.members if present is None or pk != present.organization_id]
    first = min(clock.today(), date(held.year, 12, 31))
    initial = {"since": first if present else max(first, date(held.year, 1, 1)), "seen": held.bloc.version}
    return OfficeForm(sent_data(request)[0], members=members, initial=initial)


def _office(bloc: Bloc, year: int, form: OfficeForm, role: str) -> Office:
    values = form.cleaned_data
    return Office(
        bloc=bloc, year=year, organization_id=values["organization"], role=role, since=values["since"]
    )


def _chosen(held: Offices, office: Office) -> str:
    return dict(held.members).get(office.organization_id, "")


def _visible_office(request: HttpRequest, pk: int) -> Office:
    seen = Bloc.objects.visible_to(request.actor).values("pk")
    office = get_object_or_404(Office.objects.select_related("bloc").filter(bloc__in=seen), pk=pk)
    require_keeper(request)
    return office


def _step_of(office: Office, *, heading: str, **words: str) -> Step:
    held = offices(office.bloc, office.year)
    name = next(row.name for row in (held.head, *held.deputies, *held.ended) if row and row.pk == office.pk)
    return Step(
        heading=heading.format(title=title_of(office.bloc, office.role), year=office.year),
        lead=_("{name} holds the office since {date}.").format(name=name, date=f"{office.since:%d/%m/%Y}"),
        back=reverse("blocs:offices", args=[office.bloc_id, office.year]),
        back_label=_("Offices of {year}").format(year=office.year),
        **words,
    )


def _page(bloc: Bloc, year: int) -> str:
    return f"{reverse('blocs:bloc', args=[bloc.pk])}?year={year}"


def _done(request: HttpRequest, bloc: Bloc, year: int, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("blocs:offices", bloc.pk, year)
