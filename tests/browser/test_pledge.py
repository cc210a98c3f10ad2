"""A leader signs the pledge: on a phone in three taps, with the keyboard alone, without JavaScript."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from emulation.models import PledgeSignature
from tests import factories as make
from tests.browser.conftest import PHONE, scrolls_sideways, tab_to
from tests.cast import World, build_world
from tests.emulation.pledges import draft, final, sign

# Scrolls on by a third of the screen and waits until that is drawn; true at the end of the page.
READ_ON = """async () => {
    scrollBy({top: innerHeight / 3, behavior: "instant"});
    await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    return scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
}"""


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


def address(live_server, name: str, world: World) -> str:
    return live_server.url + reverse(f"emulation:{name}", args=[world.cycle.pk])


@pytest.mark.postgres
def test_a_leader_signs_in_three_taps_on_a_phone(world, page: Page, live_server, sign_in):
    version = final(world)
    sign_in(world.users["leader"]).set_viewport_size(PHONE)
    page.goto(address(live_server, "pledge", world))
    taps = [
        lambda: page.get_by_role("main").get_by_role("link", name="Ký giao ước năm 2021").first.click(),
        lambda: page.get_by_label("Mật khẩu của tài khoản này").click(),
        lambda: page.get_by_role("button", name="Ký giao ước").click(),
    ]
    taps[0]()
    taps[1]()
    page.keyboard.type(make.PASSWORD)
    taps[2]()
    expect(page.get_by_role("heading", name="Đã ký giao ước năm 2021")).to_be_visible()
    expect(page.get_by_text("bằng xác nhận điện tử trong hệ thống (không phải chữ ký số)")).to_be_visible()
    expect(page.get_by_text(version.sha256[:8])).to_be_visible()
    assert PledgeSignature.objects.get().party.organization == world.units["B"]


def test_nothing_is_wider_than_the_phone(world, page: Page, live_server, sign_in):
    version = final(world)
    sign(world, version, "other_leader")
    sign_in(world.users["secretariat"]).set_viewport_size(PHONE)
    for name in ["pledge", "cycle", "papers", "pledge_replacement"]:
        page.goto(address(live_server, name, world))
        assert not scrolls_sideways(page), name


def test_the_progress_of_reading_informs_and_never_blocks(world, page: Page, live_server, sign_in):
    final(world)
    sign_in(world.users["leader"]).set_viewport_size(PHONE)
    page.goto(address(live_server, "pledge", world))
    expect(page.get_by_text("Đã đọc 0/6 phần")).to_be_visible()
    for _screen in range(100):
        if page.evaluate(READ_ON):
            break
    expect(page.get_by_text("Đã đọc 6/6 phần")).to_be_attached()


def test_a_leader_signs_with_the_keyboard_alone(world, page: Page, live_server, sign_in):
    final(world)
    sign_in(world.users["leader"])
    page.goto(address(live_server, "pledge", world))
    tab_to(page, "main a:text-is('Ký giao ước năm 2021')")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Mật khẩu của tài khoản này")).to_be_focused()
    page.keyboard.type(make.PASSWORD)
    tab_to(page, "main button:text-is('Ký giao ước')")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Đã ký giao ước năm 2021")).to_be_visible()
    assert PledgeSignature.objects.count() == 1


def test_a_leader_signs_without_javascript(world, browser, live_server):
    final(world)
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    client = Client()
    client.force_login(world.users["leader"])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(address(live_server, "pledge", world))
    page.get_by_role("main").get_by_role("link", name="Ký giao ước năm 2021").first.click()
    page.get_by_label("Mật khẩu của tài khoản này").fill("sai")
    page.get_by_role("button", name="Ký giao ước").click()
    expect(page.get_by_text("Mật khẩu không đúng. Giao ước chưa được ký.").first).to_be_visible()
    page.get_by_label("Mật khẩu của tài khoản này").fill(make.PASSWORD)
    page.get_by_role("button", name="Ký giao ước").click()
    expect(page.get_by_role("heading", name="Đã ký giao ước năm 2021")).to_be_visible()
    context.close()


def test_a_clerk_adds_rows_to_the_draft(world, page: Page, live_server, sign_in):
    version = draft(world)
    sign_in(world.users["secretariat"])
    page.goto(address(live_server, "pledge_draft", world))
    section = page.get_by_role("group", name="II. NỘI DUNG THI ĐUA")
    rows = section.get_by_role("textbox")
    before = rows.count()
    assert before
    section.get_by_role("button", name="Thêm dòng").click()
    expect(rows).to_have_count(before + 1)
    expect(rows.last).to_be_focused()
    page.keyboard.type("Đổi mới công tác thi đua.")
    page.get_by_role("main").get_by_role("button", name="Lưu dự thảo").last.click()
    expect(page.get_by_text("Đã lưu bản dự thảo.")).to_be_visible()
    assert version.clauses.filter(text="Đổi mới công tác thi đua.").exists()
