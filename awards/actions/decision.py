"""Recording what an authority decided: the decision, its awards, the honours, the end of the nominations."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from awards.actions.appraisal import close_if_decided, mark_not_approved
from awards.actions.nomination import changed, note
from awards.models import Award, Decision, DecisionSource, Nomination, NominationState
from awards.rules.decision import NOT_APPROVED, can_record_decision, without_approval
from awards.rules.nomination import dissolved_sentence, in_conflict, is_dissolved
from blocs import clock
from blocs.actor import Actor
from blocs.audit import record, seal_events
from blocs.dates import short_paper
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.locking import locked
from blocs.models import Organization
from blocs.queries import names_on
from emulation.models import Cycle, Honour

NUMBER_TAKEN = "one_decision_per_issuer_number_and_year"


def record_decision(
    *,
    actor: Actor,
    awarded: Collection[int],
    not_approved: Mapping[int, str] | None = None,
    source: str,
    issuer: str,
    subject: str,
    number: str = "",
    dated_on: date | None = None,
    citation: str = "",
) -> Decision:
    """Records a decision that awards the nominations `awarded` (ids) and ends those in `not_approved` (id → why).

    Issued: number, date and issuer are required, and the approved appraisal of every unit awarded. Recorded
    from a public source: the citation is, and no approval, for the decision was made outside.
    All nominations are received ones of one year. Writes an Honour and an Award for each, sets the gate
    *decided* on every cycle that has no open nomination left, and seals the records.
    Raises NotAllowed, BadInput, Conflict (a state has changed; an appraisal is not approved; a unit is
    dissolved; the number is taken, also when raced).
    """
    not_approved = dict(not_approved or {})
    if not can_record_decision(actor):
        raise NotAllowed
    check_decision(source=source, number=number, dated_on=dated_on, issuer=issuer, citation=citation)
    try:
        with transaction.atomic():
            cycles, nominations = _held(awarded, not_approved)
            if any(in_conflict(actor, nomination) for nomination in nominations.values()):
                raise NotAllowed(_("One who is tied to the unit does not judge its dossier."))
            _require_approval(source, [nominations[pk] for pk in sorted(awarded)])
            _require_units(source, dated_on, [nominations[pk] for pk in sorted(awarded)])
            year = _one_year(cycles.values())
            if dated_on and dated_on.year < year:
                raise BadInput(_("A decision on {year} cannot be older than that year.").format(year=year))
            _number_is_free(issuer, number, dated_on)
            decision = Decision.objects.create(
                source=source,
                number=number,
                dated_on=dated_on,
                issuer=issuer,
                subject=subject,
                for_year=year,
                citation=citation,
                recorded_at=clock.now(),
                recorded_by=actor.account,
            )
            _award(decision, [nominations[pk] for pk in sorted(awarded)], actor)
            for pk, reason in sorted(not_approved.items()):
                mark_not_approved(nominations[pk], reason, actor)
            record("decision.record", decision, actor=actor, new=_contents(decision, awarded), year=year)
            for cycle in cycles.values():
                close_if_decided(cycle, actor)
            seal_events()
            return decision
    except IntegrityError as error:
        # The same number came at the same moment from another officer: the database let one through.
        if NUMBER_TAKEN not in str(error):
            raise
        raise _taken(number, issuer, dated_on) from error


def check_decision(*, source: str, number: str, dated_on: date | None, issuer: str, citation: str) -> None:
    """What a decision must say of itself. Raises BadInput."""
    if source not in DecisionSource.values:
        raise BadInput(_("Say whether the decision is ours or recorded from a public source."))
    if not issuer:
        raise BadInput(_("Name who issued the decision."))
    if source == DecisionSource.ISSUED and not (number and dated_on):
        raise BadInput(_("An issued decision has a number and a date."))
    if source == DecisionSource.RECORDED and not citation:
        raise BadInput(_("A decision recorded from a public source cites that source."))
    if number and not dated_on:
        raise BadInput(_("A decision with a number has a date too."))
    if dated_on and dated_on > clock.today():
        raise BadInput(_("The date of the decision lies in the future."))


def _held(
    awarded: Collection[int], not_approved: Mapping[int, str]
) -> tuple[dict[int, Cycle], dict[int, Nomination]]:
    """The cycles, then the nominations, locked in the order of the house."""
    if not awarded:
        raise BadInput(_("Choose at least one unit that receives the award."))
    chosen = {*awarded, *not_approved}
    if set(awarded) & set(not_approved):
        raise BadInput(_("A unit is either awarded or not, not both."))
    found = dict(Nomination.objects.filter(pk__in=chosen).values_list("pk", "cycle"))
    if set(found) != chosen:
        raise Conflict(_("One of the nominations does not exist any more. Open the page again."))
    cycles = {pk: locked(Cycle, pk) for pk in sorted(set(found.values()))}
    nominations = {pk: locked(Nomination, pk) for pk in sorted(chosen)}
    if any(nomination.state != NominationState.RECEIVED for nomination in nominations.values()):
        raise Conflict(_("One of the nominations is no longer open for a decision. Open the page again."))
    return cycles, nominations


def _require_approval(source: str, awarded: list[Nomination]) -> None:
    missing = without_approval(source, awarded)
    if missing:
        names = names_on(clock.today(), [nomination.organization_id for nomination in missing])
        units = [names[nomination.organization_id].full for nomination in missing]
        raise Conflict(NOT_APPROVED.format(units="; ".join(units)))


def _require_units(source: str, dated_on: date | None, awarded: list[Nomination]) -> None:
    """We award nobody who was dissolved when it was decided; what others decided is recorded as it was."""
    if source != DecisionSource.ISSUED or dated_on is None:
        return
    units = [locked(Organization, nomination.organization_id) for nomination in awarded]
    gone = {unit.pk: unit.dissolved_on for unit in units if is_dissolved(unit, dated_on)}
    if gone:
        names = names_on(dated_on, gone)
        raise Conflict(" ".join(dissolved_sentence(names[pk].full, day) for pk, day in gone.items() if day))


def _one_year(cycles: Collection[Cycle]) -> int:
    years = {cycle.year_id for cycle in cycles}
    if len(years) != 1:
        raise BadInput(_("One decision is about one year; these nominations are of several."))
    return years.pop()


def _number_is_free(issuer: str, number: str, dated_on: date | None) -> None:
    if not number or dated_on is None:
        return
    same = Decision.objects.filter(issuer=issuer, number=number, dated_on__year=dated_on.year)
    if same.exists():
        raise _taken(number, issuer, dated_on)


def _taken(number: str, issuer: str, dated_on: date | None) -> Conflict:
    return Conflict(
        _("{issuer} already has a decision no. {number} in {year}. Check the number and the year.").format(
            issuer=issuer, number=number, year=dated_on.year if dated_on else "–"
        )
    )


def _award(decision: Decision, nominations: list[Nomination], actor: Actor) -> None:
    """An honour and an award for each, under the name of the day of the decision (else of the year's last)."""
    day = decision.dated_on or date(decision.for_year, 12, 31)
    names = names_on(day, [nomination.organization_id for nomination in nominations])
    for nomination in nominations:
        name = names[nomination.organization_id].full
        honour = Honour.objects.create(
            organization_id=nomination.organization_id,
            commendation_id=nomination.commendation_id,
            for_year=decision.for_year,
            name_then=name,
            reason=nomination.reason,
            decided_on=decision.dated_on,
            authority=decision.issuer,
            number=decision.number,
            source=decision.citation or cited(decision),
        )
        Award.objects.create(decision=decision, honour=honour, nomination=nomination)
        nomination.state = NominationState.AWARDED
        changed(nomination, "state")
        note(
            "award",
            nomination,
            actor,
            old={"state": NominationState.RECEIVED},
            new={"honour": honour},
            name=name,
        )


def cited(decision: Decision) -> str:
    """An issued decision as a source, in the words of papers."""
    assert decision.dated_on, "an issued decision is dated"
    return f"Quyết định số {decision.number} ngày {short_paper(decision.dated_on)} của {decision.issuer}"


def _contents(decision: Decision, awarded: Collection[int]) -> dict[str, object]:
    fields = ["source", "number", "dated_on", "issuer", "subject", "for_year", "citation"]
    return {name: getattr(decision, name) for name in fields} | {"awarded": sorted(awarded)}
