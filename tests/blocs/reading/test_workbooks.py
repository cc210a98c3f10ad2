"""Workbooks as tables of text: every cell as a Vietnamese person would type it."""

import re
import struct
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from blocs.reading import child, settling
from blocs.reading.files import read
from blocs.text import nfc_lines
from blocs.workbook import Column, Sheet, workbook
from tests.blocs.reading.books import (
    SHEET,
    book,
    excel97,
    opendocument,
    patched,
    record,
    repacked,
    saved,
    with_rows,
)


def cell(value, form: str = "") -> str:
    made = Workbook()
    made.active["A1"] = value
    if form:
        made.active["A1"].number_format = form
    return read(saved(made), "a.xlsx")[0].rows[0][0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12"),
        (12.0, "12"),
        (12.5, "12,5"),
        (-3.25, "-3,25"),
        (0.1 + 0.2, "0,3"),
        (1e20, "100000000000000000000"),
        (1e-7, "0,0000001"),
        (912345678, "912345678"),
        (123456789012345678, "123456789012346000"),
        (True, "có"),
        (False, "không"),
        (date(2021, 3, 9), "09/03/2021"),
        (datetime(2021, 3, 9), "09/03/2021"),
        (datetime(2021, 3, 9, 7, 30), "09/03/2021 07:30"),
        (time(7, 30), "07:30"),
        (timedelta(hours=30), "30:00"),
        ("Hội A", "Hội A"),
        ("Ho\u0323\u0302i A", "Hội A"),
        ("  Hội   A \u00a0", "Hội A"),
        ("Tên\nđơn vị", "Tên\nđơn vị"),
        ("0012", "0012"),
        ("Hội\u200b A", "Hội A"),
    ],
)
def test_a_value_becomes_the_text_one_would_type(value, text: str):
    assert cell(value) == text


def test_a_number_formatted_as_a_day_is_a_day_and_one_formatted_as_a_number_is_not():
    assert cell(44264, "dd/mm/yyyy") == "09/03/2021"
    assert cell(44264, '#,##0 "đồng"') == "44264"


def test_days_counted_from_1904_are_the_same_days():
    made = Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.active["A1"] = date(2021, 3, 9)
    assert read(saved(made), "a.xlsx")[0].rows == [["09/03/2021"]]


def test_rows_keep_their_numbers_and_blanks_at_the_end_go():
    (table,) = read(book(B3="x", C3=" ", D9=" "), "a.xlsx")
    assert table.rows == [[], [], ["", "x"]]


def test_what_is_written_in_a_bold_piece_is_part_of_the_text():
    rich = b'<row r="1"><c r="A1" t="inlineStr"><is><r><t xml:space="preserve">H\xe1\xbb\x99i </t></r><r><rPr><b/></rPr><t>A</t></r></is></c></row>'
    assert read(with_rows(rich), "a.xlsx")[0].rows == [["Hội A"]]


def test_a_value_in_merged_cells_is_in_the_first_and_their_ranges_are_told():
    made = Workbook()
    made.active["B1"] = "Lãnh đạo"
    made.active.merge_cells("B1:D2")
    made.active["B3"] = "Họ tên"
    (table,) = read(saved(made), "a.xlsx")
    assert table.rows == [["", "Lãnh đạo"], [], ["", "Họ tên"]]
    assert table.merged == [(0, 1, 1, 3)]


def test_hidden_rows_are_told_by_their_numbers_and_read():
    made = Workbook()
    for row in ("a", "b", "c"):
        made.active.append([row])
    made.active.row_dimensions[2].hidden = True
    (table,) = read(saved(made), "a.xlsx")
    assert table.rows == [["a"], ["b"], ["c"]]
    assert table.hidden_rows == {2}


def test_hidden_columns_are_read_with_a_remark():
    made = Workbook()
    made.active.append(["a", "b", "c"])
    made.active.column_dimensions["B"].hidden = True
    (table,) = read(saved(made), "a.xlsx")
    assert table.rows == [["a", "b", "c"]]
    assert table.remarks == ["Cột đang ẩn trong tệp: B. Các cột này vẫn được đọc."]


def test_hidden_columns_beside_the_table_are_not_told():
    made = Workbook()
    made.active.append(["a", "b", "c"])
    for letter in ("E", "XFD"):
        made.active.column_dimensions[letter].hidden = True
    assert read(saved(made), "a.xlsx")[0].remarks == []


