"""What a year-end report is written from, and how far it has come."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from blocs import clock
from blocs.actor import Actor
from blocs.models import Membership
from emulation.models import (
    AgendaItem,
    Cycle,
    EmulationYear,
    Honour,
    IssuedPaper,
    PledgeParty,
    PledgeVersion,
    ReportText,
)
from emulation.models.meeting import AgendaKind
from emulation.models.paper import PaperKind, ReportSection
from emulation.models.pledge import PartyCapacity

# The headings of the paper, with the parts that a person writes under each.
HEADINGS = [
    (_("Circumstances"), [ReportSection.ADVANTAGES, ReportSection.DIFFICULTIES]),
    (_("Results of the pledge"), [ReportSection.MODELS]),
    (
        _("General assessment"),
        [ReportSection.STRENGTHS, ReportSection.WEAKNESSES, ReportSection.CAUSES, ReportSection.LESSONS],
    ),
    (
        _("Directions and tasks of the next year"),
        [ReportSection.DIRECTION, ReportSection.SOLUTIONS, ReportSection.PROPOSALS],
    ),
]


@dataclass(frozen=True)
class Part:
    """One part a person writes. Until somebody writes it, `text` is the sentence offered."""

    section: str
    label: str
    text: str
    version: int
    is_offered: bool


@dataclass(frozen=True)
class Chapter:
    """Parts under one heading of the paper."""

    heading: str
    parts: list[Part]


def reported_cycles(actor: Actor) -> QuerySet[Cycle]:
    """The cycles an actor sees, each with what its report is written from, in one query.

    Annotates `parties` and `signed` (units of the pledge in force), `sum_up_on` (the day of the meeting that
    sums up the year), and of the year to come `next_theme` (the city's; None before the year is entered),
    `next_cycle` (where the actor sees it), `next_pledge_final` and `next_pledge_draft`.
    """
    parties = (
        PledgeParty.objects.filter(
            version__pledge__cycle=OuterRef("pk"),
            version__finalised_at__isnull=False,
            version__replaced_at__isnull=True,
            capacity=PartyCapacity.MEMBER,
        )
        .order_by()
        .values("version__pledge__cycle")
    )
    signed = Count(
        "pk", filter=Q(signatures__isnull=False, signatures__voided_at__isnull=True), distinct=True
    )
    meetings = (
        AgendaItem.objects.filter(cycle=OuterRef("pk"), kind=AgendaKind.SUM_UP).order_by().values("cycle")
    )
    next_cycles = {"bloc": OuterRef("bloc"), "year": OuterRef("year") + 1}
    next_pledges = PledgeVersion.objects.filter(
        pledge__cycle__bloc=OuterRef("bloc"),
        pledge__cycle__year=OuterRef("year") + 1,
        replaced_at__isnull=True,
    )
    return (
        Cycle.objects.visible_to(actor)
        .select_related("bloc", "year", "table_version")
        .annotate(
            parties=Coalesce(Subquery(parties.annotate(n=Count("pk", distinct=True)).values("n")), 0),
            signed=Coalesce(Subquery(parties.annotate(n=signed).values("n")), 0),
            sum_up_on=Subquery(meetings.annotate(day=Max("meeting__held_on")).values("day")),
            next_theme=Subquery(EmulationYear.objects.filter(pk=OuterRef("year") + 1).values("theme")),
            next_cycle=Subquery(Cycle.objects.visible_to(actor).filter(**next_cycles).values("pk")[:1]),
            next_pledge_final=Exists(next_pledges.filter(finalised_at__isnull=False)),
            next_pledge_draft=Exists(next_pledges.filter(finalised_at__isnull=True)),
        )
    )


def report_day(cycle: Cycle) -> date:
    """The day a report bears unless told otherwise: that of the meeting which sums up the year, else today.

    The cycle is one of `reported_cycles`.
    """
    return cycle.sum_up_on or clock.today()


def texts_of(cycle: Cycle) -> list[ReportText]:
    """What people have written for a report. One query."""
    return list(ReportText.objects.filter(cycle=cycle).order_by("section"))


def chapters(texts: list[ReportText], offers: dict[str, str]) -> list[Chapter]:
    """The parts in the order of the paper; an empty one shows the sentence `offers` has for it."""
    written = {text.section: text for text in texts}
    return [
        Chapter(str(heading), [part_of(section, written.get(section), offers) for section in sections])
        for heading, sections in HEADINGS
    ]


def part_of(section: str, written: ReportText | None, offers: dict[str, str]) -> Part:
    """One part as it stands."""
    text = written.text if written else ""
    return Part(
        section=section,
        label=str(ReportSection(section).label),
        text=text or offers[section],
        version=written.version if written else 0,
        is_offered=not text,
    )


def honours_of_members(cycle: Cycle) -> list[int]:
    """The honours that the report of a cycle tells: those of its members for the year. One query."""
    members = Membership.objects.filter(bloc=cycle.bloc_id, year=cycle.year_id).values("organization")
    honours = Honour.objects.standing().filter(organization__in=members, for_year=cycle.year_id)
    return list(honours.order_by("pk").values_list("pk", flat=True))


def issued_reports(cycle: Cycle) -> list[IssuedPaper]:
    """The reports issued for a cycle, the newest first. One query."""
    papers = IssuedPaper.objects.filter(cycle=cycle, kind=PaperKind.YEAR_END_REPORT)
    return list(papers.select_related("file", "issued_by__person"))
