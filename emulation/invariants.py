"""What must hold in the data of `emulation` and no constraint can hold: `manage.py check_data` asks."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

from django.db.models import Count, Exists, F, OuterRef, Q

from blocs.clock import LOCAL
from blocs.invariants import Invariant
from blocs.models import Membership, Representation
from blocs.models.representation import Duty
from emulation.models import (
    Cycle,
    EmulationYear,
    Extension,
    IssuedPaper,
    PledgeParty,
    PledgeSignature,
    PledgeVersion,
    ScoreLine,
    ScoreSheet,
    ScoringTableVersion,
    StandingSnapshot,
)
from emulation.models.meeting import AgendaKind
from emulation.models.paper import PaperState
from emulation.models.pledge import PartyCapacity, SignatureMethod
from emulation.queries.pledge_text import canonical, digest
from emulation.queries.scorebook import Scorebook, open_book, whole_table
from emulation.queries.standing import canonical_standings, official_standings
from emulation.scoring import canonical as canonical_table
from emulation.scoring import check_points


def changed_pledges() -> Iterator[str]:
    versions = PledgeVersion.objects.exclude(finalised_at=None).select_related("pledge__cycle__bloc")
    for version in versions.prefetch_related("clauses", "parties").order_by("pk"):
        if digest(version.canonical) != version.sha256:
            yield f"{version}: the text kept does not give its hash"
        elif canonical(version) != version.canonical:
            yield f"{version}: its clauses or parties are not those of the text kept"


def signatures_of_another_text() -> Iterator[str]:
    valid = PledgeSignature.objects.filter(voided_at=None).select_related("party__version")
    other = ~Q(text_sha256=F("party__version__sha256")) | Q(party__version__replaced_at__isnull=False)
    for signature in valid.filter(other).order_by("pk"):
        yield f"signature {signature.pk} of {signature.party.name}"


def signatures_without_an_office() -> Iterator[str]:
    confirmed = PledgeSignature.objects.filter(method=SignatureMethod.SYSTEM, voided_at=None)
    leaders = Representation.objects.filter(duty=Duty.LEADER)
    held: dict[tuple[int, int], list[Representation]] = {}
    for row in leaders:
        held.setdefault((row.person_id, row.organization_id), []).append(row)
    for signature in confirmed.select_related("party").order_by("pk"):
        day = signature.signed_at.astimezone(LOCAL).date()
        offices = held.get((signature.person_id, signature.party.organization_id), [])
        # Who is refused at once has the day before as the last, and may have signed that morning.
        if not any(office.holds_on(day) or office.until == day - timedelta(days=1) for office in offices):
            yield f"signature {signature.pk} of {signature.party.name} on {day:%d/%m/%Y}"


def strangers_among_the_parties() -> Iterator[str]:
    members = Membership.objects.filter(
        bloc=OuterRef("version__pledge__cycle__bloc"),
        year=OuterRef("version__pledge__cycle__year"),
        organization=OuterRef("organization"),
    )
    parties = PledgeParty.objects.exclude(capacity=PartyCapacity.WITNESS).filter(~Exists(members))
    for party in parties.select_related("version__pledge__cycle__bloc").order_by("pk"):
        yield f"{party.version}: {party.name}"


def papers_valid_twice() -> Iterator[str]:
    valid = (
        IssuedPaper.objects.filter(state=PaperState.VALID).values("cycle", "kind").order_by("cycle", "kind")
    )
    for row in valid.annotate(papers=Count("pk")).filter(papers__gt=1):
        yield f"cycle {row['cycle']}: {row['papers']} papers of the kind {row['kind']}"


def time_given_to_strangers() -> Iterator[str]:
    members = Membership.objects.filter(organization=OuterRef("organization"))
    in_cycle = members.filter(bloc=OuterRef("window__cycle__bloc"), year=OuterRef("window__cycle__year"))
    in_year = members.filter(year=OuterRef("window__year"))
    found = Extension.objects.filter(~Exists(in_cycle), ~Exists(in_year))
    for extension in found.select_related("window", "organization").order_by("pk"):
        yield f"{extension}: {extension.organization}"


def changed_tables() -> Iterator[str]:
    for version in ScoringTableVersion.objects.exclude(published_at=None).select_related("table"):
        text = canonical_table(whole_table(version))
        if sha256(text.encode()).hexdigest() != version.sha256 or text != version.canonical:
            yield f"{version}"


def sheets_that_do_not_add_up() -> Iterator[str]:
    for sheet, book in _sheets_with_books():
        lines = list(sheet.lines.all())
        score, own = book.score(lines), book.self_score(lines)
        kept = (sheet.total, sheet.base, sheet.bonus, sheet.deduction, sheet.self_total, sheet.answered)
        if kept != (score.total, score.base, score.bonus, score.deduction, own.total, own.answered):
            yield f"sheet {sheet.pk} of {sheet.organization}: {sheet.total} kept, {score.total} computed"


def lines_beside_the_table() -> Iterator[str]:
    for sheet, book in _sheets_with_books():
        if {line.criterion_id for line in sheet.lines.all()} != {one.pk for one in book.scored}:
            yield f"sheet {sheet.pk} of {sheet.organization}"


def points_beside_the_rule() -> Iterator[str]:
    for sheet, book in _sheets_with_books():
        for line in sheet.lines.all():
            criterion = book.criteria.get(line.criterion_id)
            given = (line.self_points, line.reviewed_points, line.agreed_points)
            if criterion and any(
                points is not None and check_points(points, criterion.max_points, book.step(criterion.pk))
                for points in given
            ):
                yield f"sheet {sheet.pk} of {sheet.organization}, {criterion.code}"


def points_agreed_elsewhere() -> Iterator[str]:
    elsewhere = ~Q(agreed_under__cycle=F("sheet__cycle")) | ~Q(agreed_under__kind=AgendaKind.AGREE_SCORES)
    lines = ScoreLine.objects.filter(agreed_under__isnull=False).filter(elsewhere)
    for line in lines.select_related("criterion", "sheet__organization").order_by("pk"):
        yield f"{line.sheet.organization}, {line.criterion.code}"


def sheets_of_strangers() -> Iterator[str]:
    members = Membership.objects.filter(
        bloc=OuterRef("cycle__bloc"), year=OuterRef("cycle__year"), organization=OuterRef("organization")
    )
    for sheet in ScoreSheet.objects.filter(~Exists(members)).select_related("organization", "cycle__bloc"):
        yield f"{sheet}"


def sheets_by_another_table() -> Iterator[str]:
    other = ScoreSheet.objects.exclude(table_version=F("cycle__table_version"))
    for sheet in other.select_related("organization", "cycle__bloc").order_by("pk"):
        yield f"sheet {sheet.pk} of {sheet.organization}, {sheet.cycle}"


def grounds_of_another_table() -> Iterator[str]:
    noted = ScoreSheet.objects.exclude(disqualified_for=None)
    for sheet in noted.exclude(disqualified_for__version=F("table_version")).select_related("organization"):
        yield f"sheet {sheet.pk} of {sheet.organization}"


def locks_without_standings() -> Iterator[str]:
    current = StandingSnapshot.objects.filter(cycle=OuterRef("pk"), superseded_at=None)
    cycles = Cycle.objects.annotate(kept=Exists(current)).select_related("bloc")
    for cycle in cycles.filter(Q(locked_at=None, kept=True) | Q(locked_at__isnull=False, kept=False)):
        yield f"{cycle}"


def changed_standings() -> Iterator[str]:
    snapshots = StandingSnapshot.objects.order_by("pk").select_related("cycle__bloc", "cycle__table_version")
    for snapshot in snapshots:
        if sha256(snapshot.canonical.encode()).hexdigest() != snapshot.sha256:
            yield f"{snapshot}: the text kept does not give its hash"
            continue
        in_force = snapshot.superseded_at is None
        if in_force and canonical_standings(official_standings(snapshot.cycle)) != snapshot.canonical:
            yield f"{snapshot}: its entries or points are not those of the text kept"


def _sheets_with_books() -> Iterator[tuple[ScoreSheet, Scorebook]]:
    books: dict[int, Scorebook] = {}
    sheets = ScoreSheet.objects.select_related("organization", "table_version").prefetch_related("lines")
    for sheet in sheets.order_by("pk"):
        if sheet.table_version_id not in books:
            books[sheet.table_version_id] = open_book(sheet.table_version)
        yield sheet, books[sheet.table_version_id]


def years_copied_from_nowhere() -> Iterator[str]:
    years = set(EmulationYear.objects.values_list("year", flat=True))
    for row in EmulationYear.objects.exclude(copied_from=None):
        if row.copied_from != row.year - 1 or row.copied_from not in years:
            yield f"year {row.year}: copied from {row.copied_from}"
    copied = EmulationYear.objects.exclude(copied_from=None)
    for membership in Membership.objects.filter(copied=True).exclude(year__in=copied.values("year")):
        yield f"membership {membership.pk} of {membership.year}: copied, and the year is not"


def scans_of_no_paper() -> Iterator[str]:
    for sheet in ScoreSheet.objects.filter(paper_dated_on=None).exclude(paper_scan=None):
        yield f"score sheet {sheet.pk}"


INVARIANTS = [
    Invariant("A pledge that is final is word for word what was hashed.", changed_pledges),
    Invariant(
        "A valid signature stands under the text in force, and under no other.", signatures_of_another_text
    ),
    Invariant("Who confirmed a pledge led the organisation on that day.", signatures_without_an_office),
    Invariant("The parties of a pledge are members of the bloc in its year.", strangers_among_the_parties),
    Invariant("A year has one valid paper of a kind.", papers_valid_twice),
    Invariant("More time is given to members only.", time_given_to_strangers),
    Invariant("A published scoring table is word for word what was hashed.", changed_tables),
    Invariant("A sheet has a line for each criterion of its table, and no other.", lines_beside_the_table),
    Invariant("The totals of a sheet are what its lines add up to.", sheets_that_do_not_add_up),
    Invariant("Points lie between 0 and the maximum, on the criterion's step.", points_beside_the_rule),
    Invariant("Points are agreed in a meeting about the scores of their own year.", points_agreed_elsewhere),
    Invariant("Only members of the bloc in its year have a score sheet.", sheets_of_strangers),
    Invariant("All sheets of a bloc's year are scored by the table of that year.", sheets_by_another_table),
    Invariant("A ground for not being considered is one of the sheet's own table.", grounds_of_another_table),
    Invariant("Locked scores have standings in force; open ones have none.", locks_without_standings),
    Invariant("Locked standings are word for word what was hashed.", changed_standings),
    Invariant(
        "A year is copied from the one before it, and members only into such a year.",
        years_copied_from_nowhere,
    ),
    Invariant("A scan belongs to a paper with its date.", scans_of_no_paper),
]
