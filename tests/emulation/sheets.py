"""Score sheets of the small city in the states the tests need, made by the acts themselves."""

from decimal import Decimal

from emulation.actions.score_line import Entry, agree_with_rest, save_results
from emulation.actions.scoresheet import check_sheet, start_sheet, submit_sheet
from emulation.models import Criterion, ScoreSheet
from emulation.models.window import Act
from tests import factories as make
from tests.cast import World

# The scan of a paper, as a form gives it to an action.
SCAN = (b"%PDF-1.4 the scan of a paper", "application/pdf")
LEADERS = {"A": "head_leader", "B": "leader", "C": "other_leader"}


def open_scoring(world: World) -> None:
    """Self-scoring is open around today."""
    if not world.cycle.windows.filter(act=Act.SELF_SCORING).exists():
        make.make_window(world.cycle, Act.SELF_SCORING)


def begun_sheet(world: World, unit: str = "B") -> ScoreSheet:
    """A sheet its unit has begun, without an answer."""
    open_scoring(world)
    return start_sheet(world.cycle, world.units[unit], actor=world.actor(LEADERS[unit]))


def answered_sheet(world: World, unit: str = "B", points: str = "8", **others: str) -> ScoreSheet:
    """A sheet with `points` for every criterion of the scale, 0 above it; `others` by code."""
    sheet = begun_sheet(world, unit)
    entries = [
        Entry(line.criterion_id, line.version, {"self_points": _points(line.criterion, points, others)})
        for line in sheet.lines.select_related("criterion__group")
    ]
    return save_results(sheet, entries, actor=world.actor(LEADERS[unit])).sheet


def _points(criterion: Criterion, points: str, others: dict[str, str]) -> Decimal:
    scale = criterion.group.kind == "base"
    return Decimal(others.get(criterion.code, points if scale else "0"))


def sent_sheet(world: World, unit: str = "B", points: str = "8", **others: str) -> ScoreSheet:
    """A complete sheet sent by its leader."""
    sheet = answered_sheet(world, unit, points, **others)
    return submit_sheet(sheet, actor=world.actor(LEADERS[unit]))


def checked_sheet(world: World, unit: str = "B", points: str = "8", **others: str) -> ScoreSheet:
    """A sent sheet with which the secretariat agrees in every criterion."""
    sheet = sent_sheet(world, unit, points, **others)
    agree_with_rest(sheet, actor=world.actor("secretariat"))
    return check_sheet(sheet, actor=world.actor("secretariat"))


def criterion(sheet: ScoreSheet, code: str) -> Criterion:
    return Criterion.objects.get(group__version=sheet.table_version_id, code=code)


def line_of(sheet: ScoreSheet, code: str):
    return sheet.lines.get(criterion__code=code)


def stored(sheet: ScoreSheet) -> ScoreSheet:
    return ScoreSheet.objects.get(pk=sheet.pk)
