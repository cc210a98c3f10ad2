"""The home of a member and of those who run a bloc: over all their years that are not closed."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.actor import Actor
from blocs.dates import two_digits
from emulation.models import ScoreSheet
from emulation.models.calendar import WindowState
from emulation.models.scoresheet import OPEN_STATES, SheetState
from emulation.models.window import Act
from emulation.queries.scoresheet import shown_state
from emulation.queries.window import time_left, window_lines
from emulation.rules.cycle import heads, runs
from emulation.rules.scoresheet import can_review_sheet
from reports.queries.bloc_years import Year, open_years
from reports.queries.todo import Home, Progress, Todo, Wait

# An act whose time has come: to be done, or overdue.
DUE = {WindowState.OPEN, WindowState.EXTENDED, WindowState.CLOSED}


def bloc_home(actor: Actor) -> Home:
    """To-dos and waits of a leader, a clerk or a secretariat, in seven queries."""
    home = Home()
    years = open_years(actor)
    for year in years:
        _own_pledge(home, actor, year)
        _own_sheet(home, actor, year)
        if runs(actor, year.cycle):
            _run_pledge(home, actor, year)
            _run_scores(home, actor, year)
            _run_honours(home, actor, year)
    home.todos.sort(key=lambda todo: todo.until or date.max)
    if years:
        _show(home, actor, next((year for year in years if not year.cycle.is_locked), years[0]))
    return home


# One's own unit


def _own_pledge(home: Home, actor: Actor, year: Year) -> None:
    unit = actor.organization_id
    standing = year.calendar.standing(Act.PLEDGE, unit)
    if year.cycle.is_locked or standing.state not in DUE:
        return
    for party in year.unsigned:
        if party.organization_id != unit:
            continue
        if not actor.is_leader:
            what = _("The leader signs the pledge of {year}").format(year=year.number)
            home.waits.append(
                Wait(year.name_of(unit), what, time_left(standing), year.url("emulation:pledge"), _open())
            )
            return
        home.todos.append(
            Todo(
                _("Sign the pledge of {year}").format(year=year.number),
                f"{year.name_of(unit)} · {party.get_capacity_display()}",
                year.url("emulation:pledge"),
                pgettext("button", "Read and sign"),
                standing.until,
            )
        )


def _own_sheet(home: Home, actor: Actor, year: Year) -> None:
    unit, cycle = actor.organization_id, year.cycle
    if unit not in year.members or cycle.is_locked or not cycle.criteria:
        return
    sheet = year.sheets.get(unit)
    if sheet is None or sheet.state in OPEN_STATES:
        _own_open_sheet(home, actor, year, sheet)
    elif sheet.state == SheetState.SUBMITTED:
        who = _("Secretariat") if unit == cycle.head_id else year.head
        what = _("Checks the score sheet of {year}").format(year=year.number)
        home.waits.append(Wait(who, what, "", year.sheet_url(sheet), _open()))


def _own_open_sheet(home: Home, actor: Actor, year: Year, sheet: ScoreSheet | None) -> None:
    """What the unit itself still has to enter, approve or mend."""
    name, number = year.name_of(actor.organization_id), year.number
    standing = year.calendar.standing(Act.SELF_SCORING, actor.organization_id)
    returned = sheet is not None and sheet.state == SheetState.RETURNED
    if standing.state not in DUE and not returned:
        return
    late = not standing.is_open and not returned
    of = _("{unit} · the secretariat can ask for more time").format(unit=name) if late else name
    # A returned sheet is mended whenever it was returned.
    until = None if returned and not standing.is_open else standing.until
    if sheet is None:
        act = _("Begin the score sheet of {year}").format(year=number)
        verb = pgettext("button", "Begin")
    elif returned:
        act = _("Supplement the returned score sheet of {year}").format(year=number)
        of, verb = f"{name} · {sheet.return_reason}", pgettext("button", "Supplement")
    elif sheet.state == SheetState.WITH_LEADER and not actor.is_leader:
        what = _("The leader approves the score sheet of {year}").format(year=number)
        home.waits.append(Wait(name, what, time_left(standing), year.sheet_url(sheet), _open()))
        return
    elif sheet.state == SheetState.WITH_LEADER:
        act = _("Approve and send the score sheet of {year}").format(year=number)
        verb = pgettext("button", "Look through")
    else:
        act = _("Go on with the score sheet of {year}").format(year=number)
        if not late:
            of = _("{unit} · {n} of {m} criteria answered").format(
                unit=name, n=sheet.answered, m=year.cycle.criteria
            )
        verb = pgettext("button", "Go on")
    home.todos.append(
        Todo(act, of, year.sheet_url(sheet), pgettext("button", "Open") if late else verb, until)
    )


# The bloc's year, for those who run it


def _run_pledge(home: Home, actor: Actor, year: Year) -> None:
    """A text to be written, and the units that have not signed."""
    if year.cycle.is_locked:
        return
    standing = year.calendar.standing(Act.PLEDGE)
    if not year.cycle.has_pledge and standing.state in DUE:
        home.todos.append(
            Todo(
                _("Write the pledge of {year} and make it final").format(year=year.number),
                _("The units sign a final text"),
                year.url("emulation:pledge"),
                _open(),
                standing.until,
            )
        )
    missing = {party.organization_id: party.name for party in year.unsigned}
    missing.pop(actor.organization_id, None)
    if not missing:
        return
    standings = [year.calendar.standing(Act.PLEDGE, unit) for unit in missing]
    who = _("{n} of {m} have not signed the pledge of {year}").format(
        n=two_digits(len(missing)), m=two_digits(len(year.members)), year=year.number
    )
    names = "; ".join(year.name_of(unit) or name for unit, name in missing.items())
    last = max(standings, key=lambda standing: standing.until or date.min)
    home.waits.append(Wait(who, names, time_left(last), year.url("emulation:pledge"), _open()))


def _run_scores(home: Home, actor: Actor, year: Year) -> None:
    """Sheets to check, sheets that are waited for, and the lock when all are checked."""
    cycle = year.cycle
    if cycle.is_locked or not cycle.criteria:
        return
    for unit, name in year.members.items():
        sheet = year.sheets.get(unit)
        if sheet and sheet.state == SheetState.SUBMITTED:
            _check(home, actor, year, sheet, name)
        elif unit != actor.organization_id and (sheet is None or sheet.state in OPEN_STATES):
            _wait_for_sheet(home, year, unit, name, sheet)
    sheets = [year.sheets.get(unit) for unit in year.members]
    if sheets and all(sheet and sheet.state == SheetState.CHECKED for sheet in sheets):
        _next_of_head(
            home,
            actor,
            year,
            _("Lock the scores of {year}").format(year=year.number),
            _("Locks the scores of {year}").format(year=year.number),
            _("All sheets are checked"),
            year.url("emulation:standings"),
        )


def _check(home: Home, actor: Actor, year: Year, sheet: ScoreSheet, name: str) -> None:
    if not can_review_sheet(actor, sheet):
        return
    act = (
        _("Answer the request for re-examination, {year}")
        if sheet.disputed
        else _("Check the score sheet of {year}")
    )
    home.todos.append(
        Todo(act.format(year=year.number), name, year.sheet_url(sheet), pgettext("button", "Check"))
    )


def _wait_for_sheet(home: Home, year: Year, unit: int, name: str, sheet: ScoreSheet | None) -> None:
    standing = year.calendar.standing(Act.SELF_SCORING, unit)
    if sheet is None and standing.state not in DUE:
        return
    word = sheet.get_state_display() if sheet else _("Not started")
    what = _("Score sheet of {year}: {state}").format(year=year.number, state=word[:1].lower() + word[1:])
    home.waits.append(Wait(name, what, time_left(standing), year.url("emulation:scoresheets"), _open()))


def _run_honours(home: Home, actor: Actor, year: Year) -> None:
    """From the locked scores to the year-end report."""
    cycle, number = year.cycle, year.number
    if not cycle.is_locked:
        return
    for nomination in year.asked:
        unit = year.name_of(nomination.organization_id)
        home.todos.append(
            Todo(
                _("Supplement the dossier of {unit}").format(unit=unit),
                f"{nomination.commendation.name} · {nomination.supplement_request}",
                reverse("awards:nomination", args=[nomination.pk]),
                pgettext("button", "Supplement"),
            )
        )
    if not cycle.is_submitted and not cycle.is_decided:
        _next_of_head(
            home,
            actor,
            year,
            _("Send the nominations of {year}").format(year=number),
            _("Sends the nominations of {year}").format(year=number),
            _("The scores are locked"),
            year.url("awards:cycle_nominations"),
            year.calendar.standing(Act.NOMINATION, cycle.head_id).until,
        )
    elif not cycle.is_decided and not year.asked:
        what = _("Decides on the nominations of {year}").format(year=number)
        home.waits.append(
            Wait(_("Standing body of the city"), what, "", year.url("awards:cycle_nominations"), _open())
        )
    elif cycle.is_decided and not cycle.has_report:
        home.todos.append(
            Todo(
                _("Issue the year-end report of {year}").format(year=number),
                _("The honours of the year are known"),
                year.url("reports:year_end_report"),
                _open(),
            )
        )


def _next_of_head(
    home: Home, actor: Actor, year: Year, act: str, what: str, of: str, url: str, until: date | None = None
) -> None:
    """What only the head's leader does: his to-do, and what the secretariat waits for."""
    if heads(actor, year.cycle):
        home.todos.append(Todo(act, of, url, _open(), until))
    else:
        home.waits.append(Wait(year.head, what, "", url, _open()))


