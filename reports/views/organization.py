"""The card of an organisation: one page for life."""

from collections.abc import Iterable, Iterator
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
from blocs.numbers import format_number
from blocs.rules import can_keep_register, can_see_history
from blocs.views.addresses import addresses_of
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
    papers = list(_files(card.years))
    nominations = [(one, _nomination_state(one)) for one in card.nominations]
    shows_history = can_see_history(request.actor)
    context = {
        "organization": card.organization,
        "card": card,
        "figure": places_figure(card),
        "lines": _lines(card),
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


def _lines(card: OrganizationCard) -> list[dict]:
    """The years with their honours, as the table shows them."""
    cycles, blocs = addresses_of("emulation:cycle"), addresses_of("blocs:bloc")
    honours: dict[tuple[int, int], list[Recognition]] = {}
    for one in card.honours:
        if not one.revoked_on:
            honours.setdefault((one.organization_id, one.year), []).append(one)
    return [
        {
            "year": row.year,
            "url": cycles(row.cycle_id) if row.cycle_id else "",
            "unit": row.unit,
            "bloc": row.bloc_name,
            "bloc_url": f"{blocs(row.membership.bloc_id)}?year={row.year}" if row.opens_bloc else "",
            "membership": list(_of_membership(row)),
            "waits": row.signed and not row.signed.is_complete,
            "signed": _signed(row),
            "honours": honours.get((row.membership.organization_id, row.year), []) if row.competes else [],
        }
        | _of_result(row)
        for row in card.years
    ]


def _of_membership(row: YearRow) -> Iterator[str]:
    """Its office, and the days within the year on which it came and left."""
    yield (row.office or _("Member")) if row.competes else _("takes part, does not compete")
    if row.membership.joined_on:
        yield _("joined on %(date)s") % {"date": date_format(row.membership.joined_on)}
    if row.membership.left_on:
        yield _("left on %(date)s") % {"date": date_format(row.membership.left_on)}


def _signed(row: YearRow) -> str:
    """When and how the pledge was signed, where it is wholly."""
    if not row.signed or not row.signed.is_complete:
        return ""
    return f"{date_format(row.signed.on)}, {row.signed.method}"


def _of_result(row: YearRow) -> dict:
    """The place and the total, or until then the state of the sheet in words."""
    if row.result is None:
        sheet = row.sheet
        return {"total": "–"} | (
            {"sheet": state_word(sheet.state), "sheet_url": reverse("emulation:scoresheet", args=[sheet.pk])}
            if sheet
            else {}
        )
    marks = f"{_('Not considered for awards')}: {row.result.marks}" if row.result.marks else ""
    return {
        "total": format_number(row.result.total, 2),
        "place": row.result.place,
        "of": row.result.of,
        "shared": row.result.shared,
        "result": [text for text in (row.result.band, marks) if text],
    }


def _files(rows: Iterable[YearRow]) -> Iterator[File]:
    """The papers of the years that are in force, and the scans of the unit's signatures."""
    papers, scans = addresses_of("emulation:issued_paper"), addresses_of("emulation:pledge_document")
    for row in rows:
        for paper in row.papers:
            yield File(
                f"{PaperKind(paper.kind).label} {row.year}", f"PDF · {row.bloc_name}", papers(paper.pk)
            )
        if row.signed and row.signed.scan:
            yield File(
                _("Scan of the signed pledge, {year}").format(year=row.year),
                date_format(row.signed.on) if row.signed.on else "",
                scans(row.signed.scan),
            )


def _nomination_state(one: Recognition):
    """The word of a nomination's state, as on the pages of nominations."""
    approved = clock.now() if one.appraised else None
    return state_of(Nomination(pk=one.pk, state=one.state, approved_at=approved))


def _history_of(organization: Organization) -> str:
    return reverse("reports:history_of", args=[organization._meta.label_lower, organization.pk])
