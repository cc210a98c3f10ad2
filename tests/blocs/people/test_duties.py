"""Duties given and ended: at once, after a day, the last leader's only with a reason."""

from datetime import date, timedelta

import pytest

from blocs import clock
from blocs.actions.representation import NewDuty, end_duty, give_duty
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.models import Affiliation, Appointment, AuditEvent, Membership, Organization, Representation
from tests import factories as make
from tests.blocs.people.registering import duty_of, errors_of, newcomer
from tests.cast import World


def ending(world: World, persona: str) -> str:
    return f"/duties/{duty_of(world, persona).pk}/end/"


def test_a_duty_is_given_from_the_persons_page(world: World):
    person = newcomer(world)
    data = {
        "organization": world.units["C"].pk,
        "duty": "leader",
        "position_title": "Phó Chủ tịch",
        "signing_form": "KT.",
        "since": "01/02/2021",
    }
    assert world.client("officer").post(f"/people/{person.pk}/duties/new/", data).status_code == 302
    duty = Representation.objects.get(person=person, organization=world.units["C"])
    assert (duty.duty, duty.signing_form, duty.until) == ("leader", "KT.", None)


def test_a_duty_ended_at_once_is_refused_at_the_next_request(world: World):
    clerk = world.client("clerk")
    mine = f"/organizations/{world.units['B'].pk}/"
    assert clerk.get(mine).status_code == 200
    assert world.client("secretariat").post(ending(world, "clerk"), {"when": "now"}).status_code == 302
    assert clerk.get(mine).status_code == 404
    row = duty_of(world, "clerk")
    assert row.until == clock.today() - timedelta(days=1)
    event = AuditEvent.objects.get(act="representation.end")
    assert (event.new["until"], event.organization) == (row.until.isoformat(), world.units["B"])


def test_a_duty_that_ends_after_a_day_holds_until_then(world: World):
    last = clock.today() + timedelta(days=3)
    data = {"when": "on", "until": f"{last:%d/%m/%Y}"}
    assert world.client("secretariat").post(ending(world, "clerk"), data).status_code == 302
    assert duty_of(world, "clerk").until == last
    assert world.client("clerk").get(f"/organizations/{world.units['B'].pk}/").status_code == 200
    with clock.standing_at(last + timedelta(days=1)):
        assert world.actor("clerk").capacity is None


def test_a_duty_does_not_end_before_it_began(world: World):
    data = {"when": "on", "until": "31/12/2014"}
    response = world.client("secretariat").post(ending(world, "clerk"), data)
    assert response.status_code == 422
    assert "Quyền bắt đầu từ ngày 01/01/2015; không thể kết thúc trước ngày đó." in errors_of(response)
    assert duty_of(world, "clerk").until is None
    assert not AuditEvent.objects.exists()


def test_a_duty_that_began_today_by_mistake_is_taken_back_and_its_record_stays(world: World):
    person, actor = make.make_person("Nhầm người"), world.actor("officer")
    row = give_duty(person, world.units["B"], NewDuty("clerk", "Văn thư", clock.today()), actor=actor)
    end_duty(row, actor=actor)
    assert not Representation.objects.filter(person=person).exists()
    assert AuditEvent.objects.get(act="representation.withdraw").old["person"] == "Nhầm người"


def test_after_a_day_needs_the_day(world: World):
    response = world.client("secretariat").post(ending(world, "clerk"), {"when": "on"})
    assert response.status_code == 422
    assert "until" in response.context["form"].errors


def test_what_has_ended_is_not_ended_again(world: World):
    row = duty_of(world, "ended_leader")
    with pytest.raises(Conflict):
        end_duty(row, actor=world.actor("officer"))


