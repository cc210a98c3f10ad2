"""The score sheet under the fingers of the secretariat at a desk and of a leader on a phone."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from emulation.actions.score_line import save_line
from emulation.actions.scoresheet import start_sheet
from tests.browser.conftest import DESK, PHONE, scrolls_sideways
from tests.cast import World, build_world
from tests.emulation.sheets import SCAN, answered_sheet, begun_sheet, criterion, line_of, sent_sheet, stored


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


def from_paper(world: World):
    """A sheet of B begun by the unit and taken over by the secretariat from its paper."""
    begun_sheet(world)
    return start_sheet(
        world.cycle,
        world.units["B"],
        actor=world.actor("secretariat"),
        paper_dated_on=date(2021, 12, 1),
        scan=SCAN,
    )


def cell(page: Page, sheet, code: str, name: str = "self_points"):
    return page.locator(f"#c-{criterion(sheet, code).pk}-{name}")


def told(page: Page, sheet, code: str, name: str = "self_points"):
    return page.locator(f"#s-{criterion(sheet, code).pk}-{name}")


def note(page: Page, sheet, code: str):
    return page.locator(f"#note-{criterion(sheet, code).pk}")


def open_sheet(sign_in, world, persona, sheet, live_server, size=DESK) -> Page:
    page = sign_in(world.users[persona])
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/scoresheets/{sheet.pk}/")
    return page


@pytest.mark.postgres
def test_an_entered_result_changes_total_and_standings_at_once(world, sign_in, live_server):
    sent_sheet(world, "A", "7")
    sheet = from_paper(world)
    page = open_sheet(sign_in, world, "secretariat", sheet, live_server)
    for code, points in [
        ("A1", "9,5"),
        ("A2", "9,5"),
        ("B1", "9,5"),
        ("B2", "9,5"),
        ("X1", "0"),
        ("Y1", "0"),
    ]:
        cell(page, sheet, code).fill(points)
        cell(page, sheet, code).press("Enter")
    expect(page.locator("#totals .totals__sum dd")).to_have_text("38,00")
    expect(page.locator("#sum-A")).to_contain_text("19,00")
    expect(page.locator("#answered")).to_have_text("6/6 tiêu chí")
    expect(told(page, sheet, "A1")).to_contain_text("đã lưu")
    assert stored(sheet).total == 38
    page.goto(f"{live_server.url}/cycles/{world.cycle.pk}/standings/")
    expect(page.locator("table.data tbody tr").nth(1)).to_contain_text("38,00")
    expect(page.locator("table.data tbody tr").first).to_contain_text("Hội A")
    page.goto(f"{live_server.url}/scoresheets/{sheet.pk}/submission/")
    page.get_by_role("button", name="Gửi Khối").click()
    expect(page.locator("#messages")).to_contain_text("Đã gửi")
    page.goto(f"{live_server.url}/cycles/{world.cycle.pk}/standings/")
    first = page.locator("table.data tbody tr").first
    expect(first).to_contain_text("Hội B")
    expect(first).to_contain_text("38,00")


def test_keys_walk_the_column_as_in_a_spreadsheet(world, sign_in, live_server):
    sheet = from_paper(world)
    page = open_sheet(sign_in, world, "secretariat", sheet, live_server)
    cell(page, sheet, "A1").focus()
    page.keyboard.press("ArrowDown")
    expect(cell(page, sheet, "A2")).to_be_focused()
    page.keyboard.type("8")
    page.keyboard.press("Enter")
    expect(cell(page, sheet, "B1")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    expect(cell(page, sheet, "A1", "result_text")).to_be_focused()
    cell(page, sheet, "A2").focus()
    page.keyboard.type("3")
    page.keyboard.press("Escape")
    expect(cell(page, sheet, "A2")).to_have_value("8")
    expect(told(page, sheet, "A2")).to_contain_text("đã lưu")
    assert line_of(sheet, "A2").self_points == 8


def test_typing_on_in_a_row_is_not_disturbed_by_an_answer(world, sign_in, live_server):
    sheet = from_paper(world)
    page = open_sheet(sign_in, world, "secretariat", sheet, live_server)
    cell(page, sheet, "A1", "planned").fill("20")
    page.keyboard.press("Tab")
    page.keyboard.type("1")
    expect(told(page, sheet, "A1", "planned")).to_contain_text("đã lưu")
    page.keyboard.type("9")
    page.keyboard.press("Tab")
    expect(told(page, sheet, "A1", "actual")).to_contain_text("đã lưu")
    line = line_of(sheet, "A1")
    assert (line.planned, line.actual) == (20, 19)


def test_a_column_from_excel_is_pasted_and_saved(world, sign_in, live_server):
    sheet = from_paper(world)
    page = open_sheet(sign_in, world, "secretariat", sheet, live_server)
    cell(page, sheet, "A1").focus()
    page.evaluate(
        """text => { const data = new DataTransfer(); data.setData('text/plain', text);
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }""",
        "9\r\n8,5\r\n7\r\n10\r\n",
    )
    expect(page.locator("#totals .totals__sum dd")).to_have_text("34,50")
    assert [line_of(sheet, code).self_points for code in ["A1", "A2", "B1", "B2"]] == [9, 8.5, 7, 10]


def test_wrong_input_is_told_under_the_row_and_mended_there(world, sign_in, live_server):
    sheet = from_paper(world)
    page = open_sheet(sign_in, world, "secretariat", sheet, live_server)
    cell(page, sheet, "A1").fill("7")
    cell(page, sheet, "A1").press("Enter")
    expect(told(page, sheet, "A1")).to_contain_text("đã lưu")
    cell(page, sheet, "A1").fill("10,5")
    cell(page, sheet, "A1").press("Enter")
    expect(note(page, sheet, "A1")).to_contain_text("10,5 vượt điểm tối đa 10,0 của tiêu chí A1.")
    expect(note(page, sheet, "A1")).to_contain_text("giá trị đang giữ là 7")
    expect(cell(page, sheet, "A1")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-unsaved]")).to_contain_text("1 ô chưa lưu")
    cell(page, sheet, "A1").fill("1.234")
    cell(page, sheet, "A1").press("Tab")
    expect(note(page, sheet, "A1")).to_contain_text("có thể là 1234 hoặc 1,234")
    cell(page, sheet, "A1").fill("8")
    cell(page, sheet, "A1").press("Tab")
    expect(note(page, sheet, "A1")).to_be_hidden()
    expect(page.locator("[data-unsaved]")).to_be_hidden()
    assert line_of(sheet, "A1").self_points == 8


@pytest.mark.parametrize(("button", "left"), [("Giữ 7", 7), ("Dùng 9", 9)])
def test_of_two_values_in_one_cell_one_is_chosen(world, sign_in, live_server, button, left):
    sheet = from_paper(world)
    page = open_sheet(sign_in, world, "secretariat", sheet, live_server)
    save_line(sheet, criterion(sheet, "A1"), actor=world.actor("clerk"), version=1, self_points=7)
    cell(page, sheet, "A1").fill("9")
    cell(page, sheet, "A1").press("Enter")
    expect(note(page, sheet, "A1")).to_contain_text("Hai người vừa sửa ô này.")
    expect(told(page, sheet, "A1")).to_contain_text("hai giá trị")
    page.get_by_role("button", name=button).click()
    expect(note(page, sheet, "A1")).to_be_hidden()
    expect(cell(page, sheet, "A1")).to_have_value(str(left))
    assert line_of(sheet, "A1").self_points == left


def test_what_did_not_reach_the_server_stays_on_the_screen_and_says_so(world, sign_in, live_server):
    sheet = from_paper(world)
    page = open_sheet(sign_in, world, "secretariat", sheet, live_server)
    page.route("**/lines/**", lambda route: route.abort())
    cell(page, sheet, "A1").fill("9")
    cell(page, sheet, "A1").press("Enter")
    expect(told(page, sheet, "A1")).to_have_text("chưa lưu")
    expect(cell(page, sheet, "A1")).to_have_value("9")
    page.unroute("**/lines/**")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Đã lưu lúc")
    assert line_of(sheet, "A1").self_points == 9


def test_the_bloc_gives_other_points_with_a_reason(world, sign_in, live_server):
    sheet = sent_sheet(world, "B", "8")
    page = open_sheet(sign_in, world, "secretariat", sheet, live_server)
    cell(page, sheet, "A1", "reviewed_points").fill("6")
    cell(page, sheet, "A1", "reviewed_points").press("Tab")
    expect(note(page, sheet, "A1")).to_contain_text("đề nghị ghi lý do ở ô bên cạnh")
    cell(page, sheet, "A1", "review_reason").fill("Thiếu biên nhận.")
    cell(page, sheet, "A1", "review_reason").press("Tab")
    expect(note(page, sheet, "A1")).to_be_hidden()
    expect(page.locator("#totals .totals__sum dd")).to_have_text("30,00")
    page.get_by_role("button", name="Nhất trí các tiêu chí còn lại (5 tiêu chí)").click()
    expect(page.locator("#messages")).to_contain_text("Đã nhất trí 5 tiêu chí.")
    page.get_by_role("link", name="Kết thúc kiểm tra").click()
    page.get_by_role("button", name="Kết thúc kiểm tra").click()
    expect(page.locator(".page-head__meta")).to_contain_text("Đã kiểm tra")


def test_without_javascript_everything_is_saved_by_one_button(world, browser, live_server, sign_in):
    sheet = begun_sheet(world)
    cookies = sign_in(world.users["leader"]).context.cookies()
    context = browser.new_context(java_script_enabled=False, viewport=DESK)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{live_server.url}/scoresheets/{sheet.pk}/")
    cell(page, sheet, "A1").fill("7,5")
    cell(page, sheet, "A2").fill("1.234")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("main")).to_contain_text("1 tiêu chí chưa lưu được.")
    expect(cell(page, sheet, "A2")).to_have_value("1.234")
    cell(page, sheet, "A2").fill("8")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#totals .totals__sum dd")).to_have_text("15,50")
    context.close()


def test_a_leader_fills_and_sends_on_a_phone(world, sign_in, live_server, find_barriers):
    sheet = answered_sheet(world, "B", "8")
    page = open_sheet(sign_in, world, "leader", sheet, live_server, PHONE)
    assert not scrolls_sideways(page)
    assert find_barriers() == []
    cell(page, sheet, "A1").fill("9")
    cell(page, sheet, "A1").blur()
    expect(page.locator("#totals .totals__sum dd")).to_have_text("33,00")
    page.get_by_role("link", name="Kiểm tra trước khi gửi").click()
    expect(page.get_by_role("button", name="Gửi Khối")).to_be_visible()
    assert find_barriers() == []
    page.get_by_role("button", name="Gửi Khối").click()
    expect(page.locator("#messages")).to_contain_text("Đã gửi Bảng tự chấm điểm đến Khối lúc")
    assert stored(sheet).is_sent


@pytest.mark.parametrize("leaving", ["Tab", ""], ids=["saved-first", "at-once"])
def test_a_clerk_types_and_presents_and_the_leader_types_and_hands_back(world, sign_in, live_server, leaving):
    sheet = begun_sheet(world)

    def type_and_press(persona, code, button):
        page = open_sheet(sign_in, world, persona, sheet, live_server)
        cell(page, sheet, code).fill("9")
        if leaving:
            cell(page, sheet, code).press(leaving)
            expect(told(page, sheet, code)).to_contain_text("đã lưu")
        page.get_by_role("button", name=button).click()
        return page

    page = type_and_press("clerk", "A1", "Trình lãnh đạo")
    expect(page.locator("#messages")).to_contain_text("Đã trình")
    page = type_and_press("leader", "A2", "Trả lại cán bộ")
    expect(page.locator("#messages")).to_contain_text("Đã trả")
    assert (stored(sheet).state, stored(sheet).total) == ("in_progress", 18)


def test_nobody_presents_a_sheet_that_another_has_changed_meanwhile(world, sign_in, live_server):
    sheet = begun_sheet(world)
    page = open_sheet(sign_in, world, "clerk", sheet, live_server)
    save_line(sheet, criterion(sheet, "B1"), actor=world.actor("leader"), version=1, self_points=7)
    cell(page, sheet, "A1").fill("9")
    cell(page, sheet, "A1").press("Tab")
    expect(told(page, sheet, "A1")).to_contain_text("đã lưu")
    page.get_by_role("button", name="Trình lãnh đạo").click()
    expect(page.locator("main")).to_contain_text("vừa được người khác sửa")
    assert stored(sheet).state == "in_progress"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_note_under_a_row_is_no_barrier_and_does_not_scroll_sideways(
    world, sign_in, live_server, find_barriers, size
):
    sheet = from_paper(world)
    page = open_sheet(sign_in, world, "secretariat", sheet, live_server, size)
    cell(page, sheet, "A1").fill("99")
    cell(page, sheet, "A1").press("Tab")
    expect(note(page, sheet, "A1")).to_be_visible()
    assert find_barriers() == []
    assert not scrolls_sideways(page)


def test_the_head_locks_the_scores_seeing_what_is_unfinished(world, sign_in, live_server, find_barriers):
    sent_sheet(world, "B", "8")
    page = sign_in(world.users["head_leader"])
    page.goto(f"{live_server.url}/cycles/{world.cycle.pk}/standings/")
    page.get_by_role("link", name="Chốt điểm…").click()
    expect(page.locator("main")).to_contain_text("Còn 02 đơn vị chưa gửi bảng tự chấm")
    assert find_barriers() == []
    page.get_by_role("button", name="Chốt điểm").click()
    expect(page.locator(".page-head__meta")).to_contain_text("Chính thức")
    expect(page.locator(".page-head__meta")).to_contain_text("Mã đối chiếu")
