"""The addresses of people, rights and personal links."""

from tests.addresses import Address

EXPECTED: dict[str, Address | tuple[Address, ...]] = {}
