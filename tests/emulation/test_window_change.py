"""Closing, reopening and moving a window, for one bloc or for the whole city; the calendar of a bloc."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs import clock
from blocs.errors import BadInput, Closed, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent
from emulation.actions.window import Moved, change_window, hand_back_window
from emulation.models import Window
from emulation.models.calendar import Calendar
from emulation.models.window import Act
from emulation.queries.window import Change, seen_of
from tests import factories as make
from tests.emulation.sheets import SCAN
from tests.queries import MOST_QUERIES, count_queries

REASON = "Theo Công văn số 15"


def in_days(days):
    return clock.today() + timedelta(days=days)


@pytest.fixture
def city(world) -> Window:
    """A window of the whole city, open around today."""
    return Window.objects.create(
        year_id=2021, act=Act.PLEDGE, opens=in_days(-10), closes=in_days(10), grace_days=2
    )


def change(world, how, persona="officer", cycle=None, **values):
    days = {name: values.pop(name) for name in ("opens", "closes", "grace_days") if name in values}
    return change_window(
        cycle or world.cycle,
        actor=world.actor(persona),
        act=values.pop("act", Act.PLEDGE),
        moved=Moved(how, **days),
        reason=values.pop("reason", REASON),
        **values,
    )


def is_open(cycle, day=0, unit=None) -> bool:
    return Calendar.of(cycle).is_open(Act.PLEDGE, unit, in_days(day))


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_closing_from_today_and_from_tomorrow(world, city, persona):
    change(world, Change.CLOSE_TODAY, persona)
    assert (is_open(world.cycle), is_open(world.cycle, 1)) == (True, False)
    change(world, Change.CLOSE_NOW, persona)
    assert not is_open(world.cycle)


def test_a_change_for_one_bloc_makes_its_own_window_and_leaves_the_city_alone(world, city):
    own = change(world, Change.CLOSE_NOW)
    assert (own.cycle, own.year, own.change_reason) == (world.cycle, None, REASON)
    assert is_open(world.other_cycle)
    city.refresh_from_db()
    assert city.closes == in_days(10)
    event = AuditEvent.objects.get(act="window.add")
    assert (event.bloc, event.year, event.new["reason"]) == (world.bloc, 2021, REASON)
    assert event.old["closes"] == in_days(10).isoformat()


def test_the_members_keep_the_time_they_were_given(world, city):
    make.make_extension(city, world.units["B"], in_days(20), world.users["officer"])
    make.make_extension(city, world.units["D"], in_days(20), world.users["officer"])
    own = change(world, Change.CLOSE_NOW)
    assert [row.organization for row in own.extensions.all()] == [world.units["B"]]
    assert is_open(world.cycle, 5, world.units["B"].pk)
    assert not is_open(world.cycle, 5, world.units["C"].pk)
    assert city.extensions.count() == 2


def test_a_change_for_the_city_holds_for_every_bloc_that_has_no_own_window(world, city):
    make.make_window(world.other_cycle, Act.PLEDGE)
    changed = change(world, Change.CLOSE_NOW, for_city=True)
    assert changed == city
    assert not is_open(world.cycle)
    assert is_open(world.other_cycle)
    assert AuditEvent.objects.get(act="window.change").bloc is None


def test_an_own_window_is_not_changed_for_the_city(world, city):
    make.make_window(world.cycle, Act.PLEDGE)
    with pytest.raises(Conflict):
        change(world, Change.CLOSE_NOW, for_city=True)
    assert is_open(world.cycle)
    change(world, Change.CLOSE_NOW)
    assert not is_open(world.cycle)


def test_a_window_that_is_over_is_opened_again(world, city):
    Window.objects.update(closes=in_days(-3), grace_days=0)
    assert not is_open(world.cycle)
    change(world, Change.REOPEN, closes=in_days(5))
    assert (is_open(world.cycle, 5), is_open(world.cycle, 6)) == (True, False)


def test_moving_sets_both_days(world, city):
    own = change(world, Change.MOVE, opens=in_days(3), closes=in_days(8), grace_days=2)
    assert (own.opens, own.closes, own.grace_days) == (in_days(3), in_days(8), 2)


def test_an_act_without_a_window_gets_one(world):
    assert (
        change(world, Change.MOVE, opens=in_days(0), closes=in_days(8), act=Act.VOTING).cycle == world.cycle
    )
    of_city = change(world, Change.MOVE, opens=in_days(0), closes=in_days(8), for_city=True)
    assert of_city.year_id == 2021


def test_the_document_is_kept_with_the_change(world, city):
    own = change(world, Change.CLOSE_NOW, scan=SCAN)
    assert own.document.read() == SCAN[0]


@pytest.mark.parametrize(
    ("how", "values"),
    [
        (Change.CLOSE_NOW, {"reason": "  "}),
        (Change.REOPEN, {}),
        (Change.REOPEN, {"closes": -1}),
        (Change.MOVE, {"opens": 3}),
        (Change.MOVE, {"opens": 3, "closes": 2}),
        (Change.MOVE, {"opens": -10, "closes": 10, "grace_days": 2}),
        (Change.CLOSE_TODAY, {"act": Act.VOTING}),
    ],
    ids=str,
)
def test_a_change_that_makes_no_sense_is_refused(world, city, how, values):
    days = {name: in_days(value) for name, value in values.items() if name in {"opens", "closes"}}
    with pytest.raises(BadInput):
        change(world, how, **values | days)
    assert Window.objects.count() == 1
    assert not AuditEvent.objects.exists()


def test_what_is_over_or_has_not_begun_is_not_closed(world, city):
    Window.objects.update(opens=in_days(0))
    with pytest.raises(BadInput):
        change(world, Change.CLOSE_NOW)
    Window.objects.update(opens=in_days(-9), closes=in_days(-3), grace_days=0)
    with pytest.raises(BadInput):
        change(world, Change.CLOSE_TODAY)
    assert Window.objects.count() == 1


def test_closing_within_the_days_of_grace_makes_nobody_less_late(world, city):
    """Who came after the last day stays late; it is the grace that ends."""
    Window.objects.update(opens=in_days(-20), closes=in_days(-4), grace_days=10)
    own = change(world, Change.CLOSE_TODAY)
    assert (own.closes, own.grace_days, own.last_day) == (in_days(-4), 4, in_days(0))
    calendar = Calendar.of(world.cycle)
    assert calendar.days_late(Act.PLEDGE, world.units["B"].pk, in_days(-2)) == 2
    own = change(world, Change.CLOSE_NOW)
    assert (own.closes, own.grace_days) == (in_days(-4), 3)
    assert not is_open(world.cycle)


@pytest.mark.parametrize(
    "persona", ["leader", "clerk", "head_leader", "secretariat", "city_leader", "board", "outside_leader"]
)
def test_others_change_no_window(world, city, persona):
    with pytest.raises(NotAllowed):
        change(world, Change.CLOSE_NOW, persona)
    assert is_open(world.cycle)


def test_two_who_change_do_not_overwrite_each_other(world, city):
    seen = seen_of(city)
    change(world, Change.CLOSE_TODAY, seen=seen)
    with pytest.raises(Stale):
        change(world, Change.CLOSE_NOW, seen=seen)
    assert is_open(world.cycle)


def test_of_a_closed_year_nothing_is_moved(world, city):
    world.cycle.closed_at, world.cycle.closed_by = clock.now(), world.users["officer"]
    world.cycle.save()
    with pytest.raises(Closed):
        change(world, Change.CLOSE_NOW)
    assert is_open(world.cycle)


# The pages


def url(world, name, *args):
    return reverse(f"emulation:{name}", args=[world.cycle.pk, *args])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_calendar_shows_every_act_whose_it_is_and_who_has_more_time(world, city):
    make.make_extension(city, world.units["B"], in_days(20), world.users["officer"])
    make.make_window(world.cycle, Act.SELF_SCORING, change_reason=REASON)
    page = text(world.client("leader").get(url(world, "cycle_calendar")))
    assert "Thời hạn riêng" in page
    assert REASON in page
    assert f"được gia hạn đến hết ngày {in_days(20):%d/%m/%Y}" in page
    assert page.count("Chưa đặt thời hạn") == len(Act) - 2
    assert "/windows/" not in page
    assert url(world, "window_change", "pledge") in text(
        world.client("officer").get(url(world, "cycle_calendar"))
    )


def test_the_page_changes_the_window_of_the_bloc_or_of_the_city(world, city):
    client, address = world.client("officer"), url(world, "window_change", "pledge")
    shown = text(client.get(address))
    assert "Đây là thời hạn chung của thành phố" in shown
    typed = {"seen": seen_of(city), "scope": "bloc", "change": "close_today", "reason": REASON}
    assert client.post(address, typed | {"reason": ""}).status_code == 422
    assert client.post(address, typed | {"change": "reopen", "closes": ""}).status_code == 422
    assert (
        client.post(address, typed | {"change": "move", "opens": "", "closes": "31/12/2031"}).status_code
        == 422
    )
    assert client.post(address, typed).url == url(world, "cycle_calendar")
    assert Window.objects.get(cycle=world.cycle).closes == clock.today()
    stale = client.post(address, typed | {"change": "close_now"})
    assert stale.status_code == 409
    assert "Kỳ này có thời hạn riêng" in text(client.get(address))


def test_the_document_is_downloaded_through_its_window_alone(world, city):
    client = world.client("officer")
    scan = SimpleUploadedFile("cong-van.pdf", b"%PDF-1.4 cong van")
    typed = {"seen": seen_of(city), "scope": "bloc", "change": "close_today", "reason": REASON, "scan": scan}
    client.post(url(world, "window_change", "pledge"), typed)
    document = url(world, "window_document", "pledge")
    got = world.client("leader").get(document)
    assert (got.content, got["Content-Type"]) == (b"%PDF-1.4 cong van", "application/pdf")
    assert got["Content-Disposition"].startswith("attachment;")
    assert document in text(world.client("leader").get(url(world, "cycle_calendar")))
    for persona in ("outside_leader", "other_secretariat", "board"):
        assert world.client(persona).get(document).status_code == 404
    other = reverse("emulation:window_document", args=[world.other_cycle.pk, "pledge"])
    assert client.get(other).status_code == 404


def test_an_unknown_act_is_no_page(world):
    assert world.client("officer").get(url(world, "window_change", "coffee")).status_code == 404


def test_the_calendar_asks_the_same_for_few_and_for_many(world, city):
    client, address = world.client("officer"), url(world, "cycle_calendar")
    few = count_queries(client, address)
    for order in range(4, 15):
        unit = make.make_organization()
        make.make_membership(world.bloc, unit, 2021, order)
        make.make_extension(city, unit, in_days(20), world.users["officer"])
    assert few == count_queries(client, address) <= MOST_QUERIES


def hand_back(world, persona="officer", **values):
    values = {"act": Act.PLEDGE, "reason": REASON, **values}
    return hand_back_window(world.cycle, actor=world.actor(persona), **values)


def test_a_bloc_follows_the_city_again(world, city):
    change(world, Change.CLOSE_NOW)
    assert not is_open(world.cycle)
    assert hand_back(world) == city
    assert is_open(world.cycle)
    assert not Window.objects.filter(cycle=world.cycle).exists()
    event = AuditEvent.objects.filter(act="window.change").latest("pk")
    assert (event.bloc, event.new["closes"], event.new["reason"]) == (
        world.bloc,
        in_days(10).isoformat(),
        REASON,
    )


def test_members_keep_what_lasts_longer_than_the_citys_time(world, city):
    """Of the day the city gave and the day the bloc gave, the later one; another bloc's stays as it is."""
    make.make_extension(city, world.units["B"], in_days(20), world.users["officer"])
    make.make_extension(city, world.units["D"], in_days(15), world.users["officer"])
    own = change(world, Change.CLOSE_NOW)
    own.extensions.filter(organization=world.units["B"]).update(until=in_days(30))
    make.make_extension(own, world.units["A"], in_days(5), world.users["officer"])
    make.make_extension(own, world.units["C"], in_days(25), world.users["officer"])
    hand_back(world)
    until = {row.organization.code: row.until for row in city.extensions.select_related("organization")}
    assert until == {"B": in_days(30), "C": in_days(25), "D": in_days(15)}


