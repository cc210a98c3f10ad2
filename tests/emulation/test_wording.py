from decimal import Decimal

import pytest
from django.utils import translation

from emulation.scoring import Answer, Place, Points, Problem, TieBreak, TieBreakKey, check_points, score_sheet
from emulation.wording import explain_place, explain_points, explain_problem
from tests.emulation.scoring.tables import EXAMPLE

D = Decimal


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer(), "Chưa chấm; tối đa 10,0 điểm."),
        (Answer(D(9)), "Đơn vị tự chấm 9,0/10,0 điểm (bước 0,5)."),
        (Answer(D(9), D("8.5")), "Khối chấm 8,5/10,0 điểm (bước 0,5)."),
        (Answer(D(9), D("8.5"), D(9)), "Hội nghị thống nhất 9,0/10,0 điểm (bước 0,5)."),
    ],
)
def test_points_are_explained(answer, sentence):
    assert explain_points(score_sheet(EXAMPLE, {"A1": answer}).line("A1").result, 1) == sentence


def test_points_are_explained_in_english_too():
    result = score_sheet(EXAMPLE, {"A1": Answer(D(9))}).line("A1").result
    with translation.override("en"):
        assert explain_points(result, 1) == "The unit gives itself 9,0 of 10,0, in steps of 0,5."


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ("7.5", "7,5 vượt điểm tối đa 6,0 của tiêu chí A5."),
        ("-1", "-1,0 thấp hơn điểm tối thiểu 0,0 của tiêu chí A5."),
        ("5.3", "5,3 không đúng bước 0,5 của tiêu chí A5. Đề nghị ghi 5,0 hoặc 5,5."),
    ],
)
def test_points_that_cannot_stand_are_explained(points, sentence):
    assert explain_problem(check_points(D(points), D(6), D("0.5")), "A5") == sentence


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (Problem("code_used_twice", {"code": "A1"}), "Ký hiệu A1 được dùng hai lần."),
        (
            Problem("parent_unknown", {"code": "A1", "parent": "A"}),
            "A1 thuộc A, nhưng A không có trong cùng phần.",
        ),
        (Problem("heading_scored", {"code": "A"}), "A có tiêu chí con nên không chấm điểm trực tiếp."),
        (Problem("criterion_without_rule", {"code": "A"}), "A chưa có cách chấm điểm."),
        (
            Problem("heading_sum", {"code": "A", "maximum": D("21.00")}),
            "Tổng điểm tối đa các tiêu chí con của A khác điểm tối đa 21.",
        ),
        (
            Problem("scale_sum", {"sum": D("99.5"), "scale": D(100)}),
            "Tổng điểm tối đa của các tiêu chí là 99,5, khác thang điểm 100.",
        ),
        (
            Problem("step_misses_maximum", {"code": "B1", "step": D(3), "maximum": D(10)}),
            "Chấm theo bước 3 thì không đạt được điểm tối đa 10 của B1.",
        ),
        (
            Problem("tie_break_group", {"group": "Z"}),
            "Căn cứ xếp thứ khi bằng điểm nêu phần “Z”, nhưng bảng điểm không có phần này.",
        ),
        (Problem("band_twice", {"minimum": D("25.00")}), "Có hai mức xếp loại cùng bắt đầu từ 25 điểm."),
    ],
)
def test_problems_of_a_table_are_explained(problem, sentence):
    assert explain_problem(problem) == sentence


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (Place("x", 1, False, None), ""),
        (
            Place("x", 1, False, TieBreak(TieBreakKey.GROUP, "A")),
            "Cùng tổng điểm; phân định theo điểm phần A.",
        ),
        (Place("x", 1, False, TieBreak(TieBreakKey.BONUS)), "Cùng tổng điểm; phân định theo điểm thưởng."),
        (
            Place("x", 2, True, TieBreak(TieBreakKey.FEWER_DEDUCTIONS)),
            "Cùng tổng điểm; phân định theo điểm trừ ít hơn. Đồng hạng với đơn vị bằng nhau ở mọi căn cứ xếp thứ.",
        ),
    ],
)
def test_a_place_among_equal_totals_is_explained(place, sentence):
    assert explain_place(place) == sentence


def test_a_key_without_words_is_an_error():
    with pytest.raises(KeyError):
        explain_points(Points(None, "no such key", {}), 1)
    with pytest.raises(KeyError):
        explain_problem(Problem("no such key"))
