"""Who may bring what of a roster: what is not theirs to set is left as it is, and what they do not see is not there."""

from datetime import date

import pytest

from blocs.imports.roster.kind import can_import_roster
from blocs.models import (
    AuditEvent,
    Membership,
    Office,
    Organization,
    OrganizationName,
    Person,
    Representation,
)
from blocs.models.representation import Duty
from tests import factories as make
from tests.blocs.rosters import cells, decided, errors, planned, says, states, written
from tests.cast import PERSONAS, World

REGISTER = [Organization, OrganizationName, Membership, Office]


def row(code: str, **more: str) -> dict[str, str]:
    return {"code": code, "name": f"Hội {code}", **more}


def test_keepers_of_the_register_and_secretariats_bring_rosters(world: World):
    may = {persona for persona in PERSONAS if can_import_roster(world.actor(persona))}
    assert may == {"officer", "operator", "secretariat", "other_secretariat"}


def test_a_secretariat_enters_the_clerks_of_its_members(world: World):
    rows = [row("B", clerk="Cán bộ mới", clerk_email="moi@example.org")]
    found = written(rows, world.actor("secretariat"))
    assert states(found) == ["changed"]
    assert Representation.objects.filter(person__name="Cán bộ mới", duty=Duty.CLERK).exists()
    assert states(planned(rows, world.actor("secretariat"))) == ["same"]


def test_all_else_is_barred_and_left(world: World):
    typed = {
        "short_name": "B mới", "kind": "Liên hiệp hội", "founded_on": "01/01/2001", "bloc": "K1", "order": "1",
        "competes": "không", "office": "Phó trưởng khối", "leader": "Chủ tịch mới", "leader_title": "Phó Chủ tịch",
        "leader_email": "moi@example.org", "into": "C",
    }  # fmt: skip
    before = [list(model.objects.order_by("pk").values()) for model in REGISTER]
    found = written(
        [row("B", **typed) | {"name": "Hội B mới", "clerk": "Cán bộ mới"}],
        world.actor("secretariat"),
        decided(),
    )
    marks = {name: mark for name, (mark, _old, _new) in cells(found.rows[0]).items()}
    assert {name for name, mark in marks.items() if mark == "barred"} == set(typed) - {"bloc"} | {"name"}
    assert {name for name, mark in marks.items() if mark == "new"} == {"clerk"}
    assert [list(model.objects.order_by("pk").values()) for model in REGISTER] == before
    assert not Person.objects.filter(name="Chủ tịch mới").exists()
    assert Person.objects.filter(name="Cán bộ mới").exists()


def test_a_row_with_nothing_of_theirs_is_barred(world: World):
    found = planned([row("B", kind="Liên hiệp hội")], world.actor("secretariat"))
    assert states(found) == ["barred"]
    assert cells(found.rows[0])["kind"] == ("barred", "Hội", "Liên hiệp hội")


def test_a_leader_where_there_is_none_is_theirs_to_enter(world: World):
    make.end_leaders(world.units["B"])
    typed = {"leader": "Chủ tịch mới", "leader_title": "Chủ tịch", "since": "15/07/2021"}
    written([row("B", **typed)], world.actor("secretariat"))
    assert Representation.objects.filter(person__name="Chủ tịch mới", duty=Duty.LEADER).exists()


@pytest.mark.parametrize("typed", [{"code": "D", "name": "Hội D"}, {"name": "Hội D"}, {"code": "D"}])
def test_what_they_do_not_see_is_told_as_what_does_not_exist(world: World, typed: dict):
    nowhere = {key: value.replace("D", "Z") for key, value in typed.items()}
    found = planned([{**typed, "clerk": "Cán bộ D"}], world.actor("secretariat"))
    other = planned([{**nowhere, "clerk": "Cán bộ D"}], world.actor("secretariat"))
    assert errors(found) == errors(other)
    assert len(errors(found)) == 1
    assert errors(planned([{**typed, "clerk": "Cán bộ D"}], world.actor("other_secretariat"))) == []


def test_another_bloc_does_not_exist_for_them(world: World):
    seen, unseen = (
        errors(planned([row("B", bloc=bloc)], world.actor("secretariat")))[0] for bloc in ("K2", "K9")
    )
    assert seen.replace("K2", "K9") == unseen


def test_contact_details_of_those_who_are_more_are_barred_unseen(world: World):
    """A leader who also sits on the council is no longer the secretariat's to change; nor is what is recorded."""
    person = world.users["leader_on_board"].person
    person.work_email, person.work_phone = "bi-mat@example.org", "0225 3842 345"
    person.name = "Phó Chủ tịch C"
    person.save()
    found = planned(
        [row("C", leader="Phó Chủ tịch C", leader_email="moi@example.org")], world.actor("secretariat")
    )
    assert cells(found.rows[0]) == {"leader_email": ("barred", "", "moi@example.org")}
    assert "bi-mat" not in repr(found.rows)


def test_contact_details_of_members_people_alone_are_theirs(world: World):
    Person.objects.filter(name="Văn phòng B").update(work_email="cu@example.org")
    found = written(
        [row("B", clerk="Văn phòng B", clerk_email="moi@example.org")], world.actor("secretariat")
    )
    assert Person.objects.get(name="Văn phòng B").work_email == "moi@example.org"
    assert "cu@example.org" not in repr(found.rows)


def test_the_address_of_somebody_unseen_is_nobodys(world: World):
    make.make_person("Người không thấy", work_email="an@example.org")
    rows = [row("B", clerk="Cán bộ mới", clerk_email="an@example.org")]
    assert errors(planned(rows, world.actor("secretariat"))) == []
    assert "Người không thấy" in errors(planned(rows, world.actor("officer")))[0]


def test_a_member_that_has_left_is_no_longer_theirs(world: World):
    Membership.objects.filter(organization__code="C").update(left_on=date(2021, 5, 31))
    found = planned([row("C", clerk="Cán bộ mới")], world.actor("secretariat"))
    assert states(found) == ["barred"]
    assert says(found.rows[0]) == ""


def test_every_act_is_recorded_under_who_did_it(world: World):
    written([row("B", clerk="Cán bộ mới")], world.actor("secretariat"))
    acts = AuditEvent.objects.filter(user=world.users["secretariat"]).values_list("act", flat=True)
    assert sorted(acts) == ["person.add", "representation.add"]
