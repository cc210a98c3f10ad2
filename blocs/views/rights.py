"""Duties, roles and ties of a person: given, ended; a leader replaced."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blocs import clock
from blocs.actions.affiliation import end_affiliation, note_affiliation
from blocs.actions.appointment import end_role, give_role
from blocs.actions.person import Particulars, replace_leader_by_new
from blocs.actions.representation import (
    NewDuty,
    correct_duty,
    end_duty,
    give_duty,
    is_last_leader,
    replace_leader,
)
from blocs.errors import NotAllowed
from blocs.forms.person import (
    AffiliationForm,
    CorrectDutyForm,
    DutyForm,
    EndForm,
    LastDayForm,
    ReplaceLeaderForm,
    RoleForm,
)
from blocs.models import Affiliation, Appointment, Bloc, Organization, Person, Representation, Role
from blocs.models.representation import Duty
from blocs.queries import names_on
from blocs.queries.people import Access, organization_choices
from blocs.queries.person import Alike, access_now, duty_as_seen, look_alikes
from blocs.rules import (
    can_appoint,
    can_end_affiliation,
    can_end_duty,
    can_enter_people,
    can_keep_register,
    can_see_affiliations,
)
from blocs.views.acts import attempt
from blocs.views.person import not_shown, organizations_to_serve, tell_of_access, visible_person

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def duty_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a person leader or clerk of an organisation. `?organization=` and `?duty=` are filled in beforehand."""
    person = visible_person(request, pk)
    if not can_enter_people(request.actor):
        raise NotAllowed
    form = DutyForm(
        _sent(request),
        organizations=organizations_to_serve(request),
        initial={
            "since": clock.today(),
            "position_title": person.role_title,
            "organization": request.GET.get("organization", ""),
            "duty": request.GET.get("duty", Duty.CLERK),
        },
    )
    before = access_now(person)

    def give() -> Representation:
        found = _organization(request, form.cleaned_data["organization"])
        return give_duty(person, found, NewDuty(**form.duty_values), actor=request.actor)

    given, status = attempt(form, give)
    if given:
        return _given(request, person, _("The duty has been given."), before)
    return _act_page(request, person, form, status, heading=_("Give a duty"), submit=_("Give the duty"))


@require_http_methods(METHODS)
def duty_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a duty at once or after a day; the last leader's only with a reason."""
    row, person = _duty(request, pk)
    last = is_last_leader(row, clock.today())
    form = EndForm(_sent(request), asks_for_follower=last)

    def end() -> bool:
        values = form.cleaned_data
        end_duty(
            row,
            until=form.last_day,
            nobody_follows=values.get("nobody_follows", False),
            reason=values["reason"],
            actor=request.actor,
        )
        return True

    ended, status = attempt(form, end)
    if ended:
        return _done(request, person, _("The duty has been ended."))
    unit = names_on(clock.today(), [row.organization_id])[row.organization_id]
    told = [
        f"{row.get_duty_display()}: {row.position_title}, {unit}.",
        _("The work belongs to the organisation: whoever comes after goes on with it, nothing is passed on."),
    ]
    if last:
        told.append(
            _(
                "This is the last leader of an organisation that competes this year or later: replacing the leader is the usual way."
            )
        )
    return _act_page(
        request,
        person,
        form,
        status,
        heading=_("End a duty"),
        submit=_("End the duty"),
        kind="danger",
        told=told,
        replace=row.organization_id if row.duty == Duty.LEADER and can_keep_register(request.actor) else None,
    )


