"""The whole city on one page: how far each bloc is, who is late, how many awards are proposed."""

from datetime import date, timedelta

import pytest

from awards.models import NominationState
from blocs import clock
from blocs.models import AccessEvent, OrganizationName
from emulation.models import Cycle, ScoreSheet
from emulation.models.scoresheet import SheetState
from emulation.models.window import Act
from reports.exports.city import city_sheet
from reports.queries.city import City, at_work, city, late_blocs, narrowed
from tests import factories as make
from tests.awards.dossiers import make_flag, make_nomination, make_rule, make_snapshot
from tests.cast import World
from tests.emulation.sheets import sent_sheet
from tests.queries import MOST_QUERIES, count_queries
from tests.reports.homes import waits
from tests.reports.reported import sign

PAGE = "/years/2021/blocs/"
YESTERDAY = clock.today() - timedelta(days=1)


def over(cycle: Cycle, act: str):
    """A window that closed yesterday."""
    return make.make_window(cycle, act, YESTERDAY - timedelta(days=9), YESTERDAY)


def the_city(world: World, persona: str = "officer") -> City:
    return city(world.actor(persona), 2021)


def late(world: World) -> list[tuple[str, str]]:
    """Who is late in K1 with what."""
    return [(one.unit, one.what) for one in the_city(world).rows[0].late]


def words(response) -> str:
    return response.content.decode()


def test_each_bloc_stands_with_its_head_members_and_stage(world: World):
    first, second = the_city(world).rows
    assert (first.name, first.head, first.members, first.stage) == ("Khối K1", "Hội A", 3, "draft")
    assert (second.name, second.head, second.members) == ("Khối K2", "Hội D", 1)
    text = words(world.client("officer").get(PAGE))
    assert f'href="/cycles/{world.cycle.pk}/"' in text
    assert "Chưa chốt giao ước" in text


def test_signatures_are_counted_by_organisation(world: World):
    version = make.make_final_pledge(
        world.cycle, [world.units[code] for code in "ABC"], world.users["head_leader"]
    )
    party = version.parties.get(organization=world.units["B"])
    assert (the_city(world).rows[0].pledge.done, the_city(world).rows[0].stage) == (0, "signing")
    sign(party, world.users["leader"])
    pledge = the_city(world).rows[0].pledge
    assert (pledge.done, pledge.of) == (1, 3)
    for code in "AC":
        sign(version.parties.get(organization=world.units[code]), world.users["leader"])
    assert the_city(world).rows[0].stage == "signed"
    assert (the_city(world).pledges.done, the_city(world).pledges.of) == (1, 2)


def test_a_voided_signature_and_a_replaced_text_do_not_count(world: World):
    version = make.make_final_pledge(world.cycle, [world.units["B"]], world.users["head_leader"])
    signature = sign(version.parties.get(), world.users["leader"])
    signature.voided_at, signature.voided_by = clock.now(), world.users["leader"]
    signature.save()
    assert the_city(world).rows[0].pledge.done == 0
    version.replaced_at, version.replaced_by = clock.now(), world.users["leader"]
    version.save()
    assert the_city(world).rows[0].pledge.of == 0


def test_sheets_sent_and_checked_are_counted_of_the_competing(world: World):
    world.bloc.memberships.filter(organization=world.units["C"]).update(competes=False)
    sheet = sent_sheet(world, "B")
    row = the_city(world).rows[0]
    assert (row.sheets.done, row.sheets.of, row.checked.done, row.stage) == (1, 2, 0, "scoring")
    ScoreSheet.objects.filter(pk=sheet.pk).update(
        state=SheetState.CHECKED, checked_at=clock.now(), checked_by=world.users["secretariat"]
    )
    assert the_city(world).rows[0].checked.done == 1


def test_the_gates_name_the_stage(world: World):
    by, moment = world.users["head_leader"], clock.now()
    for gate in ("locked", "submitted", "decided", "closed"):
        setattr(world.cycle, f"{gate}_at", moment)
        setattr(world.cycle, f"{gate}_by", by)
        world.cycle.save()
        assert the_city(world).rows[0].stage == gate


def test_nobody_is_late_before_the_last_day_is_over(world: World):
    make.make_final_pledge(world.cycle, [world.units[code] for code in "ABC"], world.users["head_leader"])
    make.make_window(world.cycle, Act.PLEDGE, closes=clock.today())
    make.make_window(world.cycle, Act.SELF_SCORING, closes=clock.today())
    assert late(world) == []
    assert "00/02" not in words(world.client("officer").get(PAGE))


