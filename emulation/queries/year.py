"""The years of the city, and what opening the next one would copy."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from blocs.models import Bloc, Membership
from blocs.queries import Name, bloc_names_on, names_on
from emulation.models import Cycle, EmulationYear, Window


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


def goes_on(year: int, field: str) -> Q:
    """What has not ended when a year begins; `field` is the day of the end."""
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gt": date(year, 1, 1)})


def going_on(source: int, year: int) -> list[Membership]:
    """The memberships of `source` that are copied to `year`, in the order of the founding decisions.

    Not of a unit that left or is dissolved, nor of a bloc that ended; not into a bloc to which a decision has
    given its members for the new year already; and no unit competes in two blocs.
    """
    there = Membership.objects.filter(year=year)
    rows = Membership.objects.filter(
        goes_on(year, "organization__dissolved_on"),
        goes_on(year, "bloc__ended_on"),
        ~Exists(there.filter(bloc=OuterRef("bloc"))),
        ~Q(competes=True) | ~Exists(there.filter(organization=OuterRef("organization"), competes=True)),
        year=source,
        left_on__isnull=True,
    )
    return list(rows.order_by("bloc", "order", "pk"))


def taking_part(source: int | None, year: int) -> dict[int, Cycle | None]:
    """The blocs that take part in `year`, each with its cycle of the last year: those of the last year that have
    not ended, and those that a decision has given members for the new one."""
    last = {}
    if source is not None:
        rows = Cycle.objects.filter(goes_on(year, "bloc__ended_on"), year=source)
        last = {cycle.bloc_id: cycle for cycle in rows.select_related("table_version__table").order_by("pk")}
    decided = Bloc.objects.filter(goes_on(year, "ended_on"), memberships__year=year).distinct()
    return last | {pk: None for pk in decided.order_by("pk").values_list("pk", flat=True) if pk not in last}


def year_copy(source: EmulationYear, year: int) -> YearCopy:
    """What opening `year` copies from `source`, in nine queries however many blocs there are."""
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
    going = {(row.bloc_id, row.organization_id) for row in going_on(source.year, year)}
    last = list(Membership.objects.filter(year=source.year).order_by("bloc", "order", "pk"))
    decided = Counter(Membership.objects.filter(year=year).values_list("bloc", flat=True))
    cycles = taking_part(source.year, year)
    ended = Cycle.objects.filter(year=source).exclude(bloc__in=cycles).values_list("bloc", flat=True)
    names = bloc_names_on(date(year, 1, 1))
    out = [row for row in last if (row.bloc_id, row.organization_id) not in going]
    units = names_on(date(year, 1, 1), [row.organization_id for row in out])
    blocs = [
        CopiedBloc(
            bloc_id=bloc_id,
            name=names[bloc_id],
            members=decided[bloc_id] or sum(bloc == bloc_id for bloc, _organization in going),
            left_out=[
                units[row.organization_id].full
                for row in out
                if row.bloc_id == bloc_id and not decided[bloc_id]
            ],
            table=cycle.table_version.table.name if cycle and cycle.table_version else "",
            decided=decided[bloc_id],
        )
        for bloc_id, cycle in cycles.items()
    ]
    return YearCopy(
        source,
        windows,
        sorted(blocs, key=lambda bloc: bloc.name.sort_key),
        sorted((names[bloc_id] for bloc_id in ended), key=lambda name: name.sort_key),
    )


def last_year() -> EmulationYear | None:
    """The newest year of the city."""
    return EmulationYear.objects.order_by("-year").first()


def not_in_year(year: int) -> list[Bloc]:
    """The blocs that could take part in a year and have no cycle in it, by their names of its first day."""
    blocs = Bloc.objects.named(date(year, 1, 1)).filter(goes_on(year, "ended_on"))
    return list(blocs.exclude(cycles__year=year).order_by("sort_key"))
