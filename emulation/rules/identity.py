"""A fresh confirmation that the person at the screen is the owner of the account."""

from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

from blocs import clock
from blocs.errors import BadInput, Refused
from blocs.models import User

MOST_FAILURES = 5
PERIOD = 5 * 60
PASSKEY_PERIOD = 5 * 60


class TooManyAttempts(Refused):
    """Wrong passwords too often; the right one does not help either until the time is over."""

    status = 429


def confirm_password(user: User, password: str) -> None:
    """Returns if the password is the user's. Raises BadInput for a wrong one, TooManyAttempts after five in five minutes."""
    key = f"identity-failures:{user.pk}"
    cache.add(key, 0, PERIOD)
    if cache.get(key, 0) >= MOST_FAILURES:
        raise TooManyAttempts(
            _("The password was wrong {n} times. Wait {m} minutes, then try again.").format(
                n=MOST_FAILURES, m=PERIOD // 60
            )
        )
    if user.check_password(password):
        cache.delete(key)
        return
    # Written before the answer is known to the visitor: closing the connection gains nothing.
    cache.set(key, cache.get(key, 0) + 1, PERIOD)
    raise BadInput(_("This is not the password of this account. Nothing was signed."))


def is_fresh_passkey(records: Iterable[dict[str, Any]]) -> bool:
    """Whether a passkey was used in the last five minutes of this session (`records` as the login keeps them)."""
    moment = clock.now().timestamp()
    return any(0 <= moment - record["at"] <= PASSKEY_PERIOD for record in records if _is_passkey(record))


def has_passkey(records: Iterable[dict[str, Any]]) -> bool:
    """Whether a passkey was used in this session at all: then it may be asked for again."""
    return any(map(_is_passkey, records))


def _is_passkey(record: dict[str, Any]) -> bool:
    return record.get("method") == "mfa" and record.get("type") == "webauthn"
