"""What an actor may do today with the nominations of a cycle: the part of `awards` on the page of the year."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import Nomination, NominationState
from awards.rules.nomination import can_prepare_nominations, can_send_nominations, in_conflict
from blocs.actor import Actor
from blocs.dates import two_digits
from blocs.ports import Today, TodayLine
from emulation.models import Cycle
from emulation.models.calendar import Calendar, WindowState
from emulation.models.window import Act
from emulation.queries.window import on_screen, time_left, why_not_open
from emulation.rules.cycle import runs


def lines_of_cycle(actor: Actor, cycle: Cycle, calendar: Calendar) -> list[TodayLine]:
    """One query, and none before the scores are locked or where the actor has no part in it."""
    if cycle.is_closed or not (runs(actor, cycle) or actor.is_city_staff):
        return []
    if not cycle.is_locked:
        why = _("The scores are not locked yet.")
        if not runs(actor, cycle):
            return [TodayLine(Today.BLOCKED, _("Appraise the nominations"), why)]
        url = reverse("awards:cycle_nominations", args=[cycle.pk])
        return [TodayLine(Today.BLOCKED, _("Send nominations"), why, url)]
    nominations = list(
        Nomination.objects.filter(cycle=cycle).only(
            "state", "organization", "cycle", "appraised_at", "approved_at"
        )
    )
    if runs(actor, cycle):
        return list(_of_bloc(actor, cycle, calendar, nominations))
    return list(_of_city(actor, cycle, nominations))


def _of_bloc(
    actor: Actor, cycle: Cycle, calendar: Calendar, nominations: list[Nomination]
) -> Iterator[TodayLine]:
    url = reverse("awards:cycle_nominations", args=[cycle.pk])
    waiting = sum(row.state == NominationState.PREPARING for row in nominations)
    asked = sum(row.state == NominationState.SUPPLEMENT for row in nominations)
    if can_prepare_nominations(actor, cycle):
        yield TodayLine(Today.MAY, _("Propose units for awards"), _begun(waiting), url)
    if asked:
        yield TodayLine(Today.MAY, _("Add what the city asked for"), _dossiers(asked), url)
    if cycle.is_submitted and not asked:
        return
    text, standing = _("Send nominations"), calendar.standing(Act.NOMINATION, cycle.head_id)
    if not can_send_nominations(actor, cycle):
        yield TodayLine(Today.BLOCKED, text, _("The leader of the head sends them."), url)
    elif not waiting and not asked:
        yield TodayLine(Today.BLOCKED, text, _("No dossier is begun."), url)
    elif standing.is_open or asked:
        left = time_left(standing) if standing.is_open else ""
        yield TodayLine(Today.MAY, text, left[:1].lower() + left[1:], url)
    elif standing.state == WindowState.NOT_OPEN:
        yield TodayLine(Today.NEXT, text, _("from {date}").format(date=on_screen(standing.opens)), url)
    else:
        yield TodayLine(Today.BLOCKED, text, why_not_open(standing), url)


def _of_city(actor: Actor, cycle: Cycle, nominations: list[Nomination]) -> Iterator[TodayLine]:
    url = reverse("awards:nominations")
    if not cycle.is_submitted:
        why = _("The bloc has not sent its dossiers yet.")
        yield TodayLine(Today.BLOCKED, _("Appraise the nominations"), why)
        return
    mine = [row for row in nominations if not in_conflict(actor, row)]
    if actor.is_officer:
        to_receive = sum(row.state == NominationState.SENT for row in mine)
        received = [row for row in mine if row.state == NominationState.RECEIVED]
        to_appraise = sum(row.appraised_at is None for row in received)
        approved = sum(row.approved_at is not None for row in received)
        for text, count in (
            (_("Receive the dossiers"), to_receive),
            (_("Appraise the nominations"), to_appraise),
            (_("Record the decision"), approved),
        ):
            if count:
                yield TodayLine(Today.MAY, text, _dossiers(count), url)
        return
    to_approve = sum(
        row.state == NominationState.RECEIVED and row.appraised_at is not None and row.approved_at is None
        for row in mine
    )
    if to_approve:
        yield TodayLine(Today.MAY, _("Approve the appraisals"), _dossiers(to_approve), url)
    elif not cycle.is_decided:
        yield TodayLine(Today.BLOCKED, _("Approve the appraisals"), _("No appraisal waits for it."), url)


def _begun(count: int) -> str:
    return ngettext("{n} begun", "{n} begun", count).format(n=two_digits(count)) if count else ""


def _dossiers(count: int) -> str:
    return ngettext("{n} dossier", "{n} dossiers", count).format(n=two_digits(count))
