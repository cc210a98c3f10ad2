"""What the addresses of score sheets, standings and scoring tables answer; part of `emulation`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from emulation.actions.scoresheet import present_sheet, start_sheet
from emulation.actions.standing import lock_scores
from emulation.models import ScoreSheet
from emulation.queries.standing import canonical_standings, fingerprint, standings_to_lock
from tests.addresses import BOARD, CITY_STAFF, MEMBERS_OF_K1, WITH_A_ROLE, Address
from tests.cast import World
from tests.emulation.sheets import (
    answered_sheet,
    begun_sheet,
    checked_sheet,
    criterion,
    open_scoring,
    sent_sheet,
)

# Who sees the cycle, and who sees the sheet of B before the scores are locked.
SEES_CYCLE = MEMBERS_OF_K1 | CITY_STAFF | {"secretariat", "operator"}
SEES_SHEET = CITY_STAFF | {"leader", "clerk", "head_leader", "secretariat"}
CHECKS = {"secretariat", "head_leader"}


def only(allowed: set[str], sees: frozenset[str] | set[str] = SEES_SHEET) -> dict[str, Any]:
    """These may; who sees the object gets a refusal, everybody else finds nothing."""
    return {"allowed": allowed, "answers": dict.fromkeys(sees - allowed, 403)}


def sheet(world: World, make: Callable[[World], ScoreSheet] = begun_sheet) -> ScoreSheet:
    """The sheet of B, made once."""
    found = ScoreSheet.objects.filter(cycle=world.cycle, organization=world.units["B"]).first()
    return found or make(world)


def of(make: Callable[[World], ScoreSheet]) -> Callable[[World], list[int]]:
    return lambda world: [sheet(world, make).pk]


def line(make: Callable[[World], ScoreSheet]) -> Callable[[World], list[int]]:
    return lambda world: [sheet(world, make).pk, criterion(sheet(world), "A1").pk]


def version(world: World) -> dict[str, Any]:
    return {"version": ScoreSheet.objects.get().version}


def with_version(**values: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: version(world) | values


def cell(world: World) -> dict[str, Any]:
    pk = criterion(sheet(world), "A1").pk
    return {f"{pk}-version": 1, f"{pk}-self_points": "8"}


def from_paper(world: World) -> ScoreSheet:
    open_scoring(world)
    day = date(2021, 12, 1)
    return start_sheet(world.cycle, world.units["B"], actor=world.actor("secretariat"), paper_dated_on=day)


def with_the_leader(world: World) -> ScoreSheet:
    return present_sheet(answered_sheet(world), actor=world.actor("clerk"))


def cycle(world: World) -> list[int]:
    return [world.cycle.pk]


def unit(world: World) -> list[int]:
    open_scoring(world)
    return [world.cycle.pk, world.units["B"].pk]


def locked(world: World) -> list[int]:
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    return [world.cycle.pk]


def seen(world: World) -> dict[str, Any]:
    return {"seen": fingerprint(canonical_standings(standings_to_lock(world.cycle)))}


def both(args, rights: dict[str, Any], data) -> tuple[Address, Address]:
    """A page and the form on it, for the same people."""
    return Address(args=args, **rights), Address(args=args, method="post", data=data, **rights)


EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    "emulation:scoresheets": Address(args=cycle, allowed=SEES_CYCLE),
    "emulation:scoresheets_matrix": Address(
        args=cycle, **only(CITY_STAFF | {"secretariat", "head_leader"}, SEES_CYCLE)
    ),
    "emulation:scoresheet_start": both(
        unit, only({"leader", "clerk", "secretariat"}, SEES_CYCLE), {"dated_on": "01/12/2021"}
    ),
    "emulation:scoresheet": (
        Address(args=of(from_paper), allowed=SEES_SHEET),
        Address(
            args=of(from_paper),
            method="post",
            data=cell,
            allowed={"leader", "clerk", "secretariat"},
            answers=dict.fromkeys(["officer", "city_leader"], 403) | {"head_leader": 409},
        ),
    ),
    "emulation:score_line": Address(
        args=line(from_paper), method="post", data=cell, **only({"leader", "clerk", "secretariat"})
    ),
    "emulation:scoresheet_dispute": both(
        line(checked_sheet), only({"leader"}), with_version(reason="Xem lại.")
    ),
    "emulation:scoresheet_presentation": Address(
        args=of(answered_sheet), method="post", data=version, **only({"clerk"})
    ),
    "emulation:scoresheet_hand_back": Address(
        args=of(with_the_leader), method="post", data=version, **only({"leader"})
    ),
    "emulation:scoresheet_submission": (
        Address(args=of(answered_sheet), **only({"leader", "secretariat"})),
        Address(
            args=of(answered_sheet),
            method="post",
            data=version,
            allowed={"leader"},
            answers=dict.fromkeys(SEES_SHEET - {"leader"}, 403) | {"secretariat": 409},
        ),
    ),
    "emulation:scoresheet_return": both(of(sent_sheet), only(CHECKS), with_version(reason="Bổ sung.")),
    "emulation:scoresheet_agreement": Address(
        args=of(sent_sheet), method="post", data=version, **only(CHECKS)
    ),
    "emulation:scoresheet_check": Address(args=of(sent_sheet), **only(CHECKS)),
    "emulation:scoresheet_disqualification": both(of(sent_sheet), only(CHECKS), with_version(ground="")),
    "emulation:standings": Address(args=cycle, allowed=SEES_CYCLE),
    "emulation:standings_lock": both(cycle, only({"head_leader"}, SEES_CYCLE), seen),
    "emulation:standings_reopen": (
        Address(args=locked, **only({"head_leader"}, SEES_CYCLE)),
        Address(
            args=cycle, method="post", data={"reason": "Cộng nhầm."}, **only({"head_leader"}, SEES_CYCLE)
        ),
    ),
    "emulation:table": Address(
        args=lambda world: [world.cycle.table_version_id], allowed=WITH_A_ROLE | BOARD
    ),
}