def test_what_nobody_has_of_its_own_is_not_handed_back(world, city):
    with pytest.raises(Conflict, match="đang theo lịch chung"):
        hand_back(world)
    change(world, Change.CLOSE_NOW)
    for persona in ("secretariat", "head_leader", "city_leader"):
        with pytest.raises(NotAllowed):
            hand_back(world, persona)
    with pytest.raises(BadInput):
        hand_back(world, reason=" ")
    with pytest.raises(Stale):
        hand_back(world, seen=seen_of(city))
    hand_back(world)


def test_without_a_window_of_the_city_nobody_loses_the_time_he_was_given(world):
    own = change(world, Change.MOVE, opens=in_days(-5), closes=in_days(-1))
    make.make_extension(own, world.units["B"], in_days(5), world.users["officer"])
    with pytest.raises(Conflict, match="thu hồi gia hạn trước"):
        hand_back(world)
    own.extensions.update(until=in_days(-1))
    assert hand_back(world) is None


def test_the_page_offers_the_way_back_where_there_is_one(world, city):
    client = world.client("officer")
    address = reverse("emulation:window_change", args=[world.cycle.pk, Act.PLEDGE])
    assert "hand_back" not in client.get(address).content.decode()
    own = change(world, Change.CLOSE_NOW)
    page = client.get(address).content.decode()
    assert "Trở lại theo lịch chung của thành phố" in page
    assert f"thời hạn chung của thành phố: {in_days(-10):%d/%m/%Y} – {in_days(10):%d/%m/%Y}" in page
    typed = {"change": "hand_back", "seen": seen_of(own), "reason": REASON}
    assert client.post(address, typed | {"reason": ""}).status_code == 422
    assert client.post(address, typed).status_code == 302
    assert is_open(world.cycle)


def test_days_of_other_years_are_probably_a_slip(world, city):
    """Nothing forbids them: a year may take long."""
    client = world.client("officer")
    address = reverse("emulation:window_change", args=[world.cycle.pk, Act.PLEDGE])
    typed = {
        "change": "move",
        "opens": "01/03/2021",
        "seen": seen_of(city),
        "scope": "bloc",
        "reason": REASON,
    }
    told = client.post(address, typed | {"closes": "31/03/2031"}, follow=True).content.decode()
    assert "Ký giao ước: ngày 31/03/2031 không thuộc năm 2021 và năm 2022." in told
    own = world.cycle.windows.get()
    told = client.post(address, typed | {"closes": "31/03/2022", "seen": seen_of(own)}, follow=True)
    assert "không thuộc năm 2021" not in told.content.decode()
