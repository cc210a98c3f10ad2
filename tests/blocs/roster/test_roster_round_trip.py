"""A roster that was taken out says nothing new when it is brought again, whatever stands in the register."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from blocs import clock
from blocs.actor import Actor
from blocs.exports.roster import roster_sheet
from blocs.imports import engine
from blocs.imports.roster.kind import ROSTER
from blocs.models import (
    AccessEvent,
    AuditEvent,
    ImportRun,
    Membership,
    Office,
    Organization,
    OrganizationName,
    Person,
    Representation,
    RowState,
    SigningForm,
    Succession,
)
from blocs.models.office import OfficeRole
from blocs.models.organization import OrganizationKind
from blocs.models.representation import Duty
from blocs.queries.register import organizations
from blocs.workbook import workbook
from tests import factories as make
from tests.blocs.rosters import told
from tests.cast import YEAR, World

ROSTER_PAGE = "/organizations/roster/"


def taken_out(actor: Actor) -> bytes:
    """The workbook of all organisations the actor sees."""
    sheet = roster_sheet(organizations(actor), actor=actor, year=YEAR, narrowed="")
    return workbook(sheet, who="Chuyên viên", at=clock.now())


def brought(content: bytes, actor: Actor, **options: Any) -> ImportRun:
    run = engine.bring(ROSTER, content, "danh-sach.xlsx", told(**options), actor=actor)
    return engine.check(run, actor=actor)


def all_unchanged(run: ImportRun) -> bool:
    rows = list(run.rows.values("number", "state", "texts", "cells", "say"))
    changed = [row for row in rows if row["state"] != RowState.SAME]
    assert (changed, run.troubles, run.notes) == ([], [], [])
    return bool(rows)


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written in it is gone afterwards: one example does not see another's rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# Names as offices write them, and what a program could take for something else.
SIGNS = st.sampled_from(list('abđưạếỗ ABĐƯ=+-@|%#&<>"()0129.,;/_'))
WORDS = st.text(SIGNS, min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
FORMS = st.sampled_from(["NFC", "NFD"])
DAYS = st.dates(date(1950, 1, 1), date(2014, 12, 31))
PHONES = st.sampled_from(
    ["", "0225 3842 345", "+84 912 345 678", "912345678", "máy lẻ 12", "(0225) 3.842.345"]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    return unicodedata.normalize(draw(FORMS), draw(WORDS))


@st.composite
def people(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "name": draw(texts()),
        "work_email": draw(st.sampled_from(["", "chung@example.org", "Rieng@example.org"])),
        "work_phone": draw(PHONES),
        "title": draw(texts()),
        "form": draw(st.sampled_from(SigningForm.values)),
        "since": draw(st.dates(date(2015, 1, 1), date(2021, 6, 30))),
    }


@st.composite
def units(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "code": draw(st.text(st.sampled_from("aB1-=+07E."), min_size=1, max_size=8)),
        "names": draw(st.lists(st.tuples(texts(), texts()), min_size=1, max_size=3)),
        "kind": draw(st.sampled_from(OrganizationKind.values)),
        "founded_on": draw(st.none() | DAYS),
        "joint": draw(st.booleans()),
        "leaders": draw(st.lists(people(), max_size=2)),
        "clerks": draw(st.lists(people(), max_size=3)),
        "competes": draw(st.sampled_from([None, True, False])),
        "beside": draw(st.booleans()),
        "office": draw(st.sampled_from([None, None, OfficeRole.DEPUTY])),
        "fate": draw(st.sampled_from(["", "", "", "left", "dissolved", "merged"])),
    }


def build(world: World, told_units: list[dict[str, Any]]) -> None:
    known = {code.lower() for code in Organization.objects.values_list("code", flat=True)}
    for number, told_of in enumerate(told_units):
        code = told_of["code"] if told_of["code"].lower() not in known else f"{told_of['code']}-{number}"
        known.add(code.lower())
        unit = Organization.objects.create(
            code=code,
            kind=told_of["kind"],
            founded_on=told_of["founded_on"],
            joint_leadership=told_of["joint"],
        )
        for year, (name, short) in enumerate(told_of["names"], start=2016):
            OrganizationName.objects.create(
                organization=unit, name=name, short_name=short, valid_from=date(year, 1, 1)
            )
        live(world, unit, told_of, number)


def live(world: World, unit: Organization, told_of: dict[str, Any], number: int) -> None:
    gone = told_of["fate"] in ("dissolved", "merged")
    for duty, held in ((Duty.LEADER, told_of["leaders"]), (Duty.CLERK, told_of["clerks"])):
        for one in held if duty == Duty.CLERK or told_of["joint"] else held[:1]:
            known = {name: one[name] for name in ("name", "work_email", "work_phone")}
            Representation.objects.create(
                person=Person.objects.create(**known),
                organization=unit,
                duty=duty,
                position_title=one["title"],
                signing_form=one["form"] if duty == Duty.LEADER else "",
                since=one["since"],
                until=date(2021, 6, 30) if gone else None,
            )
    if told_of["competes"] is not None:
        left = date(2021, 6, 30) if told_of["fate"] else None
        Membership.objects.create(
            bloc=world.bloc, organization=unit, year=YEAR, order=10 + 2 * number,
            competes=told_of["competes"], left_on=left,
        )  # fmt: skip
        if told_of["beside"] and not left:
            make.make_membership(world.other_bloc, unit, YEAR, 10 + number, competes=False)
        if told_of["office"] and told_of["competes"] and not left:
            make.make_head(world.bloc, unit, YEAR, told_of["office"])
    if gone:
        unit.dissolved_on = date(2021, 6, 30)
        unit.save()
    if told_of["fate"] == "merged":
        Succession.objects.create(
            predecessor=unit, successor=world.units["B"], kind="merged", effective_on=date(2021, 7, 1)
        )


# An example builds a city: to look for the smallest one that fails would take minutes.
@settings(
    max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(told_units=st.lists(units(), min_size=1, max_size=4))
def test_what_is_taken_out_comes_back_unchanged(world: World, told_units: list):
    with taken_back():
        build(world, told_units)
        for persona in ("officer", "secretariat"):
            actor = world.actor(persona)
            assert all_unchanged(brought(taken_out(actor), actor))
            assert all_unchanged(brought(taken_out(actor), actor, whole=True))


def test_the_city_of_the_tests_comes_back_unchanged(world: World):
    for persona in ("officer", "operator", "secretariat", "other_secretariat"):
        actor = world.actor(persona)
        assert all_unchanged(brought(taken_out(actor), actor))


def test_a_changed_cell_is_found_among_the_unchanged(world: World):
    """The twin of the above: the way there and back does see what differs."""
    actor = world.actor("officer")
    content = taken_out(actor)
    Organization.objects.filter(code="B").update(kind=OrganizationKind.UNION)
    run = brought(content, actor)
    changed = run.rows.get(state=RowState.CHANGED)
    assert changed.cells == {"kind": ["changed", "Liên hiệp hội", "Hội", ""]}


# The page it is taken out from


def sheet_of(response) -> list[list[Any]]:
    page = load_workbook(BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_it_has_what_the_list_shows_in_its_order(world: World):
    response = world.client("officer").post(f"{ROSTER_PAGE}?sort=-name&bloc={world.bloc.pk}")
    rows = sheet_of(response)
    head = next(number for number, row in enumerate(rows) if row[0] == "Mã đơn vị")
    assert list(dict.fromkeys(row[0] for row in rows[head + 1 :])) == ["C", "B", "A"]
    assert "Khối K1" in str(rows[2][0])


def test_taking_it_out_is_noted(world: World):
    world.client("officer").post(ROSTER_PAGE)
    event = AccessEvent.objects.get()
    assert (event.what, event.user) == ("organizations.roster", world.users["officer"])
    assert event.rows == 5
    assert AuditEvent.objects.count() == 0


def test_contact_columns_are_for_keepers_alone(world: World):
    Person.objects.filter(name="Văn phòng B").update(
        work_email="vp-b@example.org", work_phone="0225 3842 345"
    )
    kept, absent = (world.client(persona).post(ROSTER_PAGE) for persona in ("officer", "secretariat"))
    assert "vp-b@example.org" in str(sheet_of(kept))
    assert "Email" in str(sheet_of(kept))
    told_them = str(sheet_of(absent))
    assert "Văn phòng B" in told_them
    for unseen in ("vp-b@example.org", "0225 3842 345", "Email", "Điện thoại"):
        assert unseen not in told_them


@pytest.mark.parametrize("persona", ["leader", "clerk", "board", "city_leader", "nobody"])
def test_it_is_for_those_who_bring_rosters(world: World, persona: str):
    client = world.client(persona)
    assert client.post(ROSTER_PAGE).status_code == 403
    assert ROSTER_PAGE not in client.get("/organizations/").content.decode()
    assert ROSTER_PAGE in world.client("officer").get("/organizations/").content.decode()


def test_an_office_of_an_earlier_year_stays_out(world: World):
    Office.objects.update(year=2020)
    rows = sheet_of(world.client("officer").post(ROSTER_PAGE))
    assert "Trưởng khối" not in str(rows)
