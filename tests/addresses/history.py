"""The addresses of the records: who did what, and what was taken out."""

from tests.addresses import Address

EXPECTED: dict[str, Address | tuple[Address, ...]] = {}
