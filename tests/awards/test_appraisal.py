"""The city receives a dossier, asks for more, appraises it; the head of the standing body approves."""

import pytest
from django.urls import reverse

from awards.actions.appraisal import (
    appraise_nomination,
    approve_appraisal,
    decline_nomination,
    receive_nomination,
    request_supplement,
)
from awards.models import Nomination, NominationState
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.models import AuditEvent
from emulation.models import Cycle
from tests import factories as make
from tests.awards.dossiers import make_nomination

STAFF_ACTS = [
    (receive_nomination, {}),
    (request_supplement, {"request": "Bổ sung số liệu."}),
    (appraise_nomination, {"appraisal": "Đủ tiêu chuẩn."}),
    (decline_nomination, {"reason": "Số lượng đã hết."}),
]


@pytest.fixture
def sent(at_city):
    Nomination.objects.filter(pk=at_city.of_b.pk).update(
        state=NominationState.SENT, received_at=None, received_by=None
    )
    at_city.of_b.refresh_from_db()
    return at_city


def act(at_city, action, persona="officer", nomination=None, **values):
    return action(nomination or at_city.of_b, actor=at_city.world.actor(persona), **values)


def post(at_city, name, persona="officer", **data):
    url = reverse(f"awards:nomination_{name}", args=[at_city.of_b.pk])
    return at_city.world.client(persona).post(url, data)


def test_the_officer_receives_what_was_sent(sent):
    nomination = act(sent, receive_nomination)
    assert nomination.state == NominationState.RECEIVED
    assert nomination.received_by == sent.world.users["officer"]
    assert AuditEvent.objects.filter(act="nomination.receive", object_id=nomination.pk).exists()


def test_what_was_received_is_not_received_again(at_city):
    with pytest.raises(Conflict):
        act(at_city, receive_nomination)


@pytest.mark.parametrize(("action", "values"), STAFF_ACTS)
@pytest.mark.parametrize("persona", ["city_leader", "head_leader", "secretariat", "leader", "board"])
def test_these_acts_are_the_officers(sent, persona, action, values):
    with pytest.raises(NotAllowed):
        act(sent, action, persona, **values)
    assert Nomination.objects.get(pk=sent.of_b.pk).version == 1


@pytest.mark.parametrize(("action", "values"), STAFF_ACTS)
def test_an_officer_tied_to_the_unit_does_none_of_them(sent, action, values):
    make.make_affiliation(sent.world.users["officer"], sent.world.units["B"])
    with pytest.raises(NotAllowed, match="tied|liên quan"):
        act(sent, action, **values)


def test_a_supplement_goes_back_to_the_bloc_in_words(at_city):
    nomination = act(at_city, request_supplement, request="Bổ sung số liệu về hội viên.")
    assert nomination.state == NominationState.SUPPLEMENT
    page = at_city.world.client("head_leader").get(reverse("awards:nomination", args=[nomination.pk]))
    assert "Bổ sung số liệu về hội viên." in page.content.decode()


def test_a_supplement_without_words_is_refused(at_city):
    with pytest.raises(BadInput):
        act(at_city, request_supplement, request="")
    assert post(at_city, "supplement", **{"supplement-request": "  "}).status_code == 422
    assert Nomination.objects.get(pk=at_city.of_b.pk).state == NominationState.RECEIVED
    answer = post(at_city, "supplement", **{"supplement-request": "Bổ sung.", "supplement-version": 1})
    assert answer.status_code == 302


def test_a_supplement_ends_an_approval(at_city):
    act(at_city, appraise_nomination, appraisal="Đủ tiêu chuẩn.")
    act(at_city, approve_appraisal, "city_leader")
    nomination = act(at_city, request_supplement, request="Bổ sung.")
    assert nomination.approved_at is None
    assert nomination.appraisal == "Đủ tiêu chuẩn."


def test_the_officer_appraises_and_the_head_of_the_standing_body_approves(at_city):
    act(at_city, appraise_nomination, appraisal="Đủ tiêu chuẩn.")
    nomination = act(at_city, approve_appraisal, "city_leader")
    assert nomination.approved_by == at_city.world.users["city_leader"]
    assert AuditEvent.objects.filter(act="nomination.approve_appraisal").count() == 1


def test_another_text_needs_another_approval(at_city):
    act(at_city, appraise_nomination, appraisal="Đủ tiêu chuẩn.")
    act(at_city, approve_appraisal, "city_leader")
    nomination = act(at_city, appraise_nomination, appraisal="Cần xem thêm.")
    assert nomination.approved_at is None


def test_an_appraisal_without_words_is_refused(at_city):
    assert post(at_city, "appraisal", **{"appraisal-appraisal": ""}).status_code == 422
    answer = post(at_city, "appraisal", **{"appraisal-appraisal": "Đủ tiêu chuẩn.", "appraisal-version": 1})
    assert answer.status_code == 302
    assert Nomination.objects.get(pk=at_city.of_b.pk).appraisal == "Đủ tiêu chuẩn."


