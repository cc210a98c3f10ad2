"""A fresh confirmation by password that the person at the screen is the owner of the account."""

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from blocs.errors import BadInput, Refused
from blocs.locking import take_turn
from blocs.models import User

MOST_FAILURES = 5
PERIOD = 5 * 60


class TooManyAttempts(Refused):
    """Wrong passwords too often; the right one does not help either until the time is over."""

    status = 429


def confirm_password(user: User, password: str) -> None:
    """Returns if the password is the user's. Raises BadInput for a wrong one, TooManyAttempts after five in five minutes.

    The attempt is counted before the password is looked at: of many guesses sent at once no more are tried.
    """
    key = f"identity-failures:{user.pk}"
    _count(key)
    if not user.check_password(password):
        raise BadInput(_("This is not the password of this account. Nothing was signed."))
    cache.delete(key)


def _count(key: str) -> None:
    """One attempt more, in a transaction of its own: the cache itself would lose counts of two at once."""
    with transaction.atomic():
        take_turn(key)
        attempts = cache.get(key, 0)
        if attempts >= MOST_FAILURES:
            raise TooManyAttempts(
                _("The password was wrong {n} times. Wait {m} minutes, then try again.").format(
                    n=MOST_FAILURES, m=PERIOD // 60
                )
            )
        cache.set(key, attempts + 1, PERIOD)
