"""One leader follows another in one step; the work stays with the organisation."""

from datetime import date, timedelta

from blocs import clock
from blocs.models import AuditEvent, Person, Representation
from tests import factories as make
from tests.blocs.people.registering import duty_of, errors_of
from tests.cast import World
from tests.emulation.sheets import begun_sheet


def replacing(world: World, unit: str = "B") -> str:
    return f"/organizations/{world.units[unit].pk}/leader/"


def filled(world: World, **fields) -> dict[str, object]:
    return {
        "leaving": [duty_of(world, "leader").pk],
        "person": "",
        "name": "Chủ tịch mới",
        "role_title": "Chủ tịch",
        "work_email": "chu-tich-moi@hoi.example",
        "work_phone": "",
        "position_title": "Chủ tịch",
        "signing_form": "",
        "since": "01/06/2021",
    } | fields


def test_a_new_person_takes_the_place_of_the_leader(world: World):
    response = world.client("officer").post(replacing(world), filled(world))
    person = Person.objects.get(name="Chủ tịch mới")
    assert response.headers["Location"] == f"/people/{person.pk}/"
    assert duty_of(world, "leader").until == date(2021, 5, 31)
    new = person.representations.get()
    assert (new.duty, new.since, new.until) == ("leader", date(2021, 6, 1), None)
    acts = list(AuditEvent.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["person.add", "representation.replace", "representation.add"]


def test_the_clerk_becomes_leader_and_sees_the_work_as_it_stood(world: World):
    sheet = begun_sheet(world)
    person = world.users["clerk"].person
    data = filled(world, person=person.pk, name="", role_title="", work_email="")
    assert world.client("officer").post(replacing(world), data).status_code == 302
    client = world.client("clerk")
    assert {own.role for own in make.actor_of(world.users["clerk"]).capacities} == {"leader", "clerk"}
    response = client.get(f"/scoresheets/{sheet.pk}/")
    assert response.status_code == 200
    assert response.wsgi_request.actor.is_leader
    assert world.actor("leader").capacity is None
    assert world.client("leader").get(f"/scoresheets/{sheet.pk}/").status_code == 404


def test_the_page_says_that_nothing_is_passed_on(world: World):
    page = world.client("officer").get(replacing(world)).content.decode()
    assert "Công việc thuộc về đơn vị" in page
    assert "Chủ tịch B, Chủ tịch, là lãnh đạo từ 01/01/2015." in page


def test_the_new_leader_begins_after_the_old_one(world: World):
    response = world.client("officer").post(replacing(world), filled(world, since="01/01/2015"))
    assert response.status_code == 422
    assert "là lãnh đạo đơn vị từ ngày 01/01/2015" in errors_of(response)
    assert duty_of(world, "leader").until is None
    assert not Person.objects.filter(name="Chủ tịch mới").exists()


def test_who_was_replaced_meanwhile_is_not_replaced_again(world: World):
    data = filled(world)
    client = world.client("officer")
    assert client.post(replacing(world), data).status_code == 302
    response = client.post(replacing(world), data | {"name": "Người thứ ba"})
    # The one that was seen is no leader any more: no choice of the page.
    assert response.status_code == 422
    assert not Person.objects.filter(name="Người thứ ba").exists()
    assert (
        Representation.objects.filter(organization=world.units["B"], until=None, duty="leader").count() == 1
    )


def test_either_a_known_person_or_a_new_one(world: World):
    client = world.client("officer")
    both = filled(world, person=world.users["clerk"].person.pk)
    neither = filled(world, name="")
    for data in (both, neither):
        response = client.post(replacing(world), data)
        assert response.status_code == 422
        assert "name" in response.context["form"].errors
    assert duty_of(world, "leader").until is None


def test_a_person_known_elsewhere_is_offered_by_the_address(world: World):
    other = make.make_person("Người của hội khác")
    client = world.client("officer")
    assert "Người của hội khác" not in client.get(replacing(world)).content.decode()
    address = f"{replacing(world)}?person={other.pk}"
    assert "Người của hội khác" in client.get(address).content.decode()
    assert client.post(address, filled(world, person=other.pk, name="")).status_code == 302
    assert other.representations.get().duty == "leader"


def test_of_several_leaders_those_named_go(world: World):
    staying, leaving = duty_of(world, "other_leader"), duty_of(world, "leader_on_board")
    data = filled(world, leaving=[leaving.pk])
    assert world.client("officer").post(replacing(world, "C"), data).status_code == 302
    staying.refresh_from_db()
    leaving.refresh_from_db()
    assert (staying.until, leaving.until) == (None, date(2021, 5, 31))


def test_the_first_leader_replaces_nobody(world: World):
    duty_of(world, "leader").delete()
    Representation.objects.filter(organization=world.units["B"], duty="leader").delete()
    page = world.client("officer").get(replacing(world)).content.decode()
    assert "Đơn vị hiện chưa có lãnh đạo." in page
    data = {"name": "Chủ tịch mới", "position_title": "Chủ tịch", "since": "01/06/2021"}
    assert world.client("officer").post(replacing(world), data).status_code == 302


def test_who_leaves_before_anyway_leads_no_longer_for_it(world: World):
    row = duty_of(world, "leader")
    last = clock.today() + timedelta(days=5)
    Representation.objects.filter(pk=row.pk).update(until=last)
    data = filled(world, since=f"{last + timedelta(days=20):%d/%m/%Y}")
    assert world.client("officer").post(replacing(world), data).status_code == 302
    assert duty_of(world, "leader").until == last


def test_a_secretariat_replaces_no_leader(world: World):
    assert world.client("secretariat").post(replacing(world), filled(world)).status_code == 403
    assert world.client("secretariat").post(replacing(world, "D"), filled(world)).status_code == 404
    assert duty_of(world, "leader").until is None
