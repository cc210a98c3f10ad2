"""The records of what was done: who may read which, narrowed, page by page, in words."""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from awards.models import Decision, Nomination
from blocs.actor import Actor
from blocs.audit import FIRST_SEAL, digest, link
from blocs.clock import LOCAL
from blocs.models import AuditEvent, Bloc, Organization, OrganizationName, Person
from blocs.models.audit import DOSSIER
from blocs.queries.history import AFFILIATION, ITS_ROWS
from blocs.queries.history_words import Change, Names, changes_of, kind_of, names_in
from blocs.rules import can_see_affiliations, can_see_history
from blocs.text import search_key, short_hash
from emulation.models import Cycle, IssuedPaper, ScoreSheet
from reports.queries.act_words import act_in_words

PER_PAGE = 50
# Up to how many names the index is asked: a unit has hundreds of records, a person dozens.
FEW = {"person": 200, "organization": 12}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MARK = re.compile(r"([0-9]{1,16})\.([0-9]{1,18})")
# What a bloc's own page tells it of its dossiers; how the city judged them stays with the city.
OF_THE_BLOC = [
    f"nomination.{verb}"
    for verb in ("prepare", "edit", "remove", "send", "receive", "request_supplement", "decline", "award")
]
# Rows of the register that belong to an organisation and to no bloc.
OF_A_MEMBER = ["blocs.organization", *ITS_ROWS]
# How cycles and sheets call themselves: by codes and the year.
CODES = re.compile(r"[A-Z0-9-]+( [A-Z0-9-]+)? [0-9]{4}")
# The page of a row, where there is one. Whoever may read a record may still not see the row.
PAGES: dict[type[Model], str] = {
    Organization: "reports:organization",
    Bloc: "blocs:bloc",
    Cycle: "emulation:cycle",
    ScoreSheet: "emulation:scoresheet",
    IssuedPaper: "emulation:issued_paper",
    Nomination: "awards:nomination",
    Decision: "awards:decision",
    Person: "blocs:person",
}


@dataclass(frozen=True)
class Filters:
    """What the records are narrowed to; both days are meant whole."""

    person: int | None = None
    who: str = ""
    unit: str = ""
    act: str = ""
    kind: str = ""
    bloc: int | None = None
    organization: int | None = None
    year: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Line:
    """One record in words. `intact` says whether it still agrees with the digest the chain holds."""

    pk: int
    time: datetime
    who: str
    person_id: int | None
    capacity: str
    behalf: str
    act: str
    kind: str
    label: str
    url: str
    of: str
    scope: str
    changes: list[Change]
    remark: str
    address: str
    intact: bool

    @property
    def day(self) -> str:
        return f"{self.time:%d/%m/%Y}"

    @property
    def hour(self) -> str:
        return f"{self.time:%H:%M}"

    @property
    def moment(self) -> str:
        return self.time.isoformat(timespec="seconds")


@dataclass(frozen=True)
class Stretch:
    """Some records, newest first, and the marks to go on from to newer and older ones; empty where there are none."""

    rows: list[Any] = field(default_factory=list)
    newer: str = ""
    older: str = ""


@dataclass(frozen=True)
class Sealed:
    """How far the chain goes: its last record, its head, when it was sealed, and whether the end of it holds."""

    number: int
    time: datetime
    sealed_time: datetime | None
    head: str
    holds: bool


def audit_visible_to(actor: Actor) -> QuerySet[AuditEvent]:
    """The records an actor may read; none for members and the council.

    City staff and the operator read those of the whole city, a secretariat those of its bloc and of the
    names and leaders of its members. Dossiers are read as far as their own pages go, opinions of council
    members by city staff alone; who sits on the council reads nothing of a dossier of a unit he is tied to,
    in whatever role he acts.
    """
    events = AuditEvent.objects.all()
    if not can_see_history(actor):
        return events.none()
    if actor.is_secretariat:
        members = Organization.objects.visible_to(actor).values("pk")
        ours = Q(of_bloc=actor.bloc_id) | Q(of_bloc=0, organization__in=members, object_type__in=OF_A_MEMBER)
        # An expression, so that no database gathers and sorts all records of the bloc for the newest fifty.
        events = (
            events.alias(of_bloc=Coalesce("bloc_id", 0))
            .filter(ours)
            .filter(~Q(object_type=DOSSIER) | Q(act__in=OF_THE_BLOC))
        )
    elif actor.is_city_staff:
        seen = Nomination.objects.visible_to(actor).values("pk")
        events = events.filter(~Q(object_type=DOSSIER) | Q(object_id__in=seen))
    else:
        events = events.without_council()
    if not can_see_affiliations(actor):
        events = events.exclude(object_type=AFFILIATION)
    return events.without_own_conflicts(actor)


