"""The first page of city staff and of the council: nominations, each to whose turn it is."""

from datetime import date

import pytest

from awards.models import Nomination, NominationState, Opinion
from awards.models.opinion import Verdict
from blocs import clock
from blocs.models import BlocName, OrganizationName
from emulation.models import Cycle, EmulationYear
from reports.queries.home import home_of
from tests import factories as make
from tests.awards.dossiers import make_flag, make_nomination, make_snapshot
from tests.cast import World
from tests.reports.homes import acts, todos, waits

OPINION, RECEIVE, APPRAISE = "Cho ý kiến", "Tiếp nhận hồ sơ", "Thẩm định hồ sơ"
APPROVE, RECORD = "Phê duyệt nội dung thẩm định", "Ghi nhận quyết định"


@pytest.fixture
def nominated(world: World) -> Nomination:
    """Unit B, proposed for the flag and received by the city."""
    snapshot = make_snapshot(world.cycle, [world.units[code] for code in "ABC"], world.users["head_leader"])
    return make_nomination(snapshot, world.units["B"], make_flag(), world.users["head_leader"])


def put(nomination: Nomination, **fields) -> None:
    Nomination.objects.filter(pk=nomination.pk).update(**fields)


def appraise(world: World, nomination: Nomination) -> None:
    put(nomination, appraisal="Đủ điều kiện.", appraised_at=clock.now(), appraised_by=world.users["officer"])


def approve(world: World, nomination: Nomination) -> None:
    put(nomination, approved_at=clock.now(), approved_by=world.users["city_leader"])


def test_a_sent_dossier_is_the_officers_to_receive(world: World, nominated: Nomination):
    put(nominated, state=NominationState.SENT)
    assert todos(world, "officer") == [(RECEIVE, "Cờ thi đua của Ủy ban nhân dân thành phố · Hội B, 2021")]
    assert acts(world, "city_leader") == []
    assert acts(world, "board") == []


def test_a_received_dossier_is_appraised_then_approved_then_decided(world: World, nominated: Nomination):
    assert (acts(world, "officer"), acts(world, "city_leader")) == ([APPRAISE], [])
    appraise(world, nominated)
    assert (acts(world, "officer"), acts(world, "city_leader")) == ([], [APPROVE])
    approve(world, nominated)
    assert (acts(world, "officer"), acts(world, "city_leader")) == ([RECORD], [])
    put(nominated, state=NominationState.AWARDED)
    assert (acts(world, "officer"), acts(world, "city_leader")) == ([], [])


def test_a_council_member_gives_an_opinion_once(world: World, nominated: Nomination):
    assert acts(world, "board") == [OPINION]
    member = world.users["board"]
    Opinion.objects.create(
        nomination=nominated,
        person=member.person,
        verdict=Verdict.AGREE,
        given_at=clock.now(),
        given_by=member,
    )
    assert acts(world, "board") == []


def test_a_council_member_in_conflict_sees_nothing_of_the_unit(world: World, nominated: Nomination):
    assert acts(world, "conflicted_board") == []
    html = world.client("conflicted_board").get("/").content.decode()
    assert "Hội B" not in html
    assert "Hội B" in world.client("board").get("/").content.decode()


def test_the_conflict_follows_from_the_person_in_every_capacity(world: World, nominated: Nomination):
    put(nominated, organization=world.units["C"])
    assert acts(world, "leader_on_board") == []
    assert acts(world, "board") == [OPINION]


def test_an_officer_tied_to_the_unit_is_asked_nothing_of_it(world: World, nominated: Nomination):
    make.make_affiliation(world.users["officer"], world.units["B"])
    assert acts(world, "officer") == []


def test_city_staff_wait_for_a_supplement_and_the_council_hears_nothing(world: World, nominated: Nomination):
    put(nominated, state=NominationState.SUPPLEMENT, supplement_request="Bổ sung số liệu.")
    expected = [("Khối thi đua K1", "Bổ sung hồ sơ của Hội B")]
    assert waits(world, "officer") == expected
    assert waits(world, "city_leader") == expected
    assert waits(world, "board") == []


def test_a_dossier_in_preparation_is_nobodys_in_the_city(world: World, nominated: Nomination):
    put(nominated, state=NominationState.PREPARING)
    for persona in ("officer", "city_leader", "board"):
        assert acts(world, persona) == []


def test_many_dossiers_end_with_the_way_to_the_list(world: World, nominated: Nomination):
    for _number in range(16):
        snapshot = make_snapshot(
            make.make_cycle(make.make_bloc()), [world.units["C"]], world.users["head_leader"]
        )
        make_nomination(snapshot, world.units["C"], make_flag(), world.users["head_leader"])
    found = acts(world, "officer")
    assert len(found) == 16
    assert found[-1] == "Còn 2 hồ sơ nữa"


def test_a_nomination_names_its_unit_and_bloc_as_the_list_of_nominations_does(
    world: World, nominated: Nomination
):
    OrganizationName.objects.create(
        organization=world.units["B"], name="Hội tên mới", short_name="B", valid_from=date(2022, 1, 1)
    )
    BlocName.objects.create(
        bloc=world.bloc, name="Khối tên mới", short_name="Khối mới", valid_from=date(2022, 1, 1)
    )
    (_act, of), *_others = todos(world, "officer")
    assert of.endswith("Hội B, 2021")
    put(nominated, state=NominationState.SUPPLEMENT, supplement_request="Bổ sung số liệu.")
    ((who, what),) = waits(world, "officer")
    assert "Hội B" in what
    assert who != "Khối tên mới"


def test_on_a_new_site_the_officer_is_to_open_the_first_year(world: World):
    assert todos(world, "officer") == []
    Cycle.objects.all().delete()
    assert todos(world, "officer") == []
    EmulationYear.objects.all().delete()
    (todo,) = home_of(world.actor("officer")).todos
    assert (todo.act, todo.url) == ("Mở năm đầu tiên", "/years/")
    assert 'href="/years/"' in world.client("officer").get("/").content.decode()
    assert todos(world, "city_leader") == todos(world, "board") == []
