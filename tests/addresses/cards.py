"""The addresses of `reports` that gather: an organisation's card, search, the whole city."""

from tests.addresses import BOARD, CITY_STAFF, LOGGED_IN, MEMBERS_OF_K1, Address

OVER_ALL = CITY_STAFF | BOARD | {"operator"}
EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    "reports:organization": (
        Address(args=lambda w: [w.units["B"].pk], allowed=MEMBERS_OF_K1 | OVER_ALL | {"secretariat"}),
        Address(
            args=lambda w: [w.units["D"].pk],
            allowed=OVER_ALL | {"outside_leader", "other_secretariat"},
        ),
        Address(args=lambda w: [0], allowed=()),
    ),
    "reports:search": Address(allowed=LOGGED_IN, query="?q=hoi"),
    "reports:suggestions": Address(allowed=LOGGED_IN, query="?q=hoi"),
    "reports:city": (
        Address(args=lambda w: [w.cycle.year_id], allowed=CITY_STAFF | {"operator"}),
        Address(args=lambda w: [1999], allowed=()),
    ),
    "reports:city_export": Address(
        args=lambda w: [w.cycle.year_id], method="post", allowed=CITY_STAFF | {"operator"}, status=200
    ),
}
