"""The addresses of `emulation`."""

from tests.addresses import Address

EXPECTED: dict[str, Address | tuple[Address, ...]] = {}
