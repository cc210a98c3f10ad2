"""Undoing the opening of a year: until the first entry, and never the only year by accident."""

from datetime import date

import pytest
from django.db.models import Model

from blocs import clock
from blocs.actions.composition import set_composition
from blocs.errors import BadInput, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent, Membership
from emulation.actions.year import describe_year, open_year, undo_year
from emulation.models import Cycle, EmulationYear, GateReopening, Pledge, ReportText, ScoreSheet, Window
from emulation.models.paper import ReportSection
from emulation.models.window import Act
from tests import factories as make
from tests.blocs.compositions import lines, members
from tests.journeys.rows import all_rows, changed


@pytest.fixture
def opened(world) -> EmulationYear:
    Window.objects.create(year_id=2021, act=Act.PLEDGE, opens=date(2021, 3, 1), closes=date(2021, 3, 31))
    return open_year(2022, actor=world.actor("officer"), theme="Chủ đề mới")


def undo(world, year, persona="officer", **values):
    undo_year(year, actor=world.actor(persona), **values)


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_everything_the_opening_made_goes_and_nothing_else(world, persona):
    before = all_rows()
    undo(world, open_year(2022, actor=world.actor("officer")), persona)
    assert changed(before, all_rows()) == {"blocs.AuditEvent": 2}
    event = AuditEvent.objects.get(act="year.undo")
    assert event.old == {"copied_from": 2021, "windows": 0, "memberships": 4, "cycles": 2}


def test_a_year_can_be_opened_again_after_it(world, opened):
    undo(world, opened)
    assert open_year(2022, actor=world.actor("officer")).copied_from == 2021


def test_members_that_were_there_before_the_opening_stay(world):
    new = make.make_bloc("K9")
    make.make_membership(new, world.units["D"], 2022, 1)
    year = open_year(2022, actor=world.actor("officer"))
    undo(world, year)
    assert [row.bloc for row in Membership.objects.filter(year=2022)] == [new]


def test_what_was_changed_in_calendar_and_theme_does_not_stand_against_it(world, opened):
    Window.objects.create(year=opened, act=Act.VOTING, opens=date(2022, 12, 1), closes=date(2022, 12, 5))
    describe_year(opened, actor=world.actor("officer"), theme="Khác", guidance="", source="")
    undo(world, EmulationYear.objects.get(year=2022))
    assert not EmulationYear.objects.filter(year=2022).exists()


def a_pledge(cycle, world) -> Model:
    return Pledge.objects.create(cycle=cycle)


def a_sheet(cycle, world) -> Model:
    return ScoreSheet.objects.create(
        cycle=cycle, organization=world.units["B"], table_version=cycle.table_version
    )


def a_meeting(cycle, world) -> Model:
    return make.make_meeting(cycle)


def an_extension(cycle, world) -> Model:
    window = Window.objects.get(year=2022)
    return make.make_extension(window, world.units["B"], date(2022, 4, 30), world.users["officer"])


def an_own_window(cycle, world) -> Model:
    return make.make_window(cycle, Act.PLEDGE)


def a_text(cycle, world) -> Model:
    return ReportText.objects.create(cycle=cycle, section=ReportSection.values[0], text="Thuận lợi.")


def a_reopening(cycle, world) -> Model:
    return GateReopening.objects.create(
        cycle=cycle, gate="locked", reason="Sót điểm", reopened_by=world.users["officer"]
    )


def another_member(cycle, world) -> Model:
    return make.make_membership(cycle.bloc, make.make_organization(), 2022, 9)


def a_leaving(cycle, world) -> Model:
    row = Membership.objects.get(bloc=cycle.bloc, organization=world.units["C"], year=2022)
    row.left_on = date(2022, 5, 1)
    row.save()
    return row


def a_removal(cycle, world) -> None:
    Membership.objects.get(bloc=cycle.bloc, organization=world.units["C"], year=2022).delete()


def a_locked_gate(cycle, world) -> None:
    Cycle.objects.filter(pk=cycle.pk).update(locked_at=clock.now(), locked_by=world.users["officer"])


ENTRIES = {
    a_pledge: "Đã soạn giao ước: Khối K1.",
    a_sheet: "Đã nhập bảng tự chấm điểm: Khối K1.",
    a_meeting: "Đã ghi hội nghị, cuộc họp: Khối K1.",
    an_extension: "Đã gia hạn cho 01 đơn vị.",
    an_own_window: "Đã đặt lịch riêng: Khối K1.",
    a_text: "Đã soạn báo cáo tổng kết: Khối K1.",
    a_reopening: "Đã có lần mở lại: Khối K1.",
    another_member: "Đã thay đổi thành phần: Khối K1.",
    a_leaving: "Đã thay đổi thành phần: Khối K1.",
    a_removal: "Đã thay đổi thành phần: Khối K1.",
    a_locked_gate: "Đã chốt điểm hoặc kết thúc năm: Khối K1.",
}


