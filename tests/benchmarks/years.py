"""A generated city: ten years of cycles with windows, pledges, sheets, standings, honours and papers."""

from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from blocs.clock import LOCAL
from blocs.models import Role, StoredFile
from emulation.models import (
    Cycle,
    EmulationYear,
    Honour,
    IssuedPaper,
    Pledge,
    PledgeParty,
    PledgeSignature,
    PledgeVersion,
    ScoreSheet,
    StandingEntry,
    StandingSnapshot,
    Window,
)
from emulation.models.paper import PaperKind
from emulation.models.pledge import PartyCapacity, SignatureMethod
from emulation.models.scoresheet import SheetState
from emulation.models.window import Act
from tests import factories as make
from tests.benchmarks.register import AT_ONCE, LAST, YEARS, Register


def build_years(made: Register) -> list[Cycle]:
    """All cycles, the last year's still open: pledged and scored, not locked."""
    officer = made.city[Role.CITY_OFFICER]
    table = make.make_table(published_by=officer)
    EmulationYear.objects.bulk_create(EmulationYear(year=year, theme=f"Chủ đề năm {year}") for year in YEARS)
    Window.objects.bulk_create(
        Window(year_id=year, act=act, opens=date(year, 1, 10 + place), closes=date(year, 12, 10 + place))
        for year in YEARS
        for place, act in enumerate(Act.values)
    )
    cycles = []
    for year in YEARS:
        for bloc in made.blocs:
            gates = {}
            if year < LAST:
                gates = {
                    f"{gate}_at": _at(year + 1, 2) for gate in ("locked", "submitted", "decided", "closed")
                }
                gates |= {f"{gate}_by": officer for gate in ("locked", "submitted", "decided", "closed")}
            cycles.append(Cycle(bloc=bloc, year_id=year, table_version=table, **gates))
    cycles = Cycle.objects.bulk_create(cycles)
    _pledges(made, cycles)
    _scores(made, cycles, table)
    _honours(made)
    _papers(cycles, officer)
    return cycles


def _at(year: int, month: int, day: int = 1) -> datetime:
    return datetime(year, month, day, 9, tzinfo=LOCAL)


def _pledges(made: Register, cycles: list[Cycle]) -> None:
    pledges = Pledge.objects.bulk_create(Pledge(cycle=cycle) for cycle in cycles)
    versions = PledgeVersion.objects.bulk_create(
        PledgeVersion(
            pledge=pledge,
            dated_on=date(cycle.year_id, 3, 9),
            canonical=f"Giao ước {cycle.pk}",
            sha256=sha256(f"Giao ước {cycle.pk}".encode()).hexdigest(),
            finalised_at=_at(cycle.year_id, 3),
            finalised_by=made.secretariats[cycle.bloc_id],
        )
        for pledge, cycle in zip(pledges, cycles, strict=True)
    )
    parties = PledgeParty.objects.bulk_create(
        [
            PledgeParty(
                version=version,
                organization_id=unit,
                name=made.names[unit],
                capacity=PartyCapacity.MEMBER,
                order=order,
            )
            for version, cycle in zip(versions, cycles, strict=True)
            for order, unit in enumerate(made.members[cycle.bloc_id, cycle.year_id], start=1)
        ],
        batch_size=AT_ONCE,
    )
    # Of the last year, every fifth has not signed yet.
    signed = [
        party
        for number, party in enumerate(parties)
        if party.version.pledge.cycle.year_id < LAST or number % 5
    ]
    PledgeSignature.objects.bulk_create(
        [
            PledgeSignature(
                party=party,
                method=SignatureMethod.SYSTEM,
                person_id=made.staff[party.organization_id][0].person_id,
                position_title="Chủ tịch",
                text_sha256=party.version.sha256,
                signed_at=_at(party.version.pledge.cycle.year_id, 3, 9),
                signed_by=made.staff[party.organization_id][0],
            )
            for party in signed
        ],
        batch_size=AT_ONCE,
    )


