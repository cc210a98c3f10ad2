"""A duty that was entered wrongly is corrected, with a reason; what was signed keeps its words."""

from datetime import date, timedelta

import pytest

from blocs import clock
from blocs.actions.representation import correct_duty
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.models import AuditEvent, Organization, Representation
from blocs.queries.person import duty_as_seen
from tests import factories as make
from tests.blocs.people.registering import duty_of, errors_of
from tests.cast import World
from tests.emulation.pledges import final, sign


def correct(world: World, row: Representation, persona: str = "officer", **changed) -> Representation:
    values = {name: getattr(row, name) for name in ("position_title", "signing_form", "since")}
    return correct_duty(row, actor=world.actor(persona), **values | {"reason": "Nhập nhầm"} | changed)


def page(world: World, persona: str = "clerk") -> str:
    return f"/duties/{duty_of(world, persona).pk}/correction/"


def typed(world: World, persona: str = "clerk", **changed) -> dict[str, str]:
    row = duty_of(world, persona)
    return {
        "position_title": row.position_title,
        "signing_form": row.signing_form,
        "since": f"{row.since:%d/%m/%Y}",
        "reason": "Nhập nhầm",
        "seen": duty_as_seen(row),
    } | changed


@pytest.mark.parametrize("persona", ["officer", "secretariat"])
def test_position_form_and_first_day_are_corrected_on_the_page(world: World, persona: str):
    client, data = world.client(persona), typed(world, position_title="Trưởng phòng", signing_form="TL.")
    shown = client.get(page(world))
    assert shown.context["form"]["position_title"].value() == duty_of(world, "clerk").position_title
    assert page(world) in client.get(f"/people/{world.users['clerk'].person_id}/").content.decode()
    assert client.post(page(world), data | {"since": "02/03/2016"}).status_code == 302
    row = duty_of(world, "clerk")
    assert (row.position_title, row.signing_form, row.since) == ("Trưởng phòng", "TL.", date(2016, 3, 2))
    event = AuditEvent.objects.get(act="representation.change")
    assert event.new == {"position_title": "Trưởng phòng", "signing_form": "TL.", "since": "2016-03-02"}
    assert (event.remark, event.organization) == ("Nhập nhầm", world.units["B"])


def test_what_stays_as_it_is_is_not_on_record(world: World):
    correct(world, duty_of(world, "clerk"))
    assert not AuditEvent.objects.exists()


def test_what_was_signed_keeps_the_position(world: World):
    signature = sign(world, final(world), "leader")
    correct(world, duty_of(world, "leader"), position_title="Quyền Chủ tịch")
    signature.refresh_from_db()
    assert signature.position_title == "Chủ tịch"


def test_who_changed_it_meanwhile_is_seen_first(world: World):
    client, data = world.client("officer"), typed(world, position_title="Trưởng phòng")
    assert client.post(page(world), data).status_code == 302
    assert client.post(page(world), data | {"position_title": "Văn thư"}).status_code == 409
    assert duty_of(world, "clerk").position_title == "Trưởng phòng"


def test_a_reason_is_given(world: World):
    response = world.client("officer").post(page(world), typed(world, reason=""))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["reason"]


def test_it_began_before_the_first_act(world: World):
    sign(world, final(world), "leader")
    today, row = clock.today(), duty_of(world, "leader")
    acted = AuditEvent.objects.get(act="pledge.sign")
    type(acted).objects.filter(pk=acted.pk).update(time=clock.now() - timedelta(days=9))
    with pytest.raises(BadInput, match=f"{today - timedelta(days=9):%d/%m/%Y}"):
        correct(world, row, since=today - timedelta(days=8))
    assert correct(world, row, since=today - timedelta(days=9)).since == today - timedelta(days=9)


def test_it_began_in_the_life_of_the_organisation_and_before_its_end(world: World):
    Organization.objects.filter(pk=world.units["B"].pk).update(founded_on=date(2014, 5, 1))
    row = duty_of(world, "ended_leader")
    Representation.objects.filter(pk=row.pk).update(until=clock.today() + timedelta(days=9))
    Representation.objects.filter(pk=duty_of(world, "leader").pk).delete()
    row.refresh_from_db()
    with pytest.raises(BadInput, match="01/05/2014"):
        correct(world, row, since=date(2014, 4, 30))
    with pytest.raises(BadInput):
        correct(world, row, since=clock.today() + timedelta(days=10))
    with pytest.raises(BadInput, match="đang có hiệu lực"):
        correct(world, row, since=clock.today() + timedelta(days=1))
    correct(world, row, since=date(2014, 5, 1))


def test_two_leaders_do_not_meet_by_it(world: World):
    """The first leader led to the end of 2014."""
    row = duty_of(world, "leader")
    with pytest.raises(Conflict):
        correct(world, row, since=date(2014, 12, 31))
    correct(world, row, since=date(2015, 6, 1))
    correct(world, row, since=date(2015, 1, 1))


def test_nobody_corrects_his_own_and_a_secretariat_no_leaders(world: World):
    row = duty_of(world, "leader")
    for persona in ("leader", "secretariat", "city_leader"):
        with pytest.raises(NotAllowed):
            correct(world, row, persona, position_title="Khác")
    own = Representation.objects.create(
        person=world.users["officer"].person,
        organization=world.units["B"],
        duty="clerk",
        position_title="Văn thư",
        since=make.LONG_AGO,
    )
    with pytest.raises(NotAllowed):
        correct_duty(
            own,
            actor=make.actor_of(world.users["officer"], "city_officer"),
            position_title="Khác",
            signing_form="",
            since=own.since,
            reason="Nhập nhầm",
        )


def test_a_wrong_day_stands_beside_its_field(world: World):
    response = world.client("officer").post(page(world), typed(world, since="31/02/2016"))
    assert response.status_code == 422
    later = f"{clock.today() + timedelta(days=1):%d/%m/%Y}"
    response = world.client("officer").post(page(world), typed(world, since=later))
    assert response.status_code == 422
    assert "since" in response.context["form"].errors
    assert errors_of(response)
