"""Two officers open the first year of an installation at the same moment."""

import threading

import pytest
from django.db import connection, transaction

from blocs import clock
from blocs.errors import Conflict
from emulation.actions.year import open_year
from emulation.models import EmulationYear
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_is_told_that_it_is_open_already():
    actor = make.actor_of(make.make_appointed("city_officer"))
    opened, outcomes = threading.Event(), []
    year = clock.today().year

    def second():
        try:
            assert opened.wait(timeout=30)
            open_year(year, actor=actor)
            outcomes.append("opened")
        except Exception as error:  # noqa: BLE001 - the main thread reports it
            outcomes.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        open_year(year, actor=actor)
        opened.set()
        thread.join(timeout=0.5)
        assert outcomes == []
    thread.join(timeout=30)
    [refused] = outcomes
    assert isinstance(refused, Conflict)
    assert str(year) in refused.message
    assert EmulationYear.objects.count() == 1
