"""The list of nominations: each role its own, narrowed by bloc, state and name."""

import pytest
from django.urls import reverse

from awards.models import Nomination, NominationState, Opinion, Verdict
from blocs import clock
from tests import factories as make
from tests.awards.dossiers import make_nomination, make_snapshot

URL = "awards:nominations"


def names(at_city, persona, query=""):
    page = at_city.world.client(persona).get(reverse(URL) + query)
    assert page.status_code == 200
    return [line["row"].name for line in page.context["lines"]]


@pytest.fixture
def both(at_city):
    """A third nomination, of the other bloc, still with its sender."""
    world = at_city.world
    snapshot = make_snapshot(world.other_cycle, [world.units["D"]], world.users["outside_leader"])
    by = world.users["outside_leader"]
    make_nomination(snapshot, world.units["D"], at_city.flag, by, NominationState.SENT)
    return at_city


def test_each_role_sees_its_own(both):
    seen = {
        "officer": ["Hội B", "Hội C", "Hội D"],
        "city_leader": ["Hội B", "Hội C", "Hội D"],
        "board": ["Hội B", "Hội C", "Hội D"],
        "conflicted_board": ["Hội C", "Hội D"],
        "leader_on_board": ["Hội B", "Hội D"],
        "head_leader": ["Hội B", "Hội C"],
        "head_clerk": [],
        "secretariat": ["Hội B", "Hội C"],
        "leader": ["Hội B"],
        "clerk": ["Hội B"],
        "other_leader": ["Hội C"],
        "outside_leader": ["Hội D"],
        "other_secretariat": ["Hội D"],
        "ended_leader": [],
        "nobody": [],
        "operator": [],
    }
    assert {persona: names(both, persona) for persona in seen} == seen


def test_one_in_preparation_is_the_blocs_alone(both):
    Nomination.objects.filter(state=NominationState.SENT).update(
        state=NominationState.PREPARING, sent_at=None, sent_by=None
    )
    assert "Hội D" not in names(both, "officer")
    assert names(both, "outside_leader") == ["Hội D"]


def test_it_is_narrowed_by_bloc_state_and_name(both):
    bloc = both.world.other_bloc.pk
    assert names(both, "officer", f"?bloc={bloc}") == ["Hội D"]
    assert names(both, "officer", "?state=received") == ["Hội B", "Hội C"]
    assert names(both, "officer", f"?state=received&bloc={bloc}") == []
    assert names(both, "officer", "?q=HOI c") == ["Hội C"]
    assert names(both, "officer", "?bloc=abc&state=&q=") == ["Hội B", "Hội C", "Hội D"]


@pytest.mark.parametrize("query", ["?state=nonsense", "?bloc=0", "?bloc=" + "9" * 5000, "?page=nowhere"])
def test_what_cannot_be_asked_for_is_left_out(both, query):
    assert names(both, "officer", query) == ["Hội B", "Hội C", "Hội D"]


def test_a_search_that_finds_nothing_says_how_to_see_all(both):
    page = both.world.client("officer").get(reverse(URL) + "?q=không có").content.decode()
    assert 'class="empty"' in page
    assert f'href="{reverse(URL)}"' in page


def test_the_year_before_stands_after(both):
    world, by = both.world, both.world.users["head_leader"]
    snapshot = make_snapshot(make.make_cycle(world.bloc, 2020), [world.units["A"]], by)
    make_nomination(snapshot, world.units["A"], both.flag, by)
    assert names(both, "officer") == ["Hội B", "Hội C", "Hội D", "Hội A"]


def test_a_council_member_sees_the_own_opinion_beside_each(both):
    actor = both.world.actor("board")
    Opinion.objects.create(
        nomination=both.of_b,
        person=actor.person,
        verdict=Verdict.AGREE,
        given_at=clock.now(),
        given_by=actor.user,
    )
    page = both.world.client("board").get(reverse(URL))
    assert [line["opinion"] and line["opinion"].icon for line in page.context["lines"]] == [
        "check-circle",
        "circle",
        None,
    ]
    assert (page.context["queue"].given, page.context["queue"].total) == (1, 2)


def test_those_who_prepare_find_their_way_to_it(both):
    link = reverse("awards:cycle_nominations", args=[both.world.cycle.pk])
    found = {
        persona: link in both.world.client(persona).get(reverse(URL)).content.decode()
        for persona in ["head_leader", "secretariat", "leader", "officer", "board"]
    }
    assert found == {
        "head_leader": True,
        "secretariat": True,
        "leader": False,
        "officer": False,
        "board": False,
    }


def test_the_unit_reads_that_the_award_is_not_given_this_time(at_city):
    Nomination.objects.filter(pk=at_city.of_b.pk).update(
        state=NominationState.NOT_APPROVED, not_approved_reason="Số lượng đã hết."
    )
    page = at_city.world.client("leader").get(reverse(URL)).content.decode()
    assert "Không xét tặng kỳ này" in page
    assert "loại" not in page.split("<main", 1)[1].split("</main>", 1)[0]
