"""What is recorded already of honours and decisions: asked before past results are recorded."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from awards.models import Decision, DecisionSource
from blocs.text import search_key
from emulation.models import Honour

Key = tuple[int, int, int]


@dataclass(frozen=True)
class Paper:
    """A decision as it is cited: who issued it, its number and day where they are known, the year it is about, and
    the source of one without a number."""

    issuer: str
    for_year: int
    number: str = ""
    dated_on: date | None = None
    citation: str = ""

    @cached_property
    def key(self) -> tuple[str | int, ...]:
        """What tells one decision from another: a number within an issuer's year, else all that is known."""
        issuer = search_key(self.issuer)
        if self.number and self.dated_on:
            return issuer, search_key(self.number), self.dated_on.year
        return issuer, "", self.dated_on.isoformat() if self.dated_on else "", self.for_year, self.citation


@dataclass
class Recorded:
    """Honours by organisation, commendation and year; decisions by their key."""

    honours: dict[Key, Honour] = field(default_factory=dict)
    decisions: dict[tuple[str | int, ...], Decision] = field(default_factory=dict)


def recorded(years: Collection[int], numbers: Collection[str]) -> Recorded:
    """What is recorded for some years, and decisions with some numbers. Two questions.

    Of an honour that was revoked and recorded again the standing one is told.
    """
    found = Recorded()
    honours = Honour.objects.filter(for_year__in=years, organization__isnull=False)
    for honour in honours.order_by("pk"):
        assert honour.organization_id is not None
        key = (honour.organization_id, honour.commendation_id, honour.for_year)
        if key not in found.honours or honour.revoked_on is None:
            found.honours[key] = honour
    for decision in Decision.objects.filter(Q(for_year__in=years) | Q(number__in=numbers)).order_by("pk"):
        found.decisions.setdefault(paper_of(decision).key, decision)
    return found


def paper_of(decision: Decision) -> Paper:
    """A recorded decision as it is cited."""
    return Paper(decision.issuer, decision.for_year, decision.number, decision.dated_on, decision.citation)


def against_paper(paper: Paper, decision: Decision) -> str:
    """Why results cannot be recorded under a decision that is there already, as a sentence; empty where they can."""
    told = {"number": paper.number, "issuer": decision.issuer}
    if decision.source == DecisionSource.ISSUED:
        return _(
            "Decision no. {number} of {issuer} was recorded here with its nominations; nothing is added to it."
        ).format(**told)
    if paper.dated_on and decision.dated_on and paper.dated_on != decision.dated_on:
        return _(
            "Decision no. {number} of {issuer} is recorded with the date {date}. One number is one decision: check both."
        ).format(**told, date=date_format(decision.dated_on))
    if paper.for_year != decision.for_year:
        return _(
            "Decision no. {number} of {issuer} is recorded for the year {year}; one decision is about one year."
        ).format(**told, year=decision.for_year)
    return ""


def in_words(paper: Paper) -> str:
    """A decision as pages cite it: "Quyết định số 812/QĐ-UBND ngày 01/02/2021, Chủ tịch …"."""
    told = {"number": paper.number, "issuer": paper.issuer, "year": paper.for_year}
    if paper.number and paper.dated_on:
        return _("Decision no. {number} of {date}, {issuer}").format(**told, date=date_format(paper.dated_on))
    if paper.dated_on:
        return _("A decision of {date} without a known number, {issuer}").format(
            **told, date=date_format(paper.dated_on)
        )
    return _("A decision for {year} without a known number, {issuer}").format(**told)


def is_another(honour: Honour, paper: Paper) -> bool:
    """Whether a paper is not the one an honour was recorded with, as far as both are known. Of one number and day
    it is the same, however its issuer is written."""
    if honour.decided_on and paper.dated_on and honour.decided_on != paper.dated_on:
        return True
    if honour.number and paper.number:
        return search_key(honour.number) != search_key(paper.number)
    return search_key(honour.authority) != search_key(paper.issuer)


def paper_of_honour(honour: Honour) -> Paper:
    """The decision an honour cites."""
    return Paper(honour.authority, honour.for_year, honour.number, honour.decided_on, honour.source)
