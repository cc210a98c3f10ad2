"""One organisation for life, as its card shows it: everything through what the actor may see."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Value,
)

from awards.models import Nomination
from blocs import clock
from blocs.actor import Actor
from blocs.errors import Missing
from blocs.models import Organization, OrganizationName, Person, Representation, Succession
from blocs.models.representation import Duty
from blocs.queries.lineage import ancestors
from blocs.queries.periods import NamePeriod, name_on, name_periods
from blocs.rules import can_see_people
from emulation.models import Honour, ScoreLine
from reports.queries.act_words import act_in_words
from reports.queries.history import audit_visible_to
from reports.queries.history_of import SCOPES
from reports.queries.organization_years import YearRow, year_rows

LAST_RECORDS = 5


@dataclass(frozen=True)
class Named:
    """An organisation with its names, newest first, and whether the actor sees it."""

    names: list[NamePeriod]
    organization: Organization | None
    is_seen: bool


NAMELESS = Named([], None, False)


@dataclass(frozen=True)
class Kin:
    """An organisation from which this one came, or which came from it, under its name of that day."""

    pk: int
    name: str
    kind: str
    on: date
    decision: str
    visible: bool


@dataclass(frozen=True)
class Recognition:
    """An honour received, or a nomination; `unit` is the name then where a forebear received it."""

    pk: int
    organization_id: int
    year: int
    name: str
    short_name: str
    sign: str
    level: int
    unit: str = ""
    number: str = ""
    decided_on: date | None = None
    source: str = ""
    decision: int | None = None
    revoked_on: date | None = None
    state: str = ""
    appraised: bool = False


@dataclass(frozen=True)
class Record:
    """One of the last records: what was done, to what, when, by whom."""

    time: datetime
    act: str
    label: str
    who: str
    capacity: str


@dataclass(frozen=True)
class OrganizationCard:
    """Everything the page shows, newest first."""

    organization: Organization
    names: list[NamePeriod]
    predecessors: list[Kin]
    successors: list[Kin]
    years: list[YearRow]
    honours: list[Recognition]
    nominations: list[Recognition]
    leaders: list[Representation] = field(default_factory=list)
    clerks: int | None = None
    records: list[Record] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of today."""
        period = name_on(self.names, clock.today())
        return period.name if period else self.organization.code

    @property
    def short_name(self) -> str:
        period = name_on(self.names, clock.today())
        return period.short_name if period else ""

    @property
    def office(self) -> YearRow | None:
        """The newest year of its own, where the organisation holds an office in it."""
        own = next((row for row in self.years if not row.unit), None)
        return own if own and own.office else None


def organization_card(actor: Actor, pk: int) -> OrganizationCard:
    """The card in seven queries at most, whatever the organisation has been through. Missing where it is not seen."""
    successions = list(Succession.objects.order_by("-effective_on", "pk"))
    before = ancestors(pk, successions)
    kin = [row for row in successions if pk in (row.predecessor_id, row.successor_id)]
    named = _named(actor, {pk, *before, *(row.successor_id for row in kin)})
    organization = _organization(actor, pk, named[pk])
    names = {forebear: named[forebear].names for forebear in before}
    honours, nominations = _recognitions(actor, organization.pk, names)
    sees_people = can_see_people(actor)
    duties = _duties(actor, organization) if sees_people else []
    today = clock.today()
    return OrganizationCard(
        organization=organization,
        names=named[pk].names,
        predecessors=[_kin(row, row.predecessor_id, named) for row in kin if row.successor_id == pk],
        successors=[_kin(row, row.successor_id, named) for row in kin if row.predecessor_id == pk],
        years=year_rows(actor, organization.pk, names),
        honours=honours,
        nominations=nominations,
        leaders=[row for row in duties if row.duty == Duty.LEADER],
        clerks=sum(row.duty == Duty.CLERK and row.holds_on(today) for row in duties) if sees_people else None,
        records=_records(actor, organization),
    )


def _named(actor: Actor, ids: set[int]) -> dict[int, Named]:
    """The names of organisations, and whether the actor sees each. One query."""
    seen = Organization.objects.visible_to(actor).filter(pk=OuterRef("organization"))
    rows = OrganizationName.objects.filter(organization__in=ids).annotate(is_seen=Exists(seen))
    found: dict[int, list[OrganizationName]] = {pk: [] for pk in ids}
    for row in rows.select_related("organization").order_by("valid_from"):
        found[row.organization_id].append(row)
    return {
        pk: Named(name_periods(names), names[0].organization, names[0].is_seen) if names else NAMELESS
        for pk, names in found.items()
    }


