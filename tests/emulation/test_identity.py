"""The password asked for before a signature: few guesses, also when they come all at once."""

import threading

import pytest
from django.db import connection

from blocs.errors import BadInput
from emulation.actions.identity import MOST_FAILURES, TooManyAttempts, confirm_password
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def guess(user, outcomes):
    try:
        confirm_password(user, "sai")
    except (BadInput, TooManyAttempts) as refusal:
        outcomes.append(type(refusal))
    finally:
        connection.close()


def test_of_many_guesses_at_once_no_more_are_tried_than_one_after_another():
    user, outcomes = make.make_user(), []
    running = [threading.Thread(target=guess, args=(user, outcomes)) for _ in range(MOST_FAILURES + 4)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join(timeout=60)
    assert outcomes.count(BadInput) == MOST_FAILURES
    assert outcomes.count(TooManyAttempts) == 4


def test_the_right_password_sets_the_count_back():
    user = make.make_user()
    for _attempt in range(3):
        for _wrong in range(MOST_FAILURES - 1):
            with pytest.raises(BadInput):
                confirm_password(user, "sai")
        confirm_password(user, make.PASSWORD)
