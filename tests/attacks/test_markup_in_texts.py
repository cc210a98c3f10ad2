"""Names and texts that bring markup with them: shown as they were typed, on every page and paper.

And no page asks the database more than twelve questions, the frame's five included.
"""

import pytest
from django.conf import settings
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from blocs.models import BlocName, OrganizationName, Person, Representation
from emulation import pdf
from emulation.documents.pledge_paper import pledge_paper
from emulation.models import Commendation, Criterion, CriterionGroup, EmulationYear, Meeting
from reports.documents.year_end_report import year_end_report
from reports.queries.year_end_report import report_day, reported_cycles
from tests.attacks.pages import pages
from tests.cast import World
from tests.documents.reading import words as read
from tests.queries import MOST_QUERIES
from tests.whole import build_whole

pytestmark = pytest.mark.one_database

EVIL = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>{{ settings }}{% debug %}"
# What a page must never hold: markup of the text, an attribute ended by its quotes.
TRACES = ["<script>alert", "<img src=x", "onerror=alert(1)>", str(settings.SECRET_KEY)]

# Pages that compare a kept paper with what would be printed now; the paper has its own fixed number of questions.
COMPARING = ("/year-end-report/", "/year-end-report/issue/")

# Together they open every page there is.
READERS = ["anonymous", "leader", "head_leader", "secretariat", "officer", "board", "operator"]


def poison(world: World) -> None:
    """Puts the text wherever an operator could type it."""
    for model, fields in {
        OrganizationName: ["name", "short_name"],
        BlocName: ["name", "short_name"],
        Person: ["name", "role_title"],
        Representation: ["position_title"],
        EmulationYear: ["theme", "guidance"],
        Commendation: ["name", "short_name", "authority"],
        Criterion: ["name", "measure_unit", "evidence_hint"],
        CriterionGroup: ["name"],
        Meeting: ["place", "source"],
    }.items():
        for row in model.objects.all():
            for name in fields:
                most = model._meta.get_field(name).max_length
                setattr(row, name, f"{getattr(row, name)} {EVIL}"[:most])
            row.save()


def test_no_page_shows_a_text_as_markup_or_asks_too_much(world: World):
    """One walk for both: every page as everybody takes its time."""
    whole = build_whole(world, EVIL)
    poison(world)
    seen, shown, too_many = [], 0, []
    # The papers have their own test, and take a second each.
    asked = [page for page in pages(whole) if not page.endswith("/paper/")]
    for persona in READERS:
        client = world.client(persona)
        # What is kept of them has an end.
        reset_queries()
        for address in asked:
            with CaptureQueriesContext(connection) as questions:
                answer = client.get(address)
            assert answer.status_code != 500, address
            if len(questions) > MOST_QUERIES and not address.endswith(COMPARING):
                too_many.append(f"{address} as {persona}: {len(questions)}")
            if not answer["Content-Type"].startswith("text/html"):
                continue
            text = answer.content.decode()
            shown += "&lt;script&gt;alert" in text
            seen += [f"{address} as {persona}: {trace}" for trace in TRACES if trace in text]
    assert (seen, too_many) == ([], [])
    assert shown > 100


def test_no_paper_takes_a_text_for_markup(world: World):
    whole = build_whole(world, EVIL)
    poison(world)
    done = reported_cycles(world.actor("officer")).get(pk=whole.done.pk)
    for document in [pledge_paper(whole.signing), year_end_report(done, report_day(done))]:
        html = document.html()
        assert [trace for trace in TRACES if trace in html] == []
        assert "<script>alert('x')</script>" in read(pdf.render(document))
