"""Refusals: what an action raises when it cannot be done. The middleware turns each into a page.

`message` is a sentence for the person at the screen: what is wrong and how to mend it.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """An act is refused; nothing was changed. `field` is the one of a form that the sentence speaks of."""

    status = 400
    default: str | Promise = _("This cannot be done.")

    def __init__(self, message: str | Promise = "", status: int | None = None, *, field: str = "") -> None:
        self.field = field
        self.message = message or self.default
        if status is not None:
            self.status = status
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refused):
    """The actor has no right to this act on an object he may see."""

    status = 403
    default = _("You have no right to do this.")


class Missing(Refused):
    """There is no such object, or the actor may not see it: both look the same."""

    status = 404
    default = _("This page does not exist, or is not open to you.")


class Conflict(Refused):
    """What is asked contradicts what is recorded."""

    status = 409
    default = _("This contradicts what is already recorded.")


class Stale(Conflict):
    """Somebody else changed the row since it was read."""

    default = _("Somebody else has changed this in the meantime. Open the page again and repeat the change.")


class Closed(Conflict):
    """The window is not open, or a gate is set."""

    default = _("The time for this is over, or has not begun.")


class BadInput(Refused):
    """What was sent cannot be understood or is out of bounds."""

    status = 422
    default = _("What was entered cannot be used.")
