"""What an actor may do today in a cycle, what opens next, and what is blocked and why: in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.actor import Actor
from blocs.dates import two_digits
from blocs.models import Membership
from blocs.ports import Today, TodayLine
from emulation.models import Cycle, ScoreSheet
from emulation.models.calendar import Calendar, Standing, WindowState
from emulation.models.scoresheet import OPEN_STATES, SheetState
from emulation.models.window import Act
from emulation.queries.window import on_screen, time_left, why_not_open
from emulation.rules.cycle import (
    can_choose_table,
    can_close_cycle,
    heads,
    is_own_unit,
    is_tied,
    keeps_records,
    runs,
)
from emulation.rules.scoresheet import closed_to_dispute, closed_to_filling
from emulation.rules.standing import can_reopen_scores, can_see_standings
from emulation.rules.window import can_change_windows, can_grant_extensions


@dataclass(frozen=True)
class Facts:
    """What is known of a cycle when it is asked what may be done: read once by the page.

    `signatures` has for each unit among the parties of the final text the day of each signature, None where one
    is missing.
    """

    members: Sequence[Membership]
    signatures: Mapping[int, Sequence[datetime | date | None]]
    sheets: Mapping[int, ScoreSheet]
    calendar: Calendar

    @property
    def competing(self) -> list[int]:
        return [member.organization_id for member in self.members if member.competes]


def today_lines(cycle: Cycle, actor: Actor, facts: Facts) -> list[TodayLine]:
    """The lines of an actor, those he may do first. No query."""
    if cycle.is_closed:
        lines = [TodayLine(Today.BLOCKED, _("Change anything of this year"), _("The year is closed."))]
    else:
        lines = [
            *_of_member(cycle, actor, facts),
            *_of_bloc(cycle, actor, facts),
            *_of_city(cycle, actor, facts),
        ]
    if cycle.is_locked and can_see_standings(actor, cycle):
        url = reverse("emulation:standings", args=[cycle.pk])
        lines.append(TodayLine(Today.MAY, _("See the final standings"), url=url))
    return lines


def in_order(lines: Sequence[TodayLine]) -> list[TodayLine]:
    """What may be done, then what opens next, then what is blocked."""
    order = list(Today)
    return sorted(lines, key=lambda line: order.index(line.kind))


def _timed(text: str, standing: Standing, url: str) -> TodayLine:
    """An act that follows its window alone."""
    if standing.is_open:
        return TodayLine(Today.MAY, text, _small(time_left(standing)), url)
    if standing.state == WindowState.NOT_OPEN:
        return TodayLine(Today.NEXT, text, _("from {date}").format(date=on_screen(standing.opens)), url)
    return TodayLine(Today.BLOCKED, text, why_not_open(standing), url)


def _of_member(cycle: Cycle, actor: Actor, facts: Facts) -> Iterator[TodayLine]:
    """The leader or clerk of a unit of the bloc."""
    own = next((row for row in facts.members if is_own_unit(actor, row.organization_id)), None)
    if own is None:
        return
    unit = own.organization_id
    yield from _pledge(cycle, actor, facts, unit)
    if cycle.is_locked:
        return
    sheet_text = _("Enter the score sheet")
    if not own.competes:
        yield TodayLine(Today.BLOCKED, sheet_text, _("The unit takes part without competing."))
    elif cycle.table_version_id is None:
        why = _("The bloc has no published scoring table for this year yet.")
        yield TodayLine(Today.BLOCKED, sheet_text, why)
    else:
        yield from _sheet(cycle, actor, facts, unit, sheet_text)


def _pledge(cycle: Cycle, actor: Actor, facts: Facts, unit: int) -> Iterator[TodayLine]:
    text, url = _("Sign the pledge for the unit"), reverse("emulation:pledge", args=[cycle.pk])
    places = facts.signatures.get(unit)
    if cycle.is_locked and places is None:
        return
    if places is None:
        yield TodayLine(Today.BLOCKED, text, _("The text of the pledge is not final yet."), url)
    elif not all(places):
        standing = facts.calendar.standing(Act.PLEDGE, unit)
        if actor.is_leader:
            yield _timed(text, standing, url)
        elif standing.is_open:
            why = _("The leader of the unit signs; {time}.").format(time=_small(time_left(standing)))
            yield TodayLine(Today.BLOCKED, text, why, url)


def _sheet(cycle: Cycle, actor: Actor, facts: Facts, unit: int, text: str) -> Iterator[TodayLine]:
    sheet = facts.sheets.get(unit)
    if sheet is not None and sheet.state not in OPEN_STATES:
        if actor.is_leader:
            standing = facts.calendar.standing(Act.OBJECTION, unit)
            url = reverse("emulation:scoresheet", args=[sheet.pk])
            ask = _("Ask for re-examination of points")
            why = closed_to_dispute(_of(sheet, cycle), standing)
            if standing.state == WindowState.NOT_OPEN:
                yield _timed(ask, standing, url)
            else:
                left = _small(time_left(standing)) if standing.is_open else ""
                yield TodayLine(Today.BLOCKED if why else Today.MAY, ask, why or left, url)
        return
    standing = facts.calendar.standing(Act.SELF_SCORING, unit)
    shown = sheet or ScoreSheet(cycle=cycle, organization_id=unit)
    address = (
        ("emulation:scoresheet", [sheet.pk]) if sheet else ("emulation:scoresheet_start", [cycle.pk, unit])
    )
    url = reverse(address[0], args=address[1])
    if sheet is not None and sheet.state == SheetState.RETURNED:
        yield TodayLine(Today.MAY, _("Mend the returned score sheet and send it again"), url=url)
    elif sheet is None or not sheet.returned_at:
        if sheet is not None and sheet.state == SheetState.WITH_LEADER and actor.is_leader:
            text = _("Send the score sheet to the bloc")
        if standing.is_open and (why := closed_to_filling(actor, _of(shown, cycle), standing)):
            yield TodayLine(Today.BLOCKED, text, why, url)
        else:
            yield _timed(text, standing, url)
    else:
        why = closed_to_filling(actor, _of(shown, cycle), standing)
        yield TodayLine(Today.BLOCKED if why else Today.MAY, text, why, url)


def _of(sheet: ScoreSheet, cycle: Cycle) -> ScoreSheet:
    """The sheet of a member that competes, with the cycle in hand, so that no rule asks for them."""
    sheet.cycle, sheet.is_out = cycle, False
    return sheet


def _of_bloc(cycle: Cycle, actor: Actor, facts: Facts) -> Iterator[TodayLine]:
    """Those who run the bloc's year: the head's leader and the secretariat."""
    if not runs(actor, cycle):
        return
    pledge, sheets = (reverse(f"emulation:{name}", args=[cycle.pk]) for name in ("pledge", "scoresheets"))
    if not cycle.is_locked and not facts.signatures:
        yield TodayLine(Today.MAY, _("Write the pledge and make its text final"), url=pledge)
    if keeps_records(actor, cycle):
        unsigned = sum(not all(places) for places in facts.signatures.values())
        if unsigned:
            yield TodayLine(Today.MAY, _("Record signatures given on paper"), _units(unsigned), pledge)
    if cycle.is_locked:
        if can_reopen_scores(actor, cycle) and not cycle.is_submitted:
            url = reverse("emulation:standings_reopen", args=[cycle.pk])
            yield TodayLine(Today.MAY, _("Open the scores again, with the reason"), url=url)
        return
    if cycle.table_version_id is None:
        why = _("The bloc has no published scoring table for this year yet.")
        yield TodayLine(Today.BLOCKED, _("Enter and check score sheets"), why)
        return
    yield from _scoring(cycle, actor, facts, sheets)


def _scoring(cycle: Cycle, actor: Actor, facts: Facts, url: str) -> Iterator[TodayLine]:
    units = facts.competing
    states = {unit: facts.sheets[unit].state if unit in facts.sheets else "" for unit in units}
    unsent = sum(not state or state in OPEN_STATES for state in states.values())
    checked = sum(state == SheetState.CHECKED for state in states.values())
    waiting = [
        unit for unit, state in states.items() if state == SheetState.SUBMITTED and not is_tied(actor, unit)
    ]
    if keeps_records(actor, cycle) and unsent:
        yield TodayLine(Today.MAY, _("Enter score sheets for units that work on paper"), _units(unsent), url)
    if waiting:
        yield TodayLine(Today.MAY, _("Check the score sheets that were sent"), _units(len(waiting)), url)
    elif checked < len(units):
        why = _("No unit has sent a sheet that is not checked.")
        yield TodayLine(Today.BLOCKED, _("Check the score sheets that were sent"), why, url)
    lock, lock_url = _("Lock the scores"), reverse("emulation:standings", args=[cycle.pk])
    over = all(facts.calendar.standing(Act.SELF_SCORING, unit).state == WindowState.CLOSED for unit in units)
    so_far = _("{sent} of {all} sent, {checked} checked").format(
        sent=two_digits(len(units) - unsent), all=two_digits(len(units)), checked=two_digits(checked)
    )
    if units and checked == len(units):
        so_far = _("all sheets are checked")
    if not heads(actor, cycle):
        yield TodayLine(
            Today.BLOCKED, lock, _("The leader of the head locks; {so_far}.").format(so_far=so_far), lock_url
        )
    elif units and (checked == len(units) or over):
        yield TodayLine(Today.MAY, lock, so_far, lock_url)
    else:
        yield TodayLine(
            Today.NEXT, lock, _("once the sheets are checked: {so_far}").format(so_far=so_far), lock_url
        )


def _of_city(cycle: Cycle, actor: Actor, facts: Facts) -> Iterator[TodayLine]:
    """More time, the calendar, the closing: by right, whichever the role."""
    if can_grant_extensions(actor, cycle) and not cycle.is_locked and facts.calendar.windows:
        url = reverse("emulation:extension", args=[cycle.pk])
        yield TodayLine(Today.MAY, _("Give an organisation more time"), url=url)
    if can_choose_table(actor) and cycle.table_version_id is None and not cycle.is_locked:
        url = reverse("emulation:cycle_table", args=[cycle.pk])
        yield TodayLine(Today.MAY, _("Choose the scoring table"), _("none yet"), url)
    if can_change_windows(actor):
        url = reverse("emulation:cycle_calendar", args=[cycle.pk])
        yield TodayLine(Today.MAY, _("Close, reopen or move windows"), url=url)
    if can_close_cycle(actor, cycle):
        url, text = reverse("emulation:cycle_closing", args=[cycle.pk]), _("Close the year")
        if cycle.is_decided:
            yield TodayLine(Today.MAY, text, _("once the year-end report is issued"), url)
        elif cycle.is_locked:
            yield TodayLine(
                Today.BLOCKED, text, _("The city has not decided on the nominations of this year yet.")
            )


def _units(count: int) -> str:
    return ngettext("{n} unit", "{n} units", count).format(n=two_digits(count))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
