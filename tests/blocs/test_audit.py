"""The record of what was done: stands or falls with the act, and betrays any later change."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError

from blocs import audit, clock
from blocs.actions import accounts
from blocs.audit import FIRST_SEAL, digest, plain, record, seal_events
from blocs.errors import NotAllowed
from blocs.invariants import broken_seals, changed_events
from blocs.models import Appointment, AuditEvent, Bloc, Person, User
from tests import factories as make
from tests.cast import World

pytestmark = pytest.mark.django_db


def some_events(world: World, number: int = 3) -> list[AuditEvent]:
    actor = world.actor("secretariat")
    with transaction.atomic():
        return [
            record(
                "bloc.change", world.bloc, actor=actor, old={"n": n}, new={"n": n + 1}, bloc_id=world.bloc.pk
            )
            for n in range(number)
        ]


def test_an_event_says_who_in_which_capacity_for_whom_and_what(world: World):
    actor = world.actor("secretariat").acting_for(world.units["B"].pk)
    record(
        "scoresheet.submit", world.units["B"], actor=actor, label="Bảng điểm B", remark="bản giấy", year=2021
    )
    event = AuditEvent.objects.get()
    assert (event.user, event.person) == (actor.user, actor.person)
    assert (event.capacity, event.on_behalf_of) == ("secretariat", world.units["B"])
    assert "Khối K1" in event.capacity_label
    assert (event.object_type, event.object_id) == ("blocs.organization", world.units["B"].pk)
    assert (event.object_label, event.remark, event.year) == ("Bảng điểm B", "bản giấy", 2021)


def test_values_are_kept_as_plain_text_and_numbers():
    kept = plain({"points": Decimal("9.50"), "day": date(2021, 3, 9), "list": [Decimal(1), None], "ok": True})
    assert kept == {"points": "9.50", "day": "2021-03-09", "list": ["1", None], "ok": True}


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_nothing_is_recorded():
    bloc = make.make_bloc("K1")
    with pytest.raises(AssertionError):
        record("bloc.change", bloc, actor=audit.Actor())
    assert not AuditEvent.objects.exists()


def test_when_the_record_fails_the_act_falls(world: World, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the second write fails")

    person = world.users["clerk"].person
    monkeypatch.setattr(accounts, "record", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        accounts.change_address(person, "moi@example.org", actor=world.actor("operator"))
    assert not User.objects.filter(email="moi@example.org").exists()
    monkeypatch.undo()
    accounts.change_address(person, "moi@example.org", actor=world.actor("operator"))
    assert AuditEvent.objects.get().act == "user.change"


def test_when_the_act_fails_nothing_is_recorded(monkeypatch):
    """The first operator: the account is written and recorded before the appointment fails."""

    def broken(**kwargs):
        raise RuntimeError("a later write fails")

    monkeypatch.setattr(Appointment.objects, "create", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        accounts.appoint_operator("quan-tri@example.org")
    assert not AuditEvent.objects.exists()
    assert not User.objects.exists()
    assert not Person.objects.exists()


def test_a_refused_act_leaves_no_record(world: World):
    with pytest.raises(NotAllowed):
        accounts.change_address(world.users["clerk"].person, "moi@example.org", actor=world.actor("leader"))
    assert not AuditEvent.objects.exists()


def test_an_event_reads_back_as_it_was_written(world: World):
    """The digest depends neither on the time zone nor on the form in which JSON comes back."""
    with clock.standing_at(datetime(2021, 1, 1, 0, 30, tzinfo=clock.LOCAL)):
        some_events(world)
    event = AuditEvent.objects.first()
    assert event.time.astimezone(UTC).year == 2020
    assert digest(event) == event.digest
    assert list(changed_events()) == []


def test_two_events_alike_have_different_digests(world: World):
    with clock.standing_at(date(2021, 1, 1)):
        one, other = (record("bloc.change", world.bloc, actor=world.actor("officer")) for _ in range(2))
    assert one.digest != other.digest


def test_sealing_chains_every_event_in_order(world: World):
    some_events(world, 3)
    head = seal_events()
    chain = list(AuditEvent.objects.order_by("seal_number").values_list("seal_number", "seal"))
    assert [number for number, _seal in chain] == [1, 2, 3]
    assert chain[-1][1] == head
    assert list(broken_seals()) == []


def test_sealing_goes_on_where_it_stopped_and_changes_no_seal(world: World):
    some_events(world, 2)
    first = seal_events()
    assert seal_events() == first
    some_events(world, 1)
    assert seal_events() != first
    assert AuditEvent.objects.get(seal_number=2).seal == first
    assert list(broken_seals()) == []


def test_with_nothing_to_seal_the_head_is_the_beginning():
    assert seal_events() == FIRST_SEAL


def test_the_command_seals_and_prints_the_head(world: World, capsys):
    some_events(world)
    call_command("seal_audit")
    assert capsys.readouterr().out.strip() == AuditEvent.objects.get(seal_number=3).seal


@pytest.mark.parametrize(
    "change",
    [
        {"new": {"n": 99}},
        {"old": {}},
        {"act": "bloc.add"},
        {"object_label": "ai đó"},
        {"remark": "thêm"},
        {"time": datetime(2020, 1, 1, tzinfo=UTC)},
        {"capacity": "city_officer"},
        {"person": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_event_is_found(world: World, change: dict):
    event = some_events(world)[1]
    assert list(changed_events()) == []
    AuditEvent.objects.filter(pk=event.pk).update(**change)
    assert len(list(changed_events())) == 1


def test_a_removed_event_is_found_once_it_was_sealed(world: World):
    events = some_events(world)
    seal_events()
    events[1].delete()
    assert list(broken_seals()) == ["seals 2 to 2 are missing"]


def test_an_event_changed_with_a_new_digest_is_found_by_its_seal(world: World):
    event = some_events(world)[1]
    seal_events()
    event = AuditEvent.objects.get(pk=event.pk)
    event.remark = "thêm về sau"
    event.digest = digest(event)
    event.save()
    assert list(changed_events()) == []
    assert "seal 2" in next(broken_seals())


def test_erased_contents_leave_the_chain_whole(world: World):
    event = some_events(world)[1]
    seal_events()
    AuditEvent.objects.filter(pk=event.pk).update(salt="", old={}, new={}, object_label="", person=None)
    assert list(changed_events()) == []
    assert list(broken_seals()) == []


def test_taking_away_only_the_salt_hides_nothing(world: World):
    event = some_events(world)[1]
    AuditEvent.objects.filter(pk=event.pk).update(salt="", new={"n": 99})
    assert len(list(changed_events())) == 1


def test_an_event_keeps_its_bloc_from_being_deleted(world: World):
    bloc = make.make_bloc("K9")
    record("bloc.add", bloc, actor=world.actor("operator"), bloc_id=bloc.pk)
    bloc.names.all().delete()
    with pytest.raises(ProtectedError):
        Bloc.objects.get(pk=bloc.pk).delete()
