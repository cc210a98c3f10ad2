"""What is done with one organisation: enter, correct, rename, dissolve, withdraw. Acts that matter ask twice."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blocs import clock
from blocs.actions.organization import (
    correct_name,
    edit_organization,
    enter_organization,
    rename_organization,
)
from blocs.actions.organization_end import dissolve_organization
from blocs.actions.organization_withdrawal import withdraw_entry
from blocs.errors import Conflict, NotAllowed
from blocs.forms.organization import (
    CorrectNameForm,
    DetailsForm,
    DissolveForm,
    EnterForm,
    RenameForm,
    WithdrawForm,
)
from blocs.models import Organization
from blocs.queries.organization_checks import name_of
from blocs.queries.organization_withdrawal import withdrawals
from blocs.rules import can_keep_register
from blocs.views import organization_words as words
from blocs.views.steps import Step, confirmed_or_asked, done_or_asked, sent_data


def kept(request: HttpRequest, pk: int) -> Organization:
    """The organisation, for those who keep the register."""
    organization = get_object_or_404(Organization.objects.visible_to(request.actor), pk=pk)
    keepers_only(request)
    return organization


def keepers_only(request: HttpRequest) -> None:
    """Organisations are entered by the city officer and the operator."""
    if not can_keep_register(request.actor):
        raise NotAllowed(_("Organisations are entered and changed by the city officer or the operator."))


def register_step(
    heading: str, submit: str, *, organization: int | None = None, name: str = "", **more: Any
) -> Step:
    """The words of an act on the register, or on one organisation of it (its key and name)."""
    register, label = reverse("blocs:organizations"), _("Register")
    words = {"icon": "seal", "kind": "binding"} | more
    if organization is None:
        return Step(heading, submit, register, label, **words)
    card = reverse("reports:organization", args=[organization])
    return Step(heading, submit, card, name, above=register, above_label=label, **words)


def step_of(organization: Organization, heading: str, submit: str, **more: Any) -> Step:
    """The words of an act on one organisation, under its name of today."""
    name = name_of(organization, clock.today())
    return register_step(heading, submit, organization=organization.pk, name=name, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def organization_new(request: HttpRequest) -> HttpResponse:
    """Enters an organisation; asks a second time only where another has nearly the same name."""
    keepers_only(request)
    form = EnterForm(sent_data(request)[0])
    step = register_step(
        _("Enter an organisation"), _("Enter the organisation"), icon="check", kind="primary"
    )

    def act() -> HttpResponse:
        organization = enter_organization(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("{name} is entered.").format(name=form.cleaned_data["name"]))
        return redirect("reports:organization", organization.pk)

    def warnings() -> list[str]:
        return words.warned([(form.cleaned_data["name"], form.cleaned_data["short_name"])])

    if request.method != "POST" or not form.is_valid() or ("back" not in request.POST and not warnings()):
        return done_or_asked(request, step, form, act)

    def told() -> tuple[list[str], list[str]]:
        entered = _("{name} is entered as an organisation of its own.")
        return [entered.format(name=form.cleaned_data["name"])], []

    return confirmed_or_asked(request, step, form, told=told, warnings=warnings, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def organization_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects code, kind, founding, and whether it may have several leaders."""
    organization = kept(request, pk)
    names = ("code", "kind", "founded_on", "joint_leadership")
    form = DetailsForm(
        sent_data(request)[0],
        organization=organization,
        initial={name: getattr(organization, name) for name in names},
    )
    step = step_of(organization, _("Edit the details"), _("Save the details"), kind="primary", icon="check")

    def act() -> HttpResponse:
        edit_organization(organization, actor=request.actor, **form.cleaned_data)
        messages.success(request, _("The details are saved."))
        return redirect("reports:organization", organization.pk)

    return done_or_asked(request, step, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def organization_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name from a day on."""
    organization = kept(request, pk)
    form = RenameForm(sent_data(request)[0], organization=organization)
    step = step_of(organization, _("Rename"), _("Rename the organisation"))

    def act() -> HttpResponse:
        row = rename_organization(organization, actor=request.actor, **form.cleaned_data)
        told = _("It is called “{name}” from {date}.")
        messages.success(request, told.format(name=row.name, date=date_format(row.valid_from)))
        return redirect("reports:organization", organization.pk)

    return confirmed_or_asked(
        request,
        step,
        form,
        told=lambda: (words.of_renaming(organization, form), []),
        warnings=lambda: words.warned(
            [(form.cleaned_data["name"], form.cleaned_data["short_name"])], organization.pk
        ),
        act=act,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def organization_name_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """The last name, where it was entered wrongly."""
    organization = kept(request, pk)
    row = organization.names.order_by("valid_from").last()
    if row is None:
        raise Conflict(_("It has no name that could be corrected."))
    first = {name: getattr(row, name) for name in ("name", "short_name", "valid_from", "decision")}
    form = CorrectNameForm(sent_data(request)[0], organization=organization, initial=first)
    step = step_of(
        organization,
        _("Correct the name"),
        _("Correct the name"),
        lead=_("For a name that was entered wrongly. A name that changed is entered under “Rename”."),
    )

    def act() -> HttpResponse:
        correct_name(organization, actor=request.actor, **form.cleaned_data)
        messages.success(request, _("The name is corrected."))
        return redirect("reports:organization", organization.pk)

    return confirmed_or_asked(
        request,
        step,
        form,
        told=lambda: (words.of_correcting(row, form), []),
        warnings=lambda: words.warned(
            [(form.cleaned_data["name"], form.cleaned_data["short_name"])], organization.pk
        ),
        act=act,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def organization_dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of an organisation that goes into no other."""
    organization = kept(request, pk)
    form = DissolveForm(sent_data(request)[0], organization=organization)
    step = step_of(
        organization,
        _("Dissolve"),
        _("Dissolve the organisation"),
        lead=_("An organisation that goes into another is merged instead: its history goes with it."),
        kind="danger",
        icon="ban",
    )

    def act() -> HttpResponse:
        ended = dissolve_organization(organization, actor=request.actor, **form.cleaned_data)
        told = _("The last day of {name} is {date}.")
        messages.success(request, told.format(name=step.back_label, date=date_format(ended.dissolved_on)))
        return redirect("reports:organization", organization.pk)

    return confirmed_or_asked(request, step, form, told=lambda: (words.of_dissolving(form), []), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def organization_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back the last name, the end or the last split."""
    organization = kept(request, pk)
    found = withdrawals(organization)
    if not found:
        raise Conflict(_("Of this organisation nothing was entered that could be withdrawn."))
    form = WithdrawForm(sent_data(request)[0], organization=organization, found=found)
    step = step_of(
        organization,
        _("Withdraw an entry"),
        _("Withdraw the entry"),
        lead=_("For what was entered by mistake. What really happened later is entered as it happened."),
        kind="danger",
        icon="return",
    )

    def act() -> HttpResponse:
        withdraw_entry(organization, actor=request.actor, **form.cleaned_data)
        messages.success(request, _("The entry is withdrawn."))
        return redirect("reports:organization", organization.pk)

    return confirmed_or_asked(request, step, form, told=lambda: (words.of_withdrawing(form), []), act=act)
