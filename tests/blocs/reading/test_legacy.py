"""TCVN3 and VNI: told by their words, converted with a remark; nothing else is touched."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from blocs.reading.files import read, read_pasted
from blocs.reading.legacy import CONVERT, FROM_TCVN3, FROM_VNI, TCVN3, VNI, from_tcvn3, from_vni, settle
from blocs.reading.syllables import is_syllable
from tests.blocs.reading.books import saved

SMALL = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
CAPITAL = SMALL.upper()
TO_TCVN3 = {letter: sign for sign, letter in FROM_TCVN3.items()}
TO_VNI = {letter: signs for signs, letter in sorted(FROM_VNI.items(), reverse=True)}

# Sentences of papers, each in the three codings.
UNICODE_TEXTS = [
    "Hiệp hội Doanh nghiệp",
    "Cộng hoà xã hội chủ nghĩa Việt Nam",
    "Độc lập - Tự do - Hạnh phúc",
    "Trường Đại học Hàng hải",
    "Sở Nông nghiệp và Phát triển nông thôn",
]
TCVN3_TEXTS = [
    "HiÖp héi Doanh nghiÖp",
    "Céng hoµ x· héi chñ nghÜa ViÖt Nam",
    "§éc lËp - Tù do - H¹nh phóc",
    "Tr\xadêng §¹i häc Hµng h¶i",
    "Së N«ng nghiÖp vµ Ph¸t triÓn n«ng th«n",
]
VNI_TEXTS = [
    "Hieäp hoäi Doanh nghieäp",
    "Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam",
    "Ñoäc laäp - Töï do - Haïnh phuùc",
    "Tröôøng Ñaïi hoïc Haøng haûi",
    "Sôû Noâng nghieäp vaø Phaùt trieån noâng thoân",
]


def to(table: dict[str, str], text: str) -> str:
    return "".join(table.get(sign, sign) for sign in text)


def column(texts: list[str]) -> tuple[list[str], dict[str, int]]:
    rows = [[text] for text in texts]
    (counts,) = settle([rows])
    return [row[0] for row in rows], counts


# The tables


@pytest.mark.parametrize(("coded", "text"), list(zip(TCVN3_TEXTS, UNICODE_TEXTS, strict=True)))
def test_tcvn3_is_converted(coded: str, text: str):
    assert from_tcvn3(coded) == text


@pytest.mark.parametrize(("coded", "text"), list(zip(VNI_TEXTS, UNICODE_TEXTS, strict=True)))
def test_vni_is_converted(coded: str, text: str):
    assert from_vni(coded) == text


def test_every_small_letter_goes_to_tcvn3_and_back():
    assert [from_tcvn3(TO_TCVN3[letter]) for letter in SMALL] == list(SMALL)


def test_the_capitals_that_tcvn3_has_go_there_and_back():
    assert [from_tcvn3(TO_TCVN3[letter]) for letter in "ĂÂÊÔƠƯĐ"] == list("ĂÂÊÔƠƯĐ")


def test_every_letter_goes_to_vni_and_back():
    assert [from_vni(TO_VNI[letter]) for letter in SMALL + CAPITAL] == list(SMALL + CAPITAL)


def test_a_capital_of_vni_may_take_a_small_sign():
    assert from_vni("Aân Ñaø Naüng AÂN") == "Ân Đà Nẵng ÂN"


def test_a_word_of_tcvn3_whose_plain_letters_are_capitals_is_in_capitals():
    assert from_tcvn3("HIÖP HéI §¹I Häc") == "HIỆP HỘI ĐẠI Học"


@settings(deadline=None)
@given(st.text(st.sampled_from(SMALL + "bcdghiklmnpqrstvxy -"), max_size=40))
def test_small_text_goes_to_both_and_back(text: str):
    assert from_tcvn3(to(TO_TCVN3, text)) == text
    # A letter before a sign of VNI would take it for its own.
    words = " ".join(text)
    assert from_vni(to(TO_VNI, words)) == words


def test_every_sign_is_a_western_one_and_every_letter_composed():
    assert all("\xa1" <= sign <= "\xff" for sign in FROM_TCVN3)
    assert all(ord(sign) < 256 for signs in FROM_VNI for sign in signs)
    assert all(
        unicodedata.is_normalized("NFC", letter) for letter in [*FROM_TCVN3.values(), *FROM_VNI.values()]
    )


# Telling them


@pytest.mark.parametrize(("texts", "coding"), [(TCVN3_TEXTS, TCVN3), (VNI_TEXTS, VNI)])
def test_a_column_is_converted_and_its_cells_counted(texts: list[str], coding: str):
    assert column([*texts, "Ghi chu", "2021"]) == ([*UNICODE_TEXTS, "Ghi chu", "2021"], {coding: 5})


@pytest.mark.parametrize("texts", [TCVN3_TEXTS, VNI_TEXTS])
def test_one_cell_of_two_words_is_enough(texts: list[str]):
    for coded, text in zip(texts, UNICODE_TEXTS, strict=True):
        assert column([coded])[0] == [text]


def test_a_workbook_says_how_many_cells_were_converted():
    made = Workbook()
    for coded, text in zip(TCVN3_TEXTS, UNICODE_TEXTS, strict=True):
        made.active.append([coded, text])
    (table,) = read(saved(made), "a.xlsx")
    assert table.rows == [[text, text] for text in UNICODE_TEXTS]
    assert table.remarks == [
        "Bảng mã TCVN3 (ABC) đã được chuyển sang Unicode ở 5 ô; chữ hoa có thể đã thành chữ thường: đề nghị xem lại."
    ]


def test_pasted_vni_says_it_too():
    table = read_pasted("\n".join(VNI_TEXTS))
    assert table.rows == [[text] for text in UNICODE_TEXTS]
    assert table.remarks == ["Bảng mã VNI đã được chuyển sang Unicode ở 5 ô: đề nghị xem lại."]


@pytest.mark.parametrize(("texts", "name"), [(TCVN3_TEXTS, "TCVN3"), (VNI_TEXTS, "VNI")])
def test_a_text_file_of_the_old_signs_is_converted(texts: list[str], name: str):
    content = "TT;Tên\n".replace("ê", "e") + "".join(
        f"{number};{text}\n" for number, text in enumerate(texts)
    )
    (table,) = read(content.encode("latin-1"), "a.csv")
    assert [row[1] for row in table.rows[1:]] == UNICODE_TEXTS
    assert name in table.remarks[0]


def test_columns_of_one_file_may_be_in_different_codings():
    rows = [list(row) for row in zip(TCVN3_TEXTS, VNI_TEXTS, UNICODE_TEXTS, strict=True)]
    assert settle([rows]) == [{TCVN3: 5, VNI: 5}]
    assert rows == [[text] * 3 for text in UNICODE_TEXTS]


def test_one_column_may_hold_old_and_new():
    texts = [text for pair in zip(TCVN3_TEXTS, UNICODE_TEXTS, strict=True) for text in pair]
    assert column([*texts, "Lê Thành"]) == (
        [text for text in UNICODE_TEXTS for _twice in range(2)] + ["Lê Thành"],
        {TCVN3: 5},
    )


def test_short_words_that_could_be_new_ones_are_old_among_old_ones():
    assert column([*TCVN3_TEXTS, "ký lóc", "§· ký", "Tù"])[0][5:] == ["ký lúc", "Đã ký", "Tự"]
    assert column([*VNI_TEXTS, "Vò trí"])[0][5:] == ["Vị trí"]


def test_words_that_fit_both_codings_alone_stay_and_follow_the_rest_of_their_column():
    assert column(["Löu thoâng tin"]) == (["Löu thoâng tin"], {})
    assert column([*VNI_TEXTS, "Löu thoâng tin"])[0][5:] == ["Lưu thông tin"]


def test_a_short_column_follows_the_rest_of_its_file():
    rows = [["Tªn", text] for text in TCVN3_TEXTS]
    settle([rows])
    assert {row[0] for row in rows} == {"Tên"}
    assert column(["Tªn"])[0] == ["Tªn"]


@pytest.mark.parametrize(
    "texts",
    [
        [
            "Société Générale",
            "Café",
            "Où",
            "Noël",
            "maïs",
            "haï",
            "Crédit Agricole",
            "à côté",
            "français",
            "œuvre",
        ],
        ["Müller", "Österreich", "Straße", "für", "Köln"],
        ["Niño", "España", "Peña", "señor"],
        ["Hà", "Lê", "Tân Bình", "Thành", "Vinh", "Cà Mau", "An Giang", "Thanh Hóa"],
        ["Pháp", "Nestlé", "Citroën", "Hà Tiên"],
        ["m²", "25 °C", "½", "«Hội»", "A · B", "©", "100 µm", "§ 5"],
        ["Hội Cựu chiến binh", "Hiệp hội"],
        ["plain", "text", "only"],
    ],
)
def test_other_text_is_left_alone(texts: list[str]):
    assert column(texts) == (texts, {})


def test_french_beside_tcvn3_is_left_alone():
    rows = [[text, "Société Générale"] for text in TCVN3_TEXTS] + [["Société Générale", "Où"]]
    settle([rows])
    assert [row[1] for row in rows] == ["Société Générale"] * 5 + ["Où"]
    assert rows[5][0] == "Société Générale"


ONSETS = ["", *"b c ch d đ g h k kh l m n ng nh p ph qu r s t th tr v x".split()]
ENDS = ["", "n", "ng", "c", "i"]
ALL = [onset + vowel + end for onset in ONSETS for vowel in SMALL + "aeiouy" for end in ENDS]
SYLLABLES = st.sampled_from([word.title() for word in ALL if is_syllable(word)])
WORDS = st.lists(SYLLABLES, min_size=1, max_size=5).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8))
def test_what_is_unicode_vietnamese_already_never_changes(texts: list[str]):
    assert column(texts) == (texts, {})
    decomposed = [unicodedata.normalize("NFD", text) for text in texts]
    assert column(decomposed) == (decomposed, {})


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, min_size=4, max_size=8))
def test_what_is_converted_is_what_was_meant(texts: list[str]):
    small = [text.lower() for text in texts]
    for coding, table in ((TCVN3, TO_TCVN3), (VNI, TO_VNI)):
        coded = [to(table, text) for text in small]
        found, _counts = column([*coded, *([TCVN3_TEXTS, VNI_TEXTS][coding == VNI])])
        for text, old, new in zip(small, coded, found, strict=False):
            assert new in {text, old}
            assert CONVERT[coding](old) == text


@pytest.mark.parametrize(
    "word",
    "Hiệp hội nghề Quốc gì giếng quỳnh khuyến nguyễn uỷ ủy thuỷ thủy xoắn ươm yến ghế nghĩa kỹ của quý hoà hòa".split(),
)
def test_a_syllable_is_told(word: str):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", "HiÖp héi Café Nestlé niño Société père Hieäp hoäi mát2 ñ đđ nghà cế sưt ngôk".split()
)
def test_no_syllable_is_told(word: str):
    assert not is_syllable(word)
