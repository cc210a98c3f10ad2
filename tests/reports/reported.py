"""A bloc's year to report on: scores locked, a pledge, honours, a meeting that sums up the year."""

from datetime import date
from decimal import Decimal

from blocs import clock
from blocs.actor import Actor
from blocs.models import Organization, User
from emulation.models import (
    Cycle,
    Honour,
    IssuedPaper,
    PledgeParty,
    PledgeSignature,
    StandingEntry,
    StandingSnapshot,
)
from emulation.models.meeting import AgendaKind, MeetingKind
from emulation.models.pledge import SignatureMethod
from reports.actions.year_end_report import issue_year_end_report
from reports.documents.report_key import report_key
from tests import factories as make


def lock_scores(cycle: Cycle, units: list[Organization], by: User) -> StandingSnapshot:
    """The standings of the units in their order, from 95 points down; the gate is set."""
    cycle.locked_at, cycle.locked_by = clock.now(), by
    cycle.save()
    snapshot = StandingSnapshot.objects.create(
        cycle=cycle,
        canonical="Kết quả",
        sha256=f"{cycle.pk:064x}",
        audit_head="9be1c07d" * 8,
        taken_at=clock.now(),
        taken_by=by,
    )
    for place, unit in enumerate(units, start=1):
        total = Decimal(96 - place)
        StandingEntry.objects.create(
            snapshot=snapshot,
            organization=unit,
            name=f"Hội {unit.code}",
            order=place,
            place=place,
            total=total,
            base=total,
            bonus=0,
            deduction=0,
            band="Xuất sắc",
        )
    return snapshot


def honour(unit: Organization, year: int = 2021) -> Honour:
    """The flag of the city for a unit."""
    return Honour.objects.create(
        organization=unit,
        commendation=make.make_commendation(),
        for_year=year,
        name_then=f"Hội {unit.code}",
        authority="Chủ tịch Ủy ban nhân dân thành phố",
        source="Tin ngày 09/3/2022",
    )


def sum_up(cycle: Cycle, day: date) -> None:
    """The conference that sums up the year was held on a day."""
    with clock.standing_at(day):
        make.make_meeting(cycle, MeetingKind.YEAR_END, AgendaKind.SUM_UP)


def sign(party: PledgeParty, by: User) -> PledgeSignature:
    """A party signs in the system."""
    return PledgeSignature.objects.create(
        party=party,
        method=SignatureMethod.SYSTEM,
        person=by.person,
        position_title="Chủ tịch",
        text_sha256=party.version.sha256,
        signed_by=by,
    )


def issue_report(
    cycle: Cycle, actor: Actor, dated_on: date, content: bytes = b"%PDF- one", key: str = ""
) -> IssuedPaper:
    """The report of a day is issued as the data say it now; `key` is another one that was printed."""
    cycle = Cycle.objects.with_offices().get(pk=cycle.pk)
    return issue_year_end_report(
        cycle,
        actor=actor,
        content=content,
        key=key or report_key(cycle, dated_on),
        key_now=report_key,
        dated_on=dated_on,
    )
