"""A bloc proposes units of its locked standings, within the number the city set."""

from datetime import date

import pytest
from django.urls import reverse

from awards.actions.nomination import edit_nomination, prepare_nomination, remove_nomination
from awards.models import Nomination, NominationState
from blocs.errors import BadInput, Closed, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent
from tests.awards.dossiers import make_merit, make_nomination, make_rule, make_snapshot, submit


def prepare(locked, unit="B", persona="head_leader", commendation=None, **fields):
    world = locked.world
    return prepare_nomination(
        world.cycle,
        actor=world.actor(persona),
        organization_id=world.units[unit].pk,
        commendation_id=(commendation or locked.flag).pk,
        **fields,
    )


def new_url(locked, unit="B"):
    return reverse("awards:nomination_new", args=[locked.world.cycle.pk, locked.world.units[unit].pk])


@pytest.mark.parametrize("persona", ["head_leader", "secretariat"])
def test_the_heads_leader_and_the_secretariat_propose(locked, persona):
    nomination = prepare(locked, persona=persona, achievements="Vượt kế hoạch.", reason="Thành tích")
    assert nomination.state == NominationState.PREPARING
    assert nomination.snapshot == locked.snapshot
    assert nomination.prepared_by == locked.world.users[persona]
    event = AuditEvent.objects.get(act="nomination.prepare")
    assert (event.object_id, event.organization_id, event.year) == (
        nomination.pk,
        locked.world.units["B"].pk,
        2021,
    )
    assert event.new["achievements"] == "Vượt kế hoạch."


@pytest.mark.parametrize("persona", ["leader", "head_clerk", "other_secretariat", "officer", "board"])
def test_nobody_else_proposes(locked, persona):
    with pytest.raises(NotAllowed):
        prepare(locked, persona=persona)
    assert not Nomination.objects.exists()


def test_units_are_proposed_only_from_locked_scores(world, locked):
    make_rule(make_merit(), 1, date(2021, 1, 1))
    with pytest.raises(Closed, match="once the scores are locked|chốt điểm"):
        prepare_nomination(
            world.other_cycle,
            actor=world.actor("outside_leader"),
            organization_id=world.units["D"].pk,
            commendation_id=locked.merit.pk,
        )


def test_a_unit_of_another_bloc_is_not_proposed(locked):
    with pytest.raises(BadInput):
        prepare(locked, unit="D")


def test_a_unit_not_considered_is_refused_with_the_ground(locked):
    units = [locked.world.units[code] for code in "BCA"]
    marks = {units[0].pk: "Không ký giao ước thi đua"}
    make_snapshot(locked.world.cycle, units, locked.world.users["head_leader"], marks)
    with pytest.raises(Conflict, match="Không ký giao ước thi đua"):
        prepare(locked)
    assert prepare(locked, unit="C").pk


def test_one_more_than_the_number_of_the_city_is_refused(locked):
    prepare(locked, "B")
    with pytest.raises(Conflict, match="1"):
        prepare(locked, "C")
    assert Nomination.objects.count() == 1
    assert prepare(locked, "C", commendation=locked.merit).pk


def test_the_number_is_that_of_the_guidance_of_the_year(locked):
    make_rule(locked.flag, 2, date(2021, 12, 1))
    make_rule(locked.flag, 9, date(2022, 1, 1))
    prepare(locked, "B")
    prepare(locked, "C")
    with pytest.raises(Conflict):
        prepare(locked, "A")


def test_an_award_without_a_number_from_the_city_is_refused(locked):
    locked.merit.award_rules.all().delete()
    with pytest.raises(BadInput):
        prepare(locked, commendation=locked.merit)


def test_a_unit_is_proposed_once_for_an_award(locked):
    prepare(locked, commendation=locked.merit)
    with pytest.raises(Conflict):
        prepare(locked, commendation=locked.merit)


def test_nothing_is_added_after_sending(locked):
    submit(locked.world.cycle, locked.world.users["head_leader"])
    with pytest.raises(Closed):
        prepare(locked)


def test_the_page_proposes_a_unit(locked):
    client = locked.world.client("secretariat")
    assert "Đã có thành tích xuất sắc" in client.get(new_url(locked)).content.decode()
    answer = client.post(
        new_url(locked), {"commendation": locked.flag.pk, "achievements": "", "reason": "Dẫn đầu Khối"}
    )
    nomination = Nomination.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("awards:nomination", args=[nomination.pk])


def test_the_page_tells_what_is_missing(locked):
    answer = locked.world.client("secretariat").post(new_url(locked), {"reason": "Dẫn đầu Khối"})
    assert answer.status_code == 422
    assert not Nomination.objects.exists()


def test_the_page_offers_only_awards_with_a_number_left(locked):
    prepare(locked, "C")
    client = locked.world.client("secretariat")
    assert client.post(new_url(locked), {"commendation": locked.flag.pk, "reason": "x"}).status_code == 422
    assert client.post(new_url(locked), {"commendation": locked.merit.pk, "reason": "x"}).status_code == 302


