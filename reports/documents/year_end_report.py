"""The facts of a cycle's year-end report, gathered in a fixed number of queries; every sum is added in Python."""

from collections import Counter
from datetime import date

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as _

from awards.models import Nomination
from blocs import clock
from blocs.clock import LOCAL
from blocs.dates import short_paper
from blocs.errors import Conflict
from blocs.models import Membership, Office, OrganizationName, Representation
from blocs.models.bloc import stayed
from blocs.models.city import CityBodyKind
from blocs.models.office import OfficeRole
from blocs.models.representation import Duty
from blocs.queries import Name, bloc_names_on, bodies_on, names_on
from emulation.documents.paper import Document
from emulation.documents.pledge import signing_lines
from emulation.models import (
    AgendaItem,
    Attendance,
    Cycle,
    EmulationYear,
    GateReopening,
    Honour,
    PledgeClause,
    PledgeParty,
    ReportText,
    ScoreSheet,
    StandingEntry,
    StandingSnapshot,
    Window,
)
from emulation.models.cycle import Gate
from emulation.models.meeting import AgendaKind
from emulation.models.pledge import PartyCapacity, Section
from emulation.models.scoresheet import SENT_STATES
from emulation.models.window import Act
from emulation.queries.pledge_text import word_of
from reports.documents.offered import offered
from reports.documents.year_end_facts import (
    Bodies,
    Meetings,
    NextYear,
    Place,
    Received,
    Term,
    YearEndReport,
)
from reports.documents.year_end_results import counted_lines, highlights, results
from reports.documents.year_end_text import year_end_document

# What the windows of a year are called on paper.
ACTS = {
    Act.COMMENT: "Góp ý dự thảo giao ước, tiêu chí, quy chế",
    Act.PLEDGE: "Ký giao ước thi đua",
    Act.REGISTRATION: "Đăng ký thi đua",
    Act.MIDYEAR_REPORT: "Báo cáo sơ kết 6 tháng",
    Act.ANNUAL_REPORT: "Báo cáo tổng kết của đơn vị",
    Act.SELF_SCORING: "Tự chấm điểm",
    Act.CROSS_CHECK: "Kiểm tra, chấm điểm",
    Act.OBJECTION: "Đề nghị xem xét lại điểm",
    Act.ASSESSMENT: "Họp bình xét",
    Act.VOTING: "Bỏ phiếu suy tôn",
    Act.NOMINATION: "Gửi hồ sơ đề nghị khen thưởng",
}


class NothingToReport(Conflict):
    """The year has no locked standings yet."""

    default = _("The scores of this year are not locked yet, so there is nothing to report.")


def year_end_report(cycle: Cycle, dated_on: date | None = None) -> Document:
    """The year-end report of a cycle ready for print, under the names of `dated_on`.

    Without a date it bears that of the meeting which sums up the year, else today's.
    Raises NothingToReport before the scores are locked.
    """
    return year_end_document(year_end_facts(cycle, dated_on))


def year_end_facts(cycle: Cycle, dated_on: date | None = None) -> YearEndReport:
    """All that the report tells. Raises NothingToReport before the scores are locked."""
    snapshot = StandingSnapshot.objects.filter(cycle=cycle, superseded_at__isnull=True).first()
    entries = (
        list(
            StandingEntry.objects.filter(snapshot=snapshot).select_related("sheet").order_by("place", "order")
        )
        if snapshot
        else []
    )
    if snapshot is None or not entries:
        raise NothingToReport
    agenda = list(
        AgendaItem.objects.filter(cycle=cycle).select_related("meeting").order_by("meeting__held_on", "pk")
    )
    dated_on = dated_on or _held_on(agenda, AgendaKind.SUM_UP) or clock.today()
    everybody = _memberships(cycle)
    memberships = [membership for membership in everybody if membership.stays]
    member_ids = [membership.organization_id for membership in memberships]
    all_ids = {membership.organization_id for membership in everybody}
    names = names_on(dated_on, {*all_ids, *(entry.organization_id for entry in entries)})
    bodies = bodies_on(dated_on)
    offices = _offices(cycle)
    heads = [cycle.own_head_id] if cycle.own_head_id else []
    signed, parties = _pledge(cycle)
    sheets = list(
        ScoreSheet.objects.filter(
            cycle=cycle, state__in=SENT_STATES, organization__in=member_ids
        ).values_list("late_days", flat=True)
    )
    lines = counted_lines(cycle, member_ids)
    return YearEndReport(
        year=cycle.year_id,
        bloc_name=bloc_names_on(dated_on, [cycle.bloc_id])[cycle.bloc_id].full,
        symbol=cycle.bloc.paper_symbol,
        place=_named(bodies, CityBodyKind.CITY, "").removeprefix("thành phố "),
        dated_on=dated_on,
        members=tuple(names[organization_id].full for organization_id in member_ids),
        standings=tuple(_place(entry, names) for entry in entries),
        word=word_of(cycle.bloc),
        decimals=cycle.table_version.decimals if cycle.table_version else 2,
        bodies=_bodies(bodies),
        head=names[heads[0]].full if heads and heads[0] in names else "",
        head_authority=_head_authority(heads, dated_on),
        deputies=tuple(names[unit].full for unit in offices.get(OfficeRole.DEPUTY, []) if unit in names),
        head_title=cycle.bloc.head_title,
        deputy_title=cycle.bloc.deputy_title,
        composition_decision=_composition(memberships),
        renamed=_renamed(cycle.year_id, member_ids),
        moved=_moved(cycle, everybody, names),
        guidance=cycle.year.guidance,
        pledge_parties=parties,
        pledge_signed=signed,
        sheets_sent=len(sheets),
        sheets_late=sum(1 for late_days in sheets if late_days),
        meetings=_meetings(agenda),
        results=results(lines),
        highlights=highlights(lines, names),
        assessed_on=_held_on(agenda, AgendaKind.CHOOSE) or _held_on(agenda, AgendaKind.AGREE_SCORES),
        proposed=_proposed(cycle),
        dossier_sent=cycle.is_submitted,
        honours=_honours(cycle, member_ids),
        reopened=_reopened(cycle),
        next_year=_next_year(cycle),
        texts=dict(ReportText.objects.filter(cycle=cycle).values_list("section", "text")),
        audit_head=snapshot.audit_head,
        demonstration=settings.DEMO or cycle.bloc.fictional,
    )


