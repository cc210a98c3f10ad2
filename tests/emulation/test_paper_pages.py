"""The papers of a year: printed on the spot, issued, and downloaded again byte for byte."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.errors import Conflict, NotAllowed, Stale
from blocs.models import AuditEvent
from emulation.actions.paper import issue_pledge
from emulation.actions.pledge import draft_next_version
from emulation.models import IssuedPaper
from emulation.models.paper import PaperState
from emulation.queries.pledge import board_of, contents_key, current_version
from tests.emulation.pledges import draft, final, sign, sign_all

PDF = b"%PDF-1.7 pledge"


def url(name, world):
    return reverse(f"emulation:{name}", args=[world.cycle.pk])


def text(response):
    return response.content.decode()


def key(world):
    version = current_version(world.cycle)
    return contents_key(version, board_of(version))


def issue(world, persona="head_leader", content_key=None):
    return issue_pledge(
        world.cycle, actor=world.actor(persona), content=PDF, content_key=content_key or key(world)
    )


@pytest.mark.parametrize("stage", [draft, final])
def test_the_pledge_can_be_printed_before_everybody_has_signed(world, stage):
    stage(world)
    response = world.client("leader").get(url("pledge_pdf", world))
    assert response.content.startswith(b"%PDF")
    assert response["Content-Disposition"] == 'attachment; filename="giao-uoc-thi-dua-2021.pdf"'
    assert not IssuedPaper.objects.exists()


def test_without_a_text_there_is_nothing_to_print(world):
    assert world.client("leader").get(url("pledge_pdf", world)).status_code == 404


def test_a_fully_signed_pledge_is_issued_once(world):
    version = final(world)
    sign_all(world, version)
    paper = issue(world)
    assert (paper.dated_on, paper.issued_by) == (version.dated_on, world.users["head_leader"])
    assert issue(world, "officer") == paper
    assert AuditEvent.objects.filter(act="paper.issue").count() == 1


def test_it_is_not_issued_before(world):
    version = final(world)
    sign(world, version, "leader")
    with pytest.raises(Conflict):
        issue(world)
    assert not IssuedPaper.objects.exists()


def test_nor_with_other_contents_than_those_printed(world):
    sign_all(world, final(world))
    with pytest.raises(Stale):
        issue(world, content_key="0" * 64)
    assert not IssuedPaper.objects.exists()


def test_nor_by_somebody_who_has_no_part_in_it(world):
    sign_all(world, final(world))
    with pytest.raises(NotAllowed):
        issue(world, "clerk")
    assert not IssuedPaper.objects.exists()


def test_what_was_issued_is_downloaded_byte_for_byte(world):
    sign_all(world, final(world))
    paper = issue(world)
    for address in [url("pledge_pdf", world), reverse("emulation:issued_paper", args=[paper.pk])]:
        response = world.client("leader").get(address)
        assert response.content == PDF
        assert response["Content-Disposition"] == 'attachment; filename="giao-uoc-thi-dua-2021.pdf"'
    assert paper.file.sha256[:8] in text(world.client("clerk").get(url("papers", world)))


def test_a_new_text_replaces_the_issued_paper_which_stays_to_be_read(world):
    version = final(world)
    sign_all(world, version)
    paper = issue(world)
    draft_next_version(world.cycle, actor=world.actor("secretariat"), replacing=version.pk)
    paper.refresh_from_db()
    assert paper.state == PaperState.REPLACED
    response = world.client("leader").get(reverse("emulation:issued_paper", args=[paper.pk]))
    assert (response.content, "da-thay-" in response["Content-Disposition"]) == (PDF, True)


def test_the_button_issues_a_pledge_that_was_signed_but_not_printed(world):
    version = final(world)
    client = world.client("secretariat")
    assert url("pledge_issue", world) not in text(client.get(url("papers", world)))
    assert client.post(url("pledge_issue", world)).status_code == 302
    assert not IssuedPaper.objects.exists()
    sign_all(world, version)
    assert url("pledge_issue", world) in text(client.get(url("papers", world)))
    assert client.post(url("pledge_issue", world)).status_code == 302
    assert IssuedPaper.objects.get().file.read().startswith(b"%PDF")
    assert url("pledge_issue", world) not in text(client.get(url("papers", world)))


def test_the_list_asks_few_questions(world):
    sign_all(world, final(world))
    issue(world)
    client = world.client("secretariat")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url("papers", world)).status_code == 200
    assert len(captured) <= 12
