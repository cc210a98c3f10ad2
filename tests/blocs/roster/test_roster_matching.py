"""Which organisation a row of a roster means."""

from datetime import date

import pytest

from blocs.models import OrganizationName
from tests import factories as make
from tests.blocs.rosters import cells, errors, planned, says, states
from tests.cast import World


def rename(organization, name: str, since: date = date(2018, 1, 1)) -> None:
    OrganizationName.objects.create(organization=organization, name=name, short_name=name, valid_from=since)


@pytest.mark.parametrize(
    "row",
    [
        {"code": "B"},
        {"code": "b", "name": "Hội B"},
        {"name": "Hội B"},
        {"name": "HỘI B"},
        {"name": "hoi b"},
        {"name": "Hội B", "short_name": "B"},
    ],
)
def test_an_organisation_is_found_by_code_or_name(world: World, row: dict):
    found = planned([row], world.actor("officer"))
    assert states(found) == ["same"]
    assert errors(found) == []


def test_it_is_found_by_its_short_and_its_former_names(world: World):
    rename(world.units["B"], "Hội Nữ doanh nhân thành phố")
    now, short, former = (
        planned([{"name": name}], world.actor("officer"))
        for name in ("Hội Nữ doanh nhân thành phố", "B", "Hội B")
    )
    assert [*states(now), *states(short), *states(former)] == ["same", "same", "same"]
    assert "Tên cũ; tên hiện nay là “Hội Nữ doanh nhân thành phố”" in says(former.rows[0])
    assert not now.rows[0].warns


def test_a_name_typed_without_its_marks_renames_nothing(world: World):
    rename(world.units["B"], "Hội Nữ doanh nhân")
    found = planned([{"code": "B", "name": "Hoi Nu doanh nhan"}], world.actor("officer"))
    assert states(found) == ["same"]
    assert "Chỉ khác dấu" in says(found.rows[0])


def test_a_name_that_fits_two_names_both(world: World):
    make.make_organization("X1", name="Hội Làm vườn")
    make.make_organization("X2", name="Hội Làm vườn")
    found = planned(
        [{"name": "Hội Làm vườn"}, {"code": "X2", "name": "Hội Làm vườn"}], world.actor("officer")
    )
    assert "Hội Làm vườn (X1)" in errors(found)[0]
    assert "Hội Làm vườn (X2)" in errors(found)[0]
    assert states(found) == ["error", "same"]


def test_who_bears_the_name_today_comes_before_who_once_did(world: World):
    rename(world.units["B"], "Hội khác")
    make.make_organization("X1", name="Hội B")
    found = planned([{"name": "Hội B", "kind": "Tổ chức khác"}], world.actor("officer"))
    assert found.steps.details[0].pk != world.units["B"].pk


def test_a_code_and_a_name_of_two_organisations_contradict(world: World):
    found = planned([{"code": "A", "name": "Hội B"}], world.actor("officer"))
    assert errors(found) == ["Mã A là của Hội A (A), còn tên là của Hội B (B). Đề nghị sửa một trong hai."]


def test_a_known_name_with_an_unknown_code_is_no_new_organisation(world: World):
    found = planned([{"code": "ZZ", "name": "Hội B"}], world.actor("officer"))
    assert "Hội B có mã B" in errors(found)[0]


def test_a_new_organisation_gets_a_code_from_its_short_name(world: World):
    make.make_organization("HOI-NHA-BAO", name="Hội X")
    rows = [{"name": "Hội Nhà báo thành phố", "short_name": "Hội Nhà báo"}, {"name": "Hội Kế toán"}]
    found = planned(rows, world.actor("officer"))
    assert states(found) == ["new", "new"]
    assert cells(found.rows[0])["code"] == ("new", "", "HOI-NHA-BAO-2")
    assert cells(found.rows[1])["code"] == ("new", "", "HOI-KE-TOAN")


