"""What is done with one organisation: enter, correct, rename, dissolve, withdraw. Acts that matter ask twice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blocs import clock
from blocs.actions.organization import edit_organization, enter_organization, rename_organization
from blocs.actions.organization_end import dissolve_organization
from blocs.actions.organization_withdrawal import withdraw_entry
from blocs.errors import Conflict, NotAllowed, Refused
from blocs.forms.base import Form
from blocs.forms.organization import DetailsForm, DissolveForm, EnterForm, RenameForm, WithdrawForm
from blocs.models import Organization
from blocs.queries.organization_checks import name_of
from blocs.queries.organization_withdrawal import withdrawals
from blocs.rules import can_keep_register
from blocs.views import organization_words as words


@dataclass(frozen=True)
class ActPage:
    """The page of one act: its words, where it leads back to, and the organisation it is about, if there is one."""

    heading: str
    submit: str
    back: str
    organization: Organization | None = None
    name: str = ""
    lead: str = ""
    button: str = "binding"
    icon: str = "seal"
    two_steps: bool = True
    template: str = "blocs/organization_form.html"
    more: dict = field(default_factory=dict)


def kept(request: HttpRequest, pk: int) -> Organization:
    """The organisation, for those who keep the register."""
    organization = get_object_or_404(Organization.objects.visible_to(request.actor), pk=pk)
    keepers_only(request)
    return organization


def keepers_only(request: HttpRequest) -> None:
    """Organisations are entered by the city officer and the operator."""
    if not can_keep_register(request.actor):
        raise NotAllowed(_("Organisations are entered and changed by the city officer or the operator."))


def form_page(request: HttpRequest, form: Form, page: ActPage, status: int = 200) -> HttpResponse:
    """What is to be filled in."""
    return render(request, page.template, {"form": form, "page": page}, status=status)


def in_two_steps(
    request: HttpRequest,
    form: Form,
    page: ActPage,
    *,
    sentences: Callable[[], list[str]],
    act: Callable[[], HttpResponse],
    warnings: Callable[[], list[str]] = list,
    sent: Iterable[tuple[str, str]] | None = None,
) -> HttpResponse:
    """First the form, then what will happen, then the act; a refusal comes back with what was typed."""
    if request.method != "POST":
        return form_page(request, form, page)
    if not form.is_valid():
        return form_page(request, form, page, 422)
    if "back" in request.POST:
        return form_page(request, form, page)
    if "confirmed" not in request.POST:
        names = [(name, value) for name in form.fields for value in request.POST.getlist(name)]
        context = {
            "page": page,
            "consequences": sentences(),
            "warnings": warnings(),
            "sent": names if sent is None else sent,
            "acting": request.actor.capacity,
        }
        return render(request, "blocs/organization_confirm.html", context)
    return tried(request, form, page, act)


def tried(request: HttpRequest, form: Form, page: ActPage, act: Callable[[], HttpResponse]) -> HttpResponse:
    """The act; what stands against it now is told above what was typed."""
    try:
        return act()
    except NotAllowed:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
        return form_page(request, form, page, refused.status)


@require_http_methods(["GET", "HEAD", "POST"])
def organization_new(request: HttpRequest) -> HttpResponse:
    """Enters an organisation; asks a second time only where another has nearly the same name."""
    keepers_only(request)
    form = EnterForm(request.POST if request.method == "POST" else None)
    page = ActPage(_("Enter an organisation"), _("Enter the organisation"), reverse("blocs:organizations"),
                   button="primary", icon="check", two_steps=False)  # fmt: skip

    def act() -> HttpResponse:
        organization = enter_organization(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("{name} is entered.").format(name=form.cleaned_data["name"]))
        return redirect("reports:organization", organization.pk)

    def warnings() -> list[str]:
        return words.warned([(form.cleaned_data["name"], form.cleaned_data["short_name"])])

    if request.method == "POST" and form.is_valid() and "back" not in request.POST and not warnings():
        return tried(request, form, page, act)

    def sentences() -> list[str]:
        return [_("{name} is entered as an organisation of its own.").format(name=form.cleaned_data["name"])]

    return in_two_steps(request, form, page, sentences=sentences, warnings=warnings, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def organization_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects code, kind, founding, and whether it may have several leaders."""
    organization = kept(request, pk)
    names = ("code", "kind", "founded_on", "joint_leadership")
    form = DetailsForm(
        request.POST if request.method == "POST" else None,
        organization=organization,
        initial={name: getattr(organization, name) for name in names},
    )
    page = page_of(
        organization,
        _("Edit the details"),
        _("Save the details"),
        button="primary",
        icon="check",
        two_steps=False,
    )

    def act() -> HttpResponse:
        edit_organization(organization, actor=request.actor, **form.cleaned_data)
        messages.success(request, _("The details are saved."))
        return redirect("reports:organization", organization.pk)

    if request.method == "POST":
        return tried(request, form, page, act) if form.is_valid() else form_page(request, form, page, 422)
    return form_page(request, form, page)


