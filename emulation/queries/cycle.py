"""The year of a bloc at a glance: what is open, who has sent what, which gates are set."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from blocs import ports
from blocs.actor import Actor
from blocs.clock import LOCAL
from blocs.dates import two_digits
from blocs.models import Membership, OrganizationName
from blocs.models.bloc import stayed
from emulation.models import (
    Cycle,
    GateReopening,
    PledgeParty,
    PledgeSignature,
    ScoreLine,
    ScoreSheet,
    ScoringTableVersion,
)
from emulation.models.calendar import Calendar
from emulation.models.cycle import GATES, Gate
from emulation.models.pledge import PartyCapacity
from emulation.models.scoresheet import SheetState
from emulation.models.window import Act
from emulation.queries.pledge_page import Mark
from emulation.queries.scoresheet import sheets_of
from emulation.queries.today import Facts, in_order, today_lines
from emulation.queries.window import WindowLine, on_screen, time_left, window_lines
from emulation.rules.cycle import is_own_unit, sees_everybodys_progress

SHEET_MARKS = {
    SheetState.IN_PROGRESS: ("move", "pen"),
    SheetState.WITH_LEADER: ("move", "user"),
    SheetState.SUBMITTED: ("done", "check"),
    SheetState.RETURNED: ("soon", "return"),
    SheetState.CHECKED: ("done", "check-circle"),
}


@dataclass(frozen=True)
class MemberRow:
    """A member of the year and how far it is. Of other units' sheets a member learns whether they are sent."""

    organization_id: int
    name: str
    office: str
    own: bool
    pledge: Mark
    pledge_late: str
    sheet: Mark
    sheet_late: str
    sheet_id: int | None
    paper: str = ""


@dataclass(frozen=True)
class MoreTime:
    """Members that may act longer, with one day and one reason."""

    act: str
    until: date
    reason: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class GateLine:
    """A gate that is set, since when, and how often it was opened again."""

    name: str
    moment: datetime
    reopenings: tuple[GateReopening, ...]


@dataclass(frozen=True)
class Overview:
    """All that the page of a cycle shows."""

    heading: str
    windows: list[WindowLine]
    rows: list[MemberRow]
    own: MemberRow | None
    signed: int
    more_time: list[MoreTime]
    gates: list[GateLine]
    reopenings: list[GateReopening]
    today: list[ports.TodayLine]


def members_named(cycle: Cycle) -> QuerySet[Membership]:
    """The members of the cycle in the order of the founding decision, each with the `name` the cycle shows, in one query."""
    names = OrganizationName.objects.filter(organization=OuterRef("organization"))
    then = names.filter(valid_from__lte=cycle.names_on).order_by("-valid_from").values("name")[:1]
    first = names.order_by("valid_from").values("name")[:1]
    return (
        Membership.objects.filter(stayed(cycle.year_id), bloc=cycle.bloc_id, year=cycle.year_id)
        .annotate(name=Coalesce(Subquery(then), Subquery(first)))
        .order_by("order", "pk")
    )


def tables_for(cycle: Cycle) -> QuerySet[ScoringTableVersion]:
    """The published tables a bloc may be scored by: the city's and its own, the newest first."""
    return (
        ScoringTableVersion.objects.filter(Q(table__bloc=None) | Q(table__bloc=cycle.bloc_id))
        .exclude(published_at=None)
        .select_related("table")
        .order_by("-dated_on", "table__name", "-number")
    )


def units_with_entries(cycle: Cycle) -> list[str]:
    """The units in whose sheets something was entered or done. One query."""
    names = OrganizationName.objects.filter(organization=OuterRef("organization"))
    then = names.filter(valid_from__lte=cycle.names_on).order_by("-valid_from").values("name")[:1]
    touched = ScoreLine.objects.filter(sheet=OuterRef("pk"), version__gt=1)
    sheets = ScoreSheet.objects.filter(cycle=cycle).filter(
        Exists(touched)
        | ~Q(state=SheetState.IN_PROGRESS)
        | Q(submitted_at__isnull=False)
        | Q(disqualified_for__isnull=False)
    )
    first = names.order_by("valid_from").values("name")[:1]
    return list(
        sheets.annotate(name=Coalesce(Subquery(then), Subquery(first)))
        .order_by("pk")
        .values_list("name", flat=True)
    )


