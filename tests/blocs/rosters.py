"""Rosters of the small city, as the engine would give them to their kind and write them."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from blocs.actor import Actor
from blocs.imports.checking import SILENT, read_rows
from blocs.imports.kind import Plan, PlannedRow
from blocs.imports.roster.kind import ROSTER, plan, write
from blocs.models import ImportRow
from tests.cast import YEAR

# The city stands here unless a test says otherwise.
DAY = date(2021, 7, 1)
PAPER = {"number": "15/QĐ-UBND", "dated_on": date(2021, 6, 1), "issuer": "Ủy ban nhân dân thành phố"}
IN_WORDS = "Số 15/QĐ-UBND ngày 01/06/2021, Ủy ban nhân dân thành phố"


def told(**changed: Any) -> dict[str, Any]:
    """What stands beside the file: the year of the cast, its day, no decision."""
    return {"year": YEAR, "day": DAY, "number": "", "dated_on": None, "issuer": "", "whole": False} | changed


def decided(**changed: Any) -> dict[str, Any]:
    """The same with a decision."""
    return told(**PAPER, **changed)


def planned(
    rows: list[Mapping[str, str]],
    actor: Actor,
    options: Mapping[str, Any] | None = None,
    without: Collection[str] = (),
) -> Plan:
    """The plan of rows of texts, numbered from 2 as under a head in the first row; the file is `without` some columns."""
    columns = [column.name for column in ROSTER.columns if column.name not in without]
    texts = [
        ImportRow(number=number, texts={name: row.get(name, "") for name in columns})
        for number, row in enumerate(rows, start=2)
    ]
    given, unreadable = read_rows(ROSTER, texts)
    assert not unreadable, unreadable
    return plan(given, told() if options is None else options, actor, SILENT)


def written(rows: list[Mapping[str, str]], actor: Actor, options: Mapping[str, Any] | None = None) -> Plan:
    """Plans and writes as the engine does, in one transaction; nothing may stand against it."""
    options = told() if options is None else options
    with transaction.atomic():
        found = planned(rows, actor, options)
        assert errors(found) == []
        write(found, options, actor, SILENT)
    return found


def errors(found: Plan) -> list[str]:
    """Every sentence that stands against a plan."""
    sentences = list(found.troubles)
    for row in found.rows:
        sentences += [cell.say for cell in row.cells.values() if cell.mark == "error"]
        sentences += row.say if row.state == "error" else []
    return sentences


def cells(row: PlannedRow) -> dict[str, tuple[str, str, str]]:
    """Cells that differ from the record: mark, old, new."""
    return {name: (cell.mark, cell.old, cell.new) for name, cell in row.cells.items() if cell.mark != "same"}


def says(row: PlannedRow) -> str:
    """All that is said at a row."""
    return " ".join([*row.say, *(cell.say for cell in row.cells.values())])


def states(found: Plan) -> list[str]:
    return [row.state for row in found.rows]
