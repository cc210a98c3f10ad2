"""The frame in a real browser: without barriers, without sideways scrolling, by keyboard, on desk and phone."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, scrolls_sideways
from tests.cast import World, build_world


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_world()


def opened(page: Page, live_server, path: str) -> Page:
    page.goto(live_server.url + path)
    return page


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "path", ["/account/login/", "/account/signup/", "/account/password/reset/", "/nowhere/"]
)
def test_pages_before_the_login_have_no_barriers(page, live_server, find_barriers, settings, size, path):
    settings.DEMO = True
    page.set_viewport_size(size)
    opened(page, live_server, path)
    assert find_barriers() == []
    assert not scrolls_sideways(page)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", ["/components/", "/account/2fa/", "/account/password/change/", "/nowhere/"])
def test_pages_after_the_login_have_no_barriers(page, live_server, world, sign_in, find_barriers, size, path):
    page.set_viewport_size(size)
    opened(sign_in(world.users["operator"]), live_server, path)
    assert find_barriers() == []
    assert not scrolls_sideways(page)


def test_open_menus_and_dialogs_have_no_barriers(page, live_server, world, sign_in, find_barriers):
    opened(sign_in(world.users["operator"]), live_server, reverse("reports:components"))
    page.locator(".switcher > summary").click()
    expect(page.locator(".switcher")).to_have_attribute("open", "")
    assert find_barriers() == []
    page.locator(".account > summary").click()
    expect(page.locator(".switcher")).not_to_have_attribute("open", "")
    expect(page.locator(".account")).to_have_attribute("open", "")
    assert find_barriers() == []
    page.keyboard.press("Escape")
    page.locator("[data-opens]").click()
    expect(page.locator("#d-lock")).to_be_visible()
    assert find_barriers() == []


def test_the_login_is_done_with_the_keyboard_alone(page, live_server, world):
    opened(page, live_server, "/account/login/?next=/account/2fa/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#id_login").focus()
    page.keyboard.type(world.users["operator"].email)
    page.keyboard.press("Tab")
    expect(page.locator("#id_password")).to_be_focused()
    page.keyboard.type("mật khẩu thử nghiệm 2021")
    page.keyboard.press("Enter")
    expect(page).to_have_url(live_server.url + reverse("mfa_index"))
    expect(page.locator(".account > summary")).to_be_visible()


def test_a_menu_opens_and_closes_by_keyboard_and_the_focus_returns(page, live_server, world, sign_in):
    opened(sign_in(world.users["operator"]), live_server, reverse("mfa_index"))
    summary = page.locator(".account > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_hidden()
    expect(summary).to_be_focused()


def test_a_password_can_be_looked_at_and_hidden_again(page, live_server, db):
    opened(page, live_server, "/account/login/")
    field, button = page.locator("#id_password"), page.locator("[data-reveal]")
    button.click()
    expect(field).to_have_attribute("type", "text")
    expect(button).to_have_text("Ẩn")
    button.click()
    expect(field).to_have_attribute("type", "password")


def test_without_scripts_no_button_stands_that_needs_one(browser, live_server, db):
    context = browser.new_context(java_script_enabled=False, ignore_https_errors=True)
    page = opened(context.new_page(), live_server, "/account/login/")
    expect(page.locator("[data-reveal]")).to_be_hidden()
    context.close()


def test_the_language_is_changed_on_the_page_one_is_on(page, live_server, world, sign_in):
    opened(sign_in(world.users["operator"]), live_server, reverse("mfa_index"))
    page.locator(".lang--header").get_by_role("button", name="EN").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(live_server.url + reverse("mfa_index"))


def test_on_a_phone_the_role_and_the_language_are_within_reach(page, live_server, world, sign_in):
    page.set_viewport_size(PHONE)
    opened(sign_in(world.users["operator"]), live_server, reverse("mfa_index"))
    expect(page.locator(".acting")).to_contain_text("Quản trị hệ thống")
    page.locator(".account > summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_message_is_closed(page, live_server, world, sign_in):
    opened(sign_in(world.users["operator"]), live_server, reverse("reports:components"))
    toast = page.locator("main .toast-line")
    toast.get_by_role("button", name="Đóng thông báo").click()
    expect(toast).to_have_count(0)


def test_a_form_on_its_way_is_not_sent_twice(page, live_server, world):
    opened(page, live_server, "/account/login/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.evaluate(
        """() => {
            const form = document.querySelector("form.mt-4");
            let count = 0;
            form.addEventListener("submit", (event) => { window.tries = ++count; });
            addEventListener("submit", (event) => { window.stopped = event.defaultPrevented; event.preventDefault(); });
            form.requestSubmit(); window.first = window.stopped; form.requestSubmit(); window.second = window.stopped;
        }"""
    )
    assert (page.evaluate("window.first"), page.evaluate("window.second")) == (False, True)


def htmx_asks(page: Page, path: str) -> None:
    """An htmx request like those of the score grid, into an element of the page."""
    page.evaluate(
        "path => { htmx.ajax('GET', path, {target: '#main', swap: 'beforeend'}).catch(() => {}); }", path
    )


def test_under_htmx_an_ended_session_leads_to_the_login(page: Page, live_server, world, sign_in: Callable):
    opened(sign_in(world.users["operator"]), live_server, reverse("mfa_index"))
    page.context.clear_cookies()
    htmx_asks(page, reverse("mfa_index"))
    expect(page).to_have_url(live_server.url + "/account/login/?next=%2Faccount%2F2fa%2F")


def test_under_htmx_trouble_on_the_way_is_told_in_words(page: Page, live_server, world, sign_in: Callable):
    opened(sign_in(world.users["operator"]), live_server, reverse("mfa_index"))
    page.route("**/broken/", lambda route: route.abort())
    htmx_asks(page, "/broken/")
    expect(page.locator("#messages")).to_contain_text("Chưa lưu được, số liệu vẫn còn trên màn hình")