def overview(cycle: Cycle, actor: Actor) -> Overview:
    """Six queries, however many members; one more where the awards have something to say."""
    members = list(members_named(cycle))
    names = {member.organization_id: member.name for member in members}
    signatures = _signatures(cycle)
    sheets = {sheet.organization_id: sheet for sheet in sheets_of(cycle, actor)}
    calendar = Calendar.of(cycle)
    reopenings = list(GateReopening.objects.filter(cycle=cycle))
    unit = actor.organization_id if actor.organization_id in names else None
    windows = window_lines(calendar, names, unit)
    sees_all = sees_everybodys_progress(actor, cycle) or cycle.is_locked
    rows = []
    for member in members:
        organization_id = member.organization_id
        own = is_own_unit(actor, organization_id)
        sheet = sheets.get(organization_id)
        places = signatures.get(organization_id)
        rows.append(
            MemberRow(
                organization_id=organization_id,
                name=member.name,
                office=_office(cycle, organization_id),
                own=own,
                pledge=_pledge_mark(places),
                pledge_late=_pledge_late(places, calendar, organization_id),
                sheet=_sheet_mark(sheet, cycle) if own or sees_all else _sent_mark(sheet),
                sheet_late=_sheet_late(sheet, calendar, organization_id, cycle) if own or sees_all else "",
                sheet_id=sheet.pk if sheet and sheet.readable else None,
                paper=_paper(sheet) if own or sees_all else "",
            )
        )
    rows.sort(key=lambda row: not row.own)
    return Overview(
        heading=_heading(cycle, windows),
        windows=windows,
        rows=rows,
        own=next((row for row in rows if row.own), None),
        signed=sum(row.pledge.kind == "done" for row in rows),
        more_time=_more_time(windows, names),
        gates=_gates(cycle, reopenings),
        reopenings=reopenings,
        today=_today(cycle, actor, Facts(members, signatures, sheets, calendar), windows),
    )


def _today(cycle: Cycle, actor: Actor, facts: Facts, windows: list[WindowLine]) -> list[ports.TodayLine]:
    """What the actor may do, what comes next, what is blocked: of every app, and the next window of the calendar."""
    lines = today_lines(cycle, actor, facts)
    lines += [line for ask in ports.cycle_lines for line in ask(actor, cycle, facts.calendar)]
    coming = next((line for line in windows if line.state == "next"), None)
    if coming and not cycle.is_closed:
        opens = _("opens on {date}").format(date=on_screen(coming.window.opens))
        lines.append(ports.TodayLine(ports.Today.NEXT, coming.name, opens))
    return in_order(lines)


def _signatures(cycle: Cycle) -> dict[int, list[datetime | date | None]]:
    """For each unit among the parties of the text in force: the moments of its signatures, None where one is missing."""
    valid = PledgeSignature.objects.filter(party=OuterRef("pk"), voided_at__isnull=True)
    parties = (
        PledgeParty.objects.filter(version__pledge__cycle=cycle, version__replaced_at__isnull=True)
        .exclude(capacity=PartyCapacity.WITNESS)
        .annotate(
            signed_at=Subquery(valid.values("signed_at")[:1]),
            signed_on=Subquery(valid.values("signed_on")[:1]),
        )
        .values_list("organization", "signed_at", "signed_on")
    )
    found: dict[int, list[datetime | date | None]] = defaultdict(list)
    for organization_id, signed_at, signed_on in parties:
        found[organization_id].append(
            signed_on or (signed_at.astimezone(LOCAL).date() if signed_at else None)
        )
    return found


def _pledge_mark(places: list | None) -> Mark:
    if places is None:
        return Mark("none", "circle", pgettext("pledge", "Text not final"))
    if all(places):
        return Mark("done", "check", pgettext("pledge", "Signed"))
    return Mark("none", "circle", _("Not signed yet"))


def _pledge_late(places: list | None, calendar: Calendar, organization_id: int) -> str:
    if places is None:
        return ""
    if all(places):
        days = calendar.days_late(Act.PLEDGE, organization_id, max(places))
        return _days_late(days)
    return _overdue(calendar, Act.PLEDGE, organization_id)


