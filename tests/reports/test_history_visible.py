"""Who reads which records: of other blocs, of dossiers, of council members, of ties."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.db import transaction
from openpyxl import load_workbook

from awards.models import Nomination
from awards.models.nomination import NominationState
from blocs.actor import Actor, Capacity
from blocs.audit import record
from blocs.models import Appointment, Role
from reports.queries.history import OF_THE_BLOC, audit_visible_to
from tests import factories as make
from tests.awards.dossiers import make_flag, make_nomination, make_snapshot
from tests.cast import World


def note(world: World, act: str, obj, **what) -> None:
    with transaction.atomic():
        record(act, obj, actor=world.actor("operator"), label=act, **what)


def told(world: World, persona: str) -> list[str]:
    """The acts that a persona reads on the page, which are those of the export as well."""
    client = world.client(persona)
    response = client.get("/history/")
    if response.status_code == 404:
        assert client.post("/history/export/").status_code == 404
        return []
    labels = [line.label for line in response.context["lines"]]
    book = load_workbook(BytesIO(client.post("/history/export/").content)).active
    assert [row[6].value for row in book.iter_rows(min_row=book.max_row - len(labels) + 1)] == labels
    return sorted(labels)


def a_nomination(world: World, unit: str = "B", state: str = NominationState.RECEIVED) -> Nomination:
    """A dossier; one council member may not judge B."""
    leader = world.users["head_leader"]
    snapshot = make_snapshot(world.cycle, [world.units[code] for code in "ABC"], leader)
    return make_nomination(snapshot, world.units[unit], make_flag(), leader, state)


def note_dossier(world: World, nomination: Nomination) -> None:
    where = {"bloc_id": world.bloc.pk, "organization_id": world.units["B"].pk, "year": 2021}
    for act in ("nomination.prepare", "nomination.receive", "nomination.appraise", "nomination.give_opinion"):
        note(world, act, nomination, **where)


@pytest.fixture
def city(world: World) -> World:
    """One record of each place: the city, either bloc, a member of each without its bloc."""
    note(world, "year.open", world.cycle.year, year=2021)
    note(world, "cycle.lock", world.cycle, bloc_id=world.bloc.pk, year=2021)
    note(world, "cycle.close", world.other_cycle, bloc_id=world.other_bloc.pk, year=2021)
    note(world, "organization.rename", world.units["B"], organization_id=world.units["B"].pk)
    note(world, "organization.enter", world.units["D"], organization_id=world.units["D"].pk)
    note(world, "user.add", world.users["leader"])
    tie = make.make_affiliation(world.users["board"], world.units["B"])
    note(world, "affiliation.add", tie, organization_id=world.units["B"].pk)
    return world


ALL = {
    "year.open",
    "cycle.lock",
    "cycle.close",
    "organization.rename",
    "organization.enter",
    "user.add",
    "affiliation.add",
}


@pytest.mark.parametrize(
    ("persona", "acts"),
    [
        ("operator", ALL),
        ("officer", ALL),
        ("city_leader", ALL),
        ("secretariat", {"cycle.lock", "organization.rename"}),
        ("other_secretariat", {"cycle.close", "organization.enter"}),
        *((persona, set()) for persona in ("leader", "clerk", "head_leader", "board", "leader_on_board")),
    ],
)
def test_each_reads_what_its_duty_covers(city: World, persona: str, acts: set[str]):
    assert told(city, persona) == sorted(acts)


@pytest.mark.parametrize(
    ("persona", "verbs"),
    [
        ("operator", ["appraise", "prepare", "receive"]),
        ("officer", ["appraise", "give_opinion", "prepare", "receive"]),
        ("city_leader", ["appraise", "give_opinion", "prepare", "receive"]),
        ("secretariat", ["prepare", "receive"]),
        ("other_secretariat", []),
        ("head_leader", []),
        ("board", []),
        ("conflicted_board", []),
        ("leader_on_board", []),
    ],
)
def test_of_a_dossier_each_reads_what_its_pages_show(world: World, persona: str, verbs: list[str]):
    nomination = a_nomination(world)
    note_dossier(world, nomination)
    assert told(world, persona) == [f"nomination.{verb}" for verb in verbs]
    status = world.client(persona).get(f"/history/awards.nomination/{nomination.pk}/").status_code
    assert status == (200 if verbs else 404)


def test_a_dossier_in_preparation_is_the_blocs_alone(world: World):
    note_dossier(world, a_nomination(world, state=NominationState.PREPARING))
    assert told(world, "officer") == []
    assert told(world, "secretariat") == ["nomination.prepare", "nomination.receive"]


def also(world: World, persona: str, role: str, **fields) -> None:
    """Gives a persona a second role, in which it acts from now on."""
    person = world.users[persona].person
    Appointment.objects.create(person=person, role=role, since=make.LONG_AGO, **fields)
    world.roles[persona] = role


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.CITY_OFFICER, Role.CITY_LEADER, Role.SECRETARIAT])
def test_a_council_member_in_conflict_reads_nothing_of_the_dossier_in_any_role(world: World, role: str):
    nomination = a_nomination(world)
    note_dossier(world, nomination)
    bloc = {"bloc": world.bloc} if role == Role.SECRETARIAT else {}
    for persona, reads in [("conflicted_board", False), ("board", True)]:
        also(world, persona, role, **bloc)
        assert bool(told(world, persona)) == reads, persona
        page = world.client(persona).get(f"/history/awards.nomination/{nomination.pk}/")
        assert page.status_code == (200 if reads else 404)


def test_records_of_dossiers_of_other_units_stay_open_to_a_council_member_in_conflict(world: World):
    nomination = a_nomination(world, "C")
    note(
        world,
        "nomination.receive",
        nomination,
        bloc_id=world.bloc.pk,
        organization_id=world.units["C"].pk,
        year=2021,
    )
    also(world, "conflicted_board", Role.CITY_OFFICER)
    assert told(world, "conflicted_board") == ["nomination.receive"]


def test_what_a_bloc_reads_of_dossiers_is_a_list_and_not_the_rest(world: World):
    nomination = a_nomination(world)
    note(world, "nomination.something_new", nomination, bloc_id=world.bloc.pk)
    assert told(world, "secretariat") == []
    assert "nomination.appraise" not in OF_THE_BLOC
    assert "nomination.give_opinion" not in OF_THE_BLOC


def test_opinions_stay_out_of_the_operators_tables_too(world: World):
    note_dossier(world, a_nomination(world))
    text = world.client("operator").get("/admin/blocs/auditevent/").content.decode()
    assert "nomination.appraise" in text
    assert "nomination.give_opinion" not in text


def test_an_operator_who_may_not_judge_a_unit_finds_no_dossier_of_it_in_the_tables(world: World):
    note_dossier(world, a_nomination(world))
    for persona, reads in [("conflicted_board", False), ("board", True)]:
        also(world, persona, Role.OPERATOR)
        text = world.client(persona).get("/admin/blocs/auditevent/").content.decode()
        assert ("nomination.appraise" in text) == reads, persona


def test_accesses_stand_in_the_operators_tables_to_be_read(world: World):
    world.client("officer").post("/history/export/")
    client = world.client("operator")
    assert "history.export" in client.get("/admin/blocs/accessevent/").content.decode()
    assert client.get("/admin/blocs/accessevent/add/").status_code == 403


def test_a_secretariat_reads_on_the_page_of_a_member_what_belongs_to_its_own_bloc(world: World):
    unit = world.units["C"]
    make.make_membership(world.other_bloc, unit, 2019, 3)
    note(world, "membership.join", unit, bloc_id=world.bloc.pk, organization_id=unit.pk)
    note(world, "membership.leave", unit, bloc_id=world.other_bloc.pk, organization_id=unit.pk)
    for persona, acts in [
        ("secretariat", ["membership.join"]),
        ("other_secretariat", ["membership.leave"]),
        ("officer", ["membership.leave", "membership.join"]),
    ]:
        page = world.client(persona).get(f"/history/blocs.organization/{unit.pk}/")
        assert [line.label for line in page.context["lines"]] == acts, persona


def test_one_who_has_no_capacity_reads_nothing(world: World):
    actor = world.actor("officer")
    assert not audit_visible_to(replace(actor, capacity=None)).exists()
    assert not audit_visible_to(Actor(capacity=Capacity("x", "x", "x"))).exists()
