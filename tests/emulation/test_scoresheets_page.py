"""The score sheets of a cycle side by side, all points in one table, the standings and their lock on the screen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs import clock
from emulation.actions.score_line import dispute_line
from emulation.actions.scoresheet import return_sheet, start_sheet
from emulation.actions.standing import lock_scores
from emulation.models import Cycle
from emulation.models.window import Act
from tests import factories as make
from tests.emulation.sheets import answered_sheet, begun_sheet, checked_sheet, criterion, sent_sheet

MOST = 12


def show(world, persona, name, **query):
    return world.client(persona).get(reverse(f"emulation:{name}", args=[world.cycle.pk]), query)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def rows(answer) -> list[str]:
    return [member.member.name for member in answer.context["members"]]


def test_who_has_sent_what_stands_in_the_decisions_order(world):
    sent_sheet(world, "C", "9")
    answered_sheet(world, "B", "8")
    answer = show(world, "secretariat", "scoresheets")
    assert rows(answer) == ["Hội A", "Hội B", "Hội C"]
    page = text(answer)
    assert "Còn 02/03 đơn vị chưa gửi bảng tự chấm điểm" in page
    assert "36,00" in page
    assert "32,00" in page
    assert "6/6" in page


def test_a_member_sees_who_has_sent_and_more_of_its_own(world):
    sent_sheet(world, "C", "9")
    answered_sheet(world, "B", "8")
    page = text(show(world, "leader", "scoresheets"))
    assert "Đã gửi Khối" in page
    assert "32,00" in page
    assert "36,00" not in page
    assert page.count("6/6") == 1


@pytest.mark.parametrize("persona", ["leader", "clerk", "head_clerk", "operator"])
def test_what_the_bloc_says_of_a_units_sheet_is_no_other_units_to_read(world, persona):
    late = clock.today() - timedelta(days=2)
    make.make_window(world.cycle, Act.SELF_SCORING, late - timedelta(days=9), late, grace_days=5)
    disputed = checked_sheet(world, "C", "9")
    dispute_line(disputed, criterion(disputed, "A1"), actor=world.actor("other_leader"), reason="Xem lại.")
    answer = show(world, persona, "scoresheets")
    shown = {member.member.name: member for member in answer.context["members"]}["Hội C"]
    assert (shown.state.text, shown.remarks, shown.member.may_open) == ("Đã gửi Khối", [], False)
    assert (shown.member.answered, shown.member.self_total, shown.member.total) == (None, None, None)
    assert [choice["label"] for choice in answer.context["filters"]] == ["Tất cả", "Chưa gửi"]
    return_sheet(disputed, actor=world.actor("secretariat"), reason="Bổ sung.")
    answer = show(world, persona, "scoresheets")
    assert "Trả lại" not in text(answer)
    assert [member.state.text for member in answer.context["members"]][-1] == "Chưa gửi"
    page = text(show(world, "secretariat", "scoresheets"))
    assert "Trả lại, chờ bổ sung" in page
    assert "gửi quá hạn 2 ngày" in page


@pytest.mark.parametrize(("persona", "opens"), [("other_leader", True), ("operator", False)])
def test_a_locked_sheet_is_a_link_only_for_who_may_open_it(world, persona, opens):
    sheet = sent_sheet(world, "B")
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    for page in ["scoresheets", "cycle"]:
        assert (f'href="/scoresheets/{sheet.pk}/"' in text(show(world, persona, page))) is opens


def test_once_locked_everybody_sees_all_points(world):
    sent_sheet(world, "C", "9")
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    page = text(show(world, "leader", "scoresheets"))
    assert "Đã chốt điểm năm 2021" in page
    assert "36,00" in page


def test_filters_find_the_unsent_the_returned_and_the_late(world):
    make.make_window(
        world.cycle,
        Act.SELF_SCORING,
        clock.today() - timedelta(days=20),
        clock.today() - timedelta(days=2),
        grace_days=5,
    )
    sent_sheet(world, "C")
    returned = sent_sheet(world, "B")
    return_sheet(returned, actor=world.actor("secretariat"), reason="Xem lại.")
    answer = show(world, "secretariat", "scoresheets", show="unsent")
    assert rows(answer) == ["Hội A", "Hội B"]
    assert rows(show(world, "secretariat", "scoresheets", show="returned")) == ["Hội B"]
    assert "gửi quá hạn 2 ngày" in text(show(world, "secretariat", "scoresheets", show="late"))
    assert len(rows(show(world, "secretariat", "scoresheets", show="nonsense"))) == 3


def test_a_bloc_without_members_or_table_says_so(world):
    world.other_bloc.memberships.all().delete()
    Cycle.objects.filter(pk=world.other_cycle.pk).update(table_version=None)
    for name in ["scoresheets", "scoresheets_matrix", "standings"]:
        answer = world.client("officer").get(reverse(f"emulation:{name}", args=[world.other_cycle.pk]))
        assert (answer.status_code, "empty" in answer.content.decode()) == (200, True)


def test_all_points_stand_in_one_table(world):
    checked_sheet(world, "B", "8", A1="7.5")
    page = text(show(world, "secretariat", "scoresheets_matrix"))
    assert "7,50" in page
    assert "31,50" in page
    assert show(world, "leader", "scoresheets_matrix").status_code == 403
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    assert show(world, "leader", "scoresheets_matrix").status_code == 200


def test_provisional_standings_are_for_those_who_run_the_year(world):
    answered_sheet(world, "B", "9")
    for persona in ["secretariat", "head_leader", "officer", "city_leader"]:
        page = text(show(world, persona, "standings"))
        assert "Tạm tính" in page
        assert "36,00" in page
    for persona in ["leader", "clerk", "other_leader", "head_clerk"]:
        page = text(show(world, persona, "standings"))
        assert "Chưa có kết quả xếp hạng chính thức" in page
        assert "36,00" not in page


def test_an_entry_changes_the_standings_at_once(world):
    sent_sheet(world, "A", "8")
    sheet = sent_sheet(world, "B", "8")
    return_sheet(sheet, actor=world.actor("secretariat"), reason="Xem lại A1.")
    assert "đồng hạng" in text(show(world, "secretariat", "standings"))
    line = sheet.lines.get(criterion__code="A1")
    world.client("leader").post(
        reverse("emulation:score_line", args=[sheet.pk, line.criterion_id]),
        {f"{line.criterion_id}-version": line.version, f"{line.criterion_id}-self_points": "10"},
    )
    page = text(show(world, "secretariat", "standings"))
    assert "34,00" in page
    assert "Kém mức điểm liền trên 2,00 điểm." in page


def test_who_has_not_sent_stands_below_without_place_class_or_why(world):
    sent_sheet(world, "C", "8")
    begun = begun_sheet(world, "B")
    answer = show(world, "secretariat", "standings")
    told = [(row.row.name, row.why, row.state and row.state.text) for row in answer.context["rows"]]
    assert [name for name, *_rest in told] == ["Hội C", "Hội A", "Hội B"]
    assert [rest for _name, *rest in told[1:]] == [["", "Chưa nhập"], ["", "Đang nhập"]]
    assert "Yếu" not in text(answer)
    assert f'href="/scoresheets/{begun.pk}/"' in text(answer)
    assert "chưa được xếp hạng" in text(answer)


def test_a_returned_sheet_is_ranked_with_its_state_beside_it(world):
    sheet = sent_sheet(world, "C", "8")
    return_sheet(sheet, actor=world.actor("secretariat"), reason="Bổ sung.")
    first = show(world, "secretariat", "standings").context["rows"][0]
    assert (first.row.place.place, first.state.text) == (1, "Trả lại, chờ bổ sung")


def test_the_page_before_the_lock_names_what_is_unfinished(world):
    sent_sheet(world, "B")
    page = text(show(world, "head_leader", "standings_lock"))
    assert "Còn 02 đơn vị chưa gửi bảng tự chấm" in page
    assert "Hội A; Hội C" in page
    assert "btn-binding" in page
    for persona in ["secretariat", "leader", "officer"]:
        assert show(world, persona, "standings_lock").status_code == 403


def test_the_lock_is_set_and_opened_through_the_pages(world):
    sent_sheet(world, "B")
    client = world.client("head_leader")
    seen = show(world, "head_leader", "standings_lock").context["form"].initial["seen"]
    lock = reverse("emulation:standings_lock", args=[world.cycle.pk])
    assert client.post(lock, {"seen": ""}).status_code == 422
    assert client.post(lock, {"seen": "0" * 64}).status_code == 409
    assert not Cycle.objects.get(pk=world.cycle.pk).is_locked
    assert client.post(lock, {"seen": seen}).status_code == 302
    page = text(show(world, "other_leader", "standings"))
    assert "Chính thức" in page
    assert f'Mã đối chiếu <span class="code">{seen[:8]}' in page.replace("</span><span>Mã", "Mã")
    assert client.get(lock).status_code == 409
    reopening = reverse("emulation:standings_reopen", args=[world.cycle.pk])
    assert client.post(reopening, {"reason": ""}).status_code == 422
    assert client.post(reopening, {"reason": "Cộng nhầm."}).status_code == 302
    assert not Cycle.objects.get(pk=world.cycle.pk).is_locked


PAGES = ["scoresheets", "scoresheets_matrix", "standings", "standings_lock"]


@pytest.mark.one_database
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("locked", [False, True])
def test_the_questions_are_the_same_for_one_and_for_fourteen_members(world, name, locked):
    if locked and name == "standings_lock":
        name = "standings"
    answered_sheet(world, "B")
    few = _asked(world, name, locked)
    Cycle.objects.update(locked_at=None, locked_by=None)
    world.cycle.snapshots.update(superseded_at=clock.now(), superseded_by=world.users["operator"])
    for number in range(11):
        unit = make.make_organization()
        make.make_membership(world.bloc, unit, 2021, 10 + number)
        leader = make.make_leader(unit)
        world.units[unit.code] = unit
        world.users[unit.code] = leader
        _fill(world, unit.code)
    many = _asked(world, name, locked)
    assert len(many) == len(few) <= MOST, many


def _fill(world, code):
    start_sheet(world.cycle, world.units[code], actor=make.actor_of(world.users[code]))


def _asked(world, name, locked):
    if locked:
        lock_scores(world.cycle, actor=world.actor("head_leader"))
    client = world.client("head_leader")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(f"emulation:{name}", args=[world.cycle.pk])).status_code == 200
    return [query["sql"] for query in asked.captured_queries]


@pytest.mark.one_database
@pytest.mark.parametrize("persona", ["leader", "clerk", "secretariat", "head_leader", "officer"])
@pytest.mark.parametrize("state", ["begun", "sent", "checked", "locked"])
def test_a_sheet_asks_the_same_for_few_and_for_thirty_criteria(world, persona, state):
    few = _sheet_asked(world, persona, state)
    table = make.make_table(world.users["operator"], groups=5, criteria=6)
    Cycle.objects.filter(pk=world.cycle.pk).update(table_version=table, locked_at=None, locked_by=None)
    world.cycle.snapshots.update(superseded_at=clock.now(), superseded_by=world.users["operator"])
    for sheet in world.cycle.sheets.all():
        sheet.standing_entries.all().delete()
        sheet.lines.all().delete()
        sheet.delete()
    world.cycle = Cycle.objects.get(pk=world.cycle.pk)
    many = _sheet_asked(world, persona, state)
    assert len(many) == len(few) <= MOST, many


def _sheet_asked(world, persona, state):
    make_it = {"begun": answered_sheet, "sent": sent_sheet}.get(state, checked_sheet)
    sheet = make_it(world, "B", "8")
    if state == "locked":
        lock_scores(world.cycle, actor=world.actor("head_leader"))
    client = world.client(persona)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/scoresheets/{sheet.pk}/").status_code == 200
    return [query["sql"] for query in asked.captured_queries]
