"""Lists of past results as the engine gives them to their kind."""

from collections.abc import Mapping, Sequence

from awards.imports.past_results import PAST_RESULTS
from blocs.imports.checking import read_rows
from blocs.imports.kind import Mark, Plan, PlannedRow
from blocs.models import ImportRow, RowState
from tests.cast import World

SOURCE = {"source": "Hồ sơ lưu trữ của Ban Thi đua - Khen thưởng", "issuer": ""}
NAMES = [column.name for column in PAST_RESULTS.columns]


def rows_of(lines: Sequence[Sequence[str]]) -> list[ImportRow]:
    """Lines of cells in the order of the columns, from row 2 on."""
    return [
        ImportRow(number=number, texts=dict(zip(NAMES, line, strict=False)))
        for number, line in enumerate(lines, start=2)
    ]


def planned(
    world: World, *lines: Sequence[str], persona: str = "officer", options: Mapping[str, str] = SOURCE
) -> Plan:
    """What lines would do."""
    given, _unreadable = read_rows(PAST_RESULTS, rows_of(lines))
    return PAST_RESULTS.plan(given, options, world.actor(persona), lambda _done: None)


def written(
    world: World, *lines: Sequence[str], persona: str = "officer", options: Mapping[str, str] = SOURCE
) -> Plan:
    """Lines recorded; all of them must stand as new."""
    plan = planned(world, *lines, persona=persona, options=options)
    assert {row.state for row in plan.rows} == {RowState.NEW}, [told(row) for row in plan.rows]
    PAST_RESULTS.write(plan, options, world.actor(persona), lambda _done: None)
    return plan


def told(row: PlannedRow) -> str:
    """All sentences of a row."""
    return " ".join([*map(str, row.say), *(str(cell.say) for cell in row.cells.values() if cell.say)])


def wrong(row: PlannedRow) -> list[str]:
    """The cells in error."""
    return [name for name, cell in row.cells.items() if cell.mark == Mark.ERROR]
