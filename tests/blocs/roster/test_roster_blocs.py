"""Compositions and offices of a roster."""

from datetime import date

import pytest

from blocs.models import AuditEvent, CompositionDecision, Membership, Office
from blocs.models.office import OfficeRole
from tests import factories as make
from tests.blocs.compositions import members
from tests.blocs.rosters import DAY, IN_WORDS, cells, decided, errors, planned, says, states, told, written
from tests.cast import YEAR, World


def row(code: str, **more: str) -> dict[str, str]:
    return {"code": code, "name": f"Hội {code}", **more}


def heads(bloc) -> list[tuple[str, str, date | None]]:
    offices = Office.objects.filter(bloc=bloc, year=YEAR).order_by("role", "since", "pk")
    return [(office.role, office.organization.code, office.until) for office in offices]


@pytest.mark.parametrize("text", ["K1", "k1", "Khối K1", "khoi thi dua k1", "Khối thi đua K1"])
def test_a_bloc_is_found_by_its_code_or_any_name(world: World, text: str):
    assert states(planned([row("B", bloc=text)], world.actor("officer"))) == ["same"]


def test_an_unknown_or_ambiguous_bloc_is_told(world: World):
    make.make_bloc("K3", name="Khối K2")
    found = planned([row("B", bloc="Khối lạ"), row("D", bloc="Khối K2")], world.actor("officer"))
    assert "Không có khối, cụm nào có mã hoặc tên “Khối lạ”" in errors(found)[0]
    assert "Khối K2 (K2); Khối K3 (K3)" in errors(found)[1]


def test_who_is_added_stands_at_the_end_or_at_its_number(world: World):
    make.make_organization("E")
    make.make_organization("F")
    found = written([row("E", bloc="K1"), row("F", bloc="K1", order="2")], world.actor("officer"))
    assert members(world.bloc) == ["A", "F", "B", "C", "E"]
    assert cells(found.rows[0])["order"] == ("new", "", "5")
    assert found.notes == ["Khối K1 2021: Thêm: Hội F (thứ tự 2); Hội E (thứ tự 5)."]


def test_a_number_without_a_bloc_moves_nobody(world: World):
    """A list of telephones counts its rows too."""
    found = planned([row("C", order="1"), row("B", order="2")], world.actor("officer"))
    assert states(found) == ["same", "same"]
    assert [one.warns for one in found.rows] == [True, False]
    assert "thứ tự 3 đang có được giữ nguyên" in found.rows[0].cells["order"].say
    assert states(planned([row("C", order="1", bloc="K1")], world.actor("officer"))) == ["changed"]


def test_a_number_that_may_only_count_the_rows_is_warned_of(world: World):
    make.make_organization("E")
    make.make_organization("F")
    found = planned([row("E", bloc="K1", order="1"), row("F", bloc="K1", order="9")], world.actor("officer"))
    assert [one.warns for one in found.rows] == [True, False]
    assert "Hội A đang có số thứ tự này" in found.rows[0].cells["order"].say
    everybody = [row("E", bloc="K1", order="1"), row("A", bloc="K1", order="2")]
    assert not planned(everybody, world.actor("officer")).rows[0].warns


def test_numbers_of_the_whole_city_put_members_in_order(world: World):
    rows = [row("C", bloc="K1", order="57"), row("A", bloc="K1", order="58"), row("B", bloc="K1", order="60")]
    found = written(rows, world.actor("officer"))
    assert members(world.bloc) == ["C", "A", "B"]
    assert cells(found.rows[0])["order"] == ("changed", "3", "1")
    assert states(planned(rows, world.actor("officer"))) == ["same", "same", "same"]


@pytest.mark.parametrize(
    "rows",
    [
        [row("X", bloc="K1", order="1"), row("B", bloc="K1", order="2")],
        [row("X", bloc="K1"), row("C", bloc="K1", order="40")],
        [row("X", bloc="K1", order="3"), row("A", bloc="K1", order="9"), row("B", bloc="K1")],
    ],
)
def test_part_of_a_list_brought_twice_is_unchanged(world: World, rows: list):
    make.make_organization("X")
    written(rows, world.actor("officer"))
    again = planned(rows, world.actor("officer"))
    assert (states(again), again.notes) == (["same"] * len(rows), [])


def test_a_number_in_the_file_is_the_place_in_the_list(world: World):
    make.make_organization("X")
    written([row("X", bloc="K1", order="1"), row("B", bloc="K1", order="2")], world.actor("officer"))
    assert members(world.bloc) == ["X", "B", "A", "C"]


def test_gaps_in_the_recorded_numbers_change_nothing(world: World):
    Membership.objects.filter(organization__code="C").update(order=9)
    found = planned([row("C", bloc="K1", order="9"), row("B", bloc="K1", order="2")], world.actor("officer"))
    assert states(found) == ["same", "same"]
    assert found.steps.composed == []


def test_the_same_number_twice_in_a_bloc_is_told(world: World):
    rows = [row("B", bloc="K1", order="1"), row("C", bloc="K1", order="1"), row("D", bloc="K2", order="1")]
    assert errors(planned(rows, world.actor("officer"))) == ["Dòng 2 có cùng số thứ tự trong khối này."]


