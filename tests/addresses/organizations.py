"""The addresses at which organisations are entered and changed."""

from datetime import date

from blocs.models import OrganizationName
from tests.addresses import CITY_STAFF, LOGGED_IN, MEMBERS_OF_K1, Address
from tests.cast import World

KEEPERS = frozenset({"officer", "operator"})
# Who may bring a roster takes one out, too.
ROSTER_MAKERS = KEEPERS | {"secretariat", "other_secretariat"}
# Who sees organisation B and may not change it: refused, where for others it does not exist.
LOOKERS = (
    MEMBERS_OF_K1 | CITY_STAFF | {"secretariat", "board", "conflicted_board", "leader_on_board"}
) - KEEPERS
TO_LOOKERS = dict.fromkeys(LOOKERS, 403)
DECISION = "Số 12/QĐ-UBND ngày 04/03/2020"


def unit(world: World) -> list[int]:
    return [world.units["B"].pk]


def renamed(world: World) -> list[int]:
    """B with a second name, which can be withdrawn."""
    OrganizationName.objects.get_or_create(
        organization=world.units["B"],
        valid_from=date(2020, 1, 1),
        defaults={"name": "Hội B mới", "short_name": "B mới"},
    )
    return unit(world)


def by_code(world: World) -> dict[str, str]:
    return {
        "predecessor_1": "B",
        "into": "existing",
        "successor": "D",
        "effective_on": "01/07/2022",
        "decision": DECISION,
        "confirmed": "1",
    }


EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    # Whoever is logged in has a list, and may take it with him; what is in it follows from his rights.
    "blocs:organizations_export": (
        Address(method="post", allowed=LOGGED_IN, status=200),
        Address(allowed=(), otherwise=405),
    ),
    "blocs:organizations_roster": (
        Address(method="post", allowed=ROSTER_MAKERS, otherwise=403, status=200),
        Address(allowed=(), otherwise=405),
    ),
    "blocs:organization_new": (
        Address(allowed=KEEPERS, otherwise=403),
        Address(
            method="post",
            data={
                "name": "Hội Nhà báo",
                "short_name": "Hội Nhà báo",
                "code": "HNB",
                "kind": "association",
                "valid_from": "01/01/2010",
            },
            allowed=KEEPERS,
            otherwise=403,
        ),
    ),
    "blocs:organizations_merge": (
        Address(allowed=KEEPERS, otherwise=403),
        Address(method="post", data=by_code, allowed=KEEPERS, otherwise=403),
    ),
    "blocs:organization_edit": (
        Address(args=unit, allowed=KEEPERS, answers=TO_LOOKERS),
        Address(
            args=unit,
            method="post",
            data={"code": "HB", "kind": "association", "version": 1},
            allowed=KEEPERS,
            answers=TO_LOOKERS,
        ),
    ),
    "blocs:organization_rename": (
        Address(args=unit, allowed=KEEPERS, answers=TO_LOOKERS),
        Address(
            args=unit,
            method="post",
            data={
                "name": "Hội B mới",
                "short_name": "B mới",
                "valid_from": "01/01/2022",
                "decision": DECISION,
                "version": 1,
                "confirmed": 1,
            },
            allowed=KEEPERS,
            answers=TO_LOOKERS,
        ),
    ),
    "blocs:organization_name_correction": (
        Address(args=unit, allowed=KEEPERS, answers=TO_LOOKERS),
        Address(
            args=unit,
            method="post",
            data={
                "name": "Hội B mới",
                "short_name": "B mới",
                "valid_from": "01/01/2012",
                "reason": "Nhập nhầm",
                "version": 1,
                "confirmed": 1,
            },
            allowed=KEEPERS,
            answers=TO_LOOKERS,
        ),
    ),
    "blocs:organization_split": (
        Address(args=unit, allowed=KEEPERS, answers=TO_LOOKERS),
        Address(
            args=unit,
            method="post",
            data={
                "outcome": "goes_on",
                "existing_1": "D",
                "effective_on": "01/07/2022",
                "decision": DECISION,
                "version": 1,
                "confirmed": 1,
            },
            allowed=KEEPERS,
            answers=TO_LOOKERS,
        ),
    ),
    "blocs:organization_dissolve": (
        Address(args=unit, allowed=KEEPERS, answers=TO_LOOKERS),
        Address(
            args=unit,
            method="post",
            data={"effective_on": "01/07/2022", "decision": DECISION, "version": 1, "confirmed": 1},
            allowed=KEEPERS,
            answers=TO_LOOKERS,
        ),
    ),
    "blocs:organization_withdraw": (
        Address(args=renamed, allowed=KEEPERS, answers=TO_LOOKERS),
        Address(
            args=renamed,
            method="post",
            data={"entry": "name", "reason": "Nhập nhầm", "version": 1, "confirmed": 1},
            allowed=KEEPERS,
            answers=TO_LOOKERS,
        ),
    ),
}
