"""What was entered by mistake is taken back, with a reason, while nothing rests on it."""

from datetime import date, timedelta

import pytest

from blocs import clock
from blocs.actions.organization import edit_organization, rename_organization
from blocs.actions.organization_end import dissolve_organization, merge_organizations, split_organization
from blocs.actions.organization_withdrawal import withdraw_entry
from blocs.actions.representation import NewDuty, give_duty
from blocs.errors import BadInput, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent, Membership, Organization, Representation, Succession
from blocs.models.office import OfficeRole
from tests import factories as make
from tests.blocs.organizations import DAY, DECISION, EVE, confirmed, fresh, told
from tests.cast import World


def withdraw(world: World, entry: str, unit: str = "B", persona: str = "officer", **changed):
    values = {"reason": "Nhập nhầm đơn vị"}
    withdraw_entry(fresh(world.units[unit]), entry, actor=world.actor(persona), **{**values, **changed})


def page(world: World, unit: str = "B") -> str:
    return f"/organizations/{world.units[unit].pk}/withdrawal/"


@pytest.fixture
def renamed(world: World) -> World:
    values = {"name": "Hội B mới", "short_name": "B mới", "valid_from": DAY, "decision": DECISION}
    rename_organization(fresh(world.units["B"]), actor=world.actor("officer"), **values)
    return world


def end(world: World) -> None:
    dissolve_organization(
        fresh(world.units["B"]), actor=world.actor("officer"), effective_on=DAY, decision=DECISION
    )


def merge(world: World, **changed) -> Organization:
    values = {"predecessors": [world.units["B"].pk], "effective_on": DAY, "decision": DECISION}
    return merge_organizations(actor=world.actor("officer"), **{**values, **changed})


def test_the_last_name_goes_and_the_one_before_is_valid_again(renamed: World):
    client = renamed.client("officer")
    typed = {"entry": "name", "reason": "Nhập nhầm", "version": 2}
    shown = told(client.post(page(renamed), typed))
    assert "Hội B mới" in shown
    assert "Hội B" in shown
    assert confirmed(client, page(renamed), typed).status_code == 302
    assert [name.name for name in renamed.units["B"].names.all()] == ["Hội B"]
    event = AuditEvent.objects.get(act="organization.withdraw")
    assert (event.old["name"], event.new["name"], event.remark) == ("Hội B mới", "Hội B", "Nhập nhầm")


def test_the_only_name_stays(world: World):
    with pytest.raises(Conflict):
        withdraw(world, "name")
    assert world.client("officer").get(page(world)).status_code == 409


def test_an_end_is_taken_back_with_everything_that_ended(world: World):
    make.make_membership(world.bloc, world.units["B"], 2022, 2)
    Representation.objects.filter(person=world.users["clerk"].person).update(until=date(2099, 12, 31))
    end(world)
    assert not Representation.objects.filter(organization=world.units["B"], until=None).exists()
    client = world.client("officer")
    typed = {"entry": "end", "reason": "Nhập nhầm", "version": 2}
    shown = told(client.post(page(world), typed))
    assert "Chủ tịch B" in shown
    confirmed(client, page(world), typed)
    unit = fresh(world.units["B"])
    assert (unit.dissolved_on, unit.dissolution_decision) == (None, "")
    assert Membership.objects.get(organization=unit, year=2022).left_on is None
    duties = {row.duty: row.until for row in unit.representations.exclude(until__lt=date(2021, 1, 1))}
    assert duties == {"leader": None, "clerk": date(2099, 12, 31)}


def test_a_right_that_had_ended_by_itself_on_that_day_stays_ended(world: World):
    Representation.objects.filter(person=world.users["clerk"].person).update(until=EVE)
    end(world)
    withdraw(world, "end")
    assert Representation.objects.get(person=world.users["clerk"].person).until == EVE


