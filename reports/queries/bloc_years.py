"""The open years of an actor with all rows from which to-dos follow, read in seven queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case, Count, DateField, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.models import Nomination, NominationState
from blocs.actor import Actor
from blocs.models import Membership, OrganizationName
from blocs.models.bloc import stayed
from emulation.models import (
    Criterion,
    Cycle,
    IssuedPaper,
    PledgeParty,
    PledgeSignature,
    PledgeVersion,
    ScoreLine,
    ScoreSheet,
)
from emulation.models.calendar import Calendar
from emulation.models.paper import PaperKind, PaperState
from emulation.models.pledge import PartyCapacity
from emulation.queries.scoresheet import DISPUTED
from emulation.rules.cycle import runs


@dataclass
class Year:
    """One cycle with all that its to-dos follow from."""

    cycle: Cycle
    calendar: Calendar
    members: dict[int, str]  # competing units and their names, in the order of the decision
    unsigned: list[PledgeParty]
    sheets: dict[int, ScoreSheet]
    asked: list[Nomination]

    @property
    def number(self) -> int:
        return self.cycle.year_id

    @property
    def head(self) -> str:
        """The unit that heads the bloc."""
        return self.name_of(self.cycle.head_id) or _("Head of the bloc")

    def name_of(self, unit: int | None) -> str:
        """The name of a member; empty for another."""
        return self.members.get(unit, "") if unit else ""

    def url(self, name: str) -> str:
        """The page of that name for this year."""
        return reverse(name, args=[self.cycle.pk])

    def sheet_url(self, sheet: ScoreSheet | None) -> str:
        """The sheet's page, or where one is begun."""
        return (
            reverse("emulation:scoresheet", args=[sheet.pk]) if sheet else self.url("emulation:scoresheets")
        )


def open_years(actor: Actor) -> list[Year]:
    """The years of an actor that are not closed, the newest first. Seven queries, fewer where nothing is to be asked."""
    cycles = list(_cycles(actor))
    if not cycles:
        return []
    calendars = Calendar.of_many(cycles)
    members = _members(cycles)
    years = {cycle.pk: Year(cycle, calendars[cycle.pk], members[cycle.pk], [], {}, []) for cycle in cycles}
    for party in _unsigned(cycles):
        years[party.version.pledge.cycle_id].unsigned.append(party)
    for sheet in _sheets(cycles):
        sheet.cycle = years[sheet.cycle_id].cycle  # which knows its head already
        years[sheet.cycle_id].sheets[sheet.organization_id] = sheet
    for nomination in _asked(actor, cycles):
        years[nomination.cycle_id].asked.append(nomination)
    return list(years.values())


def _cycles(actor: Actor) -> Iterable[Cycle]:
    """Open years, the newest first, with `criteria`, and whether pledge and report are there."""
    criteria = Criterion.objects.filter(group__version=OuterRef("table_version"), rules__isnull=False)
    counted = criteria.order_by().values("group__version").annotate(n=Count("pk", distinct=True)).values("n")
    final = PledgeVersion.objects.filter(
        pledge__cycle=OuterRef("pk"), finalised_at__isnull=False, replaced_at__isnull=True
    )
    reports = IssuedPaper.objects.filter(
        cycle=OuterRef("pk"), kind=PaperKind.YEAR_END_REPORT, state=PaperState.VALID
    )
    return (
        Cycle.objects.visible_to(actor)
        .filter(closed_at__isnull=True)
        .annotate(
            criteria=Coalesce(Subquery(counted), 0), has_pledge=Exists(final), has_report=Exists(reports)
        )
        .order_by("-year", "pk")
    )


def _members(cycles: list[Cycle]) -> dict[int, dict[int, str]]:
    """The competing units of each cycle under the names its pages show."""
    days = Case(
        *(When(year=cycle.year_id, then=Value(cycle.names_on)) for cycle in cycles), output_field=DateField()
    )
    names = OrganizationName.objects.filter(organization=OuterRef("organization"))
    then = names.filter(valid_from__lte=OuterRef("day")).order_by("-valid_from").values("name")[:1]
    first = names.order_by("valid_from").values("name")[:1]
    wanted = {(cycle.bloc_id, cycle.year_id): cycle.pk for cycle in cycles}
    found: dict[int, dict[int, str]] = {cycle.pk: {} for cycle in cycles}
    rows = Membership.objects.filter(
        reduce(or_, (stayed(year) & Q(bloc=bloc, year=year) for bloc, year in wanted), Q(pk=None)),
        competes=True,
    ).annotate(day=days, unit_name=Coalesce(Subquery(then), Subquery(first)))
    for row in rows.order_by("order", "pk"):
        if (row.bloc_id, row.year) in wanted:
            found[wanted[row.bloc_id, row.year]][row.organization_id] = row.unit_name
    return found


def _unsigned(cycles: list[Cycle]) -> Iterable[PledgeParty]:
    """The parties without a valid signature to the text in force; nobody waits for who left within the year."""
    cycle = "version__pledge__cycle__"
    left = Membership.objects.filter(
        bloc=OuterRef(f"{cycle}bloc"),
        year=OuterRef(f"{cycle}year"),
        organization=OuterRef("organization"),
        left_on__isnull=False,
    ).exclude(left_on__month=12, left_on__day=31)
    return (
        PledgeParty.objects.filter(
            version__pledge__cycle__in=cycles,
            version__finalised_at__isnull=False,
            version__replaced_at__isnull=True,
        )
        .exclude(capacity=PartyCapacity.WITNESS)
        .exclude(signatures__in=PledgeSignature.objects.filter(voided_at__isnull=True))
        .exclude(Exists(left))
        .select_related("version__pledge")
        .order_by("order")
    )


def _sheets(cycles: list[Cycle]) -> Iterable[ScoreSheet]:
    lines = ScoreLine.objects.filter(sheet=OuterRef("pk"))
    return ScoreSheet.objects.filter(cycle__in=cycles).annotate(
        reviewed=Exists(lines.filter(reviewed_at__isnull=False)),
        disputed=Exists(lines.filter(DISPUTED)),
        agreed=Exists(lines.filter(agreed_points__isnull=False)),
    )


def _asked(actor: Actor, cycles: list[Cycle]) -> Iterable[Nomination]:
    """Nominations that the city wants supplemented, of the years the actor runs."""
    ours = [cycle for cycle in cycles if runs(actor, cycle)]
    asked = Nomination.objects.filter(cycle__in=ours, state=NominationState.SUPPLEMENT)
    return asked.select_related("commendation").order_by("pk")
