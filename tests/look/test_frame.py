"""What stands around every page: the role one acts in, the year and bloc, the navigation."""

import re
from datetime import date

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse

from blocs.models import Appointment, BlocName
from emulation.models import Cycle
from reports.frame import Frame, frame
from tests import factories as make


def frame_of(world, persona: str, path: str = "/") -> Frame:
    request = RequestFactory().get(path)
    request.user, request.actor = world.users[persona], world.actor(persona)
    request.resolver_match = resolve(path)
    return Frame(request)


def labels(shown: Frame) -> list[str]:
    return [item.label for item in shown.nav]


def test_the_frame_asks_one_question_however_many_years_there_are(world, django_assert_num_queries):
    for earlier in ([], [2018, 2019, 2020]):
        for year in earlier:
            make.make_cycle(world.bloc, year)
        shown = frame_of(world, "officer")
        with django_assert_num_queries(1):
            assert len(shown.years) == 1 + len(earlier)
            assert len(shown.blocs) == 2
            assert shown.nav
            assert shown.acting
            assert shown.capacities == []


def test_nothing_is_asked_before_a_template_shows_it(world, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user, request.actor = world.users["officer"], world.actor("officer")
    with django_assert_num_queries(0):
        frame(request)


def test_an_organisation_switches_among_the_years_and_blocs_of_its_own(world):
    shown = frame_of(world, "leader")
    assert [choice.label for choice in shown.years] == ["2021"]
    assert [choice.label for choice in shown.blocs] == [shown.cycle.bloc]
    assert len(frame_of(world, "officer").blocs) == 2


def test_the_switcher_shows_the_name_the_bloc_had_in_that_year(world):
    make.make_cycle(world.bloc, 2019)
    BlocName.objects.create(
        bloc=world.bloc, name="Khối mới", short_name="Tên mới", valid_from=date(world.cycle.year_id, 1, 1)
    )
    names = {cycle.year: cycle.bloc for cycle in frame_of(world, "secretariat").cycles}
    assert names[2021] == "Tên mới"
    assert names[2019] != "Tên mới"


def test_a_view_says_which_year_and_bloc_its_page_is_about(world):
    shown = frame_of(world, "officer")
    assert shown.cycle.pk == world.cycle.pk
    shown = frame_of(world, "officer")
    shown.request.cycle = world.other_cycle
    assert shown.cycle.pk == world.other_cycle.pk


def test_switching_stays_in_the_section_one_is_in(world):
    shown = frame_of(world, "officer", reverse("emulation:pledge", args=[world.cycle.pk]))
    assert [choice.url for choice in shown.blocs] == [
        reverse("emulation:pledge", args=[world.cycle.pk]),
        reverse("emulation:pledge", args=[world.other_cycle.pk]),
    ]
    elsewhere = frame_of(world, "officer")
    assert elsewhere.blocs[1].url == reverse("emulation:cycle", args=[world.other_cycle.pk])


def test_the_navigation_marks_where_one_is(world):
    url = reverse("emulation:standings", args=[world.cycle.pk])
    assert [item.current for item in frame_of(world, "leader", url).nav if item.url == url] == ["page"]
    assert [item.label for item in frame_of(world, "leader", url).nav if item.current] == ["Xếp hạng"]


def test_a_council_member_is_not_led_to_scores_and_standings(world):
    assert {"Chấm điểm", "Xếp hạng"}.isdisjoint(labels(frame_of(world, "board")))
    assert "Đề nghị khen thưởng" in labels(frame_of(world, "board"))
    assert {"Chấm điểm", "Xếp hạng"} <= set(labels(frame_of(world, "officer")))


def test_the_operator_alone_is_led_to_reference_data(world):
    assert "Danh mục" in labels(frame_of(world, "operator"))
    assert "Danh mục" not in labels(frame_of(world, "officer"))


def test_every_entry_of_the_navigation_opens(world):
    for persona in ("leader", "clerk", "secretariat", "officer", "city_leader", "board", "operator"):
        client = world.client(persona)
        for item in frame_of(world, persona).nav:
            assert client.get(item.url).status_code == 200, f"{item.url} as {persona}"


def test_the_header_names_the_role_its_scope_and_its_end(world):
    Appointment.objects.filter(person=world.users["secretariat"].person).update(until=date(2999, 12, 31))
    acting = frame_of(world, "secretariat").acting
    assert acting.label == "Tổ thư ký"
    assert acting.note.endswith("đến 31/12/2999")


def test_one_role_offers_no_change_and_two_do(world):
    assert frame_of(world, "leader").capacities == []
    two = frame_of(world, "leader_on_board")
    assert [choice.current for choice in two.capacities].count(True) == 1
    assert len(two.capacities) == 2


def test_the_role_is_changed_by_a_form_on_every_page(world):
    page = world.client("leader_on_board").get(reverse("mfa_index")).content.decode()
    form = re.search(
        rf'<form method="post" action="{reverse("blocs:capacity")}">.*?</form>', page, re.S
    ).group()
    keys = re.findall(r'name="capacity" value="(\w+)"', form)
    assert len(keys) == 2
    assert "csrfmiddlewaretoken" in form


def test_an_account_without_a_role_is_told_so(world):
    page = world.client("nobody").get(reverse("mfa_index")).content.decode()
    assert "Hiện chưa có vai trò" in page


def test_the_gold_band_names_the_unit_one_enters_for(world):
    shown = frame_of(world, "secretariat")
    assert shown.behalf == ""
    shown.request.behalf = "Hội A"
    assert Frame(shown.request).behalf == "Hội A"


@pytest.mark.parametrize("demo", [True, False])
def test_a_demonstration_says_so_on_every_page(world, settings, demo):
    settings.DEMO = demo
    for client, url in ((world.client("leader"), "/nowhere/"), (world.client("anonymous"), "/nowhere/")):
        assert ("Dữ liệu minh họa" in client.get(url).content.decode()) == demo


def test_the_page_of_components_is_the_operators(world):
    assert world.client("operator").get(reverse("reports:components")).status_code == 200
    assert world.client("officer").get(reverse("reports:components")).status_code == 404


@pytest.mark.parametrize(
    ("persona", "tabs"),
    [
        ("officer", ["Đơn vị", "Khối, cụm", "Cán bộ", "Nhập từ Excel", "Nhật ký"]),
        ("operator", ["Đơn vị", "Khối, cụm", "Cán bộ", "Nhập từ Excel", "Nhật ký"]),
        ("secretariat", ["Đơn vị", "Khối, cụm", "Cán bộ", "Nhập từ Excel", "Nhật ký"]),
        ("leader", ["Đơn vị", "Khối, cụm", "Cán bộ"]),
        ("board", ["Đơn vị", "Khối, cụm"]),
    ],
)
def test_the_register_has_the_tabs_its_reader_may_open(world, persona, tabs, django_assert_num_queries):
    shown = frame_of(world, persona, reverse("blocs:blocs"))
    with django_assert_num_queries(0):
        assert [item.label for item in shown.register_tabs] == tabs
    assert [item.label for item in shown.register_tabs if item.current] == ["Khối, cụm"]
    client = world.client(persona)
    for item in shown.register_tabs:
        assert client.get(item.url).status_code == 200


def test_the_whole_city_is_for_those_who_see_all_blocs(world):
    for persona in ("officer", "city_leader", "operator"):
        shown = frame_of(world, persona, reverse("reports:city", args=[2021]))
        assert [item.label for item in shown.nav if item.current] == ["Toàn thành phố"]
        assert [(year.label, year.current) for year in shown.city_years] == [("2021", True)]
    assert "Toàn thành phố" not in labels(frame_of(world, "secretariat"))


def test_a_card_belongs_to_the_register(world):
    shown = frame_of(world, "leader", reverse("reports:organization", args=[world.units["B"].pk]))
    assert [item.label for item in shown.nav if item.current] == ["Danh bạ"]
    assert [item.label for item in shown.register_tabs if item.current] == ["Đơn vị"]


@pytest.mark.parametrize("persona", ["officer", "city_leader", "operator"])
def test_before_the_first_year_those_who_see_the_city_are_led_to_its_years(world, persona):
    Cycle.objects.all().delete()
    shown = frame_of(world, persona, reverse("emulation:years"))
    assert [(item.label, item.url) for item in shown.nav if item.current] == [("Các năm thi đua", "/years/")]
    assert world.client(persona).get("/years/").status_code == 200
    assert "Các năm thi đua" not in labels(frame_of(world, "leader"))


def test_once_there_is_a_year_the_whole_city_stands_in_that_place(world):
    assert "Các năm thi đua" not in labels(frame_of(world, "officer"))
