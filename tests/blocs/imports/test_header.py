"""Heads are found by their words, wherever they stand; what is not clear is asked."""

import pytest

from blocs.imports import header
from blocs.reading.tables import Table
from tests.blocs.imports.toy import OTHER, TOY

HEADS = ["E-mail", "Họ và tên", "Chức vụ", "Điện thoại"]
ROW = ["a@example.org", "Cán bộ A", "Chủ tịch", "0912"]
KEYS = header.keys_of(TOY)


def found(*rows: list[str]) -> tuple[int, dict[str, int]]:
    heads = header.find_heads(rows, KEYS)
    return heads.row, dict(heads.found)


def test_heads_in_the_first_row():
    assert found(HEADS, ROW) == (1, {"email": 0, "name": 1, "title": 2, "phone": 3})


def test_heads_under_a_letterhead_and_a_title():
    above = [["UBND THÀNH PHỐ", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], [], ["DANH SÁCH CÁN BỘ"], []]
    assert found(*above, HEADS, ROW) == (5, {"email": 0, "name": 1, "title": 2, "phone": 3})


def test_heads_in_two_merged_rows_are_read_together():
    upper = ["STT", "Thư điện tử", "Cán bộ", "", "Điện thoại"]
    lower = ["", "", "Họ tên", "Chức vụ", ""]
    heads = header.find_heads([["TIÊU ĐỀ"], upper, lower, ["1", *ROW]], KEYS)
    assert (heads.row, dict(heads.found)) == (3, {"email": 1, "name": 2, "title": 3, "phone": 4})
    assert heads.titles == ("STT", "Thư điện tử", "Cán bộ Họ tên", "Cán bộ Chức vụ", "Điện thoại")


def test_a_column_beside_merged_heads_keeps_its_own():
    upper = ["Cán bộ", "", "Điện thoại", ""]
    lower = ["Họ tên", "Chức vụ", "", "E-mail"]
    assert found(upper, lower, ROW)[1] == {"name": 0, "title": 1, "phone": 2, "email": 3}


@pytest.mark.parametrize(
    "head",
    ["Họ và tên (*)", "HỌ VÀ TÊN", "Ho va ten", "Họ  và\ntên", "Họ và tên (ghi in hoa)", "1. Họ và tên"],
)
def test_marks_case_brackets_and_line_ends_do_not_matter(head):
    known = found(["E-mail", head], ROW)[1]
    assert known == ({"email": 0, "name": 1} if head[0] != "1" else {"email": 0})


def test_synonyms_are_known_and_titles_win():
    assert found(["Địa chỉ e-mail", "Họ và tên"], ROW)[1] == {"email": 0, "name": 1}


def test_two_columns_for_one_are_told():
    heads = header.find_heads([["E-mail", "Thư điện tử", "Họ và tên"], ROW], KEYS)
    assert heads.doubled == ("email",)
    [sentence] = header.troubles(heads, TOY)
    assert "E-mail" in sentence


def test_a_required_column_that_is_missing_is_told():
    [sentence] = header.troubles(header.find_heads([["E-mail", "Chức vụ"], ROW], KEYS), TOY)
    assert "“Họ và tên”" in sentence
    assert header.troubles(header.find_heads([HEADS, ROW], KEYS), TOY) == []


def test_without_any_known_head_the_fullest_row_is_offered():
    heads = header.find_heads([["Danh sách"], ["a", "b", "c"], ["d", "e", ""]], KEYS)
    assert (heads.row, dict(heads.found)) == (2, {})


def test_nothing_at_all_has_no_heads():
    assert header.find_heads([], KEYS) == header.Heads()


def test_a_person_may_point_at_either_row_of_merged_heads():
    rows = [["Thư điện tử", "Cán bộ", ""], ["", "Họ tên", "Chức vụ"], ROW]
    for number in (1, 2):
        heads = header.heads_at(rows, number, KEYS)
        assert (heads.row, set(heads.found)) == (2, {"email", "name", "title"})
    assert header.heads_at(rows, 3, KEYS).row == 3
    assert header.heads_at(rows, 9, KEYS) == header.Heads()


@pytest.mark.parametrize("numbers", [["(1)", "(2)", "(3)", "(4)"], ["A", "B", "1", "2"], ["1", "2", "3", ""]])
def test_a_row_that_numbers_the_columns_is_no_data(numbers):
    table = Table("", [HEADS, numbers, [], ROW])
    assert [number for number, _row in header.data_rows(table, 1)] == [4]


@pytest.mark.parametrize("numbers", [["1", "2", "", ""], ["1", "3", "2", ""], ["1", "Hội A", "3", "4"]])
def test_a_row_that_only_looks_so_is_data(numbers):
    table = Table("", [HEADS, numbers, ROW])
    assert [number for number, _row in header.data_rows(table, 1)] == [2, 3]


def sheets(*tables: Table) -> header.Guess:
    return header.guess(tables, TOY, [TOY, OTHER])


GOOD = [HEADS, ROW]


def test_the_only_sheet_that_fits_is_chosen_by_itself():
    guess = sheets(Table("Bìa", [["Danh sách năm 2021"]]), Table("Dữ liệu", GOOD))
    assert (guess.best.table.name, guess.settled) == ("Dữ liệu", True)


def test_of_two_sheets_that_fit_one_is_asked_for():
    assert not sheets(Table("2020", GOOD), Table("2021", GOOD)).settled


def test_a_hidden_sheet_is_never_chosen_by_itself():
    guess = sheets(Table("Cũ", GOOD, hidden=True), Table("Bìa", [["Danh sách"]]))
    assert (guess.best.table.name, guess.settled) == ("Bìa", False)
    guess = sheets(Table("Cũ", GOOD, hidden=True))
    assert (guess.best.table.name, guess.settled) == ("Cũ", False)
    assert sheets(Table("Cũ", GOOD, hidden=True), Table("Mới", GOOD)).settled


def test_a_workbook_of_another_kind_is_recognised():
    guess = sheets(Table("", [["Mã", "Họ và tên", "E-mail", "Nơi"], ["A", "Cán bộ A", "a@example.org", "B"]]))
    assert (guess.other, guess.settled) == (OTHER, False)
    assert sheets(Table("", GOOD)).other is None
