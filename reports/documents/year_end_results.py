"""What the units achieved, from the lines of their score sheets: sums added in Python, never in SQL."""

from collections.abc import Collection
from decimal import Decimal

from blocs.queries import Name
from emulation.models import Cycle, ScoreLine
from emulation.models.scoresheet import SENT_STATES
from emulation.models.scoring_table import GroupKind
from reports.documents.year_end_facts import Highlight, Result, Topic

MOST_HIGHLIGHTS = 2


def counted_lines(cycle: Cycle, member_ids: Collection[int]) -> list[ScoreLine]:
    """The lines of the sheets that count, those of members at the end of the year, in the order of the table."""
    rows = ScoreLine.objects.filter(
        sheet__cycle=cycle, sheet__state__in=SENT_STATES, sheet__organization__in=member_ids
    )
    return list(
        rows.select_related("sheet", "criterion__group").order_by(
            "criterion__group__order", "criterion__order", "criterion_id", "pk"
        )
    )


def results(lines: list[ScoreLine]) -> tuple[Result, ...]:
    """Planned and actual figures of each measured criterion, added up over the units that gave both."""
    groups = _base_groups(lines)
    sums: dict[int, tuple[ScoreLine, Decimal, Decimal]] = {}
    for line in lines:
        if line.criterion.measure_unit and line.planned is not None and line.actual is not None:
            _line, planned, actual = sums.get(line.criterion_id, (line, Decimal(0), Decimal(0)))
            sums[line.criterion_id] = (line, planned + line.planned, actual + line.actual)
    return tuple(
        Result(
            name=_plain_name(line.criterion.name),
            unit=line.criterion.measure_unit,
            planned=planned,
            actual=actual,
            topic=_topic(line, groups),
        )
        for line, planned, actual in sums.values()
    )


def _base_groups(lines: list[ScoreLine]) -> list[int]:
    """The groups of the scale in the order of the table."""
    return list(dict.fromkeys(line.criterion.group_id for line in lines if _is_base(line)))


def _is_base(line: ScoreLine) -> bool:
    return line.criterion.group.kind == GroupKind.BASE


def _plain_name(name: str) -> str:
    """The name of a criterion without the rule in brackets or after a colon, by which it is scored."""
    return name.split(" (")[0].split(":")[0].strip()


def _topic(line: ScoreLine, groups: list[int]) -> Topic:
    """Tables follow one pattern: the work first, then law and organisation, then emulation itself."""
    name = line.criterion.name.lower()
    if "an sinh xã hội" in name:
        return Topic.WELFARE
    if "phong trào thi đua" in name:
        return Topic.MOVEMENTS
    if not _is_base(line):
        return Topic.OTHER
    return {0: Topic.WORK, 1: Topic.LAW}.get(groups.index(line.criterion.group_id), Topic.OTHER)


def highlights(lines: list[ScoreLine], names: dict[int, Name]) -> tuple[Highlight, ...]:
    """What the unit with most points wrote on a criterion: a few for each topic, each of another unit."""
    groups = _base_groups(lines)
    best: dict[int, ScoreLine] = {}
    for line in lines:
        if not line.result_text.strip() or not _is_base(line) or line.sheet.organization_id not in names:
            continue
        held = best.get(line.criterion_id)
        if held is None or _points(line) > _points(held):
            best[line.criterion_id] = line
    told: dict[Topic, dict[int, str]] = {}
    for line in best.values():
        of_topic = told.setdefault(_topic(line, groups), {})
        if len(of_topic) < MOST_HIGHLIGHTS:
            of_topic.setdefault(line.sheet.organization_id, line.result_text)
    return tuple(
        Highlight(names[unit].full, text, topic)
        for topic, of_topic in told.items()
        for unit, text in of_topic.items()
    )


def _points(line: ScoreLine) -> Decimal:
    """The points that count: agreed, else reviewed, else the unit's own."""
    for points in (line.agreed_points, line.reviewed_points, line.self_points):
        if points is not None:
            return points
    return Decimal(0)
