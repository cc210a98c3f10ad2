"""The list of blocs, and a bloc's page year by year."""

from datetime import date

import pytest

from blocs.actions.membership import leave_bloc
from blocs.models import Appointment, CompositionDecision, Office, OrganizationName, Role
from blocs.models.office import OfficeRole
from tests import factories as make
from tests.blocs.compositions import DECISION
from tests.cast import World
from tests.queries import MOST_QUERIES, count_queries

BLOCS = "/blocs/"


def page_of(bloc, year: int | None = None) -> str:
    return f"/blocs/{bloc.pk}/" + (f"?year={year}" if year else "")


def names(response) -> list[str]:
    return [str(member.name) for member in response.context["card"].members]


def test_the_list_shows_the_newest_year_with_its_members_and_head(world: World):
    make.make_membership(world.bloc, make.make_organization("G"), 2021, 4, competes=False)
    rows = world.client("officer").get(BLOCS).context["blocs"]
    assert [(row.name, row.year_now, row.members_now, str(row.head_name)) for row in rows] == [
        ("Khối thi đua K1", 2021, 3, "Hội A"),
        ("Khối thi đua K2", 2021, 1, "Hội D"),
    ]


def test_a_member_finds_its_own_bloc_only(world: World):
    assert [row.code for row in world.client("leader").get(BLOCS).context["blocs"]] == ["K1"]
    text = world.client("nobody").get(BLOCS).content.decode()
    assert 'class="empty"' in text
    assert "Khối K1" not in text


def test_the_order_of_blocs_is_vietnamese_and_can_be_turned(world: World):
    for name in ["Cụm Đá", "Cụm Da", "Cụm 10", "Cụm 2"]:
        make.make_bloc(name=name)
    expected = ["Cụm 2", "Cụm 10", "Cụm Da", "Cụm Đá", "Khối thi đua K1", "Khối thi đua K2"]
    client = world.client("officer")
    assert [row.name for row in client.get(BLOCS).context["blocs"]] == expected
    assert [row.name for row in client.get(BLOCS, {"sort": "-name"}).context["blocs"]] == expected[::-1]
    assert client.get(BLOCS, {"sort": "nonsense"}).status_code == 200


def test_members_stand_in_the_order_of_the_decision_not_of_the_alphabet(world: World):
    world.units["A"].memberships.update(order=9)
    assert names(world.client("leader").get(page_of(world.bloc))) == ["Hội B", "Hội C", "Hội A"]


def test_a_year_shows_its_own_members_under_the_names_of_that_year(world: World):
    make.make_membership(world.bloc, world.units["B"], 2020, 1)
    OrganizationName.objects.create(
        organization=world.units["B"], name="Tên mới", short_name="TM", valid_from=date(2021, 6, 1)
    )
    client = world.client("leader")
    assert names(client.get(page_of(world.bloc, 2020))) == ["Hội B"]
    assert names(client.get(page_of(world.bloc, 2021))) == ["Hội A", "Tên mới", "Hội C"]
    response = client.get(page_of(world.bloc))
    assert [(year["label"], year["current"]) for year in response.context["years"]] == [
        (2021, True),
        (2020, False),
    ]


@pytest.mark.parametrize("year", ["1999", "2099", "x", "20211", "-1", "²⁰²¹"])
def test_a_year_the_bloc_never_had_is_not_found(world: World, year: str):
    client = world.client("officer")
    assert client.get(f"{page_of(world.bloc)}?year={year}").status_code == 404
    assert client.get(f"{page_of(world.bloc)}?year=2021").status_code == 200


def test_offices_bear_the_titles_of_the_bloc(world: World):
    world.bloc.head_title, world.bloc.deputy_title = "Khối trưởng", "Khối phó"
    world.bloc.save()
    make.make_head(world.bloc, world.units["C"], 2021, OfficeRole.DEPUTY)
    card = world.client("leader").get(page_of(world.bloc)).context["card"]
    assert [member.office for member in card.members] == ["Khối trưởng", "", "Khối phó"]


def test_an_office_passed_on_within_the_year_shows_who_had_it_last(world: World):
    Office.objects.filter(bloc=world.bloc).update(until=date(2021, 6, 30))
    Office.objects.create(
        bloc=world.bloc,
        organization=world.units["B"],
        year=2021,
        role=OfficeRole.HEAD,
        since=date(2021, 7, 1),
    )
    card = world.client("leader").get(page_of(world.bloc)).context["card"]
    assert [member.office for member in card.members] == ["Trưởng khối", "Trưởng khối", ""]
    rows = world.client("leader").get(BLOCS).context["blocs"]
    assert str(rows[0].head_name) == "Hội B"


