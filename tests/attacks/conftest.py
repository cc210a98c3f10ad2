"""The small city, for those who mean harm."""

from tests.cast import world

__all__ = ["world"]
