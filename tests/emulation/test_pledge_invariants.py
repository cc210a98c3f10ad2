"""`manage.py check_data` finds a pledge that was tampered with, and finds nothing in one that was not."""

from datetime import timedelta

import pytest

from blocs import clock
from blocs.models import Membership, Representation
from emulation.actions.paper import issue_pledge
from emulation.actions.pledge import draft_next_version
from emulation.invariants import (
    changed_pledges,
    papers_valid_twice,
    signatures_of_another_text,
    signatures_without_an_office,
    strangers_among_the_parties,
    time_given_to_strangers,
)
from emulation.models import IssuedPaper, PledgeClause, PledgeParty, PledgeSignature, PledgeVersion
from emulation.queries.pledge import board_of, contents_key, current_version
from tests import factories as make
from tests.emulation.pledges import final, sign_all

ALL = [
    changed_pledges,
    papers_valid_twice,
    signatures_of_another_text,
    signatures_without_an_office,
    strangers_among_the_parties,
    time_given_to_strangers,
]


@pytest.fixture
def signed(world):
    version = final(world)
    sign_all(world, version)
    current = current_version(world.cycle)
    issue_pledge(
        world.cycle,
        actor=world.actor("head_leader"),
        content=b"%PDF",
        content_key=contents_key(current, board_of(current)),
    )
    return version


@pytest.mark.parametrize("find", ALL)
def test_a_signed_and_a_replaced_pledge_are_sound(world, signed, find):
    assert list(find()) == []
    draft_next_version(world.cycle, actor=world.actor("secretariat"), replacing=signed.pk)
    assert list(find()) == []


@pytest.mark.parametrize(
    "tamper",
    [
        lambda version: PledgeClause.objects.filter(version=version).update(text="Khác"),
        lambda version: PledgeParty.objects.filter(version=version).update(name="Hội khác"),
        lambda version: PledgeVersion.objects.update(preamble="Khác"),
        lambda version: PledgeVersion.objects.update(canonical="Khác"),
    ],
)
def test_a_changed_text_is_found(signed, tamper):
    tamper(signed)
    assert len(list(changed_pledges())) == 1


def test_a_signature_moved_under_another_text_is_found(signed):
    PledgeSignature.objects.filter(pk=signed.parties.first().signatures.get().pk).update(text_sha256="0" * 64)
    assert len(list(signatures_of_another_text())) == 1


def test_a_signature_without_an_office_is_found(world, signed):
    Representation.objects.filter(person=world.users["leader"].person).update(
        until=clock.today() - timedelta(days=2)
    )
    assert len(list(signatures_without_an_office())) == 1


def test_a_stranger_among_the_parties_is_found(world, signed):
    Membership.objects.filter(organization=world.units["C"]).delete()
    assert len(list(strangers_among_the_parties())) == 1


def test_two_valid_papers_are_found(signed):
    paper = IssuedPaper.objects.get()
    paper.pk, paper.verification_code = None, "KHAC"
    paper.save(force_insert=True)
    assert len(list(papers_valid_twice())) == 1


def test_time_given_to_a_stranger_is_found(world, signed):
    make.make_extension(world.cycle.windows.get(), world.units["D"], clock.today(), world.users["officer"])
    assert len(list(time_given_to_strangers())) == 1
