"""Addresses of many rows at once."""

from collections.abc import Callable

from django.urls import reverse

NUMBER = 987_654_321


def addresses_of(name: str) -> Callable[[int], str]:
    """The addresses under one name by the number of the row: a page with a hundred of them puts the address together once."""
    before, after = reverse(name, args=[NUMBER]).split(str(NUMBER))
    return lambda pk: f"{before}{pk}{after}"
