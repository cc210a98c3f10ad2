"""Readers of cells: every way people write a day, a number, a phone; what is made out says so."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given, settings
from hypothesis import strategies as st

from blocs.imports import columns
from blocs.imports.kind import Reading, Unreadable
from blocs.models.representation import Duty

MARCH = date(2021, 3, 9)


def why(reader: columns.Reader, text: str) -> str:
    with pytest.raises(Unreadable) as refused:
        reader(text)
    return str(refused.value)


# Days


@pytest.mark.parametrize(
    "text",
    [
        "09/03/2021",
        "9/3/2021",
        "09-03-2021",
        "9.3.2021",
        "2021-03-09",
        " 09 / 03 / 2021 ",
        "ngày 09 tháng 3 năm 2021",
        "Ngày 9 tháng 03 năm 2021",
        "9 tháng 3 năm 2021",
    ],
)
def test_a_day_plainly_written(text: str):
    assert columns.day(text) == Reading(MARCH)


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("09-03-21", MARCH, "“09-03-21” được hiểu là ngày 09/03/2021."),
        ("9/3/29", date(2029, 3, 9), "09/03/2029"),
        ("9/3/30", date(1930, 3, 9), "09/03/1930"),
        ("9/3/99", date(1999, 3, 9), "09/03/1999"),
        ("44264", MARCH, "“44264” được hiểu là ngày 09/03/2021."),
        ("44264,5", MARCH, "09/03/2021"),
        ("09/03/2021 07:30", MARCH, "09/03/2021"),
        ("2021-03-09 00:00:00", MARCH, "09/03/2021"),
    ],
)
def test_a_day_made_out_warns_which_one_was_taken(text: str, value: date, said: str):
    reading = columns.day(text)
    assert reading.value == value
    assert said in reading.warning


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tháng 3/2021", "chưa rõ ngày"),
        ("3/2021", "chưa rõ ngày"),
        ("tháng 3 năm 2021", "chưa rõ ngày"),
        ("năm 2021", "chưa rõ ngày"),
        ("2021", "chưa rõ ngày"),
        ("Quý I/2021", "chưa rõ ngày"),
        ("31/02/2021", "Không có ngày 31/02/2021"),
        ("03/25/2021", "Không có ngày 03/25/2021"),
        ("31/02/21", "Không có ngày 31/02/2021"),
        ("09/03/1820", "1820"),
        ("19999", "không phải là ngày"),
        ("80001", "không phải là ngày"),
        ("hôm qua", "không phải là ngày"),
        ("09/03-2021", "không phải là ngày"),
    ],
)
def test_what_is_no_day_is_told(text: str, said: str):
    assert said in why(columns.day, text)


@settings(deadline=None)
@given(st.dates(date(1954, 10, 3), date(2100, 12, 31)))
def test_every_day_is_read_in_every_way(day: date):
    assert columns.day(f"{day:%d/%m/%Y}") == Reading(day)
    assert columns.day(f"{day.day}-{day.month}-{day.year}").value == day
    assert columns.day(day.isoformat()) == Reading(day)
    assert columns.day(str((day - date(1899, 12, 30)) // timedelta(days=1))).value == day


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_a_reading_or_a_sentence(text: str):
    readers = [columns.day, columns.year, columns.whole(), columns.email, columns.phone, columns.yes_no]
    for reader in [*readers, columns.text(20), columns.choice(Duty.choices)]:
        try:
            assert isinstance(reader(text or "x"), Reading)
        except Unreadable as refused:
            said = str(refused)
        else:
            said = "-"
        assert said


# Numbers


@pytest.mark.parametrize(
    ("text", "value"), [("2021", 2021), ("năm 2021", 2021), ("2021,0", 2021), (" 1995 ", 1995)]
)
def test_a_year(text: str, value: int):
    assert columns.year(text) == Reading(value)


@pytest.mark.parametrize("text", ["21", "2021,5", "09/03/2021", "hai nghìn", "1899", "2101"])
def test_what_is_no_year_is_told(text: str):
    assert text in why(columns.year, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("12,0", 12), ("12.00", 12), ("0", 0), ("1 234", 1234), ("1.234.567", 1234567), ("007", 7)],
)
def test_a_whole_number(text: str, value: int):
    assert columns.whole()(text) == Reading(value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12,5", "không phải là số nguyên"),
        ("1.234", "1234 hoặc 1,234"),
        ("12,000", "12000 hoặc 12"),
        ("-1", "-1 thấp hơn mức tối thiểu 0"),
        ("mười", "“mười” không phải là số nguyên. Đề nghị ghi như 12."),
    ],
)
def test_what_is_no_whole_number_is_told(text: str, said: str):
    assert said in why(columns.whole(), text)


def test_a_whole_number_has_its_limits():
    reader = columns.whole(1, 100)
    assert [reader(text).value for text in ("1", "100")] == [1, 100]
    for text in ("0", "101"):
        assert "không nằm trong khoảng 1–100" in why(reader, text)


# Words


def test_text_is_one_line_in_one_form():
    assert columns.text(20)(" Ho\u0323\u0302i\n A ") == Reading("Hội A")


def test_text_has_its_length():
    assert columns.text(5)("Hội A") == Reading("Hội A")
    assert "dài 6 ký tự; chỉ lưu được nhiều nhất 5" in why(columns.text(5), "Hội AB")


@pytest.mark.parametrize("text", ["Cán bộ", "can bo", "CÁN  BỘ", "People", "nhân sự", "ca\u0301n bộ"])
def test_a_choice_is_told_by_its_label_in_both_languages_and_by_synonyms(text: str):
    reader = columns.choice([("P", gettext_lazy("People")), ("O", "Đơn vị")], {"Nhân sự": "P"})
    assert reader(text) == Reading("P")


def test_a_word_that_is_no_choice_is_told_with_those_that_are():
    reader = columns.choice([("L", "Lãnh đạo"), ("C", "Cán bộ")])
    assert why(reader, "Thủ quỹ") == "“Thủ quỹ” không có trong danh mục: Lãnh đạo, Cán bộ."


@pytest.mark.parametrize("text", ["x", "X", "Có", "co", "1", "đúng", "✓", "TRUE", "Yes"])
def test_yes(text: str):
    assert columns.yes_no(text) == Reading(True)


@pytest.mark.parametrize("text", ["không", "KHÔNG", "0", "No", "false"])
def test_no(text: str):
    assert columns.yes_no(text) == Reading(False)


def test_neither_yes_nor_no_is_told():
    assert "có hoặc không" in why(columns.yes_no, "có thể")


# Addresses


@pytest.mark.parametrize("text", ["van.phong@example.org", " VP@Example.ORG ", "mailto:vp@example.org"])
def test_an_address(text: str):
    assert columns.email(text) == Reading(text.strip().removeprefix("mailto:"))


@pytest.mark.parametrize("text", ["vp@", "vp.example.org", "a@example.org; b@example.org", "a b@example.org"])
def test_what_is_no_address_is_told(text: str):
    assert "một địa chỉ" in why(columns.email, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0912345678", "0912345678"),
        ("0912  345 678", "0912 345 678"),
        ("(0225) 3.842.345", "(0225) 3.842.345"),
        ("+84 912 345 678", "+84 912 345 678"),
        ("0225 3842345 máy lẻ 12", "0225 3842345 máy lẻ 12"),
        ("0912345678 / 0987654321", "0912345678 / 0987654321"),
        ("3842345", "3842345"),
    ],
)
def test_a_phone_stays_as_it_was_typed(text: str, value: str):
    assert columns.phone(text) == Reading(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("912345678", "0912345678"), ("2253842345", "02253842345"), ("84912345678", "+84912345678")],
)
def test_a_phone_that_excel_took_for_a_number_gets_its_beginning_back(text: str, value: str):
    reading = columns.phone(text)
    assert reading.value == value
    assert value in reading.warning


@pytest.mark.parametrize("text", ["9,12E+08", "12", "không có", "0912345678@", "0" * 41])
def test_what_is_no_phone_is_told(text: str):
    assert "không phải là số điện thoại" in why(columns.phone, text)


# Language


def test_a_sentence_is_in_the_language_of_the_page_though_the_value_was_known():
    with translation.override("vi"):
        assert "được hiểu là" in columns.day("01-02-21").warning
    with translation.override("en"):
        assert "was read as" in columns.day("01-02-21").warning
