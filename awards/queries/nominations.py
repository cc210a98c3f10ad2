"""Questions over nominations: the list of a role, one dossier, what is left for a council member."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, Count, Exists, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from awards.models import Nomination, NominationState, Opinion
from awards.models.nomination import FINAL_STATES, OPEN_STATES, NominationQuerySet
from blocs.actor import Actor
from blocs.models import BlocName, OrganizationName
from blocs.models.bloc import end_of
from blocs.text import search_key
from emulation.models import Cycle, Honour, StandingEntry

YEARS_OF_HONOURS = 5


@dataclass(frozen=True)
class Row:
    """A nomination with the unit's frozen entry and, for a council member, the own opinion."""

    nomination: Nomination
    entry: StandingEntry
    opinion: Opinion | None = None

    @property
    def name(self) -> str:
        """The unit as it was called when the scores were locked."""
        return self.entry.name

    @property
    def is_open(self) -> bool:
        """Whether the council may still give opinions."""
        return self.nomination.state in OPEN_STATES


@dataclass(frozen=True)
class Dossier(Row):
    """What the page of one nomination shows beside it. `entries` are all units for those who may see them."""

    members: int = 0
    honours: list[Honour] = field(default_factory=list)
    entries: list[StandingEntry] = field(default_factory=list)


@dataclass(frozen=True)
class Queue:
    """The nominations on which a council member may give an opinion, and where one stands among them."""

    ids: list[int]
    given: int
    here: int | None = None

    @property
    def total(self) -> int:
        return len(self.ids)

    @property
    def number(self) -> int | None:
        """Which one it is, counted from 1; None outside of the queue."""
        return self.ids.index(self.here) + 1 if self.here in self.ids else None

    @property
    def previous(self) -> int | None:
        return self.ids[self.number - 2] if self.number and self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.ids[self.number] if self.number and self.number < self.total else None


def with_names(nominations: NominationQuerySet) -> NominationQuerySet:
    """Adds the cycle, the award, the snapshot, and `bloc_name` as of the cycle's year."""
    names = BlocName.objects.filter(bloc=OuterRef("cycle__bloc"))
    then = names.filter(valid_from__lte=end_of("cycle__year")).order_by("-valid_from")
    first = names.order_by("valid_from")
    return nominations.select_related("cycle", "commendation", "snapshot").annotate(
        bloc_name=Coalesce(Subquery(then.values("name")[:1]), Subquery(first.values("name")[:1])),
        bloc_short=Coalesce(
            Subquery(then.values("short_name")[:1]), Subquery(first.values("short_name")[:1])
        ),
    )


def listed(
    actor: Actor, *, bloc_id: int | None = None, state: str = "", year: int | None = None, search: str = ""
) -> NominationQuerySet:
    """The nominations an actor may see, narrowed: the undecided before the decided, newest year first, in
    the order of blocs and of honour."""
    nominations = with_names(Nomination.objects.visible_to(actor))
    if bloc_id:
        nominations = nominations.filter(cycle__bloc=bloc_id)
    if year:
        nominations = nominations.filter(cycle__year=year)
    if state:
        nominations = nominations.filter(state=state)
    if key := search_key(search):
        named = OrganizationName.objects.filter(search_key__contains=key)
        nominations = nominations.filter(organization__in=named.values("organization"))
    decided = Case(When(state__in=FINAL_STATES, then=1), default=0)
    return nominations.order_by(decided, "-cycle__year_id", "cycle__bloc__code", "-commendation__level", "pk")


def rows(nominations: Iterable[Nomination], actor: Actor) -> list[Row]:
    """Each nomination with its entry; for a council member with the own opinion. One or two queries."""
    nominations = list(nominations)
    cited = {nomination.snapshot_id for nomination in nominations}
    units = {nomination.organization_id for nomination in nominations}
    entries = {
        (entry.snapshot_id, entry.organization_id): entry
        for entry in StandingEntry.objects.filter(snapshot__in=cited, organization__in=units)
    }
    opinions = {}
    if actor.is_board:
        given = Opinion.objects.visible_to(actor).filter(nomination__in=nominations)
        opinions = {opinion.nomination_id: opinion for opinion in given}
    return [
        Row(n, entries[n.snapshot_id, n.organization_id], opinions.get(n.pk))
        for n in nominations
        if (n.snapshot_id, n.organization_id) in entries
    ]


