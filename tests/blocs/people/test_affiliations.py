"""Ties that keep a council member from judging an organisation, noted on the person's page."""

from datetime import timedelta

from blocs import clock
from blocs.models import Affiliation, AuditEvent
from tests import factories as make
from tests.blocs.people.registering import errors_of
from tests.cast import World


def noting(world: World) -> str:
    return f"/people/{world.users['board'].person_id}/affiliations/new/"


def filled(world: World, **fields) -> dict[str, object]:
    return {"organization": world.units["C"].pk, "nature": "Cố vấn", "since": "01/01/2021"} | fields


def test_a_tie_is_noted_and_keeps_the_member_from_judging(world: World):
    assert world.client("officer").post(noting(world), filled(world)).status_code == 302
    assert world.actor("board").conflict_organization_ids == {world.units["C"].pk}
    event = AuditEvent.objects.get(act="affiliation.add")
    assert event.new["organization"] == "Hội C"


def test_a_tie_does_not_end_before_it_begins(world: World):
    response = world.client("officer").post(noting(world), filled(world, until="31/12/2020"))
    assert response.status_code == 422
    assert errors_of(response)
    assert not Affiliation.objects.filter(nature="Cố vấn").exists()


def test_a_tie_is_ended_after_a_day(world: World):
    tie = Affiliation.objects.get()
    address = f"/affiliations/{tie.pk}/end/"
    client = world.client("operator")
    assert client.post(address, {"until": "01/01/2010"}).status_code == 422
    assert client.post(address, {"until": "31/05/2021"}).status_code == 302
    tie.refresh_from_db()
    assert f"{tie.until:%d/%m/%Y}" == "31/05/2021"
    assert AuditEvent.objects.get(act="affiliation.end").new == {"until": "2021-05-31"}
    assert client.post(address, {"until": "31/05/2021"}).status_code == 409


def test_nobody_ends_a_tie_of_his_own(world: World):
    """An officer who also sits on the council would lift the own conflict."""
    tie = make.make_affiliation(world.users["officer"], world.units["B"])
    address = f"/affiliations/{tie.pk}/end/"
    client = world.client("officer")
    assert client.get(address).status_code == 403
    assert client.post(address, {"until": "31/05/2021"}).status_code == 403
    tie.refresh_from_db()
    assert tie.until is None
    assert address not in client.get(f"/people/{tie.person_id}/").content.decode()
    assert address in world.client("operator").get(f"/people/{tie.person_id}/").content.decode()
    assert world.client("operator").post(address, {"until": "31/05/2021"}).status_code == 302


def test_a_tie_that_ends_is_not_prolonged_by_ending(world: World):
    tie = Affiliation.objects.get()
    last = clock.today() + timedelta(days=5)
    Affiliation.objects.filter(pk=tie.pk).update(until=last)
    later = {"until": f"{last + timedelta(days=1):%d/%m/%Y}"}
    response = world.client("officer").post(f"/affiliations/{tie.pk}/end/", later)
    assert response.status_code == 422
    assert f"kết thúc ngày {last:%d/%m/%Y}" in errors_of(response)


def test_the_same_tie_is_noted_once(world: World):
    client = world.client("officer")
    assert client.post(noting(world), filled(world, until="30/06/2021")).status_code == 302
    response = client.post(noting(world), filled(world, since="30/06/2021"))
    assert response.status_code == 409
    assert "đã được ghi nhận" in errors_of(response)
    assert client.post(noting(world), filled(world, nature="Người nhà")).status_code == 302
    assert client.post(noting(world), filled(world, since="01/07/2021")).status_code == 302


def test_a_tie_to_a_unit_that_is_named_later_is_shown_by_its_first_name(world: World):
    unit = make.make_organization(name="Hội thành lập sau")
    unit.names.update(valid_from=clock.today() + timedelta(days=30))
    make.make_affiliation(world.users["board"], unit)
    text = world.client("officer").get(f"/people/{world.users['board'].person_id}/").content.decode()
    assert "Hội thành lập sau" in text
    assert ">None<" not in text
