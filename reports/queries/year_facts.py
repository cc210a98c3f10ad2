"""What is known of some blocs' years and of organisations in them, read in one query.

One query for each would be too many for a page, and as many subqueries take long to be put together.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    DateField,
    DateTimeField,
    DecimalField,
    FilteredRelation,
    IntegerField,
    Q,
    QuerySet,
    Value,
)

from blocs.actor import Actor
from blocs.models import BlocName, Membership, Office
from emulation.models import Cycle, IssuedPaper, PledgeParty, ScoreSheet, StandingEntry
from emulation.models.paper import PaperState


class Fact(NamedTuple):
    """One row: `pk`, a word, a note, a flag, a Decimal, a date and a datetime, or whatever of these its kind has.

    What they mean, `_parts` says for each kind. `year` and `unit` are 0 where they do not matter.
    """

    kind: str
    bloc: int
    year: int
    unit: int
    pk: Any
    word: Any
    note: Any
    flag: Any
    total: Any
    day: Any
    moment: Any


# What stands in the columns that a kind of row does not have.
EMPTY: dict[str, Any] = {
    "year": Value(0, IntegerField()),
    "unit": Value(0, IntegerField()),
    "pk": Value(0, IntegerField()),
    "word": Value("", CharField()),
    "note": Value("", CharField()),
    "flag": Value(False, BooleanField()),
    "total": Value(None, DecimalField()),
    "day": Value(None, DateField()),
    "moment": Value(None, DateTimeField()),
}
# By bloc and year, then by kind.
Facts = dict[tuple[int, int], dict[str, list[Fact]]]


def _part(kind: str, rows: Any, cycle: str = "", **columns: Any) -> QuerySet:
    """The columns of one kind of row; `cycle` is the path to the bloc and the year."""
    columns = EMPTY | {"year": f"{cycle}year"} | columns
    return rows.order_by().values_list(Value(kind), f"{cycle}bloc", *(columns[name] for name in EMPTY))


# Of all blocs, put together once for every request to narrow: most of the work is in the columns.
IN_FORCE = StandingEntry.objects.filter(snapshot__superseded_at=None)
# The entry of a unit in the standings in force: `pk` is the place, `word` the class, `flag` whether it is shared.
ENTRIES = _part(
    "entry",
    IN_FORCE,
    "snapshot__cycle__",
    unit="organization",
    pk="place",
    word="band",
    note="marks",
    flag="shared",
    total="total",
)
# How many stand in the standings in force.
STANDINGS = _part(
    "standing", IN_FORCE.values("snapshot").annotate(of=Count("pk")), "snapshot__cycle__", pk="of"
)
# A place of a unit in the pledge in force, with its valid signature, if any: how and when, `flag` whether scanned.
PARTIES = _part(
    "party",
    PledgeParty.objects.filter(version__replaced_at=None, version__finalised_at__isnull=False).annotate(
        signed=FilteredRelation("signatures", condition=Q(signatures__voided_at=None))
    ),
    "version__pledge__cycle__",
    unit="organization",
    pk="signed",
    word="signed__method",
    flag=Q(signed__document__isnull=False),
    day="signed__signed_on",
    moment="signed__signed_at",
)
SHEETS = _part("sheet", ScoreSheet.objects.all(), "cycle__", unit="organization", pk="pk", word="state")
CYCLES = _part("cycle", Cycle.objects.all(), pk="pk")
PAPERS = _part(
    "paper",
    IssuedPaper.objects.filter(state=PaperState.VALID),
    "cycle__",
    pk="pk",
    word="kind",
    moment="issued_at",
)
OFFICES = _part("office", Office.objects.all(), unit="organization", pk="pk", word="role", day="since")
NAMES = _part("name", BlocName.objects.all(), year=EMPTY["year"], word="short_name", day="valid_from")


def year_facts(actor: Actor, memberships: Iterable[Membership]) -> Facts:
    """The facts by bloc and year; the names of a bloc stand under the year 0. One query.

    Cycles and sheets are those the actor may open; whoever does not see a cycle must not be shown its other facts.
    """
    blocs = {row.bloc_id for row in memberships}
    years = {row.year for row in memberships}
    units = {row.organization_id for row in memberships}

    def narrowed(rows: Any, cycle: str = "", **more: Any) -> Any:
        return rows.filter(**{f"{cycle}bloc__in": blocs, f"{cycle}year__in": years}, **more)

    # In the first two every column is a real one somewhere, so that the databases know its type.
    parts = [
        narrowed(ENTRIES, "snapshot__cycle__", organization__in=units),
        narrowed(PARTIES, "version__pledge__cycle__", organization__in=units),
        narrowed(STANDINGS, "snapshot__cycle__"),
        narrowed(SHEETS.visible_to(actor), "cycle__", organization__in=units),
        narrowed(CYCLES.open_to(actor)),
        narrowed(PAPERS, "cycle__"),
        # Until a head is recorded, last year's prepares the year.
        OFFICES.filter(bloc__in=blocs, year__in=years | {year - 1 for year in years}),
        NAMES.filter(bloc__in=blocs),
    ]
    found: Facts = defaultdict(lambda: defaultdict(list))
    for row in parts[0].union(*parts[1:], all=True):
        fact = Fact(*row)
        found[fact.bloc, fact.year][fact.kind].append(fact)
    return found
