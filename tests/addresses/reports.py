"""The addresses of `reports`."""

from tests.addresses import Address

EXPECTED: dict[str, Address | tuple[Address, ...]] = {}
