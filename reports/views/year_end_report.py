"""The year-end report of a cycle: what it is written from, the parts a person writes, the paper, its issue."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blocs import clock
from blocs.actor import Actor
from blocs.errors import Closed, NotAllowed, Stale
from emulation import pdf
from emulation.actions.paper import PDF
from emulation.models import Cycle, IssuedPaper, ReportText
from emulation.models.paper import PaperKind, PaperState, ReportSection
from reports.actions.year_end_report import issue_year_end_report, number_report, save_report_text
from reports.documents.report_key import is_current, report_key
from reports.documents.year_end_report import offered_texts, year_end_report
from reports.forms.year_end_report import IssueForm, NumberForm, PartForm
from reports.queries.year_end_report import (
    Part,
    chapters,
    honours_of_members,
    issued_reports,
    part_of,
    report_day,
    reported_cycles,
    texts_of,
)
from reports.queries.year_end_sources import sources_of
from reports.rules.year_end_report import (
    can_issue_report,
    can_write_report,
    closed_to_issuing,
    closed_to_writing,
)


@dataclass(frozen=True)
class Shown:
    """A part on the page: its form for those who write, and what happened to it just now."""

    part: Part
    form: PartForm | None = None
    trouble: str = ""
    saved: bool = False


@dataclass(frozen=True)
class Answer:
    """What a refused form leaves on the page: the part or number that is to be mended."""

    shown: Shown | None = None
    number: NumberForm | None = None
    trouble: str = ""
    paper_id: int | None = None
    status: int = 200


@require_safe
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The state of the report and its parts; those who run the bloc's year write and issue."""
    return _page(request, _cycle(request, pk), Answer())


@require_safe
def report_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it would be issued now, as PDF. Nothing is kept."""
    cycle = _cycle(request, pk)
    document = year_end_report(cycle, report_day(cycle))
    headers = {"Content-Disposition": content_disposition_header(True, document.filename)}
    return HttpResponse(pdf.render(document), content_type=PDF, headers=headers)


@require_POST
def report_part(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Saves one part. Somebody else's words in the meantime are shown beside one's own."""
    cycle = _cycle(request, pk)
    if section not in ReportSection.values:
        raise Http404
    offers = offered_texts(cycle, cycle.next_theme, report_day(cycle))
    form = _part_form(section, request.POST)
    trouble, status, saved = "", 422, False
    if form.is_valid():
        text = form.cleaned_data["text"]
        try:
            save_report_text(
                cycle,
                section,
                actor=request.actor,
                text="" if text == offers[section] else text,
                version=form.cleaned_data["version"],
            )
            status, saved = 200, True
        except Stale:
            trouble, status = _("Somebody else has written this part in the meantime."), 409
    part = part_of(section, ReportText.objects.filter(cycle=cycle, section=section).first(), offers)
    if saved or trouble:
        # From now on one writes over what one has seen: the words of the other stand beside.
        text = part.text if saved else form.cleaned_data["text"]
        form = _part_form(section, {"text": text, "version": part.version})
    shown = Shown(part, form, trouble, saved)
    if request.htmx:
        context = {"shown": shown, "cycle": cycle, "now": clock.now()}
        return render(request, "reports/year_end_report_part.html", context, status=status)
    if saved:
        messages.success(request, _("“{part}” is saved.").format(part=part.label))
        return redirect(f"{_address(cycle)}#part-{section}")
    return _page(request, cycle, Answer(shown=shown, status=status))


