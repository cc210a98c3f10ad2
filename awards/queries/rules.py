"""What the city asks for an award in a year, and how much of it a bloc has used."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from awards.models import AwardRule, Nomination
from emulation.models import Commendation, Cycle


@dataclass(frozen=True)
class Quota:
    """How many units a bloc may propose for a commendation, and how many it proposes already."""

    rule: AwardRule
    used: int

    @property
    def commendation(self) -> Commendation:
        return self.rule.commendation

    @property
    def most(self) -> int:
        return self.rule.quota_per_bloc

    @property
    def left(self) -> int:
        return max(self.most - self.used, 0)


def rules_for(year: int) -> list[AwardRule]:
    """The rule of each commendation that goes through a bloc, as the guidance of that year has it.

    The guidance comes out at the end of the year it is about, so its last day counts. One query.
    """
    rows = (
        AwardRule.objects.filter(valid_from__lte=date(year, 12, 31), commendation__through_bloc=True)
        .select_related("commendation")
        .order_by("valid_from")
    )
    newest = {rule.commendation_id: rule for rule in rows}
    return sorted(newest.values(), key=lambda rule: (-rule.commendation.level, rule.commendation.code))


def rule_for(commendation_id: int, year: int) -> AwardRule | None:
    """The rule of one commendation in a year, if the city has set one."""
    return next((rule for rule in rules_for(year) if rule.commendation_id == commendation_id), None)


def open_quotas(quotas: Iterable[Quota], proposed: Iterable[Nomination], organization_id: int) -> list[Quota]:
    """The awards with a number left for which a unit is not proposed yet."""
    taken = {n.commendation_id for n in proposed if n.organization_id == organization_id}
    return [quota for quota in quotas if quota.left and quota.rule.commendation_id not in taken]


def quotas_of(cycle: Cycle, proposed: Iterable[Nomination]) -> list[Quota]:
    """Every award a bloc may propose units for in a year, the highest first; `proposed` are all its
    nominations of the year. One query."""
    used = Counter(nomination.commendation_id for nomination in proposed)
    return [Quota(rule, used[rule.commendation_id]) for rule in rules_for(cycle.year_id)]
