"""The calendar of the city: all acts in one table, saved at once."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from blocs import clock
from blocs.errors import BadInput, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent, StoredFile
from emulation.actions.window import set_city_calendar
from emulation.models import EmulationYear, Window
from emulation.models.window import Act
from emulation.queries.year_calendar import Days, city_calendar, warnings
from tests import factories as make
from tests.emulation.sheets import SCAN
from tests.journeys.rows import all_rows, changed

PLEDGE = Days(date(2021, 3, 1), date(2021, 3, 31), 3)
SCORING = Days(date(2021, 11, 16), date(2021, 12, 15))
ADDRESS = "/years/2021/calendar/"


@pytest.fixture
def year(world) -> EmulationYear:
    return EmulationYear.objects.get(year=2021)


def put(world, year, calendar, persona="officer", day=date(2021, 1, 10), **values):
    with clock.standing_at(day):
        return set_city_calendar(year, actor=world.actor(persona), calendar=calendar, **values)


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_all_windows_are_set_at_once_and_what_changed_is_told(world, year, persona):
    told = put(world, year, {Act.PLEDGE: PLEDGE, Act.SELF_SCORING: SCORING}, persona)
    assert city_calendar(2021) == {Act.PLEDGE: PLEDGE, Act.SELF_SCORING: SCORING}
    assert told == [
        "Ký giao ước: đặt 01/03/2021 – 31/03/2021, chờ thêm 3 ngày.",
        "Tự chấm điểm: đặt 16/11/2021 – 15/12/2021.",
    ]
    assert AuditEvent.objects.filter(act="window.add", year=2021).count() == 2


def test_windows_are_changed_taken_out_and_left_alone(world, year):
    put(world, year, {Act.PLEDGE: PLEDGE, Act.SELF_SCORING: SCORING, Act.VOTING: SCORING})
    later = Days(date(2021, 11, 20), date(2021, 12, 20))
    told = put(world, year, {Act.PLEDGE: PLEDGE, Act.SELF_SCORING: later})
    assert told == [
        "Tự chấm điểm: từ 16/11/2021 – 15/12/2021 thành 20/11/2021 – 20/12/2021.",
        "Bỏ phiếu suy tôn: bỏ 16/11/2021 – 15/12/2021.",
    ]
    change = AuditEvent.objects.get(act="window.change")
    assert (change.old["closes"], change.new["closes"]) == ("2021-12-15", "2021-12-20")
    assert AuditEvent.objects.get(act="window.remove").object_label == "Bỏ phiếu suy tôn 2021"


def test_nothing_changed_writes_nothing(world, year):
    put(world, year, {Act.PLEDGE: PLEDGE})
    before = all_rows()
    assert put(world, year, {Act.PLEDGE: PLEDGE}) == []
    assert changed(before, all_rows()) == {}


def test_a_window_that_has_begun_is_changed_for_a_reason_with_its_document(world, year):
    put(world, year, {Act.PLEDGE: PLEDGE})
    longer, day = {Act.PLEDGE: Days(PLEDGE.opens, date(2021, 4, 15))}, date(2021, 3, 20)
    with pytest.raises(BadInput):
        put(world, year, longer, day=day, reason="  ")
    assert city_calendar(2021) == {Act.PLEDGE: PLEDGE}
    put(world, year, longer, day=day, reason="Giãn cách xã hội", scan=SCAN)
    window = Window.objects.get(year=2021)
    assert (window.change_reason, window.document) == ("Giãn cách xã hội", StoredFile.objects.get())


def test_a_wrong_calendar_changes_nothing_at_all(world, year):
    before = all_rows()
    with pytest.raises(BadInput):
        put(world, year, {Act.PLEDGE: PLEDGE, Act.SELF_SCORING: Days(SCORING.closes, SCORING.opens)})
    assert changed(before, all_rows()) == {}


def test_a_window_extended_for_somebody_is_not_taken_out(world, year):
    put(world, year, {Act.PLEDGE: PLEDGE, Act.SELF_SCORING: SCORING})
    window = Window.objects.get(year=2021, act=Act.PLEDGE)
    make.make_extension(window, world.units["B"], date(2021, 4, 30), world.users["officer"])
    with pytest.raises(Conflict, match="Ký giao ước"):
        put(world, year, {Act.SELF_SCORING: SCORING})
    assert put(world, year, {Act.PLEDGE: PLEDGE}) != []


def test_two_who_save_do_not_overwrite_each_other(world, year):
    seen = year.version
    put(world, year, {Act.PLEDGE: PLEDGE}, version=seen)
    with pytest.raises(Stale):
        put(world, year, {}, version=seen)
    assert city_calendar(2021) == {Act.PLEDGE: PLEDGE}


@pytest.mark.parametrize("persona", ["leader", "head_leader", "secretariat", "board", "city_leader"])
def test_others_set_no_calendar(world, year, persona):
    with pytest.raises(NotAllowed):
        put(world, year, {Act.PLEDGE: PLEDGE}, persona)
    assert city_calendar(2021) == {}


def test_an_order_that_makes_no_sense_is_a_warning(world, year):
    early = Days(date(2021, 11, 1), date(2021, 11, 10))
    assert warnings({Act.SELF_SCORING: SCORING, Act.NOMINATION: early}, 2021) == [
        "Gửi hồ sơ đề nghị bắt đầu ngày 01/11/2021, trước Tự chấm điểm."
    ]
    assert warnings({Act.PLEDGE: Days(date(2012, 3, 1), date(2021, 3, 31))}, 2021) == [
        "Ký giao ước: ngày 01/03/2012 không thuộc năm 2021 và năm 2022."
    ]
    assert warnings({Act.SELF_SCORING: SCORING, Act.PLEDGE: PLEDGE}, 2021) == []


def test_the_page_of_the_year_names_the_acts_without_a_time(world, year):
    put(world, year, {act: PLEDGE for act in Act if act not in {Act.VOTING, Act.COMMENT}})
    page = world.client("officer").get("/years/2021/").content.decode()
    assert "Chưa đặt thời hạn: Góp ý dự thảo, Bỏ phiếu suy tôn." in page


def typed(version=1, **cells) -> dict[str, object]:
    return {"version": version, "reason": ""} | cells


def test_the_page_saves_and_warns(world, year):
    client = world.client("officer")
    response = client.post(
        ADDRESS,
        typed(
            self_scoring_opens="16/11/2031", self_scoring_closes="15.12.2031", self_scoring_grace="2",
            nomination_opens="1/11/2031", nomination_closes="30/11/2031",
        ),
        follow=True,
    )  # fmt: skip
    page = response.content.decode()
    assert response.redirect_chain == [("/years/2021/opening/", 302)]
    assert "Đã lưu lịch: Tự chấm điểm: đặt 16/11/2031 – 15/12/2031, chờ thêm 2 ngày." in page
    assert "Gửi hồ sơ đề nghị bắt đầu ngày 01/11/2031, trước Tự chấm điểm." in page
    again = client.get(ADDRESS).content.decode()
    assert 'value="16/11/2031"' in again
    assert "trước Tự chấm điểm" in again


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"pledge_opens": "01/03/2031"}, "Nhập cả ngày cuối"),
        ({"pledge_closes": "01/03/2031"}, "Nhập cả ngày đầu"),
        ({"pledge_opens": "02/03/2031", "pledge_closes": "01/03/2031"}, "Ngày cuối trước ngày đầu"),
        ({"pledge_grace": "3"}, "Có số ngày chờ thêm"),
        ({"pledge_opens": "32/03/2031", "pledge_closes": "01/04/2031"}, "32/03/2031"),
        ({"pledge_opens": "1/3/2031", "pledge_closes": "2/3/2031", "pledge_grace": "900"}, "60"),
    ],
)
def test_a_wrong_cell_gets_its_sentence_and_nothing_is_saved(world, year, cells, sentence):
    response = world.client("officer").post(ADDRESS, typed(**cells))
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "is-invalid" in page
    assert city_calendar(2021) == {}


def test_a_file_that_is_no_scan_is_refused(world, year):
    cells = typed(pledge_opens="01/03/2031", pledge_closes="31/03/2031", scan=make_file(b"MZ"))
    assert world.client("officer").post(ADDRESS, cells).status_code == 422
    assert city_calendar(2021) == {}
    cells["scan"] = make_file(b"%PDF-1.4")
    assert world.client("officer").post(ADDRESS, cells).status_code == 302


def make_file(content: bytes):
    return SimpleUploadedFile("cong-van.pdf", content)