def narrowed(events: QuerySet[AuditEvent], wanted: Filters) -> QuerySet[AuditEvent]:
    """The records that fit; typed names are looked up first, so that the indexes by person and unit serve."""
    if wanted.who or wanted.unit:
        people, units = named(wanted.who, wanted.unit)
        events = among(events, "person", people) if wanted.who else events
        events = among(events, "organization", units) if wanted.unit else events
    columns = {
        "person": wanted.person,
        "act": wanted.act,
        "object_type": wanted.kind,
        "bloc": wanted.bloc,
        "organization": wanted.organization,
        "year": wanted.year,
    }
    return in_period(events.filter(**{name: value for name, value in columns.items() if value}), wanted)


def named(who: str, unit: str = "") -> tuple[list[int], list[int]]:
    """Persons and organisations whose name, now or once, holds every typed word whatever its marks: one query.

    Nobody and nothing where nothing was typed.
    """
    people = _holding(Person.objects.all(), who).values_list(Value("person"), "pk")
    units = _holding(OrganizationName.objects.all(), unit).values_list(Value("unit"), "organization")
    found: dict[str, list[int]] = {"person": [], "unit": []}
    for kind, pk in people.union(units):
        found[kind].append(pk)
    return found["person"], found["unit"]


def among(events: QuerySet, column: str, ids: list[int]) -> QuerySet:
    """Records of one of several persons or units. Of a few, the index gathers what they have; of many, reading all
    by time until the page is full is quicker, and an expression keeps a database without statistics from the index."""
    if len(ids) <= FEW[column]:
        return events.filter(**{f"{column}__in": ids})
    return events.alias(one_of=Coalesce(f"{column}_id", 0)).filter(one_of__in=ids)


def _holding(rows: QuerySet, text: str) -> QuerySet:
    words = search_key(text).split()
    for word in words:
        rows = rows.filter(search_key__contains=word)
    rows = rows.order_by()
    return rows if words else rows.none()


def in_period(events: QuerySet, wanted: Filters) -> QuerySet:
    """Those of the days asked for, by the local calendar."""
    if wanted.since:
        events = events.filter(time__gte=datetime.combine(wanted.since, time.min, tzinfo=LOCAL))
    if wanted.until:
        events = events.filter(time__lte=datetime.combine(wanted.until, time.max, tzinfo=LOCAL))
    return events


def stretch(events: QuerySet, *, older: str = "", newer: str = "") -> Stretch:
    """A page of records by their time, going on from a mark: nothing is counted, nothing skipped.

    A mark is the moment and number of a record ("1615251600000000.12"); nonsense leads to the newest.
    """
    if at := _moment(newer):
        ahead = events.filter(Q(time__gt=at[0]) | Q(time=at[0], pk__gt=at[1]), time__gte=at[0])
        rows = list(ahead.order_by("time", "pk")[: PER_PAGE + 1])
        if len(rows) > PER_PAGE:
            rows = rows[:PER_PAGE][::-1]
            return Stretch(rows, _mark(rows[0]), _mark(rows[-1]))
    elif at := _moment(older):
        events = events.filter(Q(time__lt=at[0]) | Q(time=at[0], pk__lt=at[1]), time__lte=at[0])
        rows = list(events.order_by("-time", "-pk")[: PER_PAGE + 1])
        more, rows = len(rows) > PER_PAGE, rows[:PER_PAGE]
        return Stretch(rows, _mark(rows[0]) if rows else "", _mark(rows[-1]) if more else "")
    rows = list(events.order_by("-time", "-pk")[: PER_PAGE + 1])
    return Stretch(rows[:PER_PAGE], "", _mark(rows[PER_PAGE - 1]) if len(rows) > PER_PAGE else "")


