"""Theme, guidance and source of a year; the blocs that join it; the law its papers cite."""

from datetime import date

import pytest

from blocs.errors import BadInput, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent, LegalBasis
from emulation.actions.year import add_blocs, describe_year
from emulation.models import Cycle, EmulationYear
from tests import factories as make

OTHERS = ["leader", "head_leader", "secretariat", "board", "city_leader"]


@pytest.fixture
def year(world) -> EmulationYear:
    return EmulationYear.objects.get(year=2021)


def describe(world, year, persona="officer", **changes):
    values = {"theme": "Chủ đề mới", "guidance": "Công văn số 12/BTĐKT", "source": ""} | changes
    return describe_year(year, actor=world.actor(persona), **values)


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_theme_and_guidance_are_written_with_old_and_new_in_the_record(world, year, persona):
    described = describe(world, year, persona)
    assert (described.theme, described.guidance) == ("Chủ đề mới", "Công văn số 12/BTĐKT")
    event = AuditEvent.objects.get(act="year.change")
    assert event.old["theme"] == "Chủ đề của thành phố năm 2021"
    assert event.new == {"theme": "Chủ đề mới", "guidance": "Công văn số 12/BTĐKT"}


def test_what_is_as_it_was_leaves_no_record(world, year):
    describe(world, year, theme=year.theme, guidance="")
    assert not AuditEvent.objects.filter(act="year.change").exists()


def test_two_who_write_do_not_overwrite_each_other(world, year):
    seen = year.version
    describe(world, year, version=seen)
    with pytest.raises(Stale):
        describe(world, year, theme="Khác", version=seen)
    assert EmulationYear.objects.get(year=2021).theme == "Chủ đề mới"


@pytest.mark.parametrize("persona", OTHERS)
def test_others_describe_no_year(world, year, persona):
    with pytest.raises(NotAllowed):
        describe(world, year, persona)


def test_the_page_writes_and_a_stale_one_says_so(world, year):
    client = world.client("officer")
    address = "/years/2021/description/"
    assert "Chủ đề của thành phố năm 2021" in client.get(address).content.decode()
    typed = {"theme": "Chủ đề mới", "guidance": "", "source": "Báo Hải Phòng", "version": year.version}
    assert client.post(address, typed).url == "/years/2021/opening/"
    stale = client.post(address, typed | {"theme": "Khác"})
    assert (stale.status_code, "Khác" in stale.content.decode()) == (409, True)
    assert EmulationYear.objects.get(year=2021).theme == "Chủ đề mới"
    assert client.post(address, typed | {"theme": "x" * 301, "version": 2}).status_code == 422
    assert EmulationYear.objects.get(year=2021).source == "Báo Hải Phòng"


def test_the_page_of_the_year_shows_what_its_papers_cite(world, year):
    LegalBasis.objects.update(valid_until=date(2020, 12, 31))
    client = world.client("officer")
    warning = "Không có căn cứ pháp lý nào còn hiệu lực trong năm"
    assert warning in client.get("/years/2021/").content.decode()
    assert warning in client.get("/years/2021/opening/").content.decode()
    LegalBasis.objects.create(citation="Luật số 06/2022/QH15", valid_from=date(2021, 12, 1))
    LegalBasis.objects.create(citation="Luật chưa có hiệu lực", valid_from=date(2022, 1, 1))
    page = client.get("/years/2021/").content.decode()
    assert "Luật số 06/2022/QH15" in page
    assert "Luật chưa có hiệu lực" not in page
    assert warning not in page + client.get("/years/2021/opening/").content.decode()


# Blocs that join


def test_a_new_bloc_joins_with_a_published_table(world, year):
    bloc = make.make_bloc("K9")
    [cycle] = add_blocs(
        year, actor=world.actor("officer"), blocs=[bloc.pk], table_version=world.cycle.table_version
    )
    assert (cycle.bloc, cycle.table_version) == (bloc, world.cycle.table_version)
    event = AuditEvent.objects.get(act="cycle.add")
    assert (event.bloc, event.year, event.object_label) == (bloc, 2021, "Khối K9 2021")


def test_what_cannot_join_is_refused(world, year):
    ended = make.make_bloc("K8", ended_on=date(2020, 12, 31))
    for blocs, error in [
        ([], BadInput), ([ended.pk], BadInput), ([99999], BadInput), ([world.bloc.pk], Conflict),
    ]:  # fmt: skip
        with pytest.raises(error):
            add_blocs(year, actor=world.actor("officer"), blocs=blocs)
    bloc = make.make_bloc("K9")
    with pytest.raises(BadInput):
        add_blocs(year, actor=world.actor("officer"), blocs=[bloc.pk], table_version=make.make_table())
    assert Cycle.objects.count() == 2


@pytest.mark.parametrize("persona", OTHERS)
def test_others_let_no_bloc_join(world, year, persona):
    with pytest.raises(NotAllowed):
        add_blocs(year, actor=world.actor(persona), blocs=[make.make_bloc("K9").pk])


def test_the_page_lets_blocs_join(world, year):
    client, address = world.client("officer"), "/years/2021/joining/"
    assert "Tất cả các khối, cụm đã có trong năm này" in client.get(address).content.decode()
    bloc, ended = make.make_bloc("K9"), make.make_bloc("K8", ended_on=date(2020, 12, 31))
    page = client.get(address).content.decode()
    assert "Khối thi đua K9" in page
    assert "Khối thi đua K8" not in page
    assert client.post(address, {"blocs": []}).status_code == 422
    assert client.post(address, {"blocs": [ended.pk]}).status_code == 422
    assert client.post(address, {"blocs": [bloc.pk]}).url == "/years/2021/"
    assert Cycle.objects.filter(bloc=bloc, year=2021).exists()


def test_blocs_begin_with_a_table_of_the_city_or_of_their_own(world):
    """A table made for one bloc is given to that bloc alone."""
    year, mine, others = (
        make.make_cycle(make.make_bloc("K7"), 2022).year,
        make.make_bloc("K8"),
        make.make_bloc("K9"),
    )
    table = make.make_table(world.users["operator"])
    table.table.bloc = mine
    table.table.save()
    officer = world.actor("officer")
    for blocs in ([others.pk], [mine.pk, others.pk]):
        with pytest.raises(BadInput, match="của riêng một khối, cụm"):
            add_blocs(year, actor=officer, blocs=blocs, table_version=table)
    [cycle] = add_blocs(year, actor=officer, blocs=[mine.pk], table_version=table)
    assert cycle.table_version == table
