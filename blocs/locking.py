"""The one way to hold a row while it is changed.

Lock order everywhere: year → cycle → ballot, decision, quota → sheet → line. A quota locks its parent.
"""

from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from blocs.errors import Missing, Stale

Row = TypeVar("Row", bound=models.Model)


def locked(model: type[Row], pk: object, *, version: int | None = None) -> Row:
    """The row as it is now, nobody else's to change until the transaction ends.

    PostgreSQL locks the row (other rows may still point to it); on SQLite the transaction itself, begun
    IMMEDIATE, is the lock. With `version`, the one the person saw, raises Stale when the row has moved
    on; Missing when it is gone. Outside of `transaction.atomic()` the lock would end at once: that is
    a programming error, not a refusal.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("locked() needs transaction.atomic() around it.")
    rows = model._default_manager.select_for_update(of=("self",), no_key=True)
    row = rows.order_by("pk").filter(pk=pk).first()
    if row is None:
        raise Missing(_("This has been removed in the meantime."))
    if version is not None and version != row.version:  # type: ignore[attr-defined]
        raise Stale
    return row


def take_turn(name: str) -> None:
    """Waits until no other transaction has this turn, and keeps it until the transaction ends.

    For what one at a time reads and goes on from, and that has no row of its own to hold. PostgreSQL keeps
    it as an advisory lock; on SQLite the transaction, begun IMMEDIATE, is the turn.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise RuntimeError("take_turn() needs transaction.atomic() around it.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
