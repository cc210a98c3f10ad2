"""Everything ever done to one object and to the rows that belong to it."""

from io import BytesIO

import pytest
from django.db import transaction
from openpyxl import load_workbook

from blocs.audit import record
from blocs.models import AccessEvent, Succession
from blocs.models.organization import SuccessionKind
from blocs.models.representation import Representation
from emulation.models import ScoreLine
from tests import factories as make
from tests.cast import World
from tests.emulation.sheets import answered_sheet, open_scoring
from tests.queries import MOST_QUERIES, count_queries


def note(world: World, act: str, obj, **what) -> None:
    with transaction.atomic():
        record(act, obj, actor=world.actor("operator"), label=act, **what)


def told(world: World, kind: str, pk: int, persona: str = "officer") -> list[str]:
    response = world.client(persona).get(f"/history/{kind}/{pk}/")
    assert response.status_code == 200
    return [line.label for line in response.context["lines"]][::-1]


def test_an_organisation_with_its_names_successions_duties_and_sheets(world: World):
    unit, other = world.units["B"], world.units["C"]
    succession = Succession.objects.create(
        predecessor=other, successor=unit, kind=SuccessionKind.MERGED, effective_on=make.LONG_AGO
    )
    note(world, "organization.enter", unit)
    note(world, "organizationname.add", unit.names.get(), organization_id=unit.pk)
    note(world, "succession.add", succession)
    note(
        world,
        "representation.add",
        Representation.objects.filter(organization=unit).first(),
        organization_id=unit.pk,
    )
    note(world, "organization.rename", other, organization_id=other.pk)
    note(world, "scoresheet.start", world.cycle, organization_id=unit.pk, bloc_id=world.bloc.pk)
    assert told(world, "blocs.organization", unit.pk) == [
        "organization.enter",
        "organizationname.add",
        "succession.add",
        "representation.add",
        "scoresheet.start",
    ]


def test_a_bloc_and_a_year_of_it(world: World):
    note(world, "bloc.rename", world.bloc, bloc_id=world.bloc.pk)
    note(world, "cycle.lock", world.cycle, bloc_id=world.bloc.pk, year=2021)
    note(world, "pledge.sign", world.units["B"], bloc_id=world.bloc.pk, year=2021)
    note(world, "cycle.lock", world.cycle, bloc_id=world.bloc.pk, year=2020)
    note(world, "cycle.close", world.other_cycle, bloc_id=world.other_bloc.pk, year=2021)
    note(world, "year.change", world.cycle.year, year=2021)
    assert told(world, "blocs.bloc", world.bloc.pk) == [
        "bloc.rename",
        "cycle.lock",
        "pledge.sign",
        "cycle.lock",
    ]
    assert told(world, "emulation.cycle", world.cycle.pk) == ["cycle.lock", "pledge.sign"]
    assert told(world, "emulation.cycle", world.cycle.pk, "secretariat") == told(
        world, "emulation.cycle", world.cycle.pk
    )
    assert told(world, "emulation.emulationyear", 2021) == ["year.change"]


def test_a_person_with_account_duties_and_ties(world: World):
    user = world.users["leader"]
    note(world, "person.change", user.person)
    note(world, "user.invite", user)
    note(world, "representation.add", user.person.representations.get())
    note(world, "affiliation.add", make.make_affiliation(user, world.units["C"]))
    note(world, "person.change", world.users["clerk"].person)
    assert told(world, "blocs.person", user.person_id) == [
        "person.change",
        "user.invite",
        "representation.add",
        "affiliation.add",
    ]


def test_a_row_that_is_no_more_keeps_its_records(world: World):
    tie = make.make_affiliation(world.users["board"], world.units["B"])
    note(world, "affiliation.add", tie, organization_id=world.units["B"].pk)
    pk = tie.pk
    tie.delete()
    assert told(world, "blocs.affiliation", pk) == ["affiliation.add"]


@pytest.mark.parametrize(
    ("kind", "pk", "persona"),
    [
        ("blocs.organization", 0, "officer"),
        ("blocs.bloc", 0, "operator"),
        ("emulation.cycle", 0, "operator"),
        ("blocs.nothing", 1, "officer"),
        ("sessions.session", 1, "operator"),
        ("blocs.user", 99999, "operator"),
        ("../x", 1, "operator"),
    ],
)
def test_what_is_not_there_has_no_records(world: World, kind: str, pk: int, persona: str):
    note(world, "bloc.rename", world.bloc, bloc_id=world.bloc.pk, year=2021)
    assert world.client(persona).get(f"/history/{kind}/{pk}/").status_code == 404


def test_an_object_of_another_bloc_has_no_page(world: World):
    unit = world.units["D"]
    note(world, "organization.rename", unit, organization_id=unit.pk)
    for kind, pk in [("blocs.organization", unit.pk), ("blocs.bloc", world.other_bloc.pk)]:
        assert world.client("secretariat").get(f"/history/{kind}/{pk}/").status_code == 404
        assert world.client("other_secretariat").get(f"/history/{kind}/{pk}/").status_code == 200


def test_an_object_without_records_says_so(world: World):
    response = world.client("secretariat").get(f"/history/blocs.organization/{world.units['C'].pk}/")
    assert response.status_code == 200
    assert "Chưa có bản ghi nào" in response.content.decode()


def test_the_records_of_an_object_are_taken_out(world: World):
    unit = world.units["B"]
    note(world, "organization.rename", unit, organization_id=unit.pk)
    note(world, "organization.rename", world.units["C"])
    response = world.client("officer").post(f"/history/blocs.organization/{unit.pk}/export/")
    page = load_workbook(BytesIO(response.content)).active
    assert "Hội B" in page["A1"].value
    assert page.max_row == 5
    assert AccessEvent.objects.get().rows == 1
    path = f"/history/blocs.organization/{world.units['D'].pk}/export/"
    assert world.client("secretariat").post(path).status_code == 404


def test_pages_of_objects_ask_few_questions(world: World):
    unit, person = world.units["B"], world.users["leader"].person
    open_scoring(world)
    sheet = answered_sheet(world)
    note(
        world,
        "score_line.save",
        ScoreLine.objects.filter(sheet=sheet).first() or sheet,
        organization_id=unit.pk,
    )
    addresses = [
        f"/history/blocs.organization/{unit.pk}/",
        f"/history/blocs.bloc/{world.bloc.pk}/",
        f"/history/emulation.cycle/{world.cycle.pk}/",
        f"/history/emulation.scoresheet/{sheet.pk}/",
        f"/history/blocs.person/{person.pk}/",
    ]

    def grow(number: int) -> None:
        for _ in range(number):
            other = make.make_organization()
            what = {"new": {"organization": other, "person": make.make_person()}}
            note(
                world,
                "organization.rename",
                unit,
                organization_id=unit.pk,
                bloc_id=world.bloc.pk,
                year=2021,
                **what,
            )
            note(world, "person.change", person, **what)
            note(
                world,
                "scoresheet.start",
                sheet,
                organization_id=unit.pk,
                bloc_id=world.bloc.pk,
                year=2021,
                **what,
            )

    grow(2)
    few = {address: count_queries(world.client("officer"), address) for address in addresses}
    grow(20)
    assert {address: count_queries(world.client("officer"), address) for address in addresses} == few
    assert max(few.values()) <= MOST_QUERIES, few