# What the page shows beside


def _show(home: Home, actor: Actor, year: Year) -> None:
    """The windows of the year the page is about, and for those who run it how far each unit has come."""
    home.cycle, home.criteria = year.cycle, year.cycle.criteria
    home.windows = window_lines(year.calendar, year.members, actor.organization_id)
    if not runs(actor, year.cycle) or year.cycle.is_locked or not year.cycle.criteria:
        return
    sent = sum(sheet.is_sent for unit, sheet in year.sheets.items() if unit in year.members)
    home.lead = _("{n} of {m} organisations have sent their score sheet of {year}.").format(
        n=two_digits(sent), m=two_digits(len(year.members)), year=year.number
    )
    home.progress = [_progress(year, unit, name) for unit, name in year.members.items()]


def _progress(year: Year, unit: int, name: str) -> Progress:
    sheet = year.sheets.get(unit)
    note = {year.cycle.head_id: _("Head of the bloc"), year.cycle.deputy_id: _("Deputy head")}.get(unit, "")
    if sheet is None:
        return Progress(name, note, "none", 0, None, "")
    state = shown_state(
        sheet, year.cycle, reviewed=sheet.reviewed, disputed=sheet.disputed, agreed=sheet.agreed
    )
    return Progress(
        name, note, state, sheet.answered, sheet.total if sheet.answered else None, year.sheet_url(sheet)
    )


def _open() -> str:
    return pgettext("button", "Open")
