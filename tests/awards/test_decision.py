"""The officer records a decision: honours appear, nominations end, the cycle is decided."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from awards.actions.decision import check_decision, record_decision
from awards.models import Award, Decision, Nomination, NominationState
from blocs import clock
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.models import AuditEvent, OrganizationName
from emulation.models import Cycle, Honour
from tests import factories as make
from tests.awards.dossiers import approve, make_nomination, make_snapshot

URL = "awards:decision_new"
ISSUER = "Chủ tịch Ủy ban nhân dân thành phố"
PAPER = {
    "source": "issued",
    "number": "812/QĐ-UBND",
    "dated_on": date(2022, 3, 15),
    "issuer": ISSUER,
    "subject": "Khen",
}
TYPED = PAPER | {"dated_on": "15/03/2022", "citation": ""}
RECORDED = {
    "source": "recorded",
    "issuer": ISSUER,
    "subject": "Khen",
    "citation": "Trang tin của thành phố, 09/3/2022",
}


@pytest.fixture
def at_city(at_city):
    """The dossiers received, with appraisals that are approved."""
    approve(at_city.world, at_city.of_b, at_city.of_c)
    return at_city


def decide(at_city, persona="officer", awarded=None, **fields):
    chosen = [at_city.of_b] if awarded is None else awarded
    values = PAPER | fields
    return record_decision(actor=at_city.world.actor(persona), awarded=[n.pk for n in chosen], **values)


def form(at_city, award=(), refuse=(), **fields):
    data = TYPED | fields
    data |= {f"award_{nomination.pk}": "on" for nomination in award}
    data |= {f"not_{nomination.pk}": "Số lượng đã hết." for nomination in refuse}
    return data


def post(at_city, data, persona="officer"):
    return at_city.world.client(persona).post(reverse(URL), data)


def test_a_decision_makes_an_honour_and_an_award_for_each_unit(at_city):
    decision = decide(at_city, awarded=[at_city.of_b, at_city.of_c])
    assert (decision.for_year, decision.recorded_by) == (2021, at_city.world.users["officer"])
    honour = Honour.objects.get(organization=at_city.world.units["B"])
    assert (honour.commendation, honour.for_year, honour.name_then) == (at_city.flag, 2021, "Hội B")
    assert (honour.number, honour.decided_on, honour.authority) == ("812/QĐ-UBND", date(2022, 3, 15), ISSUER)
    assert honour.source == f"Quyết định số 812/QĐ-UBND ngày 15/3/2022 của {ISSUER}"
    assert honour.reason == at_city.of_b.reason
    assert honour.award.nomination == at_city.of_b
    assert set(decision.awards.values_list("nomination", flat=True)) == {at_city.of_b.pk, at_city.of_c.pk}
    assert set(Nomination.objects.values_list("state", flat=True)) == {NominationState.AWARDED}


def test_the_name_is_that_of_the_day_of_the_decision(at_city):
    unit = at_city.world.units["B"]
    for day, name in [(date(2022, 1, 1), "Hội B mới"), (date(2022, 4, 1), "Hội B mới nhất")]:
        OrganizationName.objects.create(organization=unit, name=name, short_name="B", valid_from=day)
    decide(at_city)
    assert Honour.objects.get().name_then == "Hội B mới"


def test_without_a_date_the_name_is_that_of_the_end_of_the_year(at_city):
    unit = at_city.world.units["B"]
    OrganizationName.objects.create(
        organization=unit, name="Hội B mới", short_name="B", valid_from=date(2022, 1, 1)
    )
    decision = record_decision(actor=at_city.world.actor("officer"), awarded=[at_city.of_b.pk], **RECORDED)
    honour = Honour.objects.get()
    assert (honour.name_then, honour.number, honour.decided_on) == ("Hội B", "", None)
    assert honour.source == decision.citation


def test_those_not_approved_end_with_a_reason(at_city):
    decide(at_city, not_approved={at_city.of_c.pk: "Số lượng đã hết."})
    at_city.of_c.refresh_from_db()
    assert at_city.of_c.state == NominationState.NOT_APPROVED
    assert at_city.of_c.not_approved_reason == "Số lượng đã hết."
    assert not Honour.objects.filter(organization=at_city.world.units["C"]).exists()


def test_a_cycle_is_decided_when_nothing_is_left_open(at_city):
    decide(at_city)
    assert not Cycle.objects.get(pk=at_city.world.cycle.pk).is_decided
    decide(at_city, awarded=[at_city.of_c], number="813/QĐ-UBND")
    cycle = Cycle.objects.get(pk=at_city.world.cycle.pk)
    assert cycle.is_decided
    assert cycle.decided_by == at_city.world.users["officer"]
    assert AuditEvent.objects.filter(act="cycle.decide", object_id=cycle.pk).count() == 1


def test_a_dossier_sent_back_leaves_the_cycle_open(at_city):
    Nomination.objects.filter(pk=at_city.of_c.pk).update(
        state=NominationState.SUPPLEMENT, supplement_request="Bổ sung"
    )
    decide(at_city)
    assert not Cycle.objects.get(pk=at_city.world.cycle.pk).is_decided


def test_deciding_seals_the_records(at_city):
    decide(at_city)
    assert not AuditEvent.objects.filter(seal_number__isnull=True).exists()
    assert AuditEvent.objects.filter(act="decision.record").get().new["awarded"] == [at_city.of_b.pk]


@pytest.mark.parametrize("persona", ["city_leader", "board", "head_leader", "secretariat", "operator"])
def test_nobody_but_the_officer_records_a_decision(at_city, persona):
    with pytest.raises(NotAllowed):
        decide(at_city, persona)
    assert post(at_city, form(at_city, award=[at_city.of_b], confirmed="1"), persona).status_code == 403
    assert not Decision.objects.exists()


def test_an_officer_tied_to_a_unit_does_not_decide_on_it(at_city):
    make.make_affiliation(at_city.world.users["officer"], at_city.world.units["B"])
    with pytest.raises(NotAllowed):
        decide(at_city)
    page = at_city.world.client("officer").get(reverse(URL)).content.decode()
    assert "Hội B" not in page
    assert "Hội C" in page
    assert decide(at_city, awarded=[at_city.of_c]).pk


@pytest.mark.parametrize(
    "state", [NominationState.SENT, NominationState.SUPPLEMENT, NominationState.NOT_APPROVED]
)
def test_only_received_nominations_are_decided(at_city, state):
    Nomination.objects.filter(pk=at_city.of_b.pk).update(
        state=state, supplement_request="x", not_approved_reason="x"
    )
    with pytest.raises(Conflict):
        decide(at_city)
    assert not Decision.objects.exists()


def lose_approval(nomination):
    Nomination.objects.filter(pk=nomination.pk).update(approved_at=None, approved_by=None)


def test_an_issued_decision_rests_on_approved_appraisals(at_city):
    lose_approval(at_city.of_c)
    with pytest.raises(Conflict, match="Hội C"):
        decide(at_city, awarded=[at_city.of_b, at_city.of_c])
    assert not Decision.objects.exists()
    assert decide(at_city).awards.count() == 1


def test_the_page_names_whose_appraisal_is_not_approved(at_city):
    lose_approval(at_city.of_c)
    answer = post(at_city, form(at_city, award=[at_city.of_b, at_city.of_c], confirmed="1"))
    assert answer.status_code == 422
    [error] = answer.context["form"].errors["source"]
    assert "Hội C" in error
    assert "Hội B" not in error
    assert not Decision.objects.exists()


def test_what_was_decided_outside_is_recorded_without_approval_and_says_so(at_city):
    lose_approval(at_city.of_b)
    typed = form(at_city, award=[at_city.of_b]) | RECORDED | {"number": "", "dated_on": ""}
    page = post(at_city, typed).content.decode()
    assert "Quyết định ban hành ngoài hệ thống nên vẫn được ghi nhận." in page
    assert post(at_city, typed | {"confirmed": "1"}).status_code == 302
    assert Decision.objects.get().source == "recorded"


def test_an_end_without_an_award_needs_no_approval(at_city):
    lose_approval(at_city.of_c)
    assert decide(at_city, not_approved={at_city.of_c.pk: "Số lượng đã hết."}).pk


def test_one_decision_is_about_one_year(at_city):
    world = at_city.world
    older = make.make_cycle(world.bloc, 2020)
    snapshot = make_snapshot(older, [world.units["B"]], world.users["head_leader"])
    of_2020 = make_nomination(snapshot, world.units["B"], at_city.flag, world.users["head_leader"])
    approve(world, of_2020)
    with pytest.raises(BadInput):
        decide(at_city, awarded=[at_city.of_b, of_2020])
    assert decide(at_city, awarded=[of_2020]).for_year == 2020


def test_a_decision_awards_somebody(at_city):
    with pytest.raises(BadInput):
        decide(at_city, awarded=[], not_approved={at_city.of_b.pk: "Hết"})


def test_nobody_is_awarded_and_not_at_once(at_city):
    with pytest.raises(BadInput):
        decide(at_city, not_approved={at_city.of_b.pk: "Hết"})
    answer = post(at_city, form(at_city, award=[at_city.of_b], refuse=[at_city.of_b]))
    assert answer.status_code == 422


def test_a_number_is_given_once_by_an_issuer_in_a_year(at_city):
    decide(at_city)
    with pytest.raises(Conflict, match="812/QĐ-UBND"):
        decide(at_city, awarded=[at_city.of_c])
    at_city.of_c.refresh_from_db()
    assert at_city.of_c.state == NominationState.RECEIVED
    assert Honour.objects.count() == Award.objects.count() == 1


@pytest.mark.parametrize(
    "other", [{"number": "813/QĐ-UBND"}, {"dated_on": date(2023, 3, 15)}, {"issuer": "Bộ Nội vụ"}]
)
def test_another_number_year_or_issuer_is_another_decision(at_city, other):
    decide(at_city)
    assert decide(at_city, awarded=[at_city.of_c], **other).pk


def test_decisions_without_a_number_do_not_stand_in_each_others_way(at_city):
    for nomination in [at_city.of_b, at_city.of_c]:
        record_decision(actor=at_city.world.actor("officer"), awarded=[nomination.pk], **RECORDED)
    assert Decision.objects.count() == 2


PAPERS = [
    ({"number": ""}, "number"),
    ({"dated_on": None}, "dated_on"),
    ({"issuer": ""}, "issuer"),
    ({"source": "heard"}, "source"),
    ({"source": "recorded"}, "citation"),
    ({"source": "recorded", "dated_on": None, "citation": "Trang tin"}, "dated_on"),
    ({"dated_on": clock.today() + timedelta(days=2)}, "dated_on"),  # Midnight may pass before it runs.
]


@pytest.mark.parametrize(("change", "field"), PAPERS)
def test_a_decision_says_what_its_kind_requires(at_city, change, field):
    with pytest.raises(BadInput):
        decide(at_city, **change)
    day = change.get("dated_on", PAPER["dated_on"])
    typed = TYPED | change | {"dated_on": f"{day:%d/%m/%Y}" if day else ""}
    answer = post(at_city, form(at_city, award=[at_city.of_b]) | typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Decision.objects.exists()


def test_a_full_paper_is_accepted():
    paper = {name: value for name, value in PAPER.items() if name != "subject"}
    assert check_decision(**paper, citation="") is None


def test_a_decision_is_not_older_than_its_year(at_city):
    with pytest.raises(BadInput, match="2021"):
        decide(at_city, dated_on=date(2020, 12, 31))
    assert decide(at_city, dated_on=date(2021, 12, 31)).pk


def test_the_page_first_says_what_will_happen(at_city):
    answer = post(at_city, form(at_city, award=[at_city.of_b], refuse=[at_city.of_c]))
    assert answer.status_code == 200
    page = answer.content.decode()
    for words in [
        at_city.flag.name,
        "Hội B",
        "Hội C",
        "Số lượng đã hết.",
        "812/QĐ-UBND",
        "15/03/2022",
        "btn-binding",
    ]:
        assert words in page
    assert not Decision.objects.exists()


def test_the_page_names_who_has_received_the_same_already(at_city):
    def told() -> str:
        return post(at_city, form(at_city, award=[at_city.of_b])).content.decode()

    assert "đã được ghi nhận" not in told()
    honour = Honour.objects.create(
        organization=at_city.of_b.organization,
        commendation=at_city.of_b.commendation,
        for_year=at_city.of_b.cycle.year_id,
        name_then="Hội B",
        authority=ISSUER,
        source="Danh sách cũ",
    )
    assert "đã được ghi nhận" in told()
    honour.revoked_on = date(2022, 2, 1)
    honour.save()
    assert "đã được ghi nhận" not in told()


def test_confirmed_it_is_recorded(at_city):
    first = post(at_city, form(at_city, award=[at_city.of_b]))
    sent = dict(first.context["sent"])
    answer = post(at_city, sent | {"confirmed": "1"})
    decision = Decision.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("awards:decision", args=[decision.pk]))
    assert list(decision.awards.values_list("nomination", flat=True)) == [at_city.of_b.pk]


def test_going_back_keeps_what_was_typed(at_city):
    answer = post(at_city, form(at_city, award=[at_city.of_b], back="1"))
    assert answer.status_code == 200
    assert "812/QĐ-UBND" in answer.content.decode()
    assert not Decision.objects.exists()


def test_nothing_ticked_is_told(at_city):
    assert post(at_city, form(at_city)).status_code == 422


def test_a_taken_number_is_told_on_the_page(at_city):
    decide(at_city)
    answer = post(at_city, form(at_city, award=[at_city.of_c], confirmed="1"))
    assert answer.status_code == 409
    assert "812/QĐ-UBND" in answer.content.decode()
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("year", ["1999", "abc", "9" * 5000])
def test_a_year_without_received_nominations_is_left_out(at_city, year):
    page = at_city.world.client("officer").get(reverse(URL), {"year": year})
    assert page.context["year"] == 2021


def test_the_page_without_received_nominations_says_so(locked):
    page = locked.world.client("officer").get(reverse(URL))
    assert page.status_code == 200
    assert '<form method="post" novalidate>' not in page.content.decode()


def test_the_decision_and_the_list_show_it_to_everybody_signed_in(at_city):
    decision = decide(at_city)
    for persona in ["nobody", "leader", "board", "conflicted_board", "officer", "operator"]:
        client = at_city.world.client(persona)
        assert "812/QĐ-UBND" in client.get(reverse("awards:decisions")).content.decode()
        assert "Hội B" in client.get(reverse("awards:decision", args=[decision.pk])).content.decode()


def test_who_recorded_it_is_for_city_staff(at_city):
    decision = decide(at_city)
    name = at_city.world.users["officer"].person.name
    url = reverse("awards:decision", args=[decision.pk])
    seen = {
        p: name in at_city.world.client(p).get(url).content.decode()
        for p in ["city_leader", "board", "leader"]
    }
    assert seen == {"city_leader": True, "board": False, "leader": False}
