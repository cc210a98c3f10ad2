"""The list of organisations: filters, orders, buttons, and the workbook of what is shown."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from blocs.models import AccessEvent, Organization
from blocs.models.organization import OrganizationKind
from tests import factories as make
from tests.blocs.organizations import told
from tests.cast import World
from tests.queries import MOST_QUERIES, count_queries

REGISTER = "/organizations/"
EXPORT = "/organizations/export/"


def shown(response) -> list[str]:
    return [row.code for row in response.context["page"].object_list]


def rows_of(response) -> list[list]:
    """The rows of a workbook below its head."""
    rows = [list(row) for row in load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True)]
    head = next(number for number, row in enumerate(rows) if len([cell for cell in row if cell]) > 3)
    return rows[head + 1 :]


@pytest.fixture
def mixed(world: World) -> World:
    for code, fields in {
        "A": {"kind": OrganizationKind.UNION},
        "B": {"dissolved_on": date(2021, 12, 31)},
        "C": {"kind": OrganizationKind.BUSINESS_ASSOCIATION, "dissolved_on": date(2099, 12, 31)},
    }.items():
        Organization.objects.filter(pk=world.units[code].pk).update(**fields)
    return world


@pytest.mark.parametrize(("state", "codes"), [("active", "ACD"), ("ended", "B"), ("", "ABCD"), ("x", "ABCD")])
def test_it_is_narrowed_by_state(mixed: World, state: str, codes: str):
    assert shown(mixed.client("officer").get(REGISTER, {"state": state})) == list(codes)


@pytest.mark.parametrize(
    ("sort", "codes"),
    [
        ("short", "ABCD"),
        ("-short", "DCBA"),
        ("code", "ABCD"),
        ("-code", "DCBA"),
        ("kind", "BDCA"),
        ("-kind", "ACBD"),
        ("year", "DABC"),
        ("-year", "ABCD"),
        ("state", "ADBC"),
        ("-state", "CBAD"),
    ],
)
def test_it_is_sorted_by_every_column(mixed: World, sort: str, codes: str):
    mixed.units["D"].memberships.all().delete()
    assert shown(mixed.client("officer").get(REGISTER, {"sort": sort})) == list(codes)


def test_short_names_are_in_vietnamese_order(world: World):
    for code, name in {"A": "Đá", "B": "Da", "C": "Ăn", "D": "An"}.items():
        world.units[code].names.update(short_name=name)
    assert shown(world.client("officer").get(REGISTER, {"sort": "short"})) == list("DCBA")


def test_it_tells_until_when_an_organisation_is_there(mixed: World):
    text = told(mixed.client("officer").get(REGISTER))
    assert "Đến hết ngày 31/12/2021" in text
    assert "Đến hết ngày 31/12/2099" in text


@pytest.mark.parametrize(
    ("persona", "offered"), [("officer", True), ("operator", True), ("secretariat", False)]
)
def test_who_keeps_the_register_finds_the_acts(world: World, persona: str, offered: bool):
    text = told(world.client(persona).get(REGISTER))
    assert ('href="/organizations/new/"' in text) is offered
    assert ('href="/organizations/merger/"' in text) is offered


def test_an_empty_register_leads_to_the_first_entry(db):
    officer = make.make_appointed("city_officer")
    client = Client()
    client.force_login(officer)
    text = told(make.with_second_factor(client, officer).get(REGISTER))
    assert 'class="empty"' in text
    assert 'href="/organizations/new/"' in text


def test_the_workbook_has_what_the_list_shows_in_its_order(mixed: World):
    response = mixed.client("officer").post(f"{EXPORT}?state=active&sort=-name")
    assert response.status_code == 200
    assert [row[0] for row in rows_of(response)] == ["D", "C", "A"]
    assert rows_of(response)[1][7].date() == date(2099, 12, 31)


def test_the_workbook_has_all_pages(world: World):
    for number in range(60):
        make.make_organization(name=f"Hội số {number}")
    assert len(rows_of(world.client("officer").post(EXPORT))) == 64


def test_the_workbook_has_only_what_one_may_see(world: World):
    assert [row[0] for row in rows_of(world.client("outside_leader").post(EXPORT))] == ["D"]


def test_taking_it_out_is_noted_with_the_filter(mixed: World):
    mixed.client("officer").post(f"{EXPORT}?state=active&kind=association&q=h%E1%BB%99i")
    event = AccessEvent.objects.get()
    assert (event.what, event.rows, event.user) == (
        "organizations.export",
        1,
        mixed.users["officer"],
    )
    assert "Trạng thái: Đang hoạt động" in event.filters
    assert "Loại hình: Hội" in event.filters
    assert "hội" in event.filters


def test_three_hundred_ask_no_more_than_four(mixed: World):
    client = mixed.client("officer")
    addresses = [REGISTER, f"{REGISTER}?sort=short", f"{REGISTER}?state=active&sort=-bloc&q=hoi"]
    before = [count_queries(client, address) for address in addresses]
    for number in range(300):
        unit = make.make_organization(f"N{number}", name=f"Hội số {number}")
        make.make_membership(mixed.bloc, unit, 2021, 10 + number)
    assert [count_queries(client, address) for address in addresses] == before
    assert max(before) <= MOST_QUERIES


@pytest.mark.parametrize(
    "address",
    ["merger/?unit={pk}", "new/", "{pk}/details/", "{pk}/name/", "{pk}/division/", "{pk}/dissolution/"],
)
def test_the_pages_of_the_acts_ask_no_more_for_many(world: World, address: str):
    client = world.client("officer")
    address = REGISTER + address.format(pk=world.units["B"].pk)
    before = count_queries(client, address)
    for number in range(30):
        make.make_membership(world.bloc, make.make_organization(name=f"Hội số {number}"), 2021, 10 + number)
        make.make_membership(world.other_bloc, world.units["B"], 1980 + number, 5)
    assert count_queries(client, address) == before
    assert before <= MOST_QUERIES
