"""What must hold of years and papers: each broken row is found, and a sound city has none."""

import pytest

from blocs.models import Membership
from emulation.actions.year import open_year
from emulation.invariants import scans_of_no_paper, years_copied_from_nowhere
from emulation.models import EmulationYear, ScoreSheet
from tests.emulation.sheets import SCAN, begun_sheet
from tests.emulation.test_scoresheet_paper import from_paper


@pytest.fixture
def opened(world) -> EmulationYear:
    return open_year(2022, actor=world.actor("officer"))


def test_an_opened_year_is_sound(world, opened):
    from_paper(world, SCAN)
    assert list(years_copied_from_nowhere()) == []
    assert list(scans_of_no_paper()) == []


def test_a_year_copied_from_another_than_the_one_before_is_found(world, opened):
    EmulationYear.objects.filter(year=2022).update(copied_from=2020)
    assert list(years_copied_from_nowhere()) == ["year 2022: copied from 2020"]


def test_a_copied_member_of_a_year_that_was_not_copied_is_found(world, opened):
    Membership.objects.filter(year=2021, organization=world.units["B"]).update(copied=True)
    [found] = years_copied_from_nowhere()
    assert "of 2021: copied, and the year is not" in found


def test_a_scan_without_a_date_is_found(world):
    sheet = from_paper(world, SCAN)
    ScoreSheet.objects.update(paper_dated_on=None)
    assert list(scans_of_no_paper()) == [f"score sheet {sheet.pk}"]
    ScoreSheet.objects.update(paper_scan=None)
    assert list(scans_of_no_paper()) == []


def test_a_sheet_of_the_units_own_has_no_paper(world):
    begun_sheet(world)
    assert list(scans_of_no_paper()) == []
