"""What a person has to do and for whom he waits, computed from data: nothing is handed over when people change."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from awards.models import Nomination, NominationState, Opinion
from blocs import clock
from blocs.actor import Actor
from blocs.models import Membership
from blocs.queries import Name, bloc_names_on, names_on
from emulation.models import Cycle, PledgeParty, PledgeSignature, ScoreSheet
from emulation.models.calendar import Calendar
from emulation.models.pledge import PartyCapacity
from emulation.models.scoresheet import OPEN_STATES, SheetState
from emulation.models.window import Act
from emulation.rules.cycle import heads, runs

SOON_DAYS = 5
# A deadline farther away than this is no news.
FAR_DAYS = 60


@dataclass(frozen=True)
class Todo:
    """One thing to do: by when, what, of whom, and the button for it."""

    act: str
    of: str
    url: str
    verb: str
    until: date | None = None

    @property
    def days(self) -> int | None:
        return clock.days_left(self.until) if self.until else None

    @property
    def late(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def soon(self) -> bool:
        return self.days is not None and 0 <= self.days <= SOON_DAYS

    @property
    def due(self) -> str:
        """The deadline and what it means."""
        days = self.days
        if days is None:
            return ""
        if days < 0:
            return _("Late by {n} days").format(n=-days)
        if days == 0:
            return _("Today is the last day")
        if days <= FAR_DAYS:
            return ngettext("{n} day left", "{n} days left", days).format(n=days)
        return date_format(self.until)


@dataclass(frozen=True)
class Wait:
    """Somebody else's turn: who, what, since when."""

    who: str
    what: str
    since: str = ""
    url: str = ""
    verb: str = ""


@dataclass
class Home:
    """The two answers of the first page, for one actor; `cycle` is the one it is mostly about."""

    todos: list[Todo] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    cycle: Cycle | None = None
    bloc: Name | None = None
    calendar: Calendar = field(default_factory=Calendar)
    has_role: bool = True

    @property
    def today(self) -> date:
        return clock.today()

    @property
    def heading(self) -> str:
        """The answer in a sentence."""
        if not self.has_role:
            return _("This account has no role in force")
        if not self.todos:
            return _("Nothing to do at the moment")
        return ngettext("{n} thing to do", "{n} things to do", len(self.todos)).format(n=len(self.todos))


def home_of(actor: Actor) -> Home:
    """The first page of an actor, in a number of queries that does not depend on the rows."""
    if actor.capacity is None:
        return Home(has_role=False)
    if actor.is_board or actor.is_city_staff:
        return _city_home(actor)
    if actor.is_operator:
        return Home()
    return _BlocHome(actor).home


