"""More time for one organisation: with its document, changed, taken back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs import clock
from blocs.errors import BadInput, Closed, Missing, NotAllowed, Stale
from blocs.models import AuditEvent
from emulation.actions.extension import change_extension, grant_extension, take_back_extension
from emulation.actions.window import Moved, change_window
from emulation.models import Extension
from emulation.models.calendar import Calendar
from emulation.models.window import Act
from emulation.queries.window import Change
from tests import factories as make
from tests.emulation.sheets import SCAN


def in_days(days):
    return clock.today() + timedelta(days=days)


@pytest.fixture
def given(world) -> Extension:
    """B may sign for 20 days, while the window is open for ten."""
    make.make_window(world.cycle, Act.PLEDGE)
    return grant_extension(
        world.cycle,
        actor=world.actor("officer"),
        act=Act.PLEDGE,
        organization_id=world.units["B"].pk,
        until=in_days(20),
        reason="Đại hội nhiệm kỳ",
        scan=SCAN,
    )


def change(world, given, persona="officer", **values):
    values = {"until": in_days(15), "reason": "Đại hội dời ngày"} | values
    return change_extension(given, world.cycle, actor=world.actor(persona), **values)


def days_late(world, day) -> int:
    return Calendar.of(world.cycle).days_late(Act.PLEDGE, world.units["B"].pk, day)


def test_the_letter_is_kept_with_it(world, given):
    assert given.document.read() == SCAN[0]
    assert AuditEvent.objects.get(act="window.extend").new["document"] == given.document.sha256[:8]


@pytest.mark.parametrize("persona", ["officer", "head_leader"])
def test_day_and_reason_are_changed_also_to_an_earlier_day(world, given, persona):
    changed = change(world, given, persona)
    assert (changed.until, changed.reason) == (in_days(15), "Đại hội dời ngày")
    assert changed.document == given.document
    event = AuditEvent.objects.filter(act="window.extend").first()
    assert (event.old["reason"], event.new["until"]) == ("Đại hội nhiệm kỳ", in_days(15).isoformat())


@pytest.mark.parametrize("values", [{"until": 10}, {"until": -1}, {"reason": " "}], ids=str)
def test_a_change_that_makes_no_sense_is_refused(world, given, values):
    if "until" in values:
        values = {"until": in_days(values["until"])}
    with pytest.raises(BadInput):
        change(world, given, **values)
    assert Extension.objects.get().until == in_days(20)


@pytest.mark.parametrize("persona", ["leader", "secretariat", "city_leader", "operator", "outside_leader"])
def test_nobody_else_changes_it_or_takes_it_back(world, given, persona):
    with pytest.raises(NotAllowed):
        change(world, given, persona)
    with pytest.raises(NotAllowed):
        take_back_extension(given, world.cycle, actor=world.actor(persona))
    assert Extension.objects.get().until == in_days(20)


def test_the_head_does_not_look_after_its_own_time(world):
    make.make_window(world.cycle, Act.PLEDGE)
    own = make.make_extension(
        world.cycle.windows.get(), world.units["A"], in_days(20), world.users["officer"]
    )
    with pytest.raises(NotAllowed):
        change(world, own, "head_leader")
    assert change(world, own, "officer").until == in_days(15)


def test_two_who_change_do_not_overwrite_each_other(world, given):
    change(world, given, seen=in_days(20))
    for act in (
        change,
        lambda *args, **values: take_back_extension(
            given, world.cycle, actor=world.actor("officer"), **values
        ),
    ):
        with pytest.raises(Stale):
            act(world, given, seen=in_days(20))
    assert Extension.objects.get().until == in_days(15)


def test_taken_back_before_it_began_it_is_gone(world, given):
    take_back_extension(given, world.cycle, actor=world.actor("head_leader"))
    assert not Extension.objects.exists()
    event = AuditEvent.objects.get(act="window.take_back_extension")
    assert (event.organization, event.old["until"]) == (world.units["B"], in_days(20).isoformat())
    with pytest.raises(Missing):
        take_back_extension(given, world.cycle, actor=world.actor("officer"))


def test_taken_back_while_it_runs_it_ends_and_what_was_done_stays_in_time(world, given):
    world.cycle.windows.update(opens=in_days(-20), closes=in_days(-5))
    take_back_extension(given, world.cycle, actor=world.actor("officer"))
    assert Extension.objects.get().until == in_days(-1)
    assert days_late(world, in_days(-2)) == 0
    assert not Calendar.of(world.cycle).is_open(Act.PLEDGE, world.units["B"].pk)


def test_what_is_over_is_not_taken_back(world, given):
    world.cycle.windows.update(opens=in_days(-20), closes=in_days(-5))
    Extension.objects.update(until=in_days(-2))
    with pytest.raises(Closed):
        take_back_extension(given, world.cycle, actor=world.actor("officer"))
    assert Extension.objects.get().until == in_days(-2)


def test_once_the_scores_are_final_nothing_is_changed(world, given):
    world.cycle.locked_at, world.cycle.locked_by = clock.now(), world.users["head_leader"]
    world.cycle.save()
    with pytest.raises(Closed):
        change(world, given)
    with pytest.raises(Closed):
        take_back_extension(given, world.cycle, actor=world.actor("officer"))


def test_an_extension_that_moved_to_the_blocs_own_window_is_looked_for_again(world):
    city = make.make_window(world.cycle, Act.PLEDGE)
    city.cycle, city.year_id = None, 2021
    city.save()
    row = make.make_extension(city, world.units["B"], in_days(20), world.users["officer"])
    change_window(
        world.cycle,
        actor=world.actor("officer"),
        act=Act.PLEDGE,
        moved=Moved(Change.CLOSE_NOW),
        reason="Theo công văn",
    )
    with pytest.raises(Stale):
        change(world, row)
    assert change(world, Extension.objects.exclude(pk=row.pk).get()).until == in_days(15)


# The pages


def url(world, name, given, cycle=None):
    return reverse(f"emulation:{name}", args=[(cycle or world.cycle).pk, given.pk])


def test_the_pages_change_and_take_back(world, given):
    client = world.client("head_leader")
    typed = {"until": f"{in_days(15):%d/%m/%Y}", "reason": "Khác", "seen": f"{in_days(20):%d/%m/%Y}"}
    address = url(world, "extension_change", given)
    assert "Gia hạn cho Hội B" in client.get(address).content.decode()
    assert client.post(address, typed | {"until": "31/02/2031"}).status_code == 422
    assert client.post(address, typed).status_code == 302
    assert client.post(address, typed).status_code == 409
    removal = url(world, "extension_removal", given)
    assert "Thu hồi gia hạn của Hội B?" in client.get(removal).content.decode()
    assert client.post(removal, {"seen": typed["seen"]}).status_code == 409
    assert client.post(removal, {"seen": typed["until"]}).status_code == 302
    assert not Extension.objects.exists()


def test_the_letter_is_opened_by_the_unit_the_bloc_and_the_city(world, given):
    address = url(world, "extension_document", given)
    for persona in ("leader", "clerk", "head_leader", "secretariat", "officer", "city_leader"):
        got = world.client(persona).get(address)
        assert (got.status_code, got.content) == (200, SCAN[0])
    for persona in ("other_leader", "outside_leader", "board", "operator"):
        assert world.client(persona).get(address).status_code == 404


def test_an_extension_of_another_bloc_is_no_page(world, given):
    for name in ("extension_change", "extension_removal", "extension_document"):
        assert world.client("officer").get(url(world, name, given, world.other_cycle)).status_code == 404


def test_the_form_takes_a_letter(world):
    make.make_window(world.cycle, Act.PLEDGE)
    typed = {
        "act": Act.PLEDGE,
        "organization": world.units["B"].pk,
        "until": f"{in_days(20):%d/%m/%Y}",
        "reason": "Đại hội",
    }
    address = reverse("emulation:extension", args=[world.cycle.pk])
    client = world.client("officer")
    bad = SimpleUploadedFile("thu.pdf", b"MZ\x00")
    assert client.post(address, typed | {"scan": bad}).status_code == 422
    assert not Extension.objects.exists()
    good = SimpleUploadedFile("thu.pdf", b"%PDF-1.4 thu")
    assert client.post(address, typed | {"scan": good}).status_code == 302
    assert Extension.objects.get().document.read() == b"%PDF-1.4 thu"
