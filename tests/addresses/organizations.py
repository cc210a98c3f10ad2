"""The addresses at which organisations are entered and changed."""

from tests.addresses import Address

EXPECTED: dict[str, Address | tuple[Address, ...]] = {}
