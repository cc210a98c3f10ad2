"""The addresses of `awards`.

Where a nomination is needed, B's is with the city, received; the scores of K1 are locked.
"""

from awards.models import Nomination, NominationState
from awards.models.decision import Decision
from emulation.models import StandingSnapshot
from tests.addresses import CITY_STAFF, LOGGED_IN, Address
from tests.awards.dossiers import make_flag, make_nomination, make_rule, make_snapshot, submit
from tests.cast import World

HEADS_BLOC = frozenset({"head_leader", "secretariat"})
PREPARES = frozenset({"head_leader", "secretariat"})
# The council without the member tied to B.
COUNCIL = frozenset({"board", "leader_on_board"})
SEES_B = HEADS_BLOC | COUNCIL | CITY_STAFF | {"leader", "clerk"}
# Who sees the cycle of K1 without preparing its dossiers.
SEES_K1 = CITY_STAFF | {"leader", "clerk", "other_leader", "head_clerk", "operator"}


def locked_cycle(world: World) -> list:
    snapshot(world)
    return [world.cycle.pk]


def snapshot(world: World) -> StandingSnapshot:
    """K1's scores locked, B first; one flag may be proposed."""
    found = world.cycle.snapshots.first()
    if found is None:
        make_rule(make_flag())
        units = [world.units[code] for code in "BCA"]
        found = make_snapshot(world.cycle, units, world.users["head_leader"])
    return found


def nomination(state: str):
    """B proposed for the flag, in a state; the gate is set unless it is still prepared."""

    def args(world: World) -> list:
        by = world.users["head_leader"]
        Nomination.objects.all().delete()
        made = make_nomination(snapshot(world), world.units["B"], make_flag(), by, state)
        if state != NominationState.PREPARING:
            submit(world.cycle, by)
        return [made.pk]

    return args


def new_of_b(world: World) -> list:
    snapshot(world)
    return [world.cycle.pk, world.units["B"].pk]


def decision(world: World) -> list:
    made = Decision.objects.create(
        source="recorded",
        citation="Trang tin",
        issuer="Chủ tịch",
        subject="Khen",
        for_year=2021,
        recorded_by=world.users["officer"],
    )
    return [made.pk]


def seen_but_not_allowed(allowed, seen=SEES_B) -> dict[str, int]:
    """Whoever sees B's nomination and has no right to the act is told so; the others find nothing."""
    return dict.fromkeys(seen - frozenset(allowed), 403)


RECEIVED, PREPARING = nomination(NominationState.RECEIVED), nomination(NominationState.PREPARING)
SENT = nomination(NominationState.SENT)
OFFICER, LEADER = {"officer"}, {"city_leader"}


def post(args, allowed, data=None, seen=SEES_B) -> Address:
    answers = seen_but_not_allowed(allowed, seen)
    return Address(method="post", args=args, data=data or {}, allowed=allowed, answers=answers)


EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    "awards:honours": Address(public=True),
    "awards:nominations": Address(),
    "awards:nomination": (
        Address(args=RECEIVED, allowed=SEES_B),
        Address(args=PREPARING, allowed=HEADS_BLOC | {"leader", "clerk"}),
    ),
    "awards:nomination_receipt": post(SENT, OFFICER, {"version": 1}),
    "awards:nomination_supplement": post(
        RECEIVED, OFFICER, {"supplement-request": "Bổ sung", "supplement-version": 1}
    ),
    "awards:nomination_appraisal": post(
        RECEIVED, OFFICER, {"appraisal-appraisal": "Đủ", "appraisal-version": 1}
    ),
    # There is no appraisal yet: the right person is told so.
    "awards:nomination_approval": Address(
        method="post",
        args=RECEIVED,
        allowed=LEADER,
        status=409,
        answers=seen_but_not_allowed(LEADER) | {"anonymous": 302},
    ),
    "awards:nomination_nonapproval": post(
        RECEIVED, OFFICER, {"decline-reason": "Hết số lượng", "decline-version": 1}
    ),
    "awards:opinion": post(RECEIVED, COUNCIL, {"verdict": "agree", "version": 0}),
    "awards:nomination_edit": (
        Address(
            args=PREPARING,
            allowed=PREPARES,
            answers=dict.fromkeys({"leader", "clerk"}, 403),
        ),
        Address(args=RECEIVED, allowed=(), answers=dict.fromkeys(SEES_B, 403)),
    ),
    "awards:nomination_removal": post(PREPARING, PREPARES, {"version": 1}, HEADS_BLOC | {"leader", "clerk"}),
    "awards:cycle_nominations": Address(
        args=locked_cycle, allowed=HEADS_BLOC, answers=dict.fromkeys(SEES_K1, 403)
    ),
    "awards:nomination_new": Address(args=new_of_b, allowed=PREPARES, answers=dict.fromkeys(SEES_K1, 403)),
    "awards:nomination_sending": Address(
        args=locked_cycle,
        allowed={"head_leader"},
        answers=dict.fromkeys(SEES_K1 | {"secretariat"}, 403),
    ),
    "awards:decisions": Address(),
    "awards:decision": Address(args=decision),
    "awards:decision_new": Address(allowed=OFFICER, answers=dict.fromkeys(LOGGED_IN - OFFICER, 403)),
}
