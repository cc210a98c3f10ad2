"""The addresses of `emulation`."""

from tests.addresses import CITY_STAFF, MEMBERS_OF_K1, Address, pledge, scores

SEE_IT_ONLY = dict.fromkeys(
    (MEMBERS_OF_K1 - {"head_leader"}) | {"secretariat", "city_leader", "operator"}, 403
)

EXPECTED: dict[str, Address | tuple[Address, ...]] = (
    pledge.EXPECTED
    | scores.EXPECTED
    | {
        "emulation:cycle_closing": (
            Address(
                args=lambda world: [world.cycle.pk],
                allowed={"head_leader", "officer"},
                answers=SEE_IT_ONLY,
            ),
            Address(
                args=lambda world: [world.cycle.pk],
                method="post",
                allowed={"head_leader", "officer"},
                status=409,
                answers=SEE_IT_ONLY,
            ),
        ),
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
