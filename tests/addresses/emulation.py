"""The addresses of `emulation`."""

from tests.addresses import CITY_STAFF, Address, pledge, scores

EXPECTED: dict[str, Address | tuple[Address, ...]] = (
    pledge.EXPECTED
    | scores.EXPECTED
    | {
        "emulation:years": Address(allowed=CITY_STAFF | {"operator"}),
        "emulation:year": Address(
            args=lambda world: [world.cycle.year_id], allowed=CITY_STAFF | {"operator"}
        ),
        "emulation:year_new": (
            Address(allowed={"officer", "operator"}, answers={"city_leader": 403}),
            Address(
                method="post",
                data={"year": "2022"},
                allowed={"officer", "operator"},
                answers={"city_leader": 403},
            ),
        ),
    }
)