def test_a_code_that_stands_further_down_is_not_given_away(world: World):
    rows = [{"name": "Hội Kế toán"}, {"code": "HOI-KE-TOAN", "name": "Hội Kiểm toán"}]
    found = planned(rows, world.actor("officer"))
    assert cells(found.rows[0])["code"] == ("new", "", "HOI-KE-TOAN-2")
    assert states(found) == ["new", "new"]


def test_a_new_name_nearly_like_a_known_one_warns(world: World):
    rename(world.units["B"], "Hội Nữ doanh nhân Hải Phòng")
    make.make_organization("P1", name="Phường số 11")
    rows = [{"name": "Hội Nữ doanh nhân TP Hải Phòng"}, {"name": "Phường số 12"}, {"name": "Hội Nhà báo"}]
    found = planned(rows, world.actor("officer"))
    assert "gần giống Hội Nữ doanh nhân Hải Phòng (B)" in says(found.rows[0])
    assert [row.warns for row in found.rows] == [True, True, True]
    assert "gần giống" not in says(found.rows[1]) + says(found.rows[2])
    assert states(found) == ["new", "new", "new"]


def test_the_same_row_twice_is_told_with_the_number_of_the_first(world: World):
    row = {"code": "B", "name": "Hội B", "clerk": "Cán bộ B"}
    found = planned([row, {"code": "A", "name": "Hội A"}, row], world.actor("officer"))
    assert states(found)[2] == "error"
    assert found.rows[2].say == ["Trùng với dòng 2. Đề nghị bỏ một trong hai dòng."]


def test_two_rows_that_contradict_each_other_are_told(world: World):
    rows = [
        {"code": "B", "name": "Hội B", "kind": "Hội", "leader": "Chủ tịch B"},
        {"code": "B", "name": "Hội B", "kind": "Liên hiệp hội", "leader": "Chủ tịch khác"},
    ]
    found = planned(rows, world.actor("officer"))
    assert found.rows[1].state == "error"
    assert set(cells(found.rows[1])) == {"kind", "leader"}
    assert "Dòng 2" in says(found.rows[1])


def test_a_row_that_repeats_the_first_adds_its_clerk(world: World):
    rows = [
        {"code": "B", "name": "Hội B", "leader": "Chủ tịch B", "clerk": "Cán bộ số một"},
        {"code": "B", "name": "Hội B", "leader": "Chủ tịch B", "clerk": "Cán bộ số hai"},
        {"clerk": "Cán bộ số ba"},
    ]
    found = planned(rows, world.actor("officer"))
    assert errors(found) == []
    assert [step.someone.name for step in found.steps.duties] == [row["clerk"] for row in rows]
    assert "Hội B ở dòng 2" in says(found.rows[2])


def test_two_new_organisations_of_one_name_and_two_codes_are_told(world: World):
    rows = [{"code": "N1", "name": "Hội Nhà báo"}, {"code": "N2", "name": "Hội Nhà báo"}]
    found = planned(rows, world.actor("officer"))
    assert "Dòng 2 có cùng tên nhưng mã là N1" in errors(found)[0]


def test_a_row_without_an_organisation_above_it_is_told(world: World):
    found = planned([{"clerk": "Cán bộ B"}, {"code": "N9"}], world.actor("officer"))
    assert len(errors(found)) == 2


def test_what_is_said_of_a_column_the_file_does_not_have_stands_at_the_row(world: World):
    rows = [{"name": "Hội Kế toán"}, {"code": "B", "name": "Hội B", "clerk_email": "moi@example.org"}]
    found = planned(rows, world.actor("officer"), without=["code", "kind", "short_name", "clerk"])
    assert "Mã đơn vị: Mã đặt theo tên viết tắt: HOI-KE-TOAN." in found.rows[0].say
    assert set(found.rows[0].cells) == {"name"}
    assert states(found) == ["new", "error"]
    assert found.rows[1].say == ["Cán bộ đầu mối: Đề nghị ghi họ và tên."]
    assert planned(rows, world.actor("officer")).rows[1].say == []
