"""Standings: computed from the sheets while the scores are open, read from the snapshot once they are locked."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from blocs.models import Organization
from blocs.text import nfc
from emulation import scoring
from emulation.models import Cycle, ScoreLine, ScoreSheet, StandingEntry, StandingSnapshot
from emulation.models.scoresheet import SENT_STATES, SheetState
from emulation.queries.scorebook import Scorebook, open_ranking_book
from emulation.queries.scoresheet import competitors, is_disputed
from emulation.scoring import Group, Place, SheetScore


@dataclass(frozen=True)
class Row:
    """One unit's place and what it is made of; `marks` names the ground for not being considered.

    `place` is None, and `band` empty, where the unit has not sent its sheet: what it has entered so far
    is no result yet.
    """

    organization_id: int
    name: str
    order: int
    place: Place | None
    sheet: ScoreSheet | None
    score: SheetScore
    total: Decimal
    base: Decimal
    bonus: Decimal
    deduction: Decimal
    band: str
    marks: str
    disputed: bool = False


@dataclass(frozen=True)
class Standings:
    """The places of a cycle, best first, then units without one. `snapshot` is set where they are official."""

    cycle: Cycle
    groups: Sequence[Group] = ()
    rows: Sequence[Row] = ()
    snapshot: StandingSnapshot | None = None
    decimals: int = 2
    bands: Sequence[scoring.Band] = field(default_factory=tuple)


def current_standings(cycle: Cycle) -> Standings:
    """The official standings where the scores are locked, else the provisional ones."""
    return official_standings(cycle) if cycle.is_locked else provisional_standings(cycle)


def provisional_standings(cycle: Cycle) -> Standings:
    """Places, by the points of this moment, of the units that have sent their sheets.

    A sheet once sent was complete: it stays ranked while it is returned to be mended. Units that never
    sent one follow in the founding decision's order.
    """
    return _standings(cycle, sent_only=True)


def standings_to_lock(cycle: Cycle) -> Standings:
    """What a lock of this moment would freeze: all members have a place, by what they have entered."""
    return _standings(cycle, sent_only=False)


def _standings(cycle: Cycle, *, sent_only: bool) -> Standings:
    if cycle.table_version is None:
        return Standings(cycle)
    book = open_ranking_book(cycle.table_version)
    units = list(competitors(cycle))
    sheets = {
        sheet.organization_id: sheet
        for sheet in ScoreSheet.objects.filter(cycle=cycle).select_related("disqualified_for")
    }
    lines = lines_by_sheet(cycle)
    scores = {unit.pk: book.score(_lines_of(sheets.get(unit.pk), lines)) for unit in units}
    ranked = [unit for unit in units if not sent_only or _was_sent(sheets.get(unit.pk))]
    places: list[tuple[Organization, Place | None]] = [*_ranked(ranked, scores, book)]
    places += [(unit, None) for unit in units if unit not in ranked]
    rows = [
        _provisional_row(
            unit, sheets.get(unit.pk), scores[unit.pk], place, _lines_of(sheets.get(unit.pk), lines)
        )
        for unit, place in places
    ]
    return Standings(cycle, book.table.groups, rows, None, book.table.decimals, book.table.bands)


def official_standings(cycle: Cycle) -> Standings:
    """The standings as they were locked, under the names of then; why a place is whose is worked out again."""
    snapshot = (
        StandingSnapshot.objects.filter(cycle=cycle, superseded_at=None).select_related("taken_by").first()
    )
    if snapshot is None or cycle.table_version is None:
        return Standings(cycle)
    book = open_ranking_book(cycle.table_version)
    entries = list(snapshot.entries.select_related("sheet").order_by("place", "order"))
    lines = lines_by_sheet(cycle)
    scores = {entry.organization_id: book.score(_lines_of(entry.sheet, lines)) for entry in entries}
    ranked = scoring.rank(_entries(scores), book.table.tie_breaks)
    places: dict[Hashable, Place] = {place.key: place for place in ranked}
    rows = [_official_row(entry, scores[entry.organization_id], places) for entry in entries]
    return Standings(cycle, book.table.groups, rows, snapshot, book.table.decimals, book.table.bands)


def lines_by_sheet(cycle: Cycle) -> dict[int, list[ScoreLine]]:
    """All lines of a cycle in one query, by the number of their sheet."""
    found: dict[int, list[ScoreLine]] = {}
    for line in ScoreLine.objects.filter(sheet__cycle=cycle):
        found.setdefault(line.sheet_id, []).append(line)
    return found


def canonical_standings(standings: Standings) -> str:
    """The text a snapshot's hash is taken of: one fact a line, fields between tabs.

    Places in order with every unit's points by criterion, so that no point can change unnoticed.
    """
    cycle = standings.cycle
    table = cycle.table_version
    lines: list[tuple[str, ...]] = [
        ("bloc", cycle.bloc.code),
        ("year", str(cycle.year_id)),
        ("table", table.sha256 if table else ""),
    ]
    for row in standings.rows:
        assert row.place, "only standings in which every unit has a place are locked"
        lines.append(
            (
                "unit",
                str(row.place.place),
                "shared" if row.place.shared else "",
                row.name,
                *(f"{value:.2f}" for value in (row.total, row.base, row.bonus, row.deduction)),
                row.band,
                row.marks,
            )
        )
        lines += [
            ("points", line.code, "" if line.result.points is None else f"{line.result.points:.2f}")
            for line in row.score.lines
        ]
    return "".join("\t".join(map(nfc, line)) + "\n" for line in lines)


def fingerprint(text: str) -> str:
    """SHA-256 of a canonical text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Unfinished:
    """What a lock would freeze unfinished: names of units, in the decision's order."""

    not_sent: list[str] = field(default_factory=list)
    not_checked: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.not_sent or self.not_checked or self.disputed)


