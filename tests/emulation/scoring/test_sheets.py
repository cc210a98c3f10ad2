from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.scoring import Answer, Band, CriterionSpec, Rule, band, choose, score_sheet, self_scored
from emulation.scoring.kinds import score_criterion
from tests.emulation.scoring.tables import EXAMPLE

D = Decimal


def answers(**points):
    return {code: Answer(self_points=D(value)) for code, value in points.items()}


def test_a_sheet_is_added_up_from_lines_to_groups_to_the_total():
    sheet = score_sheet(EXAMPLE, answers(A1="9.5", A2="8", B1="10", D1="1", D2="0.5", E1="2"))
    assert sheet.group_points() == {"A": D("17.5"), "B": D(10), "D": D("1.5"), "E": D(2)}
    assert (sheet.base, sheet.bonus, sheet.deduction) == (D("27.5"), D("1.5"), D(2))
    assert sheet.total == D(27)
    assert sheet.band.label == "Tốt"
    assert (sheet.answered, sheet.complete) == (6, True)


def test_bonus_stops_at_its_ceiling_and_what_was_claimed_stays_visible():
    sheet = score_sheet(EXAMPLE, answers(A1="10", D1="2", D2="4"))
    assert (sheet.bonus_claimed, sheet.bonus, sheet.total) == (D(6), D(3), D(13))


def test_deductions_never_bring_a_sheet_below_zero():
    assert score_sheet(EXAMPLE, answers(A1="3", D1="1", E1="40")).total == 0


def test_an_empty_line_is_not_zero():
    sheet = score_sheet(EXAMPLE, answers(A1="0"))
    assert (sheet.answered, sheet.complete) == (1, False)
    assert sheet.line("A1").answered
    assert sheet.line("A1").counted == 0
    assert not sheet.line("A2").answered
    assert sheet.line("A2").result.key == "unanswered"
    assert sheet.line("A2").result.points is None


def test_nothing_answered_is_nothing_with_no_class():
    sheet = score_sheet(EXAMPLE, {})
    assert (sheet.total, sheet.band, sheet.answered) == (0, None, 0)


def test_an_answer_to_an_unknown_criterion_is_an_error():
    with pytest.raises(KeyError, match="Z9"):
        score_sheet(EXAMPLE, answers(Z9="1"))
    with pytest.raises(KeyError, match="Z9"):
        score_sheet(EXAMPLE, {}).line("Z9")


@pytest.mark.parametrize(
    ("given", "counts", "giver"),
    [
        ((None, None, None), None, ""),
        ((D(5), None, None), D(5), "self"),
        ((D(5), D(4), None), D(4), "reviewed"),
        ((D(5), D(4), D("4.5")), D("4.5"), "agreed"),
        ((D(5), D(0), None), D(0), "reviewed"),
        ((None, D(3), None), D(3), "reviewed"),
        ((None, None, D(0)), D(0), "agreed"),
    ],
)
def test_agreed_points_count_before_the_blocs_before_the_units_own(given, counts, giver):
    assert choose(*given) == (counts, giver)


def test_the_self_scored_sheet_leaves_out_what_others_gave():
    given = {"A1": Answer(D(9), D(8), D("8.5")), "A2": Answer(D(10)), "B1": Answer(None, D(7))}
    assert score_sheet(EXAMPLE, given).total == D("25.5")
    assert self_scored(EXAMPLE, given).total == D(19)
    assert self_scored(EXAMPLE, given).answered == 2


def test_a_line_says_whose_points_count_and_within_which_limits():
    result = score_sheet(EXAMPLE, {"A1": Answer(D(9), D("8.5"))}).line("A1").result
    assert result.key == "manual_reviewed"
    assert result.values == {"points": D("8.5"), "step": D("0.5"), "maximum": D(10)}


@pytest.mark.parametrize(
    ("points", "decimals", "rounded"),
    [
        ("0.25", 1, "0.3"),
        ("0.24", 1, "0.2"),
        ("0.35", 1, "0.4"),
        ("0.125", 2, "0.13"),
        ("2.5", 0, "3"),
        ("3", 2, "3.00"),
    ],
)
def test_points_are_rounded_half_up_at_the_criterion(points, decimals, rounded):
    spec = CriterionSpec("A1", "", D(10))
    result = score_criterion(spec, Answer(D(points)), {}, decimals)
    assert str(result.points) == rounded


def test_several_rules_of_one_criterion_are_summed_before_they_are_rounded():
    spec = CriterionSpec("A1", "", D(10), (Rule(), Rule()))
    assert score_criterion(spec, Answer(D("0.24")), {}, 1).points == D("0.5")


def test_totals_add_rounded_lines_so_that_the_printed_sheet_adds_up():
    sheet = score_sheet(EXAMPLE, answers(A1="0.25", A2="0.25", B1="0.25"))
    assert sheet.total == D("0.9") == sum(line.counted for line in sheet.lines)


BANDS = EXAMPLE.bands


@pytest.mark.parametrize(
    ("total", "label"),
    [
        ("30", "Xuất sắc"),
        ("28.5", "Xuất sắc"),
        ("28.4", "Tốt"),
        ("25", "Tốt"),
        ("24.9", "Khá"),
        ("20", "Khá"),
    ],
)
def test_a_class_begins_at_its_minimum(total, label):
    assert band(D(total), BANDS).label == label
    assert band(D(total), tuple(reversed(BANDS))).label == label


def test_below_every_class_there_is_none():
    assert band(D("19.9"), BANDS) is None
    assert band(D(0), [Band("Yếu", D(0))]).label == "Yếu"


points = st.decimals(min_value=0, max_value=10, places=2)
givers = st.builds(Answer, *[st.none() | points] * 3)
sheets = st.dictionaries(st.sampled_from(["A1", "A2", "B1", "D1", "D2", "E1"]), givers)


@given(sheets)
def test_every_sheet_adds_up(given):
    sheet = score_sheet(EXAMPLE, given)
    assert sum(line.counted for line in sheet.lines) == sum(group.points for group in sheet.groups)
    assert sheet.total == max(D(0), sheet.base + min(sheet.bonus_claimed, D(3)) - sheet.deduction)
    assert sheet.total >= 0
    assert all(line.counted == line.counted.quantize(D("0.1")) for line in sheet.lines)


@given(sheets, st.sampled_from(["A1", "A2", "B1", "D1", "D2"]), points)
def test_more_points_never_make_a_total_smaller(given, code, more):
    old = choose_points(given.get(code))
    richer = given | {code: Answer(agreed_points=old + more)}
    assert score_sheet(EXAMPLE, richer).total >= score_sheet(EXAMPLE, given).total


def choose_points(answer):
    points, _giver = (
        choose(answer.self_points, answer.reviewed_points, answer.agreed_points) if answer else (None, "")
    )
    return points or D(0)


@given(sheets)
def test_the_order_of_answers_changes_nothing(given):
    assert score_sheet(EXAMPLE, dict(reversed(given.items()))) == score_sheet(EXAMPLE, given)
