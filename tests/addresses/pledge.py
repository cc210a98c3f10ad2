"""What the addresses of the pledge, the year at a glance and its papers answer; part of `emulation`."""

from typing import Any

from emulation.actions.paper import issue_pledge
from emulation.actions.pledge_signature import record_paper_signature
from emulation.models import IssuedPaper, PledgeVersion
from emulation.queries.pledge import board_of, contents_key, current_version
from tests import factories as make
from tests.addresses import CITY_STAFF, MEMBERS_OF_K1, Address
from tests.cast import World
from tests.emulation.pledges import draft, final, party, sign_all

SEES = MEMBERS_OF_K1 | CITY_STAFF | {"secretariat", "operator"}
RUNS = {"head_leader", "secretariat"}


def only(allowed: set[str]) -> dict[str, Any]:
    """These may; who sees the cycle gets a refusal, everybody else finds nothing."""
    return {"allowed": allowed, "answers": dict.fromkeys(SEES - allowed, 403)}


def cycle(world: World) -> list[int]:
    return [world.cycle.pk]


def with_draft(world: World) -> list[int]:
    if not PledgeVersion.objects.exists():
        draft(world)
    return cycle(world)


def with_final(world: World) -> list[int]:
    current(world)
    return cycle(world)


def current(world: World) -> PledgeVersion:
    return PledgeVersion.objects.first() or final(world)


def place(world: World) -> list[int]:
    return [party(current(world), "B").pk]


def scan(world: World) -> list[int]:
    version = current(world)
    signature = record_paper_signature(
        party(version, "B"),
        actor=world.actor("secretariat"),
        text_sha256=version.sha256,
        signed_on=version.finalised_at.date(),
        position_title="Chủ tịch",
        scan=(b"%PDF-1.7", "application/pdf"),
    )
    return [signature.pk]


def paper(world: World) -> IssuedPaper:
    sign_all(world, current(world))
    version = current_version(world.cycle)
    return issue_pledge(
        world.cycle,
        actor=world.actor("head_leader"),
        content=b"%PDF-1.7",
        content_key=contents_key(version, board_of(version)),
    )


def with_paper(world: World) -> list[int]:
    paper(world)
    return cycle(world)


EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    "emulation:cycle": Address(args=cycle, allowed=SEES),
    "emulation:extension": (
        Address(args=cycle, **only({"head_leader", "officer"})),
        Address(args=cycle, method="post", status=422, **only({"head_leader", "officer"})),
    ),
    "emulation:pledge": Address(args=with_final, allowed=SEES),
    "emulation:pledge_draft": (
        Address(args=with_draft, **only(RUNS)),
        Address(args=with_draft, method="post", status=422, **only(RUNS)),
    ),
    "emulation:pledge_replacement": (
        Address(args=with_final, **only(RUNS)),
        Address(
            args=with_final, method="post", data=lambda world: {"version": current(world).pk}, **only(RUNS)
        ),
    ),
    "emulation:pledge_finalisation": (
        Address(args=with_draft, **only(RUNS)),
        Address(
            args=with_draft,
            method="post",
            data=lambda world: {"version": current(world).version},
            **only(RUNS),
        ),
    ),
    "emulation:pledge_pdf": Address(args=with_paper, allowed=SEES),
    "emulation:pledge_issue": Address(
        args=with_paper,
        method="post",
        **only({"leader", "other_leader", "head_leader", "secretariat", "officer"}),
    ),
    "emulation:pledge_signature": (
        Address(args=place, **only({"leader"})),
        Address(
            args=place,
            method="post",
            data=lambda world: {"text_sha256": current(world).sha256, "password": make.PASSWORD},
            **only({"leader"}),
        ),
    ),
    "emulation:pledge_paper_signature": (
        Address(args=place, **only({"secretariat"})),
        Address(args=place, method="post", status=422, **only({"secretariat"})),
    ),
    "emulation:pledge_document": Address(
        args=scan, allowed={"leader", "clerk", "head_leader", "secretariat"} | CITY_STAFF
    ),
    "emulation:papers": Address(args=with_paper, allowed=SEES),
    "emulation:issued_paper": Address(args=lambda world: [paper(world).pk], allowed=SEES),
}
