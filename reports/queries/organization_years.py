"""The years of an organisation and of those it came from: blocs, offices, pledge, scores, places, papers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from blocs.actor import Actor
from blocs.clock import LOCAL
from blocs.models import Bloc, BlocName, Membership
from blocs.models.bloc import end_of
from blocs.queries.organization import office_role, office_word
from blocs.queries.periods import NamePeriod, name_on
from emulation.models import (
    Cycle,
    IssuedPaper,
    PledgeParty,
    PledgeSignature,
    ScoreSheet,
    StandingEntry,
)
from emulation.models.cycle import head_of
from emulation.models.paper import PaperKind, PaperState
from emulation.models.pledge import SignatureMethod
from emulation.rules.pledge import can_see_scan


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
    """The years of an organisation and its forebears (their names by id), newest first. One query.

    Whoever does not see a cycle learns of that year only the membership and the office, which are public.
    """
    rows = (
        _memberships({organization_id, *forebears})
        .annotate(opens_bloc=Exists(Bloc.objects.visible_to(actor).filter(pk=OuterRef("bloc"))))
        .annotate(**_of_cycle(actor), **_of_pledge(), **_of_sheet(actor), **_of_standings(), **_of_papers())
    )
    return [_year_row(actor, row, forebears.get(row.organization_id)) for row in rows]


def _memberships(organization_ids: Collection[int]) -> QuerySet[Membership]:
    """Memberships with the bloc's name of that year and the office held."""
    names = BlocName.objects.filter(bloc=OuterRef("bloc"))
    then = names.filter(valid_from__lte=end_of("year")).order_by("-valid_from")
    return (
        Membership.objects.filter(organization__in=organization_ids)
        .select_related("bloc")
        .annotate(
            name_then=Subquery(then.values("short_name")[:1]),
            first_name=Subquery(names.order_by("valid_from").values("short_name")[:1]),
            role=office_role(),
        )
        .order_by("-year", "-competes", "pk")
    )


def _of_cycle(actor: Actor) -> dict[str, Subquery | Coalesce]:
    """The cycle of a membership, if the actor may open it, and who heads it."""
    cycles = Cycle.objects.visible_to(actor).filter(bloc=OuterRef("bloc"), year=OuterRef("year"))
    return {"cycle_pk": Subquery(cycles.values("pk")[:1]), "head_id": head_of()}


def _of_pledge() -> dict[str, Subquery | Exists]:
    """Whether the unit has an unsigned place in the text in force, and the day and manner of its last signature."""
    cycle = {"pledge__cycle__bloc": OuterRef("bloc"), "pledge__cycle__year": OuterRef("year")}
    in_force = {
        "version__replaced_at": None,
        "version__finalised_at__isnull": False,
        "organization": OuterRef("organization"),
    }
    of_party = in_force | {f"version__{name}": value for name, value in cycle.items()}
    valid = PledgeSignature.objects.filter(voided_at__isnull=True)
    parties = PledgeParty.objects.filter(**of_party)
    signatures = valid.filter(**{f"party__{name}": value for name, value in of_party.items()})
    last = signatures.order_by("-signed_at", "-pk")
    day = Coalesce("signed_on", TruncDate("signed_at", tzinfo=LOCAL))
    return {
        "is_unsigned": Exists(parties.exclude(Exists(valid.filter(party=OuterRef("pk"))))),
        "signed_day": Subquery(last.values(day=day)[:1]),
        "signed_how": Subquery(last.values("method")[:1]),
        "scan_pk": Subquery(last.filter(document__isnull=False).values("pk")[:1]),
    }


def _of_sheet(actor: Actor) -> dict[str, Subquery]:
    sheets = ScoreSheet.objects.visible_to(actor).filter(
        organization=OuterRef("organization"), cycle__bloc=OuterRef("bloc"), cycle__year=OuterRef("year")
    )
    return {f"sheet_{name}": Subquery(sheets.values(name)[:1]) for name in ("pk", "state")}


def _of_standings() -> dict[str, Subquery]:
    """The unit's entry in the standings in force, and how many entries there are."""
    entries = StandingEntry.objects.filter(
        snapshot__superseded_at__isnull=True,
        snapshot__cycle__bloc=OuterRef("bloc"),
        snapshot__cycle__year=OuterRef("year"),
    )
    own = entries.filter(organization=OuterRef("organization"))
    counted = entries.order_by().values("snapshot").annotate(n=Count("pk")).values("n")[:1]
    fields = ("place", "shared", "total", "band", "marks")
    return {f"entry_{name}": Subquery(own.values(name)[:1]) for name in fields} | {
        "entry_of": Subquery(counted)
    }


def _of_papers() -> dict[str, Subquery]:
    """The newest paper of each kind that is in force."""
    found = {}
    for kind in PaperKind.values:
        papers = IssuedPaper.objects.filter(
            kind=kind, state=PaperState.VALID, cycle__bloc=OuterRef("bloc"), cycle__year=OuterRef("year")
        ).order_by("-issued_at", "-pk")
        found[f"{kind}_pk"] = Subquery(papers.values("pk")[:1])
    return found


def _year_row(actor: Actor, row: Membership, names: list[NamePeriod] | None) -> YearRow:
    then = name_on(names, date(row.year, 12, 31)) if names else None
    public = {
        "membership": row,
        "unit": (then.name if then else "") if names is not None else "",
        "bloc_name": row.name_then or row.first_name or row.bloc.code,
        "office": office_word(row.bloc, row.role),
        "opens_bloc": row.opens_bloc,
        "cycle_id": row.cycle_pk,
    }
    if row.cycle_pk is None:
        return YearRow(**public)
    # Reopening the scores takes the standings out of force, so what is in force is locked.
    locked = row.entry_of is not None
    return YearRow(
        **public,
        signed=_signed(actor, row) if row.is_unsigned or row.signed_day else None,
        sheet=Sheet(row.sheet_pk, row.sheet_state) if row.sheet_pk and not locked else None,
        result=_result(row) if row.entry_place else None,
        papers=tuple(Paper(pk, kind) for kind in PaperKind.values if (pk := getattr(row, f"{kind}_pk"))),
    )


def _signed(actor: Actor, row: Membership) -> Signed:
    if row.is_unsigned:
        return Signed(is_complete=False)
    cycle = Cycle(pk=row.cycle_pk, bloc_id=row.bloc_id, year_id=row.year)
    cycle.head_id = row.head_id
    scan = row.scan_pk if can_see_scan(actor, cycle, row.organization_id) else None
    return Signed(True, row.signed_day, str(SignatureMethod(row.signed_how).label), scan)


def _result(row: Membership) -> Result:
    return Result(
        row.entry_place, row.entry_shared, row.entry_of, row.entry_total, row.entry_band, row.entry_marks
    )
