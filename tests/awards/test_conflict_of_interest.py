"""A council member in conflict sees nothing of it as a council member, on any channel."""

import re

import pytest
from django.urls import reverse

from awards.actions.decision import record_decision
from awards.actions.opinion import give_opinion
from awards.models import Nomination, Opinion, Verdict
from awards.queries.decisions import awarded_by
from awards.queries.nominations import blocs_of, listed, queue_of, states_of
from blocs import clock
from tests import factories as make
from tests.awards.dossiers import approve
from tests.awards.test_decision import PAPER

LIST = "awards:nominations"
IN_CONFLICT = "conflicted_board"  # tied to B; leader_on_board leads C


def body(at_city, persona, url):
    return at_city.world.client(persona).get(url).content.decode()


def without_tokens(answer, url):
    """A page without what differs in any two: the token against forgery, its own address."""
    return re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode()).replace(url, "")


def test_the_list_holds_no_trace_of_it(at_city):
    url = reverse(LIST)
    assert "Hội B" in body(at_city, "board", url)
    assert "Hội C" in body(at_city, "board", url)
    page = body(at_city, IN_CONFLICT, url)
    assert "Hội B" not in page
    assert "Hội C" in page


def test_a_leader_on_the_council_does_not_judge_the_own_unit_and_sees_it_as_its_leader(at_city):
    user = at_city.world.users["leader_on_board"]
    as_board, as_leader = make.actor_of(user, "board"), make.actor_of(user, "leader")
    assert at_city.of_c not in Nomination.objects.visible_to(as_board)
    assert at_city.of_b in Nomination.objects.visible_to(as_board)
    assert list(Nomination.objects.visible_to(as_leader)) == [at_city.of_c]


def test_its_page_is_the_page_of_nothing(at_city):
    url = reverse("awards:nomination", args=[at_city.of_b.pk])
    nowhere = reverse("awards:nomination", args=[at_city.of_b.pk + 1000])
    client = at_city.world.client(IN_CONFLICT)
    hidden, missing = client.get(url), client.get(nowhere)
    assert hidden.status_code == missing.status_code == 404
    assert without_tokens(hidden, url) == without_tokens(missing, nowhere)
    assert at_city.world.client("board").get(url).status_code == 200


def test_counts_leave_it_out(at_city):
    fair, tied = at_city.world.actor("board"), at_city.world.actor(IN_CONFLICT)
    assert states_of(fair) == [("received", 2)]
    assert states_of(tied) == [("received", 1)]
    assert queue_of(fair).total == 2
    assert queue_of(tied).ids == [at_city.of_c.pk]


def test_the_order_from_dossier_to_dossier_leaves_it_out(at_city):
    url = reverse("awards:nomination", args=[at_city.of_c.pk])
    to_b = reverse("awards:nomination", args=[at_city.of_b.pk])
    assert to_b in body(at_city, "board", url)
    assert to_b not in body(at_city, IN_CONFLICT, url)


def test_the_first_page_after_login_does_not_speak_of_it(at_city):
    home = reverse("reports:home")
    assert "Hội B" in body(at_city, "board", home)
    page = body(at_city, IN_CONFLICT, home)
    assert "Hội B" not in page
    assert "Hội C" in page


def test_the_search_does_not_find_it(at_city):
    url = reverse(LIST) + "?q=hoi+b"
    assert at_city.of_b in listed(at_city.world.actor("board"), search="hoi b")
    assert at_city.of_b not in listed(at_city.world.actor(IN_CONFLICT), search="hoi b")
    assert reverse("awards:nomination", args=[at_city.of_b.pk]) not in body(at_city, IN_CONFLICT, url)


def test_the_filter_does_not_name_a_bloc_it_alone_stands_for(at_city):
    at_city.of_c.delete()
    assert [name for _pk, name in blocs_of(at_city.world.actor("board"))] == ["Khối K1"]
    assert blocs_of(at_city.world.actor(IN_CONFLICT)) == []


@pytest.mark.parametrize(
    "name", ["opinion", "nomination_receipt", "nomination_supplement", "nomination_approval"]
)
def test_no_act_on_it_answers_otherwise_than_for_nothing(at_city, name):
    client = at_city.world.client(IN_CONFLICT)
    data = {"verdict": "agree", "version": 0}
    assert client.post(reverse(f"awards:{name}", args=[at_city.of_b.pk]), data).status_code == 404
    assert client.post(reverse(f"awards:{name}", args=[at_city.of_b.pk + 1000]), data).status_code == 404