def _organization(actor: Actor, pk: int, named: Named) -> Organization:
    """The organisation itself; in a query of its own where it has no name."""
    found = named.organization if named.is_seen else None
    if not named.names:
        found = Organization.objects.visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Missing
    return found


def _kin(row: Succession, pk: int, named: dict[int, Named]) -> Kin:
    then = name_on(named[pk].names, row.effective_on)
    return Kin(
        pk=pk,
        name=then.name if then else "–",
        kind=row.get_kind_display(),
        on=row.effective_on,
        decision=row.decision,
        visible=named[pk].is_seen,
    )


def _duties(actor: Actor, organization: Organization) -> list[Representation]:
    """Who represents or represented it: those of today first; `may_open` tells whether the person's page is open."""
    people = Person.objects.visible_to(actor).filter(pk=OuterRef("person"))
    rows = Representation.objects.filter(organization=organization).select_related("person")
    today = clock.today()
    found = list(rows.annotate(may_open=Exists(people)).order_by("-since", "-pk"))
    for row in found:
        row.is_now = row.holds_on(today)
    return sorted(found, key=lambda row: not row.is_now)


COLUMNS = [
    "pk", "organization", "name_then", "year_of", "commendation__name", "commendation__short_name",
    "commendation__sign", "commendation__level", "number", "decided_on", "source", "decision",
    "revoked_on", "state_of", "is_appraised",
]  # fmt: skip
# Of all organisations, put together once for every request to narrow.
HONOURS = (
    Honour.objects.annotate(
        year_of=F("for_year"),
        state_of=Value("", CharField()),
        is_appraised=Value(False, BooleanField()),
        decision=F("award__decision"),
    )
    .order_by()
    .values_list(*COLUMNS)
)
NOMINATIONS = (
    Nomination.objects.annotate(
        year_of=F("cycle__year"),
        name_then=Value("", CharField()),
        number=Value("", CharField()),
        decided_on=Value(None, DateField()),
        source=Value("", CharField()),
        revoked_on=Value(None, DateField()),
        state_of=F("state"),
        is_appraised=Q(approved_at__isnull=False),
        decision=Value(None, IntegerField()),
    )
    .order_by()
    .values_list(*COLUMNS)
)


def _recognitions(
    actor: Actor, pk: int, names: dict[int, list[NamePeriod]]
) -> tuple[list[Recognition], list[Recognition]]:
    """Honours, which are public, and nominations the actor may see, in one query."""
    ids = {pk, *names}
    nominations = NOMINATIONS.visible_to(actor).filter(organization__in=ids)
    rows = HONOURS.filter(organization__in=ids).union(nominations, all=True)
    found = [_recognition(pk, *row) for row in rows]
    found.sort(key=lambda one: (-one.year, -one.level, one.pk))
    return [one for one in found if not one.state], [one for one in found if one.state]


def _recognition(own: int, pk: int, organization_id: int, name_then: str, *rest: Any) -> Recognition:
    year, name, short_name, sign, level, number, decided_on, source, decision, revoked_on, state, done = rest
    return Recognition(
        pk, organization_id, year, name, short_name, sign, level,
        unit=name_then if organization_id != own else "",
        number=number, decided_on=decided_on, source=source, decision=decision, revoked_on=revoked_on,
        state=state, appraised=bool(done),
    )  # fmt: skip


def _records(actor: Actor, organization: Organization) -> list[Record]:
    """The last records of the organisation and of all that belongs to it, as far as the actor may read them.

    The lines of a score sheet, each a record of its own, would crowd out all others.
    """
    events = audit_visible_to(actor).filter(
        Q(object_type=Organization._meta.label_lower, object_id=organization.pk)
        | SCOPES[Organization](organization)
    )
    events = events.exclude(object_type=ScoreLine._meta.label_lower)
    return [
        Record(
            event.time, act_in_words(event), event.object_label, str(event.person or ""), event.capacity_label
        )
        for event in events.select_related("person").order_by("-time", "-pk")[:LAST_RECORDS]
    ]
