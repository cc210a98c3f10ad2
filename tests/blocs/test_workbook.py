"""Lists as workbooks: what stands in them, and that it was noted before they left."""

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import RequestFactory
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from blocs import clock
from blocs.actions.access import note_access
from blocs.actor import ANONYMOUS
from blocs.errors import NotAllowed
from blocs.models import AccessEvent
from blocs.views import export as export_view
from blocs.views.export import export
from blocs.workbook import LONGEST_CELL, XLSX, Column, Sheet, neutral, workbook
from tests.cast import World

AT = datetime(2021, 3, 9, 1, 5, tzinfo=UTC)
COLUMNS = [Column("Đơn vị", 40), Column("Giá trị")]


def opened(rows, narrowed: str = "", title: str = "Danh bạ đơn vị") -> Worksheet:
    sheet = Sheet(title, COLUMNS, rows, narrowed)
    return load_workbook(BytesIO(workbook(sheet, who="Chuyên viên", at=AT))).active


def value(of) -> object:
    return opened([["x", of]])["B5"].value


def test_a_workbook_says_what_it_is_who_took_it_when_and_how_it_was_narrowed():
    page = opened([["Hội B", 1]], narrowed="Khối thi đua số 1")
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0][0] == page.title == "Danh bạ đơn vị"
    assert "Chuyên viên" in rows[1][0]
    assert "08:05 09/03/2021" in rows[1][0]
    assert "Khối thi đua số 1" in rows[2][0]
    assert rows[4:] == [["Đơn vị", "Giá trị"], ["Hội B", 1]]


def test_the_head_stays_is_repeated_on_paper_and_filters():
    page = opened([["Hội B", 1], ["Hội C", 2]])
    assert page.freeze_panes == "A5"
    assert page.print_title_rows == "$4:$4"
    assert page.auto_filter.ref == "A4:B6"
    assert page.column_dimensions["A"].width == 40
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_a_list_without_rows_is_a_head():
    page = opened([])
    assert [cell.value for cell in page[4]] == ["Đơn vị", "Giá trị"]
    assert page.max_row == 4


def test_dates_and_moments_are_dates_in_local_time():
    page = opened([[date(2021, 3, 9), datetime(2021, 3, 8, 17, 30, tzinfo=UTC)]])
    assert page["A5"].is_date
    assert page["A5"].value == datetime(2021, 3, 9)
    assert page["A5"].number_format == "dd/mm/yyyy"
    assert page["B5"].value == datetime(2021, 3, 9, 0, 30)
    assert page["B5"].number_format == "dd/mm/yyyy hh:mm"


def test_a_day_that_excel_does_not_know_is_told_in_words():
    assert value(date(1885, 5, 1)) == "01/05/1885"


@pytest.mark.parametrize("number", ["95.8", "0.1", "1234567.891", "-3.25", "100.00"])
def test_decimals_are_exact(number: str):
    cell = opened([["x", Decimal(number)]])["B5"]
    assert cell.data_type == "n"
    assert Decimal(str(cell.value)) == Decimal(number)


