"""Organisations entered and merged in a real browser, by keyboard alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from blocs.models import Organization, Succession
from tests.browser.conftest import DESK, PHONE, scrolls_sideways, tab_to
from tests.cast import build_world

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = [pytest.param(DESK, id="1280"), pytest.param(PHONE, id="360")]


@pytest.mark.parametrize("size", SIZES)
def test_two_organisations_are_merged_by_keyboard(
    transactional_db, sign_in, live_server, find_barriers, size
):
    world = build_world()
    page = sign_in(world.users["officer"])
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}{reverse('blocs:organizations_merge')}?unit={world.units['B'].pk}")
    tab_to(page, "[name=predecessor_2]")
    page.keyboard.type("hoi c")
    tab_to(page, "[name=successor]")
    page.keyboard.type("Hội D (D)")
    tab_to(page, "[name=effective_on]")
    page.keyboard.type("01/07/2022")
    page.keyboard.press("Tab")
    page.keyboard.type("Quyết định số 12/QĐ-UBND ngày 04/03/2020")
    page.keyboard.press("Enter")
    expect(page.locator(".panel--confirm")).to_contain_text("Hội B; Hội C")
    assert find_barriers() == []
    assert not scrolls_sideways(page)
    assert not Succession.objects.exists()
    tab_to(page, "[name=confirmed]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hội D")
    assert Succession.objects.count() == 2


def test_an_organisation_is_entered_in_a_minute(transactional_db, sign_in, live_server):
    page = sign_in(build_world().users["officer"])
    page.goto(live_server.url + reverse("blocs:organizations"))
    page.get_by_role("link", name="Thêm đơn vị").click()
    page.fill("[name=name]", "Hội Nhà báo thành phố")
    page.fill("[name=short_name]", "Hội Nhà báo")
    page.fill("[name=code]", "HNB")
    page.fill("[name=founded_on]", "2/9/2010")
    page.get_by_role("button", name="Lưu đơn vị").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hội Nhà báo thành phố")
    assert Organization.objects.filter(code="HNB").exists()


@pytest.mark.parametrize("size", SIZES)
def test_more_rows_come_without_leaving_the_page(transactional_db, sign_in, live_server, find_barriers, size):
    world = build_world()
    page = sign_in(world.users["officer"])
    page.set_viewport_size(size)
    page.goto(live_server.url + reverse("blocs:organizations_merge"))
    page.fill("[name=predecessor_5]", "hoi c")
    page.fill("[name=decision]", "Quyết định số 12/QĐ-UBND")
    page.get_by_role("button", name="Thêm dòng").click()
    expect(page.locator("[name=predecessor_10]")).to_be_visible()
    expect(page.locator("[name=predecessor_5]")).to_have_value("hoi c")
    expect(page.locator("[name=decision]")).to_have_value("Quyết định số 12/QĐ-UBND")
    page.fill("[name=predecessor_10]", "B")
    page.get_by_role("button", name="Thêm dòng").click()
    expect(page.locator("[name=predecessor_15]")).to_be_visible()
    expect(page.locator("[name=predecessor_10]")).to_have_value("B")
    assert page.url.endswith(reverse("blocs:organizations_merge"))
    assert find_barriers() == []
    assert not scrolls_sideways(page)
