"""A sheet entered from the unit's paper: with its scan, shown as such everywhere."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs.errors import BadInput, Closed
from blocs.models import AuditEvent
from emulation.actions.score_line import Entry, save_results
from emulation.actions.scoresheet import enter_from_paper, return_sheet, start_sheet, submit_sheet
from emulation.actions.standing import lock_scores
from emulation.models import ScoreSheet
from tests.emulation.sheets import SCAN, answered_sheet, open_scoring, sent_sheet, stored

DAY = date(2021, 12, 10)


def from_paper(world, scan=None) -> ScoreSheet:
    """A sheet of B with an answer everywhere, entered by the secretariat."""
    open_scoring(world)
    actor = world.actor("secretariat")
    sheet = start_sheet(world.cycle, world.units["B"], actor=actor, paper_dated_on=DAY, scan=scan)
    entries = [Entry(line.criterion_id, line.version, {"self_points": 4}) for line in sheet.lines.all()]
    return save_results(sheet, entries, actor=actor).sheet


def test_without_the_scan_nothing_is_sent_on_behalf(world):
    sheet = from_paper(world)
    with pytest.raises(BadInput, match="bản chụp"):
        submit_sheet(sheet, actor=world.actor("secretariat"))
    enter_from_paper(sheet, actor=world.actor("secretariat"), dated_on=DAY, scan=SCAN)
    assert submit_sheet(stored(sheet), actor=world.actor("secretariat")).is_sent


def test_attached_at_the_start_it_is_there(world):
    sheet = from_paper(world, SCAN)
    assert sheet.paper_scan.read() == SCAN[0]
    event = AuditEvent.objects.get(act="scoresheet.start")
    assert event.new == {"paper_dated_on": "2021-12-10", "paper_scan": sheet.paper_scan.sha256[:8]}
    assert submit_sheet(sheet, actor=world.actor("secretariat")).is_sent


def test_the_leader_sends_without_a_scan(world):
    assert submit_sheet(answered_sheet(world), actor=world.actor("leader")).is_sent
    assert submit_sheet(from_paper_of_c(world), actor=world.actor("other_leader")).is_sent


def from_paper_of_c(world) -> ScoreSheet:
    sheet = answered_sheet(world, "C")
    return enter_from_paper(sheet, actor=world.actor("secretariat"), dated_on=DAY)


def test_another_scan_takes_the_place_of_the_first_with_a_record(world):
    sheet = from_paper(world, SCAN)
    other = (b"%PDF-1.4 another", "application/pdf")
    enter_from_paper(sheet, actor=world.actor("secretariat"), dated_on=DAY, scan=other)
    assert stored(sheet).paper_scan.read() == other[0]
    event = AuditEvent.objects.get(act="scoresheet.enter_from_paper")
    assert event.on_behalf_of == world.units["B"]
    assert event.old["paper_scan"] != event.new["paper_scan"]
    # The same again is no change, and a missing one takes nothing away.
    for scan in (other, None):
        enter_from_paper(sheet, actor=world.actor("secretariat"), dated_on=DAY, scan=scan)
    assert AuditEvent.objects.filter(act="scoresheet.enter_from_paper").count() == 1
    assert stored(sheet).paper_scan.read() == other[0]


def test_a_sent_sheet_takes_no_other_scan(world):
    sheet = submit_sheet(from_paper(world, SCAN), actor=world.actor("secretariat"))
    with pytest.raises(Closed):
        enter_from_paper(
            sheet, actor=world.actor("secretariat"), dated_on=DAY, scan=(b"%PDF-2", "application/pdf")
        )
    return_sheet(sheet, actor=world.actor("secretariat"), reason="Bổ sung.")
    enter_from_paper(stored(sheet), actor=world.actor("secretariat"), dated_on=date(2021, 12, 12))
    assert stored(sheet).paper_scan.read() == SCAN[0]


# The pages


def text(response) -> str:
    return " ".join(response.content.decode().split())


def show(world, persona, name, *args):
    return world.client(persona).get(reverse(f"emulation:{name}", args=args))


def test_the_pages_ask_for_the_scan_and_take_it(world):
    sheet = from_paper(world)
    assert "chưa có bản chụp thì chưa gửi được" in text(show(world, "secretariat", "scoresheet", sheet.pk))
    before = show(world, "secretariat", "scoresheet_submission", sheet.pk)
    assert "Chưa có bản chụp bản giấy của đơn vị" in text(before)
    assert "btn-binding" not in text(before)
    client = world.client("secretariat")
    submission = reverse("emulation:scoresheet_submission", args=[sheet.pk])
    assert client.post(submission, {"version": sheet.version}).status_code == 422
    start = reverse("emulation:scoresheet_start", args=[world.cycle.pk, world.units["B"].pk])
    bad = SimpleUploadedFile("ban-chup.pdf", b"MZ\x00")
    assert client.post(start, {"dated_on": "10/12/2021", "scan": bad}).status_code == 422
    good = SimpleUploadedFile("ban-chup.pdf", SCAN[0])
    assert client.post(start, {"dated_on": "10/12/2021", "scan": good}).status_code == 302
    assert "btn-binding" in text(client.get(submission))
    assert client.post(submission, {"version": stored(sheet).version}).status_code == 302
    assert stored(sheet).is_sent


def test_it_is_shown_as_such_on_sheet_list_comparison_and_page_of_the_year(world):
    sheet = from_paper(world)
    listed = text(show(world, "secretariat", "scoresheets", world.cycle.pk))
    assert "nhập theo bản giấy ngày 10/12/2021" in listed
    assert "chưa có bản chụp" in listed
    enter_from_paper(sheet, actor=world.actor("secretariat"), dated_on=DAY, scan=SCAN)
    assert "chưa có bản chụp" not in text(show(world, "secretariat", "scoresheets", world.cycle.pk))
    matrix = text(show(world, "secretariat", "scoresheets_matrix", world.cycle.pk))
    assert "Tổ thư ký nhập thay: B: theo bản giấy ngày 10/12/2021" in matrix
    assert "nhập theo bản giấy ngày 10/12/2021" in text(show(world, "leader", "cycle", world.cycle.pk))
    assert "nhập theo bản giấy ngày 10/12/2021" not in text(
        show(world, "other_leader", "cycle", world.cycle.pk)
    )
    own = text(show(world, "leader", "scoresheet", sheet.pk))
    assert reverse("emulation:scoresheet_scan", args=[sheet.pk]) in own


def test_the_scan_is_downloaded_by_those_who_see_the_sheet(world):
    sheet = submit_sheet(from_paper(world, SCAN), actor=world.actor("secretariat"))
    for persona in ("leader", "clerk", "secretariat", "head_leader", "officer"):
        got = show(world, persona, "scoresheet_scan", sheet.pk)
        assert (got.content, got["Content-Disposition"][:10]) == (SCAN[0], "attachment")
    for persona in ("other_leader", "outside_leader", "board", "operator"):
        assert show(world, persona, "scoresheet_scan", sheet.pk).status_code == 404
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    assert show(world, "other_leader", "scoresheet_scan", sheet.pk).status_code == 200


def test_a_sheet_without_a_scan_has_no_such_page(world):
    assert show(world, "officer", "scoresheet_scan", sent_sheet(world).pk).status_code == 404
