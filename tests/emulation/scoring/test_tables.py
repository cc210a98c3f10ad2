import hashlib
import unicodedata
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.scoring import (
    Band,
    CriterionSpec,
    Ground,
    GroupKind,
    Problem,
    TieBreak,
    TieBreakKey,
    canonical,
    fingerprint,
    score_sheet,
    table_problems,
)
from tests.emulation.scoring.tables import EXAMPLE, criterion

D = Decimal
A, B, BONUS, DEDUCTION = EXAMPLE.groups


def with_groups(*groups):
    return replace(EXAMPLE, groups=groups)


def test_the_canonical_text_says_everything_one_fact_a_line():
    assert canonical(EXAMPLE).splitlines()[:7] == [
        "scale\t30",
        "decimals\t1",
        "bonus ceiling\t3",
        "group\tA\tbase\tNhiệm vụ công tác hội",
        "criterion\tA1\t\t10\tTiêu chí A1",
        "rule\tmanual\t0.5",
        "criterion\tA2\t\t10\tTiêu chí A2",
    ]
    assert canonical(EXAMPLE).splitlines()[-7:] == [
        "band\t28.5\tXuất sắc",
        "band\t25\tTốt",
        "band\t20\tKhá",
        "tie-break\tgroup\tA",
        "tie-break\tfewer_deductions\t",
        "tie-break\tbonus\t",
        "ground\tF1\tKhông đăng ký thi đua",
    ]


def test_the_fingerprint_is_that_of_the_text():
    assert fingerprint(EXAMPLE) == hashlib.sha256(canonical(EXAMPLE).encode()).hexdigest()


@pytest.mark.parametrize(
    "same",
    [
        replace(EXAMPLE, scale=D("30.00"), bonus_ceiling=D("3.0")),
        replace(EXAMPLE, bands=tuple(reversed(EXAMPLE.bands))),
        with_groups(replace(A, name=unicodedata.normalize("NFD", f" {A.name}\n")), B, BONUS, DEDUCTION),
        with_groups(
            replace(A, criteria=(criterion("A1", "10.00", step="0.50"), A.criteria[1])), B, BONUS, DEDUCTION
        ),
    ],
)
def test_the_same_table_written_differently_has_the_same_text(same):
    assert canonical(same) == canonical(EXAMPLE)


@pytest.mark.parametrize(
    "other",
    [
        replace(EXAMPLE, scale=D(300)),
        replace(EXAMPLE, decimals=2),
        replace(EXAMPLE, bonus_ceiling=D(4)),
        replace(EXAMPLE, bands=EXAMPLE.bands[1:]),
        replace(EXAMPLE, bands=(Band("Giỏi", D(25)), *EXAMPLE.bands[1:])),
        replace(EXAMPLE, tie_breaks=tuple(reversed(EXAMPLE.tie_breaks))),
        replace(EXAMPLE, grounds=()),
        replace(EXAMPLE, grounds=(Ground("F1", "Không ký giao ước"),)),
        with_groups(B, A, BONUS, DEDUCTION),
        with_groups(replace(A, kind=GroupKind.BONUS), B, BONUS, DEDUCTION),
        with_groups(replace(A, criteria=tuple(reversed(A.criteria))), B, BONUS, DEDUCTION),
        with_groups(
            replace(A, criteria=(criterion("A1", "10", step="1"), A.criteria[1])), B, BONUS, DEDUCTION
        ),
        with_groups(
            replace(A, criteria=(criterion("A1", "10", name="Khác"), A.criteria[1])), B, BONUS, DEDUCTION
        ),
    ],
)
def test_any_other_table_has_another_text(other):
    assert canonical(other) != canonical(EXAMPLE)


@given(st.text(), st.text())
def test_no_name_can_forge_a_line(group_name, criterion_name):
    forged = with_groups(
        replace(A, name=group_name, criteria=(criterion("A1", "10", name=criterion_name), A.criteria[1])),
        B, BONUS, DEDUCTION,
    )  # fmt: skip
    assert canonical(forged).count("\n") == canonical(EXAMPLE).count("\n")
    assert canonical(forged).count("\t") == canonical(EXAMPLE).count("\t")


def test_a_sound_table_has_no_problems():
    assert table_problems(EXAMPLE) == []


HEADING = CriterionSpec("A", "Đầu mục", D(20), rules=())
PARTS = (criterion("A1", "10", parent="A"), criterion("A2", "10", parent="A"))


def test_a_heading_bears_no_points_and_its_parts_do():
    table = with_groups(replace(A, criteria=(HEADING, *PARTS)), B, BONUS, DEDUCTION)
    assert table_problems(table) == []
    assert [line.code for line in score_sheet(table, {}).lines][:3] == ["A1", "A2", "B1"]


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        (with_groups(A, replace(B, code="A"), BONUS, DEDUCTION), Problem("code_used_twice", {"code": "A"})),
        (
            with_groups(A, replace(B, criteria=(criterion("A1", "10"),)), BONUS, DEDUCTION),
            Problem("code_used_twice", {"code": "A1"}),
        ),
        (replace(EXAMPLE, grounds=EXAMPLE.grounds * 2), Problem("code_used_twice", {"code": "F1"})),
        (
            with_groups(replace(A, criteria=PARTS), B, BONUS, DEDUCTION),
            Problem("parent_unknown", {"code": "A1", "parent": "A"}),
        ),
        (
            with_groups(replace(A, criteria=(criterion("A", "20"), *PARTS)), B, BONUS, DEDUCTION),
            Problem("heading_scored", {"code": "A"}),
        ),
        (
            with_groups(replace(A, criteria=(*A.criteria, HEADING)), B, BONUS, DEDUCTION),
            Problem("criterion_without_rule", {"code": "A"}),
        ),
        (
            with_groups(
                replace(A, criteria=(replace(HEADING, max_points=D(21)), *PARTS)), B, BONUS, DEDUCTION
            ),
            Problem("heading_sum", {"code": "A", "maximum": D(21)}),
        ),
        (replace(EXAMPLE, scale=D(100)), Problem("scale_sum", {"sum": D(30), "scale": D(100)})),
        (
            with_groups(A, replace(B, criteria=(criterion("B1", "10", step="3"),)), BONUS, DEDUCTION),
            Problem("step_misses_maximum", {"code": "B1", "step": D(3), "maximum": D(10)}),
        ),
        (
            replace(EXAMPLE, tie_breaks=(TieBreak(TieBreakKey.GROUP, "Z"),)),
            Problem("tie_break_group", {"group": "Z"}),
        ),
        (
            replace(EXAMPLE, tie_breaks=(TieBreak(TieBreakKey.GROUP),)),
            Problem("tie_break_group", {"group": ""}),
        ),
        (
            replace(EXAMPLE, bands=(*EXAMPLE.bands, Band("Khác", D("25.0")))),
            Problem("band_twice", {"minimum": D(25)}),
        ),
    ],
)
def test_a_table_that_cannot_be_published_says_why(table, problem):
    assert problem in table_problems(table)
