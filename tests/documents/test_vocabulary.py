"""The closed vocabulary: every paper keeps to it, and what breaks it is found."""

import pytest

from emulation.documents.paper import Document
from emulation.documents.pledge import pledge_document
from emulation.documents.vocabulary import faults
from reports.documents.year_end_text import year_end_document
from tests.documents.samples import MEMBERS, party, pledge
from tests.documents.year_end_samples import places, year_end

PAPERS = {
    "pledge": lambda: pledge_document(pledge()),
    "pledge without head and witness": lambda: pledge_document(pledge(head=None, witness="", check="")),
    "pledge with names of signers": lambda: pledge_document(
        pledge(head=party(MEMBERS[0], name="Tên người ký"))
    ),
    "year-end report": lambda: year_end_document(year_end()),
    "year-end report with the least known": lambda: year_end_document(
        year_end(results=(), honours=(), next_year=year_end().next_year.__class__(), head="", deputies=())
    ),
    "year-end report of one not considered": lambda: year_end_document(
        year_end(standings=places(MEMBERS[:1], ("98.00",)))
    ),
}


@pytest.mark.parametrize("paper", PAPERS)
def test_it_prints_every_paper_in_the_vocabulary(paper: str) -> None:
    document: Document = PAPERS[paper]()
    assert faults(document.html()) == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<script>alert(1)</script>", "<script"),
        ('<p style="color:red">Đỏ</p>', "'style'"),
        ('<p class="loud">To</p>', "'loud'"),
        ('<p><a href="https://example.org">Xem</a></p>', "<a "),
        ('<img src="file:///etc/passwd">', "<img"),
        ('<p onclick="x()">Bấm</p>', "'onclick'"),
        ("<div class='row'>Chữ rời</div>", "'Chữ rời'"),
        ("<p>Chưa đóng", "<p> is not closed"),
        ("<p><em>Lẫn lộn</p></em>", "</p>"),
        ("<p>Có ghi chú<!-- ghi chú --></p>", "comment"),
    ],
)
def test_it_finds_what_is_outside(html: str, fault: str) -> None:
    found = faults(html)
    assert any(fault in sentence for sentence in found), found
