"""The small city, for the tests of this room, in the middle of its year."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from blocs import clock
from tests.cast import world

__all__ = ["world"]


@pytest.fixture(autouse=True)
def _in_its_year() -> Iterator[None]:
    with clock.standing_at(datetime(2021, 7, 15, 9)):
        yield
