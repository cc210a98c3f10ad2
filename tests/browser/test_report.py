"""The year-end report in a real browser: written in place, conflicts shown, issued with the keyboard."""

from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from emulation.models import IssuedPaper, ReportText
from tests.browser.conftest import DESK, PHONE, scrolls_sideways
from tests.cast import World, build_world
from tests.reports.reported import honour, lock_scores


@pytest.fixture
def world(transactional_db: None) -> World:
    world = build_world()
    lock_scores(world.cycle, [world.units[code] for code in "ABC"], world.users["head_leader"])
    honour(world.units["B"])
    return world


def address(world: World, name: str = "year_end_report") -> str:
    return reverse(f"reports:{name}", args=[world.cycle.pk])


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("persona", ["secretariat", "leader"])
def test_the_page_has_no_barriers(page, live_server, world, sign_in, find_barriers, size, persona):
    page.set_viewport_size(size)
    sign_in(world.users[persona]).goto(live_server.url + address(world))
    assert find_barriers() == []
    assert not scrolls_sideways(page)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_of_issuing_has_no_barriers(page, live_server, world, sign_in, find_barriers, size):
    page.set_viewport_size(size)
    sign_in(world.users["head_leader"]).goto(live_server.url + address(world, "year_end_report_issue"))
    assert find_barriers() == []
    assert not scrolls_sideways(page)


def test_a_part_is_saved_in_its_place(page, live_server, world, sign_in):
    sign_in(world.users["secretariat"]).goto(live_server.url + address(world))
    part = page.locator("#part-lessons")
    part.get_by_label("Bài học kinh nghiệm").first.fill("Minh chứng thu thập trong năm.")
    part.get_by_role("button").click()
    expect(part.get_by_role("status")).to_contain_text("Đã lưu lúc")
    assert ReportText.objects.get().text == "Minh chứng thu thập trong năm."
    # Saved again at once: the form knows its new version.
    part.get_by_label("Bài học kinh nghiệm").first.fill("Minh chứng thu thập trong từng quý.")
    part.get_by_role("button").click()
    expect(part.locator("input[name=version]")).to_have_value("2")


def test_two_writers_get_both_texts_and_lose_none(page, live_server, world, sign_in, find_barriers):
    sign_in(world.users["secretariat"]).goto(live_server.url + address(world))
    ReportText.objects.create(cycle=world.cycle, section="lessons", text="Lời của Trưởng khối.")
    part = page.locator("#part-lessons")
    part.get_by_label("Bài học kinh nghiệm").first.fill("Lời của Tổ thư ký.")
    part.get_by_role("button").click()
    expect(part.get_by_role("alert")).to_contain_text("Lời của Trưởng khối.")
    expect(part.locator("textarea")).to_have_value("Lời của Tổ thư ký.")
    assert ReportText.objects.get().text == "Lời của Trưởng khối."
    assert find_barriers() == []
    part.get_by_role("button").click()
    expect(part.get_by_role("status")).to_contain_text("Đã lưu lúc")
    assert ReportText.objects.get().text == "Lời của Tổ thư ký."


@pytest.mark.postgres
def test_the_report_is_issued_with_the_keyboard_and_read_again(page, live_server, world, sign_in):
    sign_in(world.users["head_leader"]).goto(live_server.url + address(world))
    page.get_by_role("link", name="Phát hành báo cáo").focus()
    page.keyboard.press("Enter")
    day = page.get_by_label("Ngày ghi trên báo cáo")
    day.fill("09/03/2022")
    page.keyboard.press("Enter")
    expect(page).to_have_url(live_server.url + address(world))
    paper = IssuedPaper.objects.get()
    with page.expect_download() as download:
        page.get_by_role("link", name="Báo cáo ngày 09/03/2022").click()
    content = download.value.path().read_bytes()
    assert content == paper.file.read()
    with pikepdf.open(BytesIO(content)) as file:
        assert len(file.pages) >= 3


def test_a_number_is_noted_without_leaving_the_page(page, live_server, world, sign_in):
    sign_in(world.users["secretariat"]).goto(live_server.url + address(world, "year_end_report_issue"))
    page.get_by_role("button", name="Phát hành báo cáo").click()
    page.get_by_text("Ghi số văn bản").click()
    page.get_by_label("Số, ký hiệu").fill("12/BC-KTĐ")
    page.locator("#issued").get_by_role("button", name="Lưu").click()
    expect(page.locator("#issued")).to_contain_text("12/BC-KTĐ")