def test_sheets_come_in_their_order_with_their_names_and_hidden_ones_marked():
    made = Workbook()
    made.active.title = "Hội & “đoàn thể”"
    made.active["A1"] = 1
    for name, state in [("Ẩn", "hidden"), ("Ẩn hẳn", "veryHidden"), ("Sau", "visible")]:
        made.create_sheet(name).sheet_state = state
    made.create_chartsheet("Biểu đồ", 1)
    tables = read(saved(made), "a.xlsx")
    assert [(table.name, table.hidden) for table in tables] == [
        ("Hội & “đoàn thể”", False),
        ("Ẩn", True),
        ("Ẩn hẳn", True),
        ("Sau", False),
    ]


def test_a_formula_is_its_value():
    rows = b'<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1" t="str"><f>A1&amp;"x"</f><v>2x</v></c></row>'
    (table,) = read(with_rows(rows), "a.xlsx")
    assert table.rows == [["2", "", "2x"]]
    assert table.remarks == []


def test_a_formula_without_a_value_is_empty_with_a_remark_that_names_the_cell():
    (table,) = read(book(A1="x", B2="=1+1", C3='=A1&"y"'), "a.xlsx")
    assert table.rows == [["x"]]
    (remark,) = table.remarks
    assert "B2, C3" in remark
    assert "lưu lại một lần" in remark


def test_an_error_is_text_with_a_remark_that_names_the_cell():
    rows = (
        b'<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><v>1</v></c></row>'
        b'<row r="3"><c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    (table,) = read(with_rows(rows), "a.xlsx")
    assert table.rows == [["#N/A", "1"], [], ["", "", "#DIV/0!"]]
    (remark,) = table.remarks
    assert "A1, C3" in remark


def test_a_remark_names_few_cells_and_not_a_thousand():
    made = Workbook()
    for _row in range(1000):
        made.active.append(["x", "=1+1"])
    (remark,) = read(saved(made), "a.xlsx")[0].remarks
    assert "B1, B2, B3, B4, B5, …" in remark


def test_other_programs_write_the_same_workbook_otherwise():
    """With a prefix before every name, single quotes, and no places."""

    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET] = (
            b"<x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><x:sheetData>"
            b"<x:row r='1'><x:c r='A1' t='inlineStr'><x:is><x:t>TT</x:t></x:is></x:c></x:row>"
            b"<x:row r='2' hidden='true'><x:c r='A2' t='e'><x:v>#REF!</x:v></x:c><x:c r='B2'><x:f>A1</x:f></x:c></x:row>"
            b"</x:sheetData></x:worksheet>"
        )

    (table,) = read(repacked(book(A1="x"), change), "a.xlsx")
    assert table.rows == [["TT"], ["#REF!"]]
    assert table.hidden_rows == {2}
    assert len(table.remarks) == 2


def test_a_workbook_in_the_strict_form_of_the_standard_is_read():
    changes = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }

    def change(parts: dict[str, bytes]) -> None:
        for name in parts:
            for old, new in changes.items():
                parts[name] = parts[name].replace(old, new)

    assert read(repacked(book(A1="x", B1=12.5), change), "a.xlsx")[0].rows == [["x", "12,5"]]


def test_a_package_whose_parts_are_named_with_backslashes_is_read():
    def change(parts: dict[str, bytes]) -> None:
        for name in list(parts):
            parts[name.replace("/", "\\")] = parts.pop(name)

    assert read(repacked(book(A1="x"), change), "a.xlsx")[0].rows == [["x"]]


def test_a_million_empty_rows_with_a_format_are_no_rows():
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(2, 200_001))
    first = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    last = b'<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert read(with_rows(first + rows + last), "a.xlsx")[0].rows == [["1"]]


def test_a_workbook_is_told_by_its_content_whatever_its_name():
    assert read(book(A1="x"), "danh sách.csv")[0].rows == [["x"]]
    assert read(book(A1="x"), "")[0].rows == [["x"]]
    assert read(excel97(), "danh sách.xlsx")[0].rows[2][1] == "Hội A"


# Excel 97


