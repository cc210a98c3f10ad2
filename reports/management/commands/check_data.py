"""Asks every invariant of the data: `manage.py check_data`. Only reads; safe on a live site."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from awards.invariants import INVARIANTS as AWARDS
from blocs.invariants import INVARIANTS as BLOCS
from blocs.invariants import Invariant
from emulation.invariants import INVARIANTS as EMULATION

INVARIANTS: list[Invariant] = [*BLOCS, *EMULATION, *AWARDS]

# How a database is asked to show one moment and to refuse every write, and to go on as before.
READ_ONLY = {
    "postgresql": (["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"], ["ROLLBACK"]),
    "sqlite": (["PRAGMA query_only = ON", "BEGIN DEFERRED"], ["ROLLBACK", "PRAGMA query_only = OFF"]),
}


def offences() -> Iterator[tuple[Invariant, list[str]]]:
    """Every invariant with descriptions of the rows that break it, all as of one moment."""
    with one_moment():
        for invariant in INVARIANTS:
            yield invariant, list(invariant.find())


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that sees the data as they are now and can write nothing; others go on writing."""
    if connection.in_atomic_block:  # a test that is itself one transaction
        yield
        return
    begin, end = READ_ONLY[connection.vendor]
    with connection.cursor() as cursor:
        for line in begin:
            cursor.execute(line)
        try:
            yield
        finally:
            for line in end:
                cursor.execute(line)


class Command(BaseCommand):
    help = "Checks everything that must hold in the data; exits with 1 where something does not."

    def handle(self, **options) -> None:
        broken = 0
        for invariant, rows in offences():
            broken += bool(rows)
            self.stdout.write(f"{'NOT SO' if rows else 'ok':6}  {invariant.sentence}")
            for row in rows:
                self.stdout.write(f"        – {row}")
        if broken:
            raise CommandError(f"{broken} of {len(INVARIANTS)} sentences do not hold.")
        self.stdout.write(f"All {len(INVARIANTS)} sentences hold.")
