"""What has been entered in a year, so that its opening cannot be undone; and how it differs from the year before."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.dates import two_digits
from blocs.models import Membership
from blocs.queries import bloc_names_on, names_on
from emulation.models import (
    AgendaItem,
    Cycle,
    EmulationYear,
    Extension,
    GateReopening,
    IssuedPaper,
    Pledge,
    ReportText,
    ScoreSheet,
    Window,
)
from emulation.queries.year import moved
from emulation.queries.year_calendar import Days, city_calendar, differences

# How many blocs a sentence names before it counts the others.
MOST_NAMES = 4


def entries_of(year: EmulationYear) -> list[str]:
    """What was entered since the year was opened, a sentence a kind; empty where nothing was."""
    of_cycle: list[tuple[type[Model], str]] = [
        (Pledge, _("Pledges are being written: {blocs}.")),
        (ScoreSheet, _("Score sheets have been begun: {blocs}.")),
        (AgendaItem, _("Meetings are recorded: {blocs}.")),
        (IssuedPaper, _("Papers have been issued: {blocs}.")),
        (ReportText, _("The year-end report is being written: {blocs}.")),
        (GateReopening, _("Gates were opened again: {blocs}.")),
    ]
    found = [
        (sentence, _blocs(model.objects.filter(cycle__year=year), "cycle__bloc"))  # type: ignore[attr-defined]
        for model, sentence in of_cycle
    ]
    own = Window.objects.filter(cycle__year=year)
    found.append((_("Blocs have a calendar of their own: {blocs}."), _blocs(own, "cycle__bloc")))
    gates = Cycle.objects.filter(year=year).exclude(locked_at=None, closed_at=None)
    found.append((_("Scores have been locked or the year closed: {blocs}."), _blocs(gates, "bloc")))
    found.append((_("The composition was changed: {blocs}."), _recomposed(year)))
    names = bloc_names_on(date(year.year, 12, 31), {pk for _sentence, blocs in found for pk in blocs})
    sentences = [
        sentence.format(blocs=_listed(names[pk].short for pk in blocs)) for sentence, blocs in found if blocs
    ]
    extensions = Extension.objects.filter(Q(window__year=year) | Q(window__cycle__year=year)).count()
    if extensions:
        sentences.append(
            ngettext(
                "More time was given to {n} organisation.",
                "More time was given to {n} organisations.",
                extensions,
            ).format(n=two_digits(extensions))
        )
    return sentences


def _blocs(rows, path: str) -> list[int]:
    return sorted(set(rows.order_by().values_list(path, flat=True)))


def _listed(names: Iterable[str]) -> str:
    """ "Khối A, Khối B and 03 others"."""
    listed = sorted(names)
    text = ", ".join(listed[:MOST_NAMES])
    others = len(listed) - MOST_NAMES
    if others <= 0:
        return text
    return ngettext("{names} and {n} other", "{names} and {n} others", others).format(
        names=text, n=two_digits(others)
    )


def _recomposed(year: EmulationYear) -> list[int]:
    """The blocs whose members are no longer those that were copied.

    A bloc that had its members before the year was opened has none that were copied, and is left alone.
    """
    if year.copied_from is None:
        return []
    rows: dict[int, list[Membership]] = defaultdict(list)
    for row in Membership.objects.filter(year=year.year):
        rows[row.bloc_id].append(row)
    last: dict[int, dict[tuple, Membership]] = defaultdict(dict)
    for row in Membership.objects.filter(year=year.copied_from).select_related("organization"):
        last[row.bloc_id][_place(row)] = row
    changed = []
    for bloc_id, members in rows.items():
        if not any(member.copied for member in members):
            continue
        there = {_place(member) for member in members}
        gone = [
            row
            for place, row in last[bloc_id].items()
            if place not in there and row.left_on is None and row.organization.dissolved_on is None
        ]
        strange = [
            member
            for member in members
            if not member.copied or member.joined_on or member.left_on or _place(member) not in last[bloc_id]
        ]
        if gone or strange:
            changed.append(bloc_id)
    return changed


def _place(row: Membership) -> tuple:
    return row.organization_id, row.competes, row.order


def changes_of(year: EmulationYear) -> list[str]:
    """How a year differs from the one it was copied from, in sentences; empty for the first. Seven queries."""
    source = EmulationYear.objects.filter(year=year.copied_from).first() if year.copied_from else None
    if source is None:
        return []
    sentences = []
    for name in ("theme", "guidance"):
        label = EmulationYear._meta.get_field(name).verbose_name
        if getattr(year, name) != getattr(source, name):
            sentence = _("{what}: “{text}”.") if getattr(year, name) else _("{what}: left empty.")
            sentences.append(sentence.format(what=_capital(str(label)), text=getattr(year, name)))
    moved_by = year.year - source.year
    copied = {
        window.act: Days(moved(window.opens, moved_by), moved(window.closes, moved_by), window.grace_days)
        for window in Window.objects.filter(year=source)
    }
    sentences += differences(copied, city_calendar(year.year))
    return sentences + _bloc_changes(source.year, year.year)


def _bloc_changes(source: int, year: int) -> list[str]:
    tables: dict[int, dict[int, int | None]] = {source: {}, year: {}}
    for bloc_id, in_year, table in Cycle.objects.filter(year__in=[source, year]).values_list(
        "bloc", "year", "table_version"
    ):
        tables[in_year][bloc_id] = table
    members: dict[int, dict[int, set[int]]] = {source: defaultdict(set), year: defaultdict(set)}
    rows = Membership.objects.filter(year__in=[source, year])
    for bloc_id, in_year, organization_id in rows.values_list("bloc", "year", "organization"):
        members[in_year][bloc_id].add(organization_id)
    blocs = sorted(set(tables[source]) | set(tables[year]))
    differing = {
        organization_id
        for bloc_id in blocs
        for organization_id in members[source][bloc_id] ^ members[year][bloc_id]
    }
    units = names_on(date(year, 1, 1), differing)
    names = bloc_names_on(date(year, 1, 1), blocs)
    sentences = []
    for bloc_id in sorted(blocs, key=lambda pk: names[pk].sort_key):
        name = names[bloc_id].short
        if bloc_id not in tables[year]:
            sentences.append(_("{bloc} does not take part any more.").format(bloc=name))
            continue
        if bloc_id not in tables[source]:
            sentences.append(_("{bloc} takes part for the first time.").format(bloc=name))
            continue
        before, after = members[source][bloc_id], members[year][bloc_id]
        for sentence, those in (
            (_("{bloc}: new are {units}."), after - before),
            (_("{bloc}: no longer there are {units}."), before - after),
        ):
            if those:
                listed = ", ".join(sorted(units[pk].full for pk in those))
                sentences.append(sentence.format(bloc=name, units=listed))
        if tables[source][bloc_id] != tables[year][bloc_id]:
            sentences.append(_("{bloc}: another scoring table.").format(bloc=name))
    return sentences


def copied_of(year: EmulationYear) -> list[str]:
    """What the year has taken over, counted in sentences. Three queries."""
    windows = Window.objects.filter(year=year).count()
    members = Counter(Membership.objects.filter(year=year.year).values_list("bloc", flat=True))
    cycles = Cycle.objects.filter(year=year).count()
    return [
        ngettext("{n} window of the city.", "{n} windows of the city.", windows).format(
            n=two_digits(windows)
        ),
        ngettext("{n} bloc.", "{n} blocs.", cycles).format(n=two_digits(cycles)),
        ngettext("{n} member.", "{n} members.", members.total()).format(n=two_digits(members.total())),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
