"""Saving one cell through its address, with htmx and without."""

import pytest
from django.urls import reverse

from emulation.actions.standing import lock_scores
from tests import factories as make
from tests.emulation.sheets import (
    answered_sheet,
    begun_sheet,
    checked_sheet,
    criterion,
    line_of,
    sent_sheet,
    stored,
)

HTMX = {"HX-Request": "true"}


def save(client, sheet, code, version=1, headers=HTMX, **cells):
    of = criterion(sheet, code)
    data = {f"{of.pk}-{name}": value for name, value in cells.items()}
    return client.post(
        reverse("emulation:score_line", args=[sheet.pk, of.pk]),
        data | {f"{of.pk}-version": version},
        headers=headers,
    )


def test_it_refuses_get(world):
    sheet = begun_sheet(world)
    address = reverse("emulation:score_line", args=[sheet.pk, criterion(sheet, "A1").pk])
    assert world.client("leader").get(address).status_code == 405


def test_it_answers_with_the_cell_the_line_and_the_totals(world):
    sheet = begun_sheet(world)
    answer = save(world.client("leader"), sheet, "A1", self_points="7,5")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'data-state="saved"' in page
    assert 'data-value="7,5"' in page
    assert '<dl id="totals" hx-swap-oob="true">' in page
    assert "7,50 <small>/ 20</small>" in page
    assert 'value="2"' in page
    assert line_of(sheet, "A1").self_points == 7.5


def test_it_tells_the_forms_of_the_page_which_sheet_they_now_act_on(world):
    sheet = begun_sheet(world)
    of = criterion(sheet, "A1").pk
    address = reverse("emulation:score_line", args=[sheet.pk, of])
    first = {"version": sheet.version, f"{of}-version": 1, f"{of}-self_points": "7"}
    told = world.client("clerk").post(address, first, headers=HTMX).content.decode()
    assert f'class="sheet-version" name="version" value="{stored(sheet).version}"' in told
    assert stored(sheet).version == sheet.version + 1
    missed = first | {f"{of}-version": 2, f"{of}-self_points": "8"}
    told = world.client("leader").post(address, missed, headers=HTMX).content.decode()
    assert line_of(sheet, "A1").self_points == 8
    assert "sheet-version" not in told