def test_who_has_not_signed_or_sent_in_time_is_named(world: World):
    version = make.make_final_pledge(
        world.cycle, [world.units[code] for code in "ABC"], world.users["head_leader"]
    )
    sign(version.parties.get(organization=world.units["A"]), world.users["head_leader"])
    sent_sheet(world, "B")
    over(world.cycle, Act.PLEDGE)
    window = world.cycle.windows.get(act=Act.SELF_SCORING)
    window.opens, window.closes = YESTERDAY - timedelta(days=9), YESTERDAY
    window.save()
    make.make_extension(window, world.units["C"], clock.today(), world.users["officer"])
    assert late(world) == [
        ("Hội A", "chưa gửi Bảng tự chấm điểm"),
        ("Hội B", "chưa ký giao ước"),
        ("Hội C", "chưa ký giao ước"),
    ]
    text = words(world.client("city_leader").get(PAGE))
    assert "01/02 khối, cụm có việc quá hạn trong năm 2021" in text
    assert "Hội C: chưa ký giao ước" in text
    assert "Quá hạn 1 ngày" in text


def test_the_bloc_itself_is_late_with_text_lock_and_nominations(world: World):
    for act in (Act.PLEDGE, Act.CROSS_CHECK, Act.NOMINATION):
        over(world.cycle, act)
    assert [what for unit, what in late(world) if not unit] == [
        "Chưa chốt nội dung giao ước",
        "Chưa chốt điểm",
        "Chưa gửi hồ sơ đề nghị khen thưởng",
    ]
    make_snapshot(world.cycle, [world.units["A"]], world.users["head_leader"])
    assert [what for _unit, what in late(world)] == ["Chưa gửi hồ sơ đề nghị khen thưởng"]


def test_a_closed_year_is_not_late(world: World):
    over(world.cycle, Act.NOMINATION)
    assert late(world)
    world.cycle.closed_at, world.cycle.closed_by = clock.now(), world.users["officer"]
    world.cycle.save()
    assert late(world) == []


@pytest.fixture
def proposed(world: World):
    """B of K1 is proposed for the only flag a bloc may propose."""
    make_rule(make_flag(), 1)
    snapshot = make_snapshot(world.cycle, [world.units[code] for code in "ABC"], world.users["head_leader"])
    return make_nomination(snapshot, world.units["B"], make_flag(), world.users["head_leader"])


def test_numbers_used_stand_beside_what_the_city_allows(world: World, proposed):
    found = the_city(world)
    assert [(use.name, use.used, use.most) for use in found.used] == [("Cờ thi đua", 1, 2)]
    assert [[(use.used, use.most) for use in row.used] for row in found.rows] == [[(1, 1)], [(0, 1)]]


def test_what_a_bloc_still_prepares_is_not_counted(world: World, proposed):
    proposed.state = NominationState.PREPARING
    proposed.save()
    assert the_city(world).used[0].used == 0


def test_the_operator_sees_stages_and_no_proposals(world: World, proposed):
    response = world.client("operator").get(PAGE)
    assert response.status_code == 200
    assert not response.context["city"].used
    assert "Cờ thi đua" not in words(response)
    assert "Cờ thi đua" in words(world.client("officer").get(PAGE))


def test_units_and_blocs_bear_the_names_of_that_year(world: World):
    OrganizationName.objects.create(
        organization=world.units["A"], name="Tên năm sau", short_name="A", valid_from=date(2022, 1, 1)
    )
    assert the_city(world).rows[0].head == "Hội A"


def test_the_list_is_narrowed_and_sorted(world: World):
    over(world.cycle, Act.CROSS_CHECK)
    rows = the_city(world).rows

    def names(**asked) -> list[str]:
        return [row.name for row in narrowed(rows, **asked)]

    assert names(late="yes") == ["Khối K1"]
    assert names(late="no") == ["Khối K2"]
    assert names(kind="territorial") == []
    assert names(stage="draft") == ["Khối K1", "Khối K2"]
    assert names(sort="members") == ["Khối K2", "Khối K1"]
    assert names(sort="-name") == ["Khối K2", "Khối K1"]


def test_the_page_is_narrowed_by_its_address(world: World):
    over(world.cycle, Act.CROSS_CHECK)
    client = world.client("officer")
    assert [row.name for row, _stage in client.get(PAGE, {"late": "yes"}).context["lines"]] == ["Khối K1"]
    assert "Không có khối, cụm nào phù hợp" in words(client.get(PAGE, {"stage": "closed"}))


@pytest.mark.parametrize("nonsense", [{"kind": "x"}, {"stage": "x"}, {"late": "x"}, {"sort": "x"}])
def test_a_filter_that_does_not_exist_is_left_out(world: World, nonsense: dict):
    response = world.client("officer").get(PAGE, nonsense)
    assert response.status_code == 200
    assert len(response.context["lines"]) == 2


def test_what_is_shown_can_be_taken_out_and_is_noted(world: World):
    over(world.cycle, Act.CROSS_CHECK)
    response = world.client("officer").post(f"{PAGE}export/?late=yes")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    event = AccessEvent.objects.get(what="city.export")
    assert (event.rows, event.filters) == (1, "Chỉ khối, cụm có việc quá hạn")
    assert world.client("officer").get(f"{PAGE}export/").status_code == 405


