"""Closing a bloc's year: after the decision and the year-end report, by its head or the city officer."""

import pytest
from django.urls import reverse

from blocs import clock
from blocs.actions.files import store_bytes
from blocs.errors import Closed, Conflict, NotAllowed
from blocs.models import AuditEvent
from emulation.actions.cycle import close_cycle
from emulation.models import Cycle, IssuedPaper
from emulation.models.paper import PaperKind


@pytest.fixture
def decided(world):
    by = world.users["officer"]
    world.cycle.locked_at = world.cycle.submitted_at = world.cycle.decided_at = clock.now()
    world.cycle.locked_by = world.cycle.submitted_by = world.cycle.decided_by = by
    world.cycle.save()
    return world.cycle


@pytest.fixture
def reported(world, decided):
    IssuedPaper.objects.create(
        kind=PaperKind.YEAR_END_REPORT,
        cycle=decided,
        dated_on=clock.today(),
        file=store_bytes(b"%PDF-1.7", content_type="application/pdf"),
        content_key="a" * 64,
        issued_by=world.users["head_leader"],
    )
    return decided


@pytest.mark.parametrize("persona", ["head_leader", "officer"])
def test_the_head_or_the_city_officer_closes_a_year_that_is_reported(world, reported, persona):
    close_cycle(reported, actor=world.actor(persona))
    closed = Cycle.objects.get(pk=reported.pk)
    assert closed.is_closed
    assert closed.closed_by == world.users[persona]
    assert AuditEvent.objects.get(act="cycle.close").seal


@pytest.mark.parametrize(
    "persona", ["secretariat", "leader", "head_clerk", "city_leader", "board", "operator"]
)
def test_nobody_else_closes_it(world, reported, persona):
    with pytest.raises(NotAllowed):
        close_cycle(reported, actor=world.actor(persona))
    assert not Cycle.objects.get(pk=reported.pk).is_closed


def test_it_is_not_closed_before_the_city_has_decided(world):
    with pytest.raises(Conflict, match="chưa quyết định"):
        close_cycle(world.cycle, actor=world.actor("head_leader"))


def test_it_is_not_closed_before_its_report_is_issued(world, decided):
    with pytest.raises(Conflict, match="báo cáo tổng kết"):
        close_cycle(decided, actor=world.actor("head_leader"))


def test_it_is_closed_once(world, reported):
    close_cycle(reported, actor=world.actor("head_leader"))
    with pytest.raises(Closed):
        close_cycle(reported, actor=world.actor("officer"))


def test_the_page_says_what_it_means_and_closes(world, reported):
    address = reverse("emulation:cycle_closing", args=[reported.pk])
    client = world.client("head_leader")
    assert "Khép lại năm 2021?" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert "đã được khép lại" in client.get(address).content.decode()


def test_the_page_says_what_is_still_to_be_done(world, decided):
    page = world.client("head_leader").get(reverse("emulation:cycle_closing", args=[decided.pk]))
    assert "Chưa phát hành báo cáo tổng kết" in page.content.decode()
    assert "btn-binding" not in page.content.decode()
