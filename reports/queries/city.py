"""The whole city on one page: every bloc of a year, how far it is, and who is late."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from awards.models import Nomination
from awards.models.rule import AwardRule
from awards.queries.rules import rules_for
from blocs import clock
from blocs.actor import Actor
from blocs.models import Bloc, BlocName, Membership, OrganizationName
from blocs.models.bloc import stayed
from emulation.models import Cycle, EmulationYear, PledgeParty, PledgeSignature, PledgeVersion, ScoreSheet
from emulation.models.calendar import Calendar
from emulation.models.pledge import PartyCapacity
from emulation.models.scoresheet import SENT_STATES, SheetState
from emulation.models.window import Act
from emulation.queries.window import time_left
from emulation.queries.year import goes_on
from reports.queries.city_rows import STAGES, BlocRow, Late, Tally, Used

# The newest years whose work may still be late: a year is scored and nominated in the first months of the next.
YEARS_AT_WORK = 2


@dataclass(frozen=True)
class City:
    """The blocs of one year, also those for which it has not been opened."""

    year: int
    rows: Sequence[BlocRow] = ()
    used: Sequence[Used] = field(default_factory=tuple)

    @cached_property
    def cycles(self) -> list[Cycle]:
        """Of the blocs that take part."""
        return [row.cycle for row in self.rows if row.cycle]

    @property
    def late(self) -> int:
        """How many blocs are late with something."""
        return sum(bool(row.late) for row in self.rows)

    @property
    def pledges(self) -> Tally:
        """Blocs whose pledge all have signed."""
        return Tally(sum(row.pledge.is_complete for row in self.rows), len(self.cycles))

    @property
    def sheets(self) -> Tally:
        """Score sheets that were sent, of all units."""
        return Tally(sum(row.sheets.done for row in self.rows), sum(row.sheets.of for row in self.rows))

    @property
    def locked(self) -> Tally:
        return Tally(sum(cycle.is_locked for cycle in self.cycles), len(self.cycles))

    @property
    def submitted(self) -> Tally:
        return Tally(sum(cycle.is_submitted for cycle in self.cycles), len(self.cycles))


@dataclass(frozen=True)
class _Member:
    """A member of a cycle: its name, whether it competes, and its sheet's state."""

    organization_id: int
    name: str
    competes: bool
    state: str | None


def city(actor: Actor, year: int) -> City:
    """A year of the city in eight queries, seven for the operator, however many blocs there are.

    Proposals in preparation are the bloc's own: what is used is counted from what was sent.
    """
    day = min(clock.today(), date(year, 12, 31))
    cycles = list(_cycles(actor, day).filter(year=year))
    left = _without_cycle(actor, year, day)
    if not cycles:
        return City(year, left)
    # What is not allotted is no column.
    rules = [rule for rule in rules_for(year) if rule.quota_per_bloc] if actor.is_city_staff else []
    proposed = _proposed(actor, cycles) if rules else Counter()
    rows = sorted([*_rows(cycles, day, rules, proposed), *left], key=lambda row: (row.sort_key, row.bloc.pk))
    used = [
        Used(
            rule.commendation.short_name,
            sum(proposed[cycle.pk, rule.commendation_id] for cycle in cycles),
            rule.quota_per_bloc * len(cycles),
        )
        for rule in rules
    ]
    return City(year, rows, used)


ORDERS: dict[str, Callable[[BlocRow], Any]] = {
    "name": lambda row: row.sort_key,
    "members": lambda row: row.members,
    "pledge": lambda row: row.pledge.share,
    "sheets": lambda row: row.sheets.share,
    "checked": lambda row: row.checked.share,
    "stage": lambda row: STAGES.index(row.stage),
    "late": lambda row: (bool(row.late), row.late_units),
}


def narrowed(
    rows: Iterable[BlocRow], *, kind: str = "", stage: str = "", late: str = "", sort: str = "name"
) -> list[BlocRow]:
    """The rows of a kind and stage, late ones ("yes") or those on time ("no"), in an order of ORDERS ("-" turns it)."""
    found = [
        row
        for row in rows
        if kind in {"", row.bloc.kind}
        and stage in {"", row.stage}
        and late in {"", "yes" if row.late else "no"}
    ]
    order = ORDERS.get(sort.removeprefix("-"), ORDERS["name"])
    return sorted(found, key=order, reverse=sort.startswith("-"))