def offered_texts(cycle: Cycle, theme: str, day: date) -> dict[str, str]:
    """The sentences offered to whoever writes the report of a cycle, by section; two queries.

    `theme` is the city's theme of the year to come.
    """
    return offered(
        cycle.year_id,
        _bodies(bodies_on(day)),
        _with_terms(theme, (), _windows(cycle.bloc_id, cycle.year_id + 1)),
        word_of(cycle.bloc),
    )


def _bodies(bodies: dict[str, Name]) -> Bodies:
    return Bodies(
        council=_named(bodies, CityBodyKind.COUNCIL, Bodies.council),
        standing_body=_named(bodies, CityBodyKind.STANDING_BODY, Bodies.standing_body),
    )


def _named(bodies: dict[str, Name], kind: CityBodyKind, otherwise: str) -> str:
    return bodies[kind].full if kind in bodies else otherwise


def _held_on(agenda: list[AgendaItem], kind: str) -> date | None:
    """The day of the last meeting that dealt with something."""
    return max((item.meeting.held_on for item in agenda if item.kind == kind), default=None)


def _memberships(cycle: Cycle) -> list[Membership]:
    """All members of the year, in the order of the founding decision; `stays` tells who is one at its end."""
    rows = Membership.objects.filter(bloc=cycle.bloc_id, year=cycle.year_id)
    rows = rows.annotate(stays=ExpressionWrapper(stayed(cycle.year_id), BooleanField()))
    return list(rows.select_related("decision").order_by("order", "pk"))


def _composition(memberships: list[Membership]) -> str:
    """ "Quyết định số … ngày … của …"; empty where the number is not known."""
    decisions = [row.decision for row in memberships if row.decision and row.decision.number]
    if not decisions:
        return ""
    decision = max(decisions, key=lambda row: row.dated_on or date.min)
    day = f" ngày {short_paper(decision.dated_on)}" if decision.dated_on else ""
    return f"Quyết định số {decision.number}{day} của {decision.issuer}"


def _offices(cycle: Cycle) -> dict[str, list[int]]:
    """The organisations that held each office last in the year."""
    found: dict[str, list[int]] = {}
    rows = Office.objects.filter(bloc=cycle.bloc_id, year=cycle.year_id).order_by("-since", "pk")
    for office in rows:
        if office.until is None or office.until >= date(cycle.year_id, 12, 31):
            found.setdefault(office.role, []).append(office.organization_id)
    return found


def _head_authority(heads: list[int], day: date) -> tuple[str, ...]:
    leaders = Representation.objects.on(day).filter(duty=Duty.LEADER, organization__in=heads[:1])
    leader = leaders.order_by("signing_form", "since", "pk").first()
    return signing_lines(leader.position_title, leader.signing_form) if leader else ()


def _renamed(year: int, member_ids: list[int]) -> tuple[str, ...]:
    """ "Hội A đổi tên thành Hội B từ ngày …" for names that began in the year."""
    rows = OrganizationName.objects.filter(organization__in=member_ids).order_by(
        "organization_id", "valid_from"
    )
    before: dict[int, str] = {}
    changes = []
    for row in rows:
        if row.organization_id in before and row.valid_from.year == year:
            old = before[row.organization_id]
            changes.append(f"{old} đổi tên thành {row.name} từ ngày {short_paper(row.valid_from)}")
        before[row.organization_id] = row.name
    return tuple(changes)


