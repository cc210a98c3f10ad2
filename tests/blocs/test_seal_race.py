"""Two acts that seal at the same moment: neither is lost, and the chain stays whole."""

import pytest
from django.db import transaction

from blocs.actor import SYSTEM
from blocs.audit import record, seal_events
from blocs.invariants import broken_seals
from blocs.models import AuditEvent
from tests import factories as make
from tests.at_once import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)


def act_and_seal(bloc):
    record("bloc.change", bloc, actor=SYSTEM)
    seal_events()


@pytest.mark.parametrize("sealed_before", [0, 1])
def test_who_seals_second_waits_and_goes_on_from_there(sealed_before):
    bloc = make.make_bloc("K1")

    def act():
        with transaction.atomic():
            act_and_seal(bloc)

    for _ in range(sealed_before):
        act()
    assert meanwhile(act, act) is None
    numbers = AuditEvent.objects.order_by("pk").values_list("seal_number", flat=True)
    assert list(numbers) == list(range(1, sealed_before + 3))
    assert list(broken_seals()) == []
