"""The papers of a year: what can be printed now, what was issued."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blocs.errors import Missing, NotAllowed
from blocs.views.export import export
from emulation import pdf
from emulation.actions.paper import PDF, issue_pledge
from emulation.documents.pledge_paper import pledge_paper
from emulation.exports.cycles import papers_sheet
from emulation.models import Cycle, IssuedPaper
from emulation.models.paper import PaperKind, PaperState
from emulation.queries.paper import file_name, papers_of
from emulation.queries.pledge import Board, board_of, contents_key, current_version
from emulation.queries.pledge_page import state_of
from emulation.rules.paper import can_issue_pledge
from emulation.views.cycle import visible_cycle


def attachment(content: bytes, name: str, content_type: str = PDF) -> HttpResponse:
    """A file to be kept, never shown inside our pages."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers of a year."""
    cycle = visible_cycle(request, pk)
    version = current_version(cycle)
    board = board_of(version) if version else Board()
    issued = papers_of(cycle)
    key = contents_key(version, board) if version else ""
    kept = any(paper.content_key == key and paper.state == PaperState.VALID for paper in issued)
    context = {
        "cycle": cycle,
        "version": version,
        "state": state_of(version, board) if version else None,
        "issued": issued,
        "may_issue": board.is_complete and not kept and can_issue_pledge(request.actor, cycle),
    }
    return render(request, "emulation/papers.html", context)


@require_POST
def papers_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of issued papers as a workbook."""
    cycle = visible_cycle(request, pk)
    sheet = papers_sheet(cycle, papers_of(cycle))
    return export(request, sheet, what="papers.export", file_name=f"van-ban-{cycle.year_id}")


@require_safe
def issued_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper as it was issued, byte for byte."""
    paper = (
        IssuedPaper.objects.visible_to(request.actor).select_related("file", "cycle").filter(pk=pk).first()
    )
    if paper is None:
        raise Missing
    return attachment(paper.file.read(), file_name(paper), paper.file.content_type)


@require_safe
def pledge_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The pledge as it stands: the issued paper once every unit has signed, else printed on the spot."""
    cycle = visible_cycle(request, pk)
    version = current_version(cycle)
    if version is None:
        raise Missing
    board = board_of(version)
    if board.is_complete:
        kept = IssuedPaper.objects.filter(
            cycle=cycle,
            kind=PaperKind.PLEDGE,
            state=PaperState.VALID,
            content_key=contents_key(version, board),
        )
        if paper := kept.select_related("file", "cycle").first():
            return attachment(paper.file.read(), file_name(paper))
    document = pledge_paper(version)
    return attachment(pdf.render(document), document.filename)


@require_POST
def pledge_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps the fully signed pledge as an official paper."""
    cycle = visible_cycle(request, pk)
    if not can_issue_pledge(request.actor, cycle):
        raise NotAllowed
    if not issue(request, cycle):
        messages.warning(request, _("The pledge is issued once every organisation has signed it."))
    return redirect("emulation:papers", pk)


def issue(request: HttpRequest, cycle: Cycle) -> bool:
    """Prints and keeps the pledge if every unit has signed; printing stands outside of the transaction."""
    version = current_version(cycle)
    if version is None or not (board := board_of(version)).is_complete:
        return False
    content = pdf.render(pledge_paper(version))
    issue_pledge(cycle, actor=request.actor, content=content, content_key=contents_key(version, board))
    return True


def issue_if_complete(request: HttpRequest, cycle: Cycle) -> None:
    """After the last signature. Where papers cannot be made the signature stands, and the page says so."""
    try:
        issue(request, cycle)
    except pdf.PapersUnavailable as refusal:
        messages.warning(request, refusal.message)