def _scores(made: Register, cycles: list[Cycle], table) -> None:
    sheets = []
    for cycle in cycles:
        for unit in made.members[cycle.bloc_id, cycle.year_id]:
            sheets.append(_sheet(made, cycle, unit, table))
    sheets = ScoreSheet.objects.bulk_create(sheets, batch_size=AT_ONCE)
    locked = [cycle for cycle in cycles if cycle.is_locked]
    snapshots = StandingSnapshot.objects.bulk_create(
        StandingSnapshot(
            cycle=cycle,
            canonical=f"Xếp hạng {cycle.pk}",
            sha256=sha256(f"Xếp hạng {cycle.pk}".encode()).hexdigest(),
            taken_at=cycle.locked_at,
            taken_by=cycle.locked_by,
        )
        for cycle in locked
    )
    by_cycle: dict[int, list[ScoreSheet]] = {}
    for sheet in sheets:
        by_cycle.setdefault(sheet.cycle_id, []).append(sheet)
    entries = []
    for snapshot in snapshots:
        ranked = sorted(by_cycle[snapshot.cycle_id], key=lambda sheet: (-sheet.total, sheet.pk))
        entries += [
            StandingEntry(
                snapshot=snapshot,
                organization_id=sheet.organization_id,
                sheet=sheet,
                name=made.names[sheet.organization_id],
                order=place,
                place=place,
                total=sheet.total,
                base=sheet.base,
                bonus=sheet.bonus,
                deduction=sheet.deduction,
                band="Xuất sắc",
            )
            for place, sheet in enumerate(ranked, start=1)
        ]
    StandingEntry.objects.bulk_create(entries, batch_size=AT_ONCE)


def _sheet(made: Register, cycle: Cycle, unit: int, table) -> ScoreSheet:
    total = Decimal(made.random.randrange(300, 420)) / 10
    leader, secretary = made.staff[unit][0], made.secretariats[cycle.bloc_id]
    sent = {"submitted_at": _at(cycle.year_id, 12), "submitted_by": leader}
    states = [
        (SheetState.CHECKED, sent | {"checked_at": _at(cycle.year_id, 12, 9), "checked_by": secretary}),
        (SheetState.SUBMITTED, sent),
        (SheetState.IN_PROGRESS, {}),
    ]
    state, fields = states[0] if cycle.is_locked else made.random.choice(states)
    return ScoreSheet(
        cycle=cycle,
        organization_id=unit,
        table_version=table,
        state=state,
        self_total=total,
        total=total,
        base=total - 1,
        bonus=1,
        answered=6,
        **fields,
    )


def _honours(made: Register) -> None:
    flag = make.make_commendation()
    Honour.objects.bulk_create(
        Honour(
            organization_id=made.random.choice(units),
            commendation=flag,
            for_year=year,
            name_then="Hội",
            authority="Chủ tịch Ủy ban nhân dân thành phố",
            decided_on=date(year + 1, 3, 1),
            number=f"{bloc}/QĐ-UBND",
            source="Dữ liệu tạo ra",
        )
        for (bloc, year), units in made.members.items()
        if year < LAST
        for _ in range(2)
    )


def _papers(cycles: list[Cycle], officer) -> None:
    file = StoredFile.objects.create(sha256="0" * 64, size=1, content_type="application/pdf")
    IssuedPaper.objects.bulk_create(
        IssuedPaper(
            kind=kind,
            cycle=cycle,
            number=f"{cycle.pk}/BC-KTĐ",
            dated_on=date(cycle.year_id, 12, 20),
            file=file,
            content_key="0" * 64,
            issued_at=_at(cycle.year_id, 12, 20),
            issued_by=officer,
        )
        for cycle in cycles
        if cycle.is_locked
        for kind in (PaperKind.PLEDGE, PaperKind.YEAR_END_REPORT)
    )
