"""The first page of those who run a bloc's year: the head's leader and the secretariat."""

from blocs import clock
from blocs.models import Appointment, Role
from emulation.actions.score_line import dispute_line
from emulation.actions.standing import lock_scores
from emulation.models import IssuedPaper
from emulation.models.pledge import PartyCapacity
from emulation.models.window import Act
from reports.queries.home import home_of
from tests import factories as make
from tests.awards.dossiers import make_flag, make_nomination, submit
from tests.cast import World
from tests.emulation import pledges, sheets
from tests.reports.homes import acts, todos, waits
from tests.reports.reported import issue_report

CHECK = "Kiểm tra bảng tự chấm điểm năm 2021"
LOCK = "Chốt điểm năm 2021"
SEND = "Gửi hồ sơ đề nghị khen thưởng năm 2021"
REPORT = "Phát hành báo cáo tổng kết năm 2021"
WRITE = "Soạn và chốt nội dung giao ước thi đua năm 2021"


def lock(world: World) -> None:
    for unit in "ABC":
        sheets.checked_sheet(world, unit)
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    world.cycle.refresh_from_db()


def decide(world: World) -> None:
    submit(world.cycle, world.users["head_leader"])
    world.cycle.decided_at, world.cycle.decided_by = clock.now(), world.users["officer"]
    world.cycle.save()


# The pledge


def test_a_pledge_without_a_final_text_is_to_be_written(world: World):
    make.make_window(world.cycle, Act.PLEDGE)
    assert WRITE in acts(world, "head_leader")
    assert WRITE in acts(world, "secretariat")
    assert WRITE not in acts(world, "leader")


def test_a_final_text_is_waited_on_until_every_unit_has_signed(world: World):
    version = pledges.final(world)
    assert WRITE not in acts(world, "secretariat")
    sign = "đơn vị chưa ký giao ước thi đua năm 2021"
    assert waits(world, "secretariat") == [(f"Còn 03/03 {sign}", "Hội A; Hội B; Hội C")]
    assert waits(world, "head_leader") == [(f"Còn 02/03 {sign}", "Hội B; Hội C")]
    pledges.sign(world, version, "leader")
    assert waits(world, "secretariat") == [(f"Còn 02/03 {sign}", "Hội A; Hội C")]
    pledges.sign(world, version, "other_leader")
    pledges.sign(world, version, "head_leader")
    pledges.sign(world, version, "head_leader", PartyCapacity.HEAD)
    assert waits(world, "secretariat") == []


# The score sheets


def test_a_sent_sheet_is_to_be_checked(world: World):
    sheets.sent_sheet(world)
    assert (CHECK, "Hội B") in todos(world, "secretariat")
    assert (CHECK, "Hội B") in todos(world, "head_leader")
    assert CHECK not in acts(world, "other_leader")


def test_a_checked_sheet_is_no_more_to_be_checked(world: World):
    sheets.checked_sheet(world)
    assert CHECK not in acts(world, "secretariat")


def test_nobody_is_asked_to_check_a_unit_he_represents_in_whatever_capacity(world: World):
    sheets.sent_sheet(world)
    clerk = world.users["clerk"]
    Appointment.objects.create(
        person=clerk.person, role=Role.SECRETARIAT, bloc=world.bloc, since=make.LONG_AGO
    )
    world.users["clerk_of_both"], world.roles["clerk_of_both"] = clerk, Role.SECRETARIAT
    assert CHECK not in acts(world, "clerk_of_both")
    assert CHECK in acts(world, "secretariat")


def test_the_head_does_not_check_its_own_sheet(world: World):
    sheets.sent_sheet(world, "A")
    assert CHECK not in acts(world, "head_leader")
    assert (CHECK, "Hội A") in todos(world, "secretariat")


def test_a_request_for_re_examination_is_told_as_such(world: World):
    sheet = sheets.sent_sheet(world)
    dispute_line(
        sheet,
        sheets.criterion(sheet, "A1"),
        actor=world.actor("leader"),
        reason="Điểm chưa tính hội nghị quý IV.",
    )
    assert ("Trả lời đề nghị xem xét lại điểm năm 2021", "Hội B") in todos(world, "secretariat")
    assert CHECK not in acts(world, "secretariat")


def test_sheets_that_have_not_come_are_waited_for_with_the_time_they_have(world: World):
    sheets.begun_sheet(world)
    found = {wait.who: (wait.what, wait.since) for wait in home_of(world.actor("secretariat")).waits}
    assert found == {
        "Hội A": ("Bảng tự chấm điểm năm 2021: chưa nhập", "Còn 10 ngày"),
        "Hội B": ("Bảng tự chấm điểm năm 2021: đang nhập", "Còn 10 ngày"),
        "Hội C": ("Bảng tự chấm điểm năm 2021: chưa nhập", "Còn 10 ngày"),
    }


def test_when_all_are_checked_the_head_locks_and_the_secretariat_waits(world: World):
    sheets.checked_sheet(world, "A")
    sheets.checked_sheet(world, "B")
    assert LOCK not in acts(world, "head_leader")
    sheets.checked_sheet(world, "C")
    assert LOCK in acts(world, "head_leader")
    assert waits(world, "secretariat") == [("Hội A", LOCK)]


# The honours


def test_after_the_lock_the_head_sends_the_nominations_and_the_secretariat_waits(world: World):
    lock(world)
    assert acts(world, "head_leader") == [SEND]
    assert (acts(world, "secretariat"), waits(world, "secretariat")) == ([], [("Hội A", SEND)])
    assert acts(world, "leader") == []


def test_once_sent_the_city_is_waited_for(world: World):
    lock(world)
    submit(world.cycle, world.users["head_leader"])
    expected = [("Cơ quan thường trực Hội đồng", "Xét hồ sơ đề nghị khen thưởng năm 2021")]
    assert waits(world, "head_leader") == expected
    assert acts(world, "head_leader") == []


def test_a_dossier_the_city_wants_supplemented_is_the_blocs_to_do(world: World):
    lock(world)
    submit(world.cycle, world.users["head_leader"])
    make_nomination(
        world.cycle.snapshots.get(), world.units["B"], make_flag(), world.users["head_leader"], "supplement"
    )
    mend = (
        "Bổ sung hồ sơ của Hội B",
        "Cờ thi đua của Ủy ban nhân dân thành phố · Bổ sung số liệu về hội viên.",
    )
    assert todos(world, "head_leader") == [mend]
    assert todos(world, "secretariat") == [mend]
    assert todos(world, "leader") == []


def test_after_the_decision_the_report_is_to_be_issued_until_it_is(world: World):
    lock(world)
    assert REPORT not in acts(world, "secretariat")
    decide(world)
    assert acts(world, "secretariat") == [REPORT]
    assert acts(world, "head_leader") == [REPORT]
    issue_report(world.cycle, world.actor("secretariat"), clock.today())
    assert acts(world, "secretariat") == []
    assert IssuedPaper.objects.count() == 1


def test_a_closed_year_is_off_the_page(world: World):
    lock(world)
    decide(world)
    world.cycle.closed_at, world.cycle.closed_by = clock.now(), world.users["head_leader"]
    world.cycle.save()
    assert acts(world, "secretariat") == []
    assert home_of(world.actor("secretariat")).cycle is None


def test_a_secretariat_sees_nothing_of_another_bloc(world: World):
    sheets.sent_sheet(world)
    assert acts(world, "other_secretariat") == []
    assert {who for who, _what in waits(world, "other_secretariat")} == set()
