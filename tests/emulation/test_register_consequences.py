"""What joining, leaving and another list mean for the year, and what the year forbids."""

from datetime import date

import pytest

from blocs import clock, ports
from blocs.actions.composition import set_composition
from blocs.actions.membership import join_bloc, leave_bloc, stay_in_bloc
from blocs.errors import Conflict
from blocs.models import Membership, Office
from blocs.models.office import OfficeRole
from emulation.actions.scoresheet import submit_sheet
from emulation.models.pledge import PartyCapacity
from emulation.models.window import Act
from emulation.queries.cycle import members_named
from emulation.queries.pledge import members_on
from emulation.queries.scoresheet import competitors
from emulation.queries.standing import provisional_standings
from reports.queries.bloc_years import _members, _unsigned
from tests import factories as make
from tests.blocs.compositions import DECISION, lines, members
from tests.cast import YEAR, World
from tests.emulation.pledges import final, sign
from tests.emulation.sheets import answered_sheet, begun_sheet, sent_sheet

JUNE, YEARS_END = date(YEAR, 6, 30), date(YEAR, 12, 31)


def membership_of(world: World, code: str = "B", left_on: date | None = None) -> Membership:
    membership = world.units[code].memberships.select_related("bloc").get(year=YEAR)
    membership.left_on = left_on
    return membership


def lock(world: World) -> None:
    world.cycle.locked_at, world.cycle.locked_by = clock.now(), world.users["head_leader"]
    world.cycle.save()


def joining(world: World, competes: bool = True) -> Membership:
    unit = make.make_organization("E")
    return Membership(bloc=world.bloc, organization=unit, year=YEAR, order=4, competes=competes)


def leave(world: World, code: str = "B", left_on: date = JUNE) -> Membership:
    return leave_bloc(
        membership_of(world, code), actor=world.actor("officer"), left_on=left_on, basis=DECISION
    )


def set_to(world: World, *codes: str, taking_part: tuple[str, ...] = ()):
    world.bloc.refresh_from_db()
    units = [world.units[code] for code in codes]
    return set_composition(
        world.bloc,
        YEAR,
        lines(*units, taking_part=tuple(world.units[code] for code in taking_part)),
        actor=world.actor("officer"),
        seen=world.bloc.version,
    )


# What is told


def test_before_a_pledge_is_final_who_joins_will_be_a_party(world: World):
    assert "Đơn vị sẽ là một bên ký Giao ước năm 2021." in ports.consequences_of(
        "membership.join", joining(world)
    )


def test_after_it_the_text_must_be_replaced(world: World):
    final(world)
    [told] = [s for s in ports.consequences_of("membership.join", joining(world)) if "Giao ước" in s]
    assert "thay bản khác" in told


def test_of_a_year_that_is_not_opened_nothing_is_told(world: World):
    membership = Membership(bloc=world.bloc, organization=world.units["D"], year=YEAR + 3, order=1)
    assert ports.consequences_of("membership.join", membership) == []
    assert ports.vetoes_of("membership.join", membership) == []


def test_leaving_tells_of_the_pledge_the_sheet_and_the_extension(world: World):
    version = final(world)
    told = ports.consequences_of("membership.leave", membership_of(world, left_on=JUNE))
    assert any("chưa ký" in s for s in told)
    assert any("chưa lập bảng tự chấm điểm" in s for s in told)
    assert not any("gia hạn" in s for s in told)
    sign(world, version, "leader")
    sent_sheet(world)
    window = world.cycle.windows.get(act=Act.SELF_SCORING)
    make.make_extension(window, world.units["B"], clock.today(), world.users["officer"])
    told = ports.consequences_of("membership.leave", membership_of(world, left_on=JUNE))
    assert any("đã ký Giao ước năm 2021" in s for s in told)
    assert any("đã gửi. Bảng được lưu lại" in s for s in told)
    assert any("gia hạn" in s for s in told)