class _BlocHome:
    """The home of a member or a secretariat: over all its cycles that are not closed."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.cycles = list(
            Cycle.objects.visible_to(actor).filter(closed_at__isnull=True).order_by("-year", "pk").distinct()
        )
        self.home = Home()
        if not self.cycles:
            return
        self.calendars = Calendar.of_many(self.cycles)
        self.sheets = self._sheets()
        self.members = self._members()
        self.unsigned = self._unsigned()
        ids = {organization for rows in self.members.values() for organization in rows}
        self.names = names_on(clock.today(), ids)
        blocs = bloc_names_on(clock.today(), {cycle.bloc_id for cycle in self.cycles})
        for cycle in self.cycles:
            self._own_unit(cycle)
            if runs(actor, cycle):
                self._bloc(cycle)
        self.home.todos.sort(key=lambda todo: todo.until or date.max)
        cycle = self._main_cycle()
        self.home.cycle, self.home.bloc = cycle, blocs.get(cycle.bloc_id)
        self.home.calendar = self.calendars[cycle.pk]

    def _main_cycle(self) -> Cycle:
        """The newest one, where work still goes on if there is such a one."""
        return next((cycle for cycle in self.cycles if not cycle.is_locked), self.cycles[0])

    def _sheets(self) -> dict[tuple[int, int], ScoreSheet]:
        rows = ScoreSheet.objects.filter(cycle__in=self.cycles)
        return {(sheet.cycle_id, sheet.organization_id): sheet for sheet in rows}

    def _members(self) -> dict[int, list[int]]:
        """The competing organisations of each cycle, in the order of the founding decision."""
        wanted = {(cycle.bloc_id, cycle.year_id): cycle.pk for cycle in self.cycles}
        found: dict[int, list[int]] = {cycle.pk: [] for cycle in self.cycles}
        rows = Membership.objects.filter(
            bloc__in={bloc for bloc, _year in wanted},
            year__in={year for _bloc, year in wanted},
            competes=True,
        ).order_by("order", "pk")
        for row in rows:
            if (row.bloc_id, row.year) in wanted:
                found[wanted[row.bloc_id, row.year]].append(row.organization_id)
        return found

    def _unsigned(self) -> dict[int, list[PledgeParty]]:
        """The parties without a valid signature to the text in force, by cycle."""
        rows = (
            PledgeParty.objects.filter(
                version__pledge__cycle__in=self.cycles,
                version__finalised_at__isnull=False,
                version__replaced_at__isnull=True,
            )
            .exclude(capacity=PartyCapacity.WITNESS)
            .exclude(signatures__in=PledgeSignature.objects.filter(voided_at__isnull=True))
            .select_related("version__pledge")
            .order_by("order")
        )
        found: dict[int, list[PledgeParty]] = {cycle.pk: [] for cycle in self.cycles}
        for party in rows:
            found[party.version.pledge.cycle_id].append(party)
        return found

    def _own_unit(self, cycle: Cycle) -> None:
        unit = self.actor.organization_id
        if unit is None or unit not in self.members[cycle.pk]:
            return
        name = str(self.names[unit])
        calendar = self.calendars[cycle.pk]
        pledge = calendar.standing(Act.PLEDGE, unit)
        for party in self.unsigned[cycle.pk]:
            if party.organization_id == unit and pledge.is_open and self.actor.is_leader:
                self._todo(
                    _("Sign the pledge of {year}").format(year=cycle.year_id),
                    f"{name} · {party.get_capacity_display()}",
                    reverse("emulation:pledge", args=[cycle.pk]),
                    pgettext("button", "Read and sign"),
                    pledge.until,
                )
        sheet = self.sheets.get((cycle.pk, unit))
        scoring = calendar.standing(Act.SELF_SCORING, unit)
        if not cycle.is_locked and scoring.is_open and (sheet is None or sheet.state in OPEN_STATES):
            self._own_sheet(cycle, sheet, name, scoring.until)
        elif sheet and sheet.state == SheetState.SUBMITTED and not cycle.is_locked:
            self.home.waits.append(
                Wait(self._head(cycle), _("Checks the score sheet of {year}").format(year=cycle.year_id))
            )

    def _own_sheet(self, cycle: Cycle, sheet: ScoreSheet | None, name: str, until: date | None) -> None:
        url = (
            reverse("emulation:scoresheet", args=[sheet.pk])
            if sheet
            else reverse("emulation:scoresheets", args=[cycle.pk])
        )
        year = cycle.year_id
        if sheet is None:
            self._todo(
                _("Begin the score sheet of {year}").format(year=year),
                name,
                url,
                pgettext("button", "Begin"),
                until,
            )
        elif sheet.state == SheetState.RETURNED:
            self._todo(
                _("Supplement the returned score sheet of {year}").format(year=year),
                f"{name} · {sheet.return_reason}",
                url,
                pgettext("button", "Supplement"),
                until,
            )
        elif sheet.state == SheetState.WITH_LEADER and self.actor.is_leader:
            self._todo(
                _("Approve and send the score sheet of {year}").format(year=year),
                name,
                url,
                pgettext("button", "Look through"),
                until,
            )
        elif sheet.state == SheetState.WITH_LEADER:
            self.home.waits.append(
                Wait(name, _("The leader approves the score sheet of {year}").format(year=year), url="")
            )
        else:
            self._todo(
                _("Go on with the score sheet of {year}").format(year=year),
                _("{unit} · {n} criteria answered").format(unit=name, n=sheet.answered),
                url,
                pgettext("button", "Go on"),
                until,
            )

    def _bloc(self, cycle: Cycle) -> None:
        """What the head's leader or the secretariat has to do for the bloc, and for whom they wait."""
        for party in self.unsigned[cycle.pk]:
            if not cycle.is_locked and party.organization_id != self.actor.organization_id:
                self._wait(
                    party.organization_id,
                    _("Signs the pledge of {year}").format(year=cycle.year_id),
                    reverse("emulation:pledge", args=[cycle.pk]),
                )
        if cycle.is_locked:
            if not cycle.is_submitted and heads(self.actor, cycle):
                self._todo(
                    _("Send the nominations of {year}").format(year=cycle.year_id),
                    _("Scores are locked"),
                    reverse("awards:cycle_nominations", args=[cycle.pk]),
                    pgettext("button", "Open"),
                )
            return
        members = self.members[cycle.pk]
        states = {unit: self.sheets.get((cycle.pk, unit)) for unit in members}
        for unit, sheet in states.items():
            if unit == self.actor.organization_id:
                continue
            if sheet and sheet.state == SheetState.SUBMITTED:
                self._todo(
                    _("Check the score sheet of {year}").format(year=cycle.year_id),
                    str(self.names[unit]),
                    reverse("emulation:scoresheet", args=[sheet.pk]),
                    pgettext("button", "Check"),
                )
            elif sheet is None or sheet.state in OPEN_STATES:
                word = sheet.get_state_display() if sheet else _("Not started")
                self._wait(
                    unit,
                    _("Score sheet of {year}: {state}").format(year=cycle.year_id, state=word.lower()),
                    reverse("emulation:scoresheets", args=[cycle.pk]),
                )
        if (
            members
            and heads(self.actor, cycle)
            and all(s and s.state == SheetState.CHECKED for s in states.values())
        ):
            self._todo(
                _("Lock the scores of {year}").format(year=cycle.year_id),
                _("All sheets are checked"),
                reverse("emulation:standings", args=[cycle.pk]),
                pgettext("button", "Open"),
            )

    def _head(self, cycle: Cycle) -> str:
        name = self.names.get(cycle.head_id)
        return str(name) if name else _("Head of the bloc")

    def _todo(self, act: str, of: str, url: str, verb: str, until: date | None = None) -> None:
        self.home.todos.append(Todo(act, of, url, verb, until))

    def _wait(self, unit: int, what: str, url: str) -> None:
        self.home.waits.append(Wait(str(self.names[unit]), what, url=url, verb=pgettext("button", "Open")))


