"""People and their rights: the list that an actor may see, and one person in full."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from blocs import clock
from blocs.actor import Actor
from blocs.models import (
    Affiliation,
    Appointment,
    BlocName,
    Membership,
    Organization,
    OrganizationName,
    Person,
    Representation,
    Role,
    User,
)
from blocs.models.access import MOST_FAILURES
from blocs.models.representation import Duty
from blocs.models.user import OPENED
from blocs.rules import can_see_affiliations
from blocs.text import search_key

ORDERS = {"name": ["sort_key", "pk"], "-name": ["-sort_key", "-pk"]}
# How far a person has come in.
NONE, SENT, WAITING, OPEN, CLOSED = "none", "sent", "waiting", "opened", "closed"


@dataclass(frozen=True)
class Right:
    """A duty or role of a person: what, where (empty for the city), from when to when."""

    pk: int
    kind: str  # "duty" or "role"
    role: str
    word: str
    where: str
    since: date
    until: date | None
    is_now: bool
    position: str = ""
    organization_id: int | None = None
    bloc_id: int | None = None

    @property
    def is_coming(self) -> bool:
        return self.since > clock.today()

    @property
    def has_ended(self) -> bool:
        return not self.is_now and not self.is_coming


@dataclass(frozen=True)
class Access:
    """How far a person has come in; for `sent`, until when the link is good."""

    state: str
    email: str = ""
    until: datetime | None = None
    opened: datetime | None = None
    last_login: datetime | None = None


@dataclass
class Row:
    """One person of the list."""

    person: Person
    access: Access
    rights: list[Right] = field(default_factory=list)


@dataclass(frozen=True)
class PersonCard:
    """One person in full, rights in force first, then newest first."""

    access: Access
    rights: list[Right]
    affiliations: list[Affiliation]


def people(
    actor: Actor,
    *,
    text: str = "",
    role: str = "",
    bloc_id: int | None = None,
    organization_id: int | None = None,
    state: str = "",
    sort: str = "name",
) -> QuerySet[Person]:
    """Persons the actor may see, narrowed to what holds today; without anything joined, so that a page is cut
    off before the details are read."""
    rows: QuerySet[Person] = Person.objects.visible_to(actor)
    duties, roles = Representation.objects.on(clock.today()), Appointment.objects.on(clock.today())
    seen_roles = _visible_roles(actor)
    if organization_id:
        duties = duties.filter(organization=organization_id)
        rows = rows.filter(pk__in=duties.values("person"))
    if bloc_id:
        newest = Membership.objects.filter(bloc=bloc_id).order_by("-year").values("year")[:1]
        members = Membership.objects.filter(bloc=bloc_id, year=Subquery(newest)).values("organization")
        duties, roles = duties.filter(organization__in=members), roles.filter(bloc=bloc_id)
        ours = Q(pk__in=duties.values("person")) | Q(pk__in=roles.filter(seen_roles).values("person"))
        rows = rows.filter(ours)
    if role in Duty.values:
        visible = Organization.objects.visible_to(actor).values("pk")
        rows = rows.filter(pk__in=duties.filter(duty=role, organization__in=visible).values("person"))
    elif role:
        rows = rows.filter(pk__in=roles.filter(seen_roles, role=role).values("person"))
    for word in search_key(text).split():
        rows = rows.filter(search_key__contains=word)
    if state:
        rows = _in_state(rows, state)
    return rows.order_by(*ORDERS[sort])


def details(actor: Actor, people: QuerySet[Person] | list[int], sort: str = "name") -> list[Row]:
    """Of persons (keys, or a query for all of a list) accounts and rights in force or to come, in three queries."""
    persons = with_account(Person.objects.filter(pk__in=_keys(people))).order_by(*ORDERS[sort])
    rows = {person.pk: Row(person, access_of(person)) for person in persons}
    for person_id, right in _rights(actor, _keys(people)):
        if not right.has_ended:
            rows[person_id].rights.append(right)
    return list(rows.values())


def person_card(actor: Actor, person: Person) -> PersonCard:
    """One person in at most four queries; of rights only those in places the actor may see."""
    rights = [right for _person, right in _rights(actor, [person.pk])]
    newest = sorted(rights, key=lambda right: right.since, reverse=True)
    found = with_account(Person.objects.filter(pk=person.pk)).get()
    return PersonCard(
        access=access_of(found),
        rights=sorted(newest, key=lambda right: not right.is_now),
        affiliations=_affiliations(person) if can_see_affiliations(actor) else [],
    )


def access_of(person: Person) -> Access:
    """The state of a person read by `with_account`."""
    user: User | None = getattr(person, "user", None)
    if user is None:
        return Access(NONE)
    state, until = OPEN if user.was_opened else WAITING, None
    if not user.is_active:
        state = CLOSED
    elif person.link_until and person.link_until > clock.now() and person.link_failures < MOST_FAILURES:
        state, until = SENT, person.link_until
    return Access(state, user.email, until, user.opened_time, user.last_login)


def others_at_once(rows: QuerySet, since: date, until: date | None) -> QuerySet:
    """Of periods those that share a day with the one from `since` to `until`, both included."""
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=since))
    return rows.filter(since__lte=until) if until else rows


def organization_choices(actor: Actor) -> list[tuple[int, str]]:
    """Organisations the actor may see, by their names of today, in one query, in Vietnamese order."""
    names: dict[int, tuple[str, str]] = {}
    today = clock.today()
    rows = OrganizationName.objects.filter(
        organization__in=Organization.objects.visible_to(actor).values("pk")
    )
    for pk, start, name, key in rows.order_by("organization_id", "valid_from").values_list(
        "organization_id", "valid_from", "name", "sort_key"
    ):
        if pk not in names or start <= today:
            names[pk] = (key, name)
    return [(pk, name) for pk, (_key, name) in sorted(names.items(), key=lambda item: item[1])]


def _keys(people: QuerySet[Person] | list[int]):
    return people.order_by().values("pk") if isinstance(people, QuerySet) else people


def with_account(rows: QuerySet[Person]) -> QuerySet[Person]:
    """Joins the account and its one open link: `link_until`, `link_failures`."""
    open_link = FilteredRelation(
        "user__access_links",
        condition=Q(user__access_links__used_time=None, user__access_links__withdrawn_at=None),
    )
    return rows.select_related("user").annotate(
        open_link=open_link, link_until=F("open_link__expires_time"), link_failures=F("open_link__failures")
    )


def _in_state(rows: QuerySet[Person], state: str) -> QuerySet[Person]:
    accounts = User.objects.filter(is_active=True)
    linked = accounts.filter(
        access_links__used_time=None,
        access_links__withdrawn_at=None,
        access_links__expires_time__gt=clock.now(),
        access_links__failures__lt=MOST_FAILURES,
    )
    if state == NONE:
        return rows.filter(user=None)
    if state == CLOSED:
        return rows.filter(user__is_active=False)
    if state == SENT:
        return rows.filter(pk__in=linked.values("person"))
    opened = accounts.filter(OPENED) if state == OPEN else accounts.exclude(OPENED)
    return rows.filter(pk__in=opened.exclude(pk__in=linked.values("pk")).values("person"))


def _visible_roles(actor: Actor) -> Q:
    """Roles are the city's business; a secretariat sees its own."""
    if actor.is_city_staff or actor.is_operator:
        return Q()
    return Q(bloc=actor.bloc_id) if actor.is_secretariat else Q(pk=None)


