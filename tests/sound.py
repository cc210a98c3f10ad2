"""What must hold after every journey: each sentence of `manage.py check_data`."""

from collections.abc import Callable, Iterator

import pytest

from reports.management.commands.check_data import offences


def assert_sound() -> None:
    """Fails with every row that breaks a sentence."""
    assert [f"{invariant.sentence} – {row}" for invariant, rows in offences() for row in rows] == []


@pytest.fixture
def check_data(db: None) -> Iterator[Callable[[], None]]:
    """`check_data()` at any moment of a test; asked once more when the test is over."""
    yield assert_sound
    assert_sound()