def _moved(cycle: Cycle, everybody: list[Membership], names: dict[int, Name]) -> tuple[str, ...]:
    """ "Hội A gia nhập Khối từ ngày …", "Hội B rút khỏi Khối sau ngày …" for those who did within the year."""
    year_end, word = date(cycle.year_id, 12, 31), word_of(cycle.bloc)
    changes = []
    for row in everybody:
        name = names[row.organization_id].full if row.organization_id in names else ""
        if row.joined_on and name:
            changes.append(f"{name} gia nhập {word} từ ngày {short_paper(row.joined_on)}")
        if row.left_on and row.left_on < year_end and name:
            changes.append(f"{name} rút khỏi {word} sau ngày {short_paper(row.left_on)}")
    return tuple(changes)


def _pledge(cycle: Cycle) -> tuple[int, int]:
    """How many units signed the pledge in force, of how many."""
    parties = PledgeParty.objects.filter(
        version__pledge__cycle=cycle,
        version__replaced_at__isnull=True,
        version__finalised_at__isnull=False,
        capacity=PartyCapacity.MEMBER,
    )
    valid = Q(signatures__isnull=False, signatures__voided_at__isnull=True)
    signed = set(parties.filter(valid).values_list("pk", flat=True))
    return len(signed), parties.count()


def _meetings(agenda: list[AgendaItem]) -> Meetings:
    meeting_ids = {item.meeting_id for item in agenda if item.kind != AgendaKind.SIGN_PLEDGE}
    present = list(Attendance.objects.filter(meeting__in=meeting_ids).values_list("present", flat=True))
    return Meetings(held=len(meeting_ids), seats=len(present), taken=sum(present))


def _place(entry: StandingEntry, names: dict[int, Name]) -> Place:
    return Place(
        name=names[entry.organization_id].full if entry.organization_id in names else entry.name,
        place=entry.place,
        total=entry.total,
        base=entry.base,
        bonus=entry.bonus,
        deduction=entry.deduction,
        band=entry.band,
        shared=entry.shared,
        not_considered=entry.marks,
        paper_dated_on=entry.sheet.paper_dated_on if entry.sheet else None,
    )


def _proposed(cycle: Cycle) -> tuple[tuple[str, int], ...]:
    """How many units the bloc proposed for each commendation, the highest first."""
    rows = Nomination.objects.filter(cycle=cycle).order_by("-commendation__level", "commendation__code")
    return tuple(Counter(rows.values_list("commendation__name", flat=True)).items())


def _honours(cycle: Cycle, member_ids: list[int]) -> tuple[Received, ...]:
    """What the members received for the year, the highest first, then in the order of the founding decision."""
    rows = Honour.objects.standing().filter(organization__in=member_ids, for_year=cycle.year_id)
    honours = sorted(
        rows.select_related("commendation"),
        key=lambda honour: (
            -honour.commendation.level,
            honour.commendation.code,
            member_ids.index(honour.organization_id),
        ),
    )
    return tuple(
        Received(honour.name_then, honour.commendation.name, _decision(honour)) for honour in honours
    )


def _decision(honour: Honour) -> str:
    """ "Quyết định số … ngày …"; where the number is not known, the source."""
    if not honour.number:
        return f"nguồn: {honour.source}"
    day = f" ngày {short_paper(honour.decided_on)}" if honour.decided_on else ""
    return f"Quyết định số {honour.number}{day}"


def _reopened(cycle: Cycle) -> tuple[tuple[date, str], ...]:
    rows = GateReopening.objects.filter(cycle=cycle, gate=Gate.LOCKED).order_by("reopened_at", "pk")
    return tuple((row.reopened_at.astimezone(LOCAL).date(), row.reason) for row in rows)


def _next_year(cycle: Cycle) -> NextYear:
    """What is known of the year to come; its tasks once its pledge has a final text."""
    following = cycle.year_id + 1
    year = EmulationYear.objects.filter(pk=following).first()
    tasks = PledgeClause.objects.filter(
        version__pledge__cycle__bloc=cycle.bloc_id,
        version__pledge__cycle__year=following,
        version__finalised_at__isnull=False,
        version__replaced_at__isnull=True,
        section=Section.CONTENT,
    )
    texts = tuple(tasks.order_by("order", "pk").values_list("text", flat=True))
    return _with_terms(year.theme if year else "", texts, _windows(cycle.bloc_id, following))


def _with_terms(theme: str, tasks: tuple[str, ...], windows: dict[str, Window]) -> NextYear:
    return NextYear(
        theme=theme,
        tasks=tasks,
        calendar=tuple(
            Term(ACTS[Act(window.act)], window.opens, window.closes)
            for window in sorted(windows.values(), key=lambda window: (window.closes, window.opens))
        ),
        midyear_report_by=windows[Act.MIDYEAR_REPORT].closes if Act.MIDYEAR_REPORT in windows else None,
        self_scoring_by=windows[Act.SELF_SCORING].closes if Act.SELF_SCORING in windows else None,
    )


def _windows(bloc_id: int, year: int) -> dict[str, Window]:
    """The windows of a bloc's year by act; one of the cycle wins over the city's."""
    rows = Window.objects.filter(Q(year=year) | Q(cycle__bloc=bloc_id, cycle__year=year))
    return {window.act: window for window in sorted(rows, key=lambda window: window.cycle_id is not None)}