def _rights(actor: Actor, people: Iterable) -> list[tuple[int, Right]]:
    """Duties and roles with the person's key, those of today first by the name of the place, in two queries."""
    today = clock.today()
    names = OrganizationName.objects.filter(organization=OuterRef("organization"))
    then = names.filter(valid_from__lte=today).order_by("-valid_from")
    visible = Organization.objects.visible_to(actor).values("pk")
    duties = (
        Representation.objects.filter(person__in=people, organization__in=visible)
        .annotate(
            place=Subquery(then.values("name")[:1]),
            first_name=Subquery(names.order_by("valid_from").values("name")[:1]),
        )
        .order_by("since", "pk")
    )
    bloc_names = BlocName.objects.filter(bloc=OuterRef("bloc"))
    roles = (
        Appointment.objects.filter(_visible_roles(actor), person__in=people)
        .annotate(
            place=Subquery(
                bloc_names.filter(valid_from__lte=today).order_by("-valid_from").values("short_name")[:1]
            ),
            first_name=Subquery(bloc_names.order_by("valid_from").values("short_name")[:1]),
        )
        .order_by("since", "pk")
    )
    found: dict[int, list[Right]] = defaultdict(list)
    for row in duties:
        found[row.person_id].append(
            Right(
                pk=row.pk,
                kind="duty",
                role=row.duty,
                word=row.get_duty_display(),
                where=row.place or row.first_name or "",
                since=row.since,
                until=row.until,
                is_now=row.holds_on(today),
                position=" ".join(filter(None, [row.signing_form, row.position_title])),
                organization_id=row.organization_id,
            )
        )
    for held in roles:
        found[held.person_id].append(
            Right(
                pk=held.pk,
                kind="role",
                role=held.role,
                word=held.get_role_display(),
                where=held.place or held.first_name or "",
                since=held.since,
                until=held.until,
                is_now=held.holds_on(today),
                bloc_id=held.bloc_id,
            )
        )
    return [(person, right) for person, rights in found.items() for right in rights]


def _affiliations(person: Person) -> list[Affiliation]:
    names = OrganizationName.objects.filter(organization=OuterRef("organization"))
    then = names.filter(valid_from__lte=clock.today()).order_by("-valid_from")
    rows = Affiliation.objects.filter(person=person).annotate(
        place=Coalesce(
            Subquery(then.values("name")[:1]), Subquery(names.order_by("valid_from").values("name")[:1])
        )
    )
    found: list[Affiliation] = list(rows.order_by("-since", "-pk"))
    for row in found:
        row.is_now = row.holds_on(clock.today())
    return found


ROLES = [*Duty.choices, *Role.choices]
