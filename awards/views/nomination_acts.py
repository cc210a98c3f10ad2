"""What city staff and council members do on the page of a nomination. Each act is a POST of its own."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.actions.appraisal import (
    appraise_nomination,
    approve_appraisal,
    decline_nomination,
    receive_nomination,
    request_supplement,
)
from awards.actions.opinion import give_opinion
from awards.forms.nomination import AppraisalForm, DeclineForm, SupplementForm, VersionForm
from awards.forms.opinion import OpinionForm
from awards.models import Nomination
from awards.queries.nominations import queue_of
from awards.rules import nomination as rules
from awards.views.nominations import found, nomination_page
from blocs.errors import NotAllowed, Stale
from blocs.forms.base import Form


def _act(
    request: HttpRequest, nomination: Nomination, form: Form, name: str, action: Callable, told: str
) -> HttpResponse:
    """One act: a form that fails, or a row changed meanwhile, comes back with what was typed."""
    status = 422
    if form.is_valid():
        try:
            action(nomination, actor=request.actor, **form.cleaned_data)
        except Stale as stale:
            form.add_error(None, str(stale))
            status = stale.status
        else:
            messages.success(request, told)
            return redirect("awards:nomination", nomination.pk)
    return nomination_page(request, nomination, status=status, **{name: form})


@require_POST
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer receives the dossier."""
    nomination = found(request, pk)
    form = VersionForm(request.POST)
    return _act(request, nomination, form, "receipt_form", receive_nomination, _("The dossier is received."))


@require_POST
def supplement(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer asks the bloc for more."""
    nomination = found(request, pk)
    _require(rules.handles(request.actor, nomination) or request.actor.is_city_staff)
    form = SupplementForm(request.POST, prefix="supplement")
    told = _("The dossier is back with the bloc, to be supplemented.")
    return _act(request, nomination, form, "supplement_form", request_supplement, told)


@require_POST
def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer writes the appraisal."""
    nomination = found(request, pk)
    _require(rules.handles(request.actor, nomination) or request.actor.is_city_staff)
    form = AppraisalForm(request.POST, prefix="appraisal")
    told = _("The appraisal is written; the head of the standing body approves it.")
    return _act(request, nomination, form, "appraisal_form", appraise_nomination, told)


@require_POST
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    """The head of the standing body approves the appraisal."""
    nomination = found(request, pk)
    form = VersionForm(request.POST)
    told = _("The appraisal is approved; the council reads it now.")
    return _act(request, nomination, form, "approval_form", approve_appraisal, told)


@require_POST
def nonapproval(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer records that the award is not given this time."""
    nomination = found(request, pk)
    _require(rules.handles(request.actor, nomination) or request.actor.is_city_staff)
    form = DeclineForm(request.POST, prefix="decline")
    told = _("Recorded: the award is not given this time.")
    return _act(request, nomination, form, "decline_form", decline_nomination, told)


@require_POST
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """A council member gives or changes the own opinion; `then=next` leads on to the next dossier."""
    nomination = found(request, pk)
    _require(request.actor.is_board)
    form = OpinionForm(request.POST)
    following = queue_of(request.actor, nomination.pk).next
    response = _act(request, nomination, form, "opinion_form", _give, _("The opinion is recorded."))
    if response.status_code == 302 and request.POST.get("then") == "next" and following:
        return redirect("awards:nomination", following)
    return response


def _give(nomination: Nomination, *, actor, verdict: str, text: str, version: int | None) -> None:
    give_opinion(nomination, actor=actor, verdict=verdict, text=text, version=version or 0)


def _require(right: bool) -> None:
    """Who has no right hears so before the form is read."""
    if not right:
        raise NotAllowed
