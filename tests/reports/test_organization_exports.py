"""The lists of an organisation's card, the years of the city and the offices of a bloc as workbooks."""

from datetime import date

import pytest
from django.urls import reverse

from blocs.models import AccessEvent, Office
from emulation.actions.standing import lock_scores
from emulation.models.window import Act
from tests import factories as make
from tests.awards.dossiers import make_flag, make_honour, make_merit
from tests.cast import World
from tests.emulation.sheets import checked_sheet
from tests.workbooks import Taken, taken


def out(world: World, persona: str, name: str, *args: int) -> Taken:
    return taken(world.client(persona).post(reverse(name, args=args)))


@pytest.fixture
def honoured(world: World) -> World:
    """B with a place in 2021 and honours of three years, one of them revoked."""
    for code, points in (("A", "7"), ("B", "8"), ("C", "9")):
        checked_sheet(world, code, points)
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    make_honour(world.units["B"], make_flag(), 2021, number="8/QĐ-UBND", decided_on=date(2022, 2, 1))
    make_honour(world.units["B"], make_merit(), 2020)
    make_honour(world.units["B"], make_merit(), 2019, revoked_on=date(2020, 5, 1))
    return world


def test_the_years_are_those_of_the_card(honoured: World):
    pk = honoured.units["B"].pk
    card = honoured.client("leader").get(reverse("reports:organization", args=[pk])).context["card"]
    book = out(honoured, "leader", "reports:organization_years_export", pk)
    assert book.column("Năm") == [row.year for row in card.years] == [2021]
    assert book.column("Xếp thứ") == [2]
    assert book.column("Trên tổng số") == [3]
    assert book.column("Vinh danh") == ["Cờ thi đua"]
    assert book.title == "Hội B: các năm"


def test_who_does_not_see_the_cycle_takes_out_no_result(honoured: World):
    pk = honoured.units["B"].pk
    # A council member sees the organisation, not the year of its bloc.
    book = out(honoured, "board", "reports:organization_years_export", pk)
    assert book.column("Năm") == [2021]
    assert book.column("Tổng điểm") == book.column("Xếp thứ") == [None]
    assert out(honoured, "officer", "reports:organization_years_export", pk).column("Tổng điểm") == [32]


def test_the_honours_are_those_of_the_card(honoured: World):
    pk = honoured.units["B"].pk
    context = honoured.client("leader").get(reverse("reports:organization", args=[pk])).context
    book = out(honoured, "leader", "reports:organization_honours_export", pk)
    assert book.column("Năm") == [one.year for one in context["honours"]] == [2021, 2020, 2019]
    assert book.column("Số quyết định") == ["8/QĐ-UBND", None, None]
    assert [day and day.date() for day in book.column("Ngày thu hồi")] == [None, None, date(2020, 5, 1)]
    assert AccessEvent.objects.get(what="organization_honours.export").rows == 3


def test_an_organisation_one_does_not_see_is_not_found(honoured: World):
    client = honoured.client("outside_leader")
    for name in ("organization_years_export", "organization_honours_export"):
        address = reverse(f"reports:{name}", args=[honoured.units["B"].pk])
        assert client.post(address).status_code == 404
        assert honoured.client("leader").post(address).status_code == 200


def test_the_years_of_the_city(world: World):
    make.make_cycle(world.bloc, 2022)
    shown = world.client("officer").get("/years/").context["years"]
    book = out(world, "officer", "emulation:years_export")
    assert book.column("Năm") == [year.year for year in shown] == [2022, 2021]
    assert book.column("Các khối, cụm") == [1, 2]


def test_the_windows_of_a_year(world: World):
    year = world.cycle.year
    for act, month in ((Act.PLEDGE, 3), (Act.SELF_SCORING, 1)):
        year.windows.create(act=act, opens=date(2021, month, 1), closes=date(2021, month, 20))
    shown = world.client("officer").get("/years/2021/").context["windows"]
    book = out(world, "officer", "emulation:windows_export", 2021)
    assert book.column("Kỳ") == [one.get_act_display() for one in shown]
    assert [day.date() for day in book.column("Từ ngày")] == [date(2021, 1, 1), date(2021, 3, 1)]


def test_the_offices_of_a_bloc(world: World):
    Office.objects.create(
        bloc=world.bloc, organization=world.units["C"], year=2021, role="deputy", since=date(2021, 1, 5),
        until=date(2021, 6, 30), basis="Biên bản họp Khối",
    )  # fmt: skip
    book = out(world, "leader", "blocs:offices_export", world.bloc.pk, 2021)
    assert book.column("Đơn vị") == ["Hội A", "Hội C"]
    assert book.column("Theo quyết định")[1] == "Biên bản họp Khối"
    page = world.client("leader").get(reverse("blocs:offices", args=[world.bloc.pk, 2021])).content.decode()
    assert "offices/export/" in page
