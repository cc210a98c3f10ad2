"""`manage.py check_data`: every sentence, the rows that break it, an exit status; and not one write."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from awards.invariants import INVARIANTS as AWARDS
from blocs import clock
from blocs.invariants import INVARIANTS as BLOCS
from blocs.invariants import Invariant
from blocs.models import Bloc
from emulation.invariants import INVARIANTS as EMULATION
from reports.management.commands import check_data
from tests import factories as make
from tests.cast import World


def run() -> str:
    out = StringIO()
    call_command("check_data", stdout=out)
    return out.getvalue()


def test_every_app_has_its_say():
    assert {i.sentence for i in [*BLOCS, *EMULATION, *AWARDS]} == {i.sentence for i in check_data.INVARIANTS}
    assert len({i.sentence for i in check_data.INVARIANTS}) == len(check_data.INVARIANTS)


def test_on_sound_data_it_says_each_sentence_and_that_all_hold(world: World):
    told = run()
    for invariant in check_data.INVARIANTS:
        assert invariant.sentence in told
    assert f"All {len(check_data.INVARIANTS)} sentences hold." in told


def test_a_broken_sentence_is_told_with_its_rows_and_fails(world: World):
    world.units["B"].memberships.update(order=1)
    out = StringIO()
    with pytest.raises(CommandError, match=r"1 of \d+ sentences do not hold"):
        call_command("check_data", stdout=out)
    assert "NOT SO  Each place in the order of a bloc's year belongs to one member." in out.getvalue()
    assert "K1 2021: 2 members are no. 1" in out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_it_cannot_write(monkeypatch):
    def writing() -> Iterator[str]:
        Bloc.objects.create(code="VIET")
        yield "written"

    monkeypatch.setattr(check_data, "INVARIANTS", [Invariant("Nothing is written.", writing)])
    with pytest.raises(DatabaseError, match=r"read-?only"):
        run()
    assert not Bloc.objects.filter(code="VIET").exists()


@pytest.mark.django_db(transaction=True)
def test_after_it_the_connection_is_as_before():
    run()
    assert not connection.in_atomic_block
    make.make_bloc("SAU")
    assert Bloc.objects.filter(code="SAU").exists()
    assert clock.today()
