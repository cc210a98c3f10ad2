"""The first page itself: who gets which, what stands on it, what it costs."""

from datetime import date

import pytest
from django.urls import reverse

from blocs import clock
from emulation.models.window import Act
from reports.queries.home import home_of
from tests import factories as make
from tests.awards.dossiers import make_flag, make_nomination, make_snapshot
from tests.cast import World
from tests.emulation import pledges, sheets
from tests.reports.reported import lock_scores

UNITS = "Tiến độ từng đơn vị"


def page(world: World, persona: str) -> str:
    response = world.client(persona).get("/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("persona", ["nobody", "ended_leader"])
def test_an_account_without_a_right_in_force_is_told_so(world: World, persona: str):
    html = page(world, persona)
    assert "Tài khoản này hiện không có vai trò nào đang có hiệu lực" in html
    assert "Hội B" not in html


def test_an_operator_has_a_page_without_anybodys_data(world: World):
    pledges.final(world)
    html = page(world, "operator")
    assert "Hiện chưa có việc cần làm" in html
    assert "Hội B" not in html


def test_an_operator_is_led_to_the_city_its_register_records_and_reference_data(world: World):
    ways = home_of(world.actor("operator")).ways
    assert [way.url for way in ways] == [
        "/years/2021/blocs/", "/years/", "/organizations/", "/people/", "/history/", "/admin/"
    ]  # fmt: skip
    html, client = page(world, "operator"), world.client("operator")
    for way in ways:
        assert f'href="{way.url}">{way.name}</a>' in html
        assert client.get(way.url).status_code == 200


def test_nobody_else_is_led_there(world: World):
    for persona in ("leader", "secretariat", "officer", "board"):
        assert home_of(world.actor(persona)).ways == []


def test_a_to_do_leads_to_its_page(world: World):
    pledges.final(world)
    html = page(world, "leader")
    assert "1 việc cần làm" in html
    assert f'href="{reverse("emulation:pledge", args=[world.cycle.pk])}"' in html
    assert "Đọc và ký" in html


def test_the_windows_of_the_year_stand_in_line(world: World):
    make.make_window(world.cycle, Act.PLEDGE)
    html = page(world, "leader")
    assert 'class="window is-open" aria-current="step"' in html
    assert "Các kỳ trong năm 2021" in html


def test_those_who_run_the_year_see_how_far_each_unit_has_come(world: World):
    sheets.answered_sheet(world)
    for persona in ("secretariat", "head_leader"):
        html = page(world, persona)
        assert UNITS in html
        assert '<progress value="6" max="6"' in html
        assert "32,00" in html
        assert "00/03 đơn vị đã gửi bảng tự chấm điểm năm 2021." in html


@pytest.mark.parametrize("persona", ["other_leader", "leader", "head_clerk"])
def test_nobody_else_sees_the_points_of_others_before_the_lock(world: World, persona: str):
    sheets.answered_sheet(world)
    html = page(world, persona)
    assert UNITS not in html
    assert "32,00" not in html


def test_locked_scores_need_no_progress(world: World):
    sheets.answered_sheet(world)
    lock_scores(world.cycle, [world.units["B"]], world.users["head_leader"])
    assert UNITS not in page(world, "secretariat")


def test_the_page_is_about_the_newest_year_where_work_goes_on(world: World):
    make.make_membership(world.bloc, world.units["B"], 2020, 2)
    make.make_cycle(world.bloc, 2020)
    assert reverse("emulation:cycle", args=[world.cycle.pk]) in page(world, "leader")


def everything(world: World) -> None:
    """Work for everybody: a pledge to sign, sheets in every state, a window and an extension."""
    pledges.final(world)
    window = make.make_window(world.cycle, Act.SELF_SCORING)
    make.make_extension(window, world.units["C"], window.closes, world.users["officer"])
    sheets.sent_sheet(world)


def more_members(world: World) -> None:
    """Eleven more units, each with a party to the pledge and a sheet that was sent."""
    version = world.cycle.pledge.versions.get()
    for order in range(4, 15):
        unit = make.make_organization()
        make.make_membership(world.bloc, unit, 2021, order)
        world.users[unit.code] = make.make_leader(unit)
        sheets.LEADERS[unit.code] = unit.code
        world.units[unit.code] = unit
        version.parties.create(
            organization=unit, name=f"Hội {unit.code}", capacity="member", order=order + 20
        )
        sheets.sent_sheet(world, unit.code)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("persona", "queries"),
    [("leader", 10), ("clerk", 10), ("head_leader", 11), ("secretariat", 11), ("operator", 6), ("nobody", 4)],
)
def test_the_page_asks_the_same_questions_for_three_members_and_for_fourteen(
    world: World, persona: str, queries: int, django_assert_num_queries
):
    everything(world)
    client = world.client(persona)
    with django_assert_num_queries(queries):
        client.get("/")
    more_members(world)
    with django_assert_num_queries(queries):
        client.get("/")


@pytest.mark.parametrize(("persona", "queries"), [("officer", 11), ("city_leader", 11), ("board", 7)])
def test_the_citys_page_asks_the_same_questions_for_one_nomination_and_for_many(
    world: World, persona: str, queries: int, django_assert_num_queries
):
    client = world.client(persona)

    appraised = {"appraised_at": clock.now(), "appraised_by": world.users["officer"]}

    def nominate(cycle, unit) -> None:
        snapshot = make_snapshot(cycle, [unit], world.users["head_leader"])
        state = appraised if persona == "city_leader" else {}
        make_nomination(snapshot, unit, make_flag(), world.users["head_leader"], **state)

    nominate(world.cycle, world.units["B"])
    with django_assert_num_queries(queries):
        client.get("/")
    for _number in range(20):
        bloc, unit = make.make_bloc(), make.make_organization()
        make.make_membership(bloc, unit)
        nominate(make.make_cycle(bloc), unit)
    with django_assert_num_queries(queries):
        client.get("/")


def test_the_day_is_written_out(world: World):
    with clock.standing_at(date(2021, 3, 9)):
        assert "Thứ Ba, 09/03/2021" in page(world, "officer")
