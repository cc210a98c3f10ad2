"""One organisation as its page shows it: names, years in blocs, leaders, what became of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from blocs import clock
from blocs.actor import Actor
from blocs.models import (
    Bloc,
    BlocName,
    Membership,
    Office,
    Organization,
    OrganizationName,
    Representation,
    Succession,
)
from blocs.models.office import OfficeRole
from blocs.models.representation import Duty
from blocs.queries.lineage import lineage as lineage
from blocs.queries.periods import NamePeriod, name_on, name_periods


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
class OrganizationCard:
    """Everything the page shows, newest first."""

    names: list[NamePeriod]
    years: list[Membership]
    leaders: list[Representation]
    clerks: int
    predecessors: list[Kin]
    successors: list[Kin]

    @property
    def name(self) -> str:
        """The name of today."""
        period = name_on(self.names, clock.today())
        return period.name if period else ""

    @property
    def short_name(self) -> str:
        period = name_on(self.names, clock.today())
        return period.short_name if period else ""

    @property
    def office(self) -> Membership | None:
        """The newest year, where the organisation holds an office in it."""
        return self.years[0] if self.years and self.years[0].office else None


def organization_card(actor: Actor, organization: Organization) -> OrganizationCard:
    """The card of an organisation, in four queries whatever it has been through."""
    kin = list(_successions(actor, organization))
    ids = {organization.pk} | {s.predecessor_id for s in kin} | {s.successor_id for s in kin}
    rows: dict[int, list[OrganizationName]] = {pk: [] for pk in ids}
    for name in OrganizationName.objects.filter(organization__in=ids).order_by("valid_from"):
        rows[name.organization_id].append(name)
    names = {pk: name_periods(found) for pk, found in rows.items()}
    duties = _representations(organization)
    return OrganizationCard(
        names=names[organization.pk],
        years=_years(actor, organization),
        leaders=[row for row in duties if row.duty == Duty.LEADER],
        clerks=sum(row.duty == Duty.CLERK and row.holds_on(clock.today()) for row in duties),
        predecessors=[_kin(s, s.predecessor_id, names) for s in kin if s.successor_id == organization.pk],
        successors=[_kin(s, s.successor_id, names) for s in kin if s.predecessor_id == organization.pk],
    )


def _successions(actor: Actor, organization: Organization) -> QuerySet[Succession]:
    seen = Organization.objects.visible_to(actor)
    return (
        Succession.objects.filter(Q(predecessor=organization) | Q(successor=organization))
        .annotate(
            sees_predecessor=Exists(seen.filter(pk=OuterRef("predecessor"))),
            sees_successor=Exists(seen.filter(pk=OuterRef("successor"))),
        )
        .order_by("effective_on", "pk")
    )


def _kin(succession: Succession, pk: int, names: dict[int, list[NamePeriod]]) -> Kin:
    name = name_on(names[pk], succession.effective_on)
    sees = succession.sees_predecessor if pk == succession.predecessor_id else succession.sees_successor
    return Kin(
        pk=pk,
        name=name.name if name else "",
        kind=succession.get_kind_display(),
        on=succession.effective_on,
        decision=succession.decision,
        visible=sees,
    )


def _years(actor: Actor, organization: Organization) -> list[Membership]:
    """Memberships, newest first, with the bloc's name of that year, the office held and whether the bloc
    may be opened. `office` is the bloc's own word for it ("Trưởng khối")."""
    names = BlocName.objects.filter(bloc=OuterRef("bloc"))
    then = names.filter(valid_from__year__lte=OuterRef("year")).order_by("-valid_from")
    rows = list(
        Membership.objects.filter(organization=organization)
        .select_related("bloc", "decision")
        .annotate(
            name_then=Subquery(then.values("short_name")[:1]),
            first_name=Subquery(names.order_by("valid_from").values("short_name")[:1]),
            role=office_role(),
            visible=Exists(Bloc.objects.visible_to(actor).filter(pk=OuterRef("bloc"))),
        )
        .order_by("-year", "-competes", "pk")
    )
    for row in rows:
        row.bloc_name = row.name_then or row.first_name or row.bloc.code
        row.office = office_word(row.bloc, row.role)
    return rows


def office_role() -> Subquery:
    """The office that a membership's organisation holds or last held in its bloc and year."""
    offices = Office.objects.filter(
        bloc=OuterRef("bloc"), organization=OuterRef("organization"), year=OuterRef("year")
    )
    return Subquery(offices.order_by("-since", "-pk").values("role")[:1])


def office_word(bloc: Bloc, role: str | None) -> str:
    """The bloc's own title of an office, or nothing."""
    return {OfficeRole.HEAD: bloc.head_title, OfficeRole.DEPUTY: bloc.deputy_title}.get(role, "")


def _representations(organization: Organization) -> list[Representation]:
    rows = Representation.objects.filter(organization=organization).select_related("person")
    today = clock.today()
    found = list(rows.order_by("-since", "-pk"))
    for row in found:
        row.is_now = row.holds_on(today)
    return sorted(found, key=lambda row: not row.is_now)
