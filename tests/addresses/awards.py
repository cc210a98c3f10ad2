"""The addresses of `awards`."""

from tests.addresses import Address

EXPECTED: dict[str, Address | tuple[Address, ...]] = {}
