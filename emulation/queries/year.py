"""The years of the city, and what opening the next one would copy."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, QuerySet

from blocs.models import Bloc, Membership
from blocs.queries import Name, bloc_names_on, names_on
from emulation.models import Cycle, EmulationYear, Window


def all_years() -> QuerySet[EmulationYear]:
    """All years, the newest first, each with the number of its `blocs`. One query."""
    return EmulationYear.objects.annotate(blocs=Count("cycles")).order_by("-year")


def city_windows(year: int) -> QuerySet[Window]:
    """The windows of the city in a year, in order of time. One query."""
    return Window.objects.filter(year=year).order_by("opens", "pk")


@dataclass(frozen=True)
class CopiedWindow:
    """A window of the last year, moved by whole years."""

    act: str
    label: str
    opens: date
    closes: date
    grace_days: int


@dataclass(frozen=True)
class CopiedBloc:
    """A bloc that takes part: how many members go on, who does not, and with which scoring table.

    `decided` is how many members a decision has given it for the new year already: then nothing is copied.
    """

    bloc_id: int
    name: Name
    members: int
    left_out: list[str]
    table: str
    decided: int = 0


@dataclass(frozen=True)
class YearCopy:
    """What the new year takes over from the last one; `ended` are the blocs that do not go on."""

    source: EmulationYear
    windows: list[CopiedWindow]
    blocs: list[CopiedBloc]
    ended: list[Name]


def moved(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def goes_on(year: int, ended_on: date | None) -> bool:
    """Whether what ended on a day, or did not end, is there when a year begins."""
    return ended_on is None or ended_on >= date(year, 1, 1)


@dataclass(frozen=True)
class Basis:
    """What a year is opened from: the members and cycles of the last, and the members it has by decision already."""

    year: int
    last: list[Membership]
    decided: list[Membership]
    cycles: list[Cycle]

    @cached_property
    def going_on(self) -> list[Membership]:
        """The memberships that are copied, in the order of the founding decisions.

        Not of a unit that left or is dissolved, nor of a bloc that ended; not into a bloc to which a decision has
        given its members for the new year already; and no unit competes in two blocs.
        """
        blocs = {row.bloc_id for row in self.decided}
        competing = {row.organization_id for row in self.decided if row.competes}
        return [
            row
            for row in self.last
            if row.left_on is None
            and goes_on(self.year, row.organization.dissolved_on)
            and goes_on(self.year, row.bloc.ended_on)
            and row.bloc_id not in blocs
            and not (row.competes and row.organization_id in competing)
        ]

    @cached_property
    def taking_part(self) -> dict[int, Cycle | None]:
        """The blocs that take part, each with its cycle of the last year: those of the last year that have not
        ended, and those that have members in the new one."""
        blocs: dict[int, Cycle | None] = {
            cycle.bloc_id: cycle for cycle in self.cycles if goes_on(self.year, cycle.bloc.ended_on)
        }
        for row in [*self.decided, *self.going_on]:
            if goes_on(self.year, row.bloc.ended_on):
                blocs.setdefault(row.bloc_id, None)
        return blocs


def basis_of(source: int | None, year: int) -> Basis:
    """What `year` is opened from, in two queries."""
    rows = Membership.objects.filter(year__in=[year, source or year]).select_related("bloc", "organization")
    members = list(rows.order_by("bloc", "order", "pk"))
    cycles = Cycle.objects.filter(year=source).select_related("bloc", "table_version__table")
    return Basis(
        year,
        [row for row in members if row.year == source],
        [row for row in members if row.year == year],
        list(cycles.order_by("pk")) if source is not None else [],
    )


def year_copy(source: EmulationYear, year: int) -> YearCopy:
    """What opening `year` copies from `source`, in five queries however many blocs there are."""
    windows = [
        CopiedWindow(
            window.act,
            str(window.get_act_display()),
            moved(window.opens, year - source.year),
            moved(window.closes, year - source.year),
            window.grace_days,
        )
        for window in Window.objects.filter(year=source).order_by("opens", "pk")
    ]
    basis = basis_of(source.year, year)
    going = {row.pk for row in basis.going_on}
    members = Counter(row.bloc_id for row in basis.going_on)
    decided = Counter(row.bloc_id for row in basis.decided)
    out = [row for row in basis.last if row.pk not in going and not decided[row.bloc_id]]
    names = bloc_names_on(date(year, 1, 1))
    units = names_on(date(year, 1, 1), [row.organization_id for row in out])
    blocs = [
        CopiedBloc(
            bloc_id=bloc_id,
            name=names[bloc_id],
            members=decided[bloc_id] or members[bloc_id],
            left_out=[units[row.organization_id].full for row in out if row.bloc_id == bloc_id],
            table=cycle.table_version.table.name if cycle and cycle.table_version else "",
            decided=decided[bloc_id],
        )
        for bloc_id, cycle in basis.taking_part.items()
    ]
    ended = [names[cycle.bloc_id] for cycle in basis.cycles if cycle.bloc_id not in basis.taking_part]
    return YearCopy(
        source,
        windows,
        sorted(blocs, key=lambda bloc: bloc.name.sort_key),
        sorted(ended, key=lambda name: name.sort_key),
    )


def last_year() -> EmulationYear | None:
    """The newest year of the city."""
    return EmulationYear.objects.order_by("-year").first()


def not_in_year(year: int) -> list[Bloc]:
    """The blocs that could take part in a year and have no cycle in it, by their names of its first day."""
    blocs = Bloc.objects.named(date(year, 1, 1)).exclude(cycles__year=year).order_by("sort_key")
    return [bloc for bloc in blocs if goes_on(year, bloc.ended_on)]
