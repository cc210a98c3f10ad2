"""The papers issued for a year."""

from emulation.models import Cycle, IssuedPaper
from emulation.models.paper import PaperKind, PaperState

NAMES = {
    PaperKind.PLEDGE: "giao-uoc-thi-dua-{year}.pdf",
    PaperKind.YEAR_END_REPORT: "bao-cao-tong-ket-{year}.pdf",
}


def papers_of(cycle: Cycle) -> list[IssuedPaper]:
    """The newest first, with their files, in one query."""
    return list(IssuedPaper.objects.filter(cycle=cycle).select_related("file").order_by("-issued_at", "-pk"))


def file_name(paper: IssuedPaper) -> str:
    """The name under which a paper is downloaded; one that was replaced says so."""
    name = NAMES[PaperKind(paper.kind)].format(year=paper.cycle.year_id)
    return name if paper.state == PaperState.VALID else f"da-thay-{name}"
