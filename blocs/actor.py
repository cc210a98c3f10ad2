"""Who acts, in which capacity, on whose behalf: resolved once per request from dated rows.

Rights come from the capacity chosen; conflicts of interest from the *person* in every capacity.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value

from blocs import clock
from blocs.errors import NotAllowed
from blocs.models.appointment import Appointment, Role
from blocs.models.bloc import BlocName
from blocs.models.organization import OrganizationName
from blocs.models.person import Affiliation, Person
from blocs.models.representation import Duty, Representation
from blocs.models.user import User

CITY_ROLES = {Role.CITY_OFFICER, Role.CITY_LEADER, Role.BOARD}
# Which capacity one starts in when several are in force: the narrowest first.
ORDER = [Duty.LEADER, Duty.CLERK, *Role]


@dataclass(frozen=True)
class Capacity:
    """One role in force today: a duty in an organisation or an appointment.

    `key` ("r12", "a5") names the row; `scope` is the organisation's or bloc's name, empty for the city.
    """

    key: str
    role: str
    label: str
    scope: str = ""
    organization_id: int | None = None
    bloc_id: int | None = None
    position_title: str = ""
    signing_form: str = ""
    until: date | None = None

    def __str__(self) -> str:
        return f"{self.label}, {self.scope}" if self.scope else str(self.label)


@dataclass(frozen=True)
class Actor:
    """The doer of an act. Rules, `visible_to` and actions take this and nothing else."""

    user: User | None = None
    person: Person | None = None
    capacity: Capacity | None = None
    capacities: tuple[Capacity, ...] = ()
    # What the person represents or is tied to in any capacity, and so may not judge.
    conflict_organization_ids: frozenset[int] = frozenset()
    on_behalf_of: int | None = None
    address: str | None = None

    @property
    def account(self) -> User:
        """The account behind an act, as `…_by` keeps it. Raises NotAllowed for one that nobody is signed in to."""
        if self.user is None:
            raise NotAllowed
        return self.user

    @property
    def role(self) -> str:
        """The role acted in, or the empty string."""
        return self.capacity.role if self.capacity else ""

    @property
    def organization_id(self) -> int | None:
        """The organisation of a leader or clerk."""
        return self.capacity.organization_id if self.capacity else None

    @property
    def bloc_id(self) -> int | None:
        """The bloc of a secretariat."""
        return self.capacity.bloc_id if self.capacity else None

    @property
    def is_leader(self) -> bool:
        return self.role == Duty.LEADER

    @property
    def is_clerk(self) -> bool:
        return self.role == Duty.CLERK

    @property
    def is_secretariat(self) -> bool:
        return self.role == Role.SECRETARIAT

    @property
    def is_officer(self) -> bool:
        return self.role == Role.CITY_OFFICER

    @property
    def is_city_leader(self) -> bool:
        return self.role == Role.CITY_LEADER

    @property
    def is_city_staff(self) -> bool:
        """City officer or head of the standing body: they see every bloc's work."""
        return self.is_officer or self.is_city_leader

    @property
    def is_board(self) -> bool:
        return self.role == Role.BOARD

    @property
    def is_city(self) -> bool:
        return self.role in CITY_ROLES

    @property
    def is_operator(self) -> bool:
        return self.role == Role.OPERATOR

    def acting_for(self, organization_id: int) -> "Actor":
        """The same actor on behalf of an organisation, as the audit will say."""
        return replace(self, on_behalf_of=organization_id)


ANONYMOUS = Actor()
# Acts of the system itself: the loader of demonstration data and the command line.
SYSTEM = Actor(capacity=Capacity(key="system", role="system", label="Hệ thống"))


def resolve_actor(user: User, chosen: str = "", address: str | None = None) -> Actor:
    """The actor of a request, in two queries. An unknown or ended `chosen` key falls back to the first capacity."""
    today = clock.today()
    represented, tied = _ties(user, today)
    capacities = tuple(
        sorted(
            [*represented, *_appointments(user, today)],
            key=lambda capacity: (ORDER.index(capacity.role), int(capacity.key[1:])),
        )
    )
    by_key = {capacity.key: capacity for capacity in capacities}
    return Actor(
        user=user,
        person=user.person,
        capacity=by_key.get(chosen) or (capacities[0] if capacities else None),
        capacities=capacities,
        conflict_organization_ids=tied,
        address=address,
    )


@lru_cache(maxsize=2)
def _in_force(today: date) -> tuple[QuerySet, QuerySet, QuerySet]:
    """Representations, other ties and appointments of a day, of all persons: put together once, for every request asks."""
    names = OrganizationName.objects.filter(organization=OuterRef("organization"), valid_from__lte=today)
    scope = Subquery(names.order_by("-valid_from").values("name")[:1])
    columns = ["pk", "kind", "organization", "scope", "position_title", "form", "until"]
    nothing = Value("", CharField())
    represented = Representation.objects.on(today).annotate(
        kind=F("duty"), scope=scope, form=F("signing_form")
    )
    otherwise = Affiliation.objects.on(today).annotate(
        kind=nothing, scope=nothing, position_title=nothing, form=nothing
    )
    blocs = BlocName.objects.filter(bloc=OuterRef("bloc"), valid_from__lte=today)
    appointments = Appointment.objects.on(today).annotate(
        scope=Subquery(blocs.order_by("-valid_from").values("short_name")[:1])
    )
    return represented.values_list(*columns), otherwise.values_list(*columns), appointments


def _ties(user: User, today: date) -> tuple[list[Capacity], frozenset[int]]:
    """What ties the person to organisations, in one query: representations as capacities, and of all ties the ids."""
    represented, otherwise, _appointed = _in_force(today)
    ours = represented.filter(person=user.person_id)
    rows = list(ours.union(otherwise.filter(person=user.person_id), all=True))
    capacities = [
        Capacity(
            key=f"r{pk}",
            role=kind,
            label=str(Duty(kind).label),
            scope=name or "",
            organization_id=organization_id,
            position_title=title,
            signing_form=form,
            until=until,
        )
        for pk, kind, organization_id, name, title, form, until in rows
        if kind
    ]
    return capacities, frozenset(organization_id for _pk, _kind, organization_id, *_rest in rows)


def _appointments(user: User, today: date) -> list[Capacity]:
    _represented, _otherwise, appointed = _in_force(today)
    return [
        Capacity(
            key=f"a{row.pk}",
            role=row.role,
            label=row.get_role_display(),
            scope=row.scope or "",
            bloc_id=row.bloc_id,
            until=row.until,
        )
        for row in appointed.filter(person=user.person_id)
    ]