def test_a_year_without_blocs_says_what_to_do(world: World):
    make.make_cycle(world.bloc, 2022).delete()
    assert "Năm 2022 chưa có khối, cụm nào" in words(world.client("officer").get("/years/2022/blocs/"))
    assert world.client("officer").get("/years/2023/blocs/").status_code == 404


def test_the_home_of_city_staff_names_how_many_blocs_are_late(world: World):
    assert waits(world, "officer") == []
    over(world.cycle, Act.CROSS_CHECK)
    assert late_blocs(at_work(world.actor("officer"))) == {2021: 1}
    told = [("Các khối, cụm thi đua năm 2021", "01 khối, cụm có việc quá hạn")]
    assert waits(world, "officer") == waits(world, "city_leader") == told
    assert waits(world, "board") == []


def test_of_the_two_newest_years_alone(world: World):
    over(world.cycle, Act.CROSS_CHECK)
    over(make.make_cycle(world.bloc, 2022), Act.CROSS_CHECK)
    assert late_blocs(at_work(world.actor("officer"))) == {2022: 1, 2021: 1}
    make.make_cycle(world.bloc, 2023)
    assert late_blocs(at_work(world.actor("officer"))) == {2022: 1}


def test_the_whole_city_stands_in_the_navigation_of_those_who_see_it(world: World):
    for persona in ("officer", "city_leader", "operator"):
        assert f'href="{PAGE}"' in words(world.client(persona).get("/"))
    for persona in ("leader", "secretariat", "board"):
        assert "Toàn thành phố" not in words(world.client(persona).get("/"))


def test_few_and_many_blocs_ask_the_same_number_of_questions(world: World, proposed):
    year = clock.today().year
    addresses = [PAGE, f"/years/{year}/blocs/", "/"]

    def add_bloc(of: int) -> None:
        bloc = make.make_bloc()
        cycle = make.make_cycle(bloc, of)
        units = [make.make_organization() for _unit in range(3)]
        for order, unit in enumerate(units, start=1):
            make.make_membership(bloc, unit, of, order)
        make.make_head(bloc, units[0], of)
        make.make_final_pledge(cycle, units, world.users["officer"])
        window = over(cycle, Act.SELF_SCORING)
        make.make_extension(window, units[0], clock.today(), world.users["officer"])

    client = world.client("officer")
    add_bloc(2021)
    add_bloc(year)
    before = [count_queries(client, address) for address in addresses]
    for _number in range(8):
        add_bloc(2021)
        add_bloc(year)
    after = [count_queries(client, address) for address in addresses]
    assert after == before
    assert max(after) <= MOST_QUERIES


def test_a_bloc_for_which_the_year_is_not_opened_stands_with_a_link(world: World):
    """With members its year is not opened; without any it takes no part; one that ended or came later is not there."""
    cluster = make.make_bloc("C1", name="Cụm số 1", kind="territorial")
    make.make_membership(cluster, make.make_organization("P1"), 2021)
    silent = make.make_bloc("C2", name="Cụm số 2", kind="territorial")
    ended = make.make_bloc("C3", name="Cụm số 3", ended_on=date(2020, 12, 31))
    later = make.make_bloc("C4", name="Cụm số 4")
    later.names.update(valid_from=date(2022, 1, 1))
    found = the_city(world)
    stages = {row.bloc: row.stage for row in found.rows}
    assert (stages[cluster], stages[silent]) == ("unopened", "absent")
    assert ended not in stages
    assert later not in stages
    assert (found.pledges.of, found.locked.of, found.late) == (2, 2, 0)
    assert [row.bloc for row in narrowed(found.rows, stage="unopened")] == [cluster]
    text = words(world.client("officer").get(PAGE))
    assert "02 khối, cụm năm 2021" in text
    assert f'href="/blocs/{cluster.pk}/?year=2021"' in text
    assert 'href="/years/2021/joining/"' in text
    assert "Chưa mở năm" in text
    assert "Không tham gia" in text
    assert 'href="/years/2021/joining/"' not in words(world.client("city_leader").get(PAGE))
    make.make_cycle(cluster, 2021)
    assert {row.bloc: row.stage for row in the_city(world).rows}[cluster] == "draft"


def test_what_is_taken_out_has_those_blocs_too(world: World, proposed):
    cluster = make.make_bloc("C1", name="Cụm số 1", kind="territorial")
    sheet = city_sheet(2021, the_city(world).rows, "")
    lines = [list(row) for row in sheet.rows]
    assert {len(line) for line in lines} == {len(sheet.columns)}
    assert [line[5] for line in lines if line[0] == cluster.code] == ["Không tham gia"]


def test_a_unit_that_ended_within_the_year_is_not_waited_for(world: World):
    over(world.cycle, Act.SELF_SCORING)
    before = the_city(world).rows[0]
    world.units["C"].dissolved_on = date(2021, 6, 30)
    world.units["C"].save()
    after = the_city(world).rows[0]
    assert (before.members, before.sheets.of, before.late_units) == (3, 3, 3)
    assert (after.members, after.sheets.of, after.late_units) == (2, 2, 2)
