"""The register: organisations and blocs that an actor may see, as lists."""

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from blocs import clock
from blocs.actor import Actor
from blocs.models import Bloc, BlocName, Membership, Office, Organization, OrganizationName
from blocs.models.office import OfficeRole
from blocs.text import search_key

ORGANIZATION_ORDERS = {
    "name": ["sort_key", "pk"],
    "-name": ["-sort_key", "-pk"],
    "bloc": ["bloc_key", "-year_now", "order_now", "sort_key", "pk"],
    "-bloc": ["-bloc_key", "-year_now", "order_now", "sort_key", "pk"],
}
BLOC_ORDERS = {"name": ["sort_key", "pk"], "-name": ["-sort_key", "-pk"]}


def organizations(
    actor: Actor, *, text: str = "", bloc_id: int | None = None, kind: str = "", sort: str = "name"
) -> QuerySet[Organization]:
    """Organisations by their names of today, with the bloc they last belonged to.

    Annotates `name`, `short_name`, `sort_key`, and of the latest membership `bloc_now`, `bloc_name`,
    `year_now`, `order_now`. `text` is sought in all names an organisation ever had and in its code.
    """
    latest = Membership.objects.filter(organization=OuterRef("pk")).order_by("-year", "-competes", "pk")
    names = BlocName.objects.filter(bloc=OuterRef("bloc_now"))
    then = names.filter(valid_from__lte=clock.today()).order_by("-valid_from")
    rows = (
        Organization.objects.filter(pk__in=Organization.objects.visible_to(actor).values("pk"))
        .named(clock.today())
        .annotate(
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
    return rows.order_by(*ORGANIZATION_ORDERS[sort])


def blocs(actor: Actor, *, sort: str = "name") -> QuerySet[Bloc]:
    """Blocs by their names of today. Annotates `year_now`, the newest year with members, how many
    `members_now` compete in it, and `head_now`, the organisation that heads it."""
    years = Membership.objects.filter(bloc=OuterRef("pk")).order_by("-year").values("year")
    members = Membership.objects.filter(bloc=OuterRef("pk"), year=OuterRef("year_now"), competes=True)
    heads = Office.objects.filter(
        bloc=OuterRef("pk"), year=OuterRef("year_now"), role=OfficeRole.HEAD, until__isnull=True
    )
    counted = members.order_by().values("bloc").annotate(rows=Count("pk")).values("rows")
    return (
        Bloc.objects.filter(pk__in=Bloc.objects.visible_to(actor).values("pk"))
        .named(clock.today())
        .annotate(year_now=Subquery(years[:1]))
        .annotate(
            members_now=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
            head_now=Subquery(heads.values("organization")[:1]),
        )
        .order_by(*BLOC_ORDERS[sort])
    )