def test_what_does_not_come_back_with_it_is_told(world: World):
    """The office of the deputy, and rights that were given up to the end after that was recorded."""
    unit, year = world.units["B"], clock.today().year
    make.make_membership(world.bloc, unit, year, 2)
    make.make_head(world.bloc, unit, year, OfficeRole.DEPUTY)
    with clock.standing_at(date(year, 6, 1)):
        values = {"effective_on": clock.today() + timedelta(days=2), "decision": DECISION}
        dissolve_organization(fresh(unit), actor=world.actor("officer"), **values)
        person, new = make.make_person("Cán bộ mới"), NewDuty("clerk", "Văn thư", clock.today())
        give_duty(person, fresh(unit), new, actor=world.actor("officer"))
        typed = {"entry": "end", "reason": "Nhập nhầm", "version": 2}
        shown = world.client("officer").post(page(world), typed).context["consequences"]
    [office] = [sentence for sentence in shown if "Phó trưởng khối" in sentence]
    assert "ghi nhận lại" in office
    [limited] = [sentence for sentence in shown if "Cán bộ mới" in sentence]
    assert "02/06" in limited


def test_a_merger_is_taken_back_with_its_succession(world: World):
    merge(world, successor=world.units["D"].pk)
    withdraw(world, "end")
    assert not Succession.objects.exists()
    event = AuditEvent.objects.get(act="organization.withdraw")
    assert event.old["successor"] == "Hội D"
    merge(world, successor=world.units["C"].pk)


def test_a_merger_into_a_new_one_stays_once_that_one_is_a_member(world: World):
    new = {"code": "B2", "kind": "association", "name": "Hội B2", "short_name": "B2"}
    into = merge(world, founded=new)
    membership = make.make_membership(world.bloc, into, 2023, 9)
    typed = {"entry": "end", "reason": "Nhập nhầm", "version": 2}
    response = world.client("officer").post(page(world), typed)
    assert response.status_code == 422
    assert "Hội B2" in str(response.context["form"].errors["entry"])
    with pytest.raises(Conflict, match="Hội B2"):
        withdraw(world, "end")
    assert Succession.objects.count() == 1
    membership.delete()
    withdraw(world, "end")


def test_a_merger_stays_once_the_other_has_ended_itself(world: World):
    merge(world, successor=world.units["C"].pk)
    merge(
        world,
        predecessors=[world.units["C"].pk],
        successor=world.units["D"].pk,
        effective_on=date(2023, 7, 1),
    )
    with pytest.raises(Conflict, match="Hội C"):
        withdraw(world, "end")
    withdraw(world, "end", "C")
    withdraw(world, "end")
    assert not Succession.objects.exists()


def test_the_last_split_is_taken_back_and_the_one_before_stays(world: World):
    for code, year in [("B1", 2022), ("B2", 2023)]:
        new = {"code": code, "kind": "association", "name": f"Hội {code}", "short_name": code}
        split_organization(
            fresh(world.units["B"]),
            actor=world.actor("officer"),
            effective_on=date(year, 7, 1),
            decision=DECISION,
            ends=False,
            founded=[new],
        )
    withdraw(world, "split")
    assert [row.successor.code for row in Succession.objects.all()] == ["B1"]


def test_leaders_that_may_no_longer_be_several_stand_against_it(world: World):
    unit = world.units["C"]
    dissolve_organization(fresh(unit), actor=world.actor("officer"), effective_on=DAY, decision=DECISION)
    details = {"code": "C", "kind": "association", "founded_on": None}
    edit_organization(unit, actor=world.actor("officer"), joint_leadership=False, **details)
    with pytest.raises(Conflict):
        withdraw(world, "end", "C")
    edit_organization(unit, actor=world.actor("officer"), joint_leadership=True, **details)
    withdraw(world, "end", "C")
    assert Representation.objects.filter(organization=unit, until=None, joint=True).count() == 2


@pytest.mark.parametrize(("wrong", "field"), [({"reason": ""}, "reason"), ({"entry": "end"}, "entry")])
def test_a_reason_is_given_and_something_there_is_chosen(renamed: World, wrong: dict, field: str):
    typed = {"entry": "name", "reason": "Nhập nhầm", "version": 2}
    response = renamed.client("officer").post(page(renamed), typed | wrong)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_the_action_asks_for_the_reason_too(renamed: World):
    with pytest.raises(BadInput):
        withdraw(renamed, "name", reason="")
    withdraw(renamed, "name")


def test_what_somebody_else_changed_meanwhile_is_seen_first(renamed: World):
    with pytest.raises(Stale):
        withdraw(renamed, "name", version=1)
    withdraw(renamed, "name", version=2)


@pytest.mark.parametrize("persona", ["leader", "secretariat", "city_leader", "board"])
def test_nobody_else_withdraws(renamed: World, persona: str):
    with pytest.raises(NotAllowed):
        withdraw(renamed, "name", persona=persona)
