"""What is not read: each a sentence that says what it is and how to save it, beside what is read."""

import io
import random
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from blocs.errors import BadInput
from blocs.reading import child
from blocs.reading.files import read
from blocs.reading.limits import MOST_BYTES, MOST_COLUMNS, MOST_PARTS, MOST_ROWS, MOST_SHEETS, Unfit
from blocs.reading.sentences import refusal
from blocs.reading.tables import Table
from tests.blocs.reading.books import (
    MAIN,
    SAMPLES,
    SHEET,
    book,
    compound,
    excel97,
    opendocument,
    patched,
    record,
    repacked,
    saved,
    with_rows,
)

ONE = [["x"]]
GOOD = book(A1="x")


def sentence(content: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(BadInput) as refused:
        read(content, name)
    return str(refused.value)


def outcome(content: bytes, name: str) -> list[Table] | str:
    """The tables, or the sentence."""
    try:
        return read(content, name)
    except BadInput as refused:
        return str(refused)


def with_parts(**parts: bytes) -> bytes:
    """The good workbook with further parts; "__" stands for "/" in a name."""
    return repacked(GOOD, lambda known: known.update({k.replace("__", "/"): v for k, v in parts.items()}))


def with_in_sheet(xml: bytes) -> bytes:
    return repacked(
        GOOD,
        lambda parts: parts.update({SHEET: parts[SHEET].replace(b"</sheetData>", xml + b"</sheetData>")}),
    )


def test_a_good_workbook_is_read():
    assert read(GOOD, "a.xlsx")[0].rows == ONE


# What it is


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.xlsx", "trống"),
        (b"TT;T\xc3\xaan\n1;x", "a.xlsx", "Tệp mang đuôi .xlsx nhưng bên trong là chữ thường"),
        (b"TT;T\xc3\xaan\n1;x", "A.XLS", "Tệp mang đuôi .xls "),
        (b"TT;T\xc3\xaan\n1;x", "a.docx", "(.csv)"),
        (b"%PDF-1.7\n", "a.xlsx", "PDF"),
        (b"{\\rtf1 x}", "a.xls", "Word"),
        (b"\x89PNG\r\n\x1a\n\x00", "a.xlsx", "hình ảnh"),
        (b"\xff\xd8\xff\xe0\x00", "a.xlsx", "hình ảnh"),
        (b"BM\x36\x00\x00\x00\x00\x00", "a.xlsx", "hình ảnh"),
        (b"Rar!\x1a\x07\x00", "a.xlsx", "tệp nén"),
        (b"7z\xbc\xaf\x27\x1c\x00", "a.xlsx", "tệp nén"),
        (b"\x1f\x8b\x08\x00", "a.xlsx", "tệp nén"),
        (b"MZ\x90\x00\x03", "a.xlsx", "không phải tệp Excel"),
        (bytes(range(256)), "a.xlsx", "không phải tệp Excel"),
        (b"\t\x08\x08\x00\x00\x05", "a.xls", "trước bản 97"),
        (b"<html><body><table><tr><td>1</td></tr></table>", "a.xls", "trang web"),
        (b"\xef\xbb\xbf  <!-- x --><TABLE border=1>", "a.xls", "trang web"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "a.xls", "XML"),
        (with_parts(word__document=b"").replace(b"xl/", b"xx/"), "a.xlsx", "Word"),
        (with_parts(ppt__presentation=b"<a/>"), "a.xlsx", "trình chiếu"),
        (with_parts(xl__workbook=b"").replace(b"xl/workbook.xml", b"xl/workbook.bin"), "a.xlsx", ".xlsb"),
        (repacked(GOOD, lambda parts: [parts.pop(name) for name in list(parts)[:-1]]), "a.xlsx", "tệp nén"),
        (opendocument("", kind="text"), "a.ods", "Word"),
        (compound({"WordDocument": b"x"}), "a.xls", "Word"),
        (compound({"PowerPoint Document": b"x"}), "a.xls", "trình chiếu"),
        (compound({"Contents": b"x"}), "a.xls", "không phải tệp Excel"),
        (book(A1=None), "a.xlsx", "mọi ô đều trống"),
        (b" \n ; \n", "a.csv", "mọi ô đều trống"),
    ],
)
def test_a_file_of_another_kind_is_named(content: bytes, name: str, said: str):
    assert said in sentence(content, name)


