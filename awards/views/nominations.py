"""Nominations: the list of a role, and the page of one with the dossier left and the criteria right."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from awards.exports.nominations import nominations_sheet, opinions_sheet
from awards.forms.nomination import AppraisalForm, DeclineForm, SupplementForm, VersionForm
from awards.forms.opinion import OpinionForm
from awards.models import Nomination, NominationState
from awards.models.nomination import NominationQuerySet
from awards.queries.nominations import (
    Queue,
    Row,
    blocs_of,
    dossier_of,
    listed,
    opinions_of,
    opinions_on,
    prepared_cycles,
    queue_of,
    rows,
    states_of,
    with_names,
)
from awards.queries.rules import rule_for
from awards.rules import nomination as rules
from awards.rules.decision import can_record_decision
from awards.views.words import checks_of, opinion_word, place_of, state_of, summary_of
from blocs.errors import NotAllowed
from blocs.views.export import export
from emulation.rules.cycle import runs

PER_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What the address narrows the list to, what it leaves, and the same in words."""

    wanted: dict[str, str]
    blocs: list[tuple[int, str]]
    bloc_id: int | None
    found: NominationQuerySet

    @property
    def words(self) -> str:
        """As a workbook says it."""
        wanted = self.wanted
        told = {
            _("Organisation"): wanted["q"],
            _("Bloc"): dict(self.blocs).get(self.bloc_id, "") if self.bloc_id else "",
            _("State"): str(NominationState(wanted["state"]).label) if wanted["state"] else "",
        }
        return "; ".join(f"{label}: {value}" for label, value in told.items() if value)


@require_safe
def nominations(request: HttpRequest) -> HttpResponse:
    """What the role sees: the city by bloc and state, a bloc its own, a unit its own."""
    actor = request.actor
    asked = _asked(request)
    page = Paginator(asked.found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [
            {
                "row": row,
                "state": state_of(row.nomination),
                "opinion": opinion_word(row.opinion) if row.opinion or row.is_open else None,
            }
            for row in rows(page.object_list, actor)
        ],
        "states": _choices("state", asked.wanted, _("All states"), _state_choices(actor)),
        "blocs": asked.blocs,
        "bloc_id": asked.bloc_id,
        "wanted": asked.wanted,
        "narrowed": any(asked.wanted.values()),
        "queue": queue_of(actor) if actor.is_board else None,
        "cycles": prepared_cycles(actor),
        "may_record": can_record_decision(actor),
    }
    return render(request, "awards/nominations.html", context)


@require_POST
def nominations_export(request: HttpRequest) -> HttpResponse:
    """What the list shows, all its pages, in the same order: of a dossier one may not see no word is in it."""
    asked = _asked(request)
    sheet = nominations_sheet(
        _in_words(rows(asked.found, request.actor)),
        own_opinions=request.actor.is_board,
        narrowed=asked.words,
    )
    return export(request, sheet, what="nominations.export", file_name="de-nghi-khen-thuong")


@require_POST
def opinions_export(request: HttpRequest) -> HttpResponse:
    """The opinions on what the list shows: all for city staff, a council member's own."""
    if not request.actor.is_city:
        raise NotAllowed(_("The opinions of the council are read by the city's staff."))
    asked = _asked(request)
    lines = opinions_of(rows(asked.found, request.actor), request.actor)
    sheet = opinions_sheet(lines, narrowed=asked.words)
    return export(request, sheet, what="opinions.export", file_name="y-kien-hoi-dong")


def _in_words(found: Iterable[Row]) -> Iterable[tuple[Row, str, str]]:
    for row in found:
        opinion = opinion_word(row.opinion).text if row.opinion or row.is_open else ""
        yield row, state_of(row.nomination).text, opinion


def _asked(request: HttpRequest) -> Asked:
    """The filter of the address and what passes it; what cannot be asked for is left out."""
    actor = request.actor
    blocs = blocs_of(actor) if actor.is_city else []
    wanted = {name: request.GET.get(name, "") for name in ("bloc", "state", "q")}
    bloc_id = next((pk for pk, _name in blocs if str(pk) == wanted["bloc"]), None)
    if bloc_id is None:
        wanted["bloc"] = ""
    if wanted["state"] not in NominationState.values:
        wanted["state"] = ""
    found = listed(actor, bloc_id=bloc_id, state=wanted["state"], search=wanted["q"])
    return Asked(wanted, blocs, bloc_id, found)


