"""The page of the year-end report: what it is written from, what is missing, who may do what."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from blocs import clock
from tests import factories as make
from tests.cast import World
from tests.reports.reported import honour, lock_scores, sign, sum_up

RED = "btn-binding"


def page(client: Client, world: World) -> str:
    response = client.get(reverse("reports:year_end_report", args=[world.cycle.pk]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def locked_world(world: World) -> World:
    lock_scores(world.cycle, [world.units[code] for code in "ABC"], world.users["head_leader"])
    return world


def test_without_locked_scores_the_page_says_why_there_is_no_report_and_where_to_go(world: World):
    html = page(world.client("secretariat"), world)
    assert "Chưa lập được báo cáo vì chưa có kết quả xếp hạng chính thức" in html
    assert reverse("emulation:standings", args=[world.cycle.pk]) in html
    assert RED not in html
    assert reverse("reports:year_end_report_paper", args=[world.cycle.pk]) not in html


def test_without_locked_scores_the_parts_can_be_prepared(world: World):
    assert reverse("reports:year_end_report_part", args=[world.cycle.pk, "advantages"]) in page(
        world.client("secretariat"), world
    )


def test_with_locked_scores_the_paper_can_be_read_and_issued(locked_world: World):
    html = page(locked_world.client("secretariat"), locked_world)
    assert html.count(RED) == 1
    assert reverse("reports:year_end_report_issue", args=[locked_world.cycle.pk]) in html
    assert reverse("reports:year_end_report_paper", args=[locked_world.cycle.pk]) in html


@pytest.mark.parametrize("persona", ["head_leader", "secretariat"])
def test_those_who_run_the_year_write(locked_world: World, persona: str):
    assert page(locked_world.client(persona), locked_world).count("<textarea") == 10


@pytest.mark.parametrize("persona", ["leader", "clerk", "head_clerk", "officer", "city_leader", "operator"])
def test_the_others_read_and_can_change_nothing(locked_world: World, persona: str):
    html = page(locked_world.client(persona), locked_world)
    assert "Hoạt động chung của Khối chưa nhiều." in html
    assert "<textarea" not in html
    assert RED not in html


def test_a_part_shows_the_sentence_offered_until_somebody_writes_it(locked_world: World):
    client = locked_world.client("head_leader")
    assert "10 phần đang dùng câu gợi ý" in page(client, locked_world)
    client.post(
        reverse("reports:year_end_report_part", args=[locked_world.cycle.pk, "lessons"]),
        {"text": "Giao việc phải rõ người.", "version": 0},
    )
    html = page(client, locked_world)
    assert "Giao việc phải rõ người." in html
    assert "9 phần đang dùng câu gợi ý" in html


def test_the_sources_that_are_missing_are_told_with_the_way_to_them(locked_world: World):
    html = page(locked_world.client("secretariat"), locked_world)
    for sentence in [
        "Giao ước năm 2021 chưa chốt nội dung",
        "Chưa có kết quả khen thưởng năm 2021",
        "Chưa ghi nhận hội nghị tổng kết",
        "Chưa nhập chủ đề năm 2022 của thành phố",
    ]:
        assert sentence in html
    assert reverse("emulation:pledge", args=[locked_world.cycle.pk]) in html


def test_the_sources_that_are_there_are_told_too(locked_world: World):
    world = locked_world
    version = make.make_final_pledge(
        world.cycle, [world.units[code] for code in "ABC"], world.users["head_leader"]
    )
    sign(version.parties.get(order=1), world.users["head_leader"])
    honour(world.units["B"])
    sum_up(world.cycle, date(2022, 3, 9))
    following = make.make_cycle(world.bloc, 2022)
    make.make_final_pledge(following, [world.units["A"]], world.users["head_leader"])
    html = page(world.client("secretariat"), world)
    for sentence in [
        "Giao ước năm 2021: 01/03 đơn vị đã ký",
        "Còn 02 đơn vị chưa ký",
        "01 hình thức khen thưởng năm 2021",
        "Hội nghị tổng kết ngày 09/03/2022",
        "Chủ đề của thành phố năm 2022",
        "Nhiệm vụ năm 2022, lấy từ giao ước",
    ]:
        assert sentence in html
    assert reverse("emulation:pledge", args=[following.pk]) in html


def test_a_draft_of_next_years_pledge_is_told_as_missing(locked_world: World):
    world = locked_world
    missing = "Giao ước năm 2022 chưa chốt nội dung"
    html = page(world.client("secretariat"), world)
    assert missing in html
    assert "Báo cáo không nêu nhiệm vụ trọng tâm" in html
    make.make_draft_pledge(make.make_cycle(world.bloc, 2022), [])
    html = page(world.client("secretariat"), world)
    assert missing in html
    assert "Đang có dự thảo; báo cáo chỉ in nội dung đã chốt" in html


@pytest.mark.parametrize(
    "persona", ["head_leader", "head_clerk", "secretariat", "leader", "officer", "city_leader", "operator"]
)
def test_the_dossiers_are_a_link_only_for_those_who_may_open_them(locked_world: World, persona: str):
    client, address = (
        locked_world.client(persona),
        reverse("awards:cycle_nominations", args=[locked_world.cycle.pk]),
    )
    html = page(client, locked_world)
    assert "Chưa có kết quả khen thưởng năm 2021" in html
    assert (f'href="{address}"' in html) == (client.get(address).status_code == 200)


@pytest.mark.parametrize(
    "persona", ["head_leader", "leader", "secretariat", "officer", "city_leader", "operator"]
)
def test_the_theme_is_a_link_to_its_year_for_those_who_may_open_it(locked_world: World, persona: str):
    make.make_cycle(make.make_bloc(), 2022)
    client, address = locked_world.client(persona), reverse("emulation:year", args=[2022])
    assert (f'href="{address}"' in page(client, locked_world)) == (client.get(address).status_code == 200)


def test_no_link_leads_to_a_year_that_is_not_entered(locked_world: World):
    assert reverse("emulation:year", args=[2022]) not in page(locked_world.client("operator"), locked_world)


@pytest.mark.parametrize("persona", ["leader", "secretariat", "operator"])
def test_next_years_pledge_is_a_link_for_those_who_see_that_year(locked_world: World, persona: str):
    following = make.make_cycle(locked_world.bloc, 2022)
    client, address = locked_world.client(persona), reverse("emulation:pledge", args=[following.pk])
    assert (f'href="{address}"' in page(client, locked_world)) == (client.get(address).status_code == 200)


def test_a_closed_year_is_only_read(locked_world: World):
    cycle = locked_world.cycle
    cycle.closed_at, cycle.closed_by = clock.now(), locked_world.users["head_leader"]
    cycle.save()
    html = page(locked_world.client("head_leader"), locked_world)
    assert "<textarea" not in html
    assert RED not in html


def test_the_page_asks_the_same_questions_for_one_member_and_for_fourteen(
    locked_world: World, django_assert_num_queries
):
    client = locked_world.client("secretariat")
    with django_assert_num_queries(11):
        page(client, locked_world)
    for order in range(4, 15):
        unit = make.make_organization()
        make.make_membership(locked_world.bloc, unit, order=order)
        honour(unit)
    with django_assert_num_queries(11):
        page(client, locked_world)


def test_the_paper_is_a_pdf_under_its_own_name(locked_world: World):
    response = locked_world.client("leader").get(
        reverse("reports:year_end_report_paper", args=[locked_world.cycle.pk])
    )
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="bao-cao-tong-ket-2021.pdf"'
    assert response.content.startswith(b"%PDF-")


def test_without_locked_scores_there_is_no_paper_and_a_sentence_says_why(world: World):
    response = world.client("secretariat").get(
        reverse("reports:year_end_report_paper", args=[world.cycle.pk])
    )
    assert response.status_code == 409
    assert "chưa chốt điểm" in response.content.decode()