@require_http_methods(["GET", "HEAD", "POST"])
def report_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the day, says what will happen, prints and keeps the report."""
    cycle = _cycle(request, pk)
    if not can_issue_report(request.actor, cycle):
        raise NotAllowed
    if reason := closed_to_issuing(cycle):
        raise Closed(reason)
    asked = {"dated_on": report_day(cycle), "contents": report_key(cycle)}
    form = IssueForm(request.POST or None, initial=asked, year=cycle.year_id)
    if request.method == "POST" and form.is_valid():
        _issue(request.actor, cycle, form)
        messages.success(request, _("The year-end report of {year} is issued.").format(year=cycle.year_id))
        return redirect(_address(cycle))
    context = {"cycle": cycle, "form": form, "consequences": _consequences(cycle)}
    status = 422 if form.is_bound else 200
    return render(request, "reports/year_end_report_issue.html", context, status=status)


def _issue(actor: Actor, cycle: Cycle, form: IssueForm) -> None:
    """Prints and keeps the report of the day asked for, if it still is what the person has read."""
    day = form.cleaned_data["dated_on"]
    document = year_end_report(cycle, day)
    if form.cleaned_data["contents"] != report_key(cycle):
        raise Stale
    issue_year_end_report(
        cycle,
        actor=actor,
        content=pdf.render(document),
        key=document.key,
        key_now=report_key,
        dated_on=day,
    )


def _consequences(cycle: Cycle) -> list[str]:
    """What issuing the report does, and what stands against it."""
    sentences = [
        _(
            "The report is printed from the data of this moment and kept. It is printed again byte for byte, "
            "whatever changes later."
        )
    ]
    written = {text.section for text in texts_of(cycle) if text.text}
    if offered := len(ReportSection.values) - len(written):
        sentences.append(
            ngettext(
                "{n} part still has the sentence offered.",
                "{n} parts still have the sentence offered.",
                offered,
            ).format(n=offered)
        )
    for paper in issued_reports(cycle):
        if paper.state == PaperState.VALID:
            day = date_format(paper.dated_on, "d/m/Y")
            sentences.append(_("The report dated {date} is replaced; it can still be read.").format(date=day))
    return sentences


@require_POST
def report_number(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes the number that the office's register gave an issued report."""
    papers = IssuedPaper.objects.visible_to(request.actor).filter(kind=PaperKind.YEAR_END_REPORT)
    paper = get_object_or_404(papers, pk=pk)
    cycle = _cycle(request, paper.cycle_id)
    form = NumberForm(request.POST, auto_id=f"number-{pk}-%s")
    if not form.is_valid():
        return _page(request, cycle, Answer(number=form, paper_id=pk, status=422))
    try:
        number_report(paper, actor=request.actor, **form.cleaned_data)
    except Stale as refusal:
        return _page(request, cycle, Answer(trouble=str(refusal), status=refusal.status))
    messages.success(request, _("The number is noted."))
    return redirect(f"{_address(cycle)}#issued")


def _cycle(request: HttpRequest, pk: int) -> Cycle:
    cycle = get_object_or_404(reported_cycles(request.actor), pk=pk)
    request.cycle = cycle
    return cycle


def _address(cycle: Cycle) -> str:
    return reverse("reports:year_end_report", args=[cycle.pk])


def _part_form(section: str, data: Any) -> PartForm:
    form = PartForm(data, auto_id=f"{section}-%s")
    form.fields["text"].label = ReportSection(section).label
    return form


def _page(request: HttpRequest, cycle: Cycle, answer: Answer) -> HttpResponse:
    """The page itself; `answer` carries a form that was refused."""
    texts = texts_of(cycle)
    honours = honours_of_members(cycle)
    offers = offered_texts(cycle, cycle.next_theme, report_day(cycle))
    writes = can_write_report(request.actor, cycle) and not closed_to_writing(cycle)
    issues = can_issue_report(request.actor, cycle)
    papers = issued_reports(cycle)
    current = next((paper for paper in papers if is_current(paper, cycle)), None)
    parts = [
        (chapter.heading, [_shown(part, writes, answer) for part in chapter.parts])
        for chapter in chapters(texts, offers)
    ]
    context = {
        "cycle": cycle,
        "sources": sources_of(request.actor, cycle, len(honours)),
        "chapters": parts,
        "unwritten": sum(1 for _heading, group in parts for shown in group if shown.part.is_offered),
        "writes": writes,
        "issues": issues and not closed_to_issuing(cycle),
        "papers": [_issued(paper, paper == current, issues, answer) for paper in papers],
        "current": current,
        "trouble": answer.trouble,
    }
    return render(request, "reports/year_end_report.html", context, status=answer.status)


def _shown(part: Part, writes: bool, answer: Answer) -> Shown:
    if answer.shown and answer.shown.part.section == part.section:
        return answer.shown
    if not writes:
        return Shown(part)
    form = _part_form(part.section, None)
    form.initial = {"text": part.text, "version": part.version}
    return Shown(part, form)


def _issued(paper: IssuedPaper, current: bool, issues: bool, answer: Answer) -> dict[str, Any]:
    """A row of the table of issued reports."""
    valid = paper.state == PaperState.VALID
    form = None
    if issues and valid:
        asked = {"number": paper.number, "was": paper.number}
        form = (
            answer.number
            if answer.paper_id == paper.pk
            else NumberForm(initial=asked, auto_id=f"number-{paper.pk}-%s")
        )
    return {"paper": paper, "valid": valid, "current": current, "form": form}
