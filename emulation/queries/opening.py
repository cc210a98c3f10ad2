"""What has been entered in a year, so that its opening cannot be undone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.dates import two_digits
from blocs.models import AuditEvent, Membership
from blocs.queries import bloc_names_on
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

# The acts by which a bloc gets other members.
RECOMPOSING = ("composition.set", "membership.join", "membership.leave", "membership.stay")
# How many blocs a sentence names before it counts the others.
MOST_NAMES = 4


def entries_of(year: EmulationYear) -> list[str]:
    """What was entered since the year was opened, a sentence a kind; empty where nothing was. Four queries."""
    kinds: list[tuple[str, QuerySet, str]] = [
        (_("Pledges are being written: {blocs}."), Pledge.objects.all(), "cycle__"),
        (_("Score sheets have been begun: {blocs}."), ScoreSheet.objects.all(), "cycle__"),
        (_("Meetings are recorded: {blocs}."), AgendaItem.objects.all(), "cycle__"),
        (_("Papers have been issued: {blocs}."), IssuedPaper.objects.all(), "cycle__"),
        (_("The year-end report is being written: {blocs}."), ReportText.objects.all(), "cycle__"),
        (_("Gates were opened again: {blocs}."), GateReopening.objects.all(), "cycle__"),
        (_("Blocs have a calendar of their own: {blocs}."), Window.objects.all(), "cycle__"),
        (
            _("Scores have been locked or the year closed: {blocs}."),
            Cycle.objects.exclude(locked_at=None, closed_at=None),
            "",
        ),
    ]
    rows = [
        _numbered(number, queryset.filter(**{f"{path}year": year}), f"{path}bloc")
        for number, (_sentence, queryset, path) in enumerate(kinds)
    ]
    of_year = Q(window__year=year) | Q(window__cycle__year=year)
    extended = _numbered(-1, Extension.objects.filter(of_year), "organization")
    found: dict[str, set[int]] = defaultdict(set)
    for number, pk in rows[0].union(*rows[1:], extended):
        found[number].add(pk)
    extensions = len(found.pop("-1", ()))
    blocs = {kinds[int(number)][0]: pks for number, pks in sorted(found.items())}
    if changed := _recomposed(year):
        blocs[_("The composition was changed: {blocs}.")] = changed
    names = bloc_names_on(date(year.year, 12, 31), {pk for pks in blocs.values() for pk in pks})
    sentences = [
        sentence.format(blocs=_listed(names[pk].short for pk in pks)) for sentence, pks in blocs.items()
    ]
    if extensions:
        told = ngettext(
            "More time was given to {n} organisation.",
            "More time was given to {n} organisations.",
            extensions,
        )
        sentences.append(told.format(n=two_digits(extensions)))
    return sentences


def _numbered(number: int, rows: QuerySet, path: str) -> QuerySet:
    """The ids at the end of a path, each with the number of its kind."""
    of_kind = Value(str(number), CharField())
    return rows.order_by().annotate(of_kind=of_kind, found=F(path)).values_list("of_kind", "found")


def _listed(names: Iterable[str]) -> str:
    """ "Khối A, Khối B and 03 others"."""
    listed = sorted(names)
    text = ", ".join(listed[:MOST_NAMES])
    others = len(listed) - MOST_NAMES
    if others <= 0:
        return text
    told = ngettext("{names} and {n} other", "{names} and {n} others", others)
    return told.format(names=text, n=two_digits(others))


def _recomposed(year: EmulationYear) -> set[int]:
    """The blocs whose members are no longer those that were copied.

    A bloc that had its members before the year was opened has none that were copied, and is left alone: what
    was recorded since tells it from one of which every row has changed.
    """
    if year.copied_from is None:
        return set()
    opening = AuditEvent.objects.filter(act="year.open", year=year.year).order_by("-pk").values("pk")[:1]
    since = AuditEvent.objects.filter(act__in=RECOMPOSING, year=year.year, pk__gt=Subquery(opening))
    touched = set(since.values_list("bloc", flat=True))
    members: dict[int, list[Membership]] = defaultdict(list)
    last: dict[int, dict[tuple, Membership]] = defaultdict(dict)
    rows = Membership.objects.filter(year__in=[year.year, year.copied_from]).select_related("organization")
    for row in rows:
        if row.year == year.year:
            members[row.bloc_id].append(row)
        else:
            last[row.bloc_id][_place(row)] = row
    return {
        bloc_id
        for bloc_id, now in members.items()
        if (bloc_id in touched or any(row.copied for row in now)) and _differs(now, last[bloc_id])
    }


def _differs(now: list[Membership], last: dict[tuple, Membership]) -> bool:
    there = {_place(row) for row in now}
    gone = any(
        place not in there and row.left_on is None and row.organization.dissolved_on is None
        for place, row in last.items()
    )
    return gone or any(
        not row.copied or row.joined_on or row.left_on or _place(row) not in last for row in now
    )


def _place(row: Membership) -> tuple:
    return row.organization_id, row.competes, row.order


@dataclass(frozen=True)
class Undone:
    """What undoing the opening of a year would take back, and whether the year is the newest, or the only one."""

    windows: int
    memberships: int
    cycles: int
    newest: bool
    only: bool

    @property
    def sentences(self) -> list[str]:
        """The counts in words."""
        return counted(self.windows, self.cycles, self.memberships)


def undone_of(year: EmulationYear) -> Undone:
    """One query."""
    windows, cycles, copied = (
        rows.filter(year=OuterRef("pk")).order_by().values("year")
        for rows in (Window.objects, Cycle.objects, Membership.objects.filter(copied=True))
    )
    others = EmulationYear.objects.exclude(pk=OuterRef("pk"))
    row = EmulationYear.objects.annotate(
        **{
            name: Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)
            for name, rows in (("windows_there", windows), ("cycles_there", cycles), ("copied_there", copied))
        },
        is_newest=~Exists(others.filter(year__gt=OuterRef("pk"))),
        is_only=~Exists(others),
    ).get(pk=year.pk)
    return Undone(row.windows_there, row.copied_there, row.cycles_there, row.is_newest, row.is_only)


def counted(windows: int, cycles: int, members: int) -> list[str]:
    """What a year consists of, a sentence a kind."""
    return [
        ngettext("{n} window of the city.", "{n} windows of the city.", windows).format(
            n=two_digits(windows)
        ),
        ngettext("{n} bloc.", "{n} blocs.", cycles).format(n=two_digits(cycles)),
        ngettext("{n} member.", "{n} members.", members).format(n=two_digits(members)),
    ]
