"""A name that was entered wrongly is corrected, with a reason; a new name is another act."""

from datetime import date

import pytest

from blocs.actions.organization import correct_name, rename_organization
from blocs.errors import BadInput, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent, Organization, OrganizationName
from tests.blocs.organizations import DECISION, confirmed, fresh, told
from tests.cast import World
from tests.emulation.pledges import final


def correct(world: World, persona: str = "officer", **changed) -> OrganizationName:
    values = {"name": "Hội Bê", "short_name": "Bê", "valid_from": date(2015, 1, 1), "decision": DECISION}
    values["reason"] = "Nhập sai chính tả"
    return correct_name(fresh(world.units["B"]), actor=world.actor(persona), **values | changed)


def page(world: World) -> str:
    return f"/organizations/{world.units['B'].pk}/name/correction/"


def typed(**changed) -> dict:
    data = {"name": "Hội Bê", "short_name": "Bê", "valid_from": "02/01/2015", "version": 1}
    return {**data, "reason": "Nhập sai chính tả", **changed}


def names(world: World) -> list[tuple]:
    rows = world.units["B"].names.order_by("valid_from")
    return [(row.name, row.valid_from) for row in rows]


def test_the_only_name_is_corrected_on_its_page(world: World):
    client = world.client("officer")
    assert page(world) in told(client.get(f"/organizations/{world.units['B'].pk}/"))
    assert 'value="Hội B"' in told(client.get(page(world)))
    shown = told(client.post(page(world), typed()))
    assert "Hội Bê" in shown
    assert [name for name, _day in names(world)] == ["Hội B"]
    assert confirmed(client, page(world), typed()).url == f"/organizations/{world.units['B'].pk}/"
    assert names(world) == [("Hội Bê", date(2015, 1, 2))]
    event = AuditEvent.objects.get(act="organization.correct_name")
    assert (event.old["name"], event.new["name"], event.remark) == ("Hội B", "Hội Bê", "Nhập sai chính tả")
    assert event.object_label == "Hội B"


def test_it_is_found_by_the_corrected_name(world: World):
    correct(world, name="Hội Phụ nữ")
    listed = world.client("officer").get("/organizations/", {"q": "phu nu"})
    assert [row.code for row in listed.context["page"].object_list] == ["B"]


def test_of_several_the_last_is_corrected(world: World):
    new = {"name": "Hội B mới", "short_name": "B mới", "valid_from": date(2020, 1, 1), "decision": DECISION}
    rename_organization(fresh(world.units["B"]), actor=world.actor("officer"), **new)
    first = world.units["B"].names.earliest("valid_from").valid_from
    with pytest.raises(Conflict, match="Hội B"):
        correct(world, valid_from=first)
    correct(world, valid_from=date(2020, 2, 29))
    assert names(world) == [("Hội B", first), ("Hội Bê", date(2020, 2, 29))]


def test_a_name_begins_in_the_life_of_the_organisation(world: World):
    life = {"founded_on": date(2014, 5, 1), "dissolved_on": date(2022, 6, 30)}
    Organization.objects.filter(pk=world.units["B"].pk).update(**life)
    for day in (date(2014, 4, 30), date(2022, 7, 1)):
        with pytest.raises(Conflict):
            correct(world, valid_from=day)
    response = world.client("officer").post(page(world), typed(valid_from="30/04/2014"))
    assert list(response.context["form"].errors) == ["valid_from"]
    correct(world, valid_from=date(2014, 5, 1))


def test_a_final_pledge_keeps_the_name_it_has(world: World):
    version = final(world)
    correct(world)
    assert version.parties.get(organization=world.units["B"], capacity="member").name == "Hội B"


def test_what_stays_as_it_is_is_not_on_record(world: World):
    row = world.units["B"].names.get()
    fields = ("name", "short_name", "valid_from", "decision")
    correct(world, **{field: getattr(row, field) for field in fields})
    assert not AuditEvent.objects.exists()
    assert fresh(world.units["B"]).version == 1


def test_a_reason_is_given_and_the_page_is_not_stale(world: World):
    response = world.client("officer").post(page(world), typed(reason=""))
    assert list(response.context["form"].errors) == ["reason"]
    with pytest.raises(BadInput):
        correct(world, reason="")
    correct(world, version=1)
    with pytest.raises(Stale):
        correct(world, name="Hội Bi", version=1)
    correct(world, name="Hội Bi", version=2)


def test_another_of_that_name_is_warned_of(world: World):
    shown = world.client("officer").post(page(world), typed(name="Hội A"))
    assert shown.context["warnings"]


@pytest.mark.parametrize("persona", ["leader", "secretariat", "city_leader", "board"])
def test_nobody_else_corrects_it(world: World, persona: str):
    with pytest.raises(NotAllowed):
        correct(world, persona)
