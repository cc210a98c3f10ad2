"""A bloc's composition in a real browser: by keyboard, on a phone, with fourteen members; an office handed over."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from blocs.models import Office
from blocs.models.office import OfficeRole
from tests import factories as make
from tests.blocs.compositions import members
from tests.browser.conftest import DESK, PHONE, scrolls_sideways
from tests.cast import YEAR, build_world

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = [pytest.param(DESK, id="1280"), pytest.param(PHONE, id="360")]


@pytest.fixture
def opened(transactional_db, sign_in, live_server):
    """`opened(size, "blocs:composition")` opens a page about the bloc's year for the officer; gives page and world."""

    def as_officer(size, name):
        world = build_world()
        for number in range(4, 15):
            unit = make.make_organization(
                f"D{number}", f"Hiệp hội Doanh nghiệp ngành nghề số {number} thành phố"
            )
            make.make_membership(world.bloc, unit, YEAR, number)
        page = sign_in(world.users["officer"])
        page.set_viewport_size(size)
        page.goto(live_server.url + reverse(name, args=[world.bloc.pk, YEAR]))
        return page, world

    return as_officer


@pytest.mark.parametrize("size", SIZES)
def test_fourteen_members_are_put_in_order_and_one_is_added(opened, find_barriers, size):
    page, world = opened(size, "blocs:composition")
    make.make_organization("NDN", name="Hội Nữ doanh nhân")
    assert find_barriers() == []
    assert not scrolls_sideways(page)
    down = page.locator(f"#down-{world.units['A'].pk}")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#place-{world.units['A'].pk}")).to_have_value("2")
    # The focus stays on the button: pressed again, the same member goes on.
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"#place-{world.units['A'].pk}")).to_have_value("3")
    place = page.locator(f"#place-{world.units['C'].pk}")
    place.fill("1")
    place.press("Enter")
    expect(page.locator(f"#place-{world.units['C'].pk}")).to_have_value("1")
    page.locator("#id_q").press_sequentially("nu doanh")
    page.get_by_role("button", name="Thêm Hội Nữ doanh nhân").click()
    expect(page.get_by_text("Thêm: Hội Nữ doanh nhân (thứ tự 15).")).to_be_visible()
    page.get_by_role("button", name="Xem lại trước khi ghi nhận").click()
    expect(page.get_by_role("heading", name=f"Thay đổi thành phần năm {YEAR}")).to_be_visible()
    assert find_barriers() == []
    assert not scrolls_sideways(page)
    page.get_by_role("button", name=f"Ghi nhận thành phần năm {YEAR}").click()
    expect(page.get_by_text("Đã ghi nhận thành phần")).to_be_visible()
    assert members(world.bloc)[:3] == ["C", "B", "A"]
    assert members(world.bloc)[-1] == "NDN"


@pytest.mark.parametrize("size", SIZES)
def test_the_head_is_handed_over(opened, find_barriers, size):
    page, world = opened(size, "blocs:offices")
    page.get_by_role("link", name="Bàn giao chức vụ").click()
    page.get_by_label("Đơn vị thành viên").select_option("Hội B")
    page.get_by_label("Từ ngày").fill("01/07/2021")
    page.get_by_label("Căn cứ").fill("Biên bản họp ngày 28/06/2021")
    page.get_by_role("button", name="Xem lại trước khi ghi nhận").click()
    expect(page.get_by_text("Hội B là Trưởng khối năm 2021 từ ngày 01/07/2021.")).to_be_visible()
    assert find_barriers() == []
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="Bàn giao chức vụ").click()
    expect(page.get_by_text("Đã giữ nhiệm vụ trong năm")).to_be_visible()
    head = Office.objects.get(bloc=world.bloc, year=YEAR, role=OfficeRole.HEAD, until=None)
    assert (head.organization, head.since) == (world.units["B"], date(YEAR, 7, 1))


@pytest.mark.parametrize("size", SIZES)
def test_a_member_joins_from_the_offered_list(opened, find_barriers, size):
    page, world = opened(size, "blocs:member_new")
    assert find_barriers() == []
    page.locator("#id_organization").fill("Hội D (D)")
    page.get_by_label("Là thành viên từ ngày").fill("04/05/2021")
    page.get_by_label("Tham gia").select_option("no")
    page.get_by_label("Số quyết định").fill("15/QĐ-UBND")
    page.get_by_label("Cơ quan, người ban hành").fill("Ủy ban nhân dân thành phố")
    page.get_by_role("button", name="Xem lại trước khi ghi nhận").click()
    expect(page.get_by_label("Bản chụp quyết định")).to_be_visible()
    assert find_barriers() == []
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="Ghi nhận gia nhập").click()
    expect(page.get_by_text("Đã ghi nhận Hội D gia nhập.")).to_be_visible()
    assert members(world.bloc)[-1] == "(D)"


def test_a_decision_is_chosen_or_another_one_entered(opened):
    """The fields of another decision come with that choice, and go with it."""
    page, world = opened(DESK, "blocs:composition")
    decision = world.bloc.composition_decisions.create(number="3/QĐ-UBND", issuer="Ủy ban nhân dân thành phố")
    membership = world.units["B"].memberships.get(year=YEAR)
    page.goto(page.url.split("/blocs/")[0] + reverse("blocs:member_leaving", args=[membership.pk]))
    choice, number = page.locator("#id_decision"), page.locator("#id_number")
    expect(choice).to_have_value(str(decision.pk))
    expect(number).to_be_hidden()
    choice.select_option("new")
    expect(number).to_be_visible()
    choice.select_option(str(decision.pk))
    expect(number).to_be_hidden()
