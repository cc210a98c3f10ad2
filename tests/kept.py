"""Rows that many tests stand on: built once in each process, then put back as they were.

A test of one page or act needs a whole city. Building it by its factories asks the database about two hundred
questions; putting it back, one for each table, on PostgreSQL one in all.
"""

import pickle
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import Model
from django.db.models.sql import InsertQuery


class Kept:
    """What `build` gives and writes into an empty database: taken out again at once, put back for each test."""

    def __init__(self, build: Callable[[], Any]) -> None:
        with transaction.atomic():
            before = {model: {row.pk for row in rows} for model, rows in every_row()}
            self._built = pickle.dumps(build())
            self._inserts = [
                insert
                for model, rows in every_row()
                if (new := [row for row in rows if row.pk not in before[model]])
                for insert in inserts(model, new)
            ]
            transaction.set_rollback(True)
        if connection.vendor == "postgresql":
            # In one go: each statement would travel to the server and back.
            statements, values = zip(*self._inserts, strict=True)
            self._inserts = [(";".join(statements), tuple(chain.from_iterable(values)))]

    def put_back(self) -> Any:
        """A copy of what was built, with its rows in the database. Asked for before the test writes anything."""
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, values in self._inserts:
                cursor.execute(sql, values)
        return pickle.loads(self._built)


def every_row() -> Iterator[tuple[type[Model], list[Model]]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model, list(model._base_manager.all())


def inserts(model: type[Model], rows: list[Model]) -> list[tuple[str, tuple[Any, ...]]]:
    """The rows as Django would write them, keys included."""
    query = InsertQuery(model)
    query.insert_values(model._meta.concrete_fields, rows, raw=True)
    return query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
