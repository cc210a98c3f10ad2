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
from blocs.queries.people import Access, Right, organization_choices, person_card
from blocs.queries.person import Alike, access_after, access_now, look_alikes
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

    alike: list[Alike] = []
    if form.is_valid():
        values = form.cleaned_data
        alike = not_shown(
            request,
            look_alikes(
                actor,
                name=values["name"],
                work_email=values["work_email"],
                organization=_chosen(request, values["organization"]),
            ),
        )
    if alike:
        return render(request, "blocs/person_new.html", {"form": form, "alike": alike})

    def enter() -> Person:
        organization = _chosen(request, form.cleaned_data["organization"])
        duty = NewDuty(**form.duty_values) if organization else None
        return enter_person(
            Particulars(**form.particulars), actor=actor, organization=organization, duty=duty
        )

    entered, status = attempt(form, enter)
    if entered:
        messages.success(request, _("{person} has been entered.").format(person=entered))
        tell_of_access(request, entered)
        return redirect("blocs:person", entered.pk)
    return render(request, "blocs/person_new.html", {"form": form}, status=status)


def _chosen(request: HttpRequest, pk: int | None) -> Organization | None:
    seen = Organization.objects.visible_to(request.actor)
    return get_object_or_404(seen, pk=pk) if pk else None


def not_shown(request: HttpRequest, alike: list[Alike]) -> list[Alike]:
    """Who may be the same person, unless all of them were shown with the page that was sent.

    A page that is sent twice finds the person of the first time, and asks.
    """
    shown = set(request.POST.getlist("alike"))
    return [] if {str(one.person.pk) for one in alike} <= shown else alike


def tell_of_access(request: HttpRequest, person: Person, before: Access | None = None) -> None:
    """Says whether somebody with a new right needs a personal link; `before` is the state before the right."""
    needed, sentence = access_after(access_now(person), before)
    whole = Person.objects.select_related("user").get(pk=person.pk)
    if needed and not can_give_access(request.actor, whole):
        sentence += " " + _("That is done by the city officer or an operator.")
    (messages.warning if needed else messages.info)(request, sentence)


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
    alike: list[Alike] = []
    if form.is_valid():
        # What stays as it is was alike before.
        typed = {name: form.particulars.get(name, "") for name in ("name", "work_email")}
        asked = {name: value for name, value in typed.items() if value and value != before[name]}
        alike = not_shown(request, _alike_to(request, found, asked))
    if alike:
        return render(request, "blocs/person_edit.html", {"person": found, "form": form, "alike": alike})
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


def _alike_to(request: HttpRequest, person: Person, asked: dict[str, str]) -> list[Alike]:
    """Who may be the same as a person whose name or e-mail is changed: by the name, in each of his organisations."""
    found = look_alikes(request.actor, work_email=asked.get("work_email", ""), without=person)
    if "name" in asked:
        theirs = Organization.objects.filter(representations__person=person).distinct()
        for organization in theirs or [None]:
            named = look_alikes(request.actor, name=asked["name"], organization=organization, without=person)
            found += [one for one in named if one.person not in {other.person for other in found}]
    return found


def organizations_to_serve(request: HttpRequest) -> list[tuple[int, str]]:
    """The organisations whose people the actor may enter: all, or the members of the secretariat's bloc."""
    choices = organization_choices(request.actor)
    if can_keep_register(request.actor):
        return choices
    members = set(members_now(request.actor.bloc_id).values_list("organization", flat=True))
    return [(pk, name) for pk, name in choices if pk in members]
