"""A roster as an office keeps it, from its file to the record."""

import pytest

from blocs.imports import engine
from blocs.imports.roster.kind import ROSTER
from blocs.models import Bloc, ImportRun, Membership, Organization, Person, Representation, RowState
from blocs.models.representation import Duty
from reports.demo.units import REAL_BLOC, REAL_UNITS
from tests import factories as make
from tests.blocs.compositions import members
from tests.blocs.roster_sample import FIRST, make_sample
from tests.blocs.rosters import told
from tests.cast import YEAR, World
from tests.sound import assert_sound

# The row of totals, which is no organisation's.
TOTAL = 6


@pytest.fixture
def city(world: World) -> World:
    """Beside the small city the bloc of the demonstration, with leaders and contact persons."""
    bloc = make.make_bloc(REAL_BLOC["code"], REAL_BLOC["name"])
    named = bloc.names.get()
    named.short_name = REAL_BLOC["short_name"]
    named.save()
    for order, unit in enumerate(REAL_UNITS, start=1):
        _since, name, short = unit.names[-1]
        row = make.make_organization(unit.code, name=name, short_name=short, kind=unit.kind)
        make.make_membership(bloc, row, YEAR, order)
        first = unit.names[0][2]
        for duty, title in ((Duty.LEADER, unit.leader), (Duty.CLERK, "Cán bộ văn phòng")):
            person = make.make_person(f"{'Văn phòng' if duty == Duty.CLERK else unit.leader} {first}")
            Representation.objects.create(
                person=person, organization=row, duty=duty, position_title=title, since=make.LONG_AGO
            )
    return world


def brought(world: World) -> ImportRun:
    actor = world.actor("officer")
    run = engine.bring(ROSTER, make_sample(), "DS hội 2021.xlsx", told(), actor=actor)
    return engine.check(run, actor=actor)


def states(run: ImportRun) -> dict[int, str]:
    return {row.number - FIRST: row.state for row in run.rows.all()}


def test_its_heads_rows_and_cells_are_understood(city: World):
    run = brought(city)
    assert run.head_row == FIRST - 1
    assert set(run.columns) == {
        "order", "code", "name", "short_name", "bloc", "founded_on", "leader", "leader_title", "since",
        "leader_email", "leader_phone", "clerk", "clerk_title", "clerk_email", "clerk_phone",
    }  # fmt: skip
    assert any("Ghi chú" in remark for remark in run.remarks)
    assert states(run) == {
        0: RowState.CHANGED, 1: RowState.CHANGED, 2: RowState.CHANGED, 3: RowState.SAME, 4: RowState.NEW,
        5: RowState.NEW, TOTAL: RowState.SKIPPED,
    }  # fmt: skip
    cells = {row.number - FIRST: row.cells for row in run.rows.all()}
    assert set(cells[0]) == {"clerk_phone"}
    assert cells[1]["leader_phone"][:3] == ["new", "", "0912345678"]
    assert cells[2]["leader"][:3] == [
        "changed", "Chủ tịch Hiệp hội DN nhỏ và vừa", "Chủ tịch Hiệp hội DN nhỏ và vừa, khóa mới",
    ]  # fmt: skip
    assert cells[4]["code"][2] == "HIEP-HOI-LOGISTICS"


def test_it_is_written_without_its_row_of_totals(city: World):
    actor = city.actor("officer")
    run = brought(city)
    engine.confirm(run, actor=actor, version=run.version)
    bloc = Bloc.objects.get(code=REAL_BLOC["code"])
    assert members(bloc)[-1] == "HIEP-HOI-LOGISTICS"
    new = Organization.objects.get(code="HIEP-HOI-LOGISTICS")
    assert Membership.objects.filter(organization=new, year=YEAR, competes=True).exists()
    assert new.representations.filter(duty=Duty.CLERK).count() == 2
    assert Person.objects.get(name="Chủ tịch Hội Nữ doanh nhân").work_phone == "0912345678"
    assert_sound()
    again = states(brought(city))
    assert {state for number, state in again.items() if number != TOTAL} == {RowState.SAME}
