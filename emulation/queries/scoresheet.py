"""Questions over score sheets: one to open, those of a cycle side by side, what is missing on one."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from blocs.actor import Actor
from blocs.errors import Missing
from blocs.models import Organization
from blocs.models.bloc import stayed
from emulation.models import AgendaItem, Cycle, GateReopening, ScoreLine, ScoreSheet
from emulation.models.calendar import Calendar
from emulation.models.cycle import Gate, head_of
from emulation.models.meeting import AgendaKind
from emulation.models.scoresheet import SENT_STATES, SheetState
from emulation.models.window import Act
from emulation.queries.scorebook import Scorebook, open_book
from emulation.rules.cycle import is_own_unit, sees_everybodys_progress

# A line whose re-examination was asked for after the bloc last looked at it.
DISPUTED = Q(disputed_at__isnull=False, agreed_points__isnull=True) & (
    Q(reviewed_at__isnull=True) | Q(reviewed_at__lt=F("disputed_at"))
)


def find_cycle(actor: Actor, pk: int) -> Cycle:
    """The cycle a page is about, with its bloc, table and offices, in one query; Missing where it is not seen.

    `reopened` tells how often its scores were opened again; `reopened_time` and `reopened_reason` of the last time.
    """
    again = GateReopening.objects.filter(cycle=OuterRef("pk"), gate=Gate.LOCKED)
    last = again.order_by("-pk")
    cycle = (
        Cycle.objects.visible_to(actor)
        .select_related("bloc", "year", "table_version__table")
        .annotate(
            reopened=Coalesce(
                Subquery(again.order_by().values("cycle").annotate(n=Count("pk")).values("n")), 0
            ),
            reopened_time=Subquery(last.values("reopened_at")[:1]),
            reopened_reason=Subquery(last.values("reason")[:1]),
        )
        .filter(pk=pk)
        .first()
    )
    if cycle is None:
        raise Missing
    return cycle


def find_sheet(actor: Actor, pk: int) -> ScoreSheet:
    """The sheet a page is about, with its cycle and the bloc's head, in one query; Missing where it is not seen."""
    sheet = (
        ScoreSheet.objects.visible_to(actor)
        .filter(pk=pk)
        .select_related("cycle__bloc", "cycle__year", "table_version__table", "disqualified_for")
        .annotate(head_id=head_of("cycle__"))
        .first()
    )
    if sheet is None:
        raise Missing
    sheet.cycle.head_id = sheet.head_id
    return sheet


def competitors(cycle: Cycle, on: date | None = None) -> QuerySet[Organization]:
    """The units that compete in a cycle, in the founding decision's order, under the names of a day."""
    return (
        Organization.objects.named(on or cycle.names_on)
        .filter(
            stayed(cycle.year_id, "memberships__"),
            memberships__bloc=cycle.bloc_id,
            memberships__year=cycle.year_id,
            memberships__competes=True,
        )
        .annotate(order=F("memberships__order"))
        .order_by("order", "pk")
    )


def open_agenda(cycle: Cycle) -> AgendaItem | None:
    """The last agenda item under which points of a cycle may be agreed."""
    items = AgendaItem.objects.filter(cycle=cycle, kind=AgendaKind.AGREE_SCORES)
    return items.select_related("meeting").order_by("-meeting__held_on", "-pk").first()


def missing_codes(sheet: ScoreSheet) -> list[str]:
    """Codes of the criteria the unit has not answered, in order."""
    return _codes(sheet, Q(self_points=None))


def unreviewed(sheet: ScoreSheet) -> list[str]:
    """Codes of the criteria the bloc has not checked, in order."""
    return _codes(sheet, Q(reviewed_at=None))


def open_disputes(sheet: ScoreSheet) -> list[str]:
    """Codes of the criteria whose re-examination waits for an answer, in order."""
    return _codes(sheet, DISPUTED)


def _codes(sheet: ScoreSheet, condition: Q) -> list[str]:
    order = ("criterion__group__order", "criterion__group", "criterion__order", "pk")
    return list(sheet.lines.filter(condition).order_by(*order).values_list("criterion__code", flat=True))


def is_disputed(line: ScoreLine) -> bool:
    """The same as DISPUTED, of one line in hand."""
    if line.disputed_at is None or line.agreed_points is not None:
        return False
    return line.reviewed_at is None or line.reviewed_at < line.disputed_at


@dataclass(frozen=True)
class Member:
    """A unit in the comparison; `late` and `overdue` in days.

    Who does not see everybody's progress is told of another unit only whether it has sent its sheet
    (state "submitted" or "unsent"): answers and points are None, nothing is late.
    """

    organization_id: int
    name: str
    short_name: str
    order: int
    sheet: ScoreSheet | None
    state: str
    may_open: bool
    sent: bool = False
    answered: int | None = None
    self_total: Decimal | None = None
    total: Decimal | None = None
    late: int = 0
    overdue: int = 0
    due: date | None = None
    paper_dated_on: date | None = None
    has_scan: bool = False


@dataclass(frozen=True)
class Comparison:
    """The members of a cycle side by side: who has sent what; `everybody` if the reader sees all of it."""

    cycle: Cycle
    members: list[Member] = field(default_factory=list)
    criteria: int = 0
    everybody: bool = False

    @cached_property
    def sent(self) -> int:
        return sum(member.sent for member in self.members)


