"""Rows of scoring tables and score sheets as the values the arithmetic works on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F

from emulation import scoring
from emulation.models import Band, Criterion, DisqualificationGround, ScoreLine, ScoringTableVersion, TieBreak
from emulation.scoring import Answer, CriterionSpec, Rule, SheetScore, Table


@dataclass(frozen=True)
class Scorebook:
    """A version of a scoring table: its values, and its criteria by number in the order of the page."""

    table: Table
    criteria: Mapping[int, Criterion] = field(default_factory=dict)
    specs: Mapping[int, CriterionSpec] = field(default_factory=dict)

    @property
    def scored(self) -> list[Criterion]:
        """The criteria that bear points, without headings."""
        return [criterion for pk, criterion in self.criteria.items() if self.specs[pk].rules]

    def score(self, lines: Iterable[ScoreLine]) -> SheetScore:
        """A sheet by the points that count: agreed, else reviewed, else the unit's own."""
        return scoring.score_sheet(self.table, self.answers(lines))

    def self_score(self, lines: Iterable[ScoreLine]) -> SheetScore:
        """The same sheet by the unit's own points alone."""
        return scoring.self_scored(self.table, self.answers(lines))

    def answers(self, lines: Iterable[ScoreLine]) -> dict[str, Answer]:
        """The points given on lines, by the code of the criterion."""
        return {
            self.specs[line.criterion_id].code: Answer(
                line.self_points, line.reviewed_points, line.agreed_points
            )
            for line in lines
        }

    def step(self, criterion_id: int) -> Decimal:
        """The distance of allowed points of a criterion scored by hand."""
        return self.specs[criterion_id].rules[0].step


def open_book(version: ScoringTableVersion) -> Scorebook:
    """The criteria of a version, enough to add up sheets, in one query."""
    criteria, specs, groups = _criteria(version)
    return Scorebook(
        Table(
            groups=groups,
            scale=version.scale,
            decimals=version.decimals,
            bonus_ceiling=version.bonus_ceiling,
        ),
        criteria,
        specs,
    )


def open_ranking_book(version: ScoringTableVersion) -> Scorebook:
    """The same with classes and tie-breaks, as standings need it, in three queries."""
    criteria, specs, groups = _criteria(version)
    return Scorebook(
        Table(
            groups=groups,
            scale=version.scale,
            decimals=version.decimals,
            bonus_ceiling=version.bonus_ceiling,
            bands=tuple(scoring.Band(band.label, band.minimum) for band in _rows(Band, version)),
            tie_breaks=tuple(
                scoring.TieBreak(scoring.TieBreakKey(link.key), link.group_code)
                for link in _rows(TieBreak, version)
            ),
        ),
        criteria,
        specs,
    )


def whole_table(version: ScoringTableVersion) -> Table:
    """Everything a version says, as its canonical text holds it, in four queries."""
    table = open_ranking_book(version).table
    grounds = tuple(
        scoring.Ground(ground.code, ground.text) for ground in _rows(DisqualificationGround, version)
    )
    return Table(
        groups=table.groups,
        scale=table.scale,
        decimals=table.decimals,
        bonus_ceiling=table.bonus_ceiling,
        bands=table.bands,
        tie_breaks=table.tie_breaks,
        grounds=grounds,
    )


def _rows(model, version: ScoringTableVersion):
    return model.objects.filter(version=version).order_by("order", "pk")


def _criteria(
    version: ScoringTableVersion,
) -> tuple[dict[int, Criterion], dict[int, CriterionSpec], tuple[scoring.Group, ...]]:
    """Criteria with their rules (one row per rule, or one for a heading), grouped as the page shows them."""
    rows = (
        Criterion.objects.filter(group__version=version)
        .select_related("group")
        .annotate(rule_kind=F("rules__kind"), rule_step=F("rules__step"))
        .order_by("group__order", "group", "order", "pk", "rules__order")
    )
    criteria: dict[int, Criterion] = {}
    rules: dict[int, list[Rule]] = {}
    for row in rows:
        criteria.setdefault(row.pk, row)
        given = rules.setdefault(row.pk, [])
        if row.rule_kind:
            given.append(Rule(scoring.RuleKind(row.rule_kind), row.rule_step))
    specs = {
        pk: CriterionSpec(
            row.code,
            row.name,
            row.max_points,
            tuple(rules[pk]),
            criteria[row.parent_id].code if row.parent_id else "",
        )
        for pk, row in criteria.items()
    }
    groups = {row.group_id: row.group for row in criteria.values()}
    return (
        criteria,
        specs,
        tuple(
            scoring.Group(
                group.code,
                group.name,
                scoring.GroupKind(group.kind),
                tuple(specs[pk] for pk, row in criteria.items() if row.group_id == group.pk),
            )
            for group in groups.values()
        ),
    )