def test_the_decision_on_the_composition_is_cited_once(world: World):
    decision = CompositionDecision.objects.create(
        bloc=world.bloc, number="15/QĐ-UBND", dated_on=date(2020, 3, 4), issuer="Ủy ban nhân dân thành phố"
    )
    world.bloc.memberships.update(decision=decision)
    text = world.client("leader").get(page_of(world.bloc)).content.decode()
    assert text.count("15/QĐ-UBND") == 1
    assert "04/03/2020" in text


def test_the_secretariat_of_the_year_is_named(world: World):
    Appointment.objects.filter(role=Role.SECRETARIAT, bloc=world.bloc).update(until=date(2020, 12, 31))
    make.make_membership(world.bloc, world.units["B"], 2020, 1)
    client = world.client("officer")
    assert len(client.get(page_of(world.bloc, 2020)).context["card"].secretariat) == 1
    assert client.get(page_of(world.bloc, 2021)).context["card"].secretariat == []


def test_a_bloc_without_members_says_what_comes_next(world: World):
    response = world.client("operator").get(page_of(make.make_bloc("K7")))
    assert response.context["card"].year is None
    assert 'class="empty"' in response.content.decode()


def test_the_way_to_the_cycle_is_shown_to_those_who_may_open_it(world: World):
    way = f"/cycles/{world.cycle.pk}/"
    assert f'<a href="{way}"' in main(world.client("officer").get(page_of(world.bloc)))
    assert f'<a href="{way}"' not in main(world.client("board").get(page_of(world.bloc)))


def main(response) -> str:
    return response.content.decode().partition('<main id="main"')[2]


def test_few_and_many_rows_take_the_same_number_of_questions(world: World):
    addresses = [BLOCS, page_of(world.bloc, 2021)]
    before = [count_queries(world.client("operator"), address) for address in addresses]
    for number in range(12):
        other = make.make_bloc(f"M{number}")
        decision = CompositionDecision.objects.create(bloc=world.bloc, number=str(number), issuer="UBND")
        unit = make.make_organization(f"N{number}")
        make.make_membership(world.bloc, unit, 2021, 10 + number, decision=decision)
        make.make_membership(other, make.make_organization(f"O{number}"), 2021, 1)
        make.make_head(other, unit, 2021)
        make.make_appointed(Role.SECRETARIAT, world.bloc)
    assert [count_queries(world.client("operator"), address) for address in addresses] == before
    assert max(before) <= MOST_QUERIES


def test_who_left_within_the_year_competes_no_more_and_is_named(world: World):
    """Counted on the page and in the list; who stays to the end of the year is counted."""
    unit = make.make_organization("G")
    make.make_membership(world.bloc, unit, 2021, 4, joined_on=date(2021, 5, 4))
    world.units["B"].memberships.filter(year=2021).update(left_on=date(2021, 6, 30))
    world.units["C"].memberships.filter(year=2021).update(left_on=date(2021, 12, 31))
    client = world.client("officer")
    page = client.get(page_of(world.bloc))
    assert page.context["card"].competing == 3
    assert client.get(BLOCS).context["blocs"][0].members_now == 3
    text = page.content.decode()
    assert "Gia nhập trong năm: Hội G (04/05/2021)." in text
    assert "Rút: Hội B (30/06/2021); Hội C (31/12/2021)." in text
    assert "Biến động trong năm" not in client.get(page_of(world.other_bloc)).content.decode()


def test_what_was_last_recorded_about_members_stands_on_the_page(world: World):
    membership = world.units["B"].memberships.get(year=2021)
    leave_bloc(membership, actor=world.actor("officer"), left_on=date(2021, 6, 30), basis=DECISION)
    client = world.client("officer")
    told = [(entry.what, entry.label) for entry in client.get(page_of(world.bloc)).context["history"]]
    assert ("Ghi nhận đơn vị rút khỏi khối, cụm", "Hội B – Khối thi đua K1 2021") in told
    other = client.get(page_of(world.other_bloc)).context["history"]
    assert not any("Hội B" in entry.label for entry in other)
