"""The years of an organisation and of those it came from: blocs, offices, pledge, scores, places, papers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef

from blocs.actor import Actor
from blocs.clock import LOCAL
from blocs.models import Bloc, Membership
from blocs.models.office import OfficeRole
from blocs.queries.organization import office_word
from blocs.queries.periods import NamePeriod, name_on
from emulation.models import Cycle
from emulation.models.paper import PaperKind
from emulation.models.pledge import SignatureMethod
from emulation.rules.pledge import can_see_scan
from reports.queries.year_facts import Fact, Facts, year_facts

# The facts that are about one organisation.
OF_A_UNIT = ("party", "sheet", "entry")


@dataclass(frozen=True)
class Signed:
    """How the pledge of a year was signed: all places of the unit, the day of the last one, and how."""

    is_complete: bool
    on: date | None = None
    method: str = ""
    scan: int | None = None


@dataclass(frozen=True)
class Sheet:
    """A score sheet that the actor may read, while the scores are open: its total is no result yet."""

    pk: int
    state: str


@dataclass(frozen=True)
class Result:
    """The place in the locked standings; `of` is how many stand in them."""

    place: int
    shared: bool
    of: int
    total: Decimal
    band: str
    marks: str


@dataclass(frozen=True)
class Paper:
    """An issued paper of the bloc's year that is in force."""

    pk: int
    kind: str


@dataclass(frozen=True)
class YearRow:
    """One membership and, where the actor may open its cycle (`cycle_id`), what came of the year.

    `unit` is empty for the organisation itself, else the name of then of the one it came from.
    """

    membership: Membership
    unit: str
    bloc_name: str
    office: str
    opens_bloc: bool
    cycle_id: int | None
    signed: Signed | None = None
    sheet: Sheet | None = None
    result: Result | None = None
    papers: tuple[Paper, ...] = ()

    @property
    def year(self) -> int:
        return self.membership.year

    @property
    def competes(self) -> bool:
        return self.membership.competes


def year_rows(actor: Actor, organization_id: int, forebears: Mapping[int, list[NamePeriod]]) -> list[YearRow]:
    """The years of an organisation and its forebears (their names by id), newest first. Two queries.

    Whoever does not see a cycle learns of that year only the membership and the office, which are public.
    """
    bloc = Bloc.objects.visible_to(actor).filter(pk=OuterRef("bloc"))
    memberships = list(
        Membership.objects.filter(organization__in={organization_id, *forebears})
        .select_related("bloc")
        .annotate(opens_bloc=Exists(bloc))
        .order_by("-year", "-competes", "pk")
    )
    known = year_facts(actor, memberships)
    return [_year_row(actor, row, forebears.get(row.organization_id), known) for row in memberships]


def _year_row(actor: Actor, row: Membership, names: list[NamePeriod] | None, known: Facts) -> YearRow:
    last_day = date(row.year, 12, 31)
    then = name_on(names, last_day) if names else None
    facts = known[row.bloc_id, row.year]
    role = _last(fact for fact in facts["office"] if fact.unit == row.organization_id)
    cycle = next((fact.pk for fact in facts["cycle"]), None)
    public = {
        "membership": row,
        "unit": (then.name if then else "") if names is not None else "",
        "bloc_name": _name_of(known[row.bloc_id, 0]["name"], last_day) or row.bloc.code,
        "office": office_word(row.bloc, role.word if role else None),
        "opens_bloc": row.opens_bloc,
        "cycle_id": cycle,
    }
    if cycle is None:
        return YearRow(**public)
    # Reopening the scores takes the standings out of force, so what is in force is locked.
    standing = next((fact.pk for fact in facts["standing"]), 0)
    own = {kind: [fact for fact in facts[kind] if fact.unit == row.organization_id] for kind in OF_A_UNIT}
    sheets = [] if standing else own["sheet"]
    return YearRow(
        **public,
        signed=_signed(actor, row, cycle, own["party"], known) if own["party"] else None,
        sheet=next((Sheet(fact.pk, fact.word) for fact in sheets), None),
        result=next((_result(fact, standing) for fact in own["entry"]), None),
        papers=tuple(_papers(facts["paper"])),
    )


def _last(facts: Iterable[Fact]) -> Fact | None:
    """The last to have begun, of two of one day the later entered."""
    return max(facts, key=lambda fact: (fact.day, fact.pk), default=None)


def _name_of(names: list[Fact], day: date) -> str:
    """The short name of a bloc on a day; before the first name, the first."""
    newest = sorted(names, key=lambda fact: fact.day, reverse=True)
    found = next(iter([fact for fact in newest if fact.day <= day] or newest[-1:]), None)
    return found.word if found else ""


def _head(known: Facts, bloc: int, year: int) -> int | None:
    """The organisation that heads a bloc; until one is recorded, last year's."""
    for facts in (known[bloc, year], known[bloc, year - 1]):
        if head := _last(fact for fact in facts["office"] if fact.word == OfficeRole.HEAD):
            return head.unit
    return None


def _signed(actor: Actor, row: Membership, pk: int, places: list[Fact], known: Facts) -> Signed:
    if any(place.pk is None for place in places):
        return Signed(is_complete=False)
    places = sorted(places, key=lambda place: (place.moment, place.pk))
    scans = [place.pk for place in places if place.flag]
    cycle = Cycle(pk=pk, bloc_id=row.bloc_id, year_id=row.year)
    cycle.head_id = _head(known, row.bloc_id, row.year)
    seen = scans and can_see_scan(actor, cycle, row.organization_id)
    last = places[-1]
    return Signed(
        True,
        last.day or last.moment.astimezone(LOCAL).date(),
        str(SignatureMethod(last.word).label),
        scans[-1] if seen else None,
    )


def _result(entry: Fact, of: int) -> Result:
    return Result(entry.pk, entry.flag, of, entry.total, entry.word, entry.note)


def _papers(papers: list[Fact]) -> Iterator[Paper]:
    """The newest of each kind."""
    for kind in PaperKind.values:
        if found := [(paper.moment, paper.pk) for paper in papers if paper.word == kind]:
            yield Paper(max(found)[1], kind)
