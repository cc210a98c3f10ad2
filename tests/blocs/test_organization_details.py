"""Correcting the details of an organisation."""

from datetime import date

import pytest

from blocs.actions.organization import edit_organization
from blocs.errors import Conflict, NotAllowed, Stale
from blocs.models import AuditEvent, Representation
from blocs.models.representation import Duty
from tests import factories as make
from tests.blocs.organizations import fresh, told
from tests.cast import World


def edit(world: World, unit: str = "B", persona: str = "officer", **changed):
    organization = fresh(world.units[unit])
    values = {
        "code": organization.code,
        "kind": organization.kind,
        "founded_on": organization.founded_on,
        "joint_leadership": organization.joint_leadership,
    }
    return edit_organization(organization, actor=world.actor(persona), **values | changed)


def page(world: World, unit: str = "B") -> str:
    return f"/organizations/{world.units[unit].pk}/details/"


def test_the_page_shows_what_is_recorded_and_saves_what_is_typed(world: World):
    client = world.client("officer")
    assert 'value="B"' in told(client.get(page(world)))
    typed = {"code": "HB", "kind": "union_of_associations", "founded_on": "05/06/1999", "version": 1}
    assert client.post(page(world), typed).url == f"/organizations/{world.units['B'].pk}/"
    unit = fresh(world.units["B"])
    assert (unit.code, unit.kind, unit.founded_on, unit.version) == (
        "HB",
        "union_of_associations",
        date(1999, 6, 5),
        2,
    )


def test_only_what_changed_is_on_record(world: World):
    edit(world, founded_on=date(1999, 6, 5))
    event = AuditEvent.objects.get(act="organization.edit")
    assert (event.old, event.new) == ({}, {"founded_on": "1999-06-05"})
    edit(world)
    assert AuditEvent.objects.filter(act="organization.edit").count() == 1


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(world: World):
    edit(world, code="HB")
    with pytest.raises(Stale):
        edit(world, code="HB2", version=1)
    typed = {"code": "HB3", "kind": "association", "version": 1}
    assert world.client("officer").post(page(world), typed).status_code == 409
    assert fresh(world.units["B"]).code == "HB"
    assert world.client("officer").post(page(world), typed | {"version": 2}).status_code == 302


def test_a_code_of_another_is_refused(world: World):
    with pytest.raises(Conflict):
        edit(world, code="c")
    assert edit(world, code="b").code == "b"


def test_the_founding_does_not_lie_after_the_first_name(world: World):
    with pytest.raises(Conflict, match="01/01/2015"):
        edit(world, founded_on=date(2015, 1, 2))
    edit(world, founded_on=date(2015, 1, 1))


@pytest.mark.parametrize("persona", ["leader", "secretariat", "city_leader", "board"])
def test_nobody_else_corrects(world: World, persona: str):
    with pytest.raises(NotAllowed):
        edit(world, persona=persona, code="HB")


def test_several_leaders_are_allowed_and_their_notes_go_with_it(world: World):
    edit(world, joint_leadership=True)
    assert Representation.objects.get(organization=world.units["B"], duty=Duty.LEADER, until=None).joint
    make.make_leader(world.units["B"])


def test_they_are_not_forbidden_while_there_are_two(world: World):
    client = world.client("officer")
    typed = {"code": "C", "kind": "association", "version": 1}
    response = client.post(page(world, "C"), typed)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["joint_leadership"]
    assert "2" in str(response.context["form"].errors["joint_leadership"])
    with pytest.raises(Conflict):
        edit(world, "C", joint_leadership=False)
    first = Representation.objects.filter(organization=world.units["C"], duty=Duty.LEADER).first()
    Representation.objects.filter(pk=first.pk).update(until=date(2022, 1, 1))
    assert client.post(page(world, "C"), typed).status_code == 302
    rows = Representation.objects.filter(organization=world.units["C"], until=None)
    assert [row.joint for row in rows] == [False]


def test_it_was_founded_before_it_was_a_member(world: World):
    world.units["B"].names.update(valid_from=date(2022, 1, 1))
    with pytest.raises(Conflict, match="năm 2021"):
        edit(world, founded_on=date(2022, 1, 1))
    edit(world, founded_on=date(2021, 12, 31))
