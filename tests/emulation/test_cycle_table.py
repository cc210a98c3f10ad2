"""The scoring table of a bloc's year is chosen until a sheet has entries."""

import pytest
from django.urls import reverse

from blocs.errors import BadInput, Closed, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent
from emulation.actions.cycle import choose_table
from emulation.models import ScoreLine, ScoreSheet
from tests import factories as make
from tests.cast import World
from tests.emulation.sheets import answered_sheet, begun_sheet, stored
from tests.queries import MOST_QUERIES, count_queries


@pytest.fixture
def other(world: World):
    return make.make_table(world.users["operator"], groups=3)


def choose(world: World, table, persona: str = "officer", **values):
    return choose_table(world.cycle, table, actor=world.actor(persona), **values)


def page_of(world: World) -> str:
    return reverse("emulation:cycle_table", args=[world.cycle.pk])


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_another_table_is_chosen(world: World, other, persona: str):
    was = world.cycle.table_version
    choose(world, other, persona)
    world.cycle.refresh_from_db()
    assert world.cycle.table_version == other
    event = AuditEvent.objects.get(act="cycle.change")
    assert (event.bloc, event.year) == (world.bloc, 2021)
    assert (event.old, event.new) == ({"table_version": str(was)}, {"table_version": str(other)})


@pytest.mark.parametrize("persona", ["secretariat", "head_leader", "city_leader", "leader", "board"])
def test_others_choose_none(world: World, other, persona: str):
    with pytest.raises(NotAllowed):
        choose(world, other, persona)


def test_an_empty_sheet_goes_on_with_the_new_table(world: World, other):
    sheet = begun_sheet(world)
    choose(world, other)
    assert stored(sheet).table_version == other
    lines = ScoreLine.objects.filter(sheet=sheet).select_related("criterion__group")
    assert {line.criterion.group.version_id for line in lines} == {other.pk}
    assert sorted(line.criterion.code for line in lines) == ["A1", "A2", "B1", "B2", "C1", "C2", "X1", "Y1"]


def test_once_a_sheet_has_entries_the_table_stays(world: World, other):
    sheet = answered_sheet(world)
    with pytest.raises(Conflict, match="Bảng tự chấm đã có số liệu: Hội B"):
        choose(world, other)
    assert stored(sheet).table_version != other
    assert "Hội B" in world.client("officer").get(page_of(world)).content.decode()


def test_a_draft_and_the_table_of_another_bloc_are_not_offered(world: World, other):
    foreign, draft = make.make_table(world.users["operator"]), make.make_table()
    foreign.table.bloc = world.other_bloc
    foreign.table.save()
    for table in (foreign, draft):
        with pytest.raises(BadInput):
            choose(world, table)
        typed = {"version": world.cycle.version, "table_version": table.pk}
        assert world.client("officer").post(page_of(world), typed).status_code == 422
    other.table.bloc = world.bloc
    other.table.save()
    choose(world, other)


def test_final_scores_keep_their_table(world: World, other):
    world.cycle.locked_at, world.cycle.locked_by = make.clock.now(), world.users["head_leader"]
    world.cycle.save()
    with pytest.raises(Closed):
        choose(world, other)


def test_two_who_choose_do_not_overwrite_each_other(world: World, other):
    client, typed = world.client("officer"), {"version": world.cycle.version, "table_version": other.pk}
    choose(world, other)
    third = make.make_table(world.users["operator"])
    with pytest.raises(Stale):
        choose(world, third, version=typed["version"])
    assert client.post(page_of(world), typed | {"table_version": third.pk}).status_code == 409
    typed = {"version": typed["version"] + 1, "table_version": third.pk}
    assert client.post(page_of(world), typed, follow=True).status_code == 200
    world.cycle.refresh_from_db()
    assert world.cycle.table_version == third


def test_the_way_there_is_on_the_pages_of_the_year(world: World, other):
    client = world.client("officer")
    answered_sheet(world)
    assert page_of(world) not in client.get("/years/2021/").content.decode()
    ScoreSheet.objects.update(answered=0)
    link, cycle = f'href="{page_of(world)}"', reverse("emulation:cycle", args=[world.cycle.pk])
    assert link in client.get("/years/2021/").content.decode()
    assert link not in client.get(cycle).content.decode()
    world.cycle.table_version = None
    world.cycle.save()
    assert link in client.get(cycle).content.decode()
    assert count_queries(client, page_of(world)) <= MOST_QUERIES


def test_without_a_published_table_the_page_says_what_to_do(world: World):
    world.cycle.table_version = None
    world.cycle.save()
    other = type(world.cycle).objects.filter(pk=world.other_cycle.pk)
    other.update(table_version=None)
    make.ScoringTableVersion.objects.update(published_at=None, published_by=None, sha256="")
    assert (
        "Chưa có bảng tiêu chí nào được ban hành"
        in world.client("officer").get(page_of(world)).content.decode()
    )
