"""The whole city on one page: every bloc of a year, how far it is, and who is late."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from awards.models import Nomination
from awards.models.rule import AwardRule
from awards.queries.rules import rules_for
from blocs import clock
from blocs.actor import Actor
from blocs.models import BlocName, Membership, OrganizationName
from emulation.models import Cycle, EmulationYear, PledgeParty, PledgeSignature, PledgeVersion, ScoreSheet
from emulation.models.calendar import Calendar
from emulation.models.pledge import PartyCapacity
from emulation.models.scoresheet import SENT_STATES, SheetState
from emulation.models.window import Act
from emulation.queries.window import time_left

# The newest years whose work may still be late: a year is scored and nominated in the first months of the next.
YEARS_AT_WORK = 2


@dataclass(frozen=True)
class Late:
    """What is overdue and since when, in words; `unit` is empty where the bloc itself is late."""

    unit: str
    what: str
    days: str


@dataclass(frozen=True)
class Tally:
    """So many of so many."""

    done: int
    of: int

    @property
    def is_complete(self) -> bool:
        return self.of > 0 and self.done == self.of

    @property
    def share(self) -> Fraction:
        """For the order of a column; nothing to do stands before nothing done."""
        return Fraction(self.done, self.of) if self.of else Fraction(-1)


@dataclass(frozen=True)
class Used:
    """How many units are proposed for a commendation, of how many that may be."""

    name: str
    used: int
    most: int

    @property
    def is_exceeded(self) -> bool:
        return self.used > self.most


@dataclass(frozen=True)
class BlocRow:
    """One bloc in its year. `pledge.of` is 0 until the text is final; `used` is empty for the operator."""

    cycle: Cycle
    name: str
    sort_key: str
    head: str
    members: int
    has_draft: bool
    pledge: Tally
    sheets: Tally
    checked: Tally
    late: tuple[Late, ...]
    used: tuple[Used, ...] = ()

    @property
    def late_units(self) -> int:
        """How many units are late with something."""
        return len({late.unit for late in self.late if late.unit})

    @property
    def stage(self) -> str:
        """The stage of the year it is in: one of STAGES."""
        cycle = self.cycle
        for gate in ("closed", "decided", "submitted", "locked"):
            if getattr(cycle, f"{gate}_at"):
                return gate
        if self.sheets.done:
            return "checking" if self.sheets.is_complete else "scoring"
        if self.pledge.of:
            return "signed" if self.pledge.is_complete else "signing"
        return "draft"


# The stages of a bloc's year in their order; the words are in `stage_word`.
STAGES = ["draft", "signing", "signed", "scoring", "checking", "locked", "submitted", "decided", "closed"]


def stage_word(stage: str) -> str:
    """A stage in words."""
    return {
        "draft": _("Pledge not final"),
        "signing": _("Pledge being signed"),
        "signed": _("Pledge signed"),
        "scoring": _("Sheets being sent"),
        "checking": _("Sheets being checked"),
        "locked": pgettext("gate", "Scores locked"),
        "submitted": pgettext("gate", "Nominations sent"),
        "decided": pgettext("gate", "Decided"),
        "closed": pgettext("gate", "Year closed"),
    }[stage]


@dataclass(frozen=True)
class City:
    """The blocs of one year."""

    year: int
    rows: Sequence[BlocRow] = ()
    used: Sequence[Used] = field(default_factory=tuple)

    @property
    def late(self) -> int:
        """How many blocs are late with something."""
        return sum(bool(row.late) for row in self.rows)

    @property
    def pledges(self) -> Tally:
        """Blocs whose pledge all have signed."""
        return Tally(sum(row.pledge.is_complete for row in self.rows), len(self.rows))

    @property
    def sheets(self) -> Tally:
        """Score sheets that were sent, of all units."""
        return Tally(sum(row.sheets.done for row in self.rows), sum(row.sheets.of for row in self.rows))

    @property
    def locked(self) -> Tally:
        return Tally(sum(row.cycle.is_locked for row in self.rows), len(self.rows))

    @property
    def submitted(self) -> Tally:
        return Tally(sum(row.cycle.is_submitted for row in self.rows), len(self.rows))


@dataclass(frozen=True)
class _Member:
    """A member of a cycle: its name, whether it competes, and its sheet's state."""

    organization_id: int
    name: str
    competes: bool
    state: str | None


def city(actor: Actor, year: int) -> City:
    """A year of the city in seven queries, six for the operator, however many blocs there are.

    Proposals in preparation are the bloc's own: what is used is counted from what was sent.
    """
    day = min(clock.today(), date(year, 12, 31))
    cycles = list(_cycles(actor, day).filter(year=year))
    if not cycles:
        return City(year)
    rules = rules_for(year) if actor.is_city_staff else []
    proposed = _proposed(actor, cycles) if rules else Counter()
    rows = _rows(cycles, day, rules, proposed)
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
        if kind in {"", row.cycle.bloc.kind}
        and stage in {"", row.stage}
        and late in {"", "yes" if row.late else "no"}
    ]
    order = ORDERS.get(sort.removeprefix("-"), ORDERS["name"])
    return sorted(found, key=order, reverse=sort.startswith("-"))


def late_blocs(actor: Actor) -> dict[int, int]:
    """How many blocs are late in each year that is being worked on, newest first; five queries."""
    newest = Subquery(EmulationYear.objects.order_by("-year").values("year")[:1])
    seen = Cycle.objects.visible_to(actor).filter(closed_at=None, year__gt=newest - YEARS_AT_WORK)
    cycles = list(seen)
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


def _rows(
    cycles: Sequence[Cycle],
    day: date,
    rules: Sequence[AwardRule] = (),
    proposed: Counter | None = None,
) -> list[BlocRow]:
    """The rows of cycles in Vietnamese order of their blocs, in four queries."""
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
    return sorted(rows, key=lambda row: (row.sort_key, row.cycle.pk))


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
        )
        .order_by("order", "pk")
        .values_list("bloc__cycles", "year", "left_on", "organization", "name", "competes", "state")
    )
    found: dict[int, list[_Member]] = defaultdict(list)
    for cycle_id, year, left_on, *member in rows:
        if left_on is None or left_on >= date(year, 12, 31):
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