def _sheet_mark(sheet: ScoreSheet | None, cycle: Cycle) -> Mark:
    if sheet is None:
        return Mark("none", "circle", _("Not started"))
    if cycle.is_locked:
        return Mark("done", "lock", pgettext("score sheet", "Locked"))
    kind, icon = SHEET_MARKS[SheetState(sheet.state)]
    return Mark(kind, icon, sheet.get_state_display())


def _paper(sheet: ScoreSheet | None) -> str:
    """ "Theo bản giấy ngày 10/12/2021" where the secretariat entered for the unit."""
    if sheet is None or sheet.paper_dated_on is None:
        return ""
    return _("from the paper of {day}").format(day=on_screen(sheet.paper_dated_on))


def _sent_mark(sheet: ScoreSheet | None) -> Mark:
    """All that one unit learns of another's sheet before the scores are locked."""
    if sheet and sheet.is_sent:
        return Mark("done", "check", str(SheetState.SUBMITTED.label))
    return Mark("none", "circle", _("Not sent"))


def _sheet_late(sheet: ScoreSheet | None, calendar: Calendar, organization_id: int, cycle: Cycle) -> str:
    if sheet and sheet.is_sent:
        return _days_late(sheet.late_days)
    return "" if cycle.is_locked else _overdue(calendar, Act.SELF_SCORING, organization_id)


def _days_late(days: int) -> str:
    return ngettext("{n} day late", "{n} days late", days).format(n=days) if days else ""


def _overdue(calendar: Calendar, act: str, organization_id: int) -> str:
    """ "Quá hạn 3 ngày" once the time of an organisation is over; empty before."""
    standing = calendar.standing(act, organization_id)
    return time_left(standing) if standing.days_left is not None and standing.days_left < 0 else ""


def _office(cycle: Cycle, organization_id: int) -> str:
    """The office the unit holds in the bloc this year, by the bloc's own title."""
    if organization_id == cycle.head_id:
        return cycle.bloc.head_title
    return cycle.bloc.deputy_title if organization_id == cycle.deputy_id else ""


def _heading(cycle: Cycle, windows: list[WindowLine]) -> str:
    """The sentence of the moment: the last gate, else what is open, else what comes."""
    year = cycle.year_id
    if cycle.is_closed:
        return _("The year {year} is closed").format(year=year)
    if cycle.is_decided:
        return _("The awards of {year} are decided").format(year=year)
    if cycle.is_submitted:
        return _("The nominations of {year} are with the city").format(year=year)
    if cycle.is_locked:
        return _("The scores of {year} are final").format(year=year)
    open_now = [line for line in windows if line.state == "open"]
    if open_now:
        line = min(open_now, key=_until)
        told = _("{act}: {word}").format(act=line.name, word=line.word[:1].lower() + line.word[1:])
        others = len(open_now) - 1
        if not others:
            return told
        return ngettext("{told}; {n} other act is open", "{told}; {n} other acts are open", others).format(
            told=told, n=two_digits(others)
        )
    coming = next((line for line in windows if line.state == "next"), None)
    if coming:
        return _("{act} opens on {date}").format(act=coming.name, date=on_screen(coming.window.opens))
    return _("Emulation year {year}").format(year=year)


def _until(line: WindowLine) -> date:
    """Until when an act is open for the reader: for somebody in particular, or for the last with an extension."""
    days = [line.standing.until or date.max, *(one.until for one in line.extensions)]
    return days[0] if line.standing.is_open else max(days[1:], default=days[0])


def _more_time(windows: list[WindowLine], names: dict[int, str]) -> list[MoreTime]:
    """Extensions grouped by act, day and reason: fourteen equal ones are one line."""
    grouped: dict[tuple[str, date, str], list[str]] = defaultdict(list)
    for line in windows:
        given = {extension.organization_id: extension for extension in line.extensions}
        for organization_id, name in names.items():
            if extension := given.get(organization_id):
                grouped[line.name, extension.until, extension.reason].append(name)
    return [MoreTime(*key, tuple(members)) for key, members in grouped.items()]


def _gates(cycle: Cycle, reopenings: list[GateReopening]) -> list[GateLine]:
    return [
        GateLine(str(Gate(gate).label), moment, tuple(row for row in reopenings if row.gate == gate))
        for gate in GATES
        if (moment := getattr(cycle, f"{gate}_at"))
    ]
