import threading

import pytest
from django.db import connection, transaction

from blocs.errors import Missing, Stale
from blocs.locking import locked
from blocs.models import Organization

# Without a transaction around the test, as a request is.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def organization():
    return Organization.objects.create(code="HDN", version=3)


def test_it_gives_the_row_as_it_is_now(organization):
    Organization.objects.filter(pk=organization.pk).update(code="HDNT")
    with transaction.atomic():
        assert locked(Organization, organization.pk).code == "HDNT"


def test_it_needs_a_transaction(organization):
    with pytest.raises(RuntimeError, match="atomic"):
        locked(Organization, organization.pk)


def test_the_version_that_was_seen_is_taken_and_an_older_one_refused(organization):
    with transaction.atomic():
        assert locked(Organization, organization.pk, version=3) == organization
        with pytest.raises(Stale):
            locked(Organization, organization.pk, version=2)


def test_a_row_that_is_gone_is_missing(organization):
    with transaction.atomic(), pytest.raises(Missing):
        locked(Organization, organization.pk + 1)


def count_up(pk, times, failures):
    try:
        for _ in range(times):
            with transaction.atomic():
                row = locked(Organization, pk)
                row.version += 1
                row.save(update_fields=["version"])
    except Exception as error:  # noqa: BLE001 - the main thread reports it
        failures.append(error)
    finally:
        connection.close()


def run(target, *arguments, threads):
    running = [threading.Thread(target=target, args=arguments) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in running)


def test_no_change_is_lost_among_many_writers(organization):
    failures = []
    run(count_up, organization.pk, 20, failures, threads=4)
    organization.refresh_from_db()
    assert failures == []
    assert organization.version == 3 + 4 * 20


def test_of_two_who_saw_the_same_version_one_is_refused(organization):
    ready, outcomes = threading.Barrier(2, timeout=30), []

    def change():
        try:
            ready.wait()
            with transaction.atomic():
                row = locked(Organization, organization.pk, version=3)
                row.version += 1
                row.save(update_fields=["version"])
            outcomes.append("changed")
        except Stale:
            outcomes.append("refused")
        finally:
            connection.close()

    run(change, threads=2)
    organization.refresh_from_db()
    assert sorted(outcomes) == ["changed", "refused"]
    assert organization.version == 4


def test_a_second_writer_waits_until_the_first_is_done(organization):
    held, order = threading.Event(), []

    def second():
        try:
            assert held.wait(timeout=30)
            with transaction.atomic():
                order.append(locked(Organization, organization.pk).code)
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        row = locked(Organization, organization.pk)
        held.set()
        thread.join(timeout=0.3)
        assert order == []
        row.code = "NEW"
        row.save(update_fields=["code"])
    thread.join(timeout=30)
    assert order == ["NEW"]
