"""What the database itself refuses, each rule by the name of its constraint."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from awards.models import Award, AwardRule, Decision, Nomination, NominationState, Opinion, Verdict
from blocs import clock
from emulation.models import Honour
from tests.awards.dossiers import make_honour, make_nomination

NOW = clock.now()
DAY = date(2022, 3, 15)


def refuses(name, write):
    """The database refuses a write by the constraint of that name; on SQLite a unique one names its columns."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    assert name in str(caught.value) or "UNIQUE constraint failed" in str(caught.value)


def change(row, **values):
    return lambda: type(row).objects.filter(pk=row.pk).update(**values)


def decide(at_city, **fields):
    values = {
        "source": "issued",
        "number": "812/QĐ-UBND",
        "dated_on": DAY,
        "issuer": "Chủ tịch",
        "subject": "Khen",
        "for_year": 2021,
        "recorded_by": at_city.world.users["officer"],
    }
    return Decision.objects.create(**{**values, **fields})


def opine(at_city, **fields):
    user = at_city.world.users["board"]
    values = {"nomination": at_city.of_b, "person": user.person, "verdict": Verdict.AGREE}
    return Opinion.objects.create(**{**values, "given_at": NOW, "given_by": user, **fields})


def test_a_unit_is_nominated_once_for_an_award(at_city):
    by = at_city.world.users["officer"]
    unit = at_city.world.units["B"]
    refuses(
        "one_nomination_per_unit_and_commendation",
        lambda: make_nomination(at_city.snapshot, unit, at_city.flag, by),
    )
    assert make_nomination(at_city.snapshot, unit, at_city.merit, by).pk


PAIRS = ["sent", "received", "appraised", "approved"]


@pytest.mark.parametrize("pair", PAIRS)
def test_a_moment_has_its_person(at_city, pair):
    user = at_city.world.users["officer"]
    name = f"nomination_{pair}_at_and_by"
    # In preparation no other rule speaks of these moments.
    empty = dict.fromkeys(["sent_at", "sent_by", "received_at", "received_by"])
    change(at_city.of_b, state=NominationState.PREPARING, **empty)()
    refuses(name, change(at_city.of_b, **{f"{pair}_at": NOW, f"{pair}_by": None}))
    refuses(name, change(at_city.of_b, **{f"{pair}_at": None, f"{pair}_by": user}))
    assert change(at_city.of_b, **{f"{pair}_at": NOW, f"{pair}_by": user})() == 1


def test_a_sent_nomination_has_a_sender(at_city):
    refuses("a_sent_nomination_has_a_sender", change(at_city.of_b, sent_at=None, sent_by=None))
    free = {"sent_at": None, "sent_by": None, "received_at": None, "received_by": None}
    assert change(at_city.of_b, state=NominationState.PREPARING, **free)() == 1


@pytest.mark.parametrize("state", [NominationState.RECEIVED, NominationState.AWARDED])
def test_a_received_nomination_has_a_receiver(at_city, state):
    refuses(
        "a_received_nomination_has_a_receiver",
        change(at_city.of_b, state=state, received_at=None, received_by=None),
    )
    assert change(at_city.of_b, state=state)() == 1


def test_a_nomination_is_not_approved_for_a_reason(at_city):
    state = NominationState.NOT_APPROVED
    refuses("a_nomination_is_not_approved_for_a_reason", change(at_city.of_b, state=state))
    assert change(at_city.of_b, state=state, not_approved_reason="Hết số lượng")() == 1


def test_a_supplement_is_requested_in_words(at_city):
    state = NominationState.SUPPLEMENT
    refuses("a_supplement_is_requested_in_words", change(at_city.of_b, state=state))
    assert change(at_city.of_b, state=state, supplement_request="Bổ sung")() == 1


def test_a_member_has_one_opinion_on_a_nomination(at_city):
    opine(at_city)
    refuses("one_opinion_per_nomination_and_member", lambda: opine(at_city))
    assert opine(at_city, nomination=at_city.of_c).pk


