"""A personal link on a phone: code, fingerprint, in; the next time by fingerprint alone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from blocs.actions.access_link import make_link
from blocs.models import User
from tests.browser.conftest import PHONE, scrolls_sideways
from tests.cast import World, world

__all__ = ["world"]


@pytest.fixture
def authenticator(page: Page, context: BrowserContext) -> Iterator[CDPSession]:
    """A phone with a fingerprint reader, whose owner always puts the finger on it."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield session
    session.detach()


def test_a_leader_opens_the_account_by_fingerprint_and_comes_back_by_it(
    page: Page,
    live_server: Any,
    world: World,
    authenticator: CDPSession,
    find_barriers: Callable[..., list[str]],
):
    # A passkey is bound to a name: an address of numbers has none.
    site = live_server.url.replace("127.0.0.1", "localhost")
    user = world.users["leader"]
    access = make_link(user.person, actor=world.actor("officer"))
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/access/{access.token}/")
    assert find_barriers() == []
    page.get_by_label("Mã xác nhận").fill(access.code)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Tài khoản của {user.person.name}")
    assert find_barriers() == []
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="Mở bằng vân tay, khuôn mặt").click()
    expect(page).to_have_url(f"{site}/")
    owner = User.objects.get(pk=user.pk)
    assert not owner.has_usable_password()
    assert owner.opened_time is not None
    # The next time: the passkey alone.
    page.goto(f"{site}{reverse('account_logout')}")
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("button", name="Đăng nhập bằng vân tay, khuôn mặt").click()
    expect(page).to_have_url(f"{site}/")


def test_a_council_member_with_a_passkey_needs_nothing_more(
    page: Page, live_server: Any, world: World, authenticator: CDPSession
):
    site = live_server.url.replace("127.0.0.1", "localhost")
    access = make_link(world.users["board"].person, actor=world.actor("officer"))
    page.goto(f"{site}/access/{access.token}/")
    page.get_by_label("Mã xác nhận").fill(access.code)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Mở bằng vân tay, khuôn mặt").click()
    expect(page).to_have_url(f"{site}/")
    page.goto(f"{site}/nominations/")
    expect(page).to_have_url(f"{site}/nominations/")


def test_the_message_for_zalo_is_copied_without_the_code(
    page: Page,
    context: BrowserContext,
    live_server: Any,
    world: World,
    sign_in: Callable[[Any], Page],
    find_barriers: Callable[..., list[str]],
):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(world.users["officer"])
    page.goto(f"{live_server.url}/people/{world.users['clerk'].person_id}/access/")
    page.get_by_role("button", name="Tạo liên kết và mã").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Liên kết cá nhân")
    assert find_barriers() == []
    page.get_by_role("button", name="Sao chép lời nhắn Zalo").click()
    expect(page.get_by_role("button", name="Đã sao chép")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"{live_server.url}/access/" in copied
    assert page.locator("#code").inner_text() not in copied


def test_a_link_that_opens_nothing_says_why_on_a_phone(
    page: Page, live_server: Any, find_barriers: Callable[..., list[str]]
):
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/access/khong-co/")
    expect(page.locator("main")).to_contain_text("Liên kết chưa đầy đủ")
    assert find_barriers() == []
    assert not scrolls_sideways(page)