@require_http_methods(METHODS)
def duty_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects position, signing form and first day of a duty."""
    row, person = _duty(request, pk)
    first = {name: getattr(row, name) for name in ("position_title", "signing_form", "since")}
    form = CorrectDutyForm(_sent(request), initial=first | {"seen": duty_as_seen(row)})
    corrected, status = attempt(form, lambda: correct_duty(row, actor=request.actor, **form.cleaned_data))
    if corrected:
        return _done(request, person, _("The duty has been corrected."))
    unit = names_on(clock.today(), [row.organization_id])[row.organization_id]
    told = [
        f"{row.get_duty_display()}: {row.position_title}, {unit}.",
        _("For what was entered wrongly. What was signed keeps the position it was signed with."),
    ]
    return _act_page(
        request, person, form, status, heading=_("Correct a duty"), submit=_("Save the duty"), told=told
    )


@require_http_methods(METHODS)
def leader(request: HttpRequest, pk: int) -> HttpResponse:
    """The next leader of an organisation, in one step. `?person=` offers a person who is not yet known to it."""
    actor = request.actor
    organization = _organization(request, pk)
    if not can_keep_register(actor):
        raise NotAllowed(_("Leaders are replaced by the city officer or an operator."))
    rows = Representation.objects.filter(organization=organization).select_related("person")
    known = {row.person_id: str(row.person) for row in rows.order_by("person__sort_key")}
    asked = request.GET.get("person", "")
    if asked.isdecimal() and len(asked) < 10:
        other = Person.objects.visible_to(actor).filter(pk=asked).first()
        known |= {other.pk: str(other)} if other else {}
    today = clock.today()
    leaders = [row for row in rows if row.duty == Duty.LEADER and (row.until is None or row.until >= today)]
    form = ReplaceLeaderForm(
        _sent(request),
        leaders=[(row.pk, f"{row.person}, {row.position_title}") for row in leaders],
        people=[(key, word) for key, word in known.items() if key not in {r.person_id for r in leaders}],
        joint=organization.joint_leadership,
        initial={"since": today, "person": asked},
    )

    alike: list[Alike] = []
    if form.is_valid() and not form.cleaned_data["person"]:
        named = {name: form.particulars[name] for name in ("name", "work_email")}
        alike = not_shown(request, look_alikes(actor, organization=organization, **named))
    before: Access | None = None

    def replace() -> Person:
        nonlocal before
        values = form.cleaned_data
        duty, leaving = NewDuty(**form.duty_values), values["leaving"]
        if not values["person"]:
            known_of = Particulars(**form.particulars)
            return replace_leader_by_new(known_of, organization, duty, seen=leaving, actor=actor)
        person = get_object_or_404(Person.objects.visible_to(actor), pk=values["person"])
        before = access_now(person)
        return replace_leader(organization, person, duty, seen=leaving, actor=actor).person

    person, status = (None, 200) if alike else attempt(form, replace)
    if person:
        told = _("{person} leads the organisation. Its work goes on as it stands.")
        return _given(request, person, told.format(person=person), before)
    context = {
        "organization": organization,
        "name": names_on(today, [pk]).get(pk) or organization.code,
        "form": form,
        "leaders": leaders,
        "alike": alike,
    }
    return render(request, "blocs/person_leader.html", context, status=status)


@require_http_methods(METHODS)
def role_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoints a person to a secretariat or to a role of the city."""
    person = visible_person(request, pk)
    roles = [(role.value, role.label) for role in Role if can_appoint(request.actor, person, role)]
    if not roles:
        raise NotAllowed(_("Roles are given by the city officer or an operator, never to oneself."))
    blocs = Bloc.objects.visible_to(request.actor).named(clock.today()).order_by("sort_key")
    form = RoleForm(
        _sent(request),
        roles=roles,
        blocs=[(bloc.pk, bloc.short_name) for bloc in blocs],
        initial={"since": clock.today()},
    )
    before = access_now(person)

    def give() -> Appointment:
        values = dict(form.cleaned_data)
        key = values.pop("bloc")
        bloc = get_object_or_404(Bloc.objects.visible_to(request.actor), pk=key) if key else None
        return give_role(person, values.pop("role"), bloc=bloc, actor=request.actor, **values)

    given, status = attempt(form, give)
    if given:
        return _given(request, person, _("The role has been given."), before)
    return _act_page(
        request,
        person,
        form,
        status,
        heading=_("Give a role"),
        submit=_("Give the role"),
        told=[
            _(
                "Council, secretariat, city staff and operators need a second step when they sign in: a passkey or a code from the phone."
            )
        ],
    )


