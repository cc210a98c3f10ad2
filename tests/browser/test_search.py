"""The box in the header by keyboard, at a desk; the way to the page of search, on a phone; both without barriers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import factories as make
from tests.browser.conftest import DESK, PHONE, scrolls_sideways
from tests.cast import World, build_world


@pytest.fixture
def world(transactional_db: None) -> World:
    world = build_world()
    make.make_organization("HNDN", "Hội Nữ doanh nhân", "HNDN")
    make.make_organization("DNT", "Hội Doanh nhân trẻ", "DNT")
    return world


@pytest.fixture
def desk(page: Page, live_server, world: World, sign_in) -> Page:
    page.set_viewport_size(DESK)
    sign_in(world.users["officer"]).goto(live_server.url)
    expect(page.get_by_role("combobox")).to_be_visible()
    return page


def test_what_is_found_is_offered_and_opened_with_the_keyboard(desk: Page, find_barriers):
    box = desk.get_by_role("combobox")
    desk.keyboard.press("/")
    expect(box).to_be_focused()
    box.press_sequentially("doanh nhan")
    options = desk.get_by_role("option")
    expect(options).to_have_text(
        [re.compile("Doanh nhân trẻ"), re.compile("Nữ doanh nhân"), re.compile("Mọi")]
    )
    expect(box).to_have_attribute("aria-expanded", "true")
    assert find_barriers() == []
    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = desk.get_by_role("option", selected=True)
    expect(chosen).to_have_text(re.compile("Nữ doanh nhân"))
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    box.press("Enter")
    expect(desk.locator("h1")).to_have_text("Hội Nữ doanh nhân")


def test_escape_closes_the_list_and_enter_leads_to_the_page(desk: Page):
    box = desk.get_by_role("combobox")
    box.press_sequentially("doanh")
    expect(desk.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(desk.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("doanh")
    box.press("Enter")
    expect(desk).to_have_url(re.compile(r"/search/\?q=doanh$"))
    expect(desk.locator("h1")).to_have_text("Kết quả tìm “doanh”")


def test_an_option_is_opened_by_a_click_and_the_list_goes_with_the_focus(desk: Page):
    box = desk.get_by_role("combobox")
    box.press_sequentially("dnt")
    option = desk.get_by_role("option", name="Doanh nhân trẻ")
    expect(option).to_be_visible()
    box.press("Tab")
    expect(desk.get_by_role("listbox")).to_be_hidden()
    box.focus()
    option.click()
    expect(desk.locator("h1")).to_have_text("Hội Doanh nhân trẻ")


def test_the_arrows_go_round_by_way_of_the_box(desk: Page):
    box = desk.get_by_role("combobox")
    box.press_sequentially("dnt")
    options = desk.get_by_role("option")
    expect(options).to_have_count(2)
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(desk.get_by_role("option", selected=True)).to_have_count(0)
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")


def test_nothing_found_leads_to_how_to_search(desk: Page):
    box = desk.get_by_role("combobox")
    box.press_sequentially("qqqq")
    expect(desk.get_by_role("option")).to_have_text([re.compile("Không tìm thấy “qqqq”")])
    box.press("ArrowDown")
    box.press("Enter")
    expect(desk.locator("h1")).to_have_text("Không tìm thấy “qqqq”")


def test_a_phone_leads_to_the_page(page: Page, live_server, world: World, sign_in, find_barriers):
    page.set_viewport_size(PHONE)
    sign_in(world.users["leader"]).goto(live_server.url)
    page.get_by_role("link", name="Tìm kiếm").click()
    page.get_by_label("Đơn vị, khối, cán bộ hoặc văn bản").fill("hoi c")
    page.get_by_label("Trang tìm kiếm").get_by_role("button", name="Tìm kiếm").click()
    expect(page.get_by_role("link", name="Hội C")).to_be_visible()
    assert find_barriers() == []
    assert not scrolls_sideways(page)


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_the_longest_navigation_stands_on_one_line_at_a_desk(
    page: Page, live_server, world: World, sign_in, persona
):
    page.set_viewport_size(DESK)
    sign_in(world.users[persona]).goto(live_server.url)
    entries = page.locator(".app-nav a")
    expect(entries.last).to_be_visible()
    boxes = [entries.nth(number).bounding_box() for number in range(entries.count())]
    assert len({box["y"] for box in boxes}) == 1
    assert boxes[-1]["x"] + boxes[-1]["width"] <= DESK["width"]


def test_without_scripts_the_form_leads_to_the_page(browser, live_server, world: World, sign_in, page: Page):
    sign_in(world.users["officer"])
    context = browser.new_context(java_script_enabled=False, viewport=DESK)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(live_server.url)
    box = plain.get_by_label("Tìm đơn vị, cán bộ, văn bản")
    box.fill("doanh nu")
    box.press("Enter")
    expect(plain.get_by_role("link", name="Hội Nữ doanh nhân")).to_be_visible()
    context.close()
