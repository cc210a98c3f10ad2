"""Signing the pledge: one valid signature per party, by its leader, in its time, for exactly the text that was read."""

from datetime import date, timedelta
from functools import partial

import pytest

from blocs import clock
from blocs.errors import BadInput, Closed, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent, Representation
from emulation.actions.pledge import draft_next_version
from emulation.actions.pledge_signature import record_paper_signature, sign_pledge
from emulation.models import PledgeSignature, Window
from emulation.models.pledge import PartyCapacity, SignatureMethod
from emulation.queries.pledge import board_of, current_version
from tests import factories as make
from tests.at_once import at_once
from tests.cast import build_world
from tests.emulation.pledges import draft, final, party, sign, sign_all

PDF = b"%PDF-1.7 scan"


def board(world):
    return board_of(current_version(world.cycle))


def record_paper(world, version, code="B", by="secretariat", **changes):
    values = {
        "text_sha256": version.sha256,
        "signed_on": clock.today(),
        "position_title": "Chủ tịch",
        "scan": (PDF, "application/pdf"),
    }
    return record_paper_signature(party(version, code), actor=world.actor(by), **(values | changes))


def test_the_leader_signs_for_his_unit(world):
    version = final(world)
    signature = sign(world, version, "leader")
    assert signature.method == SignatureMethod.SYSTEM
    assert (signature.person, signature.position_title) == (world.users["leader"].person, "Chủ tịch")
    assert (signature.signed_by, signature.text_sha256) == (world.users["leader"], version.sha256)
    event = AuditEvent.objects.get(act="pledge.sign")
    assert (event.organization, event.user) == (world.units["B"], world.users["leader"])


@pytest.mark.parametrize(
    "persona", ["clerk", "other_leader", "head_leader", "secretariat", "officer", "outside_leader"]
)
def test_nobody_signs_for_another_unit(world, persona):
    version = final(world)
    with pytest.raises(NotAllowed):
        sign_pledge(party(version, "B"), actor=world.actor(persona), text_sha256=version.sha256)
    assert not PledgeSignature.objects.exists()


def test_a_leader_whose_office_ended_cannot_sign(world):
    version = final(world)
    actor = world.actor("leader")  # resolved while the office was in force
    Representation.objects.filter(person=actor.person).update(until=clock.today() - timedelta(days=1))
    with pytest.raises(NotAllowed):
        sign_pledge(party(version, "B"), actor=actor, text_sha256=version.sha256)
    assert not PledgeSignature.objects.exists()


def test_a_second_signature_for_the_same_party_is_refused(world):
    version = final(world)
    first = sign(world, version, "leader")
    with pytest.raises(Conflict):
        sign(world, version, "leader")
    with pytest.raises(Conflict):
        record_paper(world, version)
    assert PledgeSignature.objects.get() == first


def test_another_text_than_the_one_read_is_not_signed(world):
    version = final(world)
    with pytest.raises(Stale):
        sign_pledge(party(version, "B"), actor=world.actor("leader"), text_sha256="0" * 64)
    draft_next_version(world.cycle, actor=world.actor("head_leader"), replacing=version.pk)
    with pytest.raises(Stale):
        sign(world, version, "leader")
    assert not PledgeSignature.objects.exists()


def test_a_draft_is_not_signed(world):
    version = draft(world)
    place = version.parties.create(organization=world.units["B"], capacity=PartyCapacity.MEMBER, order=1)
    with pytest.raises(Conflict):
        sign_pledge(place, actor=world.actor("leader"), text_sha256="")


def test_outside_of_the_window_nobody_signs_unless_extended(world):
    version = final(world)
    window = Window.objects.get()
    window.opens, window.closes = clock.today() - timedelta(days=9), clock.today() - timedelta(days=1)
    window.save()
    make.make_extension(window, world.units["C"], clock.today(), world.users["officer"])
    with pytest.raises(Closed):
        sign(world, version, "leader")
    sign(world, version, "other_leader")
    assert PledgeSignature.objects.get().party.organization == world.units["C"]


def test_without_a_window_nobody_signs(world):
    version = final(world)
    Window.objects.all().delete()
    with pytest.raises(Closed):
        sign(world, version, "leader")


def test_the_heads_unit_signs_as_member_and_as_head(world):
    version = final(world)
    for persona in ("leader", "other_leader", "head_leader"):
        sign(world, version, persona)
    assert (board(world).signed, board(world).total) == (2, 3)
    assert [unit.name for unit in board(world).missing] == ["Hội A"]
    sign(world, version, "head_leader", PartyCapacity.HEAD)
    assert board(world).is_complete
    assert board(world).missing_sentence == ""


def test_the_secretariat_records_a_signature_on_paper(world):
    version = final(world)
    signature = record_paper(world, version, signing_form="KT.", position_title="Phó Chủ tịch")
    assert (signature.method, signature.signed_on) == (SignatureMethod.PAPER, clock.today())
    assert (signature.signing_form, signature.position_title) == ("KT.", "Phó Chủ tịch")
    assert signature.document.read() == PDF
    event = AuditEvent.objects.get(act="pledge.record_paper")
    assert event.on_behalf_of == world.units["B"]
    assert [unit.name for unit in board(world).missing] == ["Hội A", "Hội C"]


@pytest.mark.parametrize("persona", ["leader", "head_leader", "other_secretariat", "officer"])
def test_nobody_else_records_one(world, persona):
    version = final(world)
    with pytest.raises(NotAllowed):
        record_paper(world, version, by=persona)
    assert not PledgeSignature.objects.exists()


def test_a_paper_from_the_future_or_outside_of_the_window_is_not_recorded(world):
    version = final(world)
    with pytest.raises(BadInput):
        record_paper(world, version, signed_on=clock.today() + timedelta(days=1))
    with pytest.raises(Closed):
        record_paper(world, version, signed_on=date(2021, 3, 9))
    assert not PledgeSignature.objects.exists()


def test_all_units_sign(world):
    version = final(world)
    sign_all(world, version)
    assert board(world).is_complete


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_for_one_party_at_once_one_is_refused():
    world = build_world()
    version = final(world)
    place, actors = (
        party(version, "C"),
        [world.actor("other_leader"), make.actor_of(make.make_leader(world.units["C"]))],
    )
    outcomes = at_once(
        *(partial(sign_pledge, place, actor=actor, text_sha256=version.sha256) for actor in actors)
    )
    assert sorted(isinstance(told, Conflict) for told in outcomes) == [False, True]
    assert PledgeSignature.objects.count() == 1
