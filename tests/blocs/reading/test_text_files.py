"""Text files and what is pasted: every coding and delimiter that Excel in Vietnam writes."""

import csv
import io
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocs.errors import BadInput
from blocs.reading import child
from blocs.reading.files import read, read_pasted
from blocs.reading.limits import MOST_ROWS

ROWS = [
    ["TT", "Tên đơn vị", "Ghi chú"],
    ["1", "Hội Cựu chiến binh", "Đã nộp, đủ"],
    ["2", "Hiệp hội Doanh nghiệp", ""],
    ["3", "Liên hiệp các tổ chức hữu nghị", "ưỡn ẹo"],
]
SHORT = [[*row[:2], row[2]] if row[2] else row[:2] for row in ROWS]


def written(delimiter: str) -> str:
    kept = io.StringIO()
    csv.writer(kept, delimiter=delimiter).writerows(ROWS)
    return kept.getvalue()


def rows(content: bytes) -> list[list[str]]:
    return read(content, "danh sách.csv")[0].rows


def windows_1258(text: str) -> bytes:
    """As Windows writes it: letter with its shape, then the tone as a sign of its own."""
    tones = "\u0300\u0309\u0303\u0301\u0323"
    kept = []
    for sign in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", sign)
        tone = "".join(part for part in parts if part in tones)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        kept.append(base + tone)
    return "".join(kept).encode("cp1258")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "coded",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        windows_1258,
    ],
    ids=[
        "utf-8",
        "utf-8 with mark",
        "utf-16",
        "utf-16-be",
        "le without mark",
        "be without mark",
        "nfd",
        "1258",
    ],
)
def test_every_coding_and_delimiter(coded, delimiter: str):
    table = read(coded(written(delimiter)), "danh sách.csv")[0]
    assert table.rows == SHORT
    assert table.remarks == []


def test_windows_1258_is_composed():
    assert rows("H\u00f4\u0323i;Vi\u00ea\u0323t;\u0110\u01b0\u01a1\u0300ng".encode("cp1258")) == [
        ["Hội", "Việt", "Đường"]
    ]


def test_french_in_western_signs_stays_french():
    assert rows("Société;Café\nGénérale;Où".encode("cp1252")) == [["Société", "Café"], ["Générale", "Où"]]


def test_a_cell_in_quotes_may_hold_delimiters_quotes_and_lines():
    assert rows('TT;Tên\r\n1;"Hội ""A""; B\r\nvà C"\r\n'.encode()) == [
        ["TT", "Tên"],
        ["1", 'Hội "A"; B\nvà C'],
    ]


def test_a_delimiter_that_the_file_names():
    assert rows(b"sep=|\r\nTT|T;n\r\n1|a,b\r\n") == [[], ["TT", "T;n"], ["1", "a,b"]]


def test_commas_in_the_cells_are_no_delimiters_where_semicolons_cut():
    content = "TT;Điểm;Tên\n1;9,5;Hội A, B\n2;8,25;Hội C\n3;7,5;Hội D, E, F"
    assert rows(content.encode())[1] == ["1", "9,5", "Hội A, B"]


def test_a_title_above_the_heads_does_not_matter():
    content = "DANH SÁCH ĐƠN VỊ, NĂM 2021\n\nTT;Tên;Mã\n1;Hội A;a\n2;Hội B;b"
    assert rows(content.encode()) == [
        ["DANH SÁCH ĐƠN VỊ, NĂM 2021"],
        [],
        ["TT", "Tên", "Mã"],
        ["1", "Hội A", "a"],
        ["2", "Hội B", "b"],
    ]


def test_one_column_is_one_column():
    assert rows("Tên\nHội A\nHội B".encode()) == [["Tên"], ["Hội A"], ["Hội B"]]


def test_a_quotation_mark_that_never_ends_is_told():
    with pytest.raises(BadInput, match="nháy kép"):
        read('TT;Tên\n1;"Hội A\n2;Hội B'.encode(), "a.csv")
    assert rows('TT;Tên\n1;"Hội A"\n2;Hội B'.encode())[2] == ["2", "Hội B"]


def test_a_mark_of_sixteen_bits_before_other_bytes_is_told():
    with pytest.raises(BadInput, match="bị hỏng"):
        read(b"\xff\xfea\x00\x00", "a.csv")


def test_bytes_that_no_coding_has_are_told():
    with pytest.raises(BadInput, match="bị hỏng"):
        read(b"T\xean;\x8d\x90", "a.csv")
    assert rows(b"T\xean;1") == [["Tên", "1"]]


# Pasted


def test_what_is_pasted_from_excel_is_cut_by_tabs():
    table = read_pasted('TT\tTên đơn vị\r\n1\t"Hội A\r\n(cũ)"\r\n2\tHội B; C, D\r\n')
    assert table.rows == [["TT", "Tên đơn vị"], ["1", "Hội A\n(cũ)"], ["2", "Hội B; C, D"]]


def test_a_pasted_list_of_names_is_one_column_whatever_is_in_them():
    text = "Hội A\nHội Người mù, thành phố\nHội B; C\n"
    assert read_pasted(text).rows == [["Hội A"], ["Hội Người mù, thành phố"], ["Hội B; C"]]


def test_pasted_text_of_a_csv_is_cut_where_every_line_is():
    assert read_pasted("TT;Tên\n1;Hội A\n2;Hội B").rows == [["TT", "Tên"], ["1", "Hội A"], ["2", "Hội B"]]


def test_nothing_pasted_is_told():
    with pytest.raises(BadInput, match="trống"):
        read_pasted(" \n\t\n")


def test_too_much_pasted_is_told():
    with pytest.raises(BadInput, match=r"20\.000 dòng"):
        read_pasted("x\ty\n" * (MOST_ROWS + 1))
    with pytest.raises(BadInput, match="quá nhiều chữ"):
        read_pasted("x" * 6_000_000)
    assert len(read_pasted("x\ty\n" * MOST_ROWS).rows) == MOST_ROWS


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str):
    with suppress(BadInput):
        assert read_pasted(text).rows


CELLS = st.text("aăâbcdđeêghikơưxộểữ012 ,;.'\"", max_size=10)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=8))
def test_any_table_of_two_columns_comes_back_from_tabs(grid: list[list[str]]):
    kept = io.StringIO()
    csv.writer(kept, delimiter="\t").writerows([["TT", "Tên"], *grid])
    (table,) = child.tables(kept.getvalue().encode())
    expected = [[" ".join(text.split()) for text in row] for row in grid]
    found = [[*row, "", ""][:2] for row in table["rows"][1:]]
    assert found == expected[: len(found)]
    assert not any(any(row) for row in expected[len(found) :])
