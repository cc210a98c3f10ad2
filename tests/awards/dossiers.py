"""Plain factories of the honour: standings frozen, rules, nominations in any state, decisions."""

from datetime import date
from decimal import Decimal

from awards.models import AwardRule, Nomination, NominationState
from blocs import clock
from blocs.models import Organization, User
from blocs.queries import names_on
from emulation.models import Commendation, Cycle, Honour, StandingEntry, StandingSnapshot
from emulation.models.commendation import CommendationKind, CommendationSign
from emulation.queries.standing import canonical_standings, fingerprint, official_standings
from tests import factories as make
from tests.cast import World

FLAG = "Cờ thi đua của Ủy ban nhân dân thành phố"
MERIT = "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố"


def make_flag() -> Commendation:
    return make.make_commendation()


def make_merit() -> Commendation:
    return make.make_commendation(
        "CITY_MERIT",
        MERIT,
        short_name="Bằng khen",
        kind=CommendationKind.FORM,
        sign=CommendationSign.MERIT,
        level=40,
    )


def make_rule(
    commendation: Commendation, quota: int = 1, valid_from: date = date(2018, 1, 1), **fields
) -> AwardRule:
    return AwardRule.objects.create(
        commendation=commendation, quota_per_bloc=quota, valid_from=valid_from, **fields
    )


def make_snapshot(
    cycle: Cycle, units: list[Organization], by: User, marks: dict[int, str] | None = None
) -> StandingSnapshot:
    """Locks the scores: the units stand in the order given, with 96, 95, … points; an older snapshot ends."""
    cycle.snapshots.filter(superseded_at__isnull=True).update(superseded_at=clock.now(), superseded_by=by)
    cycle.locked_at, cycle.locked_by = clock.now(), by
    cycle.save(update_fields=["locked_at", "locked_by"])
    snapshot = StandingSnapshot.objects.create(cycle=cycle, canonical="", sha256="", taken_by=by)
    names = names_on(cycle.names_on, [unit.pk for unit in units])
    for place, unit in enumerate(units, start=1):
        total = Decimal(97 - place)
        StandingEntry.objects.create(
            snapshot=snapshot,
            organization=unit,
            name=names[unit.pk].full,
            order=place,
            place=place,
            total=total,
            base=total - 1,
            bonus=Decimal(1),
            deduction=Decimal(0),
            band="Xuất sắc",
            marks=(marks or {}).get(unit.pk, ""),
        )
    snapshot.canonical = canonical_standings(official_standings(cycle))
    snapshot.sha256 = fingerprint(snapshot.canonical)
    snapshot.save()
    return snapshot


def make_nomination(
    snapshot: StandingSnapshot,
    unit: Organization,
    commendation: Commendation,
    by: User,
    state: str = NominationState.RECEIVED,
    **fields,
) -> Nomination:
    """A nomination in a state, with the moments and persons that state needs."""
    now = clock.now()
    moments = {"prepared_at": now, "prepared_by": by}
    if state != NominationState.PREPARING:
        moments |= {"sent_at": now, "sent_by": by}
    if state in {NominationState.RECEIVED, NominationState.AWARDED, NominationState.NOT_APPROVED}:
        moments |= {"received_at": now, "received_by": by}
    if state == NominationState.SUPPLEMENT:
        moments |= {"supplement_request": "Bổ sung số liệu về hội viên."}
    if state == NominationState.NOT_APPROVED:
        moments |= {"not_approved_reason": "Số lượng đã hết."}
    texts = {"achievements": "Hoàn thành 18/18 nhiệm vụ.", "reason": "Đã có thành tích xuất sắc năm 2021"}
    return Nomination.objects.create(
        cycle=snapshot.cycle,
        organization=unit,
        commendation=commendation,
        snapshot=snapshot,
        state=state,
        **{**moments, **texts, **fields},
    )


def approve(world: World, *nominations: Nomination) -> None:
    """The officer has appraised them, the head of the standing body has approved it."""
    now = clock.now()
    for nomination in nominations:
        nomination.appraisal = nomination.appraisal or "Đủ điều kiện."
        nomination.appraised_at, nomination.appraised_by = now, world.users["officer"]
        nomination.approved_at, nomination.approved_by = now, world.users["city_leader"]
        nomination.save()


def submit(cycle: Cycle, by: User) -> None:
    """The dossiers have been sent: the gate is set."""
    cycle.submitted_at, cycle.submitted_by = clock.now(), by
    cycle.save(update_fields=["submitted_at", "submitted_by"])


def make_honour(unit: Organization, commendation: Commendation, year: int = 2020, **fields) -> Honour:
    """An honour received, recorded from a public source unless told otherwise."""
    return Honour.objects.create(
        **{
            "organization": unit,
            "commendation": commendation,
            "for_year": year,
            "name_then": f"Hội {unit.code} năm {year}",
            "authority": "Chủ tịch Ủy ban nhân dân thành phố",
            "source": "Trang thông tin của thành phố",
        }
        | fields
    )
