"""Several people at the same moment, each with a connection of their own: what each was told."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from django.db import connection, transaction

from blocs.errors import Refused

Act = Callable[[], Any]

# Seconds in which an act that waits for nobody has long been done.
PATIENCE = 0.25


def at_once(*acts: Act) -> list[Any]:
    """Begins all acts together; what each gave back or, as an exception not raised, how it was refused."""
    ready = threading.Barrier(len(acts), timeout=30)

    def run(act: Act) -> Any:
        ready.wait()
        return outcome(act)

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(run, acts))


def meanwhile(first: Act, second: Act) -> Any:
    """Begins `second` while the transaction of `first` is open, for which it has to wait; what came of `second`."""
    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            first()
            waiting: Future[Any] = other.submit(outcome, second)
            wait([waiting], timeout=PATIENCE)
            assert not waiting.done(), "the second did not wait for the first"
        return waiting.result()


def outcome(act: Act) -> Any:
    """What an act gives back, or its refusal; any other error is the test's own."""
    try:
        return act()
    except Refused as refused:
        return refused
    finally:
        connection.close()