def test_nobody_gives_himself_a_duty_or_ends_his_own(world: World):
    user = world.users["officer"]
    own = Representation.objects.create(
        person=user.person,
        organization=world.units["B"],
        duty="clerk",
        position_title="Văn thư",
        since=make.LONG_AGO,
    )
    actor = make.actor_of(user, "city_officer")
    with pytest.raises(NotAllowed):
        end_duty(own, actor=actor)
    with pytest.raises(NotAllowed):
        give_duty(user.person, world.units["A"], NewDuty("clerk", "Văn thư", clock.today()), actor=actor)
    end_duty(own, actor=world.actor("operator"))
    assert make.actor_of(user, "city_officer").capacities[0].role == "city_officer"


def test_a_secretariat_ends_no_leaders_duty_and_none_of_another_bloc(world: World):
    client = world.client("secretariat")
    assert client.post(ending(world, "leader"), {"when": "now"}).status_code == 403
    assert client.post(ending(world, "outside_leader"), {"when": "now"}).status_code == 404
    assert world.client("officer").post(ending(world, "leader"), {"when": "now"}).status_code == 302


def test_the_same_duty_twice_at_one_time_is_refused(world: World):
    person, actor = world.users["clerk"].person, world.actor("officer")
    with pytest.raises(Conflict):
        give_duty(person, world.units["B"], NewDuty("clerk", "Văn thư", date(2021, 1, 1)), actor=actor)
    give_duty(person, world.units["C"], NewDuty("clerk", "Văn thư", date(2021, 1, 1)), actor=actor)


def test_a_leader_who_comes_later_may_not_meet_one_who_is_there(world: World):
    """The constraint sees open rows alone; days are looked at here."""
    person, actor, unit = make.make_person(), world.actor("officer"), world.units["D"]
    Representation.objects.filter(organization=unit).update(until=date(2030, 6, 30))
    with pytest.raises(Conflict):
        give_duty(person, unit, NewDuty("leader", "Chủ tịch", date(2030, 6, 30)), actor=actor)
    give_duty(person, unit, NewDuty("leader", "Chủ tịch", date(2030, 7, 1)), actor=actor)


def test_nobody_represents_an_organisation_after_its_end(world: World):
    Organization.objects.filter(pk=world.units["B"].pk).update(dissolved_on=date(2021, 5, 31))
    person, actor = make.make_person(), world.actor("officer")
    with pytest.raises(BadInput, match="kết thúc hoạt động ngày 31/05/2021"):
        give_duty(person, world.units["B"], NewDuty("clerk", "Văn thư", date(2021, 6, 1)), actor=actor)
    until = date(2021, 5, 31)
    row = give_duty(
        person, world.units["B"], NewDuty("clerk", "Văn thư", date(2021, 5, 1), until=until), actor=actor
    )
    assert row.until == until


# The last leader.


@pytest.fixture
def competing(world: World) -> World:
    """B competes this year."""
    Membership.objects.create(
        bloc=world.bloc, organization=world.units["B"], year=clock.today().year, order=2
    )
    return world


def test_the_last_leader_of_one_that_competes_is_not_removed_by_accident(competing: World):
    client, address = competing.client("officer"), ending(competing, "leader")
    response = client.post(address, {"when": "now"})
    assert response.status_code == 422
    assert "Hội B đang thi đua từ năm nay trở đi và sẽ không còn lãnh đạo: thay lãnh đạo" in errors_of(
        response
    )
    assert f"/organizations/{competing.units['B'].pk}/leader/" in response.content.decode()
    assert duty_of(competing, "leader").until is None
    ticked = client.post(address, {"when": "now", "nobody_follows": "on"})
    assert "reason" in ticked.context["form"].errors
    done = client.post(address, {"when": "now", "nobody_follows": "on", "reason": "Chờ đại hội"})
    assert done.status_code == 302
    assert AuditEvent.objects.get(act="representation.end").remark == "Chờ đại hội"


def test_where_somebody_follows_the_leader_may_go(competing: World):
    row, actor = duty_of(competing, "leader"), competing.actor("officer")
    last = clock.today() + timedelta(days=10)
    Representation.objects.filter(pk=row.pk).update(until=last + timedelta(days=1))
    new = NewDuty("leader", "Chủ tịch", last + timedelta(days=2))
    give_duty(make.make_person(), competing.units["B"], new, actor=actor)
    with pytest.raises(BadInput, match="không còn lãnh đạo"):
        end_duty(row, actor=actor)
    end_duty(row, until=last + timedelta(days=1), actor=actor)


