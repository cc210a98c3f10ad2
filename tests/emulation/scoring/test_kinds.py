from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.scoring import Problem, RuleKind, check_points
from emulation.scoring.kinds import KINDS

D = Decimal


@pytest.mark.parametrize("points", ["0", "0.5", "5.50", "6", "6.0"])
def test_points_in_steps_up_to_the_maximum_can_stand(points):
    assert check_points(D(points), D(6), D("0.5")) is None


@pytest.mark.parametrize(
    ("points", "problem"),
    [
        ("7.5", Problem("above_maximum", {"points": D("7.5"), "maximum": D(6)})),
        ("-0.5", Problem("below_minimum", {"points": D("-0.5"), "minimum": D(0)})),
        ("5.3", Problem("off_step", {"points": D("5.3"), "step": D("0.5")})),
    ],
)
def test_other_points_cannot_and_the_reason_is_named(points, problem):
    assert check_points(D(points), D(6), D("0.5")) == problem


@given(st.integers(0, 40))
def test_every_step_up_to_the_maximum_can_stand(steps):
    step = D("0.25")
    assert check_points(step * steps, step * 40, step) is None
    assert check_points(step * steps + D("0.1"), step * 41, step).key == "off_step"


def test_every_kind_of_rule_has_its_function():
    assert KINDS.keys() == set(RuleKind)
