"""The operator's tables of `blocs`."""

from blocs.admin import people, register

__all__ = ["people", "register"]
