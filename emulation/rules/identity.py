"""Whether the person at the screen has just proved by a passkey to be the owner of the account."""

from collections.abc import Iterable
from typing import Any

from blocs import clock

PASSKEY_PERIOD = 5 * 60


def is_fresh_passkey(records: Iterable[dict[str, Any]]) -> bool:
    """Whether a passkey was used in the last five minutes of this session (`records` as the login keeps them)."""
    moment = clock.now().timestamp()
    return any(0 <= moment - record["at"] <= PASSKEY_PERIOD for record in records if _is_passkey(record))


def has_passkey(records: Iterable[dict[str, Any]]) -> bool:
    """Whether a passkey was used in this session at all: then it may be asked for again."""
    return any(map(_is_passkey, records))


def _is_passkey(record: dict[str, Any]) -> bool:
    return record.get("method") == "mfa" and record.get("type") == "webauthn"
