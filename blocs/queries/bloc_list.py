"""The blocs an actor may see, as a list: of a kind, of a year, going on or ended, with their members if wanted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from blocs import clock
from blocs.actor import Actor
from blocs.models import Bloc, Membership, Office, OrganizationName
from blocs.models.bloc import end_of
from blocs.models.office import OfficeRole
from blocs.queries.bloc import day_of_names
from blocs.queries.names import names_on
from blocs.queries.organization import office_role, office_word

GOING_ON, ENDED, ALL = "", "ended", "all"
ORDERS = ("name", "kind", "members", "head")


@dataclass
class BlocList:
    """The rows as sorted, and every year in which a bloc of the actor has members, newest first.

    Each row is a Bloc with `name`, `year_now` (the year asked for, else its newest), `members_now` who
    compete in it, `head_name`, and with `with_members` its `members`.
    """

    rows: list[Bloc]
    years: list[int] = field(default_factory=list)


def bloc_list(
    actor: Actor,
    *,
    kind: str = "",
    year: int | None = None,
    state: str = GOING_ON,
    sort: str = "name",
    with_members: bool = False,
) -> BlocList:
    """Four queries however many blocs; five with the members of each."""
    day = day_of_names(year)
    rows = Bloc.objects.filter(pk__in=Bloc.objects.visible_to(actor).values("pk")).named(day)
    found = {row.pk: row for row in rows.order_by("sort_key", "pk")}
    counts = Membership.objects.filter(bloc__in=found).order_by().values("bloc", "year")
    # Who left before the end of the year competes no more.
    stays = Q(left_on=None) | Q(left_on__month=12, left_on__day=31)
    members = {
        (bloc, one): n
        for bloc, one, n in counts.annotate(n=Count("pk", filter=Q(stays, competes=True))).values_list(
            "bloc", "year", "n"
        )
    }
    newest = dict(sorted(members))
    offices = Office.objects.filter(bloc__in=found, role=OfficeRole.HEAD).order_by("since", "pk")
    heads = {(o.bloc_id, o.year): o.organization_id for o in offices}
    shown = [
        row
        for row in found.values()
        if (not kind or row.kind == kind)
        and (year is None or (row.pk, year) in members)
        and _has_state(row, state, year)
    ]
    for row in shown:
        row.year_now = year or newest.get(row.pk)
        row.members_now = members.get((row.pk, row.year_now or 0), 0)
    wanted = {row.pk: heads.get((row.pk, row.year_now)) for row in shown}
    names = names_on(day, [pk for pk in wanted.values() if pk])
    for row in shown:
        row.head_name = names.get(wanted[row.pk] or 0)
    if with_members:
        _with_members(shown)
    return BlocList(_sorted(shown, sort), sorted({one for _bloc, one in members}, reverse=True))


def members_of(blocs: Sequence[Bloc]) -> Sequence[Membership]:
    """The members of several blocs, each in its `year_now`, in the order of the blocs and of their decisions.

    Each has `name` and `code` as of that year, `office` in the bloc's word and `bloc_name`; one query.
    """
    years = Q(pk=None)
    for row in blocs:
        years |= Q(bloc=row.pk, year=row.year_now)
    place = {row.pk: n for n, row in enumerate(blocs)}
    by_pk = {row.pk: row for row in blocs}
    today = clock.today()
    names = OrganizationName.objects.filter(organization=OuterRef("organization"))
    then = names.filter(Q(valid_from__lte=end_of("year")), valid_from__lte=today)
    rows = Membership.objects.filter(years).annotate(
        name=Coalesce(
            Subquery(then.order_by("-valid_from").values("name")[:1]),
            Subquery(names.order_by("valid_from").values("name")[:1]),
        ),
        code=F("organization__code"),
        role=office_role(),
    )
    found = sorted(
        rows.select_related("decision").order_by("order", "pk"), key=lambda row: place[row.bloc_id]
    )
    for member in found:
        member.office = office_word(by_pk[member.bloc_id], member.role)
        member.bloc_name = by_pk[member.bloc_id].name
    return found


def _with_members(blocs: list[Bloc]) -> None:
    by_bloc: dict[int, list[Membership]] = defaultdict(list)
    for member in members_of(blocs):
        by_bloc[member.bloc_id].append(member)
    for row in blocs:
        row.members = by_bloc[row.pk]


def _has_state(row: Bloc, state: str, year: int | None) -> bool:
    """Asked for a year, a bloc that ended later was going on."""
    end = row.ended_on
    ended = end is not None and (end.year < year if year else end < clock.today())
    return {GOING_ON: not ended, ENDED: ended}.get(state, True)


def _sorted(rows: list[Bloc], sort: str) -> list[Bloc]:
    """By name within what it is sorted by."""
    keys = {
        "kind": lambda row: row.kind,
        "members": lambda row: row.members_now,
        "head": lambda row: row.head_name.sort_key if row.head_name else "",
    }
    backwards = sort.startswith("-")
    rows = sorted(rows, key=lambda row: (row.sort_key, row.pk), reverse=backwards and sort == "-name")
    key = keys.get(sort.lstrip("-"))
    return sorted(rows, key=key, reverse=backwards) if key else rows