def test_an_empty_cell_takes_the_points_away_and_is_not_zero(world):
    sheet = begun_sheet(world)
    save(world.client("leader"), sheet, "A1", self_points="7")
    save(world.client("leader"), sheet, "A1", version=2, self_points="")
    assert line_of(sheet, "A1").self_points is None
    save(world.client("leader"), sheet, "A1", version=3, self_points="0")
    assert line_of(sheet, "A1").self_points == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("10,5", "10,5 vượt điểm tối đa 10,0 của tiêu chí A1."),
        ("1.234", "có thể là 1234 hoặc 1,234. Đề nghị ghi rõ một trong hai cách."),
        ("7,3", "7,3 không đúng bước 0,5 của tiêu chí A1. Đề nghị ghi 7,0 hoặc 7,5."),
        ("-1", "-1,0 thấp hơn điểm tối thiểu 0,0 của tiêu chí A1."),
        ("chín", "không phải là số"),
    ],
)
def test_wrong_input_gets_a_sentence_and_keeps_the_old_value(world, typed, sentence):
    sheet = begun_sheet(world)
    save(world.client("leader"), sheet, "A1", self_points="7")
    answer = save(world.client("leader"), sheet, "A1", version=2, self_points=typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "giá trị đang giữ là 7" in page
    assert 'data-state="wrong"' in page
    assert line_of(sheet, "A1").self_points == 7


def test_two_values_are_both_shown_and_either_can_be_chosen(world):
    sheet = begun_sheet(world)
    save(world.client("clerk"), sheet, "A1", self_points="7")
    answer = save(world.client("leader"), sheet, "A1", version=1, self_points="8")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Giữ <b>7</b> Văn phòng B" in page
    assert "Dùng <b>8</b>" in page
    assert line_of(sheet, "A1").self_points == 7
    of = criterion(sheet, "A1")
    address = reverse("emulation:score_line", args=[sheet.pk, of.pk])
    kept = world.client("leader").post(address, {"keep": f"{of.pk}-self_points"}, headers=HTMX)
    assert (kept.status_code, 'data-value="7"' in kept.content.decode()) == (200, True)
    taken = save(world.client("leader"), sheet, "A1", version=2, self_points="8")
    assert (taken.status_code, line_of(sheet, "A1").self_points) == (200, 8)


def test_a_closed_sheet_is_told_in_place(world):
    sheet = sent_sheet(world)
    answer = save(world.client("leader"), sheet, "A1", version=2, self_points="8")
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#messages"
    assert "Bảng tự chấm đã gửi Khối" in answer.content.decode()


def test_without_htmx_it_leads_back_to_the_sheet(world):
    sheet = begun_sheet(world)
    answer = save(world.client("leader"), sheet, "A1", headers={}, self_points="8")
    assert (answer.status_code, answer.url) == (302, f"/scoresheets/{sheet.pk}/")


def test_the_blocs_points_and_their_reason_are_saved_together(world):
    sheet = sent_sheet(world, points="8")
    client = world.client("secretariat")
    alone = save(client, sheet, "A1", version=2, reviewed_points="6", review_reason="")
    assert (alone.status_code, line_of(sheet, "A1").reviewed_points) == (422, None)
    assert "6 khác điểm tự chấm 8: đề nghị ghi lý do ở ô bên cạnh." in alone.content.decode()
    both = save(client, sheet, "A1", version=2, reviewed_points="6", review_reason="Thiếu.")
    assert (both.status_code, stored(sheet).total) == (200, 30)


def test_agreed_points_need_a_meeting_with_that_on_its_agenda(world):
    sheet = checked_sheet(world)
    version = line_of(sheet, "A1").version
    without = save(world.client("secretariat"), sheet, "A1", version=version, agreed_points="9")
    assert without.status_code == 422
    make.make_meeting(world.cycle)
    answer = save(world.client("secretariat"), sheet, "A1", version=version, agreed_points="9")
    assert (answer.status_code, line_of(sheet, "A1").agreed_points) == (200, 9)


def test_a_line_without_a_version_or_a_cell_is_no_input(world):
    sheet = begun_sheet(world)
    assert save(world.client("leader"), sheet, "A1", version="", self_points="8").status_code == 422
    assert save(world.client("leader"), sheet, "A1").status_code == 422
    assert save(world.client("leader"), sheet, "A1", total="99").status_code == 422
    assert stored(sheet).total == 0


def test_a_sheet_that_may_not_be_seen_looks_like_none(world):
    sheet = begun_sheet(world)
    for persona in ["other_leader", "outside_leader", "other_secretariat", "board", "operator"]:
        assert save(world.client(persona), sheet, "A1", self_points="8").status_code == 404
    assert save(world.client("officer"), sheet, "A1", self_points="8").status_code == 403


def test_after_the_lock_nothing_is_saved(world):
    sheet = answered_sheet(world, points="8")
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    answer = save(world.client("leader"), sheet, "A1", version=2, self_points="9")
    assert (answer.status_code, "Đã chốt điểm" in answer.content.decode()) == (409, True)
    assert stored(sheet).total == 32


def test_text_is_kept_in_lines_and_shown_as_text(world):
    sheet = begun_sheet(world)
    save(world.client("leader"), sheet, "A1", result_text="Dòng 1\r\n<b>Dòng 2</b>")
    assert line_of(sheet, "A1").result_text == "Dòng 1\n<b>Dòng 2</b>"
    page = world.client("leader").get(f"/scoresheets/{sheet.pk}/").content.decode()
    assert "&lt;b&gt;Dòng 2&lt;/b&gt;" in page
    long = save(world.client("leader"), sheet, "A1", version=2, result_text="x" * 2001)
    assert long.status_code == 422
