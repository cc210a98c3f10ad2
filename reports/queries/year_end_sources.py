"""What a year-end report is written from: what there is, what is missing, and where it is mended."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from awards.rules.nomination import can_see_nominations_of_cycle
from blocs.actor import Actor
from blocs.clock import LOCAL
from blocs.dates import two_digits
from emulation.models import Cycle
from emulation.rules.year import can_see_years


@dataclass(frozen=True)
class Source:
    """One thing the report tells: `kind` is ok, warn (left out without it) or bad (no report without it)."""

    kind: str
    what: str
    note: str = ""
    url: str = ""

    @property
    def icon(self) -> str:
        return {"ok": "check-circle", "warn": "info", "bad": "alert"}[self.kind]

    @property
    def word(self) -> str:
        return {
            "ok": pgettext("source of the report", "There"),
            "warn": pgettext("source of the report", "Missing"),
            "bad": pgettext("source of the report", "Needed"),
        }[self.kind]


def sources_of(actor: Actor, cycle: Cycle, honours: int) -> list[Source]:
    """The sources of a cycle of `reported_cycles`, with the number of honours its members received. No query.

    A source leads to its page where the actor may go there.
    """
    return [
        _scores(cycle),
        _pledge(cycle),
        _honours(actor, cycle, honours),
        _conference(cycle),
        _theme(actor, cycle),
        _tasks(cycle),
    ]


def _scores(cycle: Cycle) -> Source:
    url = reverse("emulation:standings", args=[cycle.pk])
    if cycle.locked_at is None:
        return Source(
            "bad",
            _("The scores are not locked yet"),
            _("The head of the bloc locks them when every sheet is checked."),
            url,
        )
    day = date_format(cycle.locked_at.astimezone(LOCAL), "d/m/Y")
    return Source("ok", _("Standings, final"), _("Locked on {date}").format(date=day), url)


def _pledge(cycle: Cycle) -> Source:
    url = reverse("emulation:pledge", args=[cycle.pk])
    year = cycle.year_id
    if not cycle.parties:
        return Source(
            "warn",
            _("The pledge of {year} has no final text").format(year=year),
            _("The report says nothing of it."),
            url,
        )
    missing = cycle.parties - cycle.signed
    what = _("Pledge of {year}: {n} of {m} signed").format(
        year=year, n=two_digits(cycle.signed), m=two_digits(cycle.parties)
    )
    note = (
        ngettext("{n} organisation has not signed", "{n} organisations have not signed", missing).format(
            n=two_digits(missing)
        )
        if missing
        else ""
    )
    return Source("warn" if missing else "ok", what, note, url)


def _honours(actor: Actor, cycle: Cycle, honours: int) -> Source:
    if honours:
        what = ngettext("{n} honour for {year}", "{n} honours for {year}", honours).format(
            n=two_digits(honours), year=cycle.year_id
        )
        return Source("ok", what, _("They are listed in an annex."), reverse("awards:decisions"))
    note = (
        _("The report says that the dossiers have been sent.")
        if cycle.is_submitted
        else _("The report says nothing of them.")
    )
    url = (
        reverse("awards:cycle_nominations", args=[cycle.pk])
        if can_see_nominations_of_cycle(actor, cycle)
        else ""
    )
    return Source("warn", _("No honours for {year} yet").format(year=cycle.year_id), note, url)


def _conference(cycle: Cycle) -> Source:
    if cycle.sum_up_on:
        day = date_format(cycle.sum_up_on, "d/m/Y")
        return Source(
            "ok", _("Year-end conference on {date}").format(date=day), _("The report bears this day.")
        )
    return Source("warn", _("No year-end conference recorded"), _("The report bears the day it is printed."))


def _theme(actor: Actor, cycle: Cycle) -> Source:
    following = cycle.year_id + 1
    url = (
        reverse("emulation:year", args=[following])
        if cycle.next_theme is not None and can_see_years(actor)
        else ""
    )
    if cycle.next_theme:
        what = _("Theme of the city for {year}").format(year=following)
        return Source("ok", what, f"“{cycle.next_theme}”", url)
    return Source(
        "warn",
        _("The theme of the city for {year} is not entered").format(year=following),
        _("The operator enters it with the reference data."),
        url,
    )


def _tasks(cycle: Cycle) -> Source:
    following = cycle.year_id + 1
    url = reverse("emulation:pledge", args=[cycle.next_cycle]) if cycle.next_cycle else ""
    if cycle.next_pledge_final:
        return Source("ok", _("Tasks of {year}, from its pledge").format(year=following), "", url)
    note = (
        _("There is a draft; only a final text is printed.")
        if cycle.next_pledge_draft
        else _("The report names no tasks.")
    )
    return Source("warn", _("The pledge of {year} has no final text").format(year=following), note, url)