def _city_home(actor: Actor) -> Home:
    """The home of city staff and the council: what stands open among the nominations they may see."""
    home = Home()
    open_states = [NominationState.SENT, NominationState.RECEIVED, NominationState.SUPPLEMENT]
    nominations = list(
        Nomination.objects.visible_to(actor)
        .filter(state__in=open_states)
        .select_related("commendation", "cycle")
        .order_by("sent_at", "pk")
    )
    given = (
        set(
            Opinion.objects.visible_to(actor).filter(person=actor.person).values_list("nomination", flat=True)
        )
        if actor.is_board
        else set()
    )
    today = clock.today()
    names = names_on(today, {nomination.organization_id for nomination in nominations})
    blocs = bloc_names_on(today, {nomination.cycle.bloc_id for nomination in nominations})
    for nomination in nominations:
        act, verb = _city_act(actor, nomination, given)
        of = f"{nomination.commendation.name} · {names[nomination.organization_id]}, {nomination.cycle.year_id}"
        if act:
            home.todos.append(Todo(act, of, reverse("awards:nomination", args=[nomination.pk]), verb))
        elif nomination.state == NominationState.SUPPLEMENT:
            home.waits.append(
                Wait(
                    str(blocs[nomination.cycle.bloc_id]),
                    _("Supplements the dossier of {unit}").format(unit=names[nomination.organization_id]),
                )
            )
    return home


def _city_act(actor: Actor, nomination: Nomination, given: set[int]) -> tuple[str, str]:
    """What this actor has to do about an open nomination: the act and its button, or nothing."""
    received = nomination.state == NominationState.RECEIVED
    if actor.is_board and received and nomination.pk not in given:
        return _("Give an opinion"), pgettext("button", "Read and judge")
    if actor.is_officer and nomination.state == NominationState.SENT:
        return _("Receive the dossier"), pgettext("button", "Open")
    if actor.is_officer and received and not nomination.appraised_at:
        return _("Appraise the dossier"), pgettext("button", "Open")
    if actor.is_officer and received and nomination.approved_at:
        return _("Record the decision"), pgettext("button", "Open")
    if actor.is_city_leader and received and nomination.appraised_at and not nomination.approved_at:
        return _("Approve the appraisal"), pgettext("button", "Open")
    return "", ""
