"""The operator's tables of `emulation`."""

from emulation.admin import table, year

__all__ = ["table", "year"]
