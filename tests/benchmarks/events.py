"""A generated city: the records of ten years, sealed but for the last hundred; and what was taken out."""

from datetime import datetime, timedelta

from blocs.audit import FIRST_SEAL, digest, link
from blocs.clock import LOCAL
from blocs.models import AccessEvent, AuditEvent, Organization, User
from emulation.models import Cycle, ScoreSheet
from tests.benchmarks.register import AT_ONCE, LAST, YEARS, Register

EVENTS, ACCESSES, UNSEALED = 200_000, 5_000, 100
# Act, table, of a hundred records how many.
ACTS = [
    ("score_line.save", "emulation.scoreline", 58),
    ("score_line.review", "emulation.scoreline", 18),
    ("pledge.sign", "emulation.pledgesignature", 4),
    ("scoresheet.submitted", "emulation.scoresheet", 4),
    ("scoresheet.checked", "emulation.scoresheet", 4),
    ("report_text.save", "emulation.reporttext", 4),
    ("cycle.lock", "emulation.cycle", 1),
    ("organization.rename", "blocs.organization", 1),
    ("representation.add", "blocs.representation", 3),
    ("membership.join", "blocs.membership", 3),
]
WITHOUT_BLOC = {"organization.rename", "representation.add"}


def build_events(made: Register, cycles: list[Cycle]) -> None:
    """Records spread evenly over the years, each by somebody of the unit it is about."""
    began, ended = datetime(YEARS[0], 1, 5, tzinfo=LOCAL), datetime(LAST, 10, 14, tzinfo=LOCAL)
    step = (ended - began) / EVENTS
    by_year = {year: [cycle for cycle in cycles if cycle.year_id == year] for year in YEARS}
    sheets = dict(ScoreSheet.objects.values_list("organization", "pk"))
    acts = [(act, kind) for act, kind, share in ACTS for _ in range(share)]
    seal = FIRST_SEAL
    batch: list[AuditEvent] = []
    for number in range(1, EVENTS + 1):
        event = _event(made, by_year, sheets, acts, began + number * step, number)
        if number <= EVENTS - UNSEALED:
            seal = link(seal, event)
            event.seal_number, event.seal, event.sealed_time = number, seal, event.time
        batch.append(event)
        if len(batch) == AT_ONCE:
            AuditEvent.objects.bulk_create(batch)
            batch = []
    AuditEvent.objects.bulk_create(batch)
    _accesses(made, began, (ended - began) / ACCESSES)


def _event(made: Register, by_year, sheets, acts, at: datetime, number: int) -> AuditEvent:
    cycle = made.random.choice(by_year[at.year])
    units = made.members[cycle.bloc_id, cycle.year_id]
    unit = made.random.choice(units)
    act, kind = made.random.choice(acts)
    user: User = made.random.choice(made.staff[unit][:12])
    objects = {
        "emulation.cycle": cycle.pk,
        Organization._meta.label_lower: unit,
        "emulation.scoresheet": sheets[unit],
    }
    event = AuditEvent(
        time=at,
        user=user,
        person_id=user.person_id,
        capacity="clerk",
        capacity_label=f"Cán bộ phụ trách, {made.names[unit]}",
        act=act,
        object_type=kind,
        object_id=objects.get(kind, number % 5_000 + 1),
        object_label=f"A1 {made.names[unit]}",
        old={"self_points": "8.50", "state": "in_progress"},
        new={"self_points": "9.00", "state": "submitted", "version": number % 40},
        address="203.0.113.7",
        bloc_id=None if act in WITHOUT_BLOC else cycle.bloc_id,
        organization_id=unit,
        year=cycle.year_id,
        salt=f"{number:032x}",
    )
    event.digest = digest(event)
    return event


def _accesses(made: Register, began: datetime, step: timedelta) -> None:
    AccessEvent.objects.bulk_create(
        (
            AccessEvent(
                time=began + number * step,
                user=(user := made.random.choice(made.users)),
                person_id=user.person_id,
                capacity="clerk",
                what="organizations.export",
                label="Danh bạ đơn vị",
                rows=number % 320,
            )
            for number in range(ACCESSES)
        ),
        batch_size=AT_ONCE,
    )
