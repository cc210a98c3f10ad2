"""The list of blocs: of a kind, of a year, going on or ended; with members; as workbooks."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from blocs.models import AccessEvent, Membership, Office
from blocs.models.bloc import BlocKind
from tests import factories as make
from tests.cast import YEAR, World
from tests.queries import MOST_QUERIES, count_queries

BLOCS = "/blocs/"


def codes(response) -> list[str]:
    return [row.code for row in response.context["blocs"]]


def sheet_of(response) -> list[tuple]:
    """The rows of a workbook below its head."""
    page = load_workbook(BytesIO(response.content)).active
    rows = [tuple(row) for row in page.iter_rows(values_only=True)]
    head = next(n for n, row in enumerate(rows) if row[1] is not None)
    return rows[head + 1 :]


def test_it_is_narrowed_to_a_kind(world: World):
    make.make_bloc("C1", kind=BlocKind.TERRITORIAL)
    client = world.client("officer")
    assert codes(client.get(BLOCS, {"kind": "territorial"})) == ["C1"]
    assert codes(client.get(BLOCS, {"kind": "functional"})) == ["K1", "K2"]
    assert codes(client.get(BLOCS, {"kind": "nonsense"})) == ["C1", "K1", "K2"]


def test_it_is_narrowed_to_a_year_with_its_members_and_head(world: World):
    make.make_membership(world.bloc, world.units["C"], 2019, 1)
    make.make_head(world.bloc, world.units["C"], 2019)
    [row] = world.client("officer").get(BLOCS, {"year": "2019"}).context["blocs"]
    assert (row.code, row.year_now, row.members_now, str(row.head_name)) == ("K1", 2019, 1, "Hội C")
    assert f"/blocs/{world.bloc.pk}/?year=2019" in (
        world.client("officer").get(BLOCS, {"year": "2019"}).content.decode()
    )


@pytest.mark.parametrize("year", ["x", "1", "-2021", "99999999999999999999"])
def test_an_unknown_year_is_left_out(world: World, year: str):
    assert codes(world.client("officer").get(BLOCS, {"year": year})) == ["K1", "K2"]


def test_ended_blocs_are_asked_for(world: World):
    make.make_bloc("CU", ended_on=date(2020, 12, 31))
    client = world.client("officer")
    assert codes(client.get(BLOCS)) == ["K1", "K2"]
    assert codes(client.get(BLOCS, {"state": "ended"})) == ["CU"]
    assert codes(client.get(BLOCS, {"state": "all"})) == ["CU", "K1", "K2"]


def test_of_a_year_a_bloc_that_ended_later_was_going_on(world: World):
    gone = make.make_bloc("CU", ended_on=date(2020, 6, 30))
    make.make_membership(gone, make.make_organization(), 2020, 1)
    assert codes(world.client("officer").get(BLOCS, {"year": "2020"})) == ["CU"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("members", "K2 K1"), ("-members", "K1 K2"), ("head", "K1 K2"), ("-head", "K2 K1"), ("--name", "K1 K2")],
)
def test_it_is_sorted_by_its_columns(world: World, sort: str, expected: str):
    assert codes(world.client("officer").get(BLOCS, {"sort": sort})) == expected.split()


def test_the_members_of_all_are_shown_in_their_order(world: World):
    world.units["B"].memberships.update(competes=False)
    [first, _second] = world.client("officer").get(BLOCS, {"members": "on"}).context["blocs"]
    assert [(row.order, row.name, row.competes) for row in first.members] == [
        (1, "Hội A", True),
        (2, "Hội B", False),
        (3, "Hội C", True),
    ]


def test_only_keepers_are_led_to_the_founding(world: World):
    for persona, led in [("officer", True), ("operator", True), ("city_leader", False), ("leader", False)]:
        assert ('href="/blocs/new/"' in world.client(persona).get(BLOCS).content.decode()) == led


def test_what_is_shown_is_exported(world: World):
    client = world.client("officer")
    assert client.get("/blocs/export/").status_code == 405
    response = client.post("/blocs/export/?sort=-name&kind=functional")
    assert [row[0] for row in sheet_of(response)] == ["K2", "K1"]
    noted = AccessEvent.objects.get()
    assert (noted.what, noted.rows) == ("blocs.export", 2)
    assert "Khối" in noted.filters


def test_a_member_exports_its_own_bloc_only(world: World):
    response = world.client("leader").post("/blocs/export/")
    assert [row[0] for row in sheet_of(response)] == ["K1"]
    response = world.client("leader").post("/blocs/members/export/")
    assert {row[4] for row in sheet_of(response)} == {"Hội A", "Hội B", "Hội C"}


def test_the_members_of_a_year_are_exported_in_their_order(world: World):
    Membership.objects.filter(organization=world.units["B"]).update(left_on=date(YEAR, 6, 30))
    response = world.client("leader").post(f"/blocs/{world.bloc.pk}/years/{YEAR}/members/export/")
    rows = sheet_of(response)
    assert [(row[2], row[4], row[5]) for row in rows] == [
        (1, "Hội A", "Trưởng khối"),
        (2, "Hội B", None),
        (3, "Hội C", None),
    ]
    assert (
        world.client("outside_leader")
        .post(f"/blocs/{world.bloc.pk}/years/{YEAR}/members/export/")
        .status_code
        == 404
    )


def test_a_city_of_blocs_is_served_at_once(world: World):
    """35 blocs with 14 members each."""
    client = world.client("operator")
    addresses = [BLOCS, f"{BLOCS}?members=on", f"{BLOCS}?members=on&year={YEAR}&sort=head"]
    before = [count_queries(client, address) for address in addresses]
    for _number in range(34):
        bloc = make.make_bloc()
        units = [make.make_organization() for _unit in range(14)]
        Membership.objects.bulk_create(
            Membership(bloc=bloc, organization=unit, year=YEAR, order=order)
            for order, unit in enumerate(units, start=1)
        )
        Office.objects.create(
            bloc=bloc, organization=units[0], year=YEAR, role="head", since=date(YEAR, 1, 1)
        )
    assert [count_queries(client, address) for address in addresses] == before
    assert max(before) <= MOST_QUERIES
    assert client.get(addresses[1]).content.decode().count("14. Hội") == 34


# The page of a bloc


def page(world: World, persona: str, year: int = YEAR) -> str:
    return world.client(persona).get(f"/blocs/{world.bloc.pk}/", {"year": year}).content.decode()


def test_the_page_leads_keepers_to_the_acts_and_nobody_else(world: World):
    acts = ["/naming/", "/refounding/", "/details/", "/end/", "/composition/", "/members/new/", "/leaving/"]
    for persona in ("officer", "operator"):
        text = page(world, persona)
        assert [act for act in acts if act not in text] == []
    for persona in ("leader", "secretariat", "city_leader", "board"):
        text = page(world, persona)
        assert [act for act in acts if act in text] == []


def test_the_page_says_what_changed_against_last_year(world: World):
    for order, code in enumerate("BA", start=1):
        make.make_membership(world.bloc, world.units[code], YEAR - 1, order)
    text = page(world, "leader")
    assert "So với năm trước" in text
    assert "Thêm: Hội C (thứ tự 3)." in text
    assert "So với năm trước" not in page(world, "leader", YEAR - 1)


def test_the_page_says_who_prepares_a_year_without_a_head(world: World):
    for order, code in enumerate("AB", start=1):
        make.make_membership(world.bloc, world.units[code], YEAR + 1, order)
    assert "cho đến khi ghi nhận, Hội A" in page(world, "leader", YEAR + 1)
    make.make_head(world.bloc, world.units["B"], YEAR + 1)
    assert "cho đến khi ghi nhận" not in page(world, "leader", YEAR + 1)
