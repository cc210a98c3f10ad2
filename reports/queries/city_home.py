"""The home of city staff and of the council: what stands open among the nominations they may see."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from awards.models import Nomination, NominationState, Opinion
from awards.rules import nomination as rules
from blocs import clock
from blocs.actor import Actor
from blocs.queries import bloc_names_on, names_on
from reports.queries.todo import Home, Todo, Wait

OPEN_STATES = [NominationState.SENT, NominationState.RECEIVED, NominationState.SUPPLEMENT]
# The list of nominations is the place for more.
MOST_SHOWN = 15


def city_home(actor: Actor) -> Home:
    """Four queries at most, however many nominations there are."""
    nominations = list(
        Nomination.objects.visible_to(actor)
        .filter(state__in=OPEN_STATES)
        .select_related("commendation", "cycle")
        .order_by("sent_at", "pk")
    )
    given = _given(actor) if actor.is_board else set()
    acts = [(nomination, act_on(actor, nomination, given)) for nomination in nominations]
    mine = [(nomination, act) for nomination, act in acts if act]
    asked = [nomination for nomination in nominations if _is_asked(actor, nomination)]
    shown = [nomination for nomination, _act in mine[:MOST_SHOWN]] + asked[:MOST_SHOWN]
    names = names_on(clock.today(), {nomination.organization_id for nomination in shown})
    blocs = bloc_names_on(clock.today(), {nomination.cycle.bloc_id for nomination in shown})
    home = Home()
    for nomination, act in mine[:MOST_SHOWN]:
        of = f"{nomination.commendation.name} · {names[nomination.organization_id]}, {nomination.cycle.year_id}"
        url = reverse("awards:nomination", args=[nomination.pk])
        home.todos.append(Todo(act, of, url, pgettext("button", "Open")))
    more = len(mine) - MOST_SHOWN
    if more > 0:
        act = ngettext("{n} more nomination", "{n} more nominations", more).format(n=more)
        home.todos.append(
            Todo(act, _("All are in the list."), reverse("awards:nominations"), pgettext("button", "Open"))
        )
    home.waits = [
        Wait(
            str(blocs[nomination.cycle.bloc_id]),
            _("Supplements the dossier of {unit}").format(unit=names[nomination.organization_id]),
            url=reverse("awards:nomination", args=[nomination.pk]),
            verb=pgettext("button", "Open"),
        )
        for nomination in asked[:MOST_SHOWN]
    ]
    return home


def _given(actor: Actor) -> set[int]:
    """The nominations on which a council member has given an opinion."""
    own = Opinion.objects.visible_to(actor).filter(person=actor.person)
    return set(own.values_list("nomination", flat=True))


def _is_asked(actor: Actor, nomination: Nomination) -> bool:
    """Whether city staff wait for the bloc to supplement a dossier."""
    return actor.is_city_staff and nomination.state == NominationState.SUPPLEMENT


def act_on(actor: Actor, nomination: Nomination, given: set[int]) -> str:
    """What this actor has to do about a nomination, or nothing."""
    if rules.can_give_opinion(actor, nomination) and nomination.pk not in given:
        return pgettext("to do", "Give an opinion")
    if rules.can_receive_nomination(actor, nomination):
        return _("Receive the dossier")
    if rules.can_appraise_nomination(actor, nomination) and not nomination.appraised_at:
        return _("Appraise the dossier")
    if rules.can_approve_appraisal(actor, nomination):
        return _("Approve the appraisal")
    if rules.can_appraise_nomination(actor, nomination) and nomination.approved_at:
        return _("Record the decision")
    return ""
