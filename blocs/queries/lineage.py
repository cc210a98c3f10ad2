"""The line of an organisation: from which it came and what came of it, however far back and forth."""

from collections import defaultdict
from collections.abc import Iterable

from blocs.models import Succession


def ancestors(organization_id: int, rows: Iterable[Succession]) -> set[int]:
    """Everything an organisation came from, never itself. `rows` are all successions.

    What an organisation that was split into others did is part of the history of each of them.
    """
    before: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        before[row.successor_id].add(row.predecessor_id)
    return reached(before, {organization_id}) - {organization_id}


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
