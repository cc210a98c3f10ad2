"""What a roster says of an organisation itself: entered, renamed, put right, gone into another one."""

from datetime import date

import pytest

from blocs.models import (
    AuditEvent,
    Membership,
    Organization,
    OrganizationName,
    Representation,
    Succession,
)
from blocs.models.organization import OrganizationKind
from tests import factories as make
from tests.blocs.rosters import DAY, IN_WORDS, cells, decided, errors, planned, says, states, told, written
from tests.cast import World

NEW = {
    "code": "HNB", "name": "Hội Nhà báo thành phố", "short_name": "Hội Nhà báo", "kind": "Hội doanh nghiệp",
    "founded_on": "09/03/1995",
}  # fmt: skip


def names(code: str) -> list[tuple[str, str, date, str]]:
    rows = OrganizationName.objects.filter(organization__code=code).order_by("valid_from")
    return list(rows.values_list("name", "short_name", "valid_from", "decision"))


def test_a_new_organisation_is_entered_with_what_stands_in_its_row(world: World):
    found = written([NEW], world.actor("officer"), decided())
    assert cells(found.rows[0])["kind"] == ("new", "", "Hội doanh nghiệp")
    entered = Organization.objects.get(code="HNB")
    assert (entered.kind, entered.founded_on) == (OrganizationKind.BUSINESS_ASSOCIATION, date(1995, 3, 9))
    assert names("HNB") == [("Hội Nhà báo thành phố", "Hội Nhà báo", date(1995, 3, 9), IN_WORDS)]
    assert AuditEvent.objects.filter(act="organization.enter", object_id=entered.pk).count() == 1


def test_without_a_founding_its_name_begins_on_the_day_told(world: World):
    found = written([{"name": "Hội Nhà báo"}], world.actor("officer"))
    assert names("HOI-NHA-BAO") == [("Hội Nhà báo", "Hội Nhà báo", DAY, "")]
    assert "Không ghi loại hình: nhập là “Hội”" in says(found.rows[0])
    assert found.rows[0].warns


def test_a_long_name_needs_a_short_one(world: World):
    name = "Hội " + "rất dài " * 12
    assert "Đề nghị ghi tên viết tắt" in errors(planned([{"name": name}], world.actor("officer")))[0]
    assert errors(planned([{"name": name, "short_name": "Hội dài"}], world.actor("officer"))) == []


def test_the_same_file_twice_is_all_unchanged(world: World):
    rows = [NEW, {"name": "Hội Kế toán"}, {"code": "B", "name": "Hội B mới", "short_name": "B mới"}]
    written(rows, world.actor("officer"), decided())
    again = planned(rows, world.actor("officer"), decided())
    assert states(again) == ["same", "same", "same"]
    assert not any(row.warns for row in again.rows)


def test_a_new_name_under_a_known_code_is_a_rename_by_the_decision(world: World):
    row = {"code": "B", "name": "Hội B thành phố", "short_name": "B TP"}
    found = written([row], world.actor("officer"), decided())
    assert cells(found.rows[0]) == {
        "name": ("changed", "Hội B", "Hội B thành phố"),
        "short_name": ("changed", "B", "B TP"),
    }
    assert names("B")[-1] == ("Hội B thành phố", "B TP", DAY, IN_WORDS)


def test_without_a_decision_a_rename_is_told_at_its_cell(world: World):
    found = planned([{"code": "B", "name": "Hội khác hẳn"}], world.actor("officer"))
    assert "Mã này là của Hội B" in errors(found)[0]
    assert found.steps.renamed == []


def test_without_a_decision_another_short_name_is_left_as_it_is(world: World):
    found = planned([{"code": "B", "name": "Hội B", "short_name": "HB"}], world.actor("officer"))
    assert states(found) == ["same"]
    assert "Giữ tên viết tắt đã ghi “B”" in says(found.rows[0])
    assert found.rows[0].warns


@pytest.mark.parametrize(
    ("since", "day", "sentence"),
    [
        (date(2021, 8, 1), DAY, "tên mới bắt đầu sau"),
        (date(2018, 1, 1), date(2014, 1, 1), "thành lập ngày 01/01/2014"),
    ],
)
def test_a_name_on_a_day_that_cannot_be_is_told(world: World, since: date, day: date, sentence: str):
    unit = world.units["B"]
    unit.founded_on = date(2014, 1, 1)
    unit.save()
    OrganizationName.objects.create(organization=unit, name="Hội B hai", short_name="B2", valid_from=since)
    row = {"code": "B", "name": "Hội B ba"}
    assert len(errors(planned([row], world.actor("officer"), decided(day=date(2013, 1, 1))))) == 1
    assert len(errors(planned([row], world.actor("officer"), decided(day=DAY)))) == (since > DAY)


def test_kind_and_founding_are_put_right(world: World):
    row = {"code": "B", "name": "Hội B", "kind": "Liên hiệp hội", "founded_on": "1/1/2010"}
    found = written([row], world.actor("officer"))
    assert cells(found.rows[0]) == {
        "kind": ("changed", "Hội", "Liên hiệp hội"),
        "founded_on": ("new", "", "01/01/2010"),
    }
    unit = Organization.objects.get(code="B")
    assert (unit.kind, unit.founded_on) == (OrganizationKind.UNION, date(2010, 1, 1))
    written([{"code": "B", "name": "Hội B", "founded_on": "-"}], world.actor("officer"))
    assert Organization.objects.get(code="B").founded_on is None


