"""A table brought in by a real browser: chosen, its columns told, corrected like a sheet, confirmed."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from blocs import ports
from blocs.models import ImportRun, Person
from blocs.tasks import run
from tests.blocs.imports.conftest import HEADS, book, table
from tests.blocs.imports.toy import TOY
from tests.browser.conftest import DESK, PHONE, scrolls_sideways
from tests.cast import build_world

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = [pytest.param(DESK, id="1280"), pytest.param(PHONE, id="360")]
ROWS = [["a@example.org", "Cán bộ A", "Chủ tịch", "0912"], ["", "Cán bộ B", "", "chín"]]


@pytest.fixture
def opened(transactional_db, sign_in, live_server, monkeypatch):
    """`opened(size)` opens the page for bringing the toy, as the officer."""
    monkeypatch.setitem(ports.import_kinds, "toy", TOY)

    def as_officer(size):
        page = sign_in(build_world().users["officer"])
        page.set_viewport_size(size)
        page.goto(live_server.url + reverse("blocs:import_new", args=["toy"]))
        return page

    return as_officer


@pytest.mark.parametrize("size", SIZES)
def test_a_workbook_is_brought_corrected_and_written(opened, find_barriers, size):
    page = opened(size)
    Person.objects.create(name="Cán bộ cũ", work_email="a@example.org")
    content = book(["DANH SÁCH CÁN BỘ"], [], ["Thư", *HEADS[1:]], *ROWS)
    page.locator("#id_table_file").set_input_files(
        {"name": "danh-sach.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    assert find_barriers() == []
    page.get_by_role("button", name="Kiểm tra bảng").click()
    expect(page.get_by_role("heading", name="Ghép cột")).to_be_visible()
    assert find_barriers() == []
    assert not scrolls_sideways(page)
    page.get_by_label("Thư", exact=True).select_option("E-mail")
    page.get_by_role("button", name="Kiểm tra bảng").click()
    expect(page.get_by_text("Số điện thoại chỉ gồm chữ số.")).to_be_visible()
    expect(page.get_by_role("button", name="Ghi vào hệ thống")).to_be_disabled()
    assert find_barriers() == []
    assert not scrolls_sideways(page)
    # By keyboard alone: open the cell, type over what stands there, Enter.
    page.get_by_role("link", name="Sửa Điện thoại, dòng 5: chín").press("Enter")
    field = page.get_by_label("Điện thoại")
    expect(field).to_be_focused()
    assert find_barriers() == []
    field.press_sequentially("0913")
    field.press("Enter")
    corrected = page.get_by_role("link", name="Sửa Điện thoại, dòng 5: 0913")
    expect(corrected).to_be_focused()
    expect(page.get_by_text("trong tệp: chín")).to_be_visible()
    # Escape gives a cell up.
    page.get_by_role("link", name="Sửa E-mail, dòng 5").click()
    page.get_by_label("E-mail").press("Escape")
    expect(page.get_by_role("link", name="Sửa E-mail, dòng 5")).to_be_focused()
    page.get_by_role("button", name="Bỏ qua 5").click()
    expect(page.get_by_role("button", name="Lấy lại 5")).to_be_focused()
    assert page.url.endswith(reverse("blocs:import_run", args=[ImportRun.objects.get().pk]))
    page.get_by_role("button", name="Ghi vào hệ thống").click()
    expect(page.get_by_role("heading", name="Cán bộ thử: đã ghi")).to_be_visible()
    assert find_barriers() == []
    assert Person.objects.get(work_email="a@example.org").name == "Cán bộ A"


def test_pasted_rows_stand_beside_old_values_and_counts_narrow_them(opened):
    page = opened(DESK)
    Person.objects.create(name="Cán bộ cũ", work_email="a@example.org")
    page.get_by_label("Hoặc dán các dòng chép từ Excel").fill(table(*ROWS))
    page.get_by_role("button", name="Kiểm tra bảng").click()
    expect(page.locator("del")).to_have_text(["cũ: Cán bộ cũ"])
    expect(page.locator("ins").first).to_have_text("mới: Cán bộ A")
    page.get_by_role("link", name="Lỗi 1").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_text("Thiếu e-mail.")).to_be_visible()


def test_progress_moves_on_by_itself(opened, monkeypatch, live_server):
    monkeypatch.setattr("blocs.imports.engine.AT_ONCE", 1)
    waiting = []
    monkeypatch.setattr("blocs.views.import_steps.dispatch", waiting.append)
    page = opened(DESK)
    page.get_by_label("Hoặc dán các dòng chép từ Excel").fill(table(*ROWS))
    page.get_by_role("button", name="Kiểm tra bảng").click()
    expect(page.get_by_role("status").filter(has_text="Đang kiểm tra")).to_be_visible()
    run(waiting[0].pk)
    expect(page.get_by_role("heading", name="Cán bộ thử: xem trước")).to_be_visible()
