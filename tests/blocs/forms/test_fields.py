from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test.html import parse_html

from blocs.forms.base import Form
from blocs.forms.fields import LongSelect, VietnameseDateField, VietnameseDecimalField


def refusal(field, typed):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return refused.value.messages


@pytest.mark.parametrize(
    ("typed", "number"),
    [("5,5", "5.5"), ("5.5", "5.5"), (" 6 ", "6"), ("0", "0"), (Decimal("4.5"), "4.5"), (3, "3")],
)
def test_points_within_the_limits_are_taken(typed, number):
    field = VietnameseDecimalField(decimals=1, maximum=Decimal(6), step=Decimal("0.5"), code="A5")
    assert field.clean(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("7,5", "7,5 vượt điểm tối đa 6,0 của tiêu chí A5."),
        ("-1", "-1,0 thấp hơn điểm tối thiểu 0,0 của tiêu chí A5."),
        ("5,3", "5,3 không đúng bước 0,5 của tiêu chí A5. Đề nghị ghi 5,0 hoặc 5,5."),
        ("1.234", "“1.234” có thể là 1234 hoặc 1,234. Đề nghị ghi rõ một trong hai cách."),
        ("sáu", "“sáu” không phải là số. Đề nghị ghi như 1234,5."),
    ],
)
def test_points_outside_the_limits_are_refused_with_a_sentence(typed, sentence):
    field = VietnameseDecimalField(decimals=1, maximum=Decimal(6), step=Decimal("0.5"), code="A5")
    assert refusal(field, typed) == [sentence]


def test_more_decimals_than_are_kept_are_refused():
    field = VietnameseDecimalField(decimals=1)
    assert field.clean("1,50") == Decimal("1.5")
    assert refusal(field, "1,55") == ["1,55 có quá 1 chữ số sau dấu phẩy."]


def test_an_empty_number_is_none_or_asked_for():
    assert VietnameseDecimalField(required=False).clean("  ") is None
    assert VietnameseDecimalField(required=False).clean(None) is None
    with pytest.raises(ValidationError):
        VietnameseDecimalField().clean("")


def test_zero_is_a_number_and_not_empty():
    assert VietnameseDecimalField().clean(Decimal(0)) == 0


class Entry(forms.Form):
    points = VietnameseDecimalField(required=False)
    day = VietnameseDateField(required=False)


def test_what_is_stored_is_shown_as_an_office_writes_it():
    page = Entry(initial={"points": Decimal("1234.50"), "day": date(2021, 3, 9)}).as_p()
    assert 'value="1.234,50"' in page
    assert 'value="09/03/2021"' in page
    assert 'inputmode="decimal"' in page


def test_what_was_typed_wrongly_stays_on_the_screen():
    page = Entry({"points": "7,,5", "day": "31/02/2021"}).as_p()
    assert 'value="7,,5"' in page
    assert 'value="31/02/2021"' in page


@pytest.mark.parametrize(
    ("points", "day", "changed"),
    [
        ("9,00", "9/3/2021", []), ("9", "2021-03-09", []), ("9,5", "10/03/2021", ["points", "day"]),
        ("x", "y", ["points", "day"]), ("", "", ["points", "day"]),
    ],
)  # fmt: skip
def test_the_same_value_written_differently_is_no_change(points, day, changed):
    form = Entry({"points": points, "day": day}, initial={"points": Decimal("9.0"), "day": date(2021, 3, 9)})
    assert form.changed_data == changed


@pytest.mark.parametrize(
    "typed", ["09/03/2021", "9/3/2021", "9-3-2021", "09.03.2021", "2021-03-09", " 09/03/2021 "]
)
def test_a_day_is_read_as_it_is_typed(typed):
    assert VietnameseDateField().clean(typed) == date(2021, 3, 9)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/2021", "Không có ngày 31/02/2021 trong lịch."),
        ("29/02/2021", "Không có ngày 29/02/2021 trong lịch."),
        ("00/00/2021", "Không có ngày 00/00/2021 trong lịch."),
        ("09/03/21", "Đề nghị ghi đủ bốn chữ số năm của “09/03/21”."),
        ("09/03/0021", "Năm 0021 không nằm trong khoảng 1900–2100."),
        ("mai", "“mai” không phải là ngày tháng. Đề nghị ghi ngày/tháng/năm, ví dụ 09/03/2021."),
        (
            "09/03-2021",
            "“09/03-2021” không phải là ngày tháng. Đề nghị ghi ngày/tháng/năm, ví dụ 09/03/2021.",
        ),
    ],
)
def test_an_impossible_day_is_refused_with_a_sentence(typed, sentence):
    assert refusal(VietnameseDateField(), typed) == [sentence]


def test_an_empty_day_is_none_or_asked_for():
    assert VietnameseDateField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        VietnameseDateField().clean(" ")


def test_a_long_select_says_what_an_ordinary_one_says():
    choices = [("", "Tất cả"), (1, "Hội A & <b>B</b>"), (2, 'Hội "C"')]

    class Chosen(Form):
        plain = forms.ChoiceField(choices=choices, widget=forms.Select)
        long = forms.ChoiceField(choices=choices, widget=LongSelect)

    for value in ("", "2", 2, None):
        form = Chosen(initial={"plain": value, "long": value})
        plain, long = str(form["plain"]).replace("plain", "long"), str(form["long"])
        assert parse_html(long) == parse_html(plain)
