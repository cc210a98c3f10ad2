"""A real browser for the few tests that need one: Debian's Chromium, driven by Playwright, nothing downloaded.

It asks for English, as half of the offices' machines do: the pages come in Vietnamese all the same.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Error, Page, expect

from tests.factories import with_second_factor

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
# Only what is violated is told in full, and no style sheet is fetched ahead (`preload`): the one rule that would read it
# is experimental and not asked for, and it costs a fourth of the time.
LOOK = "tags => axe.run({runOnly: tags, resultTypes: ['violations'], preload: false})"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}

# A machine with two slow cores answers late; acts and navigations have Playwright's 30 seconds.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.fail(
            "Chromium is not installed, and these tests need it. "
            "Type: sudo apt-get install -y --no-install-recommends chromium"
        )
    quiet = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    return {
        **browser_type_launch_args,
        "executable_path": program,
        "args": [*quiet.split(), "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": DESK, "locale": "en-US", "timezone_id": "Asia/Ho_Chi_Minh"}


@pytest.fixture(autouse=True)
def _nothing_blocked_and_no_script_failed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test whose page broke the Content-Security-Policy or threw an error in a script."""
    if "page" not in request.fixturenames:
        yield
        return
    page: Page = request.getfixturevalue("page")
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            complaints.append(message.text)

    def catch(error: Error) -> None:
        complaints.append(str(error))

    page.on("console", hear)
    page.on("pageerror", catch)
    yield
    assert complaints == []


@pytest.fixture
def sign_in(page: Page, live_server: Any) -> Callable[[Any], Page]:
    """`sign_in(user)` gives the page a session of that user, without the login page."""

    def with_session_of(user: Any) -> Page:
        client = Client()
        client.force_login(user)
        with_second_factor(client, user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return with_session_of


@pytest.fixture
def find_barriers(page: Page) -> Callable[[], list[str]]:
    """`find_barriers()` is what axe-core finds against WCAG 2.2 AA on the page, one sentence per kind.

    It looks at the page that is there, once that is complete: after an act that leads to another page, the test
    first expects something of that page.
    """

    def findings() -> list[str]:
        page.wait_for_load_state()
        # Evaluated by the browser's own interface, so that the page's policy stays as strict as it is.
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        result = page.evaluate(LOOK, TAGS)
        return [
            f"{found['id']}: {found['help']} – {found['nodes'][0]['html'][:200]}"
            for found in result["violations"]
        ]

    return findings


def scrolls_sideways(page: Page) -> bool:
    """Whether the page, once complete with its styles, is wider than the screen."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def tab_to(page: Page, matches: str, most: int = 80) -> None:
    """Presses Tab until the focus is on what the selector tells; fails when the keyboard does not lead there."""
    page.wait_for_load_state()
    target = page.locator(matches)
    for _press in range(most):
        page.keyboard.press("Tab")
        if target.evaluate_all("found => found.includes(document.activeElement)"):
            return
    pytest.fail(f"the keyboard does not lead to {matches}")
