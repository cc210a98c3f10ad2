"""The records of acts and of accesses as workbooks."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.actor import Actor
from blocs.errors import BadInput
from blocs.models import AccessEvent, AuditEvent
from blocs.numbers import format_number
from blocs.queries.history_words import Change
from blocs.workbook import Column, Sheet
from reports.queries.access import taken
from reports.queries.history import lines

# More is read by nobody, and would keep the server busy for a minute.
MOST_ROWS = 20_000
AT_ONCE = 1_000


def history_sheet(
    actor: Actor, events: QuerySet[AuditEvent], *, title: str, narrowed: str, most: int = MOST_ROWS
) -> Sheet:
    """The records as the page shows them, newest first. Raises BadInput where there are more than `most`."""
    _refuse_too_many(events, most)
    columns = [
        Column(_("Time"), 18),
        Column(_("Done by"), 28),
        Column(_("Role"), 34),
        Column(_("On behalf of"), 24),
        Column(pgettext("audit", "Act"), 36),
        Column(_("Kind of object"), 20),
        Column(_("Object"), 44),
        Column(_("Bloc, organisation, year"), 30),
        Column(_("Before"), 44),
        Column(_("After"), 44),
        Column(_("Remark"), 40),
        Column(_("As recorded"), 14),
    ]
    rows = (
        [
            line.time, line.who, line.capacity, line.behalf, line.act, line.kind, line.label, line.scope,
            _side(line.changes, "old"), _side(line.changes, "new"), line.remark, line.intact,
            *([line.address] if actor.is_operator else []),
        ]
        for part in _parts(events)
        for line in lines(actor, part)
    )  # fmt: skip
    return Sheet(title, _with_address(actor, columns), rows, narrowed)


def access_sheet(
    actor: Actor, events: QuerySet[AccessEvent], *, narrowed: str, most: int = MOST_ROWS
) -> Sheet:
    """What was taken out, newest first. Raises BadInput where there are more than `most`."""
    _refuse_too_many(events, most)
    columns = [
        Column(_("Time"), 18),
        Column(_("Done by"), 28),
        Column(_("Role"), 34),
        Column(_("What was taken out"), 36),
        Column(_("Object"), 44),
        Column(_("Filter"), 44),
        Column(_("Rows"), 10),
    ]
    rows = (
        [
            row.time, row.who, row.capacity, row.what, row.label, row.filters, row.rows,
            *([row.address] if actor.is_operator else []),
        ]
        for part in _parts(events)
        for row in taken(actor, part)
    )  # fmt: skip
    return Sheet(_("Exports and opened contacts"), _with_address(actor, columns), rows, narrowed)


def _with_address(actor: Actor, columns: list[Column]) -> list[Column]:
    return [*columns, Column(_("Network address"), 18)] if actor.is_operator else columns


def _refuse_too_many(rows: QuerySet, most: int) -> None:
    if rows.order_by()[: most + 1].count() > most:
        raise BadInput(
            _(
                "More than {n} records fit. Narrow the list first, by a period or a bloc, then take it out in parts."
            ).format(n=format_number(most))
        )


def _parts(rows: QuerySet) -> Iterator[list[Any]]:
    """All rows, newest first, a thousand at a time: their names are asked for together."""
    found = rows.select_related("person").order_by("-time", "-pk").iterator(chunk_size=AT_ONCE)
    while part := list(islice(found, AT_ONCE)):
        yield part


def _side(changes: list[Change], side: str) -> str:
    told = ((change.field, getattr(change, side)) for change in changes)
    return "\n".join(f"{name}: {value}" for name, value in told if value)