def test_a_begun_sheet_is_told_as_begun(world: World):
    begun_sheet(world)
    told = ports.consequences_of("membership.leave", membership_of(world, left_on=JUNE))
    assert any("đang nhập. Bảng được lưu lại" in s for s in told)


def test_leaving_with_the_end_of_the_year_changes_nothing_in_it(world: World):
    final(world)
    assert not any(
        "Giao ước" in s
        for s in ports.consequences_of("membership.leave", membership_of(world, left_on=YEARS_END))
    )


def test_a_dissolution_tells_of_the_open_years(world: World):
    final(world)
    begun_sheet(world)
    world.units["B"].dissolved_on = JUNE
    told = ports.consequences_of("organization.dissolve", world.units["B"])
    assert len(told) == 2
    assert all(sentence.startswith("Khối K1 2021: ") for sentence in told)
    # With the end of the year it keeps its place.
    world.units["B"].dissolved_on = YEARS_END
    pledge, sheet = ports.consequences_of("organization.dissolve", world.units["B"])
    assert "Giao ước" in pledge
    assert "chưa gửi" in sheet
    # So it does where it ends in the months in which the year before is scored.
    world.units["B"].dissolved_on = date(YEAR + 1, 2, 28)
    [told] = ports.consequences_of("organization.dissolve", world.units["B"])
    assert "chưa gửi" in told
    lock(world)
    assert ports.consequences_of("organization.dissolve", world.units["B"]) == []


def test_a_new_head_is_told_what_the_pledge_says_of_the_old_one(world: World):
    office = Office(bloc=world.bloc, organization=world.units["B"], year=YEAR, role=OfficeRole.HEAD)
    assert ports.consequences_of("office.change", office) == []
    version = final(world)
    [told] = ports.consequences_of("office.change", office)
    assert told == (
        "Giao ước năm 2021 ghi Hội A là Trưởng khối, chưa ký: để đơn vị mới ký, phải thay bản khác."
    )
    sign(world, version, "head_leader", PartyCapacity.HEAD)
    [told] = ports.consequences_of("office.change", office)
    assert told == "Giao ước năm 2021 giữ nguyên như Hội A đã ký với tư cách Trưởng khối."
    office.role = OfficeRole.DEPUTY
    assert ports.consequences_of("office.change", office) == []


def test_of_an_office_before_its_year_is_opened_it_is_said(world: World):
    office = Office(bloc=world.bloc, organization=world.units["B"], year=YEAR + 1, role=OfficeRole.HEAD)
    [told] = ports.consequences_of("office.change", office)
    assert told == "Năm 2022 chưa mở: quyền của chức vụ này có hiệu lực khi mở năm."


# What is forbidden


def test_after_the_lock_a_member_leaves_only_with_the_end_of_the_year(world: World):
    lock(world)
    with pytest.raises(Conflict, match="31/12/2021"):
        leave(world)
    leave(world, left_on=YEARS_END)
    assert membership_of(world).bloc == world.bloc


def test_after_the_lock_nobody_joins_to_compete(world: World):
    lock(world)
    unit = make.make_organization("E")
    words = {"actor": world.actor("officer"), "joined_on": date(YEAR, 12, 1), "basis": DECISION}
    with pytest.raises(Conflict, match="Điểm năm 2021 đã chốt"):
        join_bloc(world.bloc, YEAR, unit, competes=True, **words)
    join_bloc(world.bloc, YEAR, unit, competes=False, **words)
    assert members(world.bloc) == ["A", "B", "C", "(E)"]


def test_after_the_lock_a_leaving_stands(world: World):
    membership = leave(world)
    lock(world)
    with pytest.raises(Conflict, match="đã chốt"):
        stay_in_bloc(membership, actor=world.actor("officer"))
    world.cycle.locked_at = world.cycle.locked_by = None
    world.cycle.save()
    stay_in_bloc(membership, actor=world.actor("officer"))


