"""The register and the page of an organisation."""

from datetime import date, timedelta

import pytest

from blocs import clock
from blocs.models import CompositionDecision, OrganizationName, Representation, Succession
from blocs.models.organization import OrganizationKind, SuccessionKind
from blocs.models.representation import Duty
from tests import factories as make
from tests.cast import World
from tests.queries import MOST_QUERIES, count_queries

REGISTER = "/organizations/"


def shown(response) -> list[str]:
    return [row.name for row in response.context["page"].object_list]


def rename(organization, name: str, since: date) -> None:
    OrganizationName.objects.create(organization=organization, name=name, short_name=name, valid_from=since)


def page_of(organization) -> str:
    return f"/organizations/{organization.pk}/"


def test_the_register_lists_what_one_may_see(world: World):
    assert shown(world.client("officer").get(REGISTER)) == ["Hội A", "Hội B", "Hội C", "Hội D"]
    assert shown(world.client("leader").get(REGISTER)) == ["Hội A", "Hội B", "Hội C"]
    assert shown(world.client("outside_leader").get(REGISTER)) == ["Hội D"]


def test_without_a_right_the_register_says_what_is_missing(world: World):
    response = world.client("nobody").get(REGISTER)
    assert shown(response) == []
    assert 'class="empty"' in response.content.decode()


@pytest.mark.parametrize("typed", ["hoi nu", "HỘI NỮ", "Nữ hội", "doanh nhân nữ", "hoi   nu", "đoàn", "DOAN"])
def test_the_search_ignores_marks_case_and_order_of_words(world: World, typed: str):
    rename(world.units["B"], "Hội Nữ doanh nhân (Đoàn Hải Phòng)", date(2016, 1, 1))
    response = world.client("officer").get(REGISTER, {"q": typed})
    assert shown(response) == ["Hội Nữ doanh nhân (Đoàn Hải Phòng)"]


def test_the_search_finds_former_names_and_codes(world: World):
    rename(world.units["B"], "Hội mới", date(2016, 1, 1))
    client = world.client("officer")
    assert shown(client.get(REGISTER, {"q": "hoi b"})) == ["Hội mới"]
    make.make_organization("HNDN", name="Hội Nữ doanh nhân")
    assert shown(client.get(REGISTER, {"q": "hndn"})) == ["Hội Nữ doanh nhân"]


@pytest.mark.parametrize("typed", ["%", "_", "' OR 1=1", "\\"])
def test_signs_of_the_database_are_only_signs(world: World, typed: str):
    assert world.client("officer").get(REGISTER, {"q": typed}).status_code == 200


def test_a_search_without_a_result_says_so_and_leads_back(world: World):
    response = world.client("officer").get(REGISTER, {"q": "không có đơn vị này"})
    assert shown(response) == []
    assert f'href="{REGISTER}"' in response.content.decode()


def test_the_search_finds_nothing_one_may_not_see(world: World):
    assert shown(world.client("officer").get(REGISTER, {"q": "hội d"})) == ["Hội D"]
    assert shown(world.client("leader").get(REGISTER, {"q": "hội d"})) == []


def test_the_register_is_narrowed_by_bloc_and_kind(world: World):
    world.units["D"].kind = OrganizationKind.UNION
    world.units["D"].save()
    client = world.client("officer")
    assert shown(client.get(REGISTER, {"bloc": world.other_bloc.pk})) == ["Hội D"]
    assert shown(client.get(REGISTER, {"kind": OrganizationKind.UNION})) == ["Hội D"]
    assert shown(client.get(REGISTER, {"bloc": world.bloc.pk, "kind": OrganizationKind.UNION})) == []


@pytest.mark.parametrize(
    "nonsense", [{"bloc": "x"}, {"bloc": "99999999"}, {"kind": "x"}, {"sort": "x"}, {"page": "x"}]
)
def test_a_filter_that_does_not_exist_is_left_out(world: World, nonsense: dict):
    response = world.client("officer").get(REGISTER, nonsense)
    assert response.status_code == 200
    assert len(shown(response)) == 4


def test_a_filter_by_a_bloc_one_may_not_see_tells_nothing(world: World):
    response = world.client("leader").get(REGISTER, {"bloc": world.other_bloc.pk})
    assert shown(response) == ["Hội A", "Hội B", "Hội C"]
    assert "Khối K2" not in response.content.decode()


def test_the_order_is_vietnamese_and_can_be_turned(world: World):
    names = ["Hội Ăn", "Hội An", "Hội Đá", "Hội Da", "Hội Âm", "Hội 10", "Hội 2"]
    for name in names:
        make.make_organization(name=name)
    client = world.client("officer")
    expected = [
        "Hội 2",
        "Hội 10",
        "Hội A",
        "Hội An",
        "Hội Ăn",
        "Hội Âm",
        "Hội B",
        "Hội C",
        "Hội D",
        "Hội Da",
        "Hội Đá",
    ]
    assert shown(client.get(REGISTER)) == expected
    assert shown(client.get(REGISTER, {"sort": "-name"})) == expected[::-1]


