"""Two people at the same moment: in one part of the report, and issuing it."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from blocs.errors import Stale
from emulation.models import IssuedPaper, ReportText
from reports.actions.year_end_report import save_report_text
from tests.at_once import at_once
from tests.cast import World, build_world
from tests.reports.reported import issue_report, lock_scores

pytestmark = pytest.mark.django_db(transaction=True)
PERSONAS = ["head_leader", "secretariat"]


@pytest.fixture
def locked_world() -> World:
    world = build_world()
    lock_scores(world.cycle, [world.units[code] for code in "ABC"], world.users["head_leader"])
    return world


def both(act: Callable[[str], object]) -> list[bool]:
    """An act that two personas begin together: whether each, the luckier first, is told that it was too late."""
    outcomes = at_once(*(partial(act, persona) for persona in PERSONAS))
    assert all(outcome is None or isinstance(outcome, Stale) for outcome in outcomes)
    return sorted(isinstance(outcome, Stale) for outcome in outcomes)


def test_of_two_first_writers_of_a_part_one_is_told_that_it_was_written(locked_world: World):
    actors = {persona: locked_world.actor(persona) for persona in PERSONAS}

    def write(persona: str) -> None:
        save_report_text(locked_world.cycle, "lessons", actor=actors[persona], text=persona, version=0)

    assert both(write) == [False, True]
    assert ReportText.objects.get().version == 1


def test_writers_of_two_parts_do_not_hinder_each_other(locked_world: World):
    actors = {persona: locked_world.actor(persona) for persona in PERSONAS}
    parts = dict(zip(PERSONAS, ["lessons", "causes"], strict=True))

    def write(persona: str) -> None:
        save_report_text(locked_world.cycle, parts[persona], actor=actors[persona], text="Lời.", version=0)

    assert both(write) == [False, False]
    assert ReportText.objects.count() == 2


def test_two_who_issue_the_same_report_keep_one(locked_world: World):
    actors = {persona: locked_world.actor(persona) for persona in PERSONAS}

    def issue(persona: str) -> None:
        issue_report(locked_world.cycle, actors[persona], date(2022, 3, 9))

    assert both(issue) == [False, False]
    assert IssuedPaper.objects.count() == 1
