"""Lists of the honour as workbooks: what the page shows, in its order, and nothing that it hides."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.actions.opinion import give_opinion
from awards.models import Decision, Verdict
from blocs.models import AccessEvent
from tests import factories as make
from tests.awards.conftest import AtTheCity
from tests.awards.dossiers import make_flag, make_honour, make_merit, make_nomination, make_snapshot
from tests.cast import World
from tests.workbooks import Taken, taken

LIST = "/nominations/"


def out(world: World, persona: str, address: str, query: str = "") -> Taken:
    return taken(world.client(persona).post(f"{address}export/{query}"))


@pytest.fixture
def both(at_city: AtTheCity) -> AtTheCity:
    """A third nomination, of the other bloc."""
    world = at_city.world
    by = world.users["outside_leader"]
    snapshot = make_snapshot(world.other_cycle, [world.units["D"]], by)
    make_nomination(snapshot, world.units["D"], at_city.flag, by)
    return at_city


@pytest.mark.parametrize("query", ["", "?q=hoi+c", "?state=received", "?state=sent", "?state=none&bloc=x"])
@pytest.mark.parametrize(
    "persona", ["officer", "board", "conflicted_board", "head_leader", "leader", "nobody"]
)
def test_the_nominations_are_those_of_the_page_in_its_order(both: AtTheCity, persona: str, query: str):
    page = both.world.client(persona).get(LIST + query)
    shown = [
        [line["row"].name, line["row"].nomination.commendation.short_name, line["state"].text]
        for line in page.context["lines"]
    ]
    book = out(both.world, persona, LIST, query)
    columns = ("Đơn vị", "Hình thức đề nghị", "Trạng thái")
    assert [list(row) for row in zip(*map(book.column, columns), strict=True)] == shown
    assert AccessEvent.objects.get(what="nominations.export").rows == len(shown)


def test_the_filter_stands_in_the_workbook(both: AtTheCity):
    query = f"?q=hoi&state=received&bloc={both.world.bloc.pk}"
    book = out(both.world, "officer", LIST, query)
    assert book.column("Đơn vị") == ["Hội B", "Hội C"]
    assert "Đơn vị: hoi; Khối thi đua: " in book.notes[1]
    assert "Trạng thái: Đã tiếp nhận" in book.notes[1]
    assert AccessEvent.objects.get().filters in book.notes[1]


def test_a_tied_member_takes_out_no_word_of_the_unit(both: AtTheCity):
    world = both.world
    give_opinion(both.of_b, actor=world.actor("board"), verdict=Verdict.DISAGREE, text="Chưa đủ.", version=0)
    assert "Hội B" in out(world, "board", LIST).text
    assert "Hội B" not in out(world, "conflicted_board", LIST).text
    assert "Hội B" in out(world, "board", f"{LIST}opinions/").text
    assert "Hội B" not in out(world, "conflicted_board", f"{LIST}opinions/").text
    # Nor does asking for the unit by its name tell that it is there.
    assert out(world, "conflicted_board", LIST, "?q=hoi+b").rows == []
    assert AccessEvent.objects.filter(person=world.users["conflicted_board"].person, rows=0).exists()


def test_the_own_opinion_is_a_column_of_the_council_alone(both: AtTheCity):
    world = both.world
    give_opinion(both.of_c, actor=world.actor("board"), verdict=Verdict.AGREE, text="", version=0)
    mine = out(world, "board", LIST)
    assert mine.column("Ý kiến của thành viên") == ["Chưa cho ý kiến", "Đồng ý", "Chưa cho ý kiến"]
    for persona in ("officer", "head_leader", "leader"):
        assert "Ý kiến của thành viên" not in out(world, persona, LIST).head


def test_opinions_are_all_for_city_staff_and_the_own_for_a_member(both: AtTheCity):
    world = both.world
    give_opinion(both.of_b, actor=world.actor("board"), verdict=Verdict.DISAGREE, text="Chưa đủ.", version=0)
    give_opinion(both.of_c, actor=world.actor("board"), verdict=Verdict.AGREE, text="", version=0)
    give_opinion(both.of_b, actor=world.actor("leader_on_board"), verdict=Verdict.AGREE, text="", version=0)
    address = f"{LIST}opinions/"
    columns = ("Đơn vị", "Ý kiến", "Nội dung ý kiến")
    told = {
        persona: list(zip(*map(out(world, persona, address).column, columns), strict=True))
        for persona in ("officer", "board", "leader_on_board")
    }
    assert told == {
        "officer": [
            ("Hội B", "Không đồng ý", "Chưa đủ."),
            ("Hội B", "Đồng ý", None),
            ("Hội C", "Đồng ý", None),
        ],
        "board": [("Hội B", "Không đồng ý", "Chưa đủ."), ("Hội C", "Đồng ý", None)],
        "leader_on_board": [("Hội B", "Đồng ý", None)],
    }
    assert len(out(world, "officer", address, "?q=hoi+c").rows) == 1
    for persona in ("head_leader", "leader", "secretariat", "operator"):
        assert world.client(persona).post(f"{address}export/").status_code == 403


def test_the_dossiers_of_a_bloc_are_the_units_by_place(at_city: AtTheCity):
    world = at_city.world
    address = reverse("awards:cycle_nominations", args=[world.cycle.pk])
    page = world.client("head_leader").get(address)
    book = out(world, "head_leader", address)
    assert book.column("Đơn vị") == [line["entry"].name for line in page.context["lines"]]
    assert book.column("Hình thức đề nghị") == ["Cờ thi đua", "Bằng khen", None]
    assert book.column("Xếp thứ") == [1, 2, 3]
    assert world.client("leader").post(f"{address}export/").status_code == 403


@pytest.fixture
def decided(at_city: AtTheCity) -> AtTheCity:
    world = at_city.world
    for year, number in ((2019, "8/QĐ-UBND"), (2020, ""), (2020, "=9/QĐ-UBND")):
        Decision.objects.create(
            source="recorded",
            citation="Công báo",
            issuer="Chủ tịch",
            subject=f"Khen {year}",
            number=number,
            dated_on=date(year + 1, 2, 1) if number else None,
            for_year=year,
            recorded_by=world.users["officer"],
        )
    return at_city


def test_the_decisions_are_those_of_the_page_in_its_order(decided: AtTheCity):
    page = decided.world.client("leader").get("/decisions/")
    book = out(decided.world, "leader", "/decisions/")
    assert book.column("Trích yếu") == [row.subject for row in page.context["page"]]
    # A number that looks like a formula is text.
    assert book.column("Số") == ["'=9/QĐ-UBND", None, "8/QĐ-UBND"]


def test_a_decision_gives_its_units(decided: AtTheCity):
    world = decided.world
    decision = Decision.objects.get(number="8/QĐ-UBND")
    for code, award in (("C", make_merit()), ("B", make_flag())):
        honour = make_honour(world.units[code], award, 2019, reason="Dẫn đầu")
        decision.awards.create(honour=honour)
    book = out(world, "leader", f"/decisions/{decision.pk}/")
    page = world.client("leader").get(f"/decisions/{decision.pk}/")
    assert book.column("Đơn vị") == [unit.honour.name_then for unit in page.context["units"]]
    assert book.title == "Khen 2019"
    assert "8/QĐ-UBND" in book.notes[1]
    # Who recorded it stands on the page for city staff; in no workbook.
    assert "Chuyên viên" not in book.text


def test_the_honours_of_a_year_are_those_of_the_public_page(decided: AtTheCity):
    world = decided.world
    make_honour(world.units["C"], make_merit())
    make_honour(world.units["B"], make_flag(), number="8/QĐ-UBND", decided_on=date(2021, 2, 1))
    make_honour(world.units["B"], make_flag(), 2019)
    book = out(world, "leader", "/honours/", "?year=2020")
    assert book.column("Đơn vị") == ["Hội B năm 2020", "Hội C năm 2020"]
    assert book.column("Số quyết định") == ["8/QĐ-UBND", None]
    assert len(out(world, "leader", "/honours/", "?year=2019").rows) == 1
    # The page is public; what is taken out is noted, so whoever takes it out is signed in.
    answer = world.client("anonymous").post("/honours/export/")
    assert answer.status_code == 302
    assert "honours/export" not in world.client("anonymous").get("/honours/").content.decode()
    assert "honours/export" in world.client("leader").get("/honours/").content.decode()


def test_the_numbers_of_awards(at_city: AtTheCity):
    book = out(at_city.world, "officer", "/years/2021/award-numbers/")
    assert list(zip(book.column("Hình thức khen thưởng"), book.column("Số lượng mỗi khối"), strict=True)) == [
        (at_city.flag.name, 1),
        (at_city.merit.name, 2),
    ]


def asked(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.post(address).status_code == 200
    return len(queries)


def test_many_rows_ask_no_more_than_few(at_city: AtTheCity):
    world = at_city.world
    client = world.client("officer")
    addresses = [f"{LIST}export/", f"{LIST}opinions/export/", "/decisions/export/"]
    before = [asked(client, address) for address in addresses]
    by, board = world.users["outside_leader"], world.actor("board")
    for number in range(10):
        award = make.make_commendation(f"X{number}")
        for code in "BCA":
            made = make_nomination(at_city.snapshot, world.units[code], award, by)
            give_opinion(made, actor=board, verdict=Verdict.AGREE, text="", version=0)
    assert [asked(client, address) for address in addresses] == before
