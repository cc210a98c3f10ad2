"""What acts on the register mean for nominations, and what nominations forbid."""

from datetime import date

import pytest

from awards.models import NominationState
from blocs import ports
from blocs.actions.composition import set_composition
from blocs.actions.membership import leave_bloc
from blocs.errors import Conflict
from blocs.models import Membership, Office
from blocs.models.office import OfficeRole
from tests import factories as make
from tests.awards.dossiers import make_merit, make_nomination, make_rule, make_snapshot
from tests.blocs.compositions import DECISION, lines, members
from tests.cast import YEAR, World


def propose(world: World, state: str = NominationState.RECEIVED) -> None:
    """B is proposed; the scores are open again, as after a reopening."""
    make_rule(make_merit(), quota=3)
    snapshot = make_snapshot(world.cycle, [world.units[code] for code in "BAC"], world.users["head_leader"])
    make_nomination(snapshot, world.units["B"], make_merit(), world.users["head_leader"], state)
    world.cycle.refresh_from_db()
    world.cycle.locked_at = world.cycle.locked_by = None
    world.cycle.save()


def set_to(world: World, *codes: str):
    world.bloc.refresh_from_db()
    units = [world.units[code] for code in codes]
    return set_composition(
        world.bloc, YEAR, lines(*units), actor=world.actor("officer"), seen=world.bloc.version
    )


def leave(world: World, code: str, left_on: date):
    membership = world.units[code].memberships.get()
    return leave_bloc(membership, actor=world.actor("officer"), left_on=left_on, basis=DECISION)


def test_who_is_proposed_is_not_taken_out_of_the_list(world: World):
    propose(world)
    with pytest.raises(Conflict, match="Hội B đang được đề nghị Bằng khen năm 2021"):
        set_to(world, "A", "C")
    set_to(world, "A", "B")
    assert members(world.bloc) == ["A", "B"]


def test_who_is_proposed_leaves_only_with_the_end_of_the_year(world: World):
    propose(world)
    with pytest.raises(Conflict, match="đang được đề nghị Bằng khen"):
        leave(world, "B", date(YEAR, 6, 30))
    leave(world, "C", date(YEAR, 6, 30))
    leave(world, "B", date(YEAR, 12, 31))


@pytest.mark.parametrize(
    ("state", "free"), [(NominationState.NOT_APPROVED, True), (NominationState.PREPARING, False)]
)
def test_who_was_not_approved_may_leave(world: World, state: str, free: bool):
    propose(world, state)
    assert (ports.vetoes_of("membership.leave", leaving(world)) == []) == free


def leaving(world: World) -> Membership:
    membership = world.units["B"].memberships.get()
    membership.left_on = date(YEAR, 6, 30)
    return membership


def test_the_numbers_do_not_follow_the_number_of_members(world: World):
    make_rule(make_merit(), quota=3)
    unit = make.make_organization("E")
    membership = Membership(bloc=world.bloc, organization=unit, year=YEAR, order=4)
    told = ports.consequences_of("membership.join", membership)
    assert told[-1] == "Số lượng được đề nghị giữ nguyên theo quy định của thành phố (Bằng khen 03)."
    membership.competes = False
    assert not any("Số lượng" in s for s in ports.consequences_of("membership.join", membership))


@pytest.mark.parametrize(
    ("state", "told"), [(NominationState.PREPARING, True), (NominationState.RECEIVED, False)]
)
def test_dossiers_in_preparation_pass_on_with_the_office(world: World, state: str, told: bool):
    propose(world, state)
    office = Office(bloc=world.bloc, organization=world.units["C"], year=YEAR, role=OfficeRole.HEAD)
    sentences = ports.consequences_of("office.change", office)
    assert ("Đề nghị khen thưởng năm 2021 đang lập: 01. Từ nay do đơn vị mới gửi." in sentences) == told


def test_a_dissolution_names_what_is_not_decided(world: World):
    propose(world)
    world.units["B"].dissolved_on = date(YEAR + 1, 1, 31)
    assert "Đơn vị đang được đề nghị Bằng khen năm 2021, chưa có quyết định." in ports.consequences_of(
        "organization.dissolve", world.units["B"]
    )
    assert not any(
        "được đề nghị" in s for s in ports.consequences_of("organization.dissolve", world.units["C"])
    )
