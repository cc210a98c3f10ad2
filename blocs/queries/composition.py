"""The composition of a bloc's year: who belongs to it, in which order, and in words what changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from blocs.models import Bloc, Membership, Office, Organization, OrganizationName
from blocs.models.office import OfficeRole
from blocs.queries.bloc import day_of_names
from blocs.queries.names import bloc_names_on, names_on
from blocs.text import search_key

MOST_FOUND = 20


@dataclass(frozen=True)
class Line:
    """A member as it stands, or is to stand, in the list; its place is its place in the list."""

    organization_id: int
    name: str
    competes: bool = True
    membership: Membership | None = None


@dataclass(frozen=True)
class Move:
    """A member that changes its place in the order."""

    line: Line
    old: int
    new: int


@dataclass(frozen=True)
class CompositionChange:
    """What one list differs from another in, as unsaved or saved memberships too (see `blocs.ports`)."""

    bloc: Bloc
    year: int
    added: list[tuple[int, Line]] = field(default_factory=list)
    removed: list[Line] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    competing: list[Line] = field(default_factory=list)
    not_competing: list[Line] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.moved or self.competing or self.not_competing)

    @property
    def joins(self) -> list[Membership]:
        """The memberships that would be made."""
        return [
            Membership(
                bloc=self.bloc,
                organization_id=line.organization_id,
                year=self.year,
                order=order,
                competes=line.competes,
            )
            for order, line in self.added
        ]

    @property
    def removals(self) -> list[Membership]:
        """The memberships that would be taken out as if they had never been."""
        return [line.membership for line in self.removed if line.membership]

    @property
    def turned(self) -> list[Membership]:
        """The memberships that would begin or cease to compete."""
        return [line.membership for line in (*self.competing, *self.not_competing) if line.membership]

    @property
    def sentences(self) -> list[str]:
        """What changes, in words; empty where nothing does."""
        told = []
        if self.added:
            told.append(
                _("Added: {names}.").format(
                    names="; ".join(
                        _("{name} (no. {n})").format(name=line.name, n=order) for order, line in self.added
                    )
                )
            )
        if self.removed:
            told.append(_("Taken out: {names}.").format(names=_names(self.removed)))
        if self.moved:
            moves = "; ".join(
                _("{name} from no. {old} to no. {new}").format(name=m.line.name, old=m.old, new=m.new)
                for m in self.moved
            )
            told.append(_("Another place in the order: {moves}.").format(moves=moves))
        takes_part = [line for _order, line in self.added if not line.competes] + self.not_competing
        if takes_part:
            told.append(_("Takes part without competing: {names}.").format(names=_names(takes_part)))
        if self.competing:
            told.append(_("Competes from now on: {names}.").format(names=_names(self.competing)))
        return told


def compared(bloc: Bloc, year: int, old: Sequence[Line], new: Sequence[Line]) -> CompositionChange:
    """What the list `new` differs from `old` in.

    A member has moved where its place among those that stay is another one, so that an addition on top
    does not move everybody.
    """
    was = {line.organization_id: line for line in old}
    will = {line.organization_id: line for line in new}
    order = {line.organization_id: place for place, line in enumerate(new, start=1)}
    before = {line.organization_id: place for place, line in enumerate(old, start=1)}
    stay_old = [pk for pk in was if pk in will]
    stay_new = [pk for pk in will if pk in was]
    resting = _longest_common(stay_old, stay_new)
    stays = [replace(will[pk], membership=was[pk].membership) for pk in stay_new]
    return CompositionChange(
        bloc,
        year,
        added=[(order[pk], line) for pk, line in will.items() if pk not in was],
        removed=[line for pk, line in was.items() if pk not in will],
        moved=[
            Move(line, before[line.organization_id], order[line.organization_id])
            for line in stays
            if line.organization_id not in resting
        ],
        competing=[line for line in stays if line.competes and not was[line.organization_id].competes],
        not_competing=[line for line in stays if not line.competes and was[line.organization_id].competes],
    )


def composition(bloc: Bloc, year: int) -> list[Line]:
    """The members of a year in their order, under the names of that year, in two queries."""
    rows = list(Membership.objects.filter(bloc=bloc, year=year).order_by("order", "pk"))
    names = names_on(day_of_names(year), [row.organization_id for row in rows])
    return [
        Line(row.organization_id, str(names.get(row.organization_id, "")), row.competes, row) for row in rows
    ]


def last_composition(bloc: Bloc, year: int) -> tuple[int | None, list[Line]]:
    """The newest year before `year` that has members, and those of them that go on: not left, not dissolved."""
    earlier = Membership.objects.filter(bloc=bloc, year__lt=year)
    source = earlier.aggregate(year=Max("year"))["year"]
    if source is None:
        return None, []
    rows = list(
        earlier.filter(year=source, left_on=None)
        .filter(Q(organization__dissolved_on=None) | Q(organization__dissolved_on__year__gte=year))
        .order_by("order", "pk")
    )
    names = names_on(day_of_names(year), [row.organization_id for row in rows])
    return source, [Line(row.organization_id, str(names[row.organization_id]), row.competes) for row in rows]


def against_last_year(
    bloc: Bloc, year: int, before: Iterable[Membership], members: Iterable[Membership]
) -> list[str]:
    """In words what the composition of a year changes against the year before; empty where one of them is.

    The memberships have `name`, as on a bloc's card.
    """
    old, new = (
        [Line(row.organization_id, str(row.name or ""), row.competes, row) for row in rows]
        for rows in (before, members)
    )
    if not old or not new:
        return []
    return compared(bloc, year, old, new).sentences or [_("The same members in the same order.")]


@dataclass(frozen=True)
class Elsewhere:
    """Where an organisation competes in a year beside the bloc asked about, and to which day."""

    membership: Membership
    bloc: str

    @property
    def left_on(self) -> date | None:
        return self.membership.left_on

    def over_on(self, day: date | None) -> bool:
        """Whether it has left before a day."""
        return day is not None and self.left_on is not None and self.left_on < day


def competing_elsewhere(bloc: Bloc, year: int, organization_ids: Iterable[int]) -> dict[int, Elsewhere]:
    """For those of the organisations that compete in another bloc that year: where."""
    rows = Membership.objects.filter(year=year, competes=True, organization__in=set(organization_ids))
    found = list(rows.exclude(bloc=bloc))
    names = bloc_names_on(day_of_names(year), [row.bloc_id for row in found]) if found else {}
    return {row.organization_id: Elsewhere(row, str(names.get(row.bloc_id, ""))) for row in found}


def found_organizations(text: str, year: int, without: Iterable[int] = ()) -> QuerySet[Organization]:
    """Organisations of the register that could be members in a year and whose names, past or present, or
    code hold each word of `text`; annotated with `name`, in Vietnamese order."""
    rows = Organization.objects.filter(Q(dissolved_on=None) | Q(dissolved_on__year__gte=year))
    for word in search_key(text).split():
        named = OrganizationName.objects.filter(search_key__contains=word).values("organization")
        rows = rows.filter(Q(pk__in=named) | Q(code__icontains=word))
    return rows.exclude(pk__in=set(without)).named(day_of_names(year)).order_by("sort_key", "pk")


def stands_against(change: CompositionChange) -> list[str]:
    """Why a list may not be: what the register itself says, in at most five queries."""
    year, joining = change.year, change.joins
    told = []
    if change.bloc.ended_on and change.bloc.ended_on.year < year:
        told.append(ended_sentence(change.bloc, year))
    ids = [row.organization_id for row in joining]
    for row in Organization.objects.filter(pk__in=ids, dissolved_on__year__lt=year).named(day_of_names(year)):
        told.append(dissolved_sentence(row.name, row, year))
    names = {line.organization_id: line.name for _order, line in change.added}
    names |= {line.organization_id: line.name for line in (*change.removed, *change.competing)}
    wants = [row.organization_id for row in joining if row.competes]
    wants += [line.organization_id for line in change.competing]
    begin = {line.organization_id for line in change.competing}
    for pk, other in competing_elsewhere(change.bloc, year, wants).items():
        told.append(elsewhere_sentence(names[pk], other, year, joins=pk not in begin))
    held = offices_of(change.bloc, year, [line.organization_id for line in change.removed])
    told += [office_sentence(names[row.organization_id], row) for row in held]
    return told


def offices_of(bloc: Bloc, year: int, organization_ids: Iterable[int]) -> list[Office]:
    """The offices of a year that some organisations hold or held."""
    rows = Office.objects.filter(bloc=bloc, year=year, organization__in=set(organization_ids))
    return list(rows.select_related("bloc").order_by("role", "since", "pk"))


def office_sentence(name: str, office: Office) -> str:
    """Why a holder of an office cannot be taken out of the list."""
    bloc = office.bloc
    title = bloc.head_title if office.role == OfficeRole.HEAD else bloc.deputy_title
    return _(
        "{name} holds or held the office “{title}” in {year}: it cannot be taken out of the list. "
        "If it leaves, record that on its day."
    ).format(name=name, title=title, year=office.year)


def ended_sentence(bloc: Bloc, year: int) -> str:
    return _("The bloc ended on {date}: it has no members in {year}. Found it again first.").format(
        date=f"{bloc.ended_on:%d/%m/%Y}", year=year
    )


def dissolved_sentence(name: str, organization: Organization, year: int) -> str:
    return _("{name} was dissolved on {date}: it is no member in {year}.").format(
        name=name, date=f"{organization.dissolved_on:%d/%m/%Y}", year=year
    )


def elsewhere_sentence(name: str, other: Elsewhere, year: int, *, joins: bool = True) -> str:
    """Why an organisation that `joins`, or is a member already, does not compete here, and how it may."""
    if joins and other.left_on and other.left_on < date(year, 12, 31):
        return _(
            "{name} competes in {other} to {date}. To compete here after that, it joins within the year, on a "
            "later day: enter it on the page of the bloc with “A member joins”."
        ).format(name=name, other=other.bloc, date=f"{other.left_on:%d/%m/%Y}")
    return _(
        "{name} already competes in {other} in {year}. An organisation competes in one bloc a year: take it out "
        "of the list of {other} first, record the day if it leaves within the year, or let it take part without "
        "competing in one of the two."
    ).format(name=name, other=other.bloc, year=year)


def name_of_bloc(bloc: Bloc, year: int) -> str:
    """What the bloc is called in a year."""
    return str(bloc_names_on(day_of_names(year), [bloc.pk]).get(bloc.pk, bloc.code))


def _names(lines: Iterable[Line]) -> str:
    return "; ".join(line.name for line in lines)


def _longest_common(one: Sequence[int], other: Sequence[int]) -> set[int]:
    """The most members that keep their order among each other: those who have not moved."""
    place = {pk: n for n, pk in enumerate(one)}
    best: list[list[int]] = []
    for pk in other:
        runs = [run for run in best if place[run[-1]] < place[pk]]
        best.append([*_longest(runs), pk])
    return set(_longest(best))


def _longest(runs: list[list[int]]) -> list[int]:
    return max(runs, key=lambda run: len(run), default=[])
