"""Each sentence about the data of the honour: true after the acts, and found broken when it is."""

from datetime import date

import pytest

from awards.actions.decision import record_decision
from awards.actions.opinion import give_opinion
from awards.invariants import INVARIANTS
from awards.models import Award, AwardRule, Decision, Nomination, Verdict
from blocs import clock
from emulation.models import Cycle, Honour, StandingEntry
from tests import factories as make
from tests.awards.dossiers import approve
from tests.awards.test_decision import PAPER


@pytest.fixture
def decided(at_city):
    """One unit awarded, the other still open, opinions given."""
    give_opinion(at_city.of_b, actor=at_city.world.actor("board"), verdict=Verdict.AGREE)
    approve(at_city.world, at_city.of_b)
    record_decision(actor=at_city.world.actor("officer"), awarded=[at_city.of_b.pk], **PAPER)
    return at_city


def broken():
    return {invariant.sentence for invariant in INVARIANTS if list(invariant.find())}


def test_all_hold_after_the_acts(decided):
    assert broken() == set()


BREAKS = {
    "An award and the nomination it answers say the same.": lambda c: Nomination.objects.filter(
        pk=c.of_c.pk
    ).update(state="awarded"),
    "An honour is that of the nomination it answers.": lambda c: Honour.objects.update(
        organization=c.world.units["C"]
    ),
    "An honour cites its decision as the decision is.": lambda c: Honour.objects.update(number="1/QĐ"),
    "Every decision awards somebody.": lambda c: Decision.objects.create(
        **{**PAPER, "number": "2/QĐ", "for_year": 2021, "recorded_by": c.world.users["officer"]}
    ),
    "No bloc proposes more units than the city allows.": lambda c: AwardRule.objects.update(
        valid_from=date(2022, 1, 1)
    ),
    "A nomination cites its own bloc's standings, where nothing is marked.": lambda c: (
        StandingEntry.objects.filter(organization=c.world.units["C"]).update(marks="Không ký giao ước")
    ),
    "The gates of a cycle fit its nominations.": lambda c: Cycle.objects.update(
        submitted_at=None, submitted_by=None
    ),
    "Nobody gave an opinion on a unit he was tied to.": lambda c: make.make_affiliation(
        c.world.users["board"], c.world.units["B"]
    ),
}


@pytest.mark.parametrize("sentence", BREAKS)
def test_a_broken_one_is_found_alone(decided, sentence):
    BREAKS[sentence](decided)
    assert broken() == {sentence}


def test_every_sentence_is_tested():
    assert [invariant.sentence for invariant in INVARIANTS] == list(BREAKS)


def test_a_decided_cycle_with_an_open_nomination_is_found(decided):
    user = decided.world.users["officer"]
    Cycle.objects.filter(pk=decided.world.cycle.pk).update(decided_at=clock.now(), decided_by=user)
    assert broken() == {"The gates of a cycle fit its nominations."}


def test_an_award_on_an_open_nomination_is_found(decided):
    Nomination.objects.filter(pk=decided.of_b.pk).update(state="received")
    assert broken() == {"An award and the nomination it answers say the same."}
    assert Award.objects.count() == 1