def test_every_refusal_says_how_to_save_it():
    for content in (b"%PDF-1.7\n", b"<html>", GOOD[:500], (SAMPLES / "password.xlsx").read_bytes()):
        assert "Đề nghị" in sentence(content)


def test_text_is_read_under_the_name_of_text():
    content = b"TT;T\xc3\xaan\n1;x"
    assert [read(content, name)[0].rows[1] for name in ("a.csv", "a.txt", "a", "")] == [["1", "x"]] * 4


# Passwords


def test_a_workbook_with_a_password():
    assert "Tệp có mật khẩu" in sentence((SAMPLES / "password.xlsx").read_bytes())


def test_a_workbook_of_excel_97_with_a_password():
    content = excel97()
    assert read(content, "a.xls")
    locked = patched(content, record(content, 0x42), struct.pack("<H", 0x2F))
    assert "Tệp có mật khẩu" in sentence(locked, "a.xls")


def test_a_package_with_encrypted_parts():
    places = [
        place for place in range(len(GOOD)) if GOOD[place : place + 4] in {b"PK\x03\x04", b"PK\x01\x02"}
    ]
    locked = bytearray(GOOD)
    for place in places:
        locked[place + (6 if GOOD[place + 2] == 3 else 8)] |= 1
    assert "Tệp có mật khẩu" in sentence(bytes(locked))


def test_a_workbook_of_libreoffice_with_a_password():
    cell = '<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    assert read(opendocument(cell), "a.ods")[0].rows == ONE
    locked = opendocument(cell, manifest="<manifest:encryption-data/>")
    assert "Tệp có mật khẩu" in sentence(locked, "a.ods")


# Macros


def test_a_workbook_with_macros_whatever_its_name():
    for name in ("xl__vbaProject.bin", "xl__macrosheets__sheet1.xml", "customUI__VBAPROJECT.BIN"):
        assert "Tệp có macro" in sentence(with_parts(**{name: b"<a/>"}))
    assert read(with_parts(xl__theme__theme2=b"<a/>"), "a.xlsm")[0].rows == ONE


def test_a_workbook_that_only_says_it_has_macros():
    def change(parts: dict[str, bytes]) -> None:
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(
            b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
            b"vnd.ms-excel.sheet.macroEnabled.main",
        )

    assert "Tệp có macro" in sentence(repacked(GOOD, change))


def test_a_workbook_of_excel_97_with_macros():
    stream = excel97_stream()
    assert read(compound({"Workbook": stream}), "a.xls")[0].rows[2][1] == "Hội A"
    assert "Tệp có macro" in sentence(compound({"Workbook": stream}, ("_VBA_PROJECT_CUR",)), "a.xls")
    place = record(excel97(), 0x85) + 4
    assert "Tệp có macro" in sentence(patched(excel97(), place + 5, b"\x01"), "a.xls")


def test_a_workbook_of_libreoffice_with_macros():
    cell = '<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    assert read(opendocument(cell), "a.ods")[0].rows == ONE
    assert "Tệp có macro" in sentence(opendocument(cell, Basic__script=b"<a/>"), "a.ods")


def excel97_stream() -> bytes:
    content = excel97()
    start = record(content, 0x809)
    return content[start : content.rindex(struct.pack("<HH", 0x0A, 0)) + 4]


# Sizes


def test_a_file_larger_than_what_a_mail_carries():
    assert "lớn hơn 20 MB" in sentence(b"a" * (MOST_BYTES + 1), "a.csv")


def test_rows():
    assert len(read(book(**{"A1": "x", f"A{MOST_ROWS}": "y"}), "a.xlsx")[0].rows) == MOST_ROWS
    said = sentence(book(**{"A1": "x", f"A{MOST_ROWS + 1}": "y"}))
    assert "đến dòng 20.001" in said
    assert "nhiều nhất 20.000 dòng" in said
    assert "chia thành nhiều tệp" in said


