"""A year to report on: bloc K1's 2021, scored, locked and honoured."""

from datetime import date
from decimal import Decimal

from blocs import clock
from emulation.models import (
    AgendaItem,
    Attendance,
    Honour,
    Meeting,
    ScoreLine,
    ScoreSheet,
    StandingEntry,
    StandingSnapshot,
)
from emulation.models.meeting import AgendaKind, MeetingKind
from emulation.models.scoresheet import SheetState
from tests import factories as make
from tests.cast import World

TOTALS = {"A": "36.50", "B": "38.00", "C": "30.25"}
CONFERENCE = date(2022, 3, 9)


def lock(world: World) -> StandingSnapshot:
    """Sheets of A, B and C with figures, the standings taken from them, the gate set."""
    cycle, user = world.cycle, world.users["head_leader"]
    snapshot = StandingSnapshot.objects.create(
        cycle=cycle, canonical="Bảng", sha256="b" * 64, audit_head="c0ffee11" + "0" * 56, taken_by=user
    )
    ordered = sorted(TOTALS, key=lambda code: -Decimal(TOTALS[code]))
    for code, total in TOTALS.items():
        sheet = ScoreSheet.objects.create(
            cycle=cycle,
            organization=world.units[code],
            table_version=cycle.table_version,
            state=SheetState.SUBMITTED,
            total=Decimal(total),
            submitted_at=clock.now(),
            submitted_by=user,
            late_days=2 if code == "C" else 0,
        )
        measured = cycle.table_version.groups.get(code="A").criteria.get(code="A1")
        ScoreLine.objects.create(
            sheet=sheet,
            criterion=measured,
            planned=Decimal("20"),
            actual=Decimal("18.5"),
            self_points=Decimal(total) / 4,
            result_text=f"Việc tiêu biểu của {code}.",
        )
        StandingEntry.objects.create(
            snapshot=snapshot,
            organization=world.units[code],
            sheet=sheet,
            name=f"Hội {code}",
            order="ABC".index(code) + 1,
            place=ordered.index(code) + 1,
            total=Decimal(total),
            base=Decimal(total) - 1,
            bonus=Decimal(2),
            deduction=Decimal(1),
            band="Xuất sắc" if Decimal(total) >= 35 else "Tốt",
        )
    cycle.locked_at, cycle.locked_by = clock.now(), user
    cycle.save()
    return snapshot


def meet(world: World, held_on: date, agenda: str, absent: str = "") -> None:
    """A meeting of A, B and C on the year."""
    meeting = Meeting.objects.create(bloc=world.bloc, kind=MeetingKind.OTHER, held_on=held_on)
    AgendaItem.objects.create(meeting=meeting, cycle=world.cycle, kind=agenda)
    for code in "ABC":
        Attendance.objects.create(meeting=meeting, organization=world.units[code], present=code not in absent)


def sum_up(world: World) -> None:
    """The bloc chose on 22/12/2021 and held its conference on 09/3/2022."""
    meet(world, date(2021, 12, 22), AgendaKind.CHOOSE, absent="C")
    meet(world, CONFERENCE, AgendaKind.SUM_UP)


def honour(world: World, code: str, commendation: str = "CITY_FLAG", **fields) -> Honour:
    """A unit is honoured for 2021."""
    kind = (
        make.make_commendation(commendation)
        if commendation == "CITY_FLAG"
        else make.make_commendation(
            commendation, "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố", level=30
        )
    )
    return Honour.objects.create(
        organization=world.units[code],
        commendation=kind,
        for_year=2021,
        name_then=f"Hội {code}",
        authority=kind.authority,
        **{"source": "tin ngày 09/3/2022"} | fields,
    )