def at_work(actor: Actor) -> list[Cycle]:
    """The cycles of the years that are being worked on. One query."""
    newest = Subquery(EmulationYear.objects.order_by("-year").values("year")[:1])
    return list(Cycle.objects.visible_to(actor).filter(closed_at=None, year__gt=newest - YEARS_AT_WORK))


def late_blocs(cycles: list[Cycle]) -> dict[int, int]:
    """How many blocs are late in each year of `at_work`, newest first; four queries."""
    if not cycles:
        return {}
    calendars, members, parties = Calendar.of_many(cycles), _members(cycles), _parties(cycles)
    counted = Counter(
        cycle.year_id
        for cycle in cycles
        if any(_late(cycle, calendars[cycle.pk], members[cycle.pk], parties[cycle.pk]))
    )
    return dict(sorted(counted.items(), reverse=True))


def _cycles(actor: Actor, day: date) -> QuerySet[Cycle]:
    """The cycles an actor sees, with the bloc's name of a day (`name`, `sort_key`) and the head's."""
    names = BlocName.objects.filter(bloc=OuterRef("bloc"))
    then = names.filter(valid_from__lte=day).order_by("-valid_from")
    first = names.order_by("valid_from")
    draft = PledgeVersion.objects.filter(pledge__cycle=OuterRef("pk"), replaced_at=None, finalised_at=None)
    heads = OrganizationName.objects.filter(organization=OuterRef("head_id"))
    head_then = heads.filter(valid_from__lte=day).order_by("-valid_from")
    return (
        Cycle.objects.visible_to(actor)
        .select_related("bloc")
        .annotate(
            has_draft=Exists(draft),
            name=Coalesce(Subquery(then.values("short_name")[:1]), Subquery(first.values("short_name")[:1])),
            sort_key=Coalesce(Subquery(then.values("sort_key")[:1]), Subquery(first.values("sort_key")[:1])),
            head_name=Subquery(head_then.values("name")[:1]),
        )
    )


def _without_cycle(actor: Actor, year: int, day: date) -> list[BlocRow]:
    """The blocs that go on and have no cycle in the year, with how many members it has given them. One query."""
    rows = Membership.objects.filter(stayed(year), bloc=OuterRef("pk"), year=year).order_by().values("bloc")
    first = BlocName.objects.filter(bloc=OuterRef("pk")).order_by("valid_from").values("valid_from")[:1]
    opened = Cycle.objects.filter(bloc=OuterRef("pk"), year=year)
    blocs = Bloc.objects.visible_to(actor).filter(~Exists(opened)).named(day).order_by("sort_key", "pk")
    blocs = blocs.annotate(
        members_then=Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0),
        founded_on=Subquery(first),
    )
    return [
        BlocRow(bloc, None, bloc.short_name or bloc.code, bloc.sort_key or "", bloc.members_then)
        for bloc in blocs
        if goes_on(year, bloc.ended_on)
        and (bloc.members_then or (bloc.founded_on and bloc.founded_on <= date(year, 12, 31)))
    ]


def _rows(
    cycles: Sequence[Cycle],
    day: date,
    rules: Sequence[AwardRule] = (),
    proposed: Counter | None = None,
) -> list[BlocRow]:
    """The rows of cycles, in four queries."""
    calendars = Calendar.of_many(cycles)
    members = _members(cycles, day)
    parties = _parties(cycles)
    rows = []
    for cycle in cycles:
        units = members[cycle.pk]
        competing = [unit for unit in units if unit.competes]
        signed = parties[cycle.pk]
        rows.append(
            BlocRow(
                bloc=cycle.bloc,
                cycle=cycle,
                name=cycle.name or cycle.bloc.code,
                sort_key=cycle.sort_key or "",
                head=cycle.head_name or "",
                members=len(units),
                has_draft=cycle.has_draft,
                pledge=Tally(sum(signed.values()), len(signed)),
                sheets=Tally(sum(unit.state in SENT_STATES for unit in competing), len(competing)),
                checked=Tally(sum(unit.state == SheetState.CHECKED for unit in competing), len(competing)),
                late=tuple(_late(cycle, calendars[cycle.pk], units, signed)),
                used=tuple(
                    Used(
                        rule.commendation.short_name,
                        (proposed or Counter())[cycle.pk, rule.commendation_id],
                        rule.quota_per_bloc,
                    )
                    for rule in rules
                ),
            )
        )
    return rows