@pytest.mark.parametrize(("entry", "sentence"), ENTRIES.items(), ids=lambda one: getattr(one, "__name__", ""))
def test_the_first_entry_stands_against_it_in_words(world, opened, entry, sentence):
    entry(opened.cycles.get(bloc=world.bloc), world)
    before = all_rows()
    with pytest.raises(Conflict) as refused:
        undo(world, opened)
    assert sentence in refused.value.message
    assert changed(before, all_rows()) == {}
    page = world.client("officer").get("/years/2022/undoing/").content.decode()
    assert sentence in page
    assert "btn-danger" not in page


def test_a_unit_that_left_the_last_year_later_does_not_stand_against_it(world, opened):
    Membership.objects.filter(year=2021, organization=world.units["C"]).update(left_on=date(2021, 12, 31))
    undo(world, opened)
    assert not EmulationYear.objects.filter(year=2022).exists()


def test_only_the_newest_year_is_taken_back(world, opened):
    with pytest.raises(Conflict):
        undo(world, EmulationYear.objects.get(year=2021))
    assert EmulationYear.objects.count() == 2


def test_the_only_year_goes_when_it_is_typed_and_not_by_accident(db):
    officer = make.actor_of(make.make_appointed("city_officer"))
    year = open_year(clock.today().year, actor=officer)
    for typed in (None, year.year + 1):
        with pytest.raises(BadInput):
            undo_year(year, actor=officer, typed=typed)
    assert EmulationYear.objects.exists()
    undo_year(year, actor=officer, typed=year.year)
    assert not EmulationYear.objects.exists()


@pytest.mark.parametrize("persona", ["leader", "head_leader", "secretariat", "board", "city_leader"])
def test_others_cannot_take_it_back(world, opened, persona):
    with pytest.raises(NotAllowed):
        undo(world, opened, persona)
    assert EmulationYear.objects.filter(year=2022).exists()


def test_a_page_opened_before_a_change_takes_nothing_back(world, opened):
    with pytest.raises(Stale):
        undo(world, opened, version=opened.version + 1)
    assert EmulationYear.objects.filter(year=2022).exists()


def test_the_page_says_what_goes_and_takes_it_back(world, opened):
    client = world.client("officer")
    page = client.get("/years/2022/undoing/").content.decode()
    assert "Xóa: 01 mốc thời gian. 02 khối, cụm. 04 đơn vị thành viên." in page
    response = client.post("/years/2022/undoing/", {"version": opened.version}, follow=True)
    assert response.redirect_chain == [("/years/", 302)]
    assert "Đã hủy việc mở năm 2022." in response.content.decode()
    assert not EmulationYear.objects.filter(year=2022).exists()


def test_the_page_of_the_only_year_asks_for_the_year(db, client):
    user = make.make_appointed("operator")
    year = open_year(clock.today().year, actor=make.actor_of(user))
    address = f"/years/{year.year}/undoing/"
    client.force_login(user)
    make.with_second_factor(client, user)
    assert 'name="typed"' in client.get(address).content.decode()
    refused = client.post(address, {"version": 1, "typed": ""})
    assert (refused.status_code, f"Nhập {year.year}" in refused.content.decode()) == (422, True)
    assert client.post(address, {"version": 1, "typed": year.year}).status_code == 302


def test_a_list_of_which_every_row_was_changed_stands_against_it(world, opened):
    """No row is a copy any more, as in a bloc that had its members before: what was recorded tells them apart."""
    bloc, officer = world.bloc, world.actor("officer")
    bloc.refresh_from_db()
    turned = [world.units[code] for code in "CAB"]
    set_composition(bloc, 2022, lines(*turned), actor=officer, seen=bloc.version)
    assert not Membership.objects.filter(bloc=bloc, year=2022, copied=True).exists()
    with pytest.raises(Conflict, match="Đã thay đổi thành phần: Khối K1"):
        undo(world, opened)


def test_a_list_set_before_the_opening_does_not_stand_against_it(world):
    bloc, officer = world.bloc, world.actor("officer")
    set_composition(bloc, 2022, lines(world.units["A"], world.units["B"]), actor=officer, seen=bloc.version)
    undo(world, open_year(2022, actor=officer))
    assert members(bloc, 2022) == ["A", "B"]
