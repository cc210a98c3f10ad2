"""The workbook to fill in: what stands in it, and that it comes back through the door it leads to."""

import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from awards.imports.past_results import PAST_RESULTS
from blocs.errors import BadInput
from blocs.imports import columns, engine, header
from blocs.imports.kind import Column, Kind
from blocs.imports.roster.kind import ROSTER
from blocs.imports.template import LONGEST_LIST, template
from blocs.reading.files import read
from tests.blocs.imports.toy import TOY
from tests.cast import World

FEW = ["Hội", "Liên hiệp", "Khác"]
MANY = [f"Khối thi đua số {number}, “đoàn thể”" for number in range(1, 60)]
COLUMNS = [
    Column(
        "name",
        "Tên đơn vị",
        columns.text(300),
        required=True,
        help="Như trong quyết định.",
        example="Hội A",
        width=44,
    ),
    Column("code", "Mã", columns.text(24), example="0012"),
    Column("founded_on", "Ngày thành lập", columns.day, example="09/03/1995", width=14),
    Column("order", "Thứ tự", columns.whole(), example="3", width=8),
    Column("phone", "Điện thoại", columns.phone, example="+84 912 345 678"),
    Column("kind", "Loại", columns.text(80), choices=lambda _actor: FEW, example="Hội"),
    Column("bloc", "Khối", columns.text(300), choices=lambda _actor: MANY),
    Column("odd", "=Cột lạ", columns.text(80), choices=lambda _actor: ["=1+1", "x"]),
]
KIND = Kind(
    "toy", "Danh sách: đơn vị [2021]", "Mỗi dòng một đơn vị.", COLUMNS, TOY.may_import, TOY.plan, TOY.write
)
HEADS = ["Tên đơn vị *", "Mã", "Ngày thành lập", "Thứ tự", "Điện thoại", "Loại", "Khối", "=Cột lạ"]


@pytest.fixture
def content(world: World) -> bytes:
    return template(KIND, world.actor("officer"))


@pytest.fixture
def filled(content: bytes) -> Worksheet:
    return load_workbook(BytesIO(content)).worksheets[0]


def test_the_head_is_bold_stays_and_marks_what_is_required(filled: Worksheet):
    assert [cell.value.removeprefix("'") for cell in filled[1]] == HEADS
    assert all(cell.font.bold for cell in filled[1])
    assert filled.freeze_panes == "A2"
    assert filled["A1"].fill.fgColor.rgb != filled["B1"].fill.fgColor.rgb
    assert filled.column_dimensions["A"].width == 44
    assert filled.title == "Danh sách đơn vị 2021"


def test_a_comment_says_what_a_column_holds(filled: Worksheet):
    assert filled["A1"].comment.text == "Bắt buộc.\nNhư trong quyết định.\nVí dụ: Hội A"
    assert filled["G1"].comment.text == "Khối"


def test_what_is_typed_under_a_head_keeps_its_form(filled: Worksheet):
    """Text, so that zeros before a number stay; days as days; places in an order as numbers."""
    forms = {letter: filled.column_dimensions[letter].number_format for letter in "ABCDEFGH"}
    assert forms == dict.fromkeys("ABEFGH", "@") | {"C": "dd/mm/yyyy", "D": "General"}


def test_the_example_stands_under_the_heads_and_says_that_it_is_one(filled: Worksheet):
    values = [cell.value for cell in filled[2]]
    assert values == ["Hội A", "0012", datetime(1995, 3, 9), 3, "+84 912 345 678", "Hội", None, None]
    assert "ví dụ" in filled["A2"].comment.text
    assert filled["A2"].font.italic


