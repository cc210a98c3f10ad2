"""Recording what was decided before the site was there, or outside it: decisions, awards and honours without nominations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from awards.actions.decision import NUMBER_TAKEN, check_decision, cited
from awards.models import Award, Decision, DecisionSource
from awards.queries.past_result import Paper, against_paper, recorded
from awards.rules.past_result import can_record_past_results, can_record_past_results_of
from blocs import clock
from blocs.actor import Actor
from blocs.audit import record, seal_events
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.locking import locked, take_turn
from blocs.models import Organization
from blocs.queries import names_on
from emulation.models import Commendation, Honour
from emulation.models.commendation import Subject

LONGEST_REASON = LONGEST_SOURCE = 300


@dataclass(frozen=True)
class Result:
    """An organisation that received a commendation. `source` may say more than the decision's own."""

    organization_id: int
    commendation_id: int
    reason: str = ""
    source: str = ""


def record_past_decision(paper: Paper, results: Sequence[Result], *, actor: Actor) -> Decision:
    """Records what a decision of the past gave to organisations, each under the name it bore then.

    A decision recorded already (by issuer, number and year; without a number by all that is known of it) is
    used again. One with a number and a day cites itself; another needs a source. Writes an Honour and an Award
    for each result, and seals the records. Nothing that is recorded already is changed.
    Raises NotAllowed (also for a unit the actor is tied to), BadInput (no source, no issuer, a day to come, a
    decision older than its year, a commendation of individuals), Conflict (an honour is recorded already or was
    revoked, the number is another decision's, also when raced).
    """
    if not can_record_past_results(actor):
        raise NotAllowed
    if not all(can_record_past_results_of(actor, one.organization_id) for one in results):
        raise NotAllowed(_("One who is tied to the unit does not record its honours."))
    _check(paper, results)
    try:
        with transaction.atomic():
            # A decision without a number has nothing in the database that keeps it from being recorded twice.
            take_turn("past_result.record")
            units = {pk: locked(Organization, pk) for pk in sorted({one.organization_id for one in results})}
            decision = _decision(paper, actor)
            _give(decision, results, units, actor)
            seal_events()
            return decision
    except IntegrityError as error:
        if NUMBER_TAKEN not in str(error):
            raise
        raise Conflict(
            _("Somebody else has recorded this decision in the meantime. Check the table again.")
        ) from error


def why_not_collective(commendation: Commendation) -> str:
    """Why an organisation cannot have received it, as a sentence; empty where it can."""
    if commendation.subject == Subject.COLLECTIVE:
        return ""
    return _("“{award}” is given to individuals; here the honours of organisations are recorded.").format(
        award=commendation.name
    )


def why_not_dated(paper: Paper) -> str:
    """Why the day of a decision cannot be, as a sentence; empty where it can."""
    if paper.number and not paper.dated_on:
        return _("A decision with a number has a date too.")
    if paper.dated_on and paper.dated_on > clock.today():
        return _("The date of the decision lies in the future.")
    if paper.dated_on and paper.dated_on.year < paper.for_year:
        return _("A decision on {year} cannot be older than that year.").format(year=paper.for_year)
    return ""


def why_not_again(honour: Honour) -> str:
    """Why an honour that is there cannot be recorded once more."""
    if honour.revoked_on:
        return _("This honour was revoked on {date}; it is not recorded again.").format(
            date=date_format(honour.revoked_on)
        )
    return _("This honour is recorded already. Nothing is edited after a decision.")


def source_of(paper: Paper) -> str:
    """The source of a decision; one whose number and day are known is its own."""
    if paper.citation or not (paper.number and paper.dated_on):
        return paper.citation
    return cited(Decision(issuer=paper.issuer, number=paper.number, dated_on=paper.dated_on))


def _check(paper: Paper, results: Sequence[Result]) -> None:
    if sentence := why_not_dated(paper):
        raise BadInput(sentence)
    check_decision(
        source=DecisionSource.RECORDED,
        number=paper.number,
        dated_on=paper.dated_on,
        issuer=paper.issuer,
        citation=source_of(paper),
    )
    if paper.for_year > clock.today().year:
        raise BadInput(_("The year {year} is still to come.").format(year=paper.for_year))
    awards = Commendation.objects.in_bulk({one.commendation_id for one in results})
    for commendation in awards.values():
        if sentence := why_not_collective(commendation):
            raise BadInput(sentence)


def _decision(paper: Paper, actor: Actor) -> Decision:
    """The decision as it is recorded, or a new one."""
    found = recorded([paper.for_year], [paper.number] if paper.number else []).decisions.get(paper.key)
    if found is not None:
        if sentence := against_paper(paper, found):
            raise Conflict(sentence)
        return found
    decision = Decision.objects.create(
        source=DecisionSource.RECORDED,
        number=paper.number,
        dated_on=paper.dated_on,
        issuer=paper.issuer,
        subject=f"Về việc khen thưởng năm {paper.for_year}",
        for_year=paper.for_year,
        citation=source_of(paper),
        recorded_at=clock.now(),
        recorded_by=actor.account,
    )
    fields = ["source", "number", "dated_on", "issuer", "subject", "for_year", "citation"]
    told = {name: getattr(decision, name) for name in fields}
    record("decision.record", decision, actor=actor, new=told, year=paper.for_year)
    return decision


def _give(
    decision: Decision, results: Sequence[Result], units: dict[int, Organization], actor: Actor
) -> None:
    """An honour and an award for each result, under the name of the day of the decision, else of the year's last."""
    year = decision.for_year
    names = names_on(decision.dated_on or date(year, 12, 31), units)
    there = {
        (honour.organization_id, honour.commendation_id): honour
        for honour in Honour.objects.filter(organization__in=units, for_year=year).order_by("pk")
    }
    given: dict[tuple[int, int], Honour] = {}
    for one in results:
        key = (one.organization_id, one.commendation_id)
        if honour := there.get(key) or given.get(key):
            raise Conflict(why_not_again(honour))
        unit = units[one.organization_id]
        given[key] = Honour(
            organization=unit,
            commendation_id=one.commendation_id,
            for_year=year,
            name_then=names[unit.pk].full if unit.pk in names else unit.code,
            reason=one.reason[:LONGEST_REASON],
            decided_on=decision.dated_on,
            authority=decision.issuer,
            number=decision.number,
            source=(one.source or decision.citation)[:LONGEST_SOURCE],
        )
    Honour.objects.bulk_create(given.values())
    Award.objects.bulk_create(Award(decision=decision, honour=honour) for honour in given.values())
    for honour in given.values():
        record(
            "honour.record",
            honour,
            actor=actor,
            new={
                "commendation": honour.commendation_id,
                "for_year": year,
                "reason": honour.reason,
                "number": honour.number,
                "authority": honour.authority,
                "source": honour.source,
            },
            label=honour.name_then,
            organization_id=honour.organization_id,
            year=year,
        )