def test_sorted_by_bloc_members_stand_in_the_order_of_the_decision(world: World):
    world.units["A"].memberships.update(order=9)
    rows = shown(world.client("officer").get(REGISTER, {"sort": "bloc"}))
    assert rows == ["Hội B", "Hội C", "Hội A", "Hội D"]


def test_fifty_to_a_page(world: World):
    for number in range(60):
        make.make_organization(name=f"Hội số {number}")
    client = world.client("officer")
    assert len(shown(client.get(REGISTER))) == 50
    assert len(shown(client.get(REGISTER, {"page": 2}))) == 14
    assert len(shown(client.get(REGISTER, {"page": 99}))) == 14


def test_an_organisation_bears_the_name_of_today(world: World):
    tomorrow = clock.today() + timedelta(days=1)
    rename(world.units["B"], "Tên từ ngày mai", tomorrow)
    assert "Hội B" in shown(world.client("officer").get(REGISTER))
    with clock.standing_at(tomorrow):
        assert "Tên từ ngày mai" in shown(world.client("officer").get(REGISTER))


def test_the_page_tells_names_years_offices_leaders(world: World):
    unit = world.units["A"]
    rename(unit, "Tên mới", date(2024, 5, 1))
    text = world.client("leader").get(page_of(unit)).content.decode()
    for told in [
        "Tên mới",
        "Hội A",
        "01/01/2015 đến 30/04/2024",
        "Trưởng khối",
        "2021",
        "Chủ tịch A",
        "Khối K1",
    ]:
        assert told in text, told


def test_the_names_of_a_bloc_are_those_of_each_year(world: World):
    world.bloc.names.create(name="Khối mới", short_name="Khối mới", valid_from=date(2022, 1, 1))
    make.make_membership(world.bloc, world.units["B"], 2022, 2)
    card = world.client("officer").get(page_of(world.units["B"])).context["card"]
    assert [(row.year, row.bloc_name) for row in card.years] == [(2022, "Khối mới"), (2021, "Khối K1")]


def test_a_bloc_one_may_not_see_is_named_without_a_way_to_it(world: World):
    make.make_membership(world.other_bloc, world.units["C"], 2019, 1)
    text = world.client("leader").get(page_of(world.units["C"])).content.decode()
    assert "Khối K2" in text
    assert f"/blocs/{world.other_bloc.pk}/" not in text
    assert f"/blocs/{world.bloc.pk}/?year=2021" in text


def test_leaders_of_the_past_stand_below_those_of_today(world: World):
    card = world.client("leader").get(page_of(world.units["B"])).context["card"]
    assert [row.is_now for row in card.leaders] == [True, False]
    assert card.clerks == 1


def test_predecessors_and_successors_bear_the_names_of_that_day(world: World):
    old, new = world.units["D"], world.units["B"]
    rename(old, "Tên về sau", date(2024, 1, 1))
    Succession.objects.create(
        predecessor=old, successor=new, kind=SuccessionKind.MERGED, effective_on=date(2023, 1, 1)
    )
    card = world.client("officer").get(page_of(new)).context["card"]
    assert [(kin.name, kin.visible) for kin in card.predecessors] == [("Hội D", True)]
    card = world.client("officer").get(page_of(old)).context["card"]
    assert [kin.name for kin in card.successors] == ["Hội B"]
    card = world.client("leader").get(page_of(new)).context["card"]
    assert [(kin.name, kin.visible) for kin in card.predecessors] == [("Hội D", False)]


def test_honours_stand_on_the_page(world: World):
    make.make_commendation().honours.create(
        organization=world.units["B"],
        for_year=2020,
        name_then="Hội B",
        authority="UBND",
        source="Báo Hải Phòng",
    )
    assert (
        "Cờ thi đua của Ủy ban nhân dân thành phố"
        in world.client("leader").get(page_of(world.units["B"])).content.decode()
    )


def test_lists_and_pages_ask_the_same_number_of_questions_of_few_and_many_rows(world: World):
    unit = world.units["B"]
    decision = CompositionDecision.objects.create(bloc=world.bloc, issuer="UBND thành phố")
    Succession.objects.create(
        predecessor=world.units["D"],
        successor=unit,
        kind=SuccessionKind.MERGED,
        effective_on=date(2023, 1, 1),
    )
    before = {
        address: count_queries(world.client("operator"), address) for address in (REGISTER, page_of(unit))
    }
    for number in range(12):
        other = make.make_organization(name=f"Hội số {number}")
        make.make_membership(world.bloc, other, 2021, 10 + number, decision=decision)
        make.make_membership(world.bloc, unit, 2000 + number, 2, decision=decision)
        rename(unit, f"Tên {number}", date(2016 + number, 1, 1))
        Succession.objects.create(
            predecessor=other, successor=unit, kind=SuccessionKind.MERGED, effective_on=date(2023, 1, 1)
        )
        Representation.objects.create(
            person=make.make_person(),
            organization=unit,
            duty=Duty.LEADER,
            position_title="Chủ tịch",
            since=date(2001 + number, 1, 1),
            until=date(2001 + number, 12, 31),
        )
    after = {address: count_queries(world.client("operator"), address) for address in before}
    assert after == before
    assert max(after.values()) <= MOST_QUERIES