def test_two_officers_do_not_overwrite_each_other(at_city):
    first = {"appraisal-appraisal": "Bản thứ nhất.", "appraisal-version": 1}
    second = {"appraisal-appraisal": "Bản thứ hai.", "appraisal-version": 1}
    assert post(at_city, "appraisal", **first).status_code == 302
    late = post(at_city, "appraisal", **second)
    assert late.status_code == 409
    assert "Bản thứ hai." in late.content.decode()
    assert Nomination.objects.get(pk=at_city.of_b.pk).appraisal == "Bản thứ nhất."


@pytest.mark.parametrize("persona", ["officer", "head_leader", "board"])
def test_nobody_else_approves(at_city, persona):
    act(at_city, appraise_nomination, appraisal="Đủ tiêu chuẩn.")
    with pytest.raises(NotAllowed):
        act(at_city, approve_appraisal, persona)


def test_whoever_wrote_the_appraisal_does_not_approve_it(at_city):
    act(at_city, appraise_nomination, appraisal="Đủ tiêu chuẩn.")
    Nomination.objects.filter(pk=at_city.of_b.pk).update(appraised_by=at_city.world.users["city_leader"])
    with pytest.raises(NotAllowed, match="wrote|viết|lập"):
        act(at_city, approve_appraisal, "city_leader")


def test_without_an_appraisal_there_is_nothing_to_approve(at_city):
    assert post(at_city, "approval", "city_leader").status_code == 409
    act(at_city, appraise_nomination, appraisal="Đủ tiêu chuẩn.")
    assert post(at_city, "approval", "city_leader", version=2).status_code == 302
    assert post(at_city, "approval", "city_leader", version=3).status_code == 409


def test_the_council_reads_the_appraisal_once_it_is_approved(at_city):
    url = reverse("awards:nomination", args=[at_city.of_b.pk])
    act(at_city, appraise_nomination, appraisal="Đủ tiêu chuẩn, kính trình.")
    assert "kính trình" not in at_city.world.client("board").get(url).content.decode()
    act(at_city, approve_appraisal, "city_leader")
    assert "kính trình" in at_city.world.client("board").get(url).content.decode()


def test_the_bloc_and_the_unit_never_read_the_appraisal(at_city):
    act(at_city, appraise_nomination, appraisal="Đủ tiêu chuẩn, kính trình.")
    act(at_city, approve_appraisal, "city_leader")
    url = reverse("awards:nomination", args=[at_city.of_b.pk])
    for persona in ["leader", "head_leader", "secretariat"]:
        page = at_city.world.client(persona).get(url)
        assert page.status_code == 200
        assert "kính trình" not in page.content.decode()


def test_an_award_not_given_ends_the_nomination_with_its_reason(at_city):
    nomination = act(at_city, decline_nomination, reason="Số lượng đã hết.")
    assert nomination.state == NominationState.NOT_APPROVED
    page = at_city.world.client("leader").get(reverse("awards:nomination", args=[nomination.pk]))
    assert "Số lượng đã hết." in page.content.decode()
    assert not Cycle.objects.get(pk=at_city.world.cycle.pk).is_decided


def test_the_last_one_not_given_sets_the_gate_decided(at_city):
    act(at_city, decline_nomination, reason="Số lượng đã hết.")
    act(at_city, decline_nomination, nomination=at_city.of_c, reason="Số lượng đã hết.")
    assert Cycle.objects.get(pk=at_city.world.cycle.pk).is_decided


def test_a_reason_is_needed_for_not_giving(at_city):
    assert post(at_city, "nonapproval", **{"decline-reason": ""}).status_code == 422
    answer = post(at_city, "nonapproval", **{"decline-reason": "Số lượng đã hết.", "decline-version": 1})
    assert answer.status_code == 302


def test_the_receipt_button_receives(sent):
    assert post(sent, "receipt", version=1).status_code == 302
    assert Nomination.objects.get(pk=sent.of_b.pk).state == NominationState.RECEIVED


def test_a_superseded_snapshot_is_shown_as_a_note(at_city):
    url = reverse("awards:nomination", args=[at_city.of_b.pk])
    before = at_city.world.client("officer").get(url)
    at_city.snapshot.superseded_at = at_city.snapshot.taken_at
    at_city.snapshot.superseded_by = at_city.world.users["officer"]
    at_city.snapshot.save()
    after = at_city.world.client("officer").get(url)
    assert not before.context["nomination"].cites_superseded
    assert after.context["nomination"].cites_superseded
    assert len(after.content) > len(before.content)


def test_a_nomination_in_preparation_is_not_there_for_the_city(locked):
    by = locked.world.users["secretariat"]
    preparing = NominationState.PREPARING
    nomination = make_nomination(locked.snapshot, locked.world.units["B"], locked.flag, by, preparing)
    url = reverse("awards:nomination", args=[nomination.pk])
    assert locked.world.client("officer").get(url).status_code == 404
    assert locked.world.client("secretariat").get(url).status_code == 200
