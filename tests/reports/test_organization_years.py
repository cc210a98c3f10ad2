"""The years on an organisation's card: every fact stands with the unit, the bloc and the year it belongs to."""

from datetime import date, datetime

from blocs import clock
from blocs.models import BlocName, Office
from blocs.models.office import OfficeRole
from emulation.models import PledgeSignature
from emulation.models.pledge import SignatureMethod
from reports.queries.organization_years import YearRow
from tests import factories as make
from tests.awards.dossiers import make_snapshot
from tests.cast import World
from tests.emulation.sheets import begun_sheet
from tests.reports.reported import sign
from tests.reports.test_organization_card import card_of, merge
from tests.reports.test_search import make_paper


def years_of(world: World, persona: str, unit: str = "B") -> dict[tuple[int, str], YearRow]:
    """The rows of a card by year and the name of the forebear."""
    return {(row.year, row.unit): row for row in card_of(world, persona, unit).years}


def test_a_unit_and_the_one_that_went_into_it_keep_their_own_in_one_bloc_and_year(world: World):
    units, cycle = world.units, make.make_cycle(world.bloc, 2019, world.cycle.table_version)
    make.make_membership(world.bloc, units["B"], 2019, 1)
    make.make_membership(world.bloc, units["D"], 2019, 2)
    make.make_head(world.bloc, units["D"], 2019, OfficeRole.DEPUTY)
    version = make.make_final_pledge(cycle, [units["B"], units["D"]], world.users["officer"])
    sign(version.parties.get(organization=units["D"]), world.users["outside_leader"])
    make_snapshot(cycle, [units["B"], units["D"]], world.users["officer"])
    merge(world, "D", "B")
    rows = years_of(world, "officer")
    own, forebear = rows[2019, ""], rows[2019, "Hội D"]
    assert (own.result.place, own.office, own.signed.is_complete) == (1, "", False)
    assert (forebear.result.place, forebear.office, forebear.signed.is_complete) == (
        2,
        "Phó trưởng khối",
        True,
    )
    assert own.result.of == forebear.result.of == 2


def test_an_open_sheet_is_the_units_alone(world: World):
    begun_sheet(world, "C")
    assert years_of(world, "officer")[2021, ""].sheet is None
    sheet = begun_sheet(world, "B")
    assert years_of(world, "officer")[2021, ""].sheet.pk == sheet.pk


def test_a_year_bears_the_name_the_bloc_had_at_its_end(world: World):
    make.make_membership(world.bloc, world.units["B"], 2020, 2)
    BlocName.objects.create(bloc=world.bloc, name="Khối mới", short_name="Mới", valid_from=date(2021, 12, 31))
    rows = years_of(world, "officer")
    assert (rows[2021, ""].bloc_name, rows[2020, ""].bloc_name) == ("Mới", "Khối K1")


def test_the_last_to_hold_an_office_in_a_year_bears_it(world: World):
    for role, since in [(OfficeRole.HEAD, date(2020, 1, 1)), (OfficeRole.DEPUTY, date(2020, 7, 1))]:
        Office.objects.create(
            bloc=world.bloc, organization=world.units["B"], year=2020, role=role, since=since
        )
    make.make_membership(world.bloc, world.units["B"], 2020, 2)
    rows = years_of(world, "officer")
    assert (rows[2020, ""].office, rows[2021, ""].office) == ("Phó trưởng khối", "")


def test_of_two_papers_of_a_kind_the_newer_stands(world: World):
    newer = make_paper(world, issued_at=clock.now())
    make_paper(world, issued_at=datetime(2020, 1, 1, tzinfo=clock.LOCAL))
    (row,) = card_of(world, "officer").years
    assert [paper.pk for paper in row.papers] == [newer.pk]


def test_a_signature_given_late_in_the_evening_is_of_that_day(world: World):
    version = make.make_final_pledge(world.cycle, [world.units["B"]], world.users["head_leader"])
    with clock.standing_at(datetime(2021, 3, 9, 0, 30)):
        sign(version.parties.get(), world.users["leader"])
    assert card_of(world, "officer").years[0].signed.on == date(2021, 3, 9)


def test_last_years_head_sees_the_scan_until_another_is_recorded(world: World):
    version = make.make_final_pledge(world.cycle, [world.units["B"]], world.users["head_leader"])
    signature = PledgeSignature.objects.create(
        party=version.parties.get(),
        method=SignatureMethod.PAPER,
        position_title="Chủ tịch",
        text_sha256=version.sha256,
        signed_by=world.users["secretariat"],
        signed_on=date(2021, 3, 8),
        document=make_paper(world).file,
    )
    Office.objects.filter(bloc=world.bloc).update(year=2020)
    assert card_of(world, "head_leader").years[0].signed.scan == signature.pk
    make.make_head(world.bloc, world.units["C"], 2021)
    assert card_of(world, "head_leader").years[0].signed.scan is None
    assert card_of(world, "other_leader").years[0].signed.scan == signature.pk


def test_a_unit_of_no_bloc_has_no_years(world: World):
    world.units["X"] = make.make_organization("X", "Hội X")
    assert card_of(world, "officer", "X").years == []
