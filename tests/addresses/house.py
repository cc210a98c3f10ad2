"""The addresses that others bring: login (allauth), second factor, the language, the admin."""

from django.urls import reverse

from tests.addresses import LOGGED_IN, Address
from tests.cast import World

# A visitor is shown the form, who is logged in is led home.
FOR_VISITORS = Address(public=True, answers=dict.fromkeys(LOGGED_IN, 302))
PUBLIC = Address(public=True)

EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    "set_language": Address(method="post", data={"language": "en"}, public=True),
}
PATTERNS: dict[str, Address | tuple[Address, ...]] = {}


def url_of(name: str, address: Address, world: World) -> str:
    """The path of a request."""
    return reverse(name, args=address.args(world)) + address.query