def test_a_hundred_thousand_rows():
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(1, 100_001))
    assert "đến dòng 100.000" in sentence(with_rows(rows))
    assert "đến dòng 100.000" in sentence(b"x;y\n" * 100_000, "a.csv")
    assert len(read(b"x;y\n" * MOST_ROWS, "a.csv")[0].rows) == MOST_ROWS


def test_columns():
    assert len(read(book(CV1="x"), "a.xlsx")[0].rows[0]) == MOST_COLUMNS
    for place in ("CW1", "DA1", "XFD1"):
        assert "nhiều nhất 100 cột" in sentence(book(**{place: "x"}))
    assert "nhiều nhất 100 cột" in sentence(b";" * 100 + b"x", "a.csv")
    assert len(read(b";" * 99 + b"x", "a.csv")[0].rows[0]) == MOST_COLUMNS


def test_one_cell_in_the_farthest_corner():
    assert "đến dòng 1.048.576" in sentence(book(A1="x", XFD1048576="y"))


def test_a_far_cell_that_is_written_to_be_overlooked():
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r\n=\n"XFD1048576"><v>1</v></c></row>'
    assert "Đề nghị" in sentence(with_rows(rows))


def test_a_far_cell_in_a_workbook_of_excel_97():
    place = record(excel97(), 0xFD) + 4
    assert "đến dòng 60.001" in sentence(patched(excel97(), place, struct.pack("<H", 60_000)), "a.xls")


def test_a_far_cell_in_a_workbook_of_libreoffice():
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    rows = f'<table:table-row table:number-rows-repeated="30000">{cell}</table:table-row>'
    assert "nhiều nhất 20.000 dòng" in sentence(opendocument(rows), "a.ods")
    rows = f'<table:table-row table:number-rows-repeated="2000000000">{cell}</table:table-row>'
    assert "Đề nghị" in sentence(opendocument(rows), "a.ods")


def test_sheets():
    made = Workbook()
    made.active["A1"] = "x"
    for _number in range(MOST_SHEETS - 1):
        made.create_sheet()
    assert len(read(saved(made), "a.xlsx")) == MOST_SHEETS
    made.create_sheet()
    assert "21 trang tính" in sentence(saved(made))


def test_parts():
    parts = {f"xl__media__{number}.png": b"x" for number in range(MOST_PARTS - 9)}
    assert read(with_parts(**parts), "a.xlsx")[0].rows == ONE
    parts["xl__media__more.png"] = b"x"
    assert "201 thành phần" in sentence(with_parts(**parts))


# Bombs


@pytest.mark.parametrize("name", ["xl__media__image1.png", "xl__worksheets__sheet9.xml", "docProps__x.xml"])
def test_a_part_that_unpacks_to_more_than_is_read(name: str):
    assert "lớn hơn 100 MB" in sentence(with_parts(**{name: bytes(101 * 1024 * 1024)}))
    assert read(with_parts(**{name: b" " * 1024 * 1024}), "a.xlsx")[0].rows == ONE


def test_a_part_that_is_packed_as_nothing_in_earnest_is():
    assert "khác thường" in sentence(with_parts(xl__media__a=bytes(40 * 1024 * 1024)))


@pytest.mark.parametrize("claimed", [10, 2**31])
def test_a_package_that_lies_about_the_size_of_a_part(claimed: int):
    content = bytearray(GOOD)
    place = content.rindex(b"PK\x01\x02")
    true = struct.unpack_from("<I", content, place + 24)[0]
    struct.pack_into("<I", content, place + 24, claimed)
    assert "Tệp bị hỏng" in sentence(bytes(content))
    struct.pack_into("<I", content, place + 24, true)
    assert read(bytes(content), "a.xlsx")[0].rows == ONE


def test_a_package_with_one_name_twice():
    kept = io.BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(kept, "a") as package:
        package.writestr(SHEET, "<worksheet/>")
    assert "Tệp bị hỏng" in sentence(kept.getvalue())


