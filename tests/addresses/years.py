"""The addresses of the city's years, their windows and the bloc's calendar."""

from tests.addresses import Address

EXPECTED: dict[str, Address | tuple[Address, ...]] = {}
