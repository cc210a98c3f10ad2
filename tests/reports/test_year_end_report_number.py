"""The number of an issued report: it belongs to the office's register and is noted afterwards."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from blocs.errors import NotAllowed
from blocs.models import AuditEvent
from emulation.models import IssuedPaper, ReportText
from reports.actions.year_end_report import number_report
from tests.cast import World
from tests.reports.reported import issue_report, lock_scores


def issue(world: World, content: bytes = b"%PDF- one") -> IssuedPaper:
    return issue_report(world.cycle, world.actor("secretariat"), date(2022, 3, 9), content)


@pytest.fixture
def paper(world: World) -> IssuedPaper:
    lock_scores(world.cycle, [world.units["A"]], world.users["head_leader"])
    return issue(world)


def note(client: Client, paper: IssuedPaper, number: str, was: str = ""):
    url = reverse("reports:year_end_report_number", args=[paper.pk])
    return client.post(url, {"number": number, "was": was})


def number_of(paper: IssuedPaper) -> str:
    return IssuedPaper.objects.get(pk=paper.pk).number


def test_the_number_is_noted_and_the_file_stays_as_it_is(world: World, paper: IssuedPaper):
    before = paper.file.sha256
    assert note(world.client("secretariat"), paper, "12/BC-KTĐ").status_code == 302
    paper.refresh_from_db()
    assert (paper.number, paper.file.sha256) == ("12/BC-KTĐ", before)
    event = AuditEvent.objects.get(act="paper.number")
    assert (event.old, event.new) == ({"number": ""}, {"number": "12/BC-KTĐ"})


def test_a_wrong_number_is_corrected(world: World, paper: IssuedPaper):
    client = world.client("head_leader")
    note(client, paper, "12/BC-KTĐ")
    assert note(client, paper, "13/BC-KTĐ", was="12/BC-KTĐ").status_code == 302
    assert number_of(paper) == "13/BC-KTĐ"


def test_two_numbers_at_once_do_not_overwrite_each_other(world: World, paper: IssuedPaper):
    note(world.client("head_leader"), paper, "12/BC-KTĐ")
    response = note(world.client("secretariat"), paper, "13/BC-KTĐ")
    assert response.status_code == 409
    assert "có người khác ghi số 12/BC-KTĐ" in response.content.decode()
    assert number_of(paper) == "12/BC-KTĐ"


def test_an_empty_number_is_refused_beside_its_field(world: World, paper: IssuedPaper):
    response = note(world.client("secretariat"), paper, "  ")
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()


@pytest.mark.parametrize(("persona", "status"), [("leader", 403), ("outside_leader", 404), ("board", 404)])
def test_nobody_else_notes_a_number(world: World, paper: IssuedPaper, persona: str, status: int):
    assert note(world.client(persona), paper, "12/BC-KTĐ").status_code == status
    assert number_of(paper) == ""


def test_the_act_itself_asks_again_who_may(world: World, paper: IssuedPaper):
    with pytest.raises(NotAllowed):
        number_report(paper, actor=world.actor("leader"), number="12/BC-KTĐ", was="")


def test_a_replaced_report_takes_no_number(world: World, paper: IssuedPaper):
    ReportText.objects.create(cycle=world.cycle, section="lessons", text="Bài học mới.")
    later = issue(world, b"%PDF- two")
    assert note(world.client("secretariat"), paper, "12/BC-KTĐ").status_code == 409
    assert note(world.client("secretariat"), later, "12/BC-KTĐ").status_code == 302
    assert (number_of(paper), number_of(later)) == ("", "12/BC-KTĐ")
