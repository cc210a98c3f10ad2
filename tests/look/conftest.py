"""The small city, for the tests of this room."""

from tests.cast import world

__all__ = ["world"]