def states_of(actor: Actor) -> list[tuple[str, int]]:
    """How many nominations the actor sees in each state; only of what he may see."""
    counted = Nomination.objects.visible_to(actor).order_by().values_list("state").annotate(Count("pk"))
    found = dict(counted)
    return [(state, found[state]) for state in NominationState.values if state in found]


def blocs_of(actor: Actor) -> list[tuple[int, str]]:
    """The blocs of the nominations the actor sees: id and the newest short name, in Vietnamese order."""
    seen = Nomination.objects.visible_to(actor).values("cycle__bloc")
    names = BlocName.objects.filter(bloc__in=seen).order_by("bloc_id", "valid_from")
    newest = {name.bloc_id: name for name in names}
    return [(name.bloc_id, name.short_name) for name in sorted(newest.values(), key=lambda n: n.sort_key)]


def dossier_of(nomination: Nomination, actor: Actor, *, all_entries: bool) -> Dossier:
    """What stands in the dossier. Without `all_entries` no other unit is read at all. Three or four queries.

    The honours are those of the five years up to the nomination's.
    """
    entries = StandingEntry.objects.filter(snapshot=nomination.snapshot_id).order_by("place", "order")
    if all_entries:
        shown = list(entries)
        members = len(shown)
    else:
        shown = list(entries.filter(organization=nomination.organization_id))
        members = entries.count()
    own = next(entry for entry in shown if entry.organization_id == nomination.organization_id)
    year = nomination.cycle.year_id
    honours = (
        Honour.objects.standing()
        .filter(organization=nomination.organization_id, for_year__range=(year - YEARS_OF_HONOURS, year))
        .select_related("commendation")
    )
    return Dossier(
        nomination, own, members=members, honours=list(honours), entries=shown if all_entries else []
    )


def opinions_on(nomination: Nomination, actor: Actor) -> list[Opinion]:
    """The opinions the actor may read: all for city staff, a council member's own. One query."""
    return list(Opinion.objects.visible_to(actor).filter(nomination=nomination).select_related("person"))


def opinions_of(found: Iterable[Row], actor: Actor) -> list[tuple[Row, Opinion]]:
    """Each opinion the actor may read on rows of a list, in the order of the list and of time. One query."""
    found = list(found)
    given: dict[int, list[Opinion]] = {}
    read = Opinion.objects.visible_to(actor).filter(nomination__in=[row.nomination.pk for row in found])
    for opinion in read.select_related("person").order_by("given_at", "pk"):
        given.setdefault(opinion.nomination_id, []).append(opinion)
    return [(row, opinion) for row in found for opinion in given.get(row.nomination.pk, [])]


def queue_of(actor: Actor, here: int | None = None) -> Queue:
    """What a council member has to judge, in the order of the list. One query."""
    own = Opinion.objects.filter(nomination=OuterRef("pk"), person=actor.person)
    waiting = (
        listed(actor).filter(state__in=OPEN_STATES).annotate(given=Exists(own)).values_list("pk", "given")
    )
    found = list(waiting)
    return Queue([pk for pk, _given in found], sum(given for _pk, given in found), here)


def prepared_cycles(actor: Actor) -> list[Cycle]:
    """The years whose dossiers the actor's bloc prepares, newest first: of the head's unit, of a secretariat.
    One query, none for the city."""
    if not (actor.organization_id or actor.bloc_id):
        return []
    cycles = Cycle.objects.visible_to(actor).order_by("-year_id", "bloc__code")
    if actor.organization_id:
        cycles = cycles.filter(head_id=actor.organization_id)
    return list(cycles)


def of_cycle(cycle: Cycle) -> list[Nomination]:
    """The nominations of one cycle with what a list shows. One query."""
    found = with_names(Nomination.objects.filter(cycle=cycle)).order_by("-commendation__level", "pk")
    for nomination in found:
        nomination.cycle = cycle  # which knows its head already
    return list(found)


def standings_in_force(cycle: Cycle) -> list[StandingEntry]:
    """The frozen standings by place, each entry with its snapshot and unit; empty before the scores are locked. One query."""
    entries = StandingEntry.objects.filter(snapshot__cycle=cycle, snapshot__superseded_at__isnull=True)
    return list(entries.select_related("snapshot", "organization").order_by("place", "order"))


def decidable(actor: Actor) -> QuerySet[Nomination]:
    """The received nominations an officer may put into a decision: none of a unit he is tied to."""
    return (
        listed(actor)
        .filter(state=NominationState.RECEIVED)
        .exclude(organization__in=actor.conflict_organization_ids)
    )
