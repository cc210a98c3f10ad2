"""The addresses of `reports`."""

from datetime import date

from reports.documents.report_key import report_key
from tests.addresses import CITY_STAFF, LOGGED_IN, MEMBERS_OF_K1, Address
from tests.cast import World
from tests.reports.reported import issue_report, lock_scores

SEES_K1 = MEMBERS_OF_K1 | CITY_STAFF | {"secretariat", "operator"}
RUNS_K1 = {"head_leader", "secretariat"}
# They see the page and may not do this.
READERS = dict.fromkeys(SEES_K1 - RUNS_K1, 403)


def of_cycle(world: World) -> list[int]:
    return [world.cycle.pk]


def of_locked_cycle(world: World) -> list[int]:
    if not world.cycle.is_locked:
        lock_scores(world.cycle, [world.units[code] for code in "ABC"], world.users["head_leader"])
    return [world.cycle.pk]


def issued(world: World) -> list[int]:
    of_locked_cycle(world)
    return [issue_report(world.cycle, world.actor("secretariat"), date(2022, 3, 9)).pk]


EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    "reports:home": Address(allowed=LOGGED_IN),
    # Only a demonstration has it, and the tests are none.
    "reports:demo_login": Address(method="post", public=True, status=404),
    "reports:components": Address(allowed={"operator"}),
    "reports:year_end_report": Address(args=of_cycle, allowed=SEES_K1),
    "reports:year_end_report_paper": (
        Address(args=of_cycle, allowed=SEES_K1, status=409),
        Address(args=of_locked_cycle, allowed=SEES_K1),
    ),
    "reports:year_end_report_part": Address(
        args=lambda world: [world.cycle.pk, "lessons"],
        method="post",
        data={"text": "Lời của Khối.", "version": 0},
        allowed=RUNS_K1,
        answers=READERS,
    ),
    "reports:year_end_report_issue": (
        Address(args=of_cycle, allowed=RUNS_K1, answers=READERS, status=409),
        Address(args=of_locked_cycle, allowed=RUNS_K1, answers=READERS),
        Address(
            args=of_locked_cycle,
            method="post",
            data=lambda world: {"dated_on": "09/03/2022", "contents": report_key(world.cycle)},
            allowed=RUNS_K1,
            answers=READERS,
        ),
    ),
    "reports:year_end_report_number": Address(
        args=issued,
        method="post",
        data={"number": "12/BC-KTĐ"},
        allowed=RUNS_K1,
        answers=READERS,
    ),
}
