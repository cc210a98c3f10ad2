"""One person: the page, entering, changing, the contact details."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blocs import clock
from blocs.actions.access import note_access
from blocs.actions.person import Particulars, change_person, enter_person
from blocs.actions.representation import NewDuty
from blocs.errors import NotAllowed
from blocs.forms.person import PARTICULARS, ChangePersonForm, NewPersonForm
from blocs.models import Organization, Person
from blocs.models.representation import Duty
from blocs.queries.people import Right, organization_choices, person_card
from blocs.rules import (
    can_change_person,
    can_enter_people,
    can_give_access,
    can_keep_account,
    can_keep_register,
    can_see_affiliations,
    members_now,
)
from blocs.views.acts import attempt


def visible_person(request: HttpRequest, pk: int) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.actor).select_related("user"), pk=pk)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Duties and roles by period, the account, and what may be done."""
    return _page(request, visible_person(request, pk))


@require_POST
def person_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """The page with the contact details opened; that they were is noted."""
    found = visible_person(request, pk)
    note_access("person.contact", actor=request.actor, obj=found)
    return _page(request, found, contact=True)


def _page(request: HttpRequest, found: Person, contact: bool = False) -> HttpResponse:
    actor = request.actor
    card = person_card(actor, found)
    keeps = can_keep_register(actor)
    is_self = actor.person is not None and actor.person.pk == found.pk
    context = {
        "person": found,
        "card": card,
        "rights": [(right, _may_end(request, right, is_self)) for right in card.rights],
        "contact": contact,
        "may_change": can_change_person(actor, found),
        "may_give_duty": can_enter_people(actor) and not is_self,
        "may_appoint": keeps and not is_self,
        "may_give_access": can_give_access(actor, found) and card.access.state != "closed",
        "may_keep_account": can_keep_account(actor, found),
        "sees_affiliations": can_see_affiliations(actor),
        "may_note_affiliation": keeps,
        "may_end_affiliation": keeps and not is_self,
        "is_self": is_self,
    }
    return render(request, "blocs/person.html", context)


def _may_end(request: HttpRequest, right: Right, is_self: bool) -> bool:
    """Whether the button is shown; the page behind it asks the rule."""
    if is_self or right.has_ended:
        return False
    if can_keep_register(request.actor):
        return request.actor.is_operator or right.role != "operator"
    return request.actor.is_secretariat and right.role == Duty.CLERK


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """A person and the first duty on one page. `?organization=` and `?duty=` are filled in beforehand."""
    actor = request.actor
    if not can_enter_people(actor):
        raise NotAllowed
    keeps = can_keep_register(actor)
    form = NewPersonForm(
        request.POST if request.method == "POST" else None,
        needs_duty=not keeps,
        organizations=organizations_to_serve(request),
        initial={
            "organization": request.GET.get("organization", ""),
            "duty": request.GET.get("duty", Duty.CLERK),
            "since": clock.today(),
        },
    )

    def enter() -> Person:
        unit = form.cleaned_data["organization"]
        organization = get_object_or_404(Organization.objects.visible_to(actor), pk=unit) if unit else None
        duty = NewDuty(**form.duty_values) if organization else None
        return enter_person(
            Particulars(**form.particulars), actor=actor, organization=organization, duty=duty
        )

    entered, status = attempt(form, enter)
    if entered:
        messages.success(request, _("{person} has been entered.").format(person=entered))
        return redirect("blocs:person", entered.pk)
    return render(request, "blocs/person_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Name and title; the contact details too once they were opened here (`open`, noted as on the person's page).

    The address one signs in with is another matter: it belongs to the account.
    """
    found = visible_person(request, pk)
    if not can_change_person(request.actor, found):
        raise NotAllowed
    before = {field: getattr(found, field) for field in PARTICULARS}
    opening = request.method == "POST" and "open" in request.POST
    if opening:
        note_access("person.contact", actor=request.actor, obj=found)
    form = ChangePersonForm(
        request.POST if request.method == "POST" and not opening else None,
        with_contact=opening or "opened" in request.POST,
        initial=before | {"seen": found.version, "opened": True},
    )
    changed, status = attempt(
        form,
        lambda: change_person(
            found,
            Particulars(**before | form.particulars),
            version=form.cleaned_data["seen"] or 0,
            actor=request.actor,
        ),
    )
    if changed:
        messages.success(request, _("Saved."))
        return redirect("blocs:person", pk)
    context = {"person": found, "form": form, "opens": "work_email" not in form.fields}
    return render(request, "blocs/person_edit.html", context, status=status)


def organizations_to_serve(request: HttpRequest) -> list[tuple[int, str]]:
    """The organisations whose people the actor may enter: all, or the members of the secretariat's bloc."""
    choices = organization_choices(request.actor)
    if can_keep_register(request.actor):
        return choices
    members = set(members_now(request.actor.bloc_id).values_list("organization", flat=True))
    return [(pk, name) for pk, name in choices if pk in members]
