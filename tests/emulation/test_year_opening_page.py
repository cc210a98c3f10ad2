"""The steps of opening a year on one page: what is set, what is missing, what differs from last year."""

from datetime import date

import pytest

from blocs import clock
from emulation.actions.year import add_blocs, describe_year, open_year
from emulation.models import Cycle, EmulationYear, Window
from emulation.models.window import Act
from emulation.queries.opening_steps import opening_of
from tests import factories as make


@pytest.fixture
def opened(world) -> EmulationYear:
    Window.objects.create(year_id=2021, act=Act.PLEDGE, opens=date(2021, 3, 1), closes=date(2021, 3, 31))
    return open_year(2022, actor=world.actor("officer"), theme="Chủ đề của thành phố năm 2021")


def missing(step: int) -> list[str]:
    return opening_of(2022).steps[step].missing


def test_the_steps_stand_in_the_order_of_the_work(world, opened):
    titles = [step.title for step in opening_of(2022).steps]
    assert titles == [
        "Chủ đề, hướng dẫn",
        "Các kỳ chung của thành phố",
        "Số lượng khen thưởng",
        "Các khối, cụm trong năm",
    ]


def test_it_says_what_is_missing_until_it_is_there(world, opened):
    assert missing(0) == [
        "Chủ đề vẫn là của năm 2021.",
        "Chưa có: văn bản hướng dẫn của cơ quan thường trực.",
    ]
    actor = world.actor("officer")
    year = describe_year(opened, actor=actor, theme="", guidance="", source="")
    assert missing(0)[0] == "Chưa có: chủ đề của thành phố."
    describe_year(year, actor=actor, theme="Chủ đề mới", guidance="Công văn số 12", source="")
    assert missing(0) == []
    assert missing(1) == []
    Window.objects.filter(year=2022).delete()
    assert missing(1)[0].startswith("Chưa có: mốc thời gian.")


def test_blocs_without_members_or_table_are_counted(world, opened):
    assert missing(3) == []
    make.make_bloc("K9")
    assert missing(3) == ["01 khối, cụm chưa được mở năm này."]
    add_blocs(opened, actor=world.actor("officer"), blocs=[make.make_bloc("K8").pk])
    Cycle.objects.filter(year=2022, bloc=world.bloc).update(table_version=None)
    assert missing(3) == [
        "01 khối, cụm chưa có đơn vị thành viên.",
        "02 khối, cụm chưa có bảng tiêu chí.",
        "01 khối, cụm chưa được mở năm này.",
    ]


def test_what_was_copied_is_counted_and_nothing_differs(world, opened):
    opening = opening_of(2022)
    assert opening.copied == ["01 mốc thời gian.", "02 khối, cụm.", "04 đơn vị thành viên."]
    assert opening.changes == []


def test_what_differs_from_last_year_is_told_in_sentences(world, opened):
    describe_year(opened, actor=world.actor("officer"), theme="Chủ đề mới", guidance="", source="")
    Window.objects.filter(year=2022).update(closes=date(2022, 4, 15))
    Window.objects.create(year=opened, act=Act.VOTING, opens=date(2022, 12, 1), closes=date(2022, 12, 5))
    world.bloc.memberships.filter(year=2022, organization=world.units["C"]).delete()
    make.make_membership(world.bloc, make.make_organization("E"), 2022, 4)
    Cycle.objects.filter(year=2022, bloc=world.other_bloc).update(table_version=None)
    assert opening_of(2022).changes == [
        "Chủ đề năm của thành phố: “Chủ đề mới”.",
        "Ký giao ước: từ 01/03/2022 – 31/03/2022 thành 01/03/2022 – 15/04/2022.",
        "Bỏ phiếu suy tôn: đặt 01/12/2022 – 05/12/2022.",
        "Khối K1: thêm Hội E.",
        "Khối K1: không còn Hội C.",
        "Khối K2: dùng bảng tiêu chí khác.",
    ]


def test_a_bloc_that_ended_and_one_that_is_new_are_told(world):
    world.other_bloc.ended_on = date(2021, 12, 31)
    world.other_bloc.save()
    make.make_membership(make.make_bloc("K9"), world.units["D"], 2022, 1)
    open_year(2022, actor=world.actor("officer"))
    assert opening_of(2022).changes[-2:] == ["Khối K2 không còn tham gia.", "Khối K9 tham gia lần đầu."]


def test_the_page_shows_it_to_the_city_and_offers_changes_to_those_who_may(world, opened):
    page = world.client("officer").get("/years/2022/opening/").content.decode()
    assert "Đã mở năm 2022, còn" in page
    assert "/years/2022/calendar/" in page
    assert "/years/2022/award-numbers/" in page
    assert "Hủy việc mở năm" in page
    looked_at = world.client("city_leader").get("/years/2022/opening/").content.decode()
    assert "/years/2022/calendar/" not in looked_at
    assert "Hủy việc mở năm" not in looked_at
    assert world.client("officer").get("/years/2030/opening/").status_code == 404


def test_an_empty_installation_leads_the_operator_and_not_others(db, client):
    operator = make.make_appointed("operator")
    client.force_login(operator)
    make.with_second_factor(client, operator)
    page = client.get("/years/").content.decode()
    assert "Chưa mở năm nào" in page
    assert "/years/new/" in page
    assert "Năm đầu tiên để trống" in client.get("/years/new/").content.decode()
    year = clock.today().year
    opened = client.post("/years/new/", {"year": year, "theme": ""}, follow=True)
    assert opened.redirect_chain == [(f"/years/{year}/opening/", 302)]
    page = opened.content.decode()
    for sentence in (
        "Chưa có: chủ đề của thành phố.",
        "Chưa có: mốc thời gian.",
        "Chưa có hình thức khen thưởng nào xét qua các khối, cụm",
        "Chưa có: các khối, cụm tham gia.",
        "Không có căn cứ pháp lý nào còn hiệu lực trong năm",
    ):
        assert sentence in page
    for part in ("calendar", "award-numbers", "joining", "description", "undoing"):
        assert client.get(f"/years/{year}/{part}/").status_code == 200