def test_a_leader_of_the_past_follows_nobody(competing: World):
    """An end in the past counts who leads today, not who led in between."""
    unit = competing.units["B"]
    make.make_leader(unit, since=date(2020, 2, 1), until=date(2020, 12, 31))
    row, client = duty_of(competing, "leader"), competing.client("officer")
    response = client.post(ending(competing, "leader"), {"when": "on", "until": "01/05/2020"})
    assert response.status_code == 422
    assert "sẽ không còn lãnh đạo" in errors_of(response)
    row.refresh_from_db()
    assert row.until is None
    Representation.objects.filter(organization=unit, until=date(2020, 12, 31)).update(until=clock.today())
    end_duty(row, until=date(2020, 5, 1), actor=competing.actor("officer"))


def test_ending_prolongs_nothing(world: World):
    """A later end would meet whoever follows: two leaders at once."""
    row, actor = duty_of(world, "leader"), world.actor("officer")
    last = clock.today() + timedelta(days=9)
    Representation.objects.filter(pk=row.pk).update(until=last)
    next_leader = NewDuty("leader", "Chủ tịch", last + timedelta(days=1))
    give_duty(make.make_person(), world.units["B"], next_leader, actor=actor)
    later = {"when": "on", "until": f"{last + timedelta(days=30):%d/%m/%Y}"}
    response = world.client("officer").post(ending(world, "leader"), later)
    assert response.status_code == 422
    assert f"kết thúc ngày {last:%d/%m/%Y}" in errors_of(response)
    assert duty_of(world, "leader").until == last
    end_duty(row, until=last - timedelta(days=1), actor=actor)


def test_one_that_no_longer_competes_may_lose_its_leader(world: World):
    end_duty(duty_of(world, "leader"), actor=world.actor("officer"))
    assert duty_of(world, "leader").until == clock.today() - timedelta(days=1)


def test_wrong_last_days_are_told_beside_the_field(world: World):
    """Of duties, roles and ties alike, given and ended."""
    client, person = world.client("officer"), newcomer(world)
    role = Appointment.objects.get(person=world.users["board"].person)
    tie = Affiliation.objects.get()
    backwards = {"since": "10/05/2021", "until": "01/05/2021", "organization": world.units["C"].pk}
    duty = backwards | {"duty": "clerk", "position_title": "Văn thư"}
    too_early = {"when": "on", "until": "01/01/1999"}
    for address, sent in [
        (f"/people/{person.pk}/duties/new/", duty),
        ("/people/new/", duty | {"name": "Cán bộ khác"}),
        (f"/people/{person.pk}/roles/new/", backwards | {"role": "board"}),
        (f"/people/{person.pk}/affiliations/new/", backwards | {"nature": "Cố vấn"}),
        (ending(world, "clerk"), too_early),
        (f"/roles/{role.pk}/end/", too_early),
        (f"/affiliations/{tie.pk}/end/", too_early),
    ]:
        response = client.post(address, sent)
        assert response.status_code == 422, address
        assert list(response.context["form"].errors) == ["until"], address
    assert not AuditEvent.objects.exists()


def test_nobody_represents_an_organisation_before_its_founding(world: World):
    Organization.objects.filter(pk=world.units["B"].pk).update(founded_on=date(2021, 5, 31))
    person, actor = make.make_person(), world.actor("officer")
    with pytest.raises(BadInput, match="thành lập ngày 31/05/2021"):
        give_duty(person, world.units["B"], NewDuty("clerk", "Văn thư", date(2021, 5, 30)), actor=actor)
    give_duty(person, world.units["B"], NewDuty("clerk", "Văn thư", date(2021, 5, 31)), actor=actor)
