"""Another name from a day on: what is dated earlier keeps the old one."""

from datetime import date, timedelta

import pytest

from blocs import clock
from blocs.actions.organization import rename_organization
from blocs.errors import BadInput, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent
from blocs.queries import names_on
from tests.blocs.organizations import DECISION, confirmed, fresh, renaming, told
from tests.cast import World


def rename(world: World, persona: str = "officer", **changed):
    values = {"name": "Hội B mới", "short_name": "B mới", "valid_from": date(2022, 1, 1)}
    return rename_organization(
        fresh(world.units["B"]), actor=world.actor(persona), **{**values, "decision": DECISION, **changed}
    )


def page(world: World) -> str:
    return f"/organizations/{world.units['B'].pk}/name/"


def name(world: World, day: date) -> str:
    return names_on(day, [world.units["B"].pk])[world.units["B"].pk].full


def test_the_page_says_what_will_happen_then_does_it(world: World):
    client = world.client("officer")
    shown = told(client.post(page(world), renaming(world)))
    for sentence in ["Hội B mới", "Hội B", "01/01/2022", DECISION]:
        assert sentence in shown
    assert not world.units["B"].names.filter(name="Hội B mới").exists()
    assert confirmed(client, page(world), renaming(world)).url == f"/organizations/{world.units['B'].pk}/"
    row = world.units["B"].names.get(name="Hội B mới")
    assert (row.valid_from, row.decision) == (date(2022, 1, 1), DECISION)


def test_papers_of_earlier_dates_keep_the_old_name(world: World):
    rename(world)
    assert name(world, date(2021, 12, 31)) == "Hội B"
    assert name(world, date(2022, 1, 1)) == "Hội B mới"


def test_the_record_names_both(world: World):
    rename(world)
    event = AuditEvent.objects.get(act="organization.rename")
    assert event.old == {"name": "Hội B", "short_name": "B"}
    assert event.new == {
        "name": "Hội B mới",
        "short_name": "B mới",
        "valid_from": "2022-01-01",
        "decision": DECISION,
    }


def test_a_name_that_begins_later_is_shown_as_such(world: World):
    day = clock.today() + timedelta(days=30)
    client = world.client("officer")
    typed = renaming(world, valid_from=f"{day:%d/%m/%Y}")
    assert confirmed(client, page(world), typed).status_code == 302
    listed = told(client.get("/organizations/"))
    assert "Hội B</a>" in listed
    assert f"từ ngày {day:%d/%m/%Y}: Hội B mới" in listed


def test_a_day_before_the_founding_is_refused(world: World):
    world.units["B"].founded_on = date(2010, 1, 1)
    world.units["B"].save()
    world.units["B"].names.update(valid_from=date(2010, 1, 1))
    client = world.client("officer")
    response = client.post(page(world), renaming(world, valid_from="31/12/2009"))
    assert response.status_code == 422
    assert "01/01/2010" in str(response.context["form"].errors["valid_from"])
    with pytest.raises(Conflict):
        rename(world, valid_from=date(2009, 12, 31))
    assert confirmed(client, page(world), renaming(world, valid_from="02/01/2010")).status_code == 302


@pytest.mark.parametrize("day", [date(2015, 1, 1), date(2014, 12, 31)])
def test_a_day_on_or_before_that_of_the_last_name_is_refused(world: World, day: date):
    client = world.client("officer")
    response = client.post(page(world), renaming(world, valid_from=f"{day:%d/%m/%Y}"))
    assert response.status_code == 422
    assert "01/01/2015" in str(response.context["form"].errors["valid_from"])
    with pytest.raises(Conflict):
        rename(world, valid_from=day)
    rename(world, valid_from=date(2015, 1, 2))


def test_the_same_name_is_refused_but_another_short_name_is_not(world: World):
    with pytest.raises(Conflict):
        rename(world, name="Hội B", short_name="B")
    rename(world, name="Hội B", short_name="HB")


def test_without_a_decision_it_is_refused(world: World):
    response = world.client("officer").post(page(world), renaming(world, decision=" "))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["decision"]
    with pytest.raises(BadInput):
        rename(world, decision="")


def test_one_that_has_ended_has_no_new_name(world: World):
    world.units["B"].dissolved_on = date(2022, 6, 30)
    world.units["B"].save()
    with pytest.raises(Conflict, match="30/06/2022"):
        rename(world, valid_from=date(2022, 7, 1))
    rename(world, valid_from=date(2022, 6, 30))


def test_a_name_of_another_is_warned_of_and_not_refused(world: World):
    client = world.client("officer")
    shown = client.post(page(world), renaming(world, name="hoi c"))
    assert len(shown.context["warnings"]) == 1
    assert client.post(page(world), renaming(world, name="hoi c", confirmed="1")).status_code == 302


def test_what_somebody_else_changed_meanwhile_is_seen_first(world: World):
    rename(world)
    with pytest.raises(Stale):
        rename(world, name="Khác", valid_from=date(2023, 1, 1), version=1)
    rename(world, name="Khác", valid_from=date(2023, 1, 1), version=2)


@pytest.mark.parametrize("persona", ["leader", "secretariat", "city_leader", "board"])
def test_nobody_else_renames(world: World, persona: str):
    with pytest.raises(NotAllowed):
        rename(world, persona)


@pytest.mark.parametrize(("day", "told_so"), [("01/01/2020", True), ("01/01/2099", False)])
def test_a_name_from_a_day_that_is_over_says_that_what_was_signed_stays(
    world: World, day: str, told_so: bool
):
    data = renaming(world, valid_from=day)
    response = world.client("officer").post(f"/organizations/{world.units['B'].pk}/name/", data)
    assert (
        "Nội dung đã ký, đã chốt, đã phát hành từ ngày đó giữ nguyên." in response.context["consequences"]
    ) is told_so