def test_a_refusal_comes_back_with_what_was_typed(locked):
    units = [locked.world.units[code] for code in "BCA"]
    marks = {units[0].pk: "Không ký giao ước thi đua"}
    make_snapshot(locked.world.cycle, units, locked.world.users["head_leader"], marks)
    data = {"commendation": locked.flag.pk, "achievements": "Đã gõ ở đây", "reason": "Dẫn đầu Khối"}
    client = locked.world.client("secretariat")
    answer = client.post(new_url(locked), data)
    assert answer.status_code == 409
    assert "Không ký giao ước thi đua" in answer.content.decode()
    assert "Đã gõ ở đây" in answer.content.decode()
    assert client.post(new_url(locked, "C"), data).status_code == 302


def test_the_list_offers_to_propose_a_unit_only_where_an_award_is_left_for_it(locked):
    prepare(locked, "B")
    prepare(locked, "B", commendation=locked.merit)
    page = locked.world.client("head_leader").get(
        reverse("awards:cycle_nominations", args=[locked.world.cycle.pk])
    )
    offered = {line["entry"].name: line["may_propose"] for line in page.context["lines"]}
    assert offered == {"Hội B": False, "Hội C": True, "Hội A": True}


def test_a_unit_that_does_not_stand_in_the_standings_has_no_page(locked):
    client = locked.world.client("secretariat")
    assert client.get(new_url(locked, "D")).status_code == 404
    assert client.get(new_url(locked, "C")).status_code == 200


def test_a_dossier_is_edited_and_cites_the_standings_in_force(locked):
    nomination = prepare(locked)
    units = [locked.world.units[code] for code in "CBA"]
    newer = make_snapshot(locked.world.cycle, units, locked.world.users["head_leader"])
    nomination.refresh_from_db()
    assert nomination.cites_superseded
    edited = edit_nomination(
        nomination, actor=locked.world.actor("secretariat"), achievements="Mới", reason="Lý do", version=1
    )
    assert (edited.snapshot, edited.achievements, edited.version) == (newer, "Mới", 2)


def test_an_edit_on_what_was_changed_meanwhile_comes_back_with_what_was_typed(locked):
    nomination = prepare(locked)
    Nomination.objects.update(version=5)
    url = reverse("awards:nomination_edit", args=[nomination.pk])
    typed = {"achievements": "Đã gõ ở đây", "reason": "Lý do"}
    client = locked.world.client("secretariat")
    stale = client.post(url, typed | {"version": 1})
    assert stale.status_code == 409
    assert "Đã gõ ở đây" in stale.content.decode()
    assert client.post(url, typed | {"version": 5}).status_code == 302
    nomination.refresh_from_db()
    assert nomination.achievements == "Đã gõ ở đây"


@pytest.mark.parametrize("state", [NominationState.SENT, NominationState.RECEIVED, NominationState.AWARDED])
def test_a_dossier_with_the_city_is_not_edited(locked, state):
    by = locked.world.users["head_leader"]
    nomination = make_nomination(locked.snapshot, locked.world.units["B"], locked.flag, by, state)
    with pytest.raises(Closed):
        edit_nomination(nomination, actor=locked.world.actor("head_leader"), achievements="x", reason="y")


def test_a_dossier_sent_back_is_edited(locked):
    by = locked.world.users["head_leader"]
    state = NominationState.SUPPLEMENT
    nomination = make_nomination(locked.snapshot, locked.world.units["B"], locked.flag, by, state)
    page = locked.world.client("head_leader").get(reverse("awards:nomination_edit", args=[nomination.pk]))
    assert "Bổ sung số liệu về hội viên." in page.content.decode()
    edit_nomination(nomination, actor=locked.world.actor("head_leader"), achievements="x", reason="y")
    assert Nomination.objects.get().achievements == "x"


def test_a_proposal_not_sent_is_removed_and_its_number_is_free(locked):
    nomination = prepare(locked)
    url = reverse("awards:nomination_removal", args=[nomination.pk])
    assert locked.world.client("secretariat").post(url, {"version": 1}).status_code == 302
    assert AuditEvent.objects.filter(act="nomination.remove", object_id=nomination.pk).exists()
    assert prepare(locked, "C").pk


def test_a_proposal_that_was_sent_is_not_removed(at_city):
    with pytest.raises(Closed):
        remove_nomination(at_city.of_b, actor=at_city.world.actor("head_leader"))
    assert Nomination.objects.filter(pk=at_city.of_b.pk).exists()


def test_a_removal_on_what_was_changed_meanwhile_is_refused(locked):
    nomination = prepare(locked)
    with pytest.raises(Stale):
        remove_nomination(nomination, actor=locked.world.actor("head_leader"), version=0)
