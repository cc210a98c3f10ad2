"""The addresses of the records: who did what, and what was taken out."""

from django.db import transaction

from blocs.actor import SYSTEM
from blocs.audit import record
from tests.addresses import CITY_STAFF, Address
from tests.cast import World

OVER_ALL = CITY_STAFF | {"operator"}
KEEPERS = OVER_ALL | {"secretariat", "other_secretariat"}


def of_b(world: World) -> list[object]:
    return ["blocs.organization", world.units["B"].pk]


def of_the_other_bloc(world: World) -> list[object]:
    return ["blocs.bloc", world.other_bloc.pk]


def of_an_account(world: World) -> list[object]:
    with transaction.atomic():
        record("user.invite", world.users["leader"], actor=SYSTEM)
    return ["blocs.user", world.users["leader"].pk]


EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    "reports:history": (
        Address(allowed=KEEPERS),
        Address(allowed=KEEPERS, query="?since=x", status=422),
    ),
    "reports:history_export": (
        Address(method="post", allowed=KEEPERS, status=200),
        Address(allowed=(), otherwise=405),
    ),
    "reports:history_access": Address(allowed=OVER_ALL),
    "reports:history_access_export": (
        Address(method="post", allowed=OVER_ALL, status=200),
        Address(allowed=(), otherwise=405),
    ),
    "reports:history_of": (
        Address(args=of_b, allowed=OVER_ALL | {"secretariat"}),
        Address(args=of_the_other_bloc, allowed=OVER_ALL | {"other_secretariat"}),
        Address(args=of_an_account, allowed=OVER_ALL),
        Address(args=lambda w: ["blocs.organization", 0], allowed=()),
        Address(args=lambda w: ["sessions.session", 1], allowed=()),
    ),
    "reports:history_of_export": (
        Address(args=of_b, method="post", allowed=OVER_ALL | {"secretariat"}, status=200),
        Address(args=of_the_other_bloc, method="post", allowed=OVER_ALL | {"other_secretariat"}, status=200),
        Address(args=of_b, allowed=(), otherwise=405),
    ),
}
