"""What happened to a line since somebody read it: asked of the record of changes."""

from dataclasses import dataclass
from datetime import datetime

from blocs.models import AuditEvent
from emulation.models import ScoreLine


@dataclass(frozen=True)
class Change:
    """Who changed a cell last, in words, and when; empty where the record does not say."""

    by: str = ""
    at: datetime | None = None


def changed_since(line: ScoreLine, version: int) -> dict[str, Change]:
    """The cells of a line changed after `version`, with their last change, in one query.

    Every change of a line records the version it made. Where one is missing, every cell counts as changed:
    one question too many is better than a value lost.
    """
    events = AuditEvent.objects.filter(object_type=ScoreLine._meta.label_lower, object_id=line.pk)
    found: dict[str, Change] = {}
    known = set()
    for event in events.order_by("pk").select_related("person"):
        made = event.new.get("version", 0)
        if made > version:
            known.add(made)
            who = str(event.person or event.capacity_label)
            found |= {name: Change(who, event.time) for name in event.new}
    if version > line.version or not known.issuperset(range(version + 1, line.version + 1)):
        return {name: found.get(name, Change()) for name in _CELLS}
    return found


_CELLS = (
    "planned",
    "actual",
    "result_text",
    "self_points",
    "reviewed_points",
    "review_reason",
    "agreed_points",
)
