"""Lists of a year as workbooks: what the page shows to whoever asks, in its order, and nothing it hides from him."""

from decimal import Decimal

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.models import AccessEvent
from emulation.actions.extension import grant_extension
from emulation.actions.standing import lock_scores
from emulation.models.window import Act
from emulation.queries.cycle import overview
from tests import factories as make
from tests.cast import World
from tests.emulation.pledges import draft, final, sign
from tests.emulation.sheets import answered_sheet, begun_sheet, checked_sheet, sent_sheet, stored
from tests.workbooks import Taken, taken


def page(world: World, persona: str, name: str, query: str = "", pk: int | None = None) -> HttpResponse:
    return world.client(persona).get(reverse(f"emulation:{name}", args=[pk or world.cycle.pk]) + query)


def out(world: World, persona: str, name: str, query: str = "", pk: int | None = None) -> Taken:
    address = reverse(f"emulation:{name}_export", args=[pk or world.cycle.pk])
    return taken(world.client(persona).post(address + query))


def refused(world: World, persona: str, name: str, pk: int | None = None) -> int:
    address = reverse(f"emulation:{name}_export", args=[pk or world.cycle.pk])
    return world.client(persona).post(address).status_code


@pytest.fixture
def scored(world: World) -> World:
    """C has sent, B has entered, A has not begun."""
    sent_sheet(world, "C", "9")
    answered_sheet(world, "B", "8")
    return world


@pytest.mark.parametrize("query", ["", "?show=unsent", "?show=late", "?show=x"])
@pytest.mark.parametrize("persona", ["secretariat", "leader", "officer", "operator"])
def test_the_score_sheets_are_those_of_the_page(scored: World, persona: str, query: str):
    shown = [
        [one.member.name, one.state.text, one.member.self_total, one.member.total]
        for one in page(scored, persona, "scoresheets", query).context["members"]
    ]
    book = out(scored, persona, "scoresheets", query)
    columns = ("Đơn vị", "Trạng thái", "Tự chấm", "Tổng điểm")
    assert [list(row) for row in zip(*map(book.column, columns), strict=True)] == shown


def test_points_of_others_are_in_no_units_workbook(scored: World):
    assert out(scored, "secretariat", "scoresheets").column("Tự chấm") == [None, 32, 36]
    assert out(scored, "leader", "scoresheets").column("Tự chấm") == [None, 32, None]
    book = out(scored, "leader", "scoresheets", "?show=unsent")
    assert book.notes[1].endswith("Chưa gửi")
    assert AccessEvent.objects.filter(what="scoresheets.export", rows=2).count() == 1


def test_all_points_side_by_side(scored: World):
    shown = page(scored, "secretariat", "scoresheets_matrix").context
    book = out(scored, "secretariat", "scoresheets_matrix")
    assert book.head[3:] == [unit.short_name for unit in shown["units"]]
    codes = [
        code
        for part in shown["parts"]
        for code in [part["group"].code, *(row["spec"].code for row in part["rows"])]
    ]
    assert [row[0] for row in book.rows] == [*codes, None]
    assert book.rows[-1][3:] == [None, 32, 36]
    assert "Tạm tính" in book.notes[1]
    for persona in ("leader", "other_leader", "operator"):
        assert refused(scored, persona, "scoresheets_matrix") == 403
    assert refused(scored, "outside_leader", "scoresheets_matrix") == 404


def test_the_title_of_the_standings_says_that_they_are_provisional(scored: World):
    shown = page(scored, "secretariat", "standings").context["rows"]
    book = out(scored, "secretariat", "standings")
    assert book.title.startswith("Kết quả xếp hạng năm 2021, TẠM TÍNH lúc ")
    assert book.column("Đơn vị") == [one.row.name for one in shown] == ["Hội C", "Hội A", "Hội B"]
    assert book.column("Xếp thứ") == [1, None, None]
    assert "đang nhập" in book.column("Ghi chú")[2].lower()
    assert refused(scored, "leader", "standings") == 403


def test_locked_standings_are_for_all_who_see_the_year_and_say_so(world: World):
    for unit, points in (("A", "7"), ("B", "8"), ("C", "9")):
        checked_sheet(world, unit, points)
    snapshot = lock_scores(world.cycle, actor=world.actor("head_leader"))
    shown = page(world, "leader", "standings").context["rows"]
    book = out(world, "leader", "standings")
    assert "CHÍNH THỨC" in book.title
    assert snapshot.sha256[:8] in book.title
    assert book.column("Đơn vị") == [one.row.name for one in shown]
    assert book.column("Tổng điểm") == [36, 32, 28]
    assert "Chính thức" in out(world, "leader", "scoresheets_matrix").notes[1]


