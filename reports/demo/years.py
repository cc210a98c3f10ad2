"""Lives through the years of a bloc with the application's own actions, standing at the days they happened."""

from collections.abc import Iterable
from datetime import date, timedelta

from blocs import clock
from blocs.actor import Actor, resolve_actor
from blocs.models import User
from emulation.actions.pledge import draft_next_version, finalise_pledge, save_pledge_text
from emulation.actions.pledge_signature import sign_pledge
from emulation.models import (
    AgendaItem,
    Attendance,
    Cycle,
    EmulationYear,
    Extension,
    Meeting,
    PledgeVersion,
    ScoringTableVersion,
    Window,
)
from emulation.models.meeting import AgendaKind, MeetingKind
from emulation.models.pledge import PartyCapacity
from emulation.queries.pledge_text import Clause, Draft
from reports.demo import texts
from reports.demo.moments import local
from reports.demo.structure import LoadedBloc

DEMO_REASON = "Dữ liệu minh họa"
PLACE = "Hải Phòng"


def load_cycle(loaded: LoadedBloc, year: int, table: ScoringTableVersion) -> Cycle:
    """The cycle of a bloc in a year."""
    return Cycle.objects.create(
        bloc=loaded.bloc, year=EmulationYear.objects.get(year=year), table_version=table
    )


def head(loaded: LoadedBloc, cycle: Cycle) -> Actor:
    """The leader of the unit that heads the bloc in the year."""
    return resolve_actor(loaded.leaders[loaded.heads[cycle.year_id]])


def secretary(loaded: LoadedBloc) -> Actor:
    """The bloc's secretariat."""
    return resolve_actor(loaded.secretary)


def load_pledge(loaded: LoadedBloc, cycle: Cycle, *, signed_on: date, signers: list[str]) -> PledgeVersion:
    """Writes the year's pledge, makes it final and has it signed at its ceremony by the units named."""
    year = cycle.year_id
    with clock.standing_at(local(year, 3, 1, 8, 30)):
        version = draft_next_version(cycle, actor=secretary(loaded))
        draft = Draft(
            dated_on=signed_on,
            place=PLACE,
            theme=texts.PLEDGE_THEMES[year],
            own_bases=version.own_bases,
            entry_into_force=texts.FINAL_PROVISION.format(year=year, copies=f"{len(loaded.units) + 1:02}"),
            clauses=_clauses(year),
        )
        version = save_pledge_text(version, actor=secretary(loaded), seen=version.version, text=draft)
    with clock.standing_at(local(year, 3, 3, 14, 0)):
        version = finalise_pledge(version, actor=head(loaded, cycle), seen=version.version)
    organizations = {organization.pk: code for code, organization in loaded.organizations.items()}
    moment = local(signed_on.year, signed_on.month, signed_on.day, 9, 12)
    for party in version.parties.exclude(capacity=PartyCapacity.WITNESS).order_by("order"):
        code = organizations[party.organization_id]
        if code in signers:
            with clock.standing_at(moment):
                sign_pledge(party, actor=resolve_actor(loaded.leaders[code]), text_sha256=version.sha256)
            moment += timedelta(minutes=1)
    return version


def _clauses(year: int) -> dict[str, tuple[Clause, ...]]:
    grouped: dict[str, tuple[Clause, ...]] = {}
    for section, _place, text, unit, level in texts.clauses(year):
        grouped[section] = (*grouped.get(section, ()), Clause(text, unit, level))
    return grouped


def keep_open(loaded: LoadedBloc, windows: Iterable[Window], *, granted_by: User) -> None:
    """Keeps windows of a past year open for every unit of a bloc, until the end of next year."""
    until = date(clock.today().year + 1, 12, 31)
    Extension.objects.bulk_create(
        Extension(
            window=window,
            organization=organization,
            until=until,
            reason=DEMO_REASON,
            granted_at=clock.now(),
            granted_by=granted_by,
        )
        for window in windows
        for organization in loaded.organizations.values()
    )


def windows_of(cycle: Cycle, *acts: str) -> list[Window]:
    """The city's windows for some acts in the year of a cycle."""
    return list(Window.objects.filter(year=cycle.year_id, act__in=acts))


def load_meeting(
    loaded: LoadedBloc,
    kind: str,
    held_on: date,
    items: list[tuple[Cycle, str]],
    *,
    source: str = DEMO_REASON,
    absent: tuple[str, ...] = (),
) -> list[AgendaItem]:
    """A meeting with its agenda and who was there; an item may be of another year than the meeting."""
    meeting = Meeting.objects.create(bloc=loaded.bloc, kind=kind, held_on=held_on, place=PLACE, source=source)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, organization=organization, present=code not in absent)
        for code, organization in loaded.organizations.items()
    )
    return [
        AgendaItem.objects.create(meeting=meeting, cycle=cycle, kind=agenda, order=order)
        for order, (cycle, agenda) in enumerate(items, start=1)
    ]


def assessment(loaded: LoadedBloc, cycle: Cycle, held_on: date) -> AgendaItem:
    """The meeting that agrees the scores of a year and chooses whom to propose; the item of the scores."""
    items = load_meeting(
        loaded,
        MeetingKind.ASSESSMENT,
        held_on,
        [(cycle, AgendaKind.AGREE_SCORES), (cycle, AgendaKind.CHOOSE)],
    )
    return items[0]
