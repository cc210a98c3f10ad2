"""The home of city staff and of the council: what stands open among the nominations they may see."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from awards.models import Nomination, NominationState
from awards.queries.nominations import Row, rows, with_names
from awards.rules import nomination as rules
from blocs.actor import Actor
from blocs.dates import two_digits
from emulation.models import Cycle
from emulation.queries.year import last_year
from emulation.rules.year import can_open_year
from reports.queries.city import at_work, late_blocs
from reports.queries.todo import Home, Todo, Wait

OPEN_STATES = [NominationState.SENT, NominationState.RECEIVED, NominationState.SUPPLEMENT]
# The list of nominations is the place for more.
MOST_SHOWN = 15


def city_home(actor: Actor) -> Home:
    """Seven queries for city staff, three for the council, however many nominations and blocs there are."""
    nominations = with_names(Nomination.objects.visible_to(actor)).filter(state__in=OPEN_STATES)
    open_rows = rows(nominations.order_by("sent_at", "pk"), actor)
    acts = [(row, act_on(actor, row)) for row in open_rows]
    mine = [(row, act) for row, act in acts if act]
    asked = [row for row in open_rows if _is_asked(actor, row.nomination)]
    home = Home()
    for row, act in mine[:MOST_SHOWN]:
        of = f"{row.nomination.commendation.name} · {row.name}, {row.nomination.cycle.year_id}"
        home.todos.append(Todo(act, of, _url(row), pgettext("button", "Open")))
    more = len(mine) - MOST_SHOWN
    if more > 0:
        act = ngettext("{n} more nomination", "{n} more nominations", more).format(n=more)
        home.todos.append(
            Todo(act, _("All are in the list."), reverse("awards:nominations"), pgettext("button", "Open"))
        )
    cycles = at_work(actor) if actor.is_city_staff else []
    if can_open_year(actor) and not cycles and last_year() is None:
        home.todos.append(
            Todo(
                _("Open the first year"),
                _("No year of the city has been opened yet."),
                reverse("emulation:years"),
                pgettext("button", "Open"),
            )
        )
    home.waits = _late(cycles) + [
        Wait(
            row.nomination.bloc_name,
            _("Supplements the dossier of {unit}").format(unit=row.name),
            url=_url(row),
            verb=pgettext("button", "Open"),
        )
        for row in asked[:MOST_SHOWN]
    ]
    return home


def _late(cycles: list[Cycle]) -> list[Wait]:
    """In which year how many blocs are late, and where to see which."""
    return [
        Wait(
            _("Blocs of {year}").format(year=year),
            ngettext("{n} bloc is late", "{n} blocs are late", late).format(n=two_digits(late)),
            url=f"{reverse('reports:city', args=[year])}?late=yes",
            verb=pgettext("button", "Open"),
        )
        for year, late in late_blocs(cycles).items()
    ]


def _url(row: Row) -> str:
    return reverse("awards:nomination", args=[row.nomination.pk])


def _is_asked(actor: Actor, nomination: Nomination) -> bool:
    """Whether city staff wait for the bloc to supplement a dossier."""
    return actor.is_city_staff and nomination.state == NominationState.SUPPLEMENT


def act_on(actor: Actor, row: Row) -> str:
    """What this actor has to do about a nomination, or nothing."""
    nomination = row.nomination
    if rules.can_give_opinion(actor, nomination) and row.opinion is None:
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
