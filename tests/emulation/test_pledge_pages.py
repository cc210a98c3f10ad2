"""The pages of the pledge: read, written, made final, replaced."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation.models import Pledge, PledgeSignature, PledgeVersion, Window
from emulation.queries.pledge_text import draft_of
from tests import factories as make
from tests.emulation.pledges import TEXT, draft, final, party, sign

TYPED = {
    "place": "thành phố Hải Phòng",
    "dated_on": "09/03/2021",
    "theme": TEXT.theme,
    "own_bases": TEXT.own_bases,
    "entry_into_force": TEXT.entry_into_force,
    "content": ["Hoàn thành chương trình công tác năm.", "", "Làm tốt công tác an sinh xã hội."],
    "target": ["Nhiệm vụ được hoàn thành", ""],
    "target_unit": ["%", ""],
    "target_level": ["100", ""],
    "measure": ["Trưởng khối theo dõi, đôn đốc."],
    "commitment": ["Các đơn vị cam kết thực hiện."],
}


def url(name, world):
    return reverse(f"emulation:{name}", args=[world.cycle.pk])


def text(response):
    return response.content.decode()


def test_it_shows_the_text_and_who_has_signed(world):
    version = final(world)
    sign(world, version, "other_leader")
    page = text(world.client("leader").get(url("pledge", world)))
    for words in [
        "Hoàn thành chương trình công tác năm.",
        version.preamble,
        "Căn cứ Quy chế hoạt động của Khối",
    ]:
        assert words in page
    assert "Còn 02/03 đơn vị chưa ký: Hội A, Hội B." in page
    assert version.sha256[:8] in page


@pytest.mark.parametrize("persona", ["leader", "head_leader"])
def test_a_leader_is_led_to_his_signature(world, persona):
    version = final(world)
    place = party(version, {"leader": "B", "head_leader": "A"}[persona])
    page = text(world.client(persona).get(url("pledge", world)))
    assert reverse("emulation:pledge_signature", args=[place.pk]) in page


@pytest.mark.parametrize("persona", ["clerk", "secretariat", "officer", "operator"])
def test_nobody_else_is_offered_a_signature(world, persona):
    version = final(world)
    page = text(world.client(persona).get(url("pledge", world)))
    assert reverse("emulation:pledge_signature", args=[party(version, "B").pk]) not in page


def test_those_who_run_the_bloc_get_a_message_for_each_unit_that_has_not_signed(world):
    version = final(world)
    sign(world, version, "leader")
    page = text(world.client("secretariat").get(url("pledge", world)))
    assert "Kính gửi Chủ tịch Hội C: nội dung Giao ước thi đua năm 2021" in page
    assert "Kính gửi Chủ tịch Hội B" not in page
    assert "Kính gửi Chủ tịch" not in text(world.client("other_leader").get(url("pledge", world)))


def test_without_a_text_the_page_says_what_to_do_next(world):
    assert url("pledge_replacement", world) in text(world.client("secretariat").get(url("pledge", world)))
    assert url("pledge_replacement", world) not in text(world.client("leader").get(url("pledge", world)))


def test_a_draft_is_shown_with_the_law_of_its_day(world):
    draft(world)
    page = text(world.client("leader").get(url("pledge", world)))
    assert "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003" in page
    assert "03 đơn vị thành viên Khối thi đua K1" in page


@pytest.mark.parametrize("stage", ["none", "draft", "final", "signed"])
@pytest.mark.parametrize("persona", ["leader", "secretariat"])
def test_it_asks_the_same_few_questions_for_few_and_for_many_members(world, stage, persona):
    few = questions(world, persona, prepare(world, stage))
    for order in range(4, 15):
        make.make_membership(world.bloc, make.make_organization(), 2021, order)
    many = questions(world, persona, prepare(world, stage))
    assert few == many <= 12


def prepare(world, stage):
    """The page of the pledge at a stage, whatever was there before."""
    PledgeSignature.objects.all().delete()
    Pledge.objects.all().delete() if stage == "none" else PledgeVersion.objects.all().delete()
    Window.objects.all().delete()
    if stage == "draft":
        draft(world)
    elif stage != "none":
        version = final(world)
        if stage == "signed":
            sign(world, version, "leader")
    return url("pledge", world)


def questions(world, persona, address):
    """How many queries a page asks of the database."""
    client = world.client(persona)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_writing_the_draft(world):
    version = draft(world)
    client = world.client("secretariat")
    page = text(client.get(url("pledge_draft", world)))
    assert "Làm tốt công tác an sinh xã hội." in page
    response = client.post(url("pledge_draft", world), {**TYPED, "seen": version.version})
    assert (response.status_code, response["Location"]) == (302, url("pledge", world))
    assert draft_of(PledgeVersion.objects.get()) == TEXT.settled()


def test_more_rows_keep_what_was_typed_and_store_nothing(world):
    version = draft(world)
    typed = {**TYPED, "seen": version.version, "content": ["Chưa lưu"], "more": "content"}
    response = world.client("secretariat").post(url("pledge_draft", world), typed)
    assert response.status_code == 200
    assert "Chưa lưu" in text(response)
    assert text(response).count('name="content"') == 5
    assert draft_of(PledgeVersion.objects.get()) == TEXT.settled()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"content": ["", " "]}, "Giao ước chưa có nội dung"),
        ({"target_level": ["", ""]}, "Đề nghị ghi mức phấn đấu."),
        ({"target": ["", ""]}, "Đề nghị ghi nội dung chỉ tiêu"),
        ({"dated_on": "31/02/2021"}, "31/02/2021"),
        ({"dated_on": "09/03/2012"}, "Giao ước năm 2021 ghi ngày trong năm 2021"),
    ],
)
def test_an_empty_pledge_or_clause_is_refused_beside_it(world, wrong, sentence):
    version = draft(world)
    typed = {**TYPED, "seen": version.version, "place": "Nơi khác", **wrong}
    response = world.client("secretariat").post(url("pledge_draft", world), typed)
    assert response.status_code == 422
    assert sentence in text(response)
    assert "Nơi khác" in text(response)
    assert draft_of(PledgeVersion.objects.get()) == TEXT.settled()


def test_a_draft_that_somebody_changed_is_not_overwritten_and_nothing_typed_is_lost(world):
    version = draft(world)
    typed = {**TYPED, "seen": version.version - 1, "place": "Nơi khác"}
    response = world.client("head_leader").post(url("pledge_draft", world), typed)
    assert response.status_code == 409
    assert "Nơi khác" in text(response)
    assert PledgeVersion.objects.get().place == "thành phố Hải Phòng"


def test_making_the_text_final(world):
    version = draft(world)
    client = world.client("head_leader")
    assert "03 đơn vị được mời ký" in text(client.get(url("pledge_finalisation", world)))
    response = client.post(url("pledge_finalisation", world), {"version": version.version})
    assert response.status_code == 302
    assert PledgeVersion.objects.get().is_final


def test_a_text_that_changed_meanwhile_is_not_made_final(world):
    version = draft(world)
    response = world.client("head_leader").post(
        url("pledge_finalisation", world), {"version": version.version - 1}
    )
    assert response.status_code == 409
    assert not PledgeVersion.objects.get().is_final


def test_replacing_the_text_names_whose_signatures_become_void(world):
    version = final(world)
    signature = sign(world, version, "leader")
    client = world.client("secretariat")
    page = text(client.get(url("pledge_replacement", world)))
    assert "01 xác nhận đã ký hết hiệu lực ngay, các đơn vị ký lại bản mới gồm: Hội B." in page
    response = client.post(url("pledge_replacement", world), {"version": version.pk})
    assert (response.status_code, response["Location"]) == (302, url("pledge_draft", world))
    signature.refresh_from_db()
    assert signature.voided_at
    assert not PledgeVersion.objects.get(replaced_at=None).is_final


def test_a_text_that_is_no_longer_in_force_is_not_replaced(world):
    version = final(world)
    response = world.client("secretariat").post(url("pledge_replacement", world), {"version": version.pk + 1})
    assert response.status_code == 409
    version.refresh_from_db()
    assert version.replaced_at is None


@pytest.mark.parametrize("name", ["pledge_draft", "pledge_replacement", "pledge_finalisation"])
def test_only_those_who_run_the_bloc_write(world, name):
    draft(world)
    assert world.client("leader").get(url(name, world)).status_code == 403
    assert world.client("leader").post(url(name, world), {"version": 1}).status_code == 403
    assert world.client("outside_leader").get(url(name, world)).status_code == 404
    assert world.client("secretariat").get(url(name, world), follow=True).status_code == 200
