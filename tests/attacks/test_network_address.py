"""The network address in the records: what our proxy says, never what a visitor claims."""

import pytest
from django.test import RequestFactory

from blocs.middleware import address_of


@pytest.mark.parametrize(
    ("proxies", "forwarded", "direct", "expected"),
    [
        (0, "", "10.0.0.7", "10.0.0.7"),
        (0, "1.2.3.4", "10.0.0.7", "10.0.0.7"),
        (1, "203.0.113.9", "127.0.0.1", "203.0.113.9"),
        (1, "1.2.3.4, 203.0.113.9", "127.0.0.1", "203.0.113.9"),
        (1, "2001:db8::1", "127.0.0.1", "2001:db8::1"),
        (1, "", "127.0.0.1", "127.0.0.1"),
        (1, "unknown", "127.0.0.1", None),
        (1, "'; DROP TABLE", "127.0.0.1", None),
        (1, "", "", None),
    ],
)
def test_the_address_that_is_recorded(settings, proxies, forwarded, direct, expected):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert address_of(RequestFactory(REMOTE_ADDR=direct).get("/", headers=headers)) == expected