def test_a_sheet_is_taken_out_with_the_cells_its_reader_sees(world: World):
    sheet = stored(sent_sheet(world, "B", "8"))
    grids = {
        persona: page(world, persona, "scoresheet", pk=sheet.pk).context["grid"]
        for persona in ("leader", "secretariat")
    }
    for persona, grid in grids.items():
        book = out(world, persona, "scoresheet", pk=sheet.pk)
        assert book.head[3:] == [str(title) for _name, title in grid.heads]
        codes = [row.code for row in grid.rows]
        assert [row[0] for row in book.rows][: len(codes)] == codes
        assert book.rows[-1][-1] == 32
        assert book.rows[0][2] == Decimal(10)
    # The bloc's column is there for whoever fills it, not yet for the unit.
    heads = {persona: out(world, persona, "scoresheet", pk=sheet.pk).head for persona in grids}
    assert "Khối chấm" in heads["secretariat"]
    assert "Khối chấm" not in heads["leader"]
    assert refused(world, "other_leader", "scoresheet", pk=sheet.pk) == 404


def test_a_narrowed_sheet_has_its_lines_alone_and_no_total(world: World):
    sheet = begun_sheet(world, "B")
    line = sheet.lines.select_related("criterion").order_by("pk").first()
    type(line).objects.filter(pk=line.pk).update(self_points=Decimal(8))
    shown = page(world, "leader", "scoresheet", "?show=missing", pk=sheet.pk).context["grid"]
    book = out(world, "leader", "scoresheet", "?show=missing", pk=sheet.pk)
    assert [row[0] for row in book.rows] == [row.code for row in shown.rows]
    assert line.criterion.code not in book.column("Mã")
    assert None not in book.column("Mã")


def test_the_criteria_of_a_table(world: World):
    version = world.cycle.table_version
    shown = page(world, "leader", "table", pk=version.pk).context["parts"]
    book = out(world, "leader", "table", pk=version.pk)
    assert book.column("Mã") == [row["criterion"].code for part in shown for row in part["rows"]]
    assert book.title == version.table.name


def test_the_calendar_names_who_has_more_time(world: World):
    make.make_window(world.cycle, Act.PLEDGE)
    window = make.make_window(world.cycle, Act.SELF_SCORING)
    grant_extension(
        world.cycle, actor=world.actor("officer"), act=Act.SELF_SCORING,
        organization_id=world.units["B"].pk, until=window.closes.replace(year=window.closes.year + 1),
        reason="=Bão số 3",
    )  # fmt: skip
    shown = page(world, "leader", "cycle_calendar").context["rows"]
    book = out(world, "leader", "cycle_calendar")
    told = [name for line in shown for name in [None, *(one.name for one in line.extensions)]]
    assert book.column("Gia hạn cho") == told
    assert "Hội B" in told
    # What looks like a formula is text.
    assert "'=Bão số 3" in book.column("Lý do")


def test_who_has_signed_and_sent_is_told_as_on_the_page(scored: World):
    for persona in ("leader", "secretariat"):
        rows = overview(scored.cycle, scored.actor(persona)).rows
        book = out(scored, persona, "cycle")
        assert book.column("Đơn vị") == [row.name for row in rows]
        assert book.column("Bảng tự chấm điểm") == [str(row.sheet.text) for row in rows]
    # Another unit's entering is nobody's to read but the bloc's.
    told = dict(
        zip(*map(out(scored, "other_leader", "cycle").column, ("Đơn vị", "Bảng tự chấm điểm")), strict=True)
    )
    assert told["Hội B"] == told["Hội A"]


def test_who_has_signed_the_pledge(world: World):
    version = final(world)
    sign(world, version, "leader")
    shown = page(world, "leader", "pledge").context["rows"]
    book = out(world, "leader", "pledge")
    assert book.column("Đơn vị") == [row.place.party.name for row in shown]
    assert book.column("Hình thức, thời điểm") == [row.note for row in shown]
    assert book.column("Đã ký").count("có") == 1
    assert version.sha256[:8] in book.notes[1]


def test_a_draft_of_the_pledge_has_no_places_to_take_out(world: World):
    draft(world)
    assert refused(world, "secretariat", "pledge") == 404
    assert "pledge/export" not in page(world, "secretariat", "pledge").content.decode()


@pytest.mark.parametrize(
    "name", ["cycle", "cycle_calendar", "scoresheets", "scoresheets_matrix", "standings", "papers"]
)
def test_three_members_ask_as_much_as_many(world: World, name: str):
    sent_sheet(world, "C", "9")
    client = world.client("officer")
    address = reverse(f"emulation:{name}_export", args=[world.cycle.pk])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.post(address).status_code == 200
        return len(queries)

    before = asked()
    for order in range(4, 24):
        make.make_membership(world.bloc, make.make_organization(), 2021, order)
    sent_sheet(world, "A", "8")
    assert asked() == before
