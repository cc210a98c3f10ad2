"""The page of a score sheet: who sees what, saving without JavaScript, the acts behind its buttons."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from emulation.actions.score_line import dispute_line, save_line
from emulation.actions.scoresheet import present_sheet, return_sheet, set_disqualified, submit_sheet
from emulation.actions.standing import lock_scores
from emulation.models import ScoreSheet
from emulation.queries.scoresheet import open_disputes
from tests import factories as make
from tests.emulation.sheets import (
    answered_sheet,
    begun_sheet,
    checked_sheet,
    criterion,
    line_of,
    open_scoring,
    sent_sheet,
    stored,
)


def show(world, persona, sheet, name="scoresheet", **query):
    return world.client(persona).get(reverse(f"emulation:{name}", args=[sheet.pk]), query)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def everything(sheet, **cells) -> dict[str, str]:
    """The form as the page shows it, with some cells typed over: `{"A1-self_points": "8"}`."""
    data = {}
    for line in sheet.lines.select_related("criterion"):
        data |= {
            f"{line.criterion_id}-version": line.version,
            f"{line.criterion_id}-self_points": "" if line.self_points is None else str(line.self_points),
        }
    for key, value in cells.items():
        code, _mark, name = key.partition("_")
        data[f"{criterion(sheet, code).pk}-{name}"] = value
    return data


def test_the_unit_fills_its_sheet(world):
    page = text(show(world, "leader", begun_sheet(world)))
    assert page.count('data-column="self_points"') == 6
    assert page.count('data-column="planned"') == 1
    assert "Nhận đến hết ngày" in page


def test_readers_are_told_why_they_cannot_write(world):
    sheet = begun_sheet(world)
    for persona, why in [
        ("officer", "Chỉ xem"),
        ("secretariat", "ghi ngày của bản giấy"),
    ]:
        page = text(show(world, persona, sheet))
        assert why in page
        assert "data-column" not in page


def test_after_the_window_the_page_says_since_when(world):
    sheet = begun_sheet(world)
    world.cycle.windows.update(opens=date(2021, 1, 1), closes=date(2021, 1, 31))
    page = text(show(world, "leader", sheet))
    assert "Đã hết thời hạn từ ngày 31/01/2021" in page
    assert "data-column" not in page


def test_a_locked_sheet_is_open_to_the_bloc_and_to_nobodys_pen(world):
    sheet = sent_sheet(world)
    assert show(world, "other_leader", sheet).status_code == 404
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    for persona in ["leader", "other_leader", "secretariat", "head_leader", "officer"]:
        page = text(show(world, persona, sheet))
        assert "Đã chốt điểm, không sửa được nữa." in page
        assert "data-column" not in page


def test_on_behalf_stands_on_every_page_where_one_enters_for_another(world):
    open_scoring(world)
    answer = world.client("secretariat").post(
        reverse("emulation:scoresheet_start", args=[world.cycle.pk, world.units["B"].pk]),
        {"dated_on": "10/12/2021"},
    )
    sheet = ScoreSheet.objects.get()
    assert answer.url == f"/scoresheets/{sheet.pk}/"
    assert "Nhập thay <b>Hội B</b>" in text(show(world, "secretariat", sheet))
    assert "nhập theo bản giấy ngày 10/12/2021" in text(show(world, "leader", sheet))


def test_beginning_needs_a_right_and_for_the_secretariat_a_paper(world):
    open_scoring(world)
    address = reverse("emulation:scoresheet_start", args=[world.cycle.pk, world.units["B"].pk])
    assert world.client("other_leader").post(address).status_code == 403
    assert world.client("secretariat").post(address, {"dated_on": ""}).status_code == 422
    assert world.client("secretariat").post(address, {"dated_on": "31/12/2999"}).status_code == 422
    assert not ScoreSheet.objects.exists()
    assert world.client("clerk").post(address).status_code == 302
    assert world.client("leader").get(address).status_code == 200


def test_a_sent_sheet_is_not_taken_over_from_a_paper(world):
    sheet = sent_sheet(world)
    address = reverse("emulation:scoresheet_start", args=[world.cycle.pk, world.units["B"].pk])
    assert world.client("secretariat").get(address).url == f"/scoresheets/{sheet.pk}/"
    assert world.client("secretariat").post(address, {"dated_on": "10/12/2021"}).status_code == 409
    assert stored(sheet).paper_dated_on is None
    return_sheet(sheet, actor=world.actor("secretariat"), reason="Bổ sung.")
    assert world.client("secretariat").post(address, {"dated_on": "10/12/2021"}).status_code == 302
    assert stored(sheet).paper_dated_on == date(2021, 12, 10)


def test_without_javascript_one_button_saves_every_changed_cell(world):
    sheet = begun_sheet(world)
    answer = world.client("leader").post(
        f"/scoresheets/{sheet.pk}/", everything(sheet, A1_self_points="7,5", B2_self_points="9")
    )
    assert answer.status_code == 302
    assert (stored(sheet).total, stored(sheet).answered) == (16.5, 2)


def test_good_cells_are_saved_and_wrong_ones_come_back_as_typed(world):
    sheet = begun_sheet(world)
    answer = world.client("leader").post(
        f"/scoresheets/{sheet.pk}/", everything(sheet, A1_self_points="1.234", B2_self_points="9")
    )
    page = text(answer)
    assert answer.status_code == 422
    assert "1 tiêu chí chưa lưu được." in page
    assert 'value="1.234"' in page
    assert "có thể là 1234 hoặc 1,234" in page
    assert stored(sheet).total == 9


def test_two_values_in_the_whole_form_are_both_shown(world):
    sheet = begun_sheet(world)
    before = everything(sheet, A1_self_points="8", A2_self_points="5")
    world.client("clerk").post(f"/scoresheets/{sheet.pk}/", everything(sheet, A1_self_points="7"))
    answer = world.client("leader").post(f"/scoresheets/{sheet.pk}/", before)
    page = text(answer)
    assert answer.status_code == 409
    assert "Giữ <b>7</b>" in page
    assert "Dùng <b>8</b>" in page
    assert stored(sheet).total == 12
    again = everything(sheet, A1_self_points="8")
    keep = {"keep": f"{criterion(sheet, 'A1').pk}-self_points"}
    assert world.client("leader").post(f"/scoresheets/{sheet.pk}/", again | keep).status_code == 302
    assert line_of(sheet, "A1").self_points == 7
    assert world.client("leader").post(f"/scoresheets/{sheet.pk}/", again).status_code == 302
    assert line_of(sheet, "A1").self_points == 8


def test_an_empty_form_on_a_closed_sheet_is_refused(world):
    sheet = sent_sheet(world)
    assert world.client("leader").post(f"/scoresheets/{sheet.pk}/", {}).status_code == 409
    assert world.client("officer").post(f"/scoresheets/{sheet.pk}/", {}).status_code == 403


def test_the_clerk_gives_it_to_the_leader_and_gets_it_back(world):
    sheet = answered_sheet(world)
    assert "Trình lãnh đạo" in text(show(world, "clerk", sheet))
    given = world.client("clerk").post(f"/scoresheets/{sheet.pk}/presentation/", {"version": sheet.version})
    assert (given.status_code, stored(sheet).state) == (302, "with_leader")
    assert "đang chờ lãnh đạo duyệt" in text(show(world, "clerk", sheet))
    back = world.client("leader").post(
        f"/scoresheets/{sheet.pk}/hand-back/", {"version": stored(sheet).version}
    )
    assert (back.status_code, stored(sheet).state) == (302, "in_progress")


def test_a_stale_page_gives_nothing_to_the_leader(world):
    sheet = answered_sheet(world)
    for version in [sheet.version - 1, ""]:
        answer = world.client("clerk").post(f"/scoresheets/{sheet.pk}/presentation/", {"version": version})
        assert answer.status_code in {409, 422}
    assert stored(sheet).state == "in_progress"


def test_the_page_before_sending_says_what_will_happen(world):
    sheet = answered_sheet(world)
    page = text(show(world, "leader", sheet, "scoresheet_submission"))
    assert "Tất cả tiêu chí đã có điểm" in page
    assert "32,00" in page
    assert "btn-binding" in page
    sent = world.client("leader").post(
        f"/scoresheets/{sheet.pk}/submission/", {"version": sheet.version}, follow=True
    )
    assert "Đã gửi Bảng tự chấm điểm đến Khối lúc" in text(sent)
    assert stored(sheet).is_sent


def test_an_incomplete_sheet_has_no_red_button_and_is_not_sent(world):
    sheet = begun_sheet(world)
    page = text(show(world, "leader", sheet, "scoresheet_submission"))
    assert "6 tiêu chí chưa có điểm" in page
    assert "btn-binding" not in page
    answer = world.client("leader").post(f"/scoresheets/{sheet.pk}/submission/", {"version": sheet.version})
    assert answer.status_code == 422
    assert "A1, A2, B1, B2, X1, Y1" in text(answer)


def test_a_sheet_changed_since_the_page_was_opened_is_not_sent(world):
    sheet = answered_sheet(world)
    answer = world.client("leader").post(
        f"/scoresheets/{sheet.pk}/submission/", {"version": sheet.version - 1}
    )
    assert (answer.status_code, stored(sheet).state) == (409, "in_progress")


def test_the_bloc_checks_on_the_same_page(world):
    sheet = sent_sheet(world, points="8")
    page = text(show(world, "secretariat", sheet))
    assert "Nhất trí các tiêu chí còn lại (6 tiêu chí)" in page
    assert page.count('data-column="reviewed_points"') == 6
    a1 = criterion(sheet, "A1").pk
    world.client("secretariat").post(
        f"/scoresheets/{sheet.pk}/",
        {f"{a1}-version": 2, f"{a1}-reviewed_points": "6", f"{a1}-review_reason": "Thiếu."},
    )
    world.client("secretariat").post(
        f"/scoresheets/{sheet.pk}/agreement/", {"version": stored(sheet).version}
    )
    assert "30,00" in text(show(world, "secretariat", sheet, "scoresheet_check"))
    done = world.client("secretariat").post(
        f"/scoresheets/{sheet.pk}/check/", {"version": stored(sheet).version}
    )
    assert (done.status_code, stored(sheet).state) == (302, "checked")


def test_a_check_that_is_not_complete_is_not_finished(world):
    sheet = sent_sheet(world)
    answer = world.client("secretariat").post(f"/scoresheets/{sheet.pk}/check/", {"version": sheet.version})
    assert (answer.status_code, "Chưa kiểm tra: A1" in text(answer)) == (422, True)


def test_the_bloc_returns_a_sheet_and_the_unit_reads_why(world):
    sheet = sent_sheet(world)
    without = world.client("secretariat").post(
        f"/scoresheets/{sheet.pk}/return/", {"version": sheet.version, "reason": ""}
    )
    assert (without.status_code, stored(sheet).state) == (422, "submitted")
    world.client("secretariat").post(
        f"/scoresheets/{sheet.pk}/return/", {"version": sheet.version, "reason": "Bổ sung biên nhận A2."}
    )
    page = text(show(world, "leader", sheet))
    assert "Bổ sung biên nhận A2." in page
    assert page.count('data-column="self_points"') == 6


@pytest.mark.parametrize("name", ["return", "check", "disqualification"])
def test_the_unit_and_the_city_have_no_pages_of_the_checkers(world, name):
    sheet = sent_sheet(world)
    for persona, status in [("leader", 403), ("officer", 403), ("head_clerk", 404)]:
        assert world.client(persona).get(f"/scoresheets/{sheet.pk}/{name}/").status_code == status
    assert world.client("secretariat").get(f"/scoresheets/{sheet.pk}/{name}/").status_code == 200


def test_the_leader_asks_for_re_examination_and_the_bloc_answers(world):
    sheet = checked_sheet(world)
    address = f"/scoresheets/{sheet.pk}/lines/{criterion(sheet, 'A1').pk}/dispute/"
    assert world.client("leader").get(address).status_code == 200
    assert world.client("clerk").get(address).status_code == 403
    assert world.client("leader").post(address, {"reason": ""}).status_code == 422
    asked = {"reason": "Đã gửi bổ sung.", "version": stored(sheet).version}
    assert world.client("leader").post(address, asked).status_code == 302
    page = text(show(world, "secretariat", sheet))
    assert "“Đã gửi bổ sung.”" in page
    assert "Có đề nghị xem xét lại" in page
    kept = {"keep_points": "A1", "version": stored(sheet).version}
    world.client("secretariat").post(f"/scoresheets/{sheet.pk}/", kept)
    assert "đã trả lời" in text(show(world, "leader", sheet))


def changed_again(world, sheet):
    """The sheet is returned, A1 is lowered, and it is sent again."""
    return_sheet(sheet, actor=world.actor("secretariat"), reason="Xem lại A1.")
    line = line_of(sheet, "A1")
    leader = world.actor("leader")
    save_line(sheet, line.criterion, actor=leader, version=line.version, self_points=Decimal(1))
    submit_sheet(sheet, actor=leader)


def test_nobody_agrees_with_points_he_has_not_seen(world):
    sheet, client = sent_sheet(world), world.client("secretariat")
    page = show(world, "secretariat", sheet).context["sheet"]
    changed_again(world, sheet)
    address = f"/scoresheets/{sheet.pk}/agreement/"
    assert client.post(address, {"version": page.version}).status_code == 409
    assert client.post(address).status_code == 422
    assert line_of(sheet, "A1").reviewed_points is None
    assert client.post(address, {"version": stored(sheet).version}).status_code == 302
    assert line_of(sheet, "A1").reviewed_points == 1


def test_no_ground_is_noted_over_one_that_was_not_seen(world):
    sheet = sent_sheet(world)
    ground = sheet.table_version.disqualification_grounds.get()
    address = f"/scoresheets/{sheet.pk}/disqualification/"
    assert f'name="version" value="{sheet.version}"' in text(world.client("secretariat").get(address))
    set_disqualified(sheet, actor=world.actor("head_leader"), ground=ground)
    stale = world.client("secretariat").post(address, {"ground": "", "version": sheet.version})
    assert (stale.status_code, stored(sheet).disqualified_for) == (409, ground)


def test_no_re_examination_is_asked_or_answered_of_what_was_not_seen(world):
    sheet = checked_sheet(world)
    dispute = f"/scoresheets/{sheet.pk}/lines/{criterion(sheet, 'A1').pk}/dispute/"
    old = {"reason": "Còn thiếu.", "version": sheet.version - 1}
    assert world.client("leader").post(dispute, old).status_code == 409
    world.client("leader").post(dispute, old | {"version": sheet.version})
    seen = stored(sheet).version
    again = {"reason": "Thêm biên nhận.", "version": seen}
    assert world.client("leader").post(dispute, again).status_code == 302
    answer = {"keep_points": "A1", "version": seen}
    stale = world.client("secretariat").post(f"/scoresheets/{sheet.pk}/", answer)
    assert (stale.status_code, open_disputes(sheet)) == (409, ["A1"])
    answer["version"] = stored(sheet).version
    assert world.client("secretariat").post(f"/scoresheets/{sheet.pk}/", answer).status_code == 302
    assert open_disputes(sheet) == []


def test_filters_keep_the_lines_that_need_something(world):
    sheet = sent_sheet(world)
    dispute_line(sheet, criterion(sheet, "A2"), actor=world.actor("leader"), reason="Xem lại.")
    assert show(world, "leader", sheet, show="disputed").content.decode().count("grid__row") == 1
    assert show(world, "leader", sheet, show="missing").content.decode().count("grid__row") == 0
    assert show(world, "leader", sheet, show="no-such").content.decode().count("grid__row") == 6


def test_a_ground_is_noted_through_its_page(world):
    sheet = sent_sheet(world)
    ground = sheet.table_version.disqualification_grounds.get()
    address = f"/scoresheets/{sheet.pk}/disqualification/"
    other = make.make_table(world.users["operator"]).disqualification_grounds.get()
    noted = {"ground": ground.pk, "version": sheet.version}
    assert world.client("secretariat").post(address, noted | {"ground": other.pk}).status_code == 422
    assert world.client("secretariat").post(address, noted).status_code == 302
    assert "Không ký giao ước thi đua" in text(show(world, "leader", sheet))


def test_the_agreed_column_appears_with_a_meeting(world):
    sheet = checked_sheet(world)
    assert "agreed_points" not in text(show(world, "secretariat", sheet))
    make.make_meeting(world.cycle)
    assert "agreed_points" in text(show(world, "secretariat", sheet))


def test_every_state_of_a_sheet_has_a_page_without_a_fault(world):
    sheet = answered_sheet(world)
    present_sheet(sheet, actor=world.actor("clerk"))
    assert "Chờ lãnh đạo duyệt" in text(show(world, "leader", sheet))
    sent = sent_sheet(world, "C")
    return_sheet(sent, actor=world.actor("secretariat"), reason="Xem lại.")
    assert "Trả lại, chờ bổ sung" in text(show(world, "other_leader", sent))


def test_points_that_are_only_read_have_the_decimals_of_the_table(world):
    sheet = sent_sheet(world, points="8", A1="10", A2="9.5")
    page = show(world, "secretariat", sheet).context["grid"]
    own = {row.code: next(c for c in row.cells if c.name == "self_points") for row in page.rows}
    assert [own[code].value for code in ("A1", "A2", "B1")] == ["10,00", "9,50", "8,00"]


def test_points_that_are_typed_stand_as_short_as_exact(world):
    page = show(world, "leader", answered_sheet(world, A1="10", A2="9.5")).context["grid"]
    own = {row.code: next(c for c in row.cells if c.name == "self_points") for row in page.rows}
    assert [own[code].value for code in ("A1", "A2")] == ["10", "9,5"]


def test_the_column_of_the_maxima_has_one_number_of_decimals(world):
    sheet = begun_sheet(world)

    def maxima() -> list[str]:
        return [row.maximum for row in show(world, "leader", sheet).context["grid"].rows]

    assert maxima() == ["10", "10", "10", "10", "4", "5"]
    first = criterion(sheet, "A1")
    first.max_points = Decimal("2.5")
    first.save()
    assert maxima() == ["2,5", "10,0", "10,0", "10,0", "4,0", "5,0"]