def unfinished(standings: Standings) -> Unfinished:
    """Units of standings to lock that have not sent, are not checked, or wait for a re-examination."""
    rows = sorted(standings.rows, key=lambda row: row.order)
    return Unfinished(
        not_sent=[row.name for row in rows if row.sheet is None or row.sheet.state not in SENT_STATES],
        not_checked=[row.name for row in rows if row.sheet and row.sheet.state == SheetState.SUBMITTED],
        disputed=[row.name for row in rows if row.disputed],
    )


def _was_sent(sheet: ScoreSheet | None) -> bool:
    return sheet is not None and sheet.submitted_at is not None


def _lines_of(sheet: ScoreSheet | None, lines: dict[int, list[ScoreLine]]) -> list[ScoreLine]:
    return lines.get(sheet.pk, []) if sheet else []


def _entries(scores: dict[int, SheetScore]) -> list[scoring.Entry]:
    return [
        scoring.Entry(key, score.total, score.bonus, score.deduction, score.group_points())
        for key, score in scores.items()
    ]


def _ranked(
    units: Sequence[Organization], scores: dict[int, SheetScore], book: Scorebook
) -> list[tuple[Organization, Place]]:
    by_key: dict[Hashable, Organization] = {unit.pk: unit for unit in units}
    entries = _entries({unit.pk: scores[unit.pk] for unit in units})
    return [(by_key[place.key], place) for place in scoring.rank(entries, book.table.tie_breaks)]


def _provisional_row(
    unit: Organization,
    sheet: ScoreSheet | None,
    score: SheetScore,
    place: Place | None,
    lines: Sequence[ScoreLine],
) -> Row:
    return Row(
        organization_id=unit.pk,
        name=unit.name,
        order=unit.order,
        place=place,
        sheet=sheet,
        score=score,
        total=score.total,
        base=score.base,
        bonus=score.bonus,
        deduction=score.deduction,
        band=score.band.label if score.band and sheet and place else "",
        marks=sheet.disqualified_for.text if sheet and sheet.disqualified_for else "",
        disputed=any(is_disputed(line) for line in lines),
    )


def _official_row(entry: StandingEntry, score: SheetScore, places: dict[Hashable, Place]) -> Row:
    return Row(
        organization_id=entry.organization_id,
        name=entry.name,
        order=entry.order,
        place=Place(entry.organization_id, entry.place, entry.shared, places[entry.organization_id].why),
        sheet=entry.sheet,
        score=score,
        total=entry.total,
        base=entry.base,
        bonus=entry.bonus,
        deduction=entry.deduction,
        band=entry.band,
        marks=entry.marks,
    )
