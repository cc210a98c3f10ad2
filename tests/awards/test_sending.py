"""The head's leader sends the dossiers of the bloc to the city."""

from datetime import timedelta

import pytest
from django.urls import reverse

from awards.actions.nomination import edit_nomination, send_nominations
from awards.models import Nomination, NominationState
from blocs import clock
from blocs.errors import BadInput, Closed, Conflict, NotAllowed
from blocs.models import AuditEvent
from emulation.models import Cycle
from emulation.models.window import Act
from tests import factories as make
from tests.awards.dossiers import make_nomination, make_snapshot

PREPARING = NominationState.PREPARING


@pytest.fixture
def prepared(locked):
    by = locked.world.users["secretariat"]
    make_nomination(locked.snapshot, locked.world.units["B"], locked.flag, by, PREPARING)
    make_nomination(locked.snapshot, locked.world.units["C"], locked.merit, by, PREPARING)
    return locked


def send(prepared, persona="head_leader"):
    return send_nominations(prepared.world.cycle, actor=prepared.world.actor(persona))


def states():
    return list(Nomination.objects.order_by("pk").values_list("state", flat=True))


def test_all_prepared_dossiers_are_sent_and_the_gate_is_set(prepared):
    assert send(prepared) == 2
    assert states() == [NominationState.SENT] * 2
    cycle = Cycle.objects.get(pk=prepared.world.cycle.pk)
    assert cycle.is_submitted
    assert cycle.submitted_by == prepared.world.users["head_leader"]
    assert AuditEvent.objects.filter(act="nomination.send").count() == 2
    assert AuditEvent.objects.filter(act="cycle.submit").count() == 1


@pytest.mark.parametrize("persona", ["secretariat", "head_clerk", "leader", "outside_leader", "officer"])
def test_nobody_but_the_heads_leader_sends(prepared, persona):
    with pytest.raises(NotAllowed):
        send(prepared, persona)
    assert states() == [PREPARING] * 2


def test_there_must_be_something_to_send(locked):
    with pytest.raises(BadInput):
        send(locked)
    assert not Cycle.objects.get(pk=locked.world.cycle.pk).is_submitted


def test_an_empty_dossier_is_named(prepared):
    Nomination.objects.filter(organization=prepared.world.units["C"]).update(achievements="")
    with pytest.raises(BadInput, match="Hội C"):
        send(prepared)
    assert states() == [PREPARING] * 2


def test_a_dossier_that_cites_replaced_standings_is_named(prepared):
    units = [prepared.world.units[code] for code in "BCA"]
    make_snapshot(prepared.world.cycle, units, prepared.world.users["head_leader"])
    with pytest.raises(Conflict, match="Hội B, Hội C"):
        send(prepared)


def test_a_unit_no_longer_considered_stops_the_sending(prepared):
    units = [prepared.world.units[code] for code in "BCA"]
    marks = {units[1].pk: "Không ký giao ước thi đua"}
    make_snapshot(prepared.world.cycle, units, prepared.world.users["head_leader"], marks)
    with pytest.raises(Conflict, match="Hội C.*Không ký giao ước"):
        send(prepared)


@pytest.mark.parametrize(("opens", "closes"), [(-20, -10), (10, 20)])
def test_outside_of_the_window_nothing_is_sent(prepared, opens, closes):
    today = clock.today()
    make.make_window(
        prepared.world.cycle, Act.NOMINATION, today + timedelta(days=opens), today + timedelta(days=closes)
    )
    with pytest.raises(Closed):
        send(prepared)
    assert states() == [PREPARING] * 2


def test_inside_of_the_window_it_is_sent(prepared):
    make.make_window(prepared.world.cycle, Act.NOMINATION)
    assert send(prepared) == 2


def test_an_extension_for_the_head_lets_it_send_late(prepared):
    today = clock.today()
    window = make.make_window(
        prepared.world.cycle, Act.NOMINATION, today - timedelta(days=20), today - timedelta(days=10)
    )
    make.make_extension(window, prepared.world.units["A"], today, prepared.world.users["officer"])
    assert send(prepared) == 2


def test_a_supplemented_dossier_is_sent_again_after_the_window(at_city):
    today = clock.today()
    make.make_window(
        at_city.world.cycle, Act.NOMINATION, today - timedelta(days=20), today - timedelta(days=10)
    )
    Nomination.objects.filter(pk=at_city.of_c.pk).update(
        state=NominationState.SUPPLEMENT, supplement_request="Bổ sung"
    )
    submitted = Cycle.objects.get(pk=at_city.world.cycle.pk).submitted_at
    assert send(at_city) == 1
    assert states() == [NominationState.RECEIVED, NominationState.SENT]
    assert Cycle.objects.get(pk=at_city.world.cycle.pk).submitted_at == submitted


def test_the_page_says_what_will_happen_and_sends(prepared):
    client = prepared.world.client("head_leader")
    url = reverse("awards:nomination_sending", args=[prepared.world.cycle.pk])
    page = client.get(url).content.decode()
    assert "btn-binding" in page
    for words in [prepared.flag.name, prepared.merit.name, "Hội B", "Hội C"]:
        assert words in page
    assert states() == [PREPARING] * 2
    assert client.post(url, shown()).status_code == 302
    assert states() == [NominationState.SENT] * 2


def shown():
    """What the page carries of the dossiers as they are now."""
    return {"seen": " ".join(f"{n.pk}:{n.version}" for n in Nomination.objects.order_by("pk"))}


def add_one(prepared):
    by = prepared.world.users["secretariat"]
    make_nomination(prepared.snapshot, prepared.world.units["A"], prepared.merit, by, PREPARING)


def edit_one(prepared):
    nomination = Nomination.objects.get(organization=prepared.world.units["B"])
    actor = prepared.world.actor("secretariat")
    edit_nomination(nomination, actor=actor, achievements="Viết lại.", reason="Khen")


def remove_one(prepared):
    Nomination.objects.get(organization=prepared.world.units["C"]).delete()


@pytest.mark.parametrize("change", [add_one, edit_one, remove_one])
def test_only_what_was_shown_is_sent(prepared, change):
    client = prepared.world.client("head_leader")
    url = reverse("awards:nomination_sending", args=[prepared.world.cycle.pk])
    seen = shown()
    change(prepared)
    answer = client.post(url, seen)
    assert answer.status_code == 409
    assert "Hồ sơ đã thay đổi" in answer.content.decode()
    assert set(states()) == {PREPARING}
    # The page now shows what there is, and that may be sent.
    again = {"seen": answer.context["form"]["seen"].value()}
    assert client.post(url, again).status_code == 302
    assert set(states()) == {NominationState.SENT}


@pytest.mark.parametrize("seen", ["x", "1:2:3", "1:", "1:2 "])
def test_a_forged_list_sends_nothing(prepared, seen):
    url = reverse("awards:nomination_sending", args=[prepared.world.cycle.pk])
    assert prepared.world.client("head_leader").post(url, {"seen": seen}).status_code in {409, 422}
    assert states() == [PREPARING] * 2


def test_the_page_tells_why_it_was_not_sent(prepared):
    Nomination.objects.update(achievements="")
    url = reverse("awards:nomination_sending", args=[prepared.world.cycle.pk])
    answer = prepared.world.client("head_leader").post(url, shown())
    assert answer.status_code == 422
    assert "Hội B, Hội C" in answer.content.decode()
