"""The register: organisations and blocs that an actor may see, as lists."""

from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from blocs import clock
from blocs.actor import Actor
from blocs.models import BlocName, Membership, Organization, OrganizationName
from blocs.models.organization import OrganizationKind
from blocs.text import search_key, sort_key

ACTIVE, ENDED = "active", "ended"
# "short" is put in order here: no key of short names is stored.
ORGANIZATION_ORDERS: dict[str, list[Any]] = {
    "name": ["sort_key", "pk"],
    "-name": ["-sort_key", "-pk"],
    "code": ["code"],
    "-code": ["-code"],
    "short": ["sort_key", "pk"],
    "-short": ["-sort_key", "-pk"],
    "kind": ["kind_key", "sort_key", "pk"],
    "-kind": ["-kind_key", "sort_key", "pk"],
    "bloc": ["bloc_key", "-year_now", "order_now", "sort_key", "pk"],
    "-bloc": ["-bloc_key", "-year_now", "order_now", "sort_key", "pk"],
    "year": [F("year_now").asc(nulls_first=True), "sort_key", "pk"],
    "-year": [F("year_now").desc(nulls_last=True), "sort_key", "pk"],
    "state": [F("dissolved_on").asc(nulls_first=True), "sort_key", "pk"],
    "-state": [F("dissolved_on").desc(nulls_last=True), "sort_key", "pk"],
}


def organizations(
    actor: Actor,
    *,
    text: str = "",
    bloc_id: int | None = None,
    kind: str = "",
    state: str = "",
    sort: str = "name",
) -> QuerySet[Organization] | list[Organization]:
    """Organisations by their names of today, with the bloc they last belonged to.

    Annotates `name`, `short_name`, `sort_key`; of a name that begins later `next_name` and `next_from`; of
    the latest membership `bloc_now`, `bloc_name`, `year_now`, `order_now`. `text` is sought in all names an
    organisation ever had and in its code; `state` is ACTIVE, ENDED or empty.
    """
    today = clock.today()
    latest = Membership.objects.filter(organization=OuterRef("pk")).order_by("-year", "-competes", "pk")
    names = BlocName.objects.filter(bloc=OuterRef("bloc_now"))
    then = names.filter(valid_from__lte=clock.today()).order_by("-valid_from")
    later = OrganizationName.objects.filter(organization=OuterRef("pk"), valid_from__gt=today)
    kinds = sorted(OrganizationKind, key=lambda kind: sort_key(str(kind.label)))
    rows = (
        Organization.objects.filter(pk__in=Organization.objects.visible_to(actor).values("pk"))
        .named(today)
        .annotate(
            next_name=Subquery(later.order_by("valid_from").values("name")[:1]),
            next_from=Subquery(later.order_by("valid_from").values("valid_from")[:1]),
            kind_key=Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(kinds))),
            bloc_now=Subquery(latest.values("bloc")[:1]),
            year_now=Subquery(latest.values("year")[:1]),
            order_now=Subquery(latest.values("order")[:1]),
        )
        .annotate(
            bloc_name=Subquery(then.values("short_name")[:1]),
            bloc_key=Coalesce(Subquery(then.values("sort_key")[:1]), Subquery(names.values("sort_key")[:1])),
        )
    )
    for word in search_key(text).split():
        named = OrganizationName.objects.filter(search_key__contains=word).values("organization")
        rows = rows.filter(pk__in=named) | rows.filter(code__icontains=word)
    if bloc_id:
        rows = rows.filter(bloc_now=bloc_id)
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        ended = Q(dissolved_on__lt=today)
        rows = rows.filter(ended if state == ENDED else ~ended | Q(dissolved_on=None))
    ordered: Any = rows.order_by(*ORGANIZATION_ORDERS[sort])
    if sort.lstrip("-") == "short":
        return sorted(ordered, key=_short_key, reverse=sort.startswith("-"))
    return ordered


def _short_key(row: Any) -> str:
    return sort_key(row.short_name or "")
