"""The first page in a real browser, on desk and phone, as the leader, the secretariat and the council see it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from awards.models import NominationState
from emulation.models.window import Act
from tests import factories as make
from tests.awards.dossiers import make_flag, make_nomination, make_snapshot
from tests.browser.conftest import PHONE
from tests.cast import World, build_world
from tests.emulation import pledges, sheets


@pytest.fixture
def world(transactional_db: None) -> World:
    """Work for everybody: a pledge to sign, a sheet to check, sheets to wait for, a nomination to judge."""
    world = build_world()
    pledges.final(world)
    make.make_window(world.cycle, Act.SELF_SCORING)
    sheets.sent_sheet(world, "B")
    sheets.begun_sheet(world, "C")
    snapshot = make_snapshot(world.other_cycle, [world.units["D"]], world.users["outside_leader"])
    make_nomination(
        snapshot, world.units["D"], make_flag(), world.users["outside_leader"], NominationState.RECEIVED
    )
    return world


@pytest.mark.postgres
def test_a_leader_is_one_tap_from_the_pledge_on_the_phone(
    page: Page, live_server, world: World, sign_in: Callable
):
    page.set_viewport_size(PHONE)
    sign_in(world.users["leader"]).goto(live_server.url)
    button = page.get_by_role("link", name="Đọc và ký: Ký giao ước thi đua năm 2021")
    assert button.bounding_box()["height"] >= 40
    button.click()
    expect(page).to_have_url(re.compile(f"/cycles/{world.cycle.pk}/pledge/$"))


def test_the_secretariat_opens_the_sheet_to_check_with_the_keyboard(page, live_server, world, sign_in):
    sign_in(world.users["secretariat"]).goto(live_server.url)
    link = page.get_by_role("link", name="Kiểm tra bảng tự chấm điểm năm 2021", exact=True)
    for _press in range(40):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/scoresheets/\d+/$"))


def test_on_a_phone_the_table_of_units_becomes_cards_with_their_labels(page, live_server, world, sign_in):
    page.set_viewport_size(PHONE)
    sign_in(world.users["secretariat"]).goto(live_server.url)
    cell = page.locator("section[aria-labelledby=h-units] td[data-label='Điểm tạm tính']").first
    label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label == '"Điểm tạm tính"'
