"""The small city and the check of its data, for the journeys."""

import pytest

from tests.cast import world
from tests.sound import check_data

__all__ = ["check_data", "world"]


@pytest.fixture(autouse=True)
def _data_are_sound(check_data: object) -> None:
    """After every journey each sentence of `manage.py check_data` holds."""
