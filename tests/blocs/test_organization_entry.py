"""Entering an organisation: a code of its own, a first name, and a warning where another is called alike."""

from datetime import date

import pytest

from blocs.actions.organization import enter_organization
from blocs.errors import Conflict, NotAllowed
from blocs.models import AuditEvent, Organization
from tests.blocs.organizations import told
from tests.cast import World

NEW = "/organizations/new/"
TYPED = {
    "name": "Hội Nhà báo thành phố",
    "short_name": "Hội Nhà báo",
    "code": "HNB",
    "kind": "association",
    "founded_on": "02/09/2010",
}


def test_an_organisation_is_entered_with_its_first_name_in_one_step(world: World):
    response = world.client("officer").post(NEW, TYPED)
    entered = Organization.objects.get(code="HNB")
    assert response.url == f"/organizations/{entered.pk}/"
    name = entered.names.get()
    assert (name.name, name.short_name, name.valid_from) == (
        "Hội Nhà báo thành phố",
        "Hội Nhà báo",
        date(2010, 9, 2),
    )
    assert entered.founded_on == date(2010, 9, 2)
    event = AuditEvent.objects.get(act="organization.enter")
    assert event.organization_id == entered.pk
    assert event.object_label == "Hội Nhà báo thành phố"
    assert event.new["kind"] == "Hội"


def test_the_operator_enters_too_and_nobody_else(world: World):
    values = {"code": "X", "kind": "association", "name": "X", "short_name": "X"}
    enter_organization(actor=world.actor("operator"), **values, valid_from=date(2020, 1, 1))
    for persona in ("leader", "head_leader", "secretariat", "city_leader", "board"):
        with pytest.raises(NotAllowed):
            enter_organization(
                actor=world.actor(persona), **values | {"code": persona[:9]}, valid_from=date(2020, 1, 1)
            )
    assert Organization.objects.count() == 5


@pytest.mark.parametrize("code", ["B", "b"])
def test_a_code_of_another_is_refused_beside_its_field(world: World, code: str):
    client = world.client("officer")
    response = client.post(NEW, TYPED | {"code": code})
    assert response.status_code == 422
    assert "Hội B" in told(response)
    assert list(response.context["form"].errors) == ["code"]
    assert client.post(NEW, TYPED).status_code == 302


def test_the_action_refuses_the_code_too(world: World):
    values = {"kind": "association", "name": "X", "short_name": "X", "valid_from": date(2020, 1, 1)}
    with pytest.raises(Conflict):
        enter_organization(actor=world.actor("officer"), code="B", **values)


def test_the_first_name_does_not_begin_before_the_founding(world: World):
    client = world.client("officer")
    response = client.post(NEW, TYPED | {"valid_from": "01/09/2010"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["valid_from"]
    assert client.post(NEW, TYPED | {"valid_from": "02/09/2010"}).status_code == 302


def test_without_a_founding_the_day_of_the_name_is_asked_for(world: World):
    client = world.client("officer")
    response = client.post(NEW, TYPED | {"founded_on": ""})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["valid_from"]
    assert client.post(NEW, TYPED | {"founded_on": "", "valid_from": "2010-09-02"}).status_code == 302


@pytest.mark.parametrize("name", ["Hội B", "HOI B", "hội  b"])
def test_a_name_that_another_has_is_warned_of_and_may_be_entered_all_the_same(world: World, name: str):
    client = world.client("officer")
    typed = TYPED | {"name": name}
    response = client.post(NEW, typed)
    assert response.status_code == 200
    assert response.context["warnings"]
    assert not Organization.objects.filter(code="HNB").exists()
    assert client.post(NEW, typed | {"confirmed": "1"}).status_code == 302
    assert Organization.objects.filter(code="HNB").exists()


def test_a_name_another_had_long_ago_is_warned_of_too(world: World):
    world.units["B"].names.create(name="Tên mới", short_name="Mới", valid_from=date(2020, 1, 1))
    assert world.client("officer").post(NEW, TYPED | {"name": "Hội B"}).context["warnings"]


def test_going_back_keeps_what_was_typed(world: World):
    response = world.client("officer").post(NEW, TYPED | {"name": "Hội B", "back": "1"})
    assert response.status_code == 200
    assert 'value="HNB"' in told(response)
    assert not Organization.objects.filter(code="HNB").exists()


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"code": ""}, {"kind": "x"}, {"founded_on": "31/02/2010"}, {"name": "x" * 301}]
)
def test_what_is_missing_or_wrong_is_told_beside_its_field(world: World, wrong: dict):
    response = world.client("officer").post(NEW, TYPED | wrong)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(wrong)
    assert Organization.objects.count() == 4