@pytest.mark.parametrize(
    "text",
    [
        b'<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;">]>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        b"<!doctype a>",
    ],
)
@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "docProps/app.xml", "xl/_rels/workbook.xml.rels"])
def test_entities_in_any_part(name: str, text: bytes):
    assert "(DTD)" in sentence(repacked(GOOD, lambda parts: parts.update({name: text + parts[name]})))


def test_entities_in_letters_of_sixteen_bits():
    wide = "<!DOCTYPE a><worksheet/>".encode("utf-16")
    assert "Tệp bị hỏng" in sentence(repacked(GOOD, lambda parts: parts.update({SHEET: wide})))


def test_an_entity_in_a_text_is_text():
    assert read(book(A1="<!DOCTYPE a>"), "a.xlsx")[0].rows == [["<!DOCTYPE a>"]]


def test_deep_nesting():
    levels = 20_000
    deep = b"".join(b"<a%d>" % level for level in range(levels))
    ends = b"".join(b"</a%d>" % level for level in reversed(range(levels)))
    assert read(with_in_sheet(deep + ends), "a.xlsx")[0].rows == ONE
    deepest = repacked(
        GOOD,
        lambda parts: parts.update(
            {
                "xl/workbook.xml": parts["xl/workbook.xml"].replace(
                    b"</workbook>", deep + ends + b"</workbook>"
                )
            }
        ),
    )
    assert read(deepest, "a.xlsx")[0].rows == ONE


def test_one_long_text_shown_in_a_million_cells():
    rows = b"".join(b'<row r="%d">%s</row>' % (row, b'<c t="s"><v>0</v></c>' * 90) for row in range(1, 4_001))
    link = b'<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'

    def change(length: int):
        def changed(parts: dict[str, bytes]) -> None:
            parts["xl/sharedStrings.xml"] = b"<sst " + MAIN + b"><si><t>" + b"a" * length + b"</t></si></sst>"
            links = "xl/_rels/workbook.xml.rels"
            parts[links] = parts[links].replace(b"</Relationships>", link)

        return changed

    assert "Đề nghị chép danh sách" in sentence(with_rows(rows, repacked(GOOD, change(32_000))))
    assert "quá nhiều chữ" in sentence(with_rows(rows, repacked(GOOD, change(60))))
    assert read(with_rows(rows, repacked(GOOD, change(1))), "a.xlsx")[0].rows[0] == ["a"] * 90


def test_links_to_other_files_are_not_followed():
    link = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    content = with_parts(
        xl__externalLinks___rels__externalLink1=link, xl__externalLinks__externalLink1=b"<externalLink/>"
    )
    assert read(content, "a.xlsx")[0].rows == ONE


# Damage


@pytest.mark.parametrize("part", range(1, 10))
def test_a_file_that_was_cut_off(part: int):
    for content in (GOOD, excel97()):
        assert "Đề nghị" in sentence(content[: len(content) * part // 10])


def test_a_compound_file_whose_sectors_go_in_a_circle():
    content = bytearray(excel97())
    (table,) = struct.unpack_from("<I", content, 76)
    start = (table + 1) * 512
    numbers = struct.unpack_from("<128I", content, start)
    struct.pack_into("<128I", content, start, *[0 if number < 2**31 else number for number in numbers])
    assert "Đề nghị" in sentence(bytes(content), "a.xls")


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"]),
)
def test_any_bytes_are_read_or_refused(content: bytes, start: bytes):
    try:
        assert child.tables(start + content)
    except Unfit as reason:
        refused = refusal(reason.code, reason.values)
    else:
        refused = "-"
    assert refused


@settings(max_examples=30, deadline=None)
@given(
    st.randoms(use_true_random=False), st.sampled_from([repacked(GOOD, len, zipfile.ZIP_STORED), excel97()])
)
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(chance: random.Random, content: bytes):
    changed = bytearray(content)
    for _time in range(chance.randint(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    assert outcome(bytes(changed), "a.xlsx")
