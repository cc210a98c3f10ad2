"""Writing one part of the year-end report: kept as written, never somebody else's words lost."""

import pytest
from django.test import Client
from django.urls import reverse

from blocs import clock
from blocs.errors import NotAllowed, Stale
from blocs.models import AuditEvent
from emulation.models import ReportText
from reports.actions.year_end_report import save_report_text
from tests.cast import World

OFFERED = "Hoạt động chung của Khối chưa nhiều."


def save(client: Client, world: World, text: str, version: int = 0, section: str = "weaknesses", **headers):
    url = reverse("reports:year_end_report_part", args=[world.cycle.pk, section])
    return client.post(url, {"text": text, "version": version}, headers=headers)


def written(world: World) -> list[tuple[str, str, int]]:
    rows = ReportText.objects.filter(cycle=world.cycle).order_by("section")
    return list(rows.values_list("section", "text", "version"))


@pytest.mark.parametrize("persona", ["head_leader", "secretariat"])
def test_those_who_run_the_year_write_a_part(world: World, persona: str):
    response = save(world.client(persona), world, "Một đơn vị gửi hồ sơ chậm.")
    assert response.status_code == 302
    assert response["Location"].endswith("/year-end-report/#part-weaknesses")
    assert written(world) == [("weaknesses", "Một đơn vị gửi hồ sơ chậm.", 1)]


@pytest.mark.parametrize(("persona", "status"), [("leader", 403), ("officer", 403), ("board", 404)])
def test_nobody_else_writes(world: World, persona: str, status: int):
    assert save(world.client(persona), world, "Lời của người khác.").status_code == status
    assert written(world) == []


def test_the_act_itself_asks_again_who_may(world: World):
    with pytest.raises(NotAllowed):
        save_report_text(world.cycle, "causes", actor=world.actor("leader"), text="Lời.", version=0)


def test_writing_is_recorded_with_old_and_new_words(world: World):
    client = world.client("secretariat")
    save(client, world, "Lời đầu.")
    save(client, world, "Lời sau.", version=1)
    event = AuditEvent.objects.filter(act="report_text.save").latest("pk")
    assert (event.old, event.new) == ({"text": "Lời đầu."}, {"text": "Lời sau."})
    assert (event.person, event.bloc, event.year) == (
        world.users["secretariat"].person,
        world.bloc,
        2021,
    )


def test_a_second_writer_loses_nothing_and_is_shown_both_texts(world: World):
    save(world.client("head_leader"), world, "Lời của Trưởng khối.")
    response = save(world.client("secretariat"), world, "Lời của Tổ thư ký.")
    html = response.content.decode()
    assert response.status_code == 409
    assert "Vừa có người khác sửa phần này." in html
    assert "Lời của Trưởng khối." in html
    assert "Lời của Tổ thư ký.</textarea>" in html
    assert written(world) == [("weaknesses", "Lời của Trưởng khối.", 1)]


def test_having_seen_both_texts_the_second_writer_can_save(world: World):
    save(world.client("head_leader"), world, "Lời của Trưởng khối.")
    client = world.client("secretariat")
    html = save(client, world, "Lời của Tổ thư ký.").content.decode()
    assert '<input type="hidden" name="version" value="1" id="weaknesses-version">' in html
    assert save(client, world, "Lời chung.", version=1).status_code == 302
    assert written(world) == [("weaknesses", "Lời chung.", 2)]


def test_the_act_refuses_a_version_that_has_moved_on(world: World):
    actor = world.actor("secretariat")
    assert save_report_text(world.cycle, "causes", actor=actor, text="Một.", version=0)
    with pytest.raises(Stale):
        save_report_text(world.cycle, "causes", actor=actor, text="Hai.", version=0)
    assert save_report_text(world.cycle, "causes", actor=actor, text="Hai.", version=1)


def test_the_sentence_offered_is_not_kept_as_somebodys_words(world: World):
    assert save(world.client("secretariat"), world, OFFERED).status_code == 302
    assert written(world) == []
    assert not AuditEvent.objects.filter(act="report_text.save").exists()


def test_an_emptied_part_has_the_sentence_offered_again(world: World):
    client = world.client("secretariat")
    save(client, world, "Lời riêng.")
    save(client, world, "   ", version=1)
    assert written(world) == [("weaknesses", "", 2)]
    html = client.get(reverse("reports:year_end_report", args=[world.cycle.pk])).content.decode()
    assert OFFERED in html


def test_a_text_that_is_too_long_is_refused_beside_its_field(world: World):
    response = save(world.client("secretariat"), world, "a" * 6001)
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    assert written(world) == []
    assert save(world.client("secretariat"), world, "a" * 6000).status_code == 302


def test_a_part_without_a_version_changes_nothing(world: World):
    url = reverse("reports:year_end_report_part", args=[world.cycle.pk, "weaknesses"])
    assert world.client("secretariat").post(url, {"text": "Lời."}).status_code == 422
    assert written(world) == []


def test_there_is_no_part_of_another_name(world: World):
    assert save(world.client("secretariat"), world, "Lời.", section="secrets").status_code == 404
    assert save(world.client("secretariat"), world, "Lời.", section="causes").status_code == 302


def test_a_closed_year_takes_no_more_words(world: World):
    cycle = world.cycle
    cycle.closed_at, cycle.closed_by = clock.now(), world.users["head_leader"]
    cycle.save()
    response = save(world.client("head_leader"), world, "Lời muộn.")
    assert response.status_code == 409
    assert "Năm thi đua đã kết thúc" in response.content.decode()
    assert written(world) == []


def test_under_htmx_the_part_alone_comes_back(world: World):
    html = save(world.client("secretariat"), world, "Lời mới.", **{"HX-Request": "true"}).content.decode()
    assert html.startswith('<article class="mb-4" id="part-weaknesses">')
    assert "Đã lưu lúc" in html
    assert 'name="version" value="1"' in html


def test_under_htmx_a_conflict_comes_back_with_both_texts(world: World):
    save(world.client("head_leader"), world, "Lời của Trưởng khối.")
    response = save(world.client("secretariat"), world, "Lời sau.", **{"HX-Request": "true"})
    assert response.status_code == 409
    assert "Lời của Trưởng khối." in response.content.decode()
    assert "Lời sau.</textarea>" in response.content.decode()
