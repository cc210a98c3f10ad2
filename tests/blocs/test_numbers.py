from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocs import numbers
from blocs.numbers import AmbiguousNumber, NotANumber, format_number, parse_number, points


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0", "0"), ("7", "7"), ("95.8", "95,8"), ("9.50", "9,50"), ("1234.5", "1.234,5"),
        ("12500000", "12.500.000"), ("-1234.5", "-1.234,5"), ("1E+4", "10.000"), ("-0.0", "0,0"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_exact_as_it_is(value, written):
    assert format_number(Decimal(value)) == written


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [("9", 1, "9,0"), ("95.85", 1, "95,9"), ("0.125", 2, "0,13"), ("-0.04", 1, "0,0"), ("999.95", 1, "1.000,0"),
     ("2.5", 0, "3"), ("-2.5", 0, "-3")],
)  # fmt: skip
def test_decimals_are_fixed_and_rounded_half_up(value, decimals, written):
    assert format_number(Decimal(value), decimals) == written
    assert points(Decimal(value), decimals) == written


@pytest.mark.parametrize(("value", "written"), [("9.00", "9"), ("9.50", "9,5"), ("100", "100"), ("0.0", "0")])
def test_zeros_at_the_end_can_be_left_out(value, written):
    assert format_number(Decimal(value), trim=True) == written


def test_floats_and_what_is_no_number_are_not_written():
    with pytest.raises(TypeError):
        format_number(0.1)
    with pytest.raises(ValueError, match="NaN"):
        format_number(Decimal("NaN"))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1234", "1234"), ("1234,5", "1234.5"), ("1234.5", "1234.5"), ("1.234,5", "1234.5"), ("1 234,5", "1234.5"),
        ("1\u00a0234.5", "1234.5"), ("1\u202f234", "1234"), ("  7 ", "7"), ("1.234.567", "1234567"), ("1,234", "1.234"),
        ("0.125", "0.125"), ("1234.567", "1234.567"), ("7.5", "7.5"), ("7.50", "7.50"), ("1.2345", "1.2345"),
        ("-2,5", "-2.5"), ("\u22122,5", "-2.5"), ("+3", "3"), ("-0", "0"), ("999999999999", "999999999999"),
    ],
)  # fmt: skip
def test_it_reads_what_an_office_types(typed, number):
    assert parse_number(typed) == Decimal(number)
    assert str(parse_number(typed)) == number


@pytest.mark.parametrize("typed", ["1.234", "12.345", "999.999", "-1.234", " 1.234 "])
def test_it_refuses_what_can_be_read_in_two_ways(typed):
    with pytest.raises(AmbiguousNumber):
        parse_number(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "", "mười", "7 điểm", "NaN", "Infinity", "1e3", "1,2,3", "1.2.3", "1.23,4", "1.234.5", "12 34", "1,234.5",
        "1.234 567", ".5", "5.", ",5", "5,", "--1", "1-2", "０", "١", "1/2", "1.234,5,6", "1_000",
        "1234567890123", "0,1234567890123", "9" * 5000,
    ],
)  # fmt: skip
def test_it_refuses_what_is_no_number(typed):
    with pytest.raises(NotANumber) as refusal:
        parse_number(typed)
    assert not isinstance(refusal.value, AmbiguousNumber)
    assert len(str(refusal.value)) < 200


def test_the_sentence_for_an_ambiguous_number_names_both_readings():
    with pytest.raises(AmbiguousNumber) as refusal:
        parse_number("1.234")
    assert str(refusal.value) == "“1.234” có thể là 1234 hoặc 1,234. Đề nghị ghi rõ một trong hai cách."


decimals = st.decimals(min_value=-(10**7), max_value=10**7, places=4)


@given(decimals, st.integers(0, 4))
def test_what_is_written_is_read_again_unless_it_is_ambiguous(value, places):
    rounded = parse_or_none(format_number(value, places))
    if rounded is not None:
        assert rounded == Decimal(format_number(value, places).replace(".", "").replace(",", "."))
        assert abs(Fraction(rounded) - Fraction(value)) <= Fraction(1, 2 * 10**places)


def parse_or_none(text):
    try:
        return parse_number(text)
    except AmbiguousNumber:
        assert "," not in text
        return None


@given(st.text())
def test_any_text_is_read_or_refused_with_a_sentence(text):
    try:
        number = parse_number(text)
    except NotANumber as error:
        refusal = str(error)
    else:
        refusal = ""
        assert number.is_finite()
    assert refusal or text.strip()


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            numbers.above_maximum(Decimal("7.5"), Decimal(6), "A5"),
            "7,5 vượt điểm tối đa 6,0 của tiêu chí A5.",
        ),
        (numbers.above_maximum(Decimal(7), Decimal("6.25")), "7,00 vượt mức tối đa 6,25."),
        (
            numbers.below_minimum(Decimal(-1), Decimal(0), "A5"),
            "-1,0 thấp hơn điểm tối thiểu 0,0 của tiêu chí A5.",
        ),
        (numbers.below_minimum(Decimal(-1), Decimal(0)), "-1,0 thấp hơn mức tối thiểu 0,0."),
        (
            numbers.off_step(Decimal("7.3"), Decimal("0.5"), "A5"),
            "7,3 không đúng bước 0,5 của tiêu chí A5. Đề nghị ghi 7,0 hoặc 7,5.",
        ),
        (
            numbers.off_step(Decimal("0.4"), Decimal("0.25")),
            "0,4 không đúng bước 0,25. Đề nghị ghi 0,25 hoặc 0,50.",
        ),
        (numbers.too_many_decimals(Decimal("1.25"), 1), "1,25 có quá 1 chữ số sau dấu phẩy."),
        (numbers.too_many_decimals(Decimal("1.5"), 0), "1,5 không phải là số nguyên."),
    ],
)
def test_limits_speak_in_plain_sentences(sentence, words):
    assert sentence == words


def test_a_column_writes_all_its_values_with_the_same_decimals():
    assert numbers.shared_decimals([]) == 0
    assert numbers.shared_decimals([Decimal("10.00"), Decimal("5")]) == 0
    assert numbers.shared_decimals([Decimal("10"), Decimal("2.50"), Decimal("0.25")]) == 2