def _mark(row: Any) -> str:
    return f"{(row.time - EPOCH) // timedelta(microseconds=1)}.{row.pk}"


def _moment(mark: str) -> tuple[datetime, int] | None:
    if not (found := MARK.fullmatch(mark)):
        return None
    return EPOCH + timedelta(microseconds=int(found[1])), int(found[2])


def lines(
    actor: Actor, events: list[AuditEvent], known: Names | None = None, *, longest: int = sys.maxsize
) -> list[Line]:
    """Records in words, in four queries at most; `known` are names already asked for.

    Texts longer than `longest` signs are cut. Moments are local. Network addresses are for the operator.
    """
    names = names_in(events, scopes=True, known=known or {})
    base = reverse("reports:history")
    urls = addresses(actor, events)
    return [
        Line(
            pk=event.pk,
            time=event.time.astimezone(LOCAL),
            who=str(event.person or ""),
            person_id=event.person_id,
            capacity=event.capacity_label,
            behalf=names.get(("blocs.organization", event.on_behalf_of_id), ""),
            act=act_in_words(event),
            kind=capfirst(kind_of(event.object_type)),
            label=_cut(_label(event, names), longest),
            url=urls.get((event.object_type, event.object_id), ""),
            of=f"{base}{event.object_type}/{event.object_id}/" if event.object_id else "",
            scope=_scope(event, names),
            changes=[
                Change(change.field, _cut(change.old, longest), _cut(change.new, longest))
                for change in changes_of(event, names)
            ],
            remark=_cut(event.remark, longest),
            address=(event.address or "") if actor.is_operator else "",
            intact=digest(event) == event.digest,
        )
        for event in events
    ]


def _label(event: AuditEvent, names: Names) -> str:
    """What the act was done to, as it was called then; what bears no name of its own, by whose it is."""
    if event.year and CODES.fullmatch(event.object_label):
        unit = names.get(("blocs.organization", event.organization_id))
        owner = unit or names.get(("blocs.bloc", event.bloc_id))
        return f"{owner} {event.year}" if owner else event.object_label
    return event.object_label


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _scope(event: AuditEvent, names: Names) -> str:
    parts = [
        names.get(("blocs.bloc", event.bloc_id), ""),
        names.get(("blocs.organization", event.organization_id), ""),
        str(event.year or ""),
    ]
    return ", ".join(filter(None, parts))


def addresses(actor: Actor, events: Iterable[AuditEvent]) -> dict[tuple[str, int | None], str]:
    """The pages of the rows that records speak of, as far as the actor may open them: one query for all kinds."""
    wanted: dict[str, set[int]] = {}
    for event in events:
        if event.object_id:
            wanted.setdefault(event.object_type, set()).add(event.object_id)
    parts = []
    for model, page in PAGES.items():
        kind = model._meta.label_lower
        if kind in wanted and _has_page(page):
            # Cycles without their offices, which would take as long as all the rest.
            seen = Cycle.objects.open_to(actor) if model is Cycle else model.objects.visible_to(actor)
            rows = seen.filter(pk__in=wanted[kind])
            parts.append(rows.order_by().annotate(of=Value(kind)).values_list("of", "pk"))
    if not parts:
        return {}
    found = parts[0].union(*parts[1:])
    by_kind = {model._meta.label_lower: page for model, page in PAGES.items()}
    return {(kind, pk): reverse(by_kind[kind], args=[pk]) for kind, pk in found}


def _has_page(page: str) -> bool:
    try:
        return bool(reverse(page, args=[1]))
    except NoReverseMatch:
        return False


def sealed() -> Sealed | None:
    """How far the chain goes, from its last two records: the whole of it is computed again by `check_data`."""
    last, before = [*AuditEvent.objects.exclude(seal_number=None).order_by("-seal_number")[:2], None, None][
        :2
    ]
    if last is None or last.seal_number is None:
        return None
    holds = last.digest == digest(last) and last.seal == link(before.seal if before else FIRST_SEAL, last)
    return Sealed(last.seal_number, last.time, last.sealed_time, short_hash(last.seal), holds)
