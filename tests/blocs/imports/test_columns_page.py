"""What cannot be matched by itself is told on a page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs.models import ImportRun, RunState
from tests.blocs.imports.conftest import HEADS, book, states

ROW = ["a@example.org", "Cán bộ A", "Chủ tịch", "0912"]


@pytest.fixture
def officer(world):
    return world.client("officer")


def bring(client, content: bytes) -> ImportRun:
    response = client.post(
        reverse("blocs:import_new", args=["toy"]), {"table_file": SimpleUploadedFile("ds.xlsx", content)}
    )
    assert response.status_code == 302, (response.status_code, response.content.decode().split("<main")[1])
    return ImportRun.objects.order_by("pk").last()


def page_of(run: ImportRun) -> str:
    return reverse("blocs:import_columns", args=[run.pk])


def tell(client, run: ImportRun, query: str = "", **columns: str):
    data = {"version": run.version, **columns}
    return client.post(page_of(run) + query, data)


def test_what_is_not_recognised_is_told_with_its_first_values(officer):
    run = bring(officer, book(["E-mail", "Người liên hệ", "Số máy"], ROW[:2]))
    assert run.state == RunState.COLUMNS
    shown = officer.get(page_of(run)).content.decode()
    assert "Chưa tìm thấy các cột bắt buộc: “Họ và tên”." in shown
    assert "Cán bộ A" in shown
    assert officer.get(reverse("blocs:import_run", args=[run.pk])).url == page_of(run)
    response = tell(officer, run, column_0="email", column_1="name")
    assert response.status_code == 302
    assert states(run) == {2: "new"}
    assert run.rows.get().texts == {"email": ROW[0], "name": ROW[1]}


def test_a_required_column_not_told_is_a_sentence(officer):
    run = bring(officer, book(["E-mail", "Người liên hệ"], ROW[:2]))
    response = tell(officer, run, column_0="email", column_1="")
    assert response.status_code == 422
    assert "Chọn cột nào trong bảng là “Họ và tên”." in response.content.decode()
    assert not run.rows.exists()


def test_two_columns_for_one_are_a_sentence(officer):
    run = bring(officer, book(["E-mail", "Thư điện tử", "Họ và tên"], ["a@example.org", *ROW[:2]]))
    assert run.state == RunState.COLUMNS
    response = tell(officer, run, column_0="email", column_1="email", column_2="name")
    assert response.status_code == 422
    assert "Hai cột không thể cùng là “E-mail”." in response.content.decode()
    assert tell(officer, run, column_1="email", column_2="name").status_code == 302


def test_of_several_sheets_one_is_chosen(officer):
    run = bring(
        officer, book(HEADS, ROW, **{"Năm 2021": [["Danh sách"], HEADS, ["b@example.org", "Cán bộ B"]]})
    )
    assert run.state == RunState.COLUMNS
    assert "Năm 2021" in officer.get(page_of(run)).content.decode()
    shown = officer.get(page_of(run) + "?sheet=1&shown=0&head=1").content.decode()
    assert "b@example.org" in shown
    assert 'value="2"' in shown
    tell(officer, run, "?sheet=1&shown=1&head=2", column_0="email", column_1="name")
    run.refresh_from_db()
    assert (run.table, run.head_row) == ("Năm 2021", 2)
    assert run.rows.get().texts["email"] == "b@example.org"


def test_the_row_of_the_heads_is_told(officer):
    run = bring(officer, book(["Bảng", "Một", "Hai"], ["Thư", "Người"], ["a@example.org", "Cán bộ A"]))
    shown = officer.get(page_of(run) + "?sheet=0&shown=0&head=2").content.decode()
    assert "Người" in shown
    tell(officer, run, "?sheet=0&shown=0&head=2", column_0="email", column_1="name")
    assert states(run) == {3: "new"}


def test_a_table_without_heads_loses_no_row(officer):
    run = bring(officer, book(["a@example.org", "Cán bộ A"], ["b@example.org", "Cán bộ B"]))
    assert run.state == RunState.COLUMNS
    shown = officer.get(page_of(run) + "?sheet=0&shown=0&head=0").content.decode()
    assert "Cột 2 (không có tiêu đề)" in shown
    tell(officer, run, "?sheet=0&shown=0&head=0", column_0="email", column_1="name")
    assert states(run) == {1: "new", 2: "new"}
    run.refresh_from_db()
    assert "Cột 2 (không có tiêu đề)" in officer.get(page_of(run)).content.decode()


@pytest.mark.parametrize(
    "query", ["?sheet=9", "?sheet=x&head=-1", "?sheet=0&head=999999999999", "?sheet=0&shown=0&head=19999"]
)
def test_a_sheet_or_row_that_is_not_there_changes_nothing(officer, query):
    run = bring(officer, book(["E-mail", "Người liên hệ"], ROW[:2]))
    assert "Người liên hệ" in officer.get(page_of(run) + query).content.decode()


def test_columns_are_told_again_and_corrections_are_gone(officer):
    run = bring(officer, book(HEADS, ROW))
    officer.post(reverse("blocs:import_cell", args=[run.pk, 2, "name"]), {"text": "Cán bộ khác"})
    assert "sẽ mất" in officer.get(page_of(run)).content.decode()
    run.refresh_from_db()
    tell(officer, run, column_0="email", column_1="name")
    row = run.rows.get()
    assert (row.corrected, set(row.texts)) == ({}, {"email", "name"})


def test_columns_told_in_another_tab_meanwhile_are_not_overwritten(officer):
    run = bring(officer, book(["E-mail", "Người liên hệ"], ROW[:2]))
    assert tell(officer, run, column_0="email", column_1="name").status_code == 302
    assert tell(officer, run, column_0="name", column_1="email").status_code == 409
    assert run.rows.get().texts["name"] == ROW[1]


def test_another_kind_is_offered_with_its_link(officer):
    run = bring(officer, book(["Mã", "Họ và tên", "E-mail", "Nơi"], ["A", "Cán bộ A", "a@example.org", "B"]))
    shown = officer.get(page_of(run)).content.decode()
    assert "Bảng này giống “Danh sách khác”." in shown
    assert reverse("blocs:import_new", args=["other"]) in shown


def test_after_it_was_written_columns_are_told_no_more(officer):
    run = bring(officer, book(HEADS, ROW))
    officer.post(reverse("blocs:import_confirm", args=[run.pk]), {"version": run.version})
    run.refresh_from_db()
    assert officer.get(page_of(run)).status_code == 302
    assert tell(officer, run, column_0="email", column_1="name").status_code == 302
    assert run.rows.get().texts["title"] == ROW[2]
