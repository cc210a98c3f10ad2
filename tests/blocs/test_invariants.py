"""What no constraint holds: each invariant is silent on sound data and names the row that breaks it."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from blocs import invariants
from blocs.actions.files import store_bytes
from blocs.models import (
    Appointment,
    BlocName,
    CompositionDecision,
    Membership,
    Office,
    OrganizationName,
    Person,
    Representation,
    Role,
    Succession,
)
from blocs.models.office import OfficeRole
from tests import factories as make
from tests.cast import World
from tests.sound import assert_sound


def found(find) -> list[str]:
    return list(find())


def test_the_small_city_is_sound(world: World):
    assert_sound()


def test_every_invariant_is_a_sentence():
    for invariant in invariants.INVARIANTS:
        assert invariant.sentence[0].isupper()
        assert invariant.sentence.endswith(".")


def test_two_heads_at_once_are_found(world: World):
    Office.objects.filter(bloc=world.bloc).update(until=date(2021, 6, 30))
    office = Office.objects.create(
        bloc=world.bloc,
        organization=world.units["B"],
        year=2021,
        role=OfficeRole.HEAD,
        since=date(2021, 7, 1),
    )
    assert found(invariants.two_heads_at_once) == []
    Office.objects.filter(pk=office.pk).update(since=date(2021, 6, 30))
    assert found(invariants.two_heads_at_once) == ["K1 2021: A and B"]


def test_a_head_who_is_no_member_is_found(world: World):
    make.make_head(world.bloc, world.units["D"], 2021, OfficeRole.DEPUTY)
    assert found(invariants.officers_who_are_no_members) == ["K1 2021: D"]


def test_a_shared_place_in_the_order_is_found(world: World):
    world.units["B"].memberships.update(order=1)
    assert found(invariants.shared_places_in_the_order) == ["K1 2021: 2 members are no. 1"]


def test_a_membership_by_another_blocs_decision_is_found(world: World):
    decision = CompositionDecision.objects.create(bloc=world.other_bloc, number="7", issuer="UBND")
    world.units["D"].memberships.update(decision=decision)
    assert found(invariants.memberships_by_another_blocs_decision) == []
    world.units["B"].memberships.update(decision=decision)
    assert len(found(invariants.memberships_by_another_blocs_decision)) == 1


def test_a_leaving_by_another_blocs_decision_is_found(world: World):
    decision = CompositionDecision.objects.create(bloc=world.other_bloc, number="7", issuer="UBND")
    world.units["B"].memberships.update(left_on=date(2021, 6, 30), leaving_decision=decision)
    assert len(found(invariants.memberships_by_another_blocs_decision)) == 1


@pytest.mark.parametrize("name", ["joined_on", "left_on"])
def test_a_day_outside_of_the_year_is_found(world: World, name: str):
    rows = world.units["B"].memberships
    rows.update(**{name: date(2021, 12, 31)})
    assert found(invariants.days_outside_of_the_membership_year) == []
    rows.update(**{name: date(2022, 1, 1)})
    assert found(invariants.days_outside_of_the_membership_year) == ["B – K1 2021: 2022-01-01"]


def test_a_member_of_an_ended_bloc_is_found(world: World):
    world.bloc.ended_on = date(2021, 3, 1)
    world.bloc.save()
    assert found(invariants.members_after_the_end_of_their_bloc) == []
    make.make_membership(world.bloc, world.units["B"], 2022, 1)
    assert found(invariants.members_after_the_end_of_their_bloc) == ["B – K1 2022: ended on 2021-03-01"]


def test_a_search_key_of_a_bloc_that_does_not_fit_is_found(world: World):
    world.bloc.names.update(search_key="khac")
    assert len(found(invariants.keys_that_do_not_fit)) == 1


def test_a_member_after_its_end_is_found(world: World):
    unit = world.units["B"]
    unit.dissolved_on = date(2021, 3, 1)
    unit.save()
    assert found(invariants.members_after_their_end) == []
    make.make_membership(world.bloc, unit, 2022, 2)
    assert len(found(invariants.members_after_their_end)) == 1


def test_a_missing_name_is_found(world: World):
    OrganizationName.objects.filter(organization=world.units["B"]).delete()
    BlocName.objects.filter(bloc=world.bloc).delete()
    assert found(invariants.without_a_name) == ["organization B", "bloc K1"]


@pytest.mark.parametrize("model", [OrganizationName, BlocName, Person])
def test_a_key_that_does_not_fit_is_found(world: World, model):
    row = model.objects.first()
    model.objects.filter(pk=row.pk).update(name="Tên sửa bên ngoài")
    assert len(found(invariants.keys_that_do_not_fit)) == 1
    row.refresh_from_db()
    row.save()
    assert found(invariants.keys_that_do_not_fit) == []


def test_a_circle_of_successors_is_found(world: World):
    def succeed(one: str, other: str) -> None:
        Succession.objects.create(
            predecessor=world.units[one],
            successor=world.units[other],
            kind="merged",
            effective_on=date(2022, 1, 1),
        )

    succeed("A", "B")
    succeed("A", "C")
    succeed("B", "C")
    succeed("C", "D")
    assert found(invariants.circles_of_successors) == []
    succeed("D", "B")
    assert found(invariants.circles_of_successors) == ["B", "C", "D"]


def test_a_right_held_twice_is_found(world: World):
    old = Representation.objects.get(person=world.users["ended_leader"].person)
    again = Representation.objects.create(
        person=old.person,
        organization=old.organization,
        duty=old.duty,
        position_title="Chủ tịch",
        since=date(2021, 1, 1),
        until=date(2021, 1, 31),
    )
    Appointment.objects.create(
        person=world.users["officer"].person,
        role=Role.CITY_OFFICER,
        since=date(2000, 1, 1),
        until=date(2014, 12, 31),
    )
    assert found(invariants.rights_held_twice) == []
    Representation.objects.filter(pk=again.pk).update(since=old.until)
    Appointment.objects.filter(until=date(2014, 12, 31)).update(until=date(2015, 1, 1))
    assert len(found(invariants.rights_held_twice)) == 2


@pytest.mark.django_db
def test_a_lost_and_a_changed_file_are_found():
    lost, changed = (store_bytes(text, content_type="text/plain") for text in (b"lost", b"whole"))
    assert found(invariants.lost_files) == []
    default_storage.delete(lost.path)
    default_storage.delete(changed.path)
    default_storage.save(changed.path, ContentFile(b"changed"))
    assert found(invariants.lost_files) == [
        f"file {lost.pk} is not in the storage",
        f"file {changed.pk} is not what was stored",
    ]


def test_memberships_are_counted_by_bloc_and_year(world: World):
    """The same place in another year or bloc is another place."""
    make.make_membership(world.bloc, world.units["B"], 2020, 1)
    assert Membership.objects.filter(order=1).count() == 3
    assert found(invariants.shared_places_in_the_order) == []
