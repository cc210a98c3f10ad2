"""The steps of opening a year on one page: what is set, what is missing, what differs from the year before."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs import ports
from blocs.dates import two_digits
from blocs.errors import Missing
from blocs.models import Bloc, LegalBasis, Membership, Office
from blocs.models.legal import LegalTopic
from blocs.models.office import OfficeRole
from blocs.queries import names_on
from emulation.models import Cycle, EmulationYear, Window
from emulation.models.window import Act
from emulation.queries.opening import counted
from emulation.queries.year import goes_on, moved
from emulation.queries.year_calendar import Days, days_of, differences, warnings, without_window


@dataclass(frozen=True)
class Step:
    """One step: its heading, where it is done, what stands there, what is missing or doubtful, what changed."""

    title: str
    url: str
    lines: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Opening:
    """The steps of a year in the order of the work; `newest` where it may still be undone."""

    year: EmulationYear
    steps: list[Step]
    copied: list[str]
    newest: bool

    @property
    def missing(self) -> int:
        return sum(len(step.missing) for step in self.steps)

    @property
    def changes(self) -> list[str]:
        return [change for step in self.steps for change in step.changes]


def opening_of(number: int) -> Opening:
    """Description, calendar, what other apps keep (numbers of awards), blocs. Raises Missing for a year that is
    not open. Seven queries, however many blocs."""
    law = LegalBasis.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=date(number, 1, 1)),
        topic=LegalTopic.EMULATION,
        valid_from__lte=date(number, 12, 31),
    )
    # A year is copied from the one before it.
    years = EmulationYear.objects.filter(year__gte=number - 1).annotate(has_law=Exists(law))
    rows = {row.year: row for row in years}
    if number not in rows:
        raise Missing
    year = rows[number]
    source = rows.get(year.copied_from or 0)
    calendars: dict[int, dict[str, Days]] = {year.year: {}}
    for window in Window.objects.filter(year__in=list(rows)).order_by("opens", "pk"):
        calendars.setdefault(window.year_id or year.year, {})[window.act] = days_of(window)
    blocs, members, cycles = _blocs(year, source)
    steps = [
        _description(year, source, year.has_law),
        _calendar(year, source, calendars),
        *(
            Step(part.title, part.url, part.lines, part.changes, part.missing)
            for ask in ports.year_parts
            for part in ask(year.year)
        ),
        blocs,
    ]
    copied = counted(len(calendars[year.year]), cycles, members) if source else []
    return Opening(year, steps, copied, max(rows) == number)


def _description(year: EmulationYear, source: EmulationYear | None, has_law: bool) -> Step:
    missing, changes = [], []
    if not year.theme:
        missing.append(_("Not there yet: the theme of the city."))
    elif source and source.theme == year.theme:
        missing.append(_("The theme is still that of {year}.").format(year=source.year))
    if not year.guidance:
        missing.append(_("Not there yet: the guidance of the standing body."))
    elif source and source.guidance == year.guidance:
        missing.append(_("The guidance is still that of {year}.").format(year=source.year))
    if not has_law:
        missing.append(_("No legal basis is valid in this year: papers would cite none."))
    for name, label in (("theme", _("theme of the city")), ("guidance", _("guidance of the standing body"))):
        text = getattr(year, name)
        if source and text != getattr(source, name):
            sentence = _("{what}: “{text}”.") if text else _("{what}: left empty.")
            changes.append(sentence.format(what=capfirst(label), text=text))
    return Step(
        title=_("Theme and guidance"),
        url=reverse("emulation:year_description", args=[year.year]),
        lines=[text for text in (year.theme, year.guidance) if text],
        changes=changes,
        missing=missing,
    )


def _calendar(
    year: EmulationYear, source: EmulationYear | None, calendars: dict[int, dict[str, Days]]
) -> Step:
    calendar = calendars[year.year]
    missing = warnings(calendar, year.year)
    lines = [f"{Act(act).label}: {days}" for act, days in calendar.items()]
    if not calendar:
        missing = [_("Not there yet: the calendar. Without a time nothing can be signed, sent or scored.")]
    elif without := without_window(calendar):
        lines.append(_("Without a time: {acts}.").format(acts=", ".join(without)))
    copied = {}
    if source:
        by = year.year - source.year
        copied = {
            act: Days(moved(days.opens, by), moved(days.closes, by), days.grace_days)
            for act, days in calendars.get(source.year, {}).items()
        }
    return Step(
        title=_("Windows of the city"),
        url=reverse("emulation:year_calendar", args=[year.year]),
        lines=lines,
        changes=differences(copied, calendar) if source else [],
        missing=missing,
    )


def _blocs(year: EmulationYear, source: EmulationYear | None) -> tuple[Step, int, int]:
    """The step of the blocs, with how many members and cycles the year has."""
    years = [year.year, *([source.year] if source else [])]
    tables: dict[int, dict[int, int | None]] = {one: {} for one in years}
    headless = 0
    own_head = Office.objects.filter(bloc=OuterRef("bloc"), year=OuterRef("year"), role=OfficeRole.HEAD)
    cycles = Cycle.objects.filter(year__in=years).annotate(has_head=Exists(own_head))
    for in_year, bloc_id, table, has_head in cycles.values_list("year", "bloc", "table_version", "has_head"):
        tables[in_year][bloc_id] = table
        headless += in_year == year.year and not has_head
    members: dict[int, dict[int, set[int]]] = {one: defaultdict(set) for one in years}
    rows = Membership.objects.filter(year__in=years).values_list("year", "bloc", "organization")
    for in_year, bloc_id, organization_id in rows:
        members[in_year][bloc_id].add(organization_id)
    blocs = list(Bloc.objects.named(date(year.year, 1, 1)).order_by("sort_key"))
    now = tables[year.year]
    left = [bloc for bloc in blocs if bloc.pk not in now and goes_on(year.year, bloc.ended_on)]
    missing = [] if now else [_("Not there yet: the blocs that take part.")]
    for count, one, many in (
        (
            sum(not members[year.year][pk] for pk in now),
            _("{n} bloc has no members yet."),
            _("{n} blocs have no members yet."),
        ),
        (
            sum(table is None for table in now.values()),
            _("{n} bloc has no scoring table yet."),
            _("{n} blocs have no scoring table yet."),
        ),
        (len(left), _("{n} bloc is not in this year."), _("{n} blocs are not in this year.")),
    ):
        if count:
            missing.append((one if count == 1 else many).format(n=two_digits(count)))
    name = "emulation:year_joining" if left else "emulation:year"
    there = sum(len(units) for pk, units in members[year.year].items() if pk in now)
    lines = [ngettext("{n} bloc.", "{n} blocs.", len(now)).format(n=two_digits(len(now)))] if now else []
    if headless:
        told = ngettext(
            "{n} has no head of its own yet: last year's prepares the year.",
            "{n} have no head of their own yet: last year's prepares the year.",
            headless,
        )
        lines.append(told.format(n=two_digits(headless)))
    step = Step(
        title=_("Blocs of the year"),
        url=reverse(name, args=[year.year]),
        lines=lines,
        changes=_bloc_changes(blocs, year, source, tables, members) if source else [],
        missing=missing,
    )
    return step, there, len(now)


def _bloc_changes(
    blocs: list[Bloc],
    year: EmulationYear,
    source: EmulationYear,
    tables: dict[int, dict[int, int | None]],
    members: dict[int, dict[int, set[int]]],
) -> list[str]:
    before, now = tables[source.year], tables[year.year]
    last, here = members[source.year], members[year.year]
    differing = {unit for bloc in blocs for unit in last[bloc.pk] ^ here[bloc.pk] if bloc.pk in now}
    units = names_on(date(year.year, 1, 1), differing)
    sentences = []
    for bloc in blocs:
        if bloc.pk in before and bloc.pk not in now:
            sentences.append(_("{bloc} does not take part any more.").format(bloc=bloc.short_name))
        elif bloc.pk in now and bloc.pk not in before:
            sentences.append(_("{bloc} takes part for the first time.").format(bloc=bloc.short_name))
        if bloc.pk not in before or bloc.pk not in now:
            continue
        for sentence, those in (
            (_("{bloc}: new are {units}."), here[bloc.pk] - last[bloc.pk]),
            (_("{bloc}: no longer there are {units}."), last[bloc.pk] - here[bloc.pk]),
        ):
            if those:
                listed = ", ".join(sorted(units[pk].full for pk in those))
                sentences.append(sentence.format(bloc=bloc.short_name, units=listed))
        if before[bloc.pk] != now[bloc.pk]:
            sentences.append(_("{bloc}: another scoring table.").format(bloc=bloc.short_name))
    return sentences