def test_competing_is_set(world: World):
    found = written([row("B", bloc="K1", competes="không")], world.actor("officer"))
    assert members(world.bloc) == ["A", "(B)", "C"]
    assert cells(found.rows[0])["competes"] == ("changed", "có", "không")


def test_who_competes_elsewhere_is_told(world: World):
    found = planned([row("D", bloc="K1")], world.actor("officer"))
    assert "Hội D đã tính thi đua ở Khối K2 năm 2021" in errors(found)[0]
    assert errors(planned([row("D", bloc="K1", competes="không")], world.actor("officer"))) == []


def test_two_rows_let_one_take_part_in_two_blocs(world: World):
    rows = [row("D", bloc="K2", order="1"), row("D", bloc="K1", competes="không")]
    written(rows, world.actor("officer"))
    assert (members(world.bloc), members(world.other_bloc)) == (["A", "B", "C", "(D)"], ["D"])
    assert states(planned(rows, world.actor("officer"))) == ["same", "same"]


def test_the_file_lets_one_compete_in_two_blocs(world: World):
    make.make_organization("E")
    rows = [row("E", bloc="K1"), row("E", bloc="K2")]
    assert (
        "Mỗi năm một đơn vị chỉ tính thi đua ở một khối" in errors(planned(rows, world.actor("officer")))[0]
    )


def test_who_is_missing_stays_unless_the_file_is_the_whole(world: World):
    rows = [row("A", bloc="K1"), row("B", bloc="K1")]
    written(rows, world.actor("officer"))
    assert members(world.bloc) == ["A", "B", "C"]
    found = written(rows, world.actor("officer"), told(whole=True))
    assert members(world.bloc) == ["A", "B"]
    assert members(world.other_bloc) == ["D"]
    assert found.notes == ["Khối K1 2021: Đưa ra khỏi danh sách: Hội C."]
    # The row says that there is something to write: nothing else in it changes.
    assert states(found) == ["changed", "same"]
    assert says(found.rows[0]) == "Đưa ra khỏi Khối K1 2021: Hội C."


def test_a_bloc_that_no_row_names_is_not_emptied(world: World):
    rows = [row("B", order="2")]
    assert states(planned(rows, world.actor("officer"), decided(whole=True))) == ["same"]
    assert states(planned([row("B", bloc="K2")], world.actor("secretariat"), told(whole=True))) == ["error"]


def test_a_secretariats_file_takes_nobody_out(world: World):
    found = planned([row("B", bloc="K1", order="2")], world.actor("secretariat"), told(whole=True))
    assert (states(found), found.steps.composed) == (["same"], [])


def test_nobody_means_a_bloc_of_thousands(world: World):
    rows = [{"name": f"Hội số {number}", "bloc": "K1"} for number in range(3000)]
    found = planned(rows, world.actor("officer"))
    assert found.troubles == ["Khối K1 2021: Một khối có nhiều nhất 60 đơn vị thành viên."]
    assert found.steps.composed == []


def test_who_holds_an_office_is_not_taken_out(world: World):
    found = planned([row("B", bloc="K1")], world.actor("officer"), told(whole=True))
    assert len(found.troubles) == 1
    assert "Hội A" in found.troubles[0]
    assert "Trưởng khối" in found.troubles[0]


def test_who_has_left_stays_in_the_history(world: World):
    Membership.objects.filter(organization__code="C").update(left_on=date(2021, 5, 31))
    rows = [row("A", bloc="K1"), row("B", bloc="K1")]
    found = planned(rows, world.actor("officer"), told(whole=True))
    assert states(found) == ["same", "same"]
    assert (
        "rút khỏi khối này ngày 31/05/2021"
        in errors(planned([row("C", bloc="K1")], world.actor("officer")))[0]
    )


def test_what_the_year_says_against_it_is_told_before_it_is_written(world: World):
    """As on the page of the composition: the apps above are asked."""
    world.cycle.locked_at, world.cycle.locked_by = make.clock.now(), world.users["head_leader"]
    world.cycle.save()
    rows = [row("A", bloc="K1"), row("B", bloc="K1")]
    found = planned(rows, world.actor("officer"), told(whole=True))
    assert len(found.troubles) == 1
    assert found.troubles[0].startswith("Khối K1 2021: Điểm năm 2021 đã chốt: không thể đưa Hội C ra")


def test_members_of_a_whole_file_rest_on_its_decision(world: World):
    rows = [row(code, bloc="K1") for code in "ABC"]
    found = written(rows, world.actor("officer"), decided(whole=True))
    assert found.notes == [f"Khối K1 2021: Cả danh sách căn cứ: {IN_WORDS}."]
    decision = CompositionDecision.objects.get()
    assert {one.decision_id for one in Membership.objects.filter(bloc=world.bloc)} == {decision.pk}
    again = planned(rows, world.actor("officer"), decided(whole=True))
    assert (states(again), again.notes) == (["same", "same", "same"], [])


