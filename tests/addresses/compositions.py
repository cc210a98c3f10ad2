"""The addresses of blocs by year: founding, composition, offices."""

from tests.addresses import Address

EXPECTED: dict[str, Address | tuple[Address, ...]] = {}