def test_after_the_lock_the_list_keeps_its_members_and_who_competes(world: World):
    lock(world)
    with pytest.raises(Conflict, match="không thể đưa Hội C ra khỏi danh sách"):
        set_to(world, "A", "B")
    with pytest.raises(Conflict, match="Hội B"):
        set_to(world, "A", "B", "C", taking_part=("B",))
    set_to(world, "C", "A", "B")
    assert members(world.bloc) == ["C", "A", "B"]


def test_who_has_begun_a_sheet_is_not_taken_out(world: World):
    begun_sheet(world)
    with pytest.raises(Conflict, match="Hội B đã lập bảng tự chấm điểm năm 2021"):
        set_to(world, "A", "C")
    set_to(world, "A", "B")
    assert members(world.bloc) == ["A", "B"]


def test_who_has_sent_a_sheet_is_not_taken_out(world: World):
    sent_sheet(world)
    with pytest.raises(Conflict, match="Hội B đã gửi bảng tự chấm điểm năm 2021"):
        set_to(world, "A", "C")
    assert ports.vetoes_of("membership.remove", membership_of(world)) != []
    assert ports.vetoes_of("membership.remove", membership_of(world, "C")) == []


def test_who_has_signed_is_not_taken_out(world: World):
    version = final(world)
    sign(world, version, "leader")
    with pytest.raises(Conflict, match="Hội B đã ký Giao ước năm 2021"):
        set_to(world, "A", "C")
    set_to(world, "A", "B")
    assert members(world.bloc) == ["A", "B"]


def test_a_list_that_touches_the_pledge_says_so(world: World):
    final(world)
    response = world.client("officer").post(
        f"/blocs/{world.bloc.pk}/years/{YEAR}/composition/",
        {
            "member": [world.units[code].pk for code in "AB"],
            "competes": [world.units[code].pk for code in "AB"],
            "seen": world.bloc.version,
            "act": "review",
        },
    )
    assert response.status_code == 200
    assert response.context["consequences"] == [
        "Giao ước năm 2021 có tên Hội C: phải thay bản khác thì mới đủ chữ ký."
    ]


# How the year behaves after a member has left


def test_who_left_is_out_of_the_places_the_lists_and_the_to_dos(world: World):
    sent_sheet(world, "B", "9")
    sent_sheet(world, "C", "8")
    leave(world)
    unit = world.units["B"]
    assert unit not in competitors(world.cycle)
    assert [row.name for row in provisional_standings(world.cycle).rows if row.place] == ["Hội C"]
    assert unit.pk not in {member.organization_id for member in members_named(world.cycle)}
    assert unit.pk not in _members([world.cycle])[world.cycle.pk]
    assert world.cycle.sheets.filter(organization=unit).exists()


@pytest.mark.parametrize(("left_on", "waited"), [(JUNE, False), (YEARS_END, True)])
def test_nobody_waits_for_the_signature_of_who_left(world: World, left_on: date, waited: bool):
    """The text is to be replaced; until then it is not fully signed, as its page says."""
    final(world)
    leave(world, left_on=left_on)
    waits = {party.organization_id for party in _unsigned([world.cycle])}
    assert (world.units["B"].pk in waits) == waited
    assert world.units["C"].pk in waits


def test_who_leaves_with_the_end_of_the_year_has_its_place(world: World):
    sent_sheet(world, "B", "9")
    leave(world, left_on=YEARS_END)
    assert [row.name for row in provisional_standings(world.cycle).rows if row.place] == ["Hội B"]


def test_who_left_before_the_day_of_the_text_does_not_sign_it(world: World):
    leave(world, left_on=date(YEAR, 3, 8))
    assert {row.organization_id for row in members_on(world.cycle, final(world))} == {
        world.units["A"].pk,
        world.units["C"].pk,
    }


def test_who_left_sends_no_sheet(world: World):
    sheet = answered_sheet(world)
    membership = leave(world)
    with pytest.raises(Conflict, match="không"):
        submit_sheet(sheet, actor=world.actor("leader"))
    stay_in_bloc(membership, actor=world.actor("officer"))
    assert submit_sheet(sheet, actor=world.actor("leader")).submitted_at
