"""The addresses of `blocs`."""

from tests.addresses import BOARD, CITY_STAFF, LOGGED_IN, MEMBERS_OF_K1, Address

OVER_ALL = CITY_STAFF | BOARD | {"operator"}
EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    # Whoever is logged in has a list; what is in it follows from his rights.
    "blocs:organizations": Address(allowed=LOGGED_IN),
    "blocs:blocs": Address(allowed=LOGGED_IN),
    "blocs:bloc": (
        Address(args=lambda w: [w.bloc.pk], allowed=MEMBERS_OF_K1 | OVER_ALL | {"secretariat"}),
        Address(args=lambda w: [w.bloc.pk], query="?year=1999", allowed=()),
    ),
    "blocs:capacity": (
        # Everybody's key is his own: another person's, or none, is not found.
        Address(
            method="post",
            data=lambda w: {"capacity": w.actor("leader_on_board").capacities[0].key},
            allowed={"leader_on_board"},
        ),
        Address(method="post", allowed=()),
        Address(allowed=(), otherwise=405),
    ),
}
