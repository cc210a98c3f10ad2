"""A list of past results compared with what is recorded: each row's state, and the sentence at what is wrong."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.imports.past_result_columns import Number, number
from awards.models import Decision
from blocs import clock
from blocs.imports.kind import Unreadable
from blocs.models import Affiliation, Organization, OrganizationName, RowState
from emulation.models import Honour
from emulation.models.commendation import Subject
from tests import factories as make
from tests.awards.dossiers import FLAG, MERIT, make_flag, make_honour, make_merit
from tests.awards.past_results import planned, told, written, wrong
from tests.cast import World

NUMBERED = ("812/QĐ-UBND", "09/03/2021", "Chủ tịch Ủy ban nhân dân thành phố")


@pytest.fixture(autouse=True)
def catalogue(db: None) -> None:
    make_flag()
    make_merit()


def one(world: World, *cells: str, **options) -> tuple[str, str]:
    """State and sentences of a single line."""
    (row,) = planned(world, cells, **options).rows
    return row.state, told(row)


@pytest.mark.parametrize("unit", ["B", "b", "Hội B", "hoi  b", "HỘI B", "B mới", "Hội B đổi tên"])
@pytest.mark.parametrize("award", ["CITY_FLAG", "Cờ thi đua", FLAG, "co thi dua"])
def test_organisation_and_award_are_known_by_code_and_every_name(world: World, unit: str, award: str):
    OrganizationName.objects.create(
        organization=world.units["B"], name="Hội B đổi tên", short_name="B mới", valid_from=date(2021, 6, 1)
    )
    assert one(world, unit, award, "2020")[0] == RowState.NEW


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Cờ thi đua của UBND thành phố", FLAG),
        ("Cờ thi đua UBND TP Hải Phòng", FLAG),
        ("Bằng khen của Chủ tịch UBND thành phố", MERIT),
        ("Bằng khen UBND TP", MERIT),
    ],
)
def test_an_award_is_known_as_offices_write_it(world: World, typed: str, name: str):
    (row,) = planned(world, ("B", typed, "2020")).rows
    assert (row.state, row.warns) == (RowState.NEW, True)
    assert row.cells["commendation"].say == f"Đọc là {name}."
    (other,) = planned(world, ("B", f"{typed} Bên", "2020")).rows
    assert other.state == RowState.ERROR


def test_a_name_of_today_is_recorded_under_the_name_of_then(world: World):
    OrganizationName.objects.create(
        organization=world.units["B"], name="Hội B đổi tên", short_name="B mới", valid_from=date(2021, 6, 1)
    )
    state, sentence = one(world, "B mới", "Cờ thi đua", "2020")
    assert state == RowState.NEW
    assert sentence == "Ghi theo tên lúc đó: Hội B."
    assert one(world, "B mới", "Cờ thi đua", "2021")[1] == "Ghi theo tên lúc đó: Hội B đổi tên."


def test_of_two_with_one_name_the_one_of_the_year_is_meant(world: World):
    for code in ("C", "D"):
        world.units[code].names.update(name="Hội Chung", short_name="Chung")
        OrganizationName.objects.get(organization=world.units[code]).save()
    Organization.objects.filter(code="C").update(dissolved_on=date(2018, 12, 31))
    Organization.objects.filter(code="D").update(founded_on=date(2019, 1, 1))
    plan = planned(world, ("Hội Chung", "Cờ thi đua", "2015"), ("Hội Chung", "Cờ thi đua", "2020"))
    assert [step.results[0][1].organization_id for step in plan.steps] == [
        world.units["C"].pk,
        world.units["D"].pk,
    ]
    Organization.objects.filter(code="D").update(founded_on=None)
    state, sentence = one(world, "Hội Chung", "Cờ thi đua", "2015")
    assert state == RowState.ERROR
    assert (
        sentence
        == "Có nhiều đơn vị khớp với “Hội Chung”: Hội Chung (C); Hội Chung (D). Đề nghị gõ mã đơn vị."
    )


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        (("Hội Z", "Cờ thi đua", "2020"), "organization", "“Hội Z”"),
        (("", "Cờ thi đua", "2020"), "organization", "Ghi tên hoặc mã đơn vị."),
        (
            ("B", "Cờ luân lưu", "2020"),
            "commendation",
            "Danh mục khen thưởng không có “Cờ luân lưu”. Danh mục gồm: ",
        ),
        (("B", "", "2020"), "commendation", "Ghi danh hiệu hoặc hình thức khen thưởng."),
        (("B", "Cờ thi đua", ""), "year", "Ghi năm khen thưởng."),
        (("B", "Cờ thi đua", "2099"), "year", "Năm 2099 chưa đến."),
        (("B", "Cờ thi đua", "2020", "812/QĐ-UBND"), "number", "phải có ngày"),
        (("B", "Cờ thi đua", "2020", "812/QĐ-UBND", ""), "dated_on", "phải có ngày"),
        (("B", "Cờ thi đua", "2020", "8/QĐ", "01/02/2019"), "dated_on", "2020"),
        (("B", "Cờ thi đua", "2020", "8/QĐ ngày 01/02/2021", "02/02/2021"), "dated_on", "01/02/2021"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(world: World, cells, column: str, sentence: str):
    (row,) = planned(world, cells).rows
    assert row.state == RowState.ERROR
    assert wrong(row) == [column]
    assert sentence in told(row)


def test_a_day_to_come_is_refused_and_today_is_not(world: World):
    tomorrow = clock.today() + timedelta(days=1)
    for day, state in ((tomorrow, RowState.ERROR), (clock.today(), RowState.NEW)):
        assert one(world, "B", "Cờ thi đua", "2020", "8/QĐ", f"{day:%d/%m/%Y}")[0] == state


def test_what_is_given_to_individuals_is_refused(world: World):
    make.make_commendation(
        "FIGHTER", "Chiến sĩ thi đua cơ sở", short_name="CSTĐCS", subject=Subject.INDIVIDUAL
    )
    state, sentence = one(world, "B", "CSTĐCS", "2020")
    assert state == RowState.ERROR
    assert "dành cho cá nhân" in sentence
    # Of a title of both with one short name the collective's is meant.
    make.make_commendation(
        "MERIT_OF_A_PERSON", "Bằng khen cá nhân", short_name="Bằng khen", subject=Subject.INDIVIDUAL
    )
    assert one(world, "B", "Bằng khen", "2020")[0] == RowState.NEW


def test_a_name_of_two_awards_asks_for_the_code(world: World):
    make.make_commendation("MINISTRY", "Bằng khen của Bộ", short_name="Bằng khen")
    state, sentence = one(world, "B", "Bằng khen", "2020")
    assert state == RowState.ERROR
    assert "(CITY_MERIT)" in sentence
    assert "(MINISTRY)" in sentence
    assert one(world, "B", "CITY_MERIT", "2020")[0] == RowState.NEW


def test_a_line_twice_is_told_with_its_first_row(world: World):
    plan = planned(
        world, ("B", "Cờ thi đua", "2020"), ("Hội B", "CITY_FLAG", "2020"), ("B", "Cờ thi đua", "2019")
    )
    assert [row.state for row in plan.rows] == [RowState.NEW, RowState.ERROR, RowState.NEW]
    assert told(plan.rows[1]) == "Khen thưởng này đã có ở dòng 2."


def test_a_source_is_needed_where_the_decision_is_not_known(world: World):
    nothing = {"source": "", "issuer": ""}
    state, sentence = one(world, "B", "Cờ thi đua", "2020", options=nothing)
    assert state == RowState.ERROR
    assert "nguồn" in sentence
    assert one(world, "B", "Cờ thi đua", "2020", *NUMBERED, options=nothing)[0] == RowState.NEW
    assert one(world, "B", "Cờ thi đua", "2020", "", "", "", "Công báo", options=nothing)[0] == RowState.NEW


def test_lines_of_one_decision_are_one_decision(world: World):
    plan = planned(
        world,
        ("B", "Cờ thi đua", "2020", *NUMBERED),
        ("C", "Bằng khen", "2020", "Quyết định số 812/QĐ-UBND ngày 09/03/2021"),
        ("A", "Bằng khen", "2020"),
        ("D", "Bằng khen", "2019"),
    )
    assert [len(step.results) for step in plan.steps] == [2, 1, 1]
    assert plan.notes[0] == (
        "Quyết định số 812/QĐ-UBND ngày 09/03/2021, Chủ tịch Ủy ban nhân dân thành phố: 02 kết quả"
    )
    assert "chưa rõ số" in plan.notes[1]


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        (("C", "Cờ thi đua", "2020", "812/QĐ-UBND", "10/03/2021"), "ngày 09/03/2021"),
        (("C", "Cờ thi đua", "2019", "812/QĐ-UBND", "09/03/2021"), "năm 2020"),
    ],
)
@pytest.mark.parametrize("recorded_before", [False, True])
def test_one_number_is_one_decision(world: World, second, sentence: str, recorded_before: bool):
    first = ("B", "Cờ thi đua", "2020", *NUMBERED)
    if recorded_before:
        written(world, first)
        state, said = one(world, *second)
    else:
        row = planned(world, first, second).rows[1]
        state, said = row.state, told(row)
    assert state == RowState.ERROR
    assert "812/QĐ-UBND" in said
    assert sentence in said


def test_the_number_of_another_issuer_or_year_is_free(world: World):
    written(world, ("B", "Cờ thi đua", "2020", *NUMBERED))
    assert one(world, "C", "Cờ thi đua", "2020", "812/QĐ-UBND", "10/03/2021", "Bộ Nội vụ")[0] == RowState.NEW
    assert one(world, "C", "Cờ thi đua", "2021", "812/QĐ-UBND", "10/03/2022")[0] == RowState.NEW


def test_nothing_is_added_to_a_decision_of_our_own(world: World):
    Decision.objects.create(
        source="issued", number="812/QĐ-UBND", dated_on=date(2021, 3, 9), issuer=NUMBERED[2],
        subject="Khen", for_year=2020, recorded_by=world.users["officer"],
    )  # fmt: skip
    state, sentence = one(world, "B", "Cờ thi đua", "2020", *NUMBERED)
    assert state == RowState.ERROR
    assert "không ghi thêm vào quyết định đó" in sentence


def test_the_same_list_again_is_unchanged(world: World):
    lines = [
        ("B", "Cờ thi đua", "2020", *NUMBERED, "", "Dẫn đầu Khối"),
        ("C", "Bằng khen", "2020", "", "", "", "Công báo", ""),
        ("A", "Bằng khen", "2019"),
    ]
    written(world, *lines)
    plan = planned(world, *lines)
    assert {row.state for row in plan.rows} == {RowState.SAME}
    assert [told(row) for row in plan.rows] == ["", "", ""]
    assert (plan.notes, plan.steps) == ([], [])
    # Without what is not known again it is the same honour.
    assert one(world, "B", "Cờ thi đua", "2020") == (RowState.SAME, "")


def test_another_decision_for_a_recorded_honour_is_an_error(world: World):
    written(world, ("B", "Cờ thi đua", "2020", *NUMBERED))
    for cells in (
        ("813/QĐ-UBND", "09/03/2021"),
        ("812/QĐ-UBND", "10/03/2021"),
        ("", "10/03/2021"),
        ("", "", "Bộ Nội vụ"),
    ):
        state, sentence = one(world, "B", "Cờ thi đua", "2020", *cells)
        assert state == RowState.ERROR
        assert "đã được ghi theo quyết định khác: Quyết định số 812/QĐ-UBND ngày 09/03/2021" in sentence


def test_what_is_recorded_is_not_changed_and_that_is_told(world: World):
    make_honour(world.units["B"], make_flag(), authority=NUMBERED[2], reason="Dẫn đầu")
    (row,) = planned(world, ("B", "Cờ thi đua", "2020", *NUMBERED, "", "Xuất sắc")).rows
    assert (row.state, row.warns) == (RowState.SAME, True)
    assert row.cells["number"].say == "Hệ thống đã ghi: chưa có. Nội dung đã ghi được giữ nguyên."
    assert row.cells["reason"].say == "Hệ thống đã ghi: Dẫn đầu. Nội dung đã ghi được giữ nguyên."


def test_a_revoked_honour_does_not_come_back(world: World):
    make_honour(world.units["B"], make_flag(), revoked_on=date(2022, 5, 1))
    state, sentence = one(world, "B", "Cờ thi đua", "2020")
    assert state == RowState.ERROR
    assert "01/05/2022" in sentence


@pytest.mark.parametrize(
    ("fields", "year", "sentence"),
    [
        ({"founded_on": date(2021, 1, 1)}, "2020", "thành lập ngày 01/01/2021"),
        ({"dissolved_on": date(2019, 12, 31)}, "2020", "hết ngày 31/12/2019"),
    ],
)
def test_a_year_outside_of_its_life_is_a_warning(world: World, fields, year: str, sentence: str):
    Organization.objects.filter(code="B").update(**fields)
    (row,) = planned(world, ("B", "Cờ thi đua", year)).rows
    assert (row.state, row.warns) == (RowState.NEW, True)
    assert sentence in told(row)
    (within,) = planned(world, ("B", "Cờ thi đua", "2021" if "founded_on" in fields else "2019")).rows
    assert not within.warns


def test_a_dissolved_forebear_has_the_honours_of_its_time(world: World):
    Organization.objects.filter(code="B").update(dissolved_on=date(2020, 12, 31))
    (row,) = planned(world, ("B", "Cờ thi đua", "2018")).rows
    assert (row.state, row.warns) == (RowState.NEW, False)


def test_the_units_one_is_tied_to_are_not_ones_own_to_record(world: World):
    Affiliation.objects.create(
        person=world.users["officer"].person, organization=world.units["B"], since=date(2020, 1, 1)
    )
    plan = planned(world, ("B", "Cờ thi đua", "2020"), ("C", "Cờ thi đua", "2020"))
    assert [row.state for row in plan.rows] == [RowState.BARRED, RowState.NEW]
    assert "có liên quan" in told(plan.rows[0])
    assert [result.organization_id for _row, result in plan.steps[0].results] == [world.units["C"].pk]


def test_few_and_many_rows_ask_five_questions(world: World):
    def asked(rows: int) -> int:
        lines = [
            ("BCDA"[at % 4], "Cờ thi đua", str(1950 + at // 4), f"{at}/QĐ", "09/03/2024")
            for at in range(rows)
        ]
        with CaptureQueriesContext(connection) as queries:
            assert {row.state for row in planned(world, *lines).rows} == {RowState.NEW}
        return len(queries)

    world.actor("officer")
    assert asked(1) == asked(200) <= 9
    assert not Honour.objects.exists()


@pytest.mark.parametrize(
    ("typed", "text", "day"),
    [
        ("812/QĐ-UBND", "812/QĐ-UBND", None),
        ("Số: 812/QĐ-UBND", "812/QĐ-UBND", None),
        ("Quyết định số 812/QĐ-UBND", "812/QĐ-UBND", None),
        ("QĐ 812/QĐ-UBND", "812/QĐ-UBND", None),
        ("812", "812", None),
        ("QĐ-812", "QĐ-812", None),
        ("Quyết định số 812/QĐ-UBND ngày 9/3/2021", "812/QĐ-UBND", date(2021, 3, 9)),
        ("812/QĐ-UBND (ngày 09/03/2021)", "812/QĐ-UBND", date(2021, 3, 9)),
        ("812/QĐ-UBND, ngày 09 tháng 3 năm 2021", "812/QĐ-UBND", date(2021, 3, 9)),
    ],
)
def test_the_number_of_a_decision_is_read(typed: str, text: str, day: date | None):
    reading = number(typed)
    assert reading.value == Number(text, day)
    assert bool(reading.warning) == (day is not None)


@pytest.mark.parametrize("typed", ["không rõ", "QĐ-UBND", "9" * 61, "812/QĐ ngày 31/02/2021"])
def test_what_is_no_number_is_told(typed: str):
    with pytest.raises(Unreadable):
        number(typed)


def test_the_beginning_of_a_name_is_read_with_a_warning(world: World):
    OrganizationName.objects.create(
        organization=world.units["B"],
        name="Hội Nữ doanh nhân Hải Phòng",
        short_name="HNDN",
        valid_from=date(2021, 6, 1),
    )
    (row,) = planned(world, ("Hội Nữ doanh nhân", "Cờ thi đua", "2021")).rows
    assert (row.state, row.warns) == (RowState.NEW, True)
    assert row.cells["organization"].say == "Đọc là Hội Nữ doanh nhân Hải Phòng (B)."
    # The whole name is no guess, one word is none either.
    assert not planned(world, ("Hội Nữ doanh nhân Hải Phòng", "Cờ thi đua", "2021")).rows[0].warns
    assert one(world, "Hội", "Cờ thi đua", "2021")[0] == RowState.ERROR
    OrganizationName.objects.create(
        organization=world.units["C"],
        name="Hội Nữ doanh nhân quận",
        short_name="Quận",
        valid_from=date(2021, 6, 1),
    )
    state, sentence = one(world, "Hội Nữ doanh nhân", "Cờ thi đua", "2021")
    assert state == RowState.ERROR
    assert "(B)" in sentence
    assert "(C)" in sentence


def test_a_name_written_nearly_alike_is_offered_and_not_taken(world: World):
    world.units["B"].names.update(name="Hội Cựu giáo chức", short_name="Cựu giáo")
    state, sentence = one(world, "Hội Cựu giaó chứ", "Cờ thi đua", "2021")
    assert state == RowState.ERROR
    assert sentence.endswith("Tên gần giống: Hội Cựu giáo chức (B).")
    assert "gần giống" not in one(world, "Sở Xây dựng", "Cờ thi đua", "2021")[1]
