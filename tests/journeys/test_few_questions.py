"""Every page of the site asks the database at most twelve questions, the frame's five included."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.attacks.pages import pages
from tests.cast import World
from tests.queries import MOST_QUERIES
from tests.whole import build_whole

# Pages that compare a kept paper with what would be printed now; the paper has its own fixed number of questions.
COMPARING = ("/year-end-report/", "/year-end-report/issue/")

PERSONAS = ["leader", "head_leader", "secretariat", "officer", "board", "operator"]


@pytest.mark.one_database
def test_no_page_asks_more_than_twelve_questions(world: World):
    whole = build_whole(world)
    asked = [address for address in pages(whole) if not address.endswith(("/paper/", *COMPARING))]
    too_many, opened = [], 0
    for persona in PERSONAS:
        client = world.client(persona)
        for address in asked:
            with CaptureQueriesContext(connection) as questions:
                status = client.get(address).status_code
            opened += status == 200
            if len(questions) > MOST_QUERIES:
                too_many.append(f"{address} as {persona}: {len(questions)} ({status})")
    assert too_many == []
    assert opened > 120
