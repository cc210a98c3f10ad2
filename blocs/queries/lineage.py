"""The line of an organisation: from which it came and what came of it, however far back and forth."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from blocs.models import Organization, OrganizationName, Succession
from blocs.queries.periods import NamePeriod, name_on, name_periods


@dataclass(frozen=True)
class Forebear:
    """An organisation that went into this one, directly or over others.

    `until` is the last day before the succession, `into` the one it went into, `steps` how many
    successions lie between (1 for a direct predecessor), `names` all its names, newest first.
    """

    pk: int
    code: str
    names: list[NamePeriod]
    kind: str
    until: date
    into: int
    steps: int

    @property
    def name(self) -> str:
        """Its name on the last day."""
        period = name_on(self.names, self.until)
        return period.name if period else self.code

    @property
    def short_name(self) -> str:
        period = name_on(self.names, self.until)
        return period.short_name if period else self.code


def lineage(organization: Organization, rows: Iterable[Succession] | None = None) -> list[Forebear]:
    """Everything an organisation came from, nearest first, each once, in two queries however far back.

    What an organisation that was split into others did is part of the history of each of them. `rows` are
    all successions, the newest first with their predecessors, where they were read already.
    """
    if rows is None:
        rows = Succession.objects.order_by("-effective_on", "pk").select_related("predecessor")
    before: dict[int, list[Succession]] = defaultdict(list)
    for row in rows:
        before[row.successor_id].append(row)
    found: dict[int, tuple[Succession, int]] = {}
    ahead, steps = [organization.pk], 1
    while ahead:
        nearest = [row for pk in ahead for row in before[pk]]
        nearest = [row for row in nearest if row.predecessor_id not in {*found, organization.pk}]
        found |= {row.predecessor_id: (row, steps) for row in reversed(nearest)}
        ahead, steps = [*dict.fromkeys(row.predecessor_id for row in nearest)], steps + 1
    names: dict[int, list[OrganizationName]] = defaultdict(list)
    for name in OrganizationName.objects.filter(organization__in=found).order_by("valid_from"):
        names[name.organization_id].append(name)
    return [
        Forebear(
            pk=pk,
            code=row.predecessor.code,
            names=name_periods(names[pk]),
            kind=row.kind,
            until=row.effective_on - timedelta(days=1),
            into=row.successor_id,
            steps=steps,
        )
        for pk, (row, steps) in sorted(
            found.items(), key=lambda item: (item[1][1], -item[1][0].effective_on.toordinal(), item[0])
        )
    ]


def descendants(organization_ids: set[int]) -> set[int]:
    """Everything that came of organisations, down the line; themselves only where there is a circle. One query."""
    after: dict[int, set[int]] = defaultdict(set)
    for predecessor, successor in Succession.objects.values_list("predecessor", "successor"):
        after[predecessor].add(successor)
    return reached(after, organization_ids)


def reached(after: dict[int, set[int]], start: set[int]) -> set[int]:
    """What is reached from `start` by at least one step of `after`."""
    found: set[int] = set()
    ahead = [step for pk in start for step in after.get(pk, ())]
    while ahead:
        here = ahead.pop()
        if here not in found:
            found.add(here)
            ahead.extend(after.get(here, ()))
    return found
