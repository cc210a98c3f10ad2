"""The register as a roster is compared with it: read in a fixed number of questions, from then on dictionaries."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Lower

from blocs import clock
from blocs.actor import Actor
from blocs.models import (
    Appointment,
    Bloc,
    BlocName,
    Membership,
    Office,
    Organization,
    OrganizationName,
    Person,
    Representation,
    Role,
    Succession,
)
from blocs.models.representation import Duty
from blocs.queries.bloc import day_of_names
from blocs.rules import can_keep_register, members_now
from blocs.text import search_key

KEPT_NAMES = 20_000
# Of more addresses than these, everybody's are read: that is faster than to ask for each.
ASKED_BY_NAME = 500
TONES = "\u0300\u0301\u0303\u0309\u0323"
TONELESS = dict.fromkeys(map(ord, TONES))
NO_TONE = re.compile(f"[^{TONES} ]+")


class Named(NamedTuple):
    """A name from a day on."""

    since: date
    name: str
    short: str


class Known(NamedTuple):
    """A person of the record."""

    pk: int
    name: str
    email: str
    phone: str
    title: str
    version: int


class Held(NamedTuple):
    """A duty of the record that lasts today or begins later."""

    pk: int
    person: Known
    duty: str
    since: date
    until: date | None
    title: str
    form: str


@dataclass
class Register:
    """What the actor sees of organisations and blocs; memberships and offices of one year.

    `by_code` is by the code in small letters, `by_name` by the search key of any name there ever was,
    `by_bloc` that of a code or name of a bloc. `into` are successors by predecessor, with the day.
    """

    year: int
    organizations: dict[int, Organization] = field(default_factory=dict)
    names: dict[int, list[Named]] = field(default_factory=lambda: defaultdict(list))
    by_code: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    blocs: dict[int, Bloc] = field(default_factory=dict)
    bloc_names: dict[int, Named] = field(default_factory=dict)
    by_bloc_code: dict[str, int] = field(default_factory=dict)
    by_bloc: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    members: dict[int, list[Membership]] = field(default_factory=lambda: defaultdict(list))
    memberships: dict[tuple[int, int], Membership] = field(default_factory=dict)
    of_organization: dict[int, list[Membership]] = field(default_factory=lambda: defaultdict(list))
    offices: dict[int, list[Office]] = field(default_factory=lambda: defaultdict(list))
    into: dict[int, dict[int, date]] = field(default_factory=lambda: defaultdict(dict))
    origins: dict[int, list[date]] = field(default_factory=lambda: defaultdict(list))

    def name(self, pk: int) -> str:
        """What an organisation is called today."""
        named = self.named(pk)
        return named.name if named else self.organizations[pk].code

    def named(self, pk: int) -> Named | None:
        """Its name of today; before the first, the first."""
        return name_on(self.names.get(pk, ()), clock.today())

    def bloc(self, pk: int) -> str:
        """What a bloc is called in the year, in short."""
        named = self.bloc_names.get(pk)
        return named.short if named else self.blocs[pk].code


@dataclass
class People:
    """Who acts for organisations, and who has which address, as far as the actor may see it.

    `held` are the duties that last today or begin later, `ended` the others, both in the order of their days;
    `persons` are all of today or earlier, those of today last. `operators` are those
    who are or will be; `changeable` whose particulars a secretariat may change (None: all may be).
    """

    held: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))
    ended: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))
    persons: dict[int, list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_email: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    operators: frozenset[int] = frozenset()
    changeable: frozenset[int] | None = None
    members: frozenset[int] | None = None
    _by_name: dict[int, dict[str, Known]] = field(default_factory=dict)

    def namesake(self, organization: int, key: str) -> Known | None:
        """Who acts or acted for an organisation under a name; who does today comes before who once did."""
        if organization not in self._by_name:
            known = self.persons.get(organization, ())
            self._by_name[organization] = {name_key(one.name): one for one in known}
        return self._by_name[organization].get(key)


# Kept: a plan asks for the same names again and again.
bare_key = lru_cache(KEPT_NAMES)(search_key)


@lru_cache(KEPT_NAMES)
def name_key(name: str) -> str:
    """The same for a name in whatever case, wherever the tone stands in a word: hoà, hòa. `name` is in NFC."""
    signs = unicodedata.normalize("NFD", name.casefold())
    return f"{signs.translate(TONELESS)}|{NO_TONE.sub('', signs)}"


def name_on(names: Iterable[Named], day: date) -> Named | None:
    """Of names, oldest first, the one on a day; before the first, the first."""
    found = None
    for named in names:
        if found is None or named.since <= day:
            found = named
    return found


def read_register(year: int, actor: Actor) -> Register:
    """Eight questions: organisations, their names and successors, blocs and their names, members, offices."""
    found = Register(year)
    seen = Organization.objects.visible_to(actor)
    found.organizations = {row.pk: row for row in seen}
    found.by_code = {row.code.lower(): pk for pk, row in found.organizations.items()}
    names = OrganizationName.objects.filter(organization__in=seen.values("pk"))
    for pk, since, name, short in names.order_by("organization", "valid_from").values_list(
        "organization", "valid_from", "name", "short_name"
    ):
        row = Named(since, name, short)
        found.names[pk].append(row)
        for key in {bare_key(row.name), bare_key(row.short)}:
            if key and pk not in found.by_name[key]:
                found.by_name[key].append(pk)
    for before, after, day in Succession.objects.values_list("predecessor", "successor", "effective_on"):
        found.into[before][after] = day
        found.origins[after].append(day)
    _read_blocs(found, year, actor)
    return found


def _read_blocs(found: Register, year: int, actor: Actor) -> None:
    seen = Bloc.objects.visible_to(actor)
    found.blocs = {row.pk: row for row in seen}
    keys: dict[str, set[int]] = defaultdict(set)
    found.by_bloc_code = {row.code.lower(): pk for pk, row in found.blocs.items()}
    for pk, row in found.blocs.items():
        keys[bare_key(row.code)].add(pk)
    day = day_of_names(year)
    names = BlocName.objects.filter(bloc__in=seen.values("pk")).order_by("bloc", "valid_from")
    for pk, since, name, short in names.values_list("bloc", "valid_from", "name", "short_name"):
        named = Named(since, name, short)
        if pk not in found.bloc_names or named.since <= day:
            found.bloc_names[pk] = named
        keys[bare_key(named.name)].add(pk)
        keys[bare_key(named.short)].add(pk)
    found.by_bloc = defaultdict(list, {key: sorted(pks) for key, pks in keys.items()})
    rows = Membership.objects.filter(year=year, bloc__in=seen.values("pk")).select_related("decision")
    for member in rows.order_by("bloc", "order", "pk"):
        found.members[member.bloc_id].append(member)
        found.memberships[member.organization_id, member.bloc_id] = member
        found.of_organization[member.organization_id].append(member)
    for office in Office.objects.filter(year=year, bloc__in=seen.values("pk")).order_by("since", "pk"):
        office.bloc = found.blocs[office.bloc_id]
        found.offices[office.bloc_id].append(office)


def read_people(organizations: Collection[int], emails: Collection[str], actor: Actor) -> People:
    """Three questions; six for a secretariat, whose rights over a person depend on what else the person is."""
    found = People()
    today = clock.today()
    rows = Representation.objects.filter(organization__in=organizations).order_by("since", "pk")
    fields = ("person", "person__name", "person__work_email", "person__work_phone", "person__role_title")
    concerned = set()
    for org, pk, duty, since, until, title, form, *person in rows.values_list(
        *("organization", "pk", "duty", "since", "until", "position_title", "signing_form"),
        *fields,
        "person__version",
    ):
        known = Known(*person)
        found.persons[org].append(known)
        lasts = until is None or until >= today
        (found.held if lasts else found.ended)[org].append(Held(pk, known, duty, since, until, title, form))
        if lasts:
            concerned.add(known.pk)
    for org, held in found.held.items():
        found.persons[org] += [one.person for one in held]
    for address, known in _holders(emails, actor):
        found.by_email[address].append(known)
        concerned.add(known.pk)
    lasting = Q(until__isnull=True) | Q(until__gte=today)
    appointed = Appointment.objects.filter(lasting).values_list("person", "role")
    with_role = list(appointed)
    found.operators = frozenset(pk for pk, role in with_role if role == Role.OPERATOR)
    if not can_keep_register(actor):
        found.members = frozenset(members_now(actor.bloc_id).values_list("organization", flat=True))
        elsewhere = Representation.objects.filter(lasting, person__in=concerned)
        elsewhere = elsewhere.exclude(organization__in=found.members)
        barred = {pk for pk, _role in with_role} | set(elsewhere.values_list("person", flat=True))
        barred.add(actor.person.pk if actor.person else 0)
        theirs = {one.person.pk for org in found.members for one in found.held.get(org, ())}
        found.changeable = frozenset(theirs - barred)
    return found


def _holders(emails: Collection[str], actor: Actor) -> Iterable[tuple[str, Known]]:
    """Persons the actor may see who have one of the addresses (small letters), for work or to sign in with."""
    rows = Person.objects.visible_to(actor).order_by("pk")
    if len(emails) <= ASKED_BY_NAME:
        rows = rows.annotate(address=Lower("work_email"))
        rows = rows.filter(Q(address__in=emails) | Q(user__email__in=emails)).distinct()
    wanted = set(emails)
    fields = ("pk", "name", "work_email", "work_phone", "role_title", "version", "user__email")
    for *person, account in rows.values_list(*fields):
        known = Known(*person)
        yield from ((address, known) for address in {known.email.lower(), account or ""} & wanted)


def leaders_of(people: People, pk: int) -> list[Held]:
    """Who leads an organisation today or later, in the order of the days."""
    return [one for one in people.held.get(pk, ()) if one.duty == Duty.LEADER]


def has_left(member: Membership) -> bool:
    """Whether it is no member to the end of the year: it stays in the history, whatever list is brought."""
    return member.left_on is not None and member.left_on < date(member.year, 12, 31)
