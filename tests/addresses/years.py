"""The addresses of the city's years, their windows and the bloc's calendar."""

from datetime import date, timedelta

from blocs import clock
from blocs.actions.files import store_bytes
from emulation.actions.scoresheet import start_sheet
from emulation.actions.window import Moved, change_window
from emulation.models import EmulationYear, Extension, Window
from emulation.models.window import Act
from emulation.queries.window import Change, seen_of
from tests import factories as make
from tests.addresses import CITY_STAFF, MEMBERS_OF_K1, Address
from tests.cast import World
from tests.emulation.sheets import SCAN, open_scoring

SEES_YEARS = CITY_STAFF | {"operator"}
CONFIGURES = {"officer", "operator"}
ONLY_LOOKS = {"city_leader": 403}
# Who sees the cycle of K1.
OF_K1 = MEMBERS_OF_K1 | {"secretariat", "officer", "city_leader", "operator"}
EXTENDS = {"head_leader", "officer"}


def year(world: World) -> list:
    return [world.cycle.year_id]


def cycle(world: World) -> list:
    return [world.cycle.pk]


def act(world: World) -> list:
    return [world.cycle.pk, Act.PLEDGE]


def a_table(world: World) -> dict:
    return {"version": world.cycle.version, "table_version": world.cycle.table_version_id}


# The day the tests were read: what is sent was written down then, also where they run past midnight.
TODAY = clock.today()


def a_window(world: World) -> Window:
    return world.cycle.windows.filter(act=Act.PLEDGE).first() or make.make_window(world.cycle, Act.PLEDGE)


def an_act_with_a_window(world: World) -> list:
    return [world.cycle.pk, a_window(world).act]


def an_act_with_a_document(world: World) -> list:
    a_window(world)
    change_window(
        world.cycle,
        actor=world.actor("officer"),
        act=Act.PLEDGE,
        moved=Moved(Change.REOPEN, closes=clock.today() + timedelta(days=30)),
        reason="Theo công văn",
        scan=SCAN,
    )
    return act(world)


def an_extension(world: World) -> Extension:
    row = Extension.objects.filter(window__cycle=world.cycle).first()
    until = TODAY + timedelta(days=20)
    return row or make.make_extension(a_window(world), world.units["B"], until, world.users["officer"])


def extension(world: World) -> list:
    return [world.cycle.pk, an_extension(world).pk]


def extension_with_a_letter(world: World) -> list:
    row = an_extension(world)
    row.document = store_bytes(SCAN[0], content_type=SCAN[1])
    row.save()
    return [world.cycle.pk, row.pk]


def a_bloc(world: World) -> dict:
    return {"blocs": [make.make_bloc().pk]}


def a_new_year(world: World) -> list:
    EmulationYear.objects.get_or_create(year=2022, defaults={"copied_from": 2021})
    return [2022]


def a_sheet_from_paper(world: World) -> list:
    open_scoring(world)
    sheet = start_sheet(
        world.cycle,
        world.units["B"],
        actor=world.actor("secretariat"),
        paper_dated_on=date(2021, 12, 1),
        scan=SCAN,
    )
    return [sheet.pk]


def a_closing(world: World) -> dict:
    return {"seen": seen_of(a_window(world)), "change": "close_today", "reason": "Theo công văn"}


def in_days(days: int) -> str:
    return f"{TODAY + timedelta(days=days):%d/%m/%Y}"


def others(allowed: set[str]) -> dict[str, int]:
    """Who sees the cycle but may not do it."""
    return dict.fromkeys(OF_K1 - allowed, 403)


def twice(args, data, *, allowed=CONFIGURES, answers=ONLY_LOOKS, **fields) -> tuple[Address, Address]:
    """A page with a form: shown and sent by the same people."""
    return (
        Address(args=args, allowed=allowed, answers=answers),
        Address(args=args, method="post", data=data, allowed=allowed, answers=answers, **fields),
    )


EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    "emulation:year_opening": Address(args=year, allowed=SEES_YEARS),
    "emulation:year_description": twice(year, {"theme": "Chủ đề mới", "version": 1}),
    "emulation:year_calendar": twice(year, {"version": 1}),
    "emulation:year_joining": twice(year, a_bloc),
    "emulation:year_undoing": twice(a_new_year, {"version": 1}),
    "awards:award_numbers": twice(year, {}),
    "emulation:cycle_calendar": Address(args=cycle, allowed=OF_K1),
    "emulation:window_change": twice(
        an_act_with_a_window,
        a_closing,
        answers=others(CONFIGURES),
    ),
    "emulation:cycle_table": twice(cycle, a_table, answers=others(CONFIGURES)),
    "emulation:window_document": Address(args=an_act_with_a_document, allowed=OF_K1),
    "emulation:extension_change": twice(
        extension,
        {"until": in_days(15), "reason": "Đại hội", "seen": in_days(20)},
        allowed=EXTENDS,
        answers=others(EXTENDS),
    ),
    "emulation:extension_removal": twice(
        extension, {"seen": in_days(20)}, allowed=EXTENDS, answers=others(EXTENDS)
    ),
    "emulation:extension_document": Address(
        args=extension_with_a_letter,
        allowed={"leader", "clerk", "head_leader", "secretariat", "officer", "city_leader"},
    ),
    "emulation:scoresheet_scan": Address(
        args=a_sheet_from_paper,
        allowed={"leader", "clerk", "head_leader", "secretariat", "officer", "city_leader"},
    ),
}
