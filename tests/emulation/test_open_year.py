"""Opening a year: a copy of the last one, shown before and told after."""

from datetime import date, datetime

import pytest

from blocs import clock
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.models import AuditEvent, Membership
from emulation.actions.year import open_year
from emulation.models import Cycle, EmulationYear, Window
from emulation.models.window import Act
from emulation.queries.year import moved
from tests import factories as make


@pytest.fixture
def city_window(world):
    return Window.objects.create(
        year_id=2021, act=Act.PLEDGE, opens=date(2021, 3, 1), closes=date(2021, 3, 31), grace_days=3
    )


def test_the_new_year_has_the_windows_of_the_last_moved_by_a_year(world, city_window):
    open_year(2022, actor=world.actor("officer"), theme="Chủ đề mới")
    window = Window.objects.get(year=2022)
    assert (window.act, window.opens, window.closes, window.grace_days) == (
        Act.PLEDGE,
        date(2022, 3, 1),
        date(2022, 3, 31),
        3,
    )


def test_the_new_year_has_the_blocs_members_and_tables_of_the_last(world):
    open_year(2022, actor=world.actor("operator"))
    cycle = Cycle.objects.get(bloc=world.bloc, year=2022)
    assert cycle.table_version == world.cycle.table_version
    rows = Membership.objects.filter(bloc=world.bloc, year=2022).values_list("organization__code", "order")
    assert list(rows) == [("A", 1), ("B", 2), ("C", 3)]


def test_who_left_or_was_dissolved_is_not_copied(world):
    world.bloc.memberships.filter(organization=world.units["B"]).update(left_on=date(2021, 9, 1))
    world.units["C"].dissolved_on = date(2021, 10, 1)
    world.units["C"].save()
    open_year(2022, actor=world.actor("officer"))
    rows = Membership.objects.filter(bloc=world.bloc, year=2022)
    assert [row.organization.code for row in rows] == ["A"]


def test_the_opening_is_on_record_with_what_it_copied(world, city_window):
    open_year(2022, actor=world.actor("officer"), theme="Chủ đề mới")
    event = AuditEvent.objects.get(act="year.open")
    assert event.new == {
        "theme": "Chủ đề mới", "copied_from": 2021, "windows": 1, "memberships": 4, "cycles": 2,
    }  # fmt: skip
    assert EmulationYear.objects.get(year=2022).copied_from == 2021


def test_a_bloc_that_ended_does_not_go_on(world):
    world.other_bloc.ended_on = date(2021, 12, 31)
    world.other_bloc.save()
    open_year(2022, actor=world.actor("officer"))
    assert [cycle.bloc for cycle in Cycle.objects.filter(year=2022)] == [world.bloc]
    assert not Membership.objects.filter(year=2022, bloc=world.other_bloc).exists()


def test_a_bloc_that_ends_within_the_new_year_goes_on_until_then(world):
    world.other_bloc.ended_on = date(2022, 6, 30)
    world.other_bloc.save()
    open_year(2022, actor=world.actor("officer"))
    assert Cycle.objects.filter(year=2022, bloc=world.other_bloc).exists()


def test_what_a_decision_has_set_for_the_new_year_is_not_copied_over(world):
    new = make.make_bloc("K9")
    make.make_membership(world.bloc, world.units["C"], 2022, 1)
    make.make_membership(new, world.units["D"], 2022, 1)
    open_year(2022, actor=world.actor("officer"))
    rows = Membership.objects.filter(year=2022).order_by("bloc__code").values_list("bloc__code", "copied")
    assert list(rows) == [("K1", False), ("K9", False)]
    # K2's only unit competes in the new bloc; the bloc itself stays, without members.
    assert sorted(Cycle.objects.filter(year=2022).values_list("bloc__code", flat=True)) == ["K1", "K2", "K9"]


def test_the_first_year_takes_the_blocs_that_have_members(db):
    officer = make.actor_of(make.make_appointed("city_officer"))
    bloc = make.make_bloc("K1")
    year = clock.today().year
    make.make_membership(bloc, make.make_organization("A"), year)
    opened = open_year(year, actor=officer)
    assert [cycle.bloc for cycle in opened.cycles.all()] == [bloc]
    assert opened.copied_from is None


def test_a_year_is_opened_once(world):
    open_year(2022, actor=world.actor("officer"))
    with pytest.raises(Conflict):
        open_year(2022, actor=world.actor("officer"))
    assert Cycle.objects.filter(year=2022).count() == 2


def test_no_year_is_left_out(world):
    with pytest.raises(BadInput):
        open_year(2023, actor=world.actor("officer"))
    assert not EmulationYear.objects.filter(year=2023).exists()


def test_the_first_year_of_an_installation_is_empty_and_of_our_time(db):
    officer = make.actor_of(make.make_appointed("city_officer"))
    with clock.standing_at(datetime(2026, 11, 23, tzinfo=clock.LOCAL)):
        with pytest.raises(BadInput):
            open_year(2099, actor=officer)
        open_year(2027, actor=officer)
    assert not Cycle.objects.exists()


@pytest.mark.parametrize("persona", ["leader", "head_leader", "secretariat", "board", "city_leader"])
def test_others_cannot_open_a_year(world, persona):
    with pytest.raises(NotAllowed):
        open_year(2022, actor=world.actor(persona))
    assert not EmulationYear.objects.filter(year=2022).exists()


def test_the_29th_of_february_becomes_the_28th():
    assert moved(date(2020, 2, 29), 1) == date(2021, 2, 28)


def test_the_page_shows_before_what_will_be_copied(world, city_window):
    page = world.client("officer").get("/years/new/").content.decode()
    assert "Mở năm 2022" in page
    assert "01/03/2022" in page
    assert "Khối thi đua K1: 3 đơn vị" in page


def test_the_page_opens_the_year_and_leads_to_it(world):
    response = world.client("officer").post(
        "/years/new/", {"year": "2022", "theme": "Chủ đề mới"}, follow=True
    )
    assert response.redirect_chain == [("/years/2022/opening/", 302)]
    assert "Chủ đề mới" in response.content.decode()
    assert EmulationYear.objects.get(year=2022).theme == "Chủ đề mới"


@pytest.mark.parametrize(("year", "status"), [("2021", 409), ("2025", 422), ("abc", 422), ("", 422)])
def test_a_wrong_year_gets_a_sentence_and_changes_nothing(world, year, status):
    response = world.client("officer").post("/years/new/", {"year": year})
    assert response.status_code == status
    assert "is-invalid" in response.content.decode()
    assert list(EmulationYear.objects.values_list("year", flat=True)) == [2021]


def test_the_pages_ask_as_much_for_many_blocs_as_for_two(world, django_assert_max_num_queries):
    for number in range(20):
        make.make_cycle(make.make_bloc(f"M{number}"), 2021)
    client = world.client("officer")
    open_year(2022, actor=world.actor("officer"))
    for address in (
        "/years/", "/years/2022/", "/years/new/", "/years/2022/opening/", "/years/2022/calendar/",
        "/years/2022/joining/", "/years/2022/undoing/", "/years/2022/award-numbers/",
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            client.get(address)


def test_years_are_opened_up_to_the_next_one(world):
    """Not by a double click into years that nobody has thought of."""
    with clock.standing_at(date(2021, 11, 1)):
        open_year(2022, actor=world.actor("officer"))
        with pytest.raises(BadInput, match="mở đến năm sau, 2022"):
            open_year(2023, actor=world.actor("officer"))
    with clock.standing_at(date(2022, 1, 1)):
        open_year(2023, actor=world.actor("officer"))
