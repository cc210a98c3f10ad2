"""The operator's tables of `blocs`."""

from blocs.admin import people, records, register

__all__ = ["people", "records", "register"]
