"""The records of acts: what stands in them, how they are narrowed, who reads which."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import transaction
from openpyxl import load_workbook

from blocs import clock
from blocs.actor import Actor
from blocs.audit import record, seal_events
from blocs.errors import BadInput
from blocs.models import AccessEvent, AuditEvent
from reports.exports.history import history_sheet
from reports.queries import history as queries
from reports.queries.history import audit_visible_to, stretch
from tests import factories as make
from tests.cast import World
from tests.queries import MOST_QUERIES, count_queries

HISTORY = "/history/"
READERS = ["secretariat", "other_secretariat", "officer", "city_leader", "operator"]


def note(world: World, act: str = "bloc.rename", obj=None, *, persona: str = "officer", **what) -> AuditEvent:
    """A record of an act, belonging to bloc K1 unless told."""
    actor = persona if isinstance(persona, Actor) else world.actor(persona)
    with transaction.atomic():
        return record(act, obj or world.bloc, actor=actor, **({"bloc_id": world.bloc.pk} | what))


def acts(response) -> list[str]:
    return [line.label for line in response.context["lines"]]


def text_of(response) -> str:
    return response.content.decode()


def test_a_line_says_who_in_which_role_on_whose_behalf_what_and_to_what(world: World):
    actor = world.actor("secretariat").acting_for(world.units["B"].pk)
    with clock.standing_at(datetime(2021, 3, 9, 8, 5)):
        note(
            world,
            "scoresheet.submitted",
            world.cycle,
            persona=actor,
            old={"state": "in_progress"},
            new={"state": "submitted", "paper_dated_on": date(2021, 3, 1), "total": "95.80"},
            label="Bảng điểm của Hội B",
            organization_id=world.units["B"].pk,
            year=2021,
            remark="theo bản giấy",
        )
    text = text_of(world.client("officer").get(HISTORY))
    for told in [
        "08:05",
        "09/03/2021",
        "SECRETARIAT K1",
        "Tổ thư ký",
        "nhập thay B",
        "Gửi bảng tự chấm điểm đến Khối",
        "Bảng điểm của Hội B",
        "Khối K1, B, 2021",
        "Đang nhập",
        "Đã gửi Khối",
        "01/03/2021",
        "95,8",
        "theo bản giấy",
    ]:
        assert told in text, told


def test_values_that_only_the_machine_reads_are_left_out(world: World):
    note(world, new={"version": 3, "sha256": "ab" * 32, "name": "Khối mới"})
    [line] = world.client("officer").get(HISTORY).context["lines"]
    assert [change.new for change in line.changes] == ["Khối mới", "abababab"]


def test_what_calls_itself_by_codes_is_told_by_the_names_of_its_owner(world: World):
    note(world, "cycle.lock", world.cycle, label="K1 2021", year=2021)
    note(
        world,
        "scoresheet.start",
        world.cycle,
        label="B K1 2021",
        organization_id=world.units["B"].pk,
        year=2021,
    )
    assert acts(world.client("officer").get(HISTORY)) == ["B 2021", "Khối K1 2021"]


def test_rows_named_by_their_number_are_told_by_their_names(world: World):
    person = make.make_person("Chủ tịch mới")
    note(world, new={"organization": world.units["C"], "person": person})
    [line] = world.client("officer").get(HISTORY).context["lines"]
    assert [change.new for change in line.changes] == ["C", "Chủ tịch mới"]


def test_an_object_is_linked_where_it_has_a_page_open_to_the_reader(world: World):
    note(world, "organization.rename", world.units["B"])
    [line] = world.client("officer").get(HISTORY).context["lines"]
    assert line.url == f"/organizations/{world.units['B'].pk}/"
    make.make_membership(world.other_bloc, world.units["B"], 2019, 4)
    note(world, "organization.rename", world.units["D"], label="Hội D")
    lines = {line.label: line.url for line in world.client("secretariat").get(HISTORY).context["lines"]}
    assert lines["Hội D"] == ""


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"who": "secretariat k1"}, ["thư ký"]),
        ({"who": "SECRETARIAT"}, ["thư ký"]),
        ({"who": "không ai"}, []),
        ({"act": "organization.rename"}, ["đổi tên"]),
        ({"kind": "blocs.organization"}, ["đổi tên"]),
        ({"unit": "hoi b"}, ["đổi tên"]),
        ({"unit": "hội cũ"}, ["đổi tên"]),
        ({"year": "2019"}, ["đổi tên"]),
        ({"since": "01/01/2021"}, ["thư ký"]),
        ({"until": "2020-12-31"}, ["đổi tên"]),
        ({"since": "10/05/2020", "until": "10/05/2020"}, ["đổi tên"]),
        ({"year": "2019", "since": "01/01/2021"}, []),
    ],
)
def test_the_records_are_narrowed(world: World, query: dict, told: list[str]):
    unit = world.units["B"]
    unit.names.create(name="Hội cũ", short_name="HC", valid_from=date(2014, 1, 1))
    with clock.standing_at(datetime(2020, 5, 10, 23, 59)):
        note(
            world,
            "organization.rename",
            unit,
            label="đổi tên",
            organization_id=unit.pk,
            year=2019,
            bloc_id=None,
        )
    with clock.standing_at(datetime(2021, 3, 9)):
        note(world, "bloc.rename", persona="secretariat", label="thư ký")
    assert acts(world.client("officer").get(HISTORY, query)) == told


def test_of_many_names_none_is_left_out(world: World, monkeypatch: pytest.MonkeyPatch):
    for code in "ABC":
        unit = world.units[code]
        note(world, "organization.rename", unit, label=code, organization_id=unit.pk, bloc_id=None)
    note(world, label="khối")
    client = world.client("officer")
    few = {
        name: acts(client.get(HISTORY, {name: typed}))
        for name, typed in [("unit", "hoi"), ("who", "officer")]
    }
    assert few == {"unit": ["C", "B", "A"], "who": ["khối", "C", "B", "A"]}
    monkeypatch.setattr(queries, "FEW", {"person": 0, "organization": 0})
    for name, typed in [("unit", "hoi"), ("who", "officer")]:
        assert acts(client.get(HISTORY, {name: typed})) == few[name]


def test_the_records_are_narrowed_by_bloc_person_and_organisation(world: World):
    note(world, label="K1", persona="secretariat")
    note(world, label="K2", obj=world.other_bloc, bloc_id=world.other_bloc.pk)
    note(world, "organization.rename", world.units["C"], label="C", organization_id=world.units["C"].pk)
    client = world.client("operator")
    assert acts(client.get(HISTORY, {"bloc": world.other_bloc.pk})) == ["K2"]
    assert acts(client.get(HISTORY, {"person": world.users["secretariat"].person_id})) == ["K1"]
    response = client.get(HISTORY, {"organization": world.units["C"].pk})
    assert acts(response) == ["C"]
    assert "Đơn vị: Hội C" in response.context["narrowed"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"since": "31/02/2021"}, "since"),
        ({"since": "09/03/2021", "until": "01/03/2021"}, "until"),
        ({"bloc": "x"}, "bloc"),
        ({"bloc": "99999"}, "bloc"),
        ({"act": "x"}, "act"),
        ({"year": "20210"}, "year"),
        ({"person": "99999999999999999999"}, "person"),
    ],
)
def test_a_condition_that_cannot_be_is_told_beside_its_field(world: World, query: dict, field: str):
    note(world)
    response = world.client("officer").get(HISTORY, query)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert world.client("officer").post(f"{HISTORY}export/?{field}={query[field]}&since=x").status_code == 422


def test_the_lists_of_the_form_say_what_is_chosen_and_are_only_text(world: World):
    world.bloc.names.update(short_name="<b>Khối</b> & 'một'")
    query = {"act": "bloc.rename", "bloc": world.bloc.pk}
    text = text_of(world.client("officer").get(HISTORY, query))
    assert '<option value="bloc.rename" selected>Đổi tên khối, cụm</option>' in text
    assert (
        f'<option value="{world.bloc.pk}" selected>&lt;b&gt;Khối&lt;/b&gt; &amp; &#x27;một&#x27;</option>'
        in text
    )
    assert '<optgroup label="Giao ước' in text
    assert text.count(" selected>") == 2 + text.count('<option value="" selected>')


def test_a_bloc_one_may_not_see_is_no_condition(world: World):
    response = world.client("secretariat").get(HISTORY, {"bloc": world.other_bloc.pk})
    assert response.status_code == 422
    assert "Khối K2" not in text_of(response)


def test_fifty_at_a_time_and_on_to_older_and_newer_ones(world: World):
    with clock.standing_at(datetime(2021, 3, 9)):
        for number in range(60):
            note(world, label=f"số {number}")
    with clock.standing_at(datetime(2021, 3, 8)):
        for number in range(60, 120):
            note(world, label=f"số {number}")
    newest_first = [f"số {n}" for n in [*reversed(range(60)), *reversed(range(60, 120))]]
    client = world.client("officer")
    first = client.get(HISTORY)
    assert acts(first) == newest_first[:50]
    assert first.context["stretch"].newer == ""
    second = client.get(HISTORY, {"older": first.context["stretch"].older})
    assert acts(second) == newest_first[50:100]
    third = client.get(HISTORY, {"older": second.context["stretch"].older})
    assert acts(third) == newest_first[100:]
    assert third.context["stretch"].older == ""
    back = client.get(HISTORY, {"newer": third.context["stretch"].newer})
    assert acts(back) == newest_first[50:100]
    assert acts(client.get(HISTORY, {"newer": back.context["stretch"].newer})) == newest_first[:50]


@pytest.mark.parametrize("mark", ["x", "1", "-1.5", "9999999999999999.1", "1.99999999999999999999", "0.0"])
def test_a_mark_that_is_none_does_no_harm(world: World, mark: str):
    note(world)
    for way in ("older", "newer"):
        assert world.client("officer").get(HISTORY, {way: mark}).status_code == 200


def test_nothing_is_counted(world: World, django_assert_max_num_queries):
    for _ in range(60):
        note(world)
    with django_assert_max_num_queries(1) as asked:
        stretch(AuditEvent.objects.all())
    assert "COUNT" not in asked.captured_queries[0]["sql"]
    assert "OFFSET" not in asked.captured_queries[0]["sql"]


@pytest.mark.parametrize("query", ["", "?who=secretariat&unit=hoi", "?older=9000000000000000.1&who=k1"])
def test_few_and_many_records_ask_the_same_few_questions(world: World, query: str):
    client = world.client("secretariat")
    person = make.make_person()
    unit, sheet = world.units["B"], world.cycle
    for _ in range(2):
        note(world, obj=unit, new={"person": person, "organization": unit}, organization_id=unit.pk)
        what = {"person": person, "organization": unit}
        note(world, obj=sheet, persona="secretariat", organization_id=unit.pk, new=what)
    few = count_queries(client, HISTORY + query)
    for number in range(40):
        other = make.make_organization()
        who = make.make_appointed("secretariat", world.bloc)
        note(
            world,
            obj=other if number % 2 else world.cycle,
            persona=make.actor_of(who),
            new={"person": who.person, "organization": other},
            organization_id=other.pk,
        )
    assert count_queries(client, HISTORY + query) == few <= MOST_QUERIES


def test_the_head_of_the_page_says_how_far_the_chain_goes(world: World):
    assert "Chưa niêm phong" in text_of(world.client("officer").get(HISTORY))
    note(world)
    with clock.standing_at(datetime(2021, 3, 9, 8, 5)):
        head = seal_events()
    note(world)
    response = world.client("officer").get(HISTORY)
    sealed = response.context["sealed"]
    assert (sealed.number, sealed.head, sealed.holds) == (1, head[:8], True)
    assert sealed.sealed_time == datetime(2021, 3, 9, 8, 5, tzinfo=clock.LOCAL)
    assert head[:8] in text_of(response)


def test_a_record_changed_afterwards_is_marked(world: World):
    event = note(world, new={"name": "Khối một"})
    note(world)
    seal_events()
    client = world.client("officer")
    assert all(line.intact for line in client.get(HISTORY).context["lines"])
    AuditEvent.objects.filter(pk=event.pk).update(new={"name": "Khối hai"})
    response = client.get(HISTORY)
    assert [line.intact for line in response.context["lines"]] == [True, False]
    assert text_of(response).count("Khác với lúc ghi") == 1
    # The end of the chain still holds; a record at its end would not.
    assert response.context["sealed"].holds
    AuditEvent.objects.filter(seal_number=2).update(remark="x")
    assert not client.get(HISTORY).context["sealed"].holds


def test_network_addresses_are_told_to_the_operator_alone(world: World):
    note(world)
    AuditEvent.objects.update(address="203.0.113.7")
    for persona in READERS:
        client = world.client(persona)
        told = "203.0.113.7" in text_of(client.get(HISTORY))
        book = load_workbook(BytesIO(client.post(f"{HISTORY}export/").content)).active
        taken = any("203.0.113.7" in str(cell.value) for row in book.iter_rows() for cell in row)
        assert (told, taken) == (persona == "operator",) * 2, persona


def test_the_export_holds_what_the_page_shows(world: World):
    note(world, label="Khối một", old={"name": "Khối cũ"}, new={"name": "=Khối mới"}, year=2021)
    note(world, "organization.rename", world.units["B"], label="Hội B")
    response = world.client("officer").post(f"{HISTORY}export/?act=bloc.rename")
    page = load_workbook(BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert "Đổi tên khối, cụm" in rows[2][0]
    [row] = [row for row in rows if "Khối một" in row]
    assert row[1] == "CITY_OFFICER"
    assert row[4] == "Đổi tên khối, cụm"
    assert row[8:10] == ["Tên đầy đủ: Khối cũ", "Tên đầy đủ: =Khối mới"]
    assert not any("Hội B" in row for row in rows)
    event = AccessEvent.objects.get()
    assert (event.what, event.rows) == ("history.export", 1)
    assert "Đổi tên khối, cụm" in event.filters


def test_more_records_than_anybody_reads_are_not_taken_out(world: World):
    for _ in range(3):
        note(world)
    actor = world.actor("officer")
    assert len(list(history_sheet(actor, AuditEvent.objects.all(), title="x", narrowed="", most=3).rows)) == 3
    with pytest.raises(BadInput):
        history_sheet(actor, AuditEvent.objects.all(), title="x", narrowed="", most=2)


def test_what_was_taken_out_has_a_page_of_its_own(world: World):
    world.client("officer").post(f"{HISTORY}export/?year=2021")
    AccessEvent.objects.update(address="203.0.113.7")
    for persona in ("officer", "city_leader", "operator"):
        response = world.client(persona).get("/history/accesses/")
        [row] = response.context["rows"]
        assert (row.who, row.what, row.filters) == ("CITY_OFFICER", "Tải nhật ký hệ thống", "Năm: 2021")
        assert ("203.0.113.7" in text_of(response)) == (persona == "operator")
    client = world.client("officer")
    assert client.get("/history/accesses/", {"who": "operator"}).context["rows"] == []
    assert client.get("/history/accesses/", {"act": "history.export"}).context["rows"]
    assert client.get("/history/accesses/", {"until": "01/01/2000"}).context["rows"] == []
    book = load_workbook(BytesIO(client.post("/history/accesses/export/").content)).active
    assert book["D5"].value == "Tải nhật ký hệ thống"
    assert AccessEvent.objects.filter(what="accesses.export").count() == 1
    assert count_queries(client, "/history/accesses/?who=officer") <= MOST_QUERIES


@pytest.mark.parametrize("persona", ["leader", "clerk", "head_leader", "board", "conflicted_board", "nobody"])
def test_members_and_the_council_find_no_records(world: World, persona: str):
    note(world)
    client = world.client(persona)
    assert client.get(HISTORY).status_code == 404
    assert client.get("/history/accesses/").status_code == 404
    assert not audit_visible_to(world.actor(persona)).exists()


def test_the_moment_of_a_mark_is_exact():
    assert queries._moment("1615251900123456.7") == (
        datetime(2021, 3, 9, 1, 5, tzinfo=UTC) + timedelta(microseconds=123456),
        7,
    )
