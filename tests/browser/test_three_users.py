"""The three users one after another in one city, at a desk and on a phone: what one does, the next one sees."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from emulation.actions.scoresheet import start_sheet
from tests import factories as make
from tests.awards.dossiers import approve, make_flag, make_nomination, make_rule, make_snapshot
from tests.browser.conftest import DESK, PHONE
from tests.cast import YEAR, World, build_world
from tests.emulation.pledges import final, sign
from tests.emulation.sheets import SCAN, open_scoring, sent_sheet


@pytest.fixture
def world(transactional_db: None) -> World:
    """K1 scores itself and signs its pledge; K2's only dossier is with the city."""
    world = build_world()
    flag = make_flag()
    make_rule(flag, 1)
    by = world.users["outside_leader"]
    snapshot = make_snapshot(world.other_cycle, [world.units["D"]], by)
    approve(world, make_nomination(snapshot, world.units["D"], flag, by))
    return world


@pytest.mark.postgres
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1280", "360"])
def test_three_users_one_after_another(world: World, page: Page, live_server, sign_in, size):
    page.set_viewport_size(size)
    the_secretariat_enters_results_and_sees_the_standings_change(world, page, live_server, sign_in)
    a_leader_signs_and_sees_who_has_not(world, page, live_server, sign_in)
    a_council_member_and_the_officer_bring_the_honour_to_the_public(world, page, live_server, sign_in)


def the_secretariat_enters_results_and_sees_the_standings_change(world, page, live_server, sign_in):
    sent_sheet(world, "A", "7")
    open_scoring(world)
    start_sheet(
        world.cycle,
        world.units["B"],
        actor=world.actor("secretariat"),
        paper_dated_on=make.clock.today(),
        scan=SCAN,
    )
    sign_in(world.users["secretariat"])
    standings = live_server.url + reverse("emulation:standings", args=[world.cycle.pk])
    page.goto(standings)
    expect(page.locator("table.data tbody tr").first).to_contain_text("Hội A")
    page.goto(live_server.url + reverse("emulation:scoresheets", args=[world.cycle.pk]))
    page.get_by_role("main").get_by_role("link", name=re.compile("Hội B")).first.click()
    page.wait_for_url("**/scoresheets/*/")
    page.wait_for_selector("[data-keys]:not([hidden])", state="attached")  # the grid's keys are ready
    cells = page.locator("input[data-column=self_points]")
    cells.first.focus()
    for points in ["9", "9", "9,5", "9,5", "0", "0"]:
        page.keyboard.type(points)
        page.keyboard.press("Enter")
    expect(page.locator("#totals .totals__sum dd")).to_have_text("37,00")
    expect(page.locator("#answered")).to_have_text("6/6 tiêu chí")
    page.get_by_role("link", name="Kiểm tra trước khi gửi").click()
    page.get_by_role("button", name="Gửi Khối").click()
    expect(page.locator("#messages")).to_contain_text("Đã gửi")
    page.goto(standings)
    expect(page.locator("table.data tbody tr").first).to_contain_text("Hội B")


def a_leader_signs_and_sees_who_has_not(world, page, live_server, sign_in):
    version = final(world)
    sign(world, version, "other_leader")
    sign_in(world.users["leader"])
    page.goto(live_server.url + reverse("emulation:pledge", args=[world.cycle.pk]))
    page.locator("main a[href*='/pledge-parties/']:visible").first.click()
    page.get_by_label("Mật khẩu của tài khoản này").fill(make.PASSWORD)
    page.get_by_role("button", name="Ký giao ước").click()
    expect(page.get_by_role("heading", name=f"Đã ký giao ước năm {YEAR}")).to_be_visible()
    expect(page.get_by_text("Còn 01/03 đơn vị chưa ký: Hội A.")).to_be_visible()


def a_council_member_and_the_officer_bring_the_honour_to_the_public(world, page, live_server, sign_in):
    sign_in(world.users["board"])
    page.goto(live_server.url + reverse("awards:nominations"))
    page.get_by_role("main").get_by_role("link", name="Hội D").click()
    page.locator("input[value=agree]").focus()
    page.keyboard.press("Space")
    page.locator("main button.btn-binding").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#messages .toast-line")).to_be_visible()
    sign_in(world.users["officer"])
    page.goto(live_server.url + reverse("awards:decision_new"))
    page.get_by_role("checkbox").first.check()
    page.locator("#id_number").fill("812/QĐ-UBND")
    page.locator("#id_dated_on").fill("15/03/2022")
    page.locator("main form button.btn-primary").click()
    page.locator("main button.btn-binding").click()
    expect(page.get_by_role("main")).to_contain_text("812/QĐ-UBND")
    page.context.clear_cookies()
    page.goto(live_server.url + reverse("awards:honours"))
    expect(page.get_by_role("main")).to_contain_text("Hội D")