def test_choices_are_offered_in_the_cell_or_from_a_hidden_sheet(content: bytes, filled: Worksheet):
    rules = {str(rule.sqref): rule for rule in filled.data_validations.dataValidation}
    assert set(rules) == {"F2:F20001", "G2:G20001", "H2:H20001"}
    assert rules["F2:F20001"].formula1 == '"Hội,Liên hiệp,Khác"'
    assert rules["G2:G20001"].formula1 == "'Danh mục'!$A$1:$A$59"
    assert all(rule.errorStyle == "warning" for rule in rules.values())
    lists = load_workbook(BytesIO(content))["Danh mục"]
    assert lists.sheet_state == "hidden"
    assert [cell.value for cell in lists["A"]] == MANY


@pytest.mark.parametrize("length", [LONGEST_LIST - 2, LONGEST_LIST - 1])
def test_a_list_goes_into_the_cell_as_long_as_excel_takes_it(world: World, length: int):
    column = Column("a", "A", columns.text(9), choices=lambda _actor: ["x" * length])
    kind = Kind("a", "A", "", [column], TOY.may_import, TOY.plan, TOY.write)
    made = load_workbook(BytesIO(template(kind, world.actor("officer"))))
    (rule,) = made.worksheets[0].data_validations.dataValidation
    assert rule.formula1.startswith('"') == (length == LONGEST_LIST - 2)
    assert len(made.worksheets) == (2 if rule.formula1.startswith('"') else 3)


def test_the_explanations_say_what_each_column_holds_and_what_holds_for_all(content: bytes):
    rows = load_workbook(BytesIO(content))["Giải thích"].iter_rows(values_only=True)
    texts = [[text for text in row if text] for row in rows]
    assert ["A: Tên đơn vị", "có", "Như trong quyết định.\nVí dụ: Hội A"] in texts
    assert ["D: Thứ tự", "Ví dụ: 3"] in texts
    together = " ".join(text for row in texts for text in row)
    assert "giữ nguyên dữ liệu đã có" in together
    assert "(-): xóa dữ liệu đã có" in together


def test_nothing_in_it_is_a_formula(content: bytes):
    for sheet in load_workbook(BytesIO(content)).worksheets:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert not package.testzip()
        assert not any(b"<f>" in package.read(name) for name in package.namelist() if "sheets/" in name)


def test_our_own_reader_reads_it_back(content: bytes):
    first, explained, lists = read(content, "mau.xlsx")
    assert first.rows == [
        HEADS,
        ["Hội A", "0012", "09/03/1995", "3", "+84 912 345 678", "Hội"],
    ]
    assert [first.remarks, explained.remarks, lists.remarks] == [[], [], []]
    assert [first.hidden, explained.hidden, lists.hidden] == [False, False, True]


# The kinds there are


@pytest.mark.parametrize("kind", [ROSTER, PAST_RESULTS, KIND], ids=lambda kind: kind.code)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_template_is_known_by_its_heads_and_its_example_is_not_read(
    world: World, kind: Kind, language: str
):
    actor = world.actor("officer")
    with translation.override(language):
        content = template(kind, actor)
        guess = header.guess(read(content, "mau.xlsx"), kind, [ROSTER, PAST_RESULTS])
        assert guess.settled
        assert guess.best.heads.row == 1
        assert set(guess.best.heads.found) == {column.name for column in kind.columns}
        with pytest.raises(BadInput, match=r"không có dòng nào|no row"):
            engine.bring(kind, content, "mau.xlsx", {}, actor=actor)


def test_what_is_written_over_the_example_is_read(world: World):
    actor = world.actor("officer")
    made = load_workbook(BytesIO(template(TOY, actor)))
    made.worksheets[0].append(["moi@example.org", "Chánh Văn phòng Hội B"])
    kept = BytesIO()
    made.save(kept)
    run = engine.bring(TOY, kept.getvalue(), "mau.xlsx", {}, actor=actor)
    assert [row.texts["email"] for row in run.rows.all()] == ["moi@example.org"]


@pytest.mark.parametrize("kind", [ROSTER, PAST_RESULTS], ids=lambda kind: kind.code)
def test_every_example_is_what_its_column_reads_without_a_warning(world: World, kind: Kind):
    for column in kind.columns:
        if column.example:
            assert column.read(column.example).warning == "", column.name