def test_yes_and_no_are_words_and_nothing_is_an_empty_cell():
    assert [value(True), value(False), value(None), value("")] == ["có", "không", None, None]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84 225",
        "-2",
        "@SUM(A1)",
        "  =1+1",
        "\u00a0=1+1",
        "\u3000=1+1",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "\tHội",
        "\u200b=1+1",
        "\ufeff=1+1",
        "\x00=1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "\ufe66=1",
        "\ufe62\u0031",
        "\u22122",
        "|calc",
        "%0A=1",
        '=HYPERLINK("http://example.org";"Hội A")',
    ],
)
def test_what_looks_like_a_formula_is_neutral_text(text: str):
    cell = opened([["x", text]])["B5"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


@pytest.mark.parametrize(
    "text", ["Hội B", "0912345678", "95,8", "#N/A", "12/BC-KTĐ", "“Hội” – B", "đồng = 1"]
)
def test_other_text_stays_as_it_is(text: str):
    cell = opened([["x", text]])["B5"]
    assert (cell.data_type, cell.value) == ("s", text)


def test_signs_that_no_workbook_can_hold_are_left_out():
    assert value("Hội\x07 B\ud800\ufffe") == "Hội B"


def test_a_sign_coded_by_its_number_is_not_read_as_that_sign():
    assert neutral("_x003D_1+1") == "_x005F_x003D_1+1"
    assert neutral("so_xuong_x") == "so_xuong_x"


@pytest.mark.parametrize("text", ["ă" * 40_000, "=" * 40_000])
def test_a_long_text_is_as_long_as_a_cell_can_be(text: str):
    assert len(value(text)) == LONGEST_CELL


@pytest.mark.parametrize("title", ["Điểm [2021]: A/B*?\\'", "x" * 60, "", "=1", "[]"])
def test_any_title_makes_a_name_of_the_sheet(title: str):
    page = opened([], title=title)
    assert 1 <= len(page.title) <= 31
    assert not set(page.title) & set("[]:*?/\\'")


def many(number: int) -> Sheet:
    rows = ([f"Hội số {n}", Decimal(n) / 10, date(2021, 3, 9), True, None, "Khối"] for n in range(number))
    return Sheet("Danh bạ", [Column(str(n)) for n in range(6)], rows)


def test_twelve_thousand_rows_make_one_workbook():
    book = load_workbook(BytesIO(workbook(many(12_000), who="x", at=AT)), read_only=True)
    rows = book.active.iter_rows(min_row=5, values_only=True)
    assert sum(row[5] == "Khối" for row in rows) == 12_000


def test_rows_are_written_one_by_one_and_not_gathered():
    workbook(many(1), who="x", at=AT)
    tracemalloc.start()
    content = workbook(many(2_000), who="x", at=AT)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Kept in memory, two thousand rows would take about five million.
    assert peak < len(content) + 1_000_000


def asked(world: World, persona: str):
    request = RequestFactory().post("/")
    request.actor = world.actor(persona)
    return request


def test_an_export_is_a_workbook_and_is_noted(world: World):
    sheet = Sheet("Danh bạ đơn vị", COLUMNS, [["Hội B", 1], ["Hội C", 2]], "Khối K1")
    with clock.standing_at(date(2021, 3, 9)):
        response = export(asked(world, "officer"), sheet, what="organizations.export", file_name="to-chuc")
    assert response["Content-Type"] == XLSX
    assert response["Content-Disposition"] == 'attachment; filename="to-chuc-2021-03-09.xlsx"'
    page = load_workbook(BytesIO(response.content)).active
    assert "CITY_OFFICER (Chuyên viên)" in page["A2"].value
    event = AccessEvent.objects.get()
    assert (event.user, event.person) == (world.users["officer"], world.users["officer"].person)
    assert (event.what, event.label, event.filters) == ("organizations.export", "Danh bạ đơn vị", "Khối K1")
    assert (event.capacity, event.rows) == ("city_officer", 2)


def test_what_cannot_be_made_is_not_noted(world: World):
    def broken() -> Iterator[list]:
        yield ["Hội B", 1]
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - the one raised above
        export(asked(world, "officer"), Sheet("Danh bạ", COLUMNS, broken()), what="x.export", file_name="x")
    assert not AccessEvent.objects.exists()


def test_what_cannot_be_noted_does_not_leave(world: World, monkeypatch: pytest.MonkeyPatch):
    def fails(*args: object, **named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(export_view, "note_access", fails)
    with pytest.raises(RuntimeError):
        export(asked(world, "officer"), Sheet("Danh bạ", COLUMNS, []), what="x.export", file_name="x")


def test_an_account_without_a_role_is_named_by_its_address(world: World):
    response = export(asked(world, "nobody"), Sheet("Danh bạ", COLUMNS, []), what="x.export", file_name="x")
    assert world.users["nobody"].email in load_workbook(BytesIO(response.content)).active["A2"].value


def test_nobody_takes_out_anything_without_an_account(db: None):
    with pytest.raises(NotAllowed):
        note_access("organizations.export", actor=ANONYMOUS)


def test_opened_contact_details_are_noted_with_whose_they_are(world: World):
    person = world.users["leader"].person
    event = note_access("person.contact", actor=world.actor("secretariat"), obj=person)
    assert (event.object_type, event.object_id, event.label) == ("blocs.person", person.pk, person.name)
    assert event.rows is None
    assert "Khối K1" in event.capacity_label