def compare(cycle: Cycle, actor: Actor) -> Comparison:
    """Who has sent what; more of other units than that only for who runs the year, or once the scores are locked."""
    scored = cycle.table_version.groups.filter(criteria__rules__isnull=False) if cycle.table_version else None
    criteria = scored.aggregate(n=Count("criteria", distinct=True))["n"] if scored is not None else 0
    calendar = Calendar.of(cycle)
    everybody = sees_everybodys_progress(actor, cycle) or cycle.is_locked
    sheets = {sheet.organization_id: sheet for sheet in _counted(sheets_of(cycle, actor))}
    members = [
        _member(unit, sheets.get(unit.pk), cycle, calendar, everybody or is_own_unit(actor, unit.pk))
        for unit in competitors(cycle)
    ]
    return Comparison(cycle, members, criteria, everybody)


def shown_state(sheet: ScoreSheet | None, cycle: Cycle, *, reviewed: int, disputed: int, agreed: int) -> str:
    """The state a reader is told: the gate and what was done on the lines refine the stored one."""
    if sheet is None:
        return "none"
    if cycle.is_locked:
        return "locked"
    if disputed and sheet.state in SENT_STATES:
        return "disputed"
    if agreed and sheet.state == SheetState.CHECKED:
        return "agreed"
    if reviewed and sheet.state == SheetState.SUBMITTED:
        return "being_checked"
    return sheet.state


def sheets_of(cycle: Cycle, actor: Actor) -> QuerySet[ScoreSheet]:
    """All sheets of a cycle, each with `readable`: whether the actor may open it."""
    readable = ScoreSheet.objects.visible_to(actor).filter(pk=OuterRef("pk"))
    return ScoreSheet.objects.filter(cycle=cycle).annotate(readable=Exists(readable))


def _counted(sheets: QuerySet[ScoreSheet]) -> QuerySet[ScoreSheet]:
    lines = ScoreLine.objects.filter(sheet=OuterRef("pk")).order_by().values("sheet")
    counts = {
        "reviewed_lines": lines.filter(reviewed_at__isnull=False),
        "disputed_lines": lines.filter(DISPUTED),
        "agreed_lines": lines.filter(agreed_points__isnull=False),
    }
    return sheets.annotate(
        **{
            name: Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)
            for name, rows in counts.items()
        }
    )


def _member(
    unit: Organization, sheet: ScoreSheet | None, cycle: Cycle, calendar: Calendar, sees: bool
) -> Member:
    standing = calendar.standing(Act.SELF_SCORING, unit.pk)
    overdue = -standing.days_left if standing.days_left is not None and standing.days_left < 0 else 0
    base = Member(
        organization_id=unit.pk,
        name=unit.name,
        short_name=unit.short_name,
        order=unit.order,
        sheet=sheet,
        state="none" if sees else "unsent",
        may_open=sheet is not None and sheet.readable,
        due=standing.until,
        overdue=overdue if sees and not cycle.is_locked else 0,
    )
    if sheet is None:
        return base
    if not sees:
        state = SheetState.SUBMITTED if sheet.is_sent else "unsent"
        return replace(base, state=state, sent=sheet.is_sent)
    state = shown_state(
        sheet,
        cycle,
        reviewed=sheet.reviewed_lines,
        disputed=sheet.disputed_lines,
        agreed=sheet.agreed_lines,
    )
    return replace(
        base,
        state=state,
        sent=sheet.is_sent,
        answered=sheet.answered,
        self_total=sheet.self_total,
        total=sheet.total if sheet.is_sent else None,
        late=sheet.late_days,
        overdue=0 if sheet.is_sent else base.overdue,
        paper_dated_on=sheet.paper_dated_on,
        has_scan=sheet.paper_scan_id is not None,
    )


@dataclass(frozen=True)
class Matrix:
    """All points of a cycle: criteria as rows, units as columns; the points that count, None where there are none.

    `on_paper` are the units whose sheets were entered from their papers, with the day of each.
    """

    book: Scorebook
    members: list[Organization]
    points: dict[tuple[str, int], Decimal | None]
    totals: dict[int, Decimal]
    groups: dict[tuple[str, int], Decimal]
    on_paper: dict[int, date]


def points_of_all(cycle: Cycle) -> Matrix:
    """The matrix of a cycle that has a scoring table, in four queries."""
    assert cycle.table_version, "the page asks only where there is a table"
    book = open_book(cycle.table_version)
    members = list(competitors(cycle))
    sheets = {sheet.pk: sheet for sheet in ScoreSheet.objects.filter(cycle=cycle)}
    lines: dict[int, list[ScoreLine]] = {pk: [] for pk in sheets}
    for line in ScoreLine.objects.filter(sheet__cycle=cycle):
        lines[line.sheet_id].append(line)
    on_paper = {
        sheet.organization_id: sheet.paper_dated_on for sheet in sheets.values() if sheet.paper_dated_on
    }
    matrix = Matrix(book, members, {}, {}, {}, on_paper)
    for pk, sheet in sheets.items():
        if sheet.table_version_id != cycle.table_version_id:
            continue
        score = book.score(lines[pk])
        matrix.totals[sheet.organization_id] = score.total
        matrix.points.update({(line.code, sheet.organization_id): line.result.points for line in score.lines})
        matrix.groups.update({(group.code, sheet.organization_id): group.points for group in score.groups})
    return matrix
