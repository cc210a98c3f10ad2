"""The year of a bloc at a glance, and more time for one of its members."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs import clock
from blocs.errors import BadInput, Closed, NotAllowed
from blocs.models import AuditEvent
from emulation.actions.extension import grant_extension
from emulation.models import EmulationYear, Extension, GateReopening, ScoreSheet
from emulation.models.scoresheet import SheetState
from emulation.models.window import Act
from emulation.queries.cycle import overview
from tests import factories as make
from tests.emulation.pledges import final, sign


def url(name, world):
    return reverse(f"emulation:{name}", args=[world.cycle.pk])


def text(response):
    return response.content.decode()


def in_days(days):
    return clock.today() + timedelta(days=days)


def make_sheet(world, code, **fields):
    return ScoreSheet.objects.create(
        cycle=world.cycle,
        organization=world.units[code],
        table_version=world.cycle.table_version,
        **fields,
    )


def rows(world, persona):
    return overview(world.cycle, world.actor(persona)).rows


def test_it_tells_who_has_signed_and_who_has_sent(world):
    version = final(world)
    sign(world, version, "leader")
    sign(world, version, "head_leader")  # as a member, not yet as head
    make_sheet(
        world,
        "C",
        state=SheetState.SUBMITTED,
        submitted_at=clock.now(),
        submitted_by=world.users["other_leader"],
        late_days=2,
    )
    told = [(row.name, row.pledge.text, row.sheet.text, row.sheet_late) for row in rows(world, "secretariat")]
    assert [(name, pledge) for name, pledge, _sheet, _late in told] == [
        ("Hội A", "Chưa ký"),
        ("Hội B", "Đã ký"),
        ("Hội C", "Chưa ký"),
    ]
    assert [(sheet, late) for _name, _pledge, sheet, late in told] == [
        ("Chưa nhập", ""),
        ("Chưa nhập", ""),
        ("Đã gửi Khối", "quá hạn 2 ngày"),
    ]


def test_a_member_sees_his_own_unit_first_and_of_others_whether_they_have_sent(world):
    make_sheet(world, "B")
    make_sheet(
        world,
        "C",
        state=SheetState.RETURNED,
        return_reason="Bổ sung.",
        submitted_at=clock.now(),
        submitted_by=world.users["other_leader"],
        late_days=2,
    )
    told = rows(world, "leader")
    assert [row.name for row in told] == ["Hội B", "Hội A", "Hội C"]
    assert [row.sheet.text for row in told] == ["Đang nhập", "Chưa gửi", "Chưa gửi"]
    ScoreSheet.objects.filter(organization=world.units["C"]).update(state=SheetState.SUBMITTED)
    told = rows(world, "leader")
    assert [(row.sheet.text, row.sheet_late) for row in told[1:]] == [("Chưa gửi", ""), ("Đã gửi Khối", "")]
    assert [row.sheet_id is None for row in told] == [False, True, True]


def test_what_is_overdue_is_told_for_each_unit_with_its_extension(world):
    final(world)
    window = world.cycle.windows.get()
    window.opens, window.closes = in_days(-9), in_days(-3)
    window.save()
    make.make_extension(window, world.units["C"], in_days(1), world.users["officer"])
    assert [(row.name, row.pledge_late) for row in rows(world, "secretariat")] == [
        ("Hội A", "Quá hạn 3 ngày"),
        ("Hội B", "Quá hạn 3 ngày"),
        ("Hội C", ""),
    ]


def test_the_heading_is_the_sentence_of_the_moment(world):
    def heading():
        return overview(world.cycle, world.actor("leader")).heading

    assert heading() == "Năm thi đua 2021"
    window = make.make_window(world.cycle, Act.PLEDGE, in_days(2), in_days(5))
    assert heading() == f"Ký giao ước: từ ngày {in_days(2):%d/%m/%Y}"
    window.opens = in_days(-1)
    window.save()
    assert heading() == "Ký giao ước: còn 5 ngày"
    window.closes = in_days(0)
    window.save()
    assert heading() == "Ký giao ước: hôm nay là hạn cuối"
    world.cycle.locked_at, world.cycle.locked_by = clock.now(), world.users["head_leader"]
    world.cycle.save()
    assert heading() == "Đã chốt điểm năm 2021"


def test_gates_and_their_reopening_are_shown_with_the_reason(world):
    GateReopening.objects.create(
        cycle=world.cycle,
        gate="locked",
        reason="Cộng sót điểm thưởng",
        reopened_by=world.users["head_leader"],
    )
    assert "Cộng sót điểm thưởng" in text(world.client("leader").get(url("cycle", world)))


@pytest.mark.parametrize("persona", ["leader", "secretariat", "officer"])
def test_it_asks_the_same_few_questions_for_few_and_for_many_members(world, persona):
    def questions():
        client = world.client(persona)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url("cycle", world)).status_code == 200
        return len(captured)

    final(world)
    few = questions()
    for order in range(4, 15):
        unit = make.make_organization()
        make.make_membership(world.bloc, unit, 2021, order)
        make.make_extension(world.cycle.windows.get(), unit, in_days(20), world.users["officer"])
        ScoreSheet.objects.create(
            cycle=world.cycle, organization=unit, table_version=world.cycle.table_version
        )
    assert few == questions() <= 12


# More time


def grant(world, persona="officer", code="B", **changes):
    values = {"act": Act.PLEDGE, "until": in_days(20), "reason": "Đơn vị đại hội nhiệm kỳ"} | changes
    return grant_extension(
        world.cycle, actor=world.actor(persona), organization_id=world.units[code].pk, **values
    )


@pytest.mark.parametrize("persona", ["officer", "head_leader"])
def test_head_and_officer_give_more_time(world, persona):
    make.make_window(world.cycle, Act.PLEDGE)
    extension = grant(world, persona)
    assert (extension.until, extension.granted_by) == (in_days(20), world.users[persona])
    event = AuditEvent.objects.get(act="window.extend")
    assert (event.organization, event.new["reason"]) == (world.units["B"], "Đơn vị đại hội nhiệm kỳ")
    assert "Đơn vị đại hội nhiệm kỳ" in text(world.client("other_leader").get(url("cycle", world)))


def test_a_second_time_moves_the_day_on(world):
    make.make_window(world.cycle, Act.PLEDGE)
    grant(world)
    grant(world, until=in_days(30))
    assert Extension.objects.get().until == in_days(30)


@pytest.mark.parametrize("persona", ["leader", "secretariat", "city_leader", "operator", "outside_leader"])
def test_nobody_else_gives_more_time(world, persona):
    make.make_window(world.cycle, Act.PLEDGE)
    with pytest.raises(NotAllowed):
        grant(world, persona)
    assert not Extension.objects.exists()


def test_the_head_does_not_give_its_own_unit_more_time(world):
    make.make_window(world.cycle, Act.PLEDGE)
    with pytest.raises(NotAllowed):
        grant(world, "head_leader", "A")
    assert grant(world, "officer", "A")


@pytest.mark.parametrize(
    "changes", [{"until": "closes"}, {"reason": "  "}, {"code": "D"}, {"act": Act.VOTING}], ids=str
)
def test_more_time_that_makes_no_sense_is_refused(world, changes):
    window = make.make_window(world.cycle, Act.PLEDGE)
    if "until" in changes:
        changes = {"until": window.closes}
    with pytest.raises(BadInput):
        grant(world, **changes)
    assert not Extension.objects.exists()


def test_once_the_scores_are_final_no_more_time_is_given(world):
    make.make_window(world.cycle, Act.PLEDGE)
    world.cycle.locked_at, world.cycle.locked_by = clock.now(), world.users["head_leader"]
    world.cycle.save()
    with pytest.raises(Closed):
        grant(world)
    assert not Extension.objects.exists()


def test_the_form_gives_more_time_and_tells_what_is_wrong(world):
    make.make_window(world.cycle, Act.PLEDGE)
    client = world.client("officer")
    typed = {
        "act": Act.PLEDGE,
        "organization": world.units["B"].pk,
        "until": f"{in_days(20):%d/%m/%Y}",
        "reason": "Đại hội",
    }
    assert client.get(url("extension", world)).status_code == 200
    assert client.post(url("extension", world), typed | {"reason": ""}).status_code == 422
    past = client.post(url("extension", world), typed | {"until": f"{in_days(1):%d/%m/%Y}"})
    assert (past.status_code, "Đề nghị chọn ngày sau" in text(past)) == (422, True)
    assert client.post(url("extension", world), typed).status_code == 302
    assert Extension.objects.get().reason == "Đại hội"


def test_a_year_without_members_and_windows_leads_to_what_comes_first(world):
    """No form with empty choices, no sentence that everybody has sent."""
    cycle = make.make_cycle(make.make_bloc("K8"), 2021)
    officer, pk = world.client("officer"), cycle.pk
    page = officer.get(f"/cycles/{pk}/").content.decode()
    assert f'href="/blocs/{cycle.bloc_id}/years/2021/composition/"' in page
    assert f"/cycles/{pk}/extension/" not in officer.get(f"/cycles/{pk}/calendar/").content.decode()
    assert "Chưa có gì để gia hạn" in officer.get(f"/cycles/{pk}/extension/").content.decode()
    sheets = officer.get(f"/cycles/{pk}/scoresheets/").content.decode()
    assert "Tất cả đơn vị đã gửi" not in sheets
    assert "chưa có đơn vị tham gia thi đua" in sheets
    own = f"/cycles/{world.cycle.pk}"
    make.make_window(world.cycle, "pledge")
    assert f"{own}/extension/" in officer.get(f"{own}/calendar/").content.decode()
    assert "Chưa có gì để gia hạn" not in officer.get(f"{own}/extension/").content.decode()


def test_without_any_bloc_the_first_one_is_founded(db):
    officer = make.make_appointed("city_officer")
    client, year = Client(), EmulationYear.objects.create(year=2021)
    client.force_login(officer)
    make.with_second_factor(client, officer)
    page = client.get(f"/years/{year.pk}/joining/").content.decode()
    assert 'href="/blocs/new/"' in page
    assert "Tất cả các khối, cụm đã có trong năm này" not in page