@require_http_methods(["GET", "HEAD", "POST"])
def organization_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name from a day on."""
    organization = kept(request, pk)
    form = RenameForm(request.POST if request.method == "POST" else None, organization=organization)
    page = page_of(organization, _("Rename"), _("Rename the organisation"))

    def act() -> HttpResponse:
        row = rename_organization(organization, actor=request.actor, **form.cleaned_data)
        told = _("It is called “{name}” from {date}.")
        messages.success(request, told.format(name=row.name, date=date_format(row.valid_from)))
        return redirect("reports:organization", organization.pk)

    return in_two_steps(
        request,
        form,
        page,
        sentences=lambda: words.of_renaming(organization, form),
        warnings=lambda: words.warned(
            [(form.cleaned_data["name"], form.cleaned_data["short_name"])], organization.pk
        ),
        act=act,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def organization_dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of an organisation that goes into no other."""
    organization = kept(request, pk)
    form = DissolveForm(request.POST if request.method == "POST" else None, organization=organization)
    page = page_of(
        organization,
        _("Dissolve"),
        _("Dissolve the organisation"),
        lead=_("An organisation that goes into another is merged instead: its history goes with it."),
        button="danger",
        icon="ban",
    )

    def act() -> HttpResponse:
        ended = dissolve_organization(organization, actor=request.actor, **form.cleaned_data)
        told = _("The last day of {name} is {date}.")
        messages.success(request, told.format(name=page.name, date=date_format(ended.dissolved_on)))
        return redirect("reports:organization", organization.pk)

    return in_two_steps(request, form, page, sentences=lambda: words.of_dissolving(form), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def organization_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back the last name, the end or the last split."""
    organization = kept(request, pk)
    found = withdrawals(organization)
    if not found:
        raise Conflict(_("Of this organisation nothing was entered that could be withdrawn."))
    form = WithdrawForm(
        request.POST if request.method == "POST" else None, organization=organization, found=found
    )
    page = page_of(
        organization,
        _("Withdraw an entry"),
        _("Withdraw the entry"),
        lead=_("For what was entered by mistake. What really happened later is entered as it happened."),
        button="danger",
        icon="return",
    )

    def act() -> HttpResponse:
        withdraw_entry(organization, actor=request.actor, **form.cleaned_data)
        messages.success(request, _("The entry is withdrawn."))
        return redirect("reports:organization", organization.pk)

    return in_two_steps(request, form, page, sentences=lambda: words.of_withdrawing(form), act=act)


def page_of(organization: Organization, heading: str, submit: str, **more: Any) -> ActPage:
    """The page of an act on one organisation, under its name of today."""
    back = reverse("reports:organization", args=[organization.pk])
    name = name_of(organization, clock.today())
    return ActPage(heading, submit, back, organization, name, **more)
