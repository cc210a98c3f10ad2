"""One search over organisations, blocs, people and papers: only what the actor may see is found.

Marks, case and the order of words do not matter, and a part of a word is enough (`blocs.text.search_key`).
The best first: what is called exactly so, then what has words that begin so, then the rest in Vietnamese order.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from blocs import clock
from blocs.actor import Actor
from blocs.models import (
    Bloc,
    BlocName,
    Organization,
    OrganizationName,
    Person,
    Representation,
)
from blocs.text import search_key
from emulation.models import IssuedPaper
from emulation.models.paper import PaperKind, PaperState

LONGEST = 100
EXACT, BEGINS, CONTAINS = 0, 1, 2
# Signs of a code or of the number of a paper, as `search_key` has them.
_CODE = str.maketrans({"/": " ", "-": " ", ".": " ", "đ": "d"})


@dataclass(frozen=True)
class Hit:
    """Something found: what it is called, what else tells it from others, and its page ("" without one)."""

    title: str
    note: str
    url: str


@dataclass(frozen=True)
class Found:
    """The hits of one kind; `more` tells that there are others."""

    kind: str
    hits: Sequence[Hit]
    more: bool = False

    @property
    def label(self) -> str:
        return {
            "organizations": pgettext("register", "Organisations"),
            "blocs": pgettext("register", "Blocs"),
            "people": pgettext("register", "People"),
            "papers": pgettext("navigation", "Papers"),
        }[self.kind]


@dataclass(frozen=True)
class Wanted:
    """What is sought: its key, and the words of it."""

    key: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Wanted":
        key = search_key(text[:LONGEST])
        return cls(key, tuple(key.split()))

    def rank(self, key: str, code: str = "", short_name: str = "") -> int | None:
        """How well a row fits, None where a word is missing. Its `key` ends with that of its short name."""
        code_key = _code_key(code)
        key = f"{code_key} {key}"
        if any(word not in key for word in self.words):
            return None
        if self.key == code_key or (key.endswith(self.key) and self.key == search_key(short_name)):
            return EXACT
        padded = f" {key}"
        return BEGINS if all(f" {word}" in padded for word in self.words) else CONTAINS


def search(actor: Actor, text: str, most: int, kinds: Iterable[str] = ()) -> list[Found]:
    """At most `most` hits of each kind that has any (of `kinds` alone, where given), in at most five queries."""
    wanted = Wanted.of(text)
    if not wanted.words:
        return []
    chosen = [kind for kind in KINDS if not kinds or kind in kinds]
    found = [Found(kind, *_cut(KINDS[kind](actor, wanted, most + 1), most)) for kind in chosen]
    return [one for one in found if one.hits]


def _cut(hits: list[Hit], most: int) -> tuple[list[Hit], bool]:
    return hits[:most], len(hits) > most


def _code_key(code: str) -> str:
    """The key of a code or number, quicker than that of a text: there are many, and no marks in them."""
    return code.lower().translate(_CODE)


def _organizations(actor: Actor, wanted: Wanted, most: int) -> list[Hit]:
    """By every name they ever had, by short name and code; shown by the name of today. One query."""
    rows = (
        OrganizationName.objects.filter(organization__in=Organization.objects.visible_to(actor).values("pk"))
        .order_by("organization", "valid_from")
        .values_list(
            "organization",
            "organization__code",
            "organization__dissolved_on",
            "name",
            "short_name",
            "search_key",
            "sort_key",
            "valid_from",
        )
    )
    today = clock.today()
    best: dict[int, tuple[int, str, str]] = {}
    now: dict[int, tuple[str, str, str, date | None]] = {}
    for pk, code, dissolved_on, name, short_name, key, order, valid_from in rows:
        if pk not in now or valid_from <= today:
            now[pk] = (name, short_name, order, dissolved_on)
        rank = wanted.rank(key, code, short_name)
        # Of names that fit equally well the latest tells more.
        if rank is not None and (pk not in best or rank <= best[pk][0]):
            best[pk] = (rank, name, code)
    hits = sorted(best, key=lambda pk: (best[pk][0], now[pk][2], pk))[:most]
    return [_organization(pk, now[pk], best[pk]) for pk in hits]


def _organization(pk: int, now: tuple[str, str, str, date | None], best: tuple[int, str, str]) -> Hit:
    name, short_name, _order, dissolved_on = now
    _rank, matched, code = best
    notes = [short_name, code if code != short_name else ""]
    if matched != name:
        notes.append(_("formerly {name}").format(name=matched))
    if dissolved_on:
        notes.append(_("Dissolved on {date}").format(date=date_format(dissolved_on, "d/m/Y")))
    return Hit(name, " · ".join(filter(None, notes)), reverse("reports:organization", args=[pk]))


def _bloc_names(actor: Actor) -> QuerySet[BlocName]:
    seen = Bloc.objects.visible_to(actor).values("pk")
    return BlocName.objects.filter(bloc__in=seen).select_related("bloc").order_by("bloc", "valid_from")


def _blocs(actor: Actor, wanted: Wanted, most: int) -> list[Hit]:
    """By every name and by code. One query."""
    today = clock.today()
    best: dict[int, tuple[int, str]] = {}
    now: dict[int, BlocName] = {}
    for row in _bloc_names(actor):
        pk, code = row.bloc_id, row.bloc.code
        if pk not in now or row.valid_from <= today:
            now[pk] = row
        rank = wanted.rank(row.search_key, code, row.short_name)
        if rank is not None and (pk not in best or rank <= best[pk][0]):
            best[pk] = (rank, row.name)
    hits = sorted(best, key=lambda pk: (best[pk][0], now[pk].sort_key, pk))[:most]
    return [
        Hit(
            now[pk].name,
            " · ".join(
                filter(
                    None,
                    [
                        str(now[pk].bloc.get_kind_display()),
                        now[pk].bloc.code,
                        _("formerly {name}").format(name=best[pk][1]) if best[pk][1] != now[pk].name else "",
                    ],
                )
            ),
            reverse("blocs:bloc", args=[pk]),
        )
        for pk in hits
    ]


def people_found(actor: Actor, wanted: Wanted) -> QuerySet[Person]:
    """The people an actor may see whose name or title has every word, the best first."""
    rows = Person.objects.visible_to(actor)
    begins = Q()
    for word in wanted.words:
        rows = rows.filter(search_key__contains=word)
        begins &= Q(search_key__startswith=word) | Q(search_key__contains=f" {word}")
    rank = Case(
        When(search_key=wanted.key, then=Value(EXACT)),
        When(begins, then=Value(BEGINS)),
        default=Value(CONTAINS),
    )
    return rows.order_by(rank, "sort_key", "pk")


def _people(actor: Actor, wanted: Wanted, most: int) -> list[Hit]:
    """By name and title, each with the organisation represented today. Two queries."""
    people = list(people_found(actor, wanted)[:most])
    duties = _duties(actor, people)
    return [
        Hit(
            person.name,
            duties.get(person.pk) or person.role_title,
            reverse("blocs:person", args=[person.pk]),
        )
        for person in people
    ]


def _duties(actor: Actor, people: Sequence[Person]) -> dict[int, str]:
    """What people are today, by their id: "Chủ tịch, Hội B"; who leads one unit and works for another, the first."""
    today = clock.today()
    names = OrganizationName.objects.filter(organization=OuterRef("organization"), valid_from__lte=today)
    rows = (
        Representation.objects.on(today)
        .filter(person__in=people, organization__in=Organization.objects.visible_to(actor).values("pk"))
        .annotate(unit=Subquery(names.order_by("-valid_from").values("short_name")[:1]))
        .order_by("-duty", "-since", "-pk")
        .values_list("person", "position_title", "unit")
    )
    duties: dict[int, str] = {}
    for person, title, unit in rows:
        duties.setdefault(person, ", ".join(filter(None, [title, unit])))
    return duties


def _papers(actor: Actor, wanted: Wanted, most: int) -> list[Hit]:
    """By kind in words, number, bloc and year; those in force before those replaced. One query."""
    kinds = _paper_kinds()
    names = BlocName.objects.filter(bloc=OuterRef("cycle__bloc"))
    then = names.filter(valid_from__lte=OuterRef("dated_on")).order_by("-valid_from")
    rows = (
        IssuedPaper.objects.visible_to(actor)
        .annotate(
            bloc_name=Subquery(then.values("short_name")[:1]),
            bloc_key=Subquery(then.values("search_key")[:1]),
        )
        .order_by("-cycle__year", "cycle__bloc__code", "-dated_on", "-pk")
        .values_list(
            "pk",
            "kind",
            "number",
            "dated_on",
            "cycle__year",
            "bloc_name",
            "bloc_key",
            "state",
            "verification_code",
        )
    )
    fits = []
    for row in rows:
        _pk, kind, number, _dated_on, year, _bloc, bloc_key, state, code = row
        rank = wanted.rank(f"{kinds[kind][1]} {bloc_key or ''} {year}", number)
        if code.lower() == wanted.key:
            rank = EXACT
        if rank is not None:
            fits.append(((state != PaperState.VALID, rank), row))
    fits.sort(key=lambda fit: fit[0])
    return [_paper(row, kinds) for _order, row in fits[:most]]


def _paper(row: tuple, kinds: dict[str, tuple[str, str]]) -> Hit:
    pk, kind, number, dated_on, year, bloc, _bloc_key, state, _code = row
    notes = [
        bloc,
        date_format(dated_on, "d/m/Y"),
        "" if state == PaperState.VALID else PaperState(state).label,
    ]
    return Hit(
        " ".join(filter(None, [kinds[kind][0], str(year), number])),
        " · ".join(str(note) for note in notes if note),
        reverse("emulation:issued_paper", args=[pk]),
    )


def _paper_kinds() -> dict[str, tuple[str, str]]:
    """Each kind of paper in the words of the screen, and its key: found by its Vietnamese name in any language."""
    labels = {kind: str(kind.label) for kind in PaperKind}
    with override("vi"):
        vietnamese = {kind: str(kind.label) for kind in PaperKind}
    return {kind: (labels[kind], search_key(f"{vietnamese[kind]} {labels[kind]}")) for kind in PaperKind}


KINDS: dict[str, Callable[[Actor, Wanted, int], list[Hit]]] = {
    "organizations": _organizations,
    "blocs": _blocs,
    "people": _people,
    "papers": _papers,
}
