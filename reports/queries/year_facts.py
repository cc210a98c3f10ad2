"""What is known of some blocs' years and of organisations in them, read in one query.

One query for each would be too many for a page, and as many subqueries take long to be put together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
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


def year_facts(actor: Actor, memberships: Iterable[Membership]) -> Facts:
    """The facts by bloc and year; the names of a bloc stand under the year 0. One query.

    Cycles and sheets are those the actor may open; whoever does not see a cycle must not be shown its other facts.
    """
    blocs = {row.bloc_id for row in memberships}
    years = {row.year for row in memberships}
    units = {row.organization_id for row in memberships}
    first, *rest = _parts(actor, blocs, years, units)
    found: Facts = defaultdict(lambda: defaultdict(list))
    for row in first.union(*rest, all=True):
        fact = Fact(*row)
        found[fact.bloc, fact.year][fact.kind].append(fact)
    return found


def _parts(actor: Actor, blocs: set[int], years: set[int], units: set[int]) -> Iterator[QuerySet]:
    """The rows of each kind. In the first two every column is a real one somewhere, so that the databases know its type."""

    def rows(found: Any, cycle: str = "") -> Any:
        return found.filter(**{f"{cycle}bloc__in": blocs, f"{cycle}year__in": years})

    # The entry of a unit in the standings in force: `pk` is the place, `word` the class, `flag` whether it is shared.
    standing = rows(StandingEntry.objects.filter(snapshot__superseded_at=None), "snapshot__cycle__")
    ours = standing.filter(organization__in=units)
    columns = {"unit": "organization", "pk": "place", "word": "band", "note": "marks", "flag": "shared"}
    yield _part("entry", ours, "snapshot__cycle__", **columns, total="total")
    # A place of a unit in the pledge in force, with its valid signature, if any: how and when, `flag` whether scanned.
    parties = PledgeParty.objects.filter(
        version__replaced_at=None, version__finalised_at__isnull=False, organization__in=units
    ).annotate(signed=FilteredRelation("signatures", condition=Q(signatures__voided_at=None)))
    columns = {
        "pk": "signed",
        "word": "signed__method",
        "day": "signed__signed_on",
        "moment": "signed__signed_at",
    }
    scanned = Q(signed__document__isnull=False)
    cycle = "version__pledge__cycle__"
    yield _part("party", rows(parties, cycle), cycle, **columns, unit="organization", flag=scanned)
    # How many stand in the standings in force.
    counted = standing.values("snapshot").annotate(of=Count("pk"))
    yield _part("standing", counted, "snapshot__cycle__", pk="of")
    sheets = rows(ScoreSheet.objects.visible_to(actor), "cycle__").filter(organization__in=units)
    yield _part("sheet", sheets, "cycle__", unit="organization", pk="pk", word="state")
    yield _part("cycle", rows(Cycle.objects.open_to(actor)), pk="pk")
    papers = rows(IssuedPaper.objects.filter(state=PaperState.VALID), "cycle__")
    yield _part("paper", papers, "cycle__", pk="pk", word="kind", moment="issued_at")
    # Until a head is recorded, last year's prepares the year.
    offices = Office.objects.filter(bloc__in=blocs, year__in=years | {year - 1 for year in years})
    yield _part("office", offices, unit="organization", pk="pk", word="role", day="since")
    names = BlocName.objects.filter(bloc__in=blocs)
    yield _part("name", names, year=EMPTY["year"], word="short_name", day="valid_from")


def _part(kind: str, rows: Any, cycle: str = "", **columns: Any) -> QuerySet:
    """The columns of one kind of row; `cycle` is the path to the bloc and the year."""
    columns = EMPTY | {"year": f"{cycle}year"} | columns
    return rows.order_by().values_list(Value(kind), f"{cycle}bloc", *(columns[name] for name in EMPTY))
