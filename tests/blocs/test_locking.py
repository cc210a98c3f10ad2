import pytest
from django.db import transaction

from blocs.errors import Missing, Stale
from blocs.locking import locked
from blocs.models import Organization
from tests.at_once import at_once, meanwhile

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


def test_no_change_is_lost_among_many_writers(organization):
    def count_up():
        for _ in range(20):
            with transaction.atomic():
                row = locked(Organization, organization.pk)
                row.version += 1
                row.save(update_fields=["version"])

    assert at_once(*[count_up] * 4) == [None] * 4
    organization.refresh_from_db()
    assert organization.version == 3 + 4 * 20


def test_of_two_who_saw_the_same_version_one_is_refused(organization):
    def change():
        with transaction.atomic():
            row = locked(Organization, organization.pk, version=3)
            row.version += 1
            row.save(update_fields=["version"])

    outcomes = at_once(change, change)
    organization.refresh_from_db()
    assert sorted(isinstance(outcome, Stale) for outcome in outcomes) == [False, True]
    assert organization.version == 4


def test_a_second_writer_waits_until_the_first_is_done(organization):
    def write():
        row = locked(Organization, organization.pk)
        row.code = "NEW"
        row.save(update_fields=["code"])

    def read():
        with transaction.atomic():
            return locked(Organization, organization.pk).code

    assert meanwhile(write, read) == "NEW"
