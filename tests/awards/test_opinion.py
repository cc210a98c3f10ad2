"""A council member gives an opinion on a nomination, and may change it until the decision."""

import pytest
from django.urls import reverse

from awards.actions.appraisal import decline_nomination
from awards.actions.opinion import give_opinion
from awards.models import Nomination, NominationState, Opinion, Verdict
from blocs.errors import BadInput, Closed, Missing, NotAllowed, Stale
from blocs.models import AuditEvent


def give(at_city, persona="board", nomination=None, verdict=Verdict.AGREE, **fields):
    return give_opinion(
        nomination or at_city.of_b, actor=at_city.world.actor(persona), verdict=verdict, **fields
    )


def post(at_city, persona="board", nomination=None, **data):
    url = reverse("awards:opinion", args=[(nomination or at_city.of_b).pk])
    return at_city.world.client(persona).post(url, data)


def test_a_council_member_agrees_without_words(at_city):
    assert post(at_city, verdict="agree", version=0).status_code == 302
    opinion = Opinion.objects.get()
    assert (opinion.verdict, opinion.text, opinion.version) == (Verdict.AGREE, "", 1)
    assert opinion.person == at_city.world.users["board"].person
    event = AuditEvent.objects.get(act="nomination.give_opinion")
    assert event.new == {"verdict": "agree", "text": ""}


@pytest.mark.parametrize("verdict", [Verdict.DISAGREE, Verdict.OTHER])
def test_any_other_opinion_needs_words(at_city, verdict):
    refused = post(at_city, verdict=verdict, text="   ", version=0)
    assert refused.status_code == 422
    assert "id_text_error" in refused.content.decode()
    with pytest.raises(BadInput):
        give(at_city, verdict=verdict)
    assert not Opinion.objects.exists()
    assert post(at_city, verdict=verdict, text="Cần số liệu về hội viên.", version=0).status_code == 302
    assert Opinion.objects.get().text == "Cần số liệu về hội viên."


def test_nothing_chosen_is_told(at_city):
    assert post(at_city, text="Tốt", version=0).status_code == 422
    with pytest.raises(BadInput):
        give(at_city, verdict="maybe")


def test_an_opinion_is_changed_and_both_are_recorded(at_city):
    give(at_city)
    give(at_city, verdict=Verdict.OTHER, text="Xem lại tiêu chí A2.", version=1)
    opinion = Opinion.objects.get()
    assert (opinion.verdict, opinion.version) == (Verdict.OTHER, 2)
    event = AuditEvent.objects.filter(act="nomination.give_opinion").latest("pk")
    assert event.old == {"verdict": "agree", "text": ""}


def test_a_change_on_an_opinion_seen_too_early_keeps_both(at_city):
    give(at_city)
    with pytest.raises(Stale):
        give(at_city, verdict=Verdict.OTHER, text="Gõ ở cửa sổ khác", version=0)
    late = post(at_city, verdict="other", text="Gõ ở cửa sổ khác", version=0)
    assert late.status_code == 409
    assert "Gõ ở cửa sổ khác" in late.content.decode()
    assert Opinion.objects.get().verdict == Verdict.AGREE


@pytest.mark.parametrize("persona", ["officer", "city_leader", "head_leader", "secretariat", "leader"])
def test_nobody_but_the_council_gives_an_opinion(at_city, persona):
    assert post(at_city, persona, verdict="agree", version=0).status_code == 403
    with pytest.raises(NotAllowed):
        give(at_city, persona, nomination=at_city.of_c)
    assert not Opinion.objects.exists()


def test_for_a_member_in_conflict_there_is_no_such_nomination(at_city):
    assert post(at_city, "conflicted_board", verdict="agree", version=0).status_code == 404
    with pytest.raises(Missing):
        give(at_city, "conflicted_board")
    assert post(at_city, "conflicted_board", at_city.of_c, verdict="agree", version=0).status_code == 302


@pytest.mark.parametrize("state", [NominationState.SENT, NominationState.SUPPLEMENT])
def test_there_is_no_opinion_before_the_dossier_is_received(at_city, state):
    Nomination.objects.filter(pk=at_city.of_b.pk).update(state=state, supplement_request="Bổ sung")
    assert post(at_city, verdict="agree", version=0).status_code == 409
    assert not Opinion.objects.exists()


def test_after_the_decision_an_opinion_stands(at_city):
    give(at_city)
    decline_nomination(at_city.of_b, actor=at_city.world.actor("officer"), reason="Số lượng đã hết.")
    with pytest.raises(Closed):
        give(at_city, verdict=Verdict.OTHER, text="Muộn", version=1)
    page = at_city.world.client("board").get(reverse("awards:nomination", args=[at_city.of_b.pk]))
    assert page.context["own"] == Opinion.objects.get()
    assert page.context["opinion_form"] is None


def test_one_may_go_on_to_the_next_dossier(at_city):
    answer = post(at_city, verdict="agree", version=0, then="next")
    assert answer.url == reverse("awards:nomination", args=[at_city.of_c.pk])
    answer = post(at_city, nomination=at_city.of_c, verdict="agree", version=0, then="next")
    assert answer.url == reverse("awards:nomination", args=[at_city.of_c.pk])


def test_a_member_reads_only_the_own_opinion_and_city_staff_all(at_city):
    give(at_city, verdict=Verdict.DISAGREE, text="Ý kiến thứ nhất")
    give(at_city, "leader_on_board", verdict=Verdict.OTHER, text="Ý kiến thứ hai")
    url = reverse("awards:nomination", args=[at_city.of_b.pk])
    texts = {}
    for persona in ["board", "leader_on_board", "officer", "city_leader", "leader", "head_leader"]:
        page = at_city.world.client(persona).get(url).content.decode()
        texts[persona] = [text for text in ["Ý kiến thứ nhất", "Ý kiến thứ hai"] if text in page]
    assert texts == {
        "board": ["Ý kiến thứ nhất"],
        "leader_on_board": ["Ý kiến thứ hai"],
        "officer": ["Ý kiến thứ nhất", "Ý kiến thứ hai"],
        "city_leader": ["Ý kiến thứ nhất", "Ý kiến thứ hai"],
        "leader": [],
        "head_leader": [],
    }