def test_an_organisation_moves_from_one_bloc_to_another(world: World):
    make.make_organization("E")
    make.make_membership(world.other_bloc, make.Organization.objects.get(code="E"), YEAR, 2)
    rows = [
        row("A", bloc="K1"),
        row("B", bloc="K1"),
        row("C", bloc="K1"),
        row("E", bloc="K1"),
        row("D", bloc="K2"),
    ]
    written(rows, world.actor("officer"), told(whole=True))
    assert (members(world.bloc), members(world.other_bloc)) == (["A", "B", "C", "E"], ["D"])


def test_two_blocs_exchange_members(world: World):
    make.make_membership(world.other_bloc, make.make_organization("E"), YEAR, 2)
    rows = [
        row("A", bloc="K1"),
        row("C", bloc="K1"),
        row("E", bloc="K1"),
        row("D", bloc="K2"),
        row("B", bloc="K2"),
    ]
    written(rows, world.actor("officer"), told(whole=True))
    assert (members(world.bloc), members(world.other_bloc)) == (["A", "C", "E"], ["D", "B"])


def test_each_list_is_set_once(world: World):
    for code in "EFG":
        make.make_organization(code)
    written([row(code, bloc="K1") for code in "EFG"], world.actor("officer"), decided())
    assert AuditEvent.objects.filter(act="composition.set").count() == 1


def test_a_bloc_that_has_ended_takes_nobody(world: World):
    world.other_bloc.ended_on = date(2020, 12, 31)
    world.other_bloc.save()
    make.make_organization("E")
    assert "31/12/2020" in errors(planned([row("E", bloc="K2")], world.actor("officer")))[0]


# Offices


@pytest.mark.parametrize("word", ["Phó trưởng khối", "phó khối", "Khối phó", "Cụm phó"])
def test_a_deputy_is_appointed(world: World, word: str):
    found = written([row("B", bloc="K1", office=word)], world.actor("officer"), decided())
    assert cells(found.rows[0])["office"] == ("new", "", "Phó trưởng khối")
    office = Office.objects.get(role=OfficeRole.DEPUTY)
    assert (office.organization.code, office.since, office.basis) == ("B", DAY, IN_WORDS)
    assert states(planned([row("B", bloc="K1", office=word)], world.actor("officer"))) == ["same"]


def test_the_head_is_handed_over(world: World):
    found = written([row("B", bloc="K1", office="Trưởng khối")], world.actor("officer"), decided())
    assert "Hội A giữ chức trách đến hết ngày 30/06/2021" in says(found.rows[0])
    assert heads(world.bloc) == [("head", "A", date(2021, 6, 30)), ("head", "B", None)]


def test_head_and_deputy_exchange_their_offices(world: World):
    make.make_head(world.bloc, world.units["B"], role=OfficeRole.DEPUTY)
    rows = [row("A", bloc="K1", office="Phó trưởng khối"), row("B", bloc="K1", office="Trưởng khối")]
    written(rows, world.actor("officer"), decided())
    open_ones = [(role, code) for role, code, until in heads(world.bloc) if until is None]
    assert open_ones == [("deputy", "A"), ("head", "B")]
    assert states(planned(rows, world.actor("officer"))) == ["same", "same"]


@pytest.mark.parametrize(
    ("rows", "options", "sentence"),
    [
        ([row("B", bloc="K1", office="Phó trưởng khối")], told(), "biên bản bầu hoặc quyết định"),
        ([row("B", bloc="K1", office="Chủ nhiệm")], decided(), "không phải chức trách trong khối"),
        (
            [row("B", bloc="K1", office="Trưởng khối"), row("C", bloc="K1", office="Trưởng khối")],
            decided(),
            "đã ghi một “Trưởng khối” khác",
        ),
        ([row("A", bloc="K1", office="Phó trưởng khối")], decided(), "ghi cả đơn vị nhận bàn giao"),
        ([row("B", bloc="K1", competes="không", office="Phó trưởng khối")], decided(), "tính thi đua"),
        ([row("B", bloc="K1", office="Trưởng khối")], decided(day=date(2021, 8, 1)), "đến ngày"),
        ([row("B", bloc="K1", office="Trưởng khối")], decided(day=date(2021, 1, 1)), "01/01/2021"),
        ([row("B", bloc="K1", office="Phó khối")], decided(day=date(2019, 1, 1)), "2021"),
    ],
)
def test_an_office_that_cannot_be_is_told(world: World, rows: list, options: dict, sentence: str):
    found = planned(rows, world.actor("officer"), options)
    assert len(errors(found)) == 1
    assert sentence in errors(found)[0]


def test_an_office_of_a_non_member_is_told(world: World):
    make.make_organization("E")
    assert "Ghi khối hoặc cụm" in errors(planned([row("E", office="Trưởng khối")], world.actor("officer")))[0]


def test_an_office_of_a_closed_year_is_told(world: World):
    cycle = world.cycle
    for gate in ("locked", "submitted", "decided", "closed"):
        setattr(cycle, f"{gate}_at", make.clock.now())
        setattr(cycle, f"{gate}_by", world.users["head_leader"])
    cycle.save()
    found = planned([row("B", bloc="K1", office="Phó khối")], world.actor("officer"), decided())
    assert "2021" in errors(found)[0]
