import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocs.text import nfc, nfc_lines, search_key, short_hash, sort_key


def test_a_line_is_composed_trimmed_and_has_single_blanks():
    loose = unicodedata.normalize("NFD", "  Hội  Nữ\u00a0doanh nhân\t\nHải Phòng ")
    assert nfc(loose) == "Hội Nữ doanh nhân Hải Phòng"


def test_a_line_loses_signs_nobody_sees():
    assert nfc("\ufeffHội\u200b Doanh\u00ad nghiệp\x00 trẻ\ud800") == "Hội Doanh nghiệp trẻ"


def test_several_lines_keep_their_ends():
    assert nfc_lines("\r\n Một  là \r\n\r\nhai là\rba là\n\n") == "Một là\n\nhai là\nba là"


@given(st.text())
def test_storing_twice_changes_nothing(text):
    assert nfc(nfc(text)) == nfc(text)
    assert nfc_lines(nfc_lines(text)) == nfc_lines(text)
    assert "\n" not in nfc(text)
    nfc(text).encode()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("đà nẵng", "da nang"),
        ("ĐÀ NẴNG", "da nang"),
        ("Hoà Bình", "hoa binh"),
        ("Hòa Bình", "hoa binh"),
        ("Ðồ Sơn", "do son"),  # eth
        ("Thi đua - Khen thưởng", "thi dua khen thuong"),
        ("(HHDN) – số 12/QĐ", "hhdn so 12 qd"),
        ("ƯỚC", "uoc"),
        ("", ""),
    ],
)
def test_search_ignores_marks_case_and_punctuation(typed, found):
    assert search_key(typed) == found
    assert search_key(unicodedata.normalize("NFD", typed)) == found


@given(st.text())
def test_a_search_key_is_its_own_key(text):
    assert search_key(search_key(text)) == search_key(text)
    assert search_key(unicodedata.normalize("NFD", text)) == search_key(text)


@given(
    st.text(st.sampled_from("aAăÂđĐðÐ éẽỹÝ ½Ƶ×÷_-.,0١²\u0301\u0345İıßﬁ"), max_size=12) | st.text(max_size=12)
)
def test_the_short_way_to_a_search_key_ends_where_the_long_one_does(text):
    """A sign that is not seen sends a text the long way."""
    assert search_key(text) == search_key(f"{text}\u200b")


IN_ORDER = [
    "An", "Ấn", "An Dương", "Anh", "Ăn", "Ân", "Bà", "Dương", "Đà", "Đô", "Em", "Êm",
    "Hạ An", "Hà Nội", "Lê", "Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Mai",
    "Ngô", "Ngơ", "Ong", "Ông", "Ơn", "Phường 2", "Phường 10", "Phường 100",
    "Quận", "Ung", "Ưng", "Vũ", "Xã", "Yên",
]  # fmt: skip


def test_names_stand_in_vietnamese_order():
    expected = [name for name in IN_ORDER if name != "Ấn"]
    expected.insert(expected.index("Ân") + 1, "Ấn")
    shuffled = random.Random(5).sample(expected, len(expected))
    assert sorted(shuffled, key=sort_key) == expected


@pytest.mark.parametrize(
    ("one", "other"), [("hoà", "hòa"), ("HOÀ", "hòa"), ("thuý", "thúy"), ("Hội A.", "hội a"), ("Ðô", "Đô")]
)
def test_the_same_word_written_differently_has_the_same_place(one, other):
    assert sort_key(one) == sort_key(other)
    assert sort_key(unicodedata.normalize("NFD", one)) == sort_key(other)


@given(st.text())
def test_a_sort_key_is_digits_only_so_that_every_collation_agrees(text):
    assert sort_key(text).isascii()
    assert sort_key(text).isdigit()


VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


@given(st.text(VIETNAMESE + VIETNAMESE.upper() + " 0123456789-", max_size=120))
def test_a_sort_key_of_vietnamese_has_a_known_length(text):
    assert len(sort_key(text)) <= 3 * len(text) + 3


def test_every_letter_has_its_own_place_and_tones_follow_theirs():
    assert sorted(VIETNAMESE, key=sort_key) == list(VIETNAMESE)
    assert len({sort_key(letter) for letter in VIETNAMESE}) == len(VIETNAMESE)


def test_a_short_hash_has_eight_signs():
    assert short_hash("9f86d081884c7d659a2feaa0c55ad015") == "9f86d081"
