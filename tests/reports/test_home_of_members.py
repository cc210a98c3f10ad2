"""The first page of a member: what its leader and its clerk have to do, and whom they wait for."""

from datetime import date, timedelta

import pytest

from blocs import clock
from blocs.models import OrganizationName
from emulation.actions.pledge_signature import sign_pledge
from emulation.actions.scoresheet import hand_back_sheet, present_sheet, return_sheet
from emulation.models.window import Act, Window
from reports.queries.bloc_years import open_years
from reports.queries.home import home_of
from tests import factories as make
from tests.cast import World
from tests.emulation import pledges, sheets
from tests.reports.homes import acts, todos, waits

SIGN = "Ký giao ước thi đua năm 2021"
BEGIN = "Bắt đầu bảng tự chấm điểm năm 2021"
GO_ON = "Nhập tiếp bảng tự chấm điểm năm 2021"
MEND = "Bổ sung bảng tự chấm điểm năm 2021 đã được trả lại"
APPROVE = "Duyệt và gửi bảng tự chấm điểm năm 2021"


def close(world: World, act: str, days_ago: int = 3) -> None:
    day = clock.today() - timedelta(days=days_ago)
    Window.objects.filter(cycle=world.cycle, act=act).update(opens=day - timedelta(days=30), closes=day)


def test_without_a_window_there_is_nothing_to_do(world: World):
    pledges.draft(world)
    assert acts(world, "leader") == []


# The pledge


def test_a_leader_who_has_not_signed_is_led_to_the_pledge(world: World):
    pledges.final(world)
    assert todos(world, "leader") == [(SIGN, "Hội B · Thành viên")]


def test_having_signed_he_has_nothing_left_to_do(world: World):
    version = pledges.final(world)
    pledges.sign(world, version, "leader")
    assert acts(world, "leader") == []
    assert acts(world, "other_leader") == [SIGN]


def test_the_heads_leader_signs_twice(world: World):
    version = pledges.final(world)
    assert acts(world, "head_leader").count(SIGN) == 2
    pledges.sign(world, version, "head_leader")
    assert acts(world, "head_leader").count(SIGN) == 1


def test_a_clerk_waits_for_the_leaders_signature(world: World):
    version = pledges.final(world)
    assert acts(world, "clerk") == []
    assert waits(world, "clerk") == [("Hội B", "Lãnh đạo ký giao ước thi đua năm 2021")]
    pledges.sign(world, version, "leader")
    assert waits(world, "clerk") == []


def test_a_missed_day_of_signing_stays_in_sight_as_late(world: World):
    pledges.final(world)
    close(world, Act.PLEDGE)
    todo = home_of(world.actor("leader")).todos[0]
    assert (todo.act, todo.late, todo.due) == (SIGN, True, "Quá hạn 3 ngày")


def test_before_the_window_opens_nothing_is_asked(world: World):
    pledges.final(world)
    day = clock.today() + timedelta(days=3)
    Window.objects.update(opens=day, closes=day)
    assert acts(world, "leader") == []


# The score sheet


@pytest.mark.parametrize("persona", ["leader", "clerk"])
def test_an_open_window_asks_the_unit_to_begin(world: World, persona: str):
    sheets.open_scoring(world)
    assert todos(world, persona) == [(BEGIN, "Hội B")]


@pytest.mark.parametrize("persona", ["leader", "clerk"])
def test_a_begun_sheet_is_gone_on_with(world: World, persona: str):
    sheets.answered_sheet(world)
    assert todos(world, persona) == [(GO_ON, "Hội B · đã nhập 6/6 tiêu chí")]


def test_a_sheet_with_the_leader_is_his_and_the_clerk_waits(world: World):
    present_sheet(sheets.answered_sheet(world), actor=world.actor("clerk"))
    assert acts(world, "leader") == [APPROVE]
    assert acts(world, "clerk") == []
    assert waits(world, "clerk") == [("Hội B", "Lãnh đạo duyệt bảng tự chấm điểm năm 2021")]


def test_handed_back_it_is_the_clerks_again(world: World):
    sheet = present_sheet(sheets.answered_sheet(world), actor=world.actor("clerk"))
    hand_back_sheet(sheet, actor=world.actor("leader"))
    assert acts(world, "clerk") == [GO_ON]


def test_a_sent_sheet_is_waited_for(world: World):
    sheets.sent_sheet(world)
    assert acts(world, "leader") == []
    assert waits(world, "leader") == [("Hội A", "Kiểm tra bảng tự chấm điểm năm 2021")]


