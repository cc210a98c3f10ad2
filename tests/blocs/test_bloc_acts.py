"""Blocs are founded, renamed, founded again and ended by decision; the decisions keep their scans."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from blocs import clock, ports
from blocs.actions import bloc as acts
from blocs.actions.decision import correct_decision
from blocs.actions.files import store_bytes
from blocs.errors import BadInput, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent, Bloc, BlocName, CompositionDecision
from blocs.queries.decision import NewDecision, decisions_of, seen_of
from tests import factories as make
from tests.blocs.compositions import DECISION, NEW_DECISION, PAPER, PDF
from tests.cast import YEAR, World
from tests.queries import MOST_QUERIES, count_queries

DETAILS = {
    "code": "K9",
    "kind": "territorial",
    "paper_symbol": "CTĐ",
    "head_title": "Cụm trưởng",
    "deputy_title": "Cụm phó",
    "secretariat_title": "Tổ giúp việc",
}
NAME = {"name": "Cụm thi đua số 9", "short_name": "Cụm số 9"}
IN_WORDS = "Số 15/QĐ-UBND ngày 04/01/2021, Ủy ban nhân dân thành phố"


def found(world: World, persona: str = "officer", **more) -> Bloc:
    words = {**NAME, "founded_on": date(YEAR, 1, 4), "basis": DECISION, "details": DETAILS} | more
    return acts.found_bloc(actor=world.actor(persona), **words)


def rename(world: World, persona: str = "officer", **more) -> BlocName:
    world.bloc.refresh_from_db()
    words = {**NAME, "valid_from": date(YEAR, 7, 1), "basis": DECISION, "seen": world.bloc.version} | more
    return acts.rename_bloc(world.bloc, actor=world.actor(persona), **words)


def end(world: World, persona: str = "officer", on: date = date(YEAR, 12, 31), **more) -> Bloc:
    bloc = more.pop("bloc", None) or make.make_bloc()
    return acts.end_bloc(bloc, actor=world.actor(persona), ended_on=on, basis=DECISION, seen=bloc.version)


OTHERS = ["secretariat", "head_leader", "city_leader", "board", "leader"]


# Founding


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_a_bloc_is_founded_with_its_name_titles_and_decision(world: World, persona: str):
    bloc = found(world, persona)
    assert {field: getattr(bloc, field) for field in DETAILS} == DETAILS
    name = bloc.names.get()
    assert (name.name, name.valid_from, name.decision) == (NAME["name"], date(YEAR, 1, 4), IN_WORDS)
    assert decisions_of(bloc)[0].number == "15/QĐ-UBND"
    assert AuditEvent.objects.get(act="bloc.add").new["decision"] == IN_WORDS


@pytest.mark.parametrize("persona", OTHERS)
def test_others_found_rename_and_end_nothing(world: World, persona: str):
    for act in (found, rename, end):
        with pytest.raises(NotAllowed):
            act(world, persona)
    assert world.bloc.names.count() == 1


def test_a_code_is_given_once(world: World):
    with pytest.raises(Conflict, match="Mã k1"):
        found(world, details=DETAILS | {"code": "k1"})
    found(world)


@pytest.mark.parametrize(
    "basis",
    [
        NewDecision(issuer="", number="1"),
        NewDecision(issuer="UBND"),
        NewDecision(issuer="UBND", number="1", dated_on=date(2999, 1, 1)),
    ],
)
def test_a_decision_names_its_issuer_and_its_number_or_a_source(world: World, basis: NewDecision):
    with pytest.raises(BadInput):
        found(world, basis=basis)
    assert not Bloc.objects.filter(code="K9").exists()
    found(world, basis=NewDecision(issuer="UBND", source="Theo bài báo ngày 04/09/2025"))


def test_the_founding_leads_to_the_members(world: World):
    data = {**NAME, "valid_from": "04/01/2021", **DETAILS, **PAPER}
    client = world.client("officer")
    assert client.post("/blocs/new/", data | {"name": ""}).status_code == 422
    assert client.post("/blocs/new/", data | {"code": "K1"}).status_code == 409
    assert not Bloc.objects.filter(code="K9").exists()
    scan = SimpleUploadedFile("quyet-dinh.pdf", PDF)
    response = client.post("/blocs/new/", data | {"scan": scan})
    bloc = Bloc.objects.get(code="K9")
    assert response.headers["Location"].startswith(f"/blocs/{bloc.pk}/years/")
    assert decisions_of(bloc)[0].document.read() == PDF


# Renaming


def test_papers_of_earlier_dates_keep_the_old_name(world: World):
    rename(world)
    named = {
        day: Bloc.objects.named(day).get(pk=world.bloc.pk).name
        for day in (date(YEAR, 6, 30), date(YEAR, 7, 1))
    }
    assert list(named.values()) == ["Khối thi đua K1", NAME["name"]]
    event = AuditEvent.objects.get(act="bloc.rename")
    assert (event.old["name"], event.new["name"]) == ("Khối thi đua K1", NAME["name"])


def test_a_name_is_not_older_than_the_bloc(world: World):
    with pytest.raises(BadInput, match="01/01/2015"):
        rename(world, valid_from=date(2014, 12, 31))
    rename(world)


def test_the_same_name_again_is_no_renaming(world: World):
    rename(world)
    with pytest.raises(Conflict):
        rename(world, valid_from=date(YEAR, 8, 1))


def test_a_name_of_the_same_day_is_corrected(world: World):
    rename(world)
    rename(world, name="Cụm thi đua số 09")
    assert world.bloc.names.count() == 2
    assert world.bloc.names.last().name == "Cụm thi đua số 09"


def test_a_stale_page_renames_nothing(world: World):
    seen = world.bloc.version
    rename(world)
    with pytest.raises(Stale):
        rename(world, name="Khối khác", seen=seen)


def test_it_is_renamed_on_its_page(world: World):
    client, address = world.client("officer"), f"/blocs/{world.bloc.pk}/naming/"
    data = {**NAME, "valid_from": "01/07/2021", **NEW_DECISION, "seen": world.bloc.version}
    assert client.post(address, data | {"valid_from": "31/12/2014"}).status_code == 422
    assert world.bloc.names.count() == 1
    assert client.post(address, data).status_code == 302
    assert world.bloc.names.count() == 2


# Founding again, details


def test_an_ended_bloc_is_founded_again(world: World):
    bloc = end(world, on=date(YEAR, 12, 31))
    words = {**NAME, "basis": DECISION, "details": DETAILS, "seen": bloc.version}
    actor = world.actor("officer")
    with pytest.raises(Conflict, match="31/12/2021"):
        acts.refound_bloc(bloc, actor=actor, valid_from=date(YEAR, 12, 31), **words)
    acts.refound_bloc(bloc, actor=actor, valid_from=date(YEAR + 1, 1, 1), **words)
    bloc.refresh_from_db()
    assert (bloc.ended_on, bloc.end_decision, bloc.kind) == (None, "", "territorial")
    assert bloc.names.count() == 2
    event = AuditEvent.objects.get(act="bloc.refound")
    assert event.old["ended_on"] == "2021-12-31"
    assert event.new["kind"] == "Cụm thi đua"


def test_it_keeps_its_name_where_the_decision_does_not_change_it(world: World):
    actor = world.actor("officer")
    name = world.bloc.names.get()
    acts.refound_bloc(
        world.bloc,
        actor=actor,
        name=name.name,
        short_name=name.short_name,
        valid_from=date(YEAR, 7, 1),
        basis=DECISION,
        details=DETAILS,
        seen=world.bloc.version,
    )
    assert world.bloc.names.count() == 1
    world.bloc.refresh_from_db()
    assert world.bloc.head_title == "Cụm trưởng"


def test_it_is_founded_again_on_its_page(world: World):
    client, address = world.client("officer"), f"/blocs/{world.bloc.pk}/refounding/"
    data = {**NAME, **DETAILS, "valid_from": "01/07/2021", **PAPER, "seen": world.bloc.version}
    assert client.post(address, data | {"seen": 99}).status_code == 409
    assert client.post(address, data).headers["Location"] == (
        f"/blocs/{world.bloc.pk}/years/{YEAR}/composition/"
    )


def test_details_change_without_a_decision(world: World):
    client, address = world.client("officer"), f"/blocs/{world.bloc.pk}/details/"
    data = DETAILS | {"seen": world.bloc.version}
    assert client.post(address, data | {"code": "K2"}).status_code == 409
    assert client.post(address, data | {"head_title": ""}).status_code == 422
    assert client.post(address, data).status_code == 302
    world.bloc.refresh_from_db()
    assert (world.bloc.code, world.bloc.head_title) == ("K9", "Cụm trưởng")
    event = AuditEvent.objects.get(act="bloc.change")
    assert event.old["head_title"] == "Trưởng khối"


def test_details_saved_as_they_are_record_nothing(world: World):
    details = {field: getattr(world.bloc, field) for field in DETAILS}
    acts.change_bloc(world.bloc, actor=world.actor("officer"), details=details, seen=world.bloc.version)
    assert not AuditEvent.objects.exists()


# Ending


def test_a_bloc_ends_by_decision(world: World):
    bloc = end(world)
    bloc.refresh_from_db()
    assert (bloc.ended_on, bloc.end_decision) == (date(YEAR, 12, 31), IN_WORDS)
    with pytest.raises(Conflict, match="Đã kết thúc"):
        end(world, bloc=bloc)


def test_with_members_in_a_later_year_it_does_not_end(world: World):
    bloc = make.make_bloc()
    membership = make.make_membership(bloc, world.units["B"], YEAR + 1, 1)
    with pytest.raises(Conflict, match="trong năm 2022"):
        end(world, bloc=bloc)
    membership.delete()
    end(world, bloc=bloc)


def test_it_does_not_end_before_it_began_or_was_last_named(world: World):
    bloc = make.make_bloc()
    with pytest.raises(Conflict, match="Thành lập ngày 01/01/2015"):
        end(world, bloc=bloc, on=date(2014, 1, 1))
    BlocName.objects.create(bloc=bloc, name="Tên sau", short_name="TS", valid_from=date(2022, 5, 1))
    with pytest.raises(Conflict, match="tên mới"):
        end(world, bloc=bloc)
    end(world, bloc=bloc, on=date(2022, 5, 1))


def test_with_a_later_year_opened_it_does_not_end(world: World):
    with pytest.raises(Conflict, match="Năm 2021 đã mở"):
        end(world, bloc=world.bloc, on=date(2020, 12, 31))


def test_the_open_years_are_named_before_it_ends(world: World):
    world.bloc.ended_on = date(YEAR, 12, 31)
    [told] = ports.consequences_of("bloc.end", world.bloc)
    assert told.startswith("Năm 2021 chưa kết thúc")


def test_the_page_tells_first_and_ends_then(world: World):
    client, address = world.client("officer"), f"/blocs/{world.bloc.pk}/end/"
    data = {"ended_on": "31/12/2021", **NEW_DECISION, "seen": world.bloc.version}
    response = client.post(address, data)
    assert response.context["consequences"][0] == "Khối thi đua K1 kết thúc từ hết ngày 31/12/2021."
    world.bloc.refresh_from_db()
    assert world.bloc.ended_on is None
    assert client.post(address, data | {"confirmed": "1"}).status_code == 302
    world.bloc.refresh_from_db()
    assert world.bloc.ended_on == date(YEAR, 12, 31)
    text = client.get(f"/blocs/{world.bloc.pk}/").content.decode()
    assert "Kết thúc ngày 31/12/2021" in text
    assert "/naming/" not in text


# Decisions


def test_a_decision_is_recorded_once(world: World):
    rename(world)
    rename(world, name="Tên khác", valid_from=date(YEAR, 8, 1))
    assert CompositionDecision.objects.count() == 1


def test_a_scan_comes_to_the_decision_that_had_none(world: World):
    rename(world)
    scanned = NewDecision(DECISION.issuer, DECISION.number, DECISION.dated_on, "", (PDF, "application/pdf"))
    rename(world, name="Tên khác", valid_from=date(YEAR, 8, 1), basis=scanned)
    assert CompositionDecision.objects.get().document.read() == PDF


def test_a_decision_is_corrected_by_its_paper(world: World):
    decision = CompositionDecision.objects.create(bloc=world.bloc, number="1", issuer="UBND")
    with pytest.raises(NotAllowed):
        correct_decision(decision, DECISION, actor=world.actor("secretariat"))
    correct_decision(decision, DECISION, actor=world.actor("officer"))
    decision.refresh_from_db()
    assert decision.number == "15/QĐ-UBND"
    event = AuditEvent.objects.get(act="compositiondecision.change")
    assert event.old["number"] == "1"
    client, address = world.client("officer"), f"/bloc-decisions/{decision.pk}/"
    seen = {"seen": seen_of(decision)}
    assert client.post(address, PAPER | seen | {"issuer": ""}).status_code == 422
    assert client.post(address, PAPER | seen | {"dated_on": "05/01/2021"}).status_code == 302


def test_two_who_correct_a_decision_do_not_overwrite_each_other(world: World):
    """Who only attaches the scan does not bring back the number that another one has corrected."""
    decision = CompositionDecision.objects.create(bloc=world.bloc, number="1", issuer="UBND")
    client, address = world.client("officer"), f"/bloc-decisions/{decision.pk}/"
    stale = client.get(address).context["form"]["seen"].value()
    correct_decision(decision, DECISION, actor=world.actor("operator"))
    typed = {"number": "1", "issuer": "UBND"}
    assert client.post(address, typed | {"seen": stale}).status_code == 409
    decision.refresh_from_db()
    assert decision.number == "15/QĐ-UBND"
    assert client.post(address, PAPER | {"seen": seen_of(decision), "source": "Công báo"}).status_code == 302
    decision.refresh_from_db()
    assert decision.source == "Công báo"


def test_a_code_has_no_blanks(world: World):
    """It is typed at the command line and looked for in lists."""
    client = world.client("officer")
    data = {**NAME, **DETAILS, **NEW_DECISION, "valid_from": "04/01/2021"}
    refused = client.post("/blocs/new/", data | {"code": "K 9"})
    assert refused.status_code == 422
    assert "Ghi mã không có dấu cách" in refused.content.decode()
    assert client.post("/blocs/new/", data).status_code == 302


@pytest.mark.parametrize(
    ("founded", "year"), [("04/01/1975", 0), ("31/12/2099", 1)], ids=["long ago", "far ahead"]
)
def test_after_a_founding_the_page_of_the_members_is_there(world: World, founded: str, year: int):
    """Of the year of the day, as far as members can be set."""
    client = world.client("officer")
    data = {**NAME, **DETAILS, **NEW_DECISION, "valid_from": founded}
    response = client.post("/blocs/new/", data, follow=True)
    assert response.status_code == 200
    assert response.context["year"] == clock.today().year + year


def test_after_a_founding_again_too(world: World):
    world.bloc.names.update(valid_from=date(1950, 1, 1))
    client, address = world.client("officer"), f"/blocs/{world.bloc.pk}/refounding/"
    data = {**NAME, **DETAILS, **NEW_DECISION, "valid_from": "01/01/1975", "seen": world.bloc.version}
    response = client.post(address, data, follow=True)
    assert (response.status_code, response.context["year"]) == (200, 1990)


def test_the_scan_is_reached_through_the_bloc_alone(world: World):
    decision = CompositionDecision.objects.create(
        bloc=world.bloc,
        number="1",
        issuer="UBND",
        document=store_bytes(PDF, content_type="application/pdf"),
    )
    address = f"/bloc-decisions/{decision.pk}/document/"
    response = world.client("leader").get(address)
    assert response.content == PDF
    assert response.headers["Content-Disposition"] == (f'attachment; filename="quyet-dinh-{decision.pk}.pdf"')
    assert world.client("outside_leader").get(address).status_code == 404
    assert address in world.client("leader").get(f"/blocs/{world.bloc.pk}/").content.decode()


def test_another_blocs_decision_is_no_choice(world: World):
    foreign = CompositionDecision.objects.create(bloc=world.other_bloc, number="9", issuer="UBND")
    data = {**NAME, "valid_from": "01/07/2021", "decision": foreign.pk, "seen": world.bloc.version}
    assert world.client("officer").post(f"/blocs/{world.bloc.pk}/naming/", data).status_code == 422
    assert world.bloc.names.count() == 1


@pytest.mark.parametrize("page", ["naming/", "refounding/", "details/", "end/"])
def test_the_pages_ask_few_questions(world: World, page: str):
    client = world.client("operator")
    assert count_queries(client, f"/blocs/{world.bloc.pk}/{page}") <= MOST_QUERIES
