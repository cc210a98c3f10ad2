"""The password asked for before a signature: few guesses, also when they come all at once."""

import pytest

from blocs.errors import BadInput
from emulation.actions.identity import MOST_FAILURES, TooManyAttempts, confirm_password
from tests import factories as make
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_guesses_at_once_no_more_are_tried_than_one_after_another():
    user = make.make_user()
    outcomes = at_once(*[lambda: confirm_password(user, "sai")] * (MOST_FAILURES + 4))
    assert [type(told) for told in outcomes].count(BadInput) == MOST_FAILURES
    assert [type(told) for told in outcomes].count(TooManyAttempts) == 4


def test_the_right_password_sets_the_count_back():
    user = make.make_user()
    for _attempt in range(3):
        for _wrong in range(MOST_FAILURES - 1):
            with pytest.raises(BadInput):
                confirm_password(user, "sai")
        confirm_password(user, make.PASSWORD)
