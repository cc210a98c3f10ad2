"""A session that shows a password alone reaches nothing of those who need a second factor, by no address at all."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from blocs.middleware import WITHOUT_SECOND_FACTOR
from tests.cast import World
from tests.test_addresses import addresses

# What every visitor may open: it is not asked who he is.
OPEN = ("blocs:access", "admin:login", "reports:demo_login", "awards:honours")
NEED_ONE = ["secretariat", "officer", "board", "leader_on_board", "operator"]


@pytest.mark.one_database
# The form of the answer depends on the request alone: one persona shows it.
@pytest.mark.parametrize(
    ("persona", "htmx"),
    [*((persona, False) for persona in NEED_ONE), ("officer", True)],
)
def test_a_password_alone_opens_no_address(world: World, persona: str, htmx: bool):
    client = Client(**({"headers": {"HX-Request": "true"}} if htmx else {}))
    client.force_login(world.users[persona])
    setup, passed, led = reverse("mfa_index"), [], 0
    for name, route in addresses().items():
        if name.startswith(WITHOUT_SECOND_FACTOR) or name in OPEN or "^" in route:
            continue
        address = "/" + re.sub(r"<(\w+:)?\w+>", "1", route.replace("<act:act>", "pledge"))
        for answer in (client.get(address), client.post(address)):
            to = answer.headers.get("HX-Redirect" if htmx else "Location", "")
            led += to == setup
            passed += [] if to == setup else [f"{address}: {answer.status_code}"]
    assert passed == []
    assert led > 100
