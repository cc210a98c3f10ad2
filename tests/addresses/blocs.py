"""The addresses of `blocs`."""

from tests.addresses import Address

EXPECTED: dict[str, Address | tuple[Address, ...]] = {}
