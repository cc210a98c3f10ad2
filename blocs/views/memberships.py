"""Joining and leaving a bloc within the year, with what it brings with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blocs.actions import membership as acts
from blocs.forms.membership import JoiningForm, LeavingForm
from blocs.models import Bloc, Membership
from blocs.queries.composition import found_organizations, name_of_bloc
from blocs.queries.decision import decisions_of
from blocs.queries.membership import (
    against_joining,
    against_leaving,
    against_staying,
    name_of,
    of_joining,
    of_leaving,
    of_staying,
)
from blocs.views.bloc_acts import visible_bloc
from blocs.views.compositions import year_of
from blocs.views.steps import Step, confirmed_or_asked, require_keeper, sent_data


@require_http_methods(["GET", "HEAD", "POST"])
def member_new(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """An organisation joins on a day of the year."""
    bloc = visible_bloc(request, pk)
    year_of(year)
    members = Membership.objects.filter(bloc=bloc, year=year).values("organization")
    organizations = list(found_organizations("", year).exclude(pk__in=members))
    form = JoiningForm(
        *sent_data(request),
        decisions=decisions_of(bloc),
        organizations=organizations,
    )
    step = Step(
        heading=_("A member joins in {year}").format(year=year),
        lead=_(
            "For who joins within the year, from a day on. The members of the whole year are set on the page of "
            "the composition."
        ),
        submit=_("Enter the member"),
        icon="plus",
        kind="binding",
        back=_page(bloc, year),
        back_label=name_of_bloc(bloc, year),
    )

    def told() -> tuple[list[str], list[str]]:
        values = form.cleaned_data
        membership = acts.joining(bloc, year, values["organization"], values["joined_on"], values["competes"])
        first = _("{name} is a member of {bloc} from {date}.").format(
            name=values["organization"].name,
            bloc=name_of_bloc(bloc, year),
            date=f"{values['joined_on']:%d/%m/%Y}",
        )
        told = [first, *of_joining(membership), form.basis_in_words]
        return told, against_joining(membership)

    def act() -> HttpResponse:
        values = form.cleaned_data
        membership = acts.join_bloc(
            bloc,
            year,
            values["organization"],
            actor=request.actor,
            joined_on=values["joined_on"],
            competes=values["competes"],
            basis=form.basis,
        )
        messages.success(request, _("{name} has joined the bloc.").format(name=name_of(membership)))
        return redirect(_page(bloc, year))

    return confirmed_or_asked(request, step, form, told=told, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def member_leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a member, within the year or at its end."""
    membership = _membership(request, pk)
    bloc, name = membership.bloc, name_of(membership)
    form = LeavingForm(
        *sent_data(request),
        decisions=decisions_of(bloc),
        initial={"left_on": membership.left_on, "seen": membership.left_on},
    )
    step = Step(
        heading=_("{name} leaves the bloc").format(name=name),
        lead=_("The row stays in the history of {year}, with the day and the decision.").format(
            year=membership.year
        ),
        submit=_("Record the leaving"),
        icon="out",
        kind="danger",
        back=_page(bloc, membership.year),
        back_label=name_of_bloc(bloc, membership.year),
    )

    def told() -> tuple[list[str], list[str]]:
        membership.left_on = form.cleaned_data["left_on"]
        if membership.left_on.year != membership.year:
            return [], [_("The last day lies in {year}.").format(year=membership.year)]
        first = _("{name} is a member of {bloc} to {date}.").format(
            name=name, bloc=name_of_bloc(bloc, membership.year), date=f"{membership.left_on:%d/%m/%Y}"
        )
        told = [first, *of_leaving(membership), form.basis_in_words]
        return told, against_leaving(membership)

    def act() -> HttpResponse:
        values = form.cleaned_data
        acts.leave_bloc(
            membership,
            actor=request.actor,
            left_on=values["left_on"],
            basis=form.basis,
            seen=values["seen"],
        )
        messages.success(request, _("The leaving of {name} was recorded.").format(name=name))
        return redirect(_page(bloc, membership.year))

    return confirmed_or_asked(request, step, form, told=told, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def member_stay(request: HttpRequest, pk: int) -> HttpResponse:
    """A leaving recorded by mistake is taken back."""
    membership = _membership(request, pk)
    bloc, year, name = membership.bloc, membership.year, name_of(membership)
    if membership.left_on is None:
        return redirect(_page(bloc, year))
    if request.method == "POST":
        acts.stay_in_bloc(membership, actor=request.actor)
        messages.success(request, _("{name} belongs to the bloc to the end of the year.").format(name=name))
        return redirect(_page(bloc, year))
    context = {
        "step": Step(
            heading=_("Take back the leaving of {name}").format(name=name),
            submit=_("Take back the leaving"),
            icon="return",
            kind="binding",
            back=_page(bloc, year),
            back_label=name_of_bloc(bloc, year),
        ),
        "consequences": of_staying(membership),
        "against": against_staying(membership),
        "sent": [],
        "acting": request.actor.capacity,
    }
    return render(request, "blocs/step_confirm.html", context)


def _membership(request: HttpRequest, pk: int) -> Membership:
    seen = Bloc.objects.visible_to(request.actor).values("pk")
    rows = Membership.objects.select_related("bloc", "organization").filter(bloc__in=seen)
    membership = get_object_or_404(rows, pk=pk)
    require_keeper(request)
    return membership


def _page(bloc: Bloc, year: int) -> str:
    return f"{reverse('blocs:bloc', args=[bloc.pk])}?year={year}"
