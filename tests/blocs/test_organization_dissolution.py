"""The end of an organisation: its last day is the day before, and what it was stays."""

from datetime import date, timedelta

import pytest

from blocs import clock, ports
from blocs.actions.organization_end import dissolve_organization
from blocs.actions.representation import NewDuty, give_duty
from blocs.errors import BadInput, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent, Membership, Representation
from blocs.models.bloc import stayed
from tests import factories as make
from tests.blocs.organizations import DAY, DECISION, EVE, confirmed, fresh, told
from tests.cast import World


def dissolve(world: World, unit: str = "B", persona: str = "officer", **changed):
    values = {"effective_on": DAY, "decision": DECISION}
    return dissolve_organization(
        fresh(world.units[unit]), actor=world.actor(persona), **{**values, **changed}
    )


def page(world: World, unit: str = "B") -> str:
    return f"/organizations/{world.units[unit].pk}/dissolution/"


def typed(**changed) -> dict:
    return {"effective_on": "01/07/2022", "decision": DECISION, "version": 1, **changed}


def test_the_page_says_what_ends_then_ends_it(world: World):
    client = world.client("officer")
    shown = told(client.post(page(world), typed()))
    for sentence in ["Hội B", "01/07/2022", "30/06/2022", "Chủ tịch B", "Văn phòng B", DECISION]:
        assert sentence in shown, sentence
    assert fresh(world.units["B"]).dissolved_on is None
    assert confirmed(client, page(world), typed()).status_code == 302
    unit = fresh(world.units["B"])
    assert (unit.dissolved_on, unit.dissolution_decision) == (EVE, DECISION)


def test_the_rights_of_its_people_end_with_it(world: World):
    dissolve(world)
    assert not Representation.objects.on(clock.today()).filter(organization=world.units["B"]).exists()
    assert world.client("leader").get(f"/organizations/{world.units['B'].pk}/").status_code == 404
    ended = AuditEvent.objects.filter(act="representation.end", organization=world.units["B"])
    assert {event.object_label.split(",")[0] for event in ended} == {"Chủ tịch B", "Văn phòng B"}


def test_the_head_of_an_open_year_is_to_be_handed_over(world: World):
    """The year is scored in the months after its end: by then nobody acts for the organisation."""
    data = typed(effective_on="01/01/2022")
    [sentence] = [
        s
        for s in world.client("officer").post(page(world, "A"), data).context["consequences"]
        if "cần bàn giao" in s
    ]
    assert "Trưởng khối năm 2021" in sentence
    gates = [f"{gate}_{end}" for gate in ("locked", "submitted", "decided", "closed") for end in ("at", "by")]
    closed = {gate: clock.now() if gate.endswith("_at") else world.users["officer"] for gate in gates}
    type(world.cycle).objects.filter(pk=world.cycle.pk).update(**closed)
    told_then = world.client("officer").post(page(world, "A"), data).context["consequences"]
    assert not any("cần bàn giao" in sentence for sentence in told_then)


def test_until_its_last_day_its_people_act_for_it(world: World):
    tomorrow = clock.today() + timedelta(days=1)
    dissolve(world, effective_on=tomorrow)
    assert world.client("leader").get(f"/organizations/{world.units['B'].pk}/").status_code == 200
    with clock.standing_at(tomorrow):
        assert world.client("leader").get(f"/organizations/{world.units['B'].pk}/").status_code == 404


def test_who_begins_before_an_end_that_is_recorded_ends_with_it(world: World):
    last_day = clock.today() + timedelta(days=30)
    dissolve(world, effective_on=last_day + timedelta(days=1))
    person = make.make_person()
    new = NewDuty(duty="clerk", position_title="Cán bộ", since=clock.today())
    give_duty(person, world.units["B"], new, actor=world.actor("officer"))
    assert Representation.objects.get(person=person).until == last_day
    late = NewDuty(duty="clerk", position_title="Cán bộ", since=last_day + timedelta(days=1))
    with pytest.raises(BadInput):
        give_duty(make.make_person(), world.units["B"], late, actor=world.actor("officer"))


def test_it_leaves_the_bloc_of_the_year_and_stays_in_that_of_the_past(world: World):
    make.make_membership(world.bloc, world.units["B"], 2022, 2)
    dissolve(world)
    rows = Membership.objects.filter(organization=world.units["B"]).order_by("year")
    assert [(row.year, row.left_on) for row in rows] == [(2021, None), (2022, EVE)]


@pytest.mark.parametrize(("last_day", "stays"), [(date(2023, 12, 30), False), (date(2023, 12, 31), True)])
def test_made_a_member_later_it_does_not_stay_to_the_end_of_its_last_year(
    world: World, last_day: date, stays: bool
):
    dissolve(world, effective_on=last_day + timedelta(days=1))
    make.make_membership(world.bloc, world.units["B"], 2023, 2)
    assert Membership.objects.filter(stayed(2023), organization=world.units["B"], year=2023).exists() is stays


def test_with_the_last_day_of_a_year_it_leaves_nothing_early(world: World):
    dissolve(world, effective_on=date(2022, 1, 1))
    assert Membership.objects.get(organization=world.units["B"]).left_on is None


def test_it_stays_in_the_register_and_is_found_there_by_its_state(world: World):
    dissolve(world)
    client = world.client("officer")
    assert "Đến hết ngày 30/06/2022" in told(client.get("/organizations/"))
    assert [o.code for o in client.get("/organizations/?state=ended").context["page"]] == ["B"]
    assert [o.code for o in client.get("/organizations/?state=active").context["page"]] == ["A", "C", "D"]


