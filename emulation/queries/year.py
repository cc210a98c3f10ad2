"""The years of the city, and what opening the next one would copy."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from blocs.models import Membership
from blocs.queries import Name, bloc_names_on
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
    """A bloc of the last year: how many of its members go on, and with which scoring table."""

    bloc_id: int
    name: Name
    members: int
    table: str


@dataclass(frozen=True)
class YearCopy:
    """What the new year takes over from the last one."""

    source: int
    windows: list[CopiedWindow]
    blocs: list[CopiedBloc]


def moved(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def going_on(year: int) -> list[Membership]:
    """The memberships of a year that are copied: not ended, of organisations not dissolved."""
    rows = Membership.objects.filter(year=year, left_on__isnull=True, organization__dissolved_on__isnull=True)
    return list(rows.order_by("bloc", "order", "pk"))


def year_copy(source: int, year: int) -> YearCopy:
    """What opening `year` copies from `source`, in five queries however many blocs there are."""
    windows = [
        CopiedWindow(
            window.act,
            str(window.get_act_display()),
            moved(window.opens, year - source),
            moved(window.closes, year - source),
            window.grace_days,
        )
        for window in Window.objects.filter(year=source).order_by("opens", "pk")
    ]
    members = Counter(row.bloc_id for row in going_on(source))
    cycles = list(
        Cycle.objects.filter(year=source).select_related("table_version__table").order_by("bloc__code")
    )
    names = bloc_names_on(date(year, 1, 1), [cycle.bloc_id for cycle in cycles])
    blocs = [
        CopiedBloc(
            cycle.bloc_id,
            names[cycle.bloc_id],
            members[cycle.bloc_id],
            cycle.table_version.table.name if cycle.table_version else "",
        )
        for cycle in cycles
    ]
    return YearCopy(source, windows, blocs)


def last_year() -> int | None:
    """The newest year of the city."""
    return EmulationYear.objects.order_by("-year").values_list("year", flat=True).first()