def _state_choices(actor) -> list[tuple[str, str, int]]:
    return [(state, str(NominationState(state).label), count) for state, count in states_of(actor)]


def _choices(name: str, wanted: dict[str, str], everything: str, choices: list) -> list[dict]:
    """Links of a filter that keep what else was asked for."""
    others = {key: value for key, value in wanted.items() if value and key != name}
    found = [
        {"label": everything, "url": f"?{urlencode(others)}", "current": not wanted[name], "count": None}
    ]
    for key, label, count in choices:
        found.append(
            {
                "label": label,
                "url": f"?{urlencode({**others, name: key})}",
                "current": wanted[name] == str(key),
                "count": None if others else count,
            }
        )
    return found


@require_safe
def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one nomination."""
    return nomination_page(request, found(request, pk))


def found(request: HttpRequest, pk: int) -> Nomination:
    """The nomination among those the actor may see; else there is no such page."""
    return get_object_or_404(with_names(Nomination.objects.visible_to(request.actor)), pk=pk)


def nomination_page(
    request: HttpRequest, nomination: Nomination, *, status: int = 200, **bound: object
) -> HttpResponse:
    """Dossier and criteria, with the forms of what the actor may do; `bound` are forms sent back with errors."""
    actor = request.actor
    in_bloc = not actor.is_city and runs(actor, nomination.cycle)
    dossier = dossier_of(nomination, actor, all_entries=actor.is_city_staff or in_bloc)
    rule = rule_for(nomination.commendation_id, nomination.cycle.year_id)
    proposed = None
    if actor.is_city_staff:
        proposed = Nomination.objects.filter(
            cycle=nomination.cycle_id, commendation=nomination.commendation_id
        ).count()
    checks = checks_of(dossier, rule, proposed)
    opinions = opinions_on(nomination, actor) if actor.is_city else []
    own = opinions[0] if actor.is_board and opinions else None
    request.cycle = nomination.cycle
    context = {
        "nomination": nomination,
        "dossier": dossier,
        "place": place_of(dossier.entry, dossier.members),
        "state": state_of(nomination),
        "rule": rule,
        "checks": checks,
        "summary": summary_of(checks),
        "opinions": [{"opinion": one, "word": opinion_word(one)} for one in opinions],
        "own": own,
        "queue": queue_of(actor, nomination.pk) if actor.is_board else Queue([], 0),
        "show_appraisal": bool(nomination.appraisal) and rules.can_see_appraisal(actor, nomination),
        "judges": actor.is_city,
        **_acts(actor, nomination, own),
        **bound,
    }
    return render(request, "awards/nomination.html", context, status=status)


def _acts(actor, nomination: Nomination, own) -> dict[str, object]:
    """A form for each act that is open to the actor, None for the others."""
    version = {"version": nomination.version}
    opinion = {"verdict": own.verdict, "text": own.text, "version": own.version} if own else None
    return {
        "may_edit": rules.can_edit_nomination(actor, nomination),
        "receipt_form": VersionForm(initial=version)
        if rules.can_receive_nomination(actor, nomination)
        else None,
        "supplement_form": SupplementForm(initial=version, prefix="supplement")
        if rules.can_request_supplement(actor, nomination)
        else None,
        "appraisal_form": AppraisalForm(
            initial=version | {"appraisal": nomination.appraisal}, prefix="appraisal"
        )
        if rules.can_appraise_nomination(actor, nomination)
        else None,
        "decline_form": DeclineForm(initial=version, prefix="decline")
        if rules.can_decline_nomination(actor, nomination)
        else None,
        "approval_form": VersionForm(initial=version)
        if rules.can_approve_appraisal(actor, nomination)
        else None,
        "opinion_form": OpinionForm(initial=opinion) if rules.can_give_opinion(actor, nomination) else None,
    }
