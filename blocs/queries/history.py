"""The last records about a bloc, as its page shows them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from blocs.models import AuditEvent, Bloc
from blocs.queries.act_words import REGISTER_ACTS, usual_words
from blocs.queries.history_words import kind_of

LAST = 5
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
# Rows of an organisation that change its bloc as well: told on both pages.
OF_MEMBERS = ["blocs.membership", "blocs.office"]
AFFILIATION = "blocs.affiliation"


@dataclass(frozen=True)
class Entry:
    """One record: when, what was done, to which row, by whom in what capacity, why."""

    time: datetime
    what: str
    label: str
    who: str
    capacity: str
    remark: str


def history(bloc: Bloc) -> list[Entry]:
    """The last five records about a bloc and its rows, newest first, in one query; the records' own page has them all."""
    events = AuditEvent.objects.filter(
        Q(object_type=bloc._meta.label_lower, object_id=bloc.pk)
        | Q(object_type__in=ITS_ROWS, bloc=bloc, organization=None)
        | Q(object_type__in=OF_MEMBERS, bloc=bloc)
    )
    return [
        Entry(
            time=event.time,
            what=str(REGISTER_ACTS.get(event.act) or usual_words(event.act, kind_of(event.object_type))),
            label=event.object_label,
            who=str(event.person or ""),
            capacity=event.capacity_label,
            remark=event.remark,
        )
        for event in events.select_related("person").order_by("-pk")[:LAST]
    ]
