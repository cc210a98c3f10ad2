"""Parameters that nobody's page sends: every address answers them with a page or a refusal, never with an error."""

import re
from urllib.parse import urlencode

import pytest

from blocs.models import AuditEvent
from tests.attacks.pages import pages
from tests.cast import World
from tests.whole import build_whole

NAMES = [
    *(
        "q",
        "page",
        "sort",
        "order",
        "kind",
        "year",
        "bloc",
        "organization",
        "person",
        "role",
        "state",
        "duty",
    ),
    *("who", "unit", "act", "since", "until", "older", "newer", "next", "from", "to", "stage", "late", "all"),
    *("on", "day", "effective_on", "cycle", "members", "copy", "show", "target", "predecessors"),
]
ODD = {
    "words": "abc",
    "nul": "a\0b",
    "long": "ộ" * 2_000,
    "huge": "9" * 30,
    "year": "99999",
    "below": "-1",
    "superscript": "²",
    "other digits": "١٢٣",
    "a date that is none": "31/02/2021",
    "first year": "01/01/0001",
    "wild cards": "%_\\' OR 1=1 --",
    "half a pair": "\ud800".encode("utf-8", "surrogatepass"),
    "mark": f"{'9' * 16}.{'9' * 18}",
}


@pytest.mark.one_database
@pytest.mark.parametrize(("persona", "first"), [("officer", 0), ("leader", 1)])
def test_no_parameter_breaks_a_page_or_a_workbook(world: World, persona: str, first: int):
    whole = build_whole(world)
    client = world.client(persona)
    client.raise_request_exception = False
    # One row of each kind of page is enough.
    kinds = {re.sub("[0-9]+", "1", page): page for page in pages(whole) if not page.endswith("/paper/")}
    before = AuditEvent.objects.count()
    broken, served = [], 0
    for number, address in enumerate(kinds.values(), start=first):
        ask = client.post if address.endswith("/export/") else client.get
        # A workbook meets every value; of the pages each value meets a third, for each persona another one.
        for odd in list(ODD) if ask == client.post else list(ODD)[number % 3 :: 3]:
            status = ask(f"{address}?{urlencode(dict.fromkeys(NAMES, ODD[odd]))}").status_code
            served += status in (200, 422)
            broken += [f"{address} with {odd}: {status}"] if status >= 500 else []
            if status in (403, 405):
                # Nobody looks at the parameters.
                break
    assert broken == []
    assert served > 50
    assert AuditEvent.objects.count() == before
