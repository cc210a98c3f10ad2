"""The steps of opening a year: what is set, what is missing, and where it is entered."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs import ports
from blocs.dates import two_digits
from blocs.models import LegalBasis, Membership
from blocs.models.legal import LegalTopic
from emulation.models import Cycle, EmulationYear
from emulation.models.window import Act
from emulation.queries.year import not_in_year
from emulation.queries.year_calendar import city_calendar, warnings, without_window


@dataclass(frozen=True)
class Step:
    """One step: its heading, where it is done, what stands there, what is missing or doubtful."""

    title: str
    url: str
    lines: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def steps_of(year: EmulationYear) -> list[Step]:
    """Description, calendar, what other apps keep (numbers of awards), blocs; in the order of the work."""
    others = [
        Step(part.title, part.url, part.lines, part.changes, part.missing)
        for ask in ports.year_parts
        for part in ask(year.year)
    ]
    return [_description(year), _calendar(year), *others, _blocs(year)]


def _description(year: EmulationYear) -> Step:
    source = EmulationYear.objects.filter(year=year.copied_from).first() if year.copied_from else None
    missing = []
    if not year.theme:
        missing.append(_("Not there yet: the theme of the city."))
    elif source and source.theme == year.theme:
        missing.append(_("The theme is still that of {year}.").format(year=source.year))
    if not year.guidance:
        missing.append(_("Not there yet: the guidance of the standing body."))
    elif source and source.guidance == year.guidance:
        missing.append(_("The guidance is still that of {year}.").format(year=source.year))
    law = LegalBasis.objects.filter(topic=LegalTopic.EMULATION, valid_from__year__lte=year.year)
    if not law.exclude(valid_until__year__lt=year.year).exists():
        missing.append(_("No legal basis is valid in this year: papers would cite none."))
    return Step(
        title=_("Theme and guidance"),
        url=reverse("emulation:year_description", args=[year.year]),
        lines=[text for text in (year.theme, year.guidance) if text],
        missing=missing,
    )


def _calendar(year: EmulationYear) -> Step:
    calendar = city_calendar(year.year)
    missing = warnings(calendar, year.year)
    if not calendar:
        missing = [_("Not there yet: the calendar. Without a time nothing can be signed, sent or scored.")]
    elif without := without_window(calendar):
        missing = [*missing, _("Without a time: {acts}.").format(acts=", ".join(without))]
    return Step(
        title=_("Windows of the city"),
        url=reverse("emulation:year_calendar", args=[year.year]),
        lines=[f"{Act(act).label}: {days}" for act, days in calendar.items()],
        missing=missing,
    )


def _blocs(year: EmulationYear) -> Step:
    cycles = list(Cycle.objects.filter(year=year).values_list("bloc", "table_version"))
    with_members = set(Membership.objects.filter(year=year.year).values_list("bloc", flat=True))
    left = len(not_in_year(year.year))
    bare = sum(table is None for _bloc, table in cycles)
    empty = sum(bloc not in with_members for bloc, _table in cycles)
    missing = []
    if not cycles:
        missing.append(_("Not there yet: the blocs that take part."))
    if empty:
        missing.append(
            ngettext("{n} bloc has no members yet.", "{n} blocs have no members yet.", empty).format(
                n=two_digits(empty)
            )
        )
    if bare:
        missing.append(
            ngettext(
                "{n} bloc has no scoring table yet.", "{n} blocs have no scoring table yet.", bare
            ).format(n=two_digits(bare))
        )
    if left:
        missing.append(
            ngettext("{n} bloc is not in this year.", "{n} blocs are not in this year.", left).format(
                n=two_digits(left)
            )
        )
    return Step(
        title=_("Blocs of the year"),
        url=reverse("emulation:year_blocs", args=[year.year])
        if left
        else reverse("emulation:year", args=[year.year]),
        lines=[ngettext("{n} bloc.", "{n} blocs.", len(cycles)).format(n=two_digits(len(cycles)))]
        if cycles
        else [],
        missing=missing,
    )
