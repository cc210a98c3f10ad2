"""An office's table has more rows than entries: titles of groups, totals, a place to sign."""

import pytest

from blocs.imports import engine
from blocs.imports.asides import asides, in_ranges
from blocs.models import RowState
from blocs.reading.tables import Table
from tests.blocs.imports.conftest import HEADS, book, states, table
from tests.blocs.imports.toy import TOY

FULL = ["TT", "Đơn vị", "Người đứng đầu", "Email"]
ROW = ["1", "Hội A", "Cán bộ A", "a@example.org"]


def left_out(*rows: list[str], merged: list[tuple[int, int, int, int]] | None = None) -> list[int]:
    return asides(Table("", [FULL, *rows], merged=merged or []), 1)


@pytest.mark.parametrize(
    "row",
    [
        ["I. KHỐI CÁC HỘI"],
        ["", "B) Các hội đặc thù"],
        ["II", "Các hội khác"],
        ["A.", "", "Các hội khác"],
        ["Tổng cộng: 02 đơn vị"],
        ["", "Cộng", "", "12"],
        ["", "TỔNG SỐ", "2"],
    ],
)
def test_titles_of_groups_and_totals_are_no_entries(row):
    assert left_out(ROW, row, ROW) == [3]


def test_a_title_across_merged_cells_is_none_either():
    title = ["CÁC HỘI ĐẶC THÙ"]
    assert left_out(title, ROW, merged=[(1, 0, 1, 3)]) == [2]
    assert left_out(title, ROW, merged=[(1, 0, 1, 1)]) == []


@pytest.mark.parametrize(
    "row",
    [
        ["2", "Tổng Công ty Cảng", "Cán bộ B", "b@example.org"],
        ["", "Tổng Công ty Cảng"],
        ["3", "Hội C"],
        ["", "", "Cán bộ D"],
        ["", "Hội Xây dựng"],
        ["V", "Hội E", "Cán bộ E"],
    ],
)
def test_what_only_looks_so_is_an_entry(row):
    assert left_out(ROW, row, ROW) == []


def test_from_the_place_to_sign_on_nothing_is_read():
    below = [
        [],
        ["", "", "", "Hải Phòng, ngày 20 tháng 11 năm 2026"],
        ["", "Nơi nhận:", "", "TM. BAN THƯỜNG VỤ"],
        ["", "- Như trên;", "", "CHỦ TỊCH"],
        [],
        ["", "", "", "Cán bộ A"],
    ]
    assert left_out(ROW, ROW, *below) == [5, 6, 7, 9]
    assert left_out(ROW, ROW, ["", "", "", "KT. CHỦ TỊCH"], ["", "", "", "PHÓ CHỦ TỊCH"]) == [4, 5]
    assert left_out(ROW, ROW, ["Ghi chú: số liệu đến ngày 01/11"], ["", "Hội B"]) == [4, 5]


def test_where_entries_follow_the_table_goes_on():
    assert left_out(ROW, ["", "Nơi nhận: các hội"], ROW) == []


def test_a_list_of_one_column_has_no_asides():
    assert asides(Table("", [["Đơn vị"], ["I. Hội A"], ["Tổng cộng"]]), 1) == []


def test_many_rows_that_look_so_take_no_time():
    rows = [FULL, *[["", "Nơi nhận: Hội A"]] * 20_000, ROW]
    assert asides(Table("", rows), 1) == []


def test_numbers_are_told_in_ranges():
    assert in_ranges([8, 12, 16, 17, 18]) == "8, 12, 16–18"
    assert in_ranges([3]) == "3"


def test_they_are_left_out_told_and_can_be_taken_in_again(world):
    actor = world.actor("officer")
    new = ["a@example.org", "Cán bộ A", "Chủ tịch", "0912"]
    content = book(HEADS, ["I. LÃNH ĐẠO"], new, ["Tổng cộng: 1"], ["", "", "", "Ngày 01 tháng 11 năm 2026"])
    run = engine.check(engine.bring(TOY, content, "ds.xlsx", {}, actor=actor), actor=actor)
    assert states(run) == {2: "skipped", 3: "new", 4: "skipped", 5: "skipped"}
    assert run.counts["skipped"] == 3
    assert "2, 4–5" in run.remarks[-1]
    run = engine.skip(run, 4, False, actor=actor)
    assert run.rows.get(number=4).state == RowState.NEW
    assert run.rows.get(number=5).state == RowState.SKIPPED


def test_where_nothing_else_is_there_all_is_read(world):
    actor = world.actor("officer")
    run = engine.bring_pasted(TOY, table(["", "Nơi nhận:", "", ""]), {}, actor=actor)
    assert states(run) == {2: "same"}