def test_another_dossier_of_the_bloc_does_not_name_it(at_city):
    page = body(at_city, IN_CONFLICT, reverse("awards:nomination", args=[at_city.of_c.pk]))
    assert "Hội B" not in page
    assert "Hội A" not in page
    assert "2/3" in page  # the unit's own place is told
    # City staff see the whole of the locked standings.
    assert "Hội B" in body(at_city, "officer", reverse("awards:nomination", args=[at_city.of_c.pk]))


def test_a_council_member_sees_no_count_of_what_the_bloc_proposes(at_city):
    url = reverse("awards:nomination", args=[at_city.of_c.pk])
    notes = {
        persona: [check.note for check in at_city.world.client(persona).get(url).context["checks"]]
        for persona in ["board", "officer"]
    }
    assert len(notes["board"]) == len(notes["officer"])
    assert notes["board"] != notes["officer"]


def test_an_opinion_given_before_the_tie_is_not_read_any_more(at_city):
    actor = at_city.world.actor("board")
    opinion = Opinion.objects.create(
        nomination=at_city.of_b,
        person=actor.person,
        verdict=Verdict.AGREE,
        given_at=clock.now(),
        given_by=actor.user,
    )
    assert opinion in Opinion.objects.visible_to(actor)
    make.make_affiliation(at_city.world.users["board"], at_city.world.units["B"])
    assert opinion not in Opinion.objects.visible_to(at_city.world.actor("board"))


def test_a_tie_that_ended_is_no_conflict(at_city):
    person = at_city.world.users[IN_CONFLICT].person
    person.affiliations.update(until=clock.today())
    assert at_city.of_b not in Nomination.objects.visible_to(at_city.world.actor(IN_CONFLICT))
    person.affiliations.update(until=make.LONG_AGO)
    assert at_city.of_b in Nomination.objects.visible_to(at_city.world.actor(IN_CONFLICT))


def test_what_was_decided_is_public_but_leads_to_no_nomination(at_city):
    approve(at_city.world, at_city.of_b)
    decision = record_decision(
        actor=at_city.world.actor("officer"),
        awarded=[at_city.of_b.pk],
        not_approved={at_city.of_c.pk: "Số lượng đã hết."},
        **PAPER,
    )
    url = reverse("awards:decision", args=[decision.pk])
    tied, fair = body(at_city, IN_CONFLICT, url), body(at_city, "board", url)
    link = reverse("awards:nomination", args=[at_city.of_b.pk])
    assert "Hội B" in tied
    assert link not in tied
    assert link in fair
    assert [unit.nomination_id for unit in awarded_by(decision, at_city.world.actor(IN_CONFLICT))] == [None]
    # Who was not approved stands in no decision.
    assert "Hội C" not in fair


def test_before_the_decision_the_decisions_tell_nothing(at_city):
    for persona in ["board", IN_CONFLICT]:
        assert "Hội B" not in body(at_city, persona, reverse("awards:decisions"))
        assert at_city.world.client(persona).get(reverse("awards:decision_new")).status_code == 403


def test_a_council_member_opens_no_cycle_of_the_bloc(at_city):
    url = reverse("awards:cycle_nominations", args=[at_city.world.cycle.pk])
    assert at_city.world.client("board").get(url).status_code == 404
    assert at_city.world.client("head_leader").get(url).status_code == 200


@pytest.mark.parametrize("persona", ["officer", "city_leader"])
def test_city_staff_read_no_opinion_on_a_unit_they_are_tied_to(at_city, persona):
    world = at_city.world
    Nomination.objects.update(state="received", received_at=clock.now(), received_by=world.users["operator"])
    for nomination in (at_city.of_b, at_city.of_c):
        give_opinion(nomination, actor=world.actor("board"), verdict=Verdict.OTHER, text="Ý kiến riêng")
    make.make_affiliation(world.users[persona], world.units["B"])
    client = world.client(persona)
    pages = {n: client.get(f"/nominations/{n.pk}/").content.decode() for n in (at_city.of_b, at_city.of_c)}
    assert ["Ý kiến riêng" in page for page in pages.values()] == [False, True]
    records = [
        client.get(f"/history/awards.nomination/{n.pk}/").content.decode()
        for n in (at_city.of_b, at_city.of_c)
    ]
    assert ["Ý kiến riêng" in page for page in records] == [False, True]
