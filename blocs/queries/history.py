"""What was changed in the register, and by whom, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from blocs.models import AuditEvent, Bloc, Organization
from blocs.queries.act_words import REGISTER_ACTS, usual_words
from blocs.queries.history_words import Change, changes_of, kind_of, names_in

LAST = 20
# Rows whose changes are told on the page of the organisation or bloc they belong to.
ITS_ROWS = [
    "blocs.organizationname",
    "blocs.blocname",
    "blocs.compositiondecision",
    "blocs.membership",
    "blocs.office",
    "blocs.representation",
    "blocs.appointment",
    "blocs.succession",
]
AFFILIATION = "blocs.affiliation"


@dataclass(frozen=True)
class Entry:
    """One record: when, what kind of row, which, by whom in what capacity, which fields."""

    time: datetime
    what: str
    label: str
    who: str
    capacity: str
    changes: list[Change]
    remark: str


def history(obj: Organization | Bloc, *, affiliations: bool = False) -> list[Entry]:
    """The last twenty records about an organisation or bloc and its rows, newest first, in four queries at most.

    With `affiliations`, also which council members are tied to the organisation.
    """
    belongs = {"organization": obj} if isinstance(obj, Organization) else {"bloc": obj, "organization": None}
    its_rows = [*ITS_ROWS, AFFILIATION] if affiliations else ITS_ROWS
    events = AuditEvent.objects.filter(
        Q(object_type=obj._meta.label_lower, object_id=obj.pk) | Q(object_type__in=its_rows, **belongs)
    )
    rows = list(events.select_related("person").order_by("-pk")[:LAST])
    names = names_in(rows)
    return [
        Entry(
            time=event.time,
            what=str(REGISTER_ACTS.get(event.act) or usual_words(event.act, kind_of(event.object_type))),
            label=event.object_label,
            who=str(event.person or ""),
            capacity=event.capacity_label,
            changes=changes_of(event, names),
            remark=event.remark,
        )
        for event in rows
    ]