def test_the_record_says_from_when_and_by_which_decision(world: World):
    dissolve(world)
    event = AuditEvent.objects.get(act="organization.dissolve")
    assert event.object_label == "Hội B"
    assert event.new == {"dissolved_on": "2022-06-30", "dissolution_decision": DECISION}


@pytest.mark.parametrize("missing", ["effective_on", "decision"])
def test_without_day_or_decision_it_is_refused_beside_the_field(world: World, missing: str):
    response = world.client("officer").post(page(world), typed(**{missing: ""}))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [missing]
    assert fresh(world.units["B"]).dissolved_on is None


def test_the_action_asks_for_the_decision_too(world: World):
    with pytest.raises(BadInput):
        dissolve(world, decision="")
    dissolve(world)


def test_it_does_not_end_before_it_was_founded(world: World):
    world.units["B"].founded_on = date(2010, 1, 1)
    world.units["B"].save()
    world.units["B"].names.update(valid_from=date(2010, 1, 1))
    client = world.client("officer")
    response = client.post(page(world), typed(effective_on="01/01/2010"))
    assert response.status_code == 422
    assert "01/01/2010" in str(response.context["form"].errors["effective_on"])
    with pytest.raises(Conflict):
        dissolve(world, effective_on=date(2010, 1, 1))
    world.units["B"].memberships.all().delete()
    world.units["B"].representations.update(since=date(2010, 1, 1))
    dissolve(world, effective_on=date(2010, 1, 2))


def test_it_ends_once(world: World):
    dissolve(world)
    with pytest.raises(Conflict, match="30/06/2022"):
        dissolve(world, effective_on=date(2023, 1, 1))
    response = world.client("officer").post(page(world), typed(version=2))
    assert response.status_code == 422
    assert fresh(world.units["B"]).dissolved_on == EVE


def test_it_does_not_end_before_a_name_that_begins_later(world: World):
    later = world.units["B"].names.create(name="Tên sau", short_name="Sau", valid_from=DAY)
    client = world.client("officer")
    response = client.post(page(world), typed())
    assert response.status_code == 422
    assert "Tên sau" in str(response.context["form"].errors["effective_on"])
    with pytest.raises(Conflict):
        dissolve(world)
    later.delete()
    dissolve(world)


def test_it_does_not_end_while_it_is_a_member_in_a_later_year(world: World):
    membership = make.make_membership(world.bloc, world.units["B"], 2023, 2)
    response = world.client("officer").post(page(world), typed())
    assert response.status_code == 422
    assert "Khối K1 2023" in str(response.context["form"].errors["effective_on"])
    with pytest.raises(Conflict):
        dissolve(world)
    membership.delete()
    dissolve(world)


def test_the_head_hands_over_before_it_ends(world: World):
    with pytest.raises(Conflict, match="Trưởng khối"):
        dissolve(world, "A", effective_on=date(2021, 7, 1))
    world.bloc.offices.update(until=date(2021, 6, 30))
    dissolve(world, "A", effective_on=date(2021, 7, 1))


def test_somebody_who_represents_it_only_later_stands_against_it(world: World):
    later = make.make_clerk(world.units["B"])
    Representation.objects.filter(person=later.person).update(since=DAY)
    with pytest.raises(Conflict, match="Văn phòng B"):
        dissolve(world)
    Representation.objects.filter(person=later.person).update(since=EVE)
    dissolve(world)


def test_what_the_apps_above_say_is_heard(world: World, monkeypatch):
    asked = []

    def veto(act, obj):
        if act != "organization.dissolve":
            return []
        asked.append(obj.dissolved_on)
        return ["Hồ sơ đang ở thành phố."]

    monkeypatch.setattr(ports, "vetoes", [veto])
    client = world.client("officer")
    response = client.post(page(world), typed())
    assert "Hồ sơ đang ở thành phố." in str(response.context["form"].errors["effective_on"])
    with pytest.raises(Conflict, match="Hồ sơ đang ở thành phố"):
        dissolve(world)
    assert set(asked) == {EVE}
    monkeypatch.setattr(ports, "vetoes", [])
    monkeypatch.setattr(ports, "consequences", [lambda act, obj: ["Còn một bảng điểm chưa gửi."]])
    assert "Còn một bảng điểm chưa gửi." in told(client.post(page(world), typed()))


def test_nobody_ends_a_right_of_his_own_in_this_way(world: World):
    officer = world.users["officer"]
    row = Representation.objects.create(
        person=officer.person,
        organization=world.units["B"],
        duty="clerk",
        position_title="Cán bộ",
        since=make.LONG_AGO,
    )
    world.roles["officer"] = "city_officer"
    with pytest.raises(NotAllowed):
        dissolve(world)
    row.delete()
    dissolve(world)


def test_what_somebody_else_changed_meanwhile_is_seen_first(world: World):
    world.units["B"].version = 2
    world.units["B"].save()
    with pytest.raises(Stale):
        dissolve(world, version=1)
    response = world.client("officer").post(page(world), typed(confirmed="1"))
    assert response.status_code == 409
    dissolve(world, version=2)


@pytest.mark.parametrize("persona", ["leader", "secretariat", "city_leader", "board"])
def test_nobody_else_dissolves(world: World, persona: str):
    with pytest.raises(NotAllowed):
        dissolve(world, persona=persona)
