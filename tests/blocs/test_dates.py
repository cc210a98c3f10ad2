from datetime import date

import pytest

from blocs.dates import count_in_words, in_words, short_paper, two_digits


@pytest.mark.parametrize(
    ("day", "words", "short"),
    [
        (date(2021, 3, 9), "ngày 09 tháng 3 năm 2021", "09/3/2021"),
        (date(2021, 1, 31), "ngày 31 tháng 01 năm 2021", "31/01/2021"),
        (date(2021, 2, 10), "ngày 10 tháng 02 năm 2021", "10/02/2021"),
        (date(2020, 12, 1), "ngày 01 tháng 12 năm 2020", "01/12/2020"),
        (date(2020, 9, 9), "ngày 09 tháng 9 năm 2020", "09/9/2020"),
    ],
)
def test_papers_put_a_zero_before_days_1_to_9_and_months_1_and_2_only(day, words, short):
    assert in_words(day) == words
    assert short_paper(day) == short


@pytest.mark.parametrize(("count", "written"), [(0, "00"), (1, "01"), (8, "08"), (10, "10"), (120, "120")])
def test_counts_have_two_digits(count, written):
    assert two_digits(count) == written


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "không"), (1, "một"), (5, "năm"), (8, "tám"), (10, "mười"), (11, "mười một"), (15, "mười lăm"),
        (20, "hai mươi"), (21, "hai mươi mốt"), (24, "hai mươi bốn"), (25, "hai mươi lăm"), (100, "một trăm"),
        (101, "một trăm linh một"), (105, "một trăm linh năm"), (115, "một trăm mười lăm"), (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"), (12_500_000, "mười hai triệu năm trăm nghìn"),
        (2_000_000_021, "hai tỷ không trăm hai mươi mốt"),
    ],
)  # fmt: skip
def test_counts_in_words(count, words):
    assert count_in_words(count) == words


def test_every_count_up_to_ten_thousand_has_its_own_words():
    assert len({count_in_words(count) for count in range(10_000)}) == 10_000


@pytest.mark.parametrize("count", [-1, 10**12])
def test_what_cannot_be_counted_is_refused(count):
    with pytest.raises(ValueError, match="words"):
        count_in_words(count)