def _members(cycles: Sequence[Cycle], day: date | None = None) -> dict[int, list[_Member]]:
    """The members of cycles at their year's end, in the order of the decision, as called on a day (without a day:
    nameless). One query."""
    names = OrganizationName.objects.filter(organization=OuterRef("organization"))
    then = names.filter(valid_from__lte=day or clock.today()).order_by("-valid_from")
    first = names.order_by("valid_from")
    name = Coalesce(Subquery(then.values("name")[:1]), Subquery(first.values("name")[:1]))
    sheets = ScoreSheet.objects.filter(
        cycle=OuterRef("bloc__cycles"), organization=OuterRef("organization")
    ).values("state")[:1]
    rows = (
        Membership.objects.filter(bloc__cycles__in=cycles, bloc__cycles__year=F("year"))
        .annotate(
            name=name if day else Value(""),
            state=Subquery(sheets),
            gone=F("organization__dissolved_on"),
        )
        .order_by("order", "pk")
        .values_list("bloc__cycles", "year", "left_on", "gone", "organization", "name", "competes", "state")
    )
    found: dict[int, list[_Member]] = defaultdict(list)
    for cycle_id, year, left_on, gone, *member in rows:
        # As `stayed` has it, for several years at once.
        if all(end is None or end >= date(year, 12, 31) for end in (left_on, gone)):
            found[cycle_id].append(_Member(*member))
    return found


def _parties(cycles: Sequence[Cycle]) -> dict[int, dict[int, bool]]:
    """For each cycle with a final text: its parties, and whether each has signed in all its places. One query."""
    valid = PledgeSignature.objects.filter(party=OuterRef("pk"), voided_at__isnull=True)
    rows = (
        PledgeParty.objects.filter(
            version__pledge__cycle__in=cycles,
            version__replaced_at__isnull=True,
            version__finalised_at__isnull=False,
        )
        .exclude(capacity=PartyCapacity.WITNESS)
        .annotate(signed=Exists(valid))
        .values_list("version__pledge__cycle", "organization", "signed")
    )
    found: dict[int, dict[int, bool]] = defaultdict(dict)
    for cycle_id, organization_id, signed in rows:
        found[cycle_id][organization_id] = found[cycle_id].get(organization_id, True) and signed
    return found


def _late(
    cycle: Cycle, calendar: Calendar, units: Sequence[_Member], signed: dict[int, bool]
) -> Iterable[Late]:
    """What is overdue in a cycle: of the bloc, then of its units. Once the scores are locked, units are not waited for."""
    for act, is_done, what in [
        (Act.PLEDGE, bool(signed) or cycle.is_locked, _("The text of the pledge is not final")),
        (Act.CROSS_CHECK, cycle.is_locked, _("The scores are not locked")),
        (Act.NOMINATION, cycle.is_submitted, _("The nominations are not sent")),
    ]:
        if not is_done and not cycle.is_closed and (days := _overdue(calendar, act)):
            yield Late("", what, days)
    if cycle.is_locked or cycle.is_closed:
        return
    for unit in units:
        signs = not signed.get(unit.organization_id, True)
        if signs and (days := _overdue(calendar, Act.PLEDGE, unit.organization_id)):
            yield Late(unit.name, _("has not signed the pledge"), days)
        sends = unit.competes and unit.state not in SENT_STATES
        if sends and (days := _overdue(calendar, Act.SELF_SCORING, unit.organization_id)):
            yield Late(unit.name, _("has not sent its score sheet"), days)


def _overdue(calendar: Calendar, act: str, organization_id: int | None = None) -> str:
    """ "Quá hạn 3 ngày" once the time of an act is over; empty before."""
    standing = calendar.standing(act, organization_id)
    return time_left(standing) if standing.days_left is not None and standing.days_left < 0 else ""


def _proposed(actor: Actor, cycles: Sequence[Cycle]) -> Counter[tuple[int, int]]:
    """How many units are proposed, by cycle and commendation, of what the actor may see. One query."""
    rows = (
        Nomination.objects.visible_to(actor)
        .filter(cycle__in=cycles)
        .order_by()
        .values("cycle", "commendation")
        .annotate(n=Count("pk"))
        .values_list("cycle", "commendation", "n")
    )
    return Counter({(cycle_id, commendation_id): n for cycle_id, commendation_id, n in rows})
