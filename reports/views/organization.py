"""The card of an organisation: one page for life."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from awards.models import Nomination
from awards.views.words import state_of
from blocs import clock
from blocs.models import Organization
from blocs.rules import can_keep_register, can_see_history
from emulation.models.paper import PaperKind
from emulation.views.sheet_state import state_word
from reports.queries.organization import OrganizationCard, Recognition, organization_card
from reports.queries.organization_years import YearRow
from reports.views.places_figure import places_figure

# So many names, former leaders, papers, honours and nominations stand open; the rest opens on demand.
OPEN_NAMES, OPEN_LEADERS, OPEN_PAPERS, OPEN_AWARDS = 4, 5, 6, 5


@dataclass(frozen=True)
class File:
    """A paper or a scan: what it is, what else tells it from others, and its address."""

    title: str
    note: str
    url: str


@require_safe
def organization(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one organisation that the actor may see."""
    card = organization_card(request.actor, pk)
    leaders = [row for row in card.leaders if row.is_now]
    former = [row for row in card.leaders if not row.is_now]
    papers = [file for row in card.years for file in _files(row)]
    nominations = [(one, _nomination_state(one)) for one in card.nominations]
    shows_history = can_see_history(request.actor)
    context = {
        "organization": card.organization,
        "card": card,
        "figure": places_figure(card),
        "lines": [_line(row, card) for row in card.years],
        "has_results": any(row.cycle_id for row in card.years),
        "honours": card.honours[:OPEN_AWARDS],
        "more_honours": card.honours[OPEN_AWARDS:],
        "nominations": nominations[:OPEN_AWARDS],
        "more_nominations": nominations[OPEN_AWARDS:],
        "names": card.names[:OPEN_NAMES],
        "more_names": card.names[OPEN_NAMES:],
        "leaders": leaders + former[:OPEN_LEADERS],
        "more_leaders": former[OPEN_LEADERS:],
        "papers": papers[:OPEN_PAPERS],
        "more_papers": papers[OPEN_PAPERS:],
        "may_keep": can_keep_register(request.actor),
        "leads_on": card.organization.dissolved_on is None,
        "history_url": _history_of(card.organization) if shows_history else "",
    }
    return render(request, "reports/organization.html", context)


def _line(row: YearRow, card: OrganizationCard) -> dict:
    """A year with its honours, and the state of its sheet in words."""
    of = (row.membership.organization_id, row.year)
    honours = [one for one in card.honours if (one.organization_id, one.year) == of and not one.revoked_on]
    return {
        "row": row,
        "honours": honours if row.competes else [],
        "sheet": state_word(row.sheet.state) if row.sheet else None,
    }


def _files(row: YearRow) -> list[File]:
    """The papers of a year that are in force, and the scan of the unit's signature."""
    files = [
        File(
            f"{PaperKind(paper.kind).label} {row.year}",
            f"PDF · {row.bloc_name}",
            reverse("emulation:issued_paper", args=[paper.pk]),
        )
        for paper in row.papers
    ]
    if row.signed and row.signed.scan:
        files.append(
            File(
                _("Scan of the signed pledge, {year}").format(year=row.year),
                date_format(row.signed.on, "d/m/Y") if row.signed.on else "",
                reverse("emulation:pledge_document", args=[row.signed.scan]),
            )
        )
    return files


def _nomination_state(one: Recognition):
    """The word of a nomination's state, as on the pages of nominations."""
    approved = clock.now() if one.appraised else None
    return state_of(Nomination(pk=one.pk, state=one.state, approved_at=approved))


def _history_of(organization: Organization) -> str:
    return reverse("reports:history_of", args=[organization._meta.label_lower, organization.pk])