def test_the_head_waits_for_the_secretariat_to_check_its_own_sheet(world: World):
    sheets.sent_sheet(world, "A")
    assert ("Tổ thư ký", "Kiểm tra bảng tự chấm điểm năm 2021") in waits(world, "head_leader")


def test_a_returned_sheet_comes_back_with_its_reason(world: World):
    sheet = sheets.sent_sheet(world)
    return_sheet(sheet, actor=world.actor("secretariat"), reason="Thiếu số liệu hội viên mới.")
    expected = [(MEND, "Hội B · Thiếu số liệu hội viên mới.")]
    assert todos(world, "leader") == expected
    assert todos(world, "clerk") == expected


def test_a_returned_sheet_is_mended_after_the_window_too(world: World):
    sheet = sheets.sent_sheet(world)
    return_sheet(sheet, actor=world.actor("secretariat"), reason="Thiếu số liệu hội viên mới.")
    close(world, Act.SELF_SCORING)
    todo = home_of(world.actor("leader")).todos[0]
    assert (todo.act, todo.late, todo.due) == (MEND, False, "")


def test_a_missed_deadline_stays_in_sight_with_the_way_out(world: World):
    sheets.open_scoring(world)
    close(world, Act.SELF_SCORING)
    todo = home_of(world.actor("leader")).todos[0]
    assert (todo.act, todo.due) == (BEGIN, "Quá hạn 3 ngày")
    assert todo.of == "Hội B · Tổ thư ký có thể đề nghị gia hạn"


def test_an_extension_counts_for_its_unit_alone(world: World):
    window = make.make_window(world.cycle, Act.SELF_SCORING)
    close(world, Act.SELF_SCORING)
    until = clock.today() + timedelta(days=2)
    make.make_extension(window, world.units["B"], until, world.users["officer"])
    mine, theirs = (home_of(world.actor(persona)).todos[0] for persona in ("leader", "other_leader"))
    assert (mine.late, mine.soon, mine.due) == (False, True, "Còn 2 ngày")
    assert (theirs.late, theirs.due) == (True, "Quá hạn 3 ngày")


def test_the_last_day_is_called_so(world: World):
    make.make_window(world.cycle, Act.SELF_SCORING, closes=clock.today())
    assert home_of(world.actor("leader")).todos[0].due == "Hôm nay là hạn cuối"


def test_what_is_due_first_stands_first(world: World):
    version = pledges.final(world)
    make.make_window(world.cycle, Act.SELF_SCORING, closes=clock.today() + timedelta(days=1))
    assert acts(world, "leader") == [BEGIN, SIGN]
    assert version.parties.exists()


def test_locked_scores_end_the_work_on_the_sheet(world: World):
    sheets.begun_sheet(world)
    world.cycle.locked_at, world.cycle.locked_by = clock.now(), world.users["head_leader"]
    world.cycle.save()
    assert acts(world, "leader") == []


def test_a_unit_of_another_bloc_has_nothing_of_it(world: World):
    pledges.final(world)
    sheets.open_scoring(world)
    assert acts(world, "outside_leader") == []
    assert waits(world, "outside_leader") == []


def test_work_belongs_to_the_organisation_when_people_change(world: World):
    pledges.final(world)
    make.end_leaders(world.units["B"])
    world.users["successor"] = make.make_leader(world.units["B"])
    assert acts(world, "successor") == [SIGN]


def test_the_text_agreed_to_is_the_one_in_force(world: World):
    version = pledges.final(world)
    party = pledges.party(version, "B")
    sign_pledge(party, actor=world.actor("leader"), text_sha256=version.sha256)
    party.signatures.update(voided_at=clock.now(), voided_by=world.users["head_leader"])
    assert acts(world, "leader") == [SIGN]


def test_each_year_calls_a_unit_as_its_own_pages_do(world: World):
    """Renamed after the year: the old name for the old year, today's for this one."""
    unit, today = world.units["B"], clock.today()
    this_year = make.make_cycle(world.bloc, today.year)
    make.make_membership(world.bloc, unit, today.year, 2)
    OrganizationName.objects.create(
        organization=unit, name="Hội tên mới", short_name="B", valid_from=date(today.year, 1, 1)
    )
    names = {year.number: year.name_of(unit.pk) for year in open_years(world.actor("leader"))}
    assert names == {world.cycle.year_id: "Hội B", this_year.year_id: "Hội tên mới"}
