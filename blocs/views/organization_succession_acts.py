"""Organisations that go into others, or come of one: merged, split."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blocs.actions.organization_end import merge_organizations, split_organization
from blocs.forms.organization_succession import ENDS, NEW, MergeForm, SplitForm
from blocs.queries.organization_checks import name_of
from blocs.queries.organization_choice import Choice, choices
from blocs.views import organization_words as words
from blocs.views.organization_acts import keepers_only, kept, register_step, step_of
from blocs.views.steps import ask, confirmed_or_asked


@require_http_methods(["GET", "HEAD", "POST"])
def organizations_merge(request: HttpRequest) -> HttpResponse:
    """Organisations go into another; `?unit=` is the first of them."""
    keepers_only(request)
    offered = choices(request.actor)
    first = _asked(request, offered)
    form = MergeForm(
        request.POST if request.method == "POST" else None,
        offered=offered,
        more=request.POST.get("more", ""),
        initial={"predecessor_1": str(first)} if first else {},
    )
    step = register_step(
        _("Merge organisations"),
        _("Merge the organisations"),
        organization=first.pk if first else None,
        name=first.name if first else "",
        lead=_(
            "What is done before the day stays with the organisation that did it; the one that goes on shows it as its history too."
        ),
        template="blocs/organization_merge.html",
    )
    if "more" in request.POST:
        return ask(request, step, form, two=True)

    def act() -> HttpResponse:
        values = form.cleaned_data
        new = values["into"] == NEW
        into = merge_organizations(
            actor=request.actor,
            predecessors=[one.organization.pk for one in form.ending],
            effective_on=values["effective_on"],
            decision=values["decision"],
            successor=None if new else values["successor"].pk,
            founded=form.founded()[0] if new else None,
        )
        told = _("The merger into {name} from {date} is entered.")
        day = values["effective_on"]
        messages.success(request, told.format(name=name_of(into, day), date=date_format(day)))
        return redirect("reports:organization", into.pk)

    return confirmed_or_asked(
        request,
        step,
        form,
        told=lambda: (words.of_merging(form), []),
        warnings=lambda: _warned(form) if form.cleaned_data["into"] == NEW else [],
        act=act,
        sent=form.sent,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def organization_split(request: HttpRequest, pk: int) -> HttpResponse:
    """Organisations come of one, which ends or goes on beside them."""
    organization = kept(request, pk)
    form = SplitForm(
        request.POST if request.method == "POST" else None,
        organization=organization,
        offered=choices(request.actor),
        more=request.POST.get("more", ""),
    )
    step = step_of(
        organization, _("Split"), _("Split the organisation"), template="blocs/organization_split.html"
    )
    if "more" in request.POST:
        return ask(request, step, form, two=True)

    def act() -> HttpResponse:
        values = form.cleaned_data
        parts = split_organization(
            organization,
            actor=request.actor,
            effective_on=values["effective_on"],
            decision=values["decision"],
            ends=values["outcome"] == ENDS,
            existing=form.chosen,
            founded=form.founded(),
            version=values["version"],
        )
        names = [name_of(part, values["effective_on"]) for part in parts]
        messages.success(request, _("The split is entered: {names}.").format(names="; ".join(names)))
        return redirect("reports:organization", organization.pk)

    return confirmed_or_asked(
        request,
        step,
        form,
        told=lambda: (words.of_splitting(organization, form), []),
        warnings=lambda: _warned(form),
        act=act,
        sent=form.sent,
    )


def _asked(request: HttpRequest, offered: list[Choice]) -> Choice | None:
    asked = request.GET.get("unit", "")
    return next((one for one in offered if str(one.pk) == asked), None)


def _warned(form: MergeForm | SplitForm) -> list[str]:
    return words.warned([(new["name"], new["short_name"]) for new in form.founded()])
