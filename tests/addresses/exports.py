"""The addresses at which lists are taken out as workbooks: the same people as may see the list, never more."""

from typing import Any

from awards.models.decision import Decision
from emulation.models import IssuedPaper
from tests.addresses import (
    BOARD,
    CITY_STAFF,
    LOGGED_IN,
    MEMBERS_OF_K1,
    WITH_A_ROLE,
    Address,
    pledge,
    scores,
    years,
)
from tests.addresses import awards as honour
from tests.awards.dossiers import make_flag, make_honour
from tests.cast import World

# Who sees points before they are locked.
RUN_THE_YEAR = CITY_STAFF | {"secretariat", "head_leader"}

# Who sees organisation B, and bloc K1.
SEES_UNIT = SEES_BLOC = MEMBERS_OF_K1 | CITY_STAFF | BOARD | {"secretariat", "operator"}


def taken(allowed, **rights: Any) -> tuple[Address, Address]:
    """A workbook for these people; there is nothing to read at its address."""
    args = rights.pop("args", lambda world: [])
    return (
        Address(method="post", args=args, allowed=allowed, status=200, **rights),
        Address(args=args, allowed=(), otherwise=405),
    )


def honoured(world: World) -> list:
    if not world.units["B"].honours.exists():
        make_honour(world.units["B"], make_flag())
    return []


def decision(world: World) -> list:
    found = Decision.objects.first()
    return [found.pk] if found else honour.decision(world)


def issued(world: World) -> list:
    return pledge.cycle(world) if IssuedPaper.objects.exists() else pledge.with_paper(world)


EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    # Whoever is logged in has the list; what is in it follows from his rights.
    "awards:nominations_export": taken(LOGGED_IN),
    "awards:opinions_export": taken(
        {"officer", "city_leader", "board", "conflicted_board", "leader_on_board"}, otherwise=403
    ),
    "awards:cycle_nominations_export": taken(
        honour.HEADS_BLOC, args=honour.locked_cycle, answers=dict.fromkeys(honour.SEES_K1, 403)
    ),
    "awards:decisions_export": taken(LOGGED_IN),
    "awards:decision_export": taken(LOGGED_IN, args=decision),
    "awards:honours_export": taken(LOGGED_IN, args=honoured),
    "awards:award_numbers_export": taken(
        {"officer", "operator"}, args=lambda w: [w.cycle.year_id], answers={"city_leader": 403}
    ),
    "emulation:cycle_export": taken(pledge.SEES, args=pledge.cycle),
    "emulation:cycle_calendar_export": taken(years.OF_K1, args=pledge.cycle),
    "emulation:pledge_export": taken(pledge.SEES, args=pledge.with_final),
    "emulation:papers_export": taken(pledge.SEES, args=issued),
    "emulation:scoresheets_export": taken(scores.SEES_CYCLE, args=scores.cycle),
    "emulation:scoresheets_matrix_export": taken(
        RUN_THE_YEAR, args=scores.cycle, answers=dict.fromkeys(scores.SEES_CYCLE - RUN_THE_YEAR, 403)
    ),
    "emulation:scoresheet_export": taken(scores.SEES_SHEET, args=scores.of(scores.from_paper)),
    "emulation:standings_export": taken(
        RUN_THE_YEAR, args=scores.cycle, answers=dict.fromkeys(scores.SEES_CYCLE - RUN_THE_YEAR, 403)
    ),
    "emulation:table_export": taken(WITH_A_ROLE | BOARD, args=lambda w: [w.cycle.table_version_id]),
    "emulation:years_export": taken(years.SEES_YEARS),
    "emulation:windows_export": taken(years.SEES_YEARS, args=years.year),
    "blocs:offices_export": taken(SEES_BLOC, args=lambda w: [w.bloc.pk, w.cycle.year_id]),
    "reports:organization_years_export": taken(SEES_UNIT, args=lambda w: [w.units["B"].pk]),
    "reports:organization_honours_export": taken(SEES_UNIT, args=lambda w: [w.units["B"].pk]),
}
