"""Two acts that seal at the same moment: neither is lost, and the chain stays whole."""

import threading

import pytest
from django.db import connection, transaction

from blocs.actor import SYSTEM
from blocs.audit import record, seal_events
from blocs.invariants import broken_seals
from blocs.models import AuditEvent
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def act_and_seal(bloc):
    record("bloc.change", bloc, actor=SYSTEM)
    seal_events()


@pytest.mark.parametrize("sealed_before", [0, 1])
def test_who_seals_second_waits_and_goes_on_from_there(sealed_before):
    bloc, sealed, outcomes = make.make_bloc("K1"), threading.Event(), []
    for _ in range(sealed_before):
        with transaction.atomic():
            act_and_seal(bloc)

    def second():
        try:
            assert sealed.wait(timeout=30)
            with transaction.atomic():
                act_and_seal(bloc)
            outcomes.append("sealed")
        except Exception as error:  # noqa: BLE001 - the main thread reports it
            outcomes.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        act_and_seal(bloc)
        sealed.set()
        thread.join(timeout=0.5)
        assert outcomes == []
    thread.join(timeout=30)
    assert outcomes == ["sealed"]
    numbers = AuditEvent.objects.order_by("pk").values_list("seal_number", flat=True)
    assert list(numbers) == list(range(1, sealed_before + 3))
    assert list(broken_seals()) == []