def test_a_founding_after_the_first_name_is_told(world: World):
    found = planned([{"code": "B", "name": "Hội B", "founded_on": "02/01/2015"}], world.actor("officer"))
    assert "có từ ngày 01/01/2015" in errors(found)[0]
    earlier = planned([{"code": "B", "name": "Hội B", "founded_on": "01/01/2015"}], world.actor("officer"))
    assert errors(earlier) == []


# What goes into what


def test_an_organisation_goes_into_another_one(world: World):
    found = written([{"code": "C", "name": "Hội C", "into": "b"}], world.actor("officer"), decided())
    assert cells(found.rows[0])["into"] == ("new", "", "Hội B")
    assert "Hội C kết thúc hết ngày 30/06/2021" in says(found.rows[0])
    succession = Succession.objects.get()
    assert (succession.predecessor.code, succession.successor.code) == ("C", "B")
    assert (succession.effective_on, succession.decision) == (DAY, IN_WORDS)
    assert Organization.objects.get(code="C").dissolved_on == date(2021, 6, 30)
    assert Membership.objects.get(organization__code="C").left_on == date(2021, 6, 30)
    assert not Representation.objects.filter(organization__code="C", until=None).exists()


def test_a_merger_brought_twice_is_unchanged(world: World):
    row = {
        "code": "C", "name": "Hội C", "bloc": "K1", "order": "3", "leader": "Chủ tịch C", "into": "B",
    }  # fmt: skip
    written([row], world.actor("officer"), decided())
    again = planned([row], world.actor("officer"), decided())
    assert states(again) == ["same"]
    assert not again.rows[0].warns


def test_it_goes_into_one_that_the_same_file_enters(world: World):
    rows = [
        {"code": "B", "name": "Hội B", "into": "HNB"},
        {"code": "C", "name": "Hội C", "into": "Hội Nhà báo thành phố"},
        {**NEW, "founded_on": "01/07/2021"},
    ]
    written(rows, world.actor("officer"), decided())
    assert set(Succession.objects.values_list("predecessor__code", "successor__code")) == {
        ("B", "HNB"),
        ("C", "HNB"),
    }


@pytest.mark.parametrize(
    ("rows", "sentences"),
    [
        ([{"code": "B", "name": "Hội B", "into": "B"}], ["không thể nhập vào chính mình"]),
        ([{"code": "B", "name": "Hội B", "into": "X9"}], ["Không có đơn vị nào có mã hoặc tên “X9”"]),
        (
            [{"code": "B", "name": "Hội B", "into": "C"}, {"code": "C", "name": "Hội C", "into": "B"}],
            ["không thể quay vòng", "không thể quay vòng"],
        ),
        (
            [{"code": "B", "name": "Hội B", "into": "C"}, {"code": "C", "name": "Hội C", "into": "D"}],
            ["Hội C cũng sáp nhập vào đơn vị khác"],
        ),
        ([{"code": "A", "name": "Hội A", "into": "B"}], ["Hội A đang là Trưởng khối"]),
        ([{"code": "C", "name": "Hội C đổi tên", "into": "B"}], ["“Hội C đổi tên” từ ngày 01/07/2021"]),
        ([{"name": "Hội mới tinh", "into": "B"}], ["Đơn vị mới không thể sáp nhập"]),
    ],
)
def test_a_merger_that_cannot_be_is_told_at_its_row(world: World, rows: list, sentences: list):
    found = planned(rows, world.actor("officer"), decided())
    assert len(errors(found)) == len(sentences)
    for said, sentence in zip(errors(found), sentences, strict=True):
        assert sentence in said
    assert len(found.steps.merged) == len(rows) - len(sentences)


def test_a_circle_with_the_record_is_told(world: World):
    Succession.objects.create(
        predecessor=world.units["C"], successor=world.units["B"], kind="split", effective_on=date(2020, 1, 1)
    )
    found = planned([{"code": "B", "name": "Hội B", "into": "C"}], world.actor("officer"), decided())
    assert "không thể quay vòng" in errors(found)[0]


def test_a_merger_needs_its_decision(world: World):
    row = {"code": "C", "name": "Hội C", "into": "B"}
    assert "ghi quyết định" in errors(planned([row], world.actor("officer")))[0]
    assert errors(planned([row], world.actor("officer"), decided())) == []


def test_who_is_a_member_after_the_end_is_told(world: World):
    make.make_membership(world.bloc, world.units["C"], 2022, 3)
    row = {"code": "C", "name": "Hội C", "into": "B"}
    assert "sau ngày kết thúc" in errors(planned([row], world.actor("officer"), decided()))[0]


# Ended already


def test_a_dissolved_organisation_takes_nothing_new(world: World):
    unit = world.units["C"]
    Representation.objects.filter(organization=unit).delete()
    Membership.objects.filter(organization=unit).delete()
    unit.dissolved_on = date(2020, 12, 31)
    unit.save()
    row = {"code": "C", "name": "Hội C"}
    for more in [{"bloc": "K1"}, {"leader": "Chủ tịch C"}, {"clerk": "Cán bộ C"}, {"name": "Hội C mới"}]:
        found = planned([row | more], world.actor("officer"), decided())
        assert len(errors(found)) == 1, more
        assert "31/12/2020" in errors(found)[0]
    assert states(planned([row], world.actor("officer"), told())) == ["same"]
