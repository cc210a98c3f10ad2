"""What must hold in the data of `awards` and no constraint can hold: `manage.py check_data` asks."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from awards.models import Award, Decision, Nomination, NominationState, Opinion
from awards.models.nomination import FINAL_STATES
from awards.queries.rules import rules_for
from blocs import clock
from blocs.invariants import Invariant
from blocs.models import Affiliation, Representation
from emulation.models import Cycle, StandingEntry


def awarded_without_an_award() -> Iterator[str]:
    awarded = Nomination.objects.filter(state=NominationState.AWARDED)
    for nomination in awarded.filter(award=None).select_related("organization", "commendation"):
        yield f"nomination {nomination.pk}: {nomination}"
    for award in Award.objects.exclude(nomination=None).exclude(nomination__state=NominationState.AWARDED):
        yield f"award {award.pk} of nomination {award.nomination_id}"


def awards_of_something_else() -> Iterator[str]:
    same = Q(
        honour__organization=F("nomination__organization"),
        honour__commendation=F("nomination__commendation"),
        honour__for_year=F("nomination__cycle__year"),
    )
    for award in Award.objects.exclude(nomination=None).exclude(same):
        yield f"award {award.pk} of nomination {award.nomination_id}"


def honours_unlike_their_decision() -> Iterator[str]:
    for award in Award.objects.select_related("honour", "decision"):
        honour, decision = award.honour, award.decision
        cited = (honour.for_year, honour.number, honour.decided_on, honour.authority)
        if cited != (decision.for_year, decision.number, decision.dated_on, decision.issuer):
            yield f"honour {honour.pk} of decision {decision.pk}"


def decisions_without_awards() -> Iterator[str]:
    for decision in Decision.objects.filter(awards=None):
        yield f"decision {decision.pk}: {decision}"


def more_than_the_number() -> Iterator[str]:
    proposed = Counter(Nomination.objects.values_list("cycle", "cycle__year", "commendation"))
    most = {
        (year, rule.commendation_id): rule.quota_per_bloc
        for year in {year for _cycle, year, _commendation in proposed}
        for rule in rules_for(year)
    }
    for (cycle, year, commendation), count in sorted(proposed.items()):
        if count > most.get((year, commendation), 0):
            yield f"cycle {cycle}: {count} nominations for commendation {commendation}"


def strangers_to_the_standings() -> Iterator[str]:
    entries = StandingEntry.objects.filter(
        snapshot=OuterRef("snapshot"), organization=OuterRef("organization"), marks=""
    )
    for nomination in Nomination.objects.exclude(Exists(entries), snapshot__cycle=F("cycle")):
        yield f"nomination {nomination.pk} of organisation {nomination.organization_id}"


def gates_that_do_not_fit() -> Iterator[str]:
    sent = Nomination.objects.filter(cycle=OuterRef("pk")).exclude(state=NominationState.PREPARING)
    still_open = Nomination.objects.filter(cycle=OuterRef("pk")).exclude(state__in=FINAL_STATES)
    for cycle in Cycle.objects.filter(Exists(sent), submitted_at=None).select_related("bloc"):
        yield f"{cycle}: dossiers sent without the gate"
    for cycle in Cycle.objects.filter(Exists(still_open), decided_at__isnull=False).select_related("bloc"):
        yield f"{cycle}: decided, and a nomination is open"


def judged_in_conflict() -> Iterator[str]:
    for opinion in Opinion.objects.select_related("nomination").order_by("pk"):
        day = opinion.given_at.astimezone(clock.LOCAL).date()
        tied = {"person": opinion.person_id, "organization": opinion.nomination.organization_id}
        ties = [model.objects.on(day).filter(**tied) for model in (Affiliation, Representation)]
        if any(tie.exists() for tie in ties):
            yield f"opinion {opinion.pk} on nomination {opinion.nomination_id}"


INVARIANTS = [
    Invariant("An award and the nomination it answers say the same.", awarded_without_an_award),
    Invariant("An honour is that of the nomination it answers.", awards_of_something_else),
    Invariant("An honour cites its decision as the decision is.", honours_unlike_their_decision),
    Invariant("Every decision awards somebody.", decisions_without_awards),
    Invariant("No bloc proposes more units than the city allows.", more_than_the_number),
    Invariant(
        "A nomination cites its own bloc's standings, where nothing is marked.", strangers_to_the_standings
    ),
    Invariant("The gates of a cycle fit its nominations.", gates_that_do_not_fit),
    Invariant("Nobody gave an opinion on a unit he was tied to.", judged_in_conflict),
]