@require_http_methods(METHODS)
def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a role at once or after a day; never the last operator's."""
    # A secretariat sees its own: those of others do not exist for it.
    mine = Q() if not request.actor.is_secretariat else Q(bloc=request.actor.bloc_id)
    row = get_object_or_404(Appointment.objects.filter(mine).select_related("person"), pk=pk)
    person = visible_person(request, row.person_id)
    if not can_appoint(request.actor, person, row.role):
        raise NotAllowed(_("Nobody gives himself a right or ends his own. Ask another officer."))
    form = EndForm(_sent(request))

    def end() -> bool:
        end_role(row, until=form.last_day, reason=form.cleaned_data["reason"], actor=request.actor)
        return True

    ended, status = attempt(form, end)
    if ended:
        return _done(request, person, _("The role has been ended."))
    return _act_page(
        request,
        person,
        form,
        status,
        heading=_("End a role"),
        submit=_("End the role"),
        kind="danger",
        told=[f"{row.get_role_display()}.", _("The account stays: it opens what other rights are left.")],
    )


@require_http_methods(METHODS)
def affiliation_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes a tie that keeps a person from judging an organisation."""
    person = visible_person(request, pk)
    if not can_keep_register(request.actor):
        raise NotAllowed
    form = AffiliationForm(
        _sent(request), organizations=organization_choices(request.actor), initial={"since": clock.today()}
    )

    def note() -> Affiliation:
        values = dict(form.cleaned_data)
        organization = _organization(request, values.pop("organization"))
        return note_affiliation(person, organization, actor=request.actor, **values)

    noted, status = attempt(form, note)
    if noted:
        return _done(request, person, _("The tie has been noted."))
    told = [_("As council member the person then sees nothing of the organisation's dossiers.")]
    return _act_page(
        request, person, form, status, heading=_("Note a tie"), submit=_("Note the tie"), told=told
    )


@require_http_methods(METHODS)
def affiliation_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a tie after a day."""
    rows = Affiliation.objects.select_related("person")
    row = get_object_or_404(rows if can_see_affiliations(request.actor) else rows.none(), pk=pk)
    if not can_end_affiliation(request.actor, row):
        raise NotAllowed(_("Nobody ends a tie of his own. Ask another officer."))
    form = LastDayForm(_sent(request), initial={"until": clock.today()})

    def end() -> bool:
        end_affiliation(row, until=form.cleaned_data["until"], actor=request.actor)
        return True

    ended, status = attempt(form, end)
    if ended:
        return _done(request, row.person, _("The tie has been ended."))
    told = [f"{row.nature}: {names_on(clock.today(), [row.organization_id])[row.organization_id]}."]
    return _act_page(
        request, row.person, form, status, heading=_("End a tie"), submit=_("End the tie"), told=told
    )


def _sent(request: HttpRequest):
    return request.POST if request.method == "POST" else None


def _duty(request: HttpRequest, pk: int) -> tuple[Representation, Person]:
    """A duty that the actor may change, and whose it is."""
    seen = Organization.objects.visible_to(request.actor).values("pk")
    row = get_object_or_404(
        Representation.objects.filter(organization__in=seen).select_related("person", "organization"), pk=pk
    )
    person = visible_person(request, row.person_id)
    if not can_end_duty(request.actor, row):
        raise NotAllowed
    return row, person


def _organization(request: HttpRequest, pk: int) -> Organization:
    return get_object_or_404(Organization.objects.visible_to(request.actor), pk=pk)


def _done(request: HttpRequest, person: Person, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("blocs:person", person.pk)


def _given(request: HttpRequest, person: Person, sentence: str, before: Access | None) -> HttpResponse:
    tell_of_access(request, person, before)
    return _done(request, person, sentence)


def _act_page(request: HttpRequest, person: Person, form: Any, status: int, **shown: Any) -> HttpResponse:
    context = {"person": person, "form": form} | shown
    return render(request, "blocs/person_act.html", context, status=status)