def test_another_opinion_than_agreement_has_words(at_city):
    refuses("another_opinion_than_agreement_has_words", lambda: opine(at_city, verdict=Verdict.DISAGREE))
    assert opine(at_city, verdict=Verdict.DISAGREE, text="Thiếu số liệu").pk


def test_a_number_is_given_once_by_issuer_and_year(at_city):
    decide(at_city)
    name = "one_decision_per_issuer_number_and_year"
    refuses(name, lambda: decide(at_city, dated_on=date(2022, 1, 1)))
    assert decide(at_city, dated_on=date(2023, 1, 1)).pk
    assert decide(at_city, issuer="Bộ Nội vụ").pk


@pytest.mark.parametrize("missing", [{"number": ""}, {"number": "", "dated_on": None}])
def test_an_issued_decision_is_numbered_and_dated(at_city, missing):
    refuses("issued_decision_is_numbered_recorded_one_cites_its_source", lambda: decide(at_city, **missing))
    assert decide(at_city, source="recorded", citation="Trang tin", **missing).pk


def test_a_recorded_decision_cites_its_source(at_city):
    name = "issued_decision_is_numbered_recorded_one_cites_its_source"
    refuses(name, lambda: decide(at_city, source="recorded"))
    assert decide(at_city, source="recorded", citation="Trang tin").pk


def test_a_numbered_decision_is_dated(at_city):
    refuses(
        "a_numbered_decision_is_dated",
        lambda: decide(at_city, source="recorded", citation="Trang tin", dated_on=None),
    )
    assert decide(at_city, source="recorded", citation="Trang tin", dated_on=None, number="").pk


def test_an_honour_is_given_by_one_award_and_a_nomination_answered_by_one(at_city):
    decision = decide(at_city)
    one, other = (make_honour(at_city.world.units[code], at_city.flag, 2021) for code in "BC")
    Award.objects.create(decision=decision, honour=one, nomination=at_city.of_b)
    refuses("awards_award_honour_id", lambda: Award.objects.create(decision=decision, honour=one))
    refuses(
        "awards_award_nomination_id",
        lambda: Award.objects.create(decision=decision, honour=other, nomination=at_city.of_b),
    )
    assert Award.objects.create(decision=decision, honour=other, nomination=at_city.of_c).pk


def test_an_honour_is_of_an_organisation_or_of_a_person(at_city):
    person = at_city.world.users["leader"].person
    name = "an_honour_is_of_an_organization_or_of_a_person"
    unit = at_city.world.units["B"]
    refuses(name, lambda: make_honour(unit, at_city.flag, organization=None))
    refuses(name, lambda: make_honour(unit, at_city.flag, person=person))
    assert make_honour(unit, at_city.flag, organization=None, person=person).pk
    assert Honour.objects.count() == 1


def test_a_rule_is_dated_once_and_allows_none_or_more(at_city):
    rule = AwardRule.objects.get(commendation=at_city.flag)
    values = {"commendation": at_city.flag, "valid_from": rule.valid_from}
    refuses("one_award_rule_per_day", lambda: AwardRule.objects.create(**values, quota_per_bloc=2))
    refuses(
        "quota_per_bloc",
        lambda: AwardRule.objects.create(commendation=at_city.flag, valid_from=DAY, quota_per_bloc=-1),
    )
    assert AwardRule.objects.create(commendation=at_city.flag, valid_from=DAY, quota_per_bloc=0).pk


def test_what_was_decided_cannot_be_deleted_under_an_award(at_city):
    decision = decide(at_city)
    honour = make_honour(at_city.world.units["B"], at_city.flag, 2021)
    award = Award.objects.create(decision=decision, honour=honour, nomination=at_city.of_b)
    for row in [decision, honour, at_city.of_b, at_city.snapshot]:
        with pytest.raises(Exception, match="protected|ProtectedError|foreign keys"):
            row.delete()
    assert Nomination.objects.filter(pk=at_city.of_b.pk).exists()
    assert award.delete()[0] == 1
