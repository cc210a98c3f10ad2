"""How Vietnamese is set: where a long name breaks, what stays on one line, how dates read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.documents.paper import GRID_WIDTH, LETTERHEAD_WIDTH, PAIR_WIDTH
from emulation.documents.typesetting import measure, moment_in_words, name_lines, roman, typeset


@pytest.mark.parametrize(
    ("name", "width", "lines"),
    [
        (
            "KHỐI THI ĐUA LIÊN HIỆP HỘI VÀ CÁC HỘI DOANH NGHIỆP THÀNH PHỐ HẢI PHÒNG",
            LETTERHEAD_WIDTH,
            ("KHỐI THI ĐUA LIÊN HIỆP HỘI", "VÀ CÁC HỘI DOANH NGHIỆP", "THÀNH PHỐ HẢI PHÒNG"),
        ),
        ("HỘI NỮ DOANH NHÂN HẢI PHÒNG", GRID_WIDTH, ("HỘI NỮ DOANH NHÂN", "HẢI PHÒNG")),
        (
            "HIỆP HỘI DOANH NGHIỆP NHỎ VÀ VỪA THÀNH PHỐ HẢI PHÒNG",
            GRID_WIDTH,
            ("HIỆP HỘI DOANH NGHIỆP", "NHỎ VÀ VỪA", "THÀNH PHỐ HẢI PHÒNG"),
        ),
        (
            "BAN THI ĐUA - KHEN THƯỞNG THÀNH PHỐ",
            PAIR_WIDTH,
            ("BAN THI ĐUA - KHEN THƯỞNG", "THÀNH PHỐ"),
        ),
        ("HỘI A", GRID_WIDTH, ("HỘI A",)),
        ("", GRID_WIDTH, ()),
    ],
)
def test_it_breaks_a_name_between_its_parts(name: str, width: float, lines: tuple[str, ...]) -> None:
    assert name_lines(name, width) == lines


@given(st.lists(st.sampled_from("HỘI DOANH NGHIỆP THÀNH PHỐ VÀ CÁC NHỎ TRẺ LIÊN HIỆP".split()), max_size=60))
def test_it_loses_no_word_and_fills_no_line_beyond_its_width(words: list[str]) -> None:
    lines = name_lines(" ".join(words), GRID_WIDTH)
    assert " ".join(lines).split() == words
    assert all(measure(line) <= GRID_WIDTH for line in lines)


def test_it_gives_a_word_wider_than_the_line_a_line_of_its_own() -> None:
    assert name_lines(f"HỘI {'W' * 40}", GRID_WIDTH) == ("HỘI", "W" * 40)


@pytest.mark.parametrize(
    "kept",
    [
        "năm 2021",
        "ngày 09",
        "95,8 điểm",
        "08 đơn vị",
        "91/2017/NĐ-CP",
        "Điều 26",
        "đua -",
        "12.500.000 đồng",
        "09/3/2021",
    ],
)
def test_it_keeps_together_what_is_read_together(kept: str) -> None:
    assert f'<span class="keep">{kept}</span>' in typeset(f"Theo {kept} của thành phố")


def test_it_keeps_no_run_that_is_too_long_for_a_line() -> None:
    assert "keep" not in typeset("xem https://example.org/" + "a" * 60)


def test_it_escapes_markup_and_composes_letters() -> None:
    assert typeset("<b>Hội</b> & A") == "&lt;b&gt;Hội&lt;/b&gt; &amp; A"
    assert typeset("Ho\u0302\u0323i") == "Hội"


def test_it_sets_a_passage_in_italics_and_escapes_it() -> None:
    assert typeset("chủ đề: Đoàn kết.", "Đoàn kết") == "chủ đề: <em>Đoàn kết</em>."
    assert typeset("chủ đề: <i>.", "<i>") == "chủ đề: <em>&lt;i&gt;</em>."


def test_it_tells_a_moment_in_the_time_of_the_city() -> None:
    assert moment_in_words(datetime(2021, 3, 9, 2, 12, tzinfo=UTC)) == "lúc 09:12 ngày 09/3/2021"


def test_it_numbers_sections_in_roman() -> None:
    assert [roman(number) for number in (1, 4, 6, 9, 14)] == ["I", "IV", "VI", "IX", "XIV"]