def test_a_workbook_of_excel_97_is_read():
    first, hidden = read(excel97(), "a.xls")
    assert first.rows[:4] == [
        ["DANH SÁCH ĐƠN VỊ"],
        ["TT", "Tên đơn vị", "Ngày", "Điểm"],
        ["1", "Hội A", "09/03/2021", "12,5"],
        ["2", "Hiệp hội B", "09/03/2021 07:30", "có"],
    ]
    assert (first.name, first.hidden, first.merged, first.hidden_rows) == (
        "Danh sách",
        False,
        [(0, 0, 0, 3)],
        {4},
    )
    assert (hidden.name, hidden.hidden, hidden.rows) == ("Ẩn", True, [["x"]])
    assert first.remarks == ["Cột đang ẩn trong tệp: D. Các cột này vẫn được đọc."]


def test_an_error_in_a_workbook_of_excel_97_is_text_with_a_remark():
    content = excel97()
    second = record(content, 0x06, 1)  # 1/0
    content = patched(content, second + 4 + 6, bytes([2, 0, 7, 0, 0, 0, 0xFF, 0xFF]))
    first, _hidden = read(content, "a.xls")
    assert first.rows[4] == ["", "", "#DIV/0!"]
    assert "C5" in first.remarks[0]


def test_days_counted_from_1904_in_excel_97_are_later():
    content = excel97()
    content = patched(content, record(content, 0x22) + 4, struct.pack("<H", 1))
    assert read(content, "a.xls")[0].rows[2][2] == "10/03/2025"


# OpenDocument


def test_a_workbook_of_libreoffice_is_read():
    row = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>Hội A</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="12.5"/>'
        '<table:table-cell office:value-type="date" office:date-value="2021-03-09"/>'
        '<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
    )
    empty = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    (table,) = read(opendocument(row + empty), "a.ods")
    assert (table.name, table.rows) == ("Trang 1", [["Hội A", "12,5", "09/03/2021"]])


# Properties

# What Excel and XML keep as it is; "_x0041_" is a sign by its number.
TEXTS = st.text(
    st.characters(blacklist_categories=["Cc", "Cs", "Cn", "Co"], blacklist_characters="_\ufffe\uffff"),
    max_size=20,
).filter(lambda text: not re.search("[\xa1-\xff]", text))


def trimmed(rows: list[list[str]]) -> list[list[str]]:
    settled = [[nfc_lines(text) for text in row] for row in rows]
    for row in settled:
        while row and not row[-1]:
            row.pop()
    while settled and not settled[-1]:
        settled.pop()
    return settled


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(TEXTS, max_size=6), min_size=1, max_size=6))
def test_any_grid_of_texts_reads_back_as_it_was_written(rows: list[list[str]]):
    made = Workbook()
    made.active["A1"] = "head"
    for number, row in enumerate(rows, start=2):
        for column, text in enumerate(row, start=1):
            if text:
                place = made.active.cell(number, column, text)
                place.data_type = "s"
    (table,) = child.tables(saved(made))
    assert table["rows"][1:] == trimmed(rows)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_our_own_list_reads_back_exactly_formulas_and_apostrophes_too(rows: list[tuple[str, str]]):
    given_rows = [["=1+1", "'=1+1"], ["''-x", "'x"], ["+84 912", "x"], *map(list, rows)]
    sheet = Sheet("Danh sách", [Column("A"), Column("B")], given_rows)
    (table,) = read(workbook(sheet, who="x", at=datetime(2021, 3, 9, tzinfo=UTC)), "a.xlsx")
    assert table.rows[4:] == trimmed(given_rows)


@settings(max_examples=200, deadline=None)
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_decimal_comes_back_as_the_same_number(number: Decimal):
    made = Workbook()
    made.active["A1"] = number
    ((text,),) = child.tables(saved(made))[0]["rows"]
    assert Decimal(text.replace(",", ".")) == number
    assert "e" not in text.lower()


@settings(deadline=None)
@given(st.text(max_size=30))
def test_text_is_in_the_form_in_which_it_is_kept(text: str):
    assert settling.clean(text) == nfc_lines(text)


def test_fonts_and_colours_do_not_matter():
    made = Workbook()
    made.active["A1"] = "Hội A"
    made.active["A1"].font = Font(name=".VnTime", bold=True)
    assert read(saved(made), "a.xlsx")[0].rows == [["Hội A"]]
