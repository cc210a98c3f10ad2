"""An office is taken back while somebody hands it over, or acts by it: one of the two is told."""

from datetime import date

import pytest

from blocs.actions.office import hand_over_head, withdraw_office
from blocs.errors import Conflict, NotAllowed, Stale
from blocs.models import Bloc, Office
from blocs.models.office import OfficeRole
from emulation.actions.scoresheet import submit_sheet
from emulation.actions.standing import lock_scores
from tests.at_once import meanwhile
from tests.cast import YEAR, World, build_world
from tests.emulation.sheets import answered_sheet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db) -> World:
    return build_world()


def hand_over(world: World, code: str, since: date) -> Office:
    seen = Bloc.objects.get(pk=world.bloc.pk).version
    words = {"since": since, "basis": "Biên bản", "seen": seen}
    return hand_over_head(world.bloc, YEAR, world.units[code].pk, actor=world.actor("officer"), **words)


def taking_back(world: World, office: Office):
    return lambda: withdraw_office(office, actor=world.actor("officer"), reason="Nhập nhầm")


def heads(world: World) -> list[tuple]:
    rows = Office.objects.filter(bloc=world.bloc, year=YEAR, role=OfficeRole.HEAD).order_by("since")
    return [(row.organization.code, row.until) for row in rows]


def test_an_office_that_is_handed_over_is_not_taken_back(world: World):
    office = hand_over(world, "B", date(YEAR, 7, 1))
    refused = meanwhile(lambda: hand_over(world, "C", date(YEAR, 9, 1)), taking_back(world, office))
    assert isinstance(refused, Conflict)
    assert heads(world) == [("A", date(YEAR, 6, 30)), ("B", date(YEAR, 8, 31)), ("C", None)]


def test_an_office_that_is_taken_back_is_not_handed_over(world: World):
    office = hand_over(world, "B", date(YEAR, 7, 1))
    seen = Bloc.objects.get(pk=world.bloc.pk).version

    def next_one() -> Office:
        words = {"since": date(YEAR, 9, 1), "basis": "Biên bản", "seen": seen}
        return hand_over_head(world.bloc, YEAR, world.units["C"].pk, actor=world.actor("officer"), **words)

    assert isinstance(meanwhile(taking_back(world, office), next_one), Stale)
    assert heads(world) == [("A", None)]


@pytest.mark.parametrize("first", ["lock", "take back"])
def test_scores_are_locked_by_a_head_or_the_office_is_taken_back(world: World, first: str):
    sheet, office = answered_sheet(world), hand_over(world, "B", date(YEAR, 7, 1))
    submit_sheet(sheet, actor=world.actor("leader"))

    def lock():
        return lock_scores(world.cycle, actor=world.actor("leader"))

    back = taking_back(world, office)
    refused = meanwhile(lock, back) if first == "lock" else meanwhile(back, lock)
    assert isinstance(refused, Conflict if first == "lock" else NotAllowed)
    world.cycle.refresh_from_db()
    assert world.cycle.is_locked is (first == "lock")
    assert len(heads(world)) == (2 if first == "lock" else 1)
