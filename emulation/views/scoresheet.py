"""A unit's score sheet: the page to fill and to check, and the acts on the sheet as a whole."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blocs import clock
from blocs.errors import BadInput, Closed, Missing, NotAllowed
from blocs.models import Organization
from blocs.text import nfc
from blocs.views.export import export
from emulation.actions import score_line as line_actions
from emulation.actions import scoresheet as actions
from emulation.exports.scores import lines_sheet
from emulation.forms.score_line import LineForm
from emulation.forms.scoresheet import DisqualificationForm, PaperDateForm, ReturnForm, VersionForm
from emulation.models import Criterion, ScoreSheet
from emulation.models.calendar import Calendar
from emulation.models.window import Act
from emulation.queries.scoresheet import (
    competitors,
    find_cycle,
    find_sheet,
    open_disputes,
    unreviewed,
)
from emulation.rules import scoresheet as rules
from emulation.rules.cycle import is_own_unit
from emulation.views.scan import scan_response
from emulation.views.score_line import read_line, save
from emulation.views.sheet_page import EDITABLE, SheetPage, open_page

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
def scoresheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as a grid. A POST (without JavaScript) saves every cell that was changed."""
    sheet = find_sheet(request.actor, pk)
    if request.method == "POST" and "keep_points" in request.POST:
        criterion = get_object_or_404(Criterion, code=nfc(request.POST["keep_points"]), lines__sheet=sheet)
        line_actions.keep_points(sheet, criterion, actor=request.actor, version=_version(request))
        return redirect("emulation:scoresheet", pk)
    page = open_page(request, sheet)
    if request.method == "POST":
        return _save_all(request, page)
    context = page.context(show=request.GET.get("show", ""))
    return render(request, "emulation/scoresheet.html", context)


@require_POST
def scoresheet_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines the page shows, with the cells this reader sees, as a workbook."""
    page = open_page(request, find_sheet(request.actor, pk))
    shown = page.context(show=request.GET.get("show", ""))
    chosen = next((one for one in shown["filters"][1:] if one["current"]), None)
    sheet = lines_sheet(
        _("Score sheet of %(unit)s, %(year)s")
        % {"unit": page.organization.name, "year": page.sheet.cycle.year_id},
        page.book,
        {line.criterion_id: line for line in page.lines},
        page.book.score(page.lines),
        heads=shown["grid"].heads,
        shown=[row.pk for row in shown["grid"].rows],
        narrowed="; ".join([page.state.text, *([str(chosen["label"])] if chosen else [])]),
    )
    return export(
        request, sheet, what="score_lines.export", file_name=f"bang-diem-{page.sheet.cycle.year_id}"
    )


def _save_all(request: HttpRequest, page: SheetPage) -> HttpResponse:
    """Good cells are written, the others come back with a sentence each."""
    if not page.desk.names:
        may = page.reviewer or rules.can_fill_sheet(request.actor, page.sheet)
        raise Closed(page.why_not) if may else NotAllowed
    data = request.POST.copy()
    data.pop(data.get("keep", ""), None)
    lines = {line.criterion_id: line for line in page.lines}
    wrong: dict[int, LineForm] = {}
    clashes: list[line_actions.Clash] = []
    for names in EDITABLE:
        sent = [
            criterion
            for criterion in page.book.scored
            if set(names) <= set(page.desk.names) and any(f"{criterion.pk}-{name}" in data for name in names)
        ]
        forms = [read_line(data, one, lines[one.pk], names, page.book) for one in sent]
        if any("version" in form.errors for form in forms):
            raise BadInput
        if forms:
            clashes += save(page.sheet, forms, names, actor=request.actor).clashes
        wrong |= {form.criterion.pk: form for form in forms if form.errors}
    if not wrong and not clashes:
        messages.success(request, _("Saved at %(time)s") % {"time": _time()})
        return redirect("emulation:scoresheet", page.sheet.pk)
    fresh = open_page(request, find_sheet(request.actor, page.sheet.pk))
    context = fresh.context(forms=wrong, clashes=clashes) | {"spoilt": len(wrong) + len(clashes)}
    return render(request, "emulation/scoresheet.html", context, status=422 if wrong else 409)


@require_http_methods(PAGE)
def start(request: HttpRequest, pk: int, organization_pk: int) -> HttpResponse:
    """Begins the sheet of a unit, or opens it for the secretariat from a paper."""
    cycle = request.cycle = find_cycle(request.actor, pk)
    unit = get_object_or_404(competitors(cycle), pk=organization_pk)
    if not rules.can_start_sheet(request.actor, cycle, unit.pk):
        raise NotAllowed
    own = is_own_unit(request.actor, unit.pk)
    begun = ScoreSheet.objects.filter(cycle=cycle, organization=unit).first()
    if begun and begun.is_sent and request.method != "POST":
        return redirect("emulation:scoresheet", begun.pk)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    day = begun.paper_dated_on if begun else None
    form = PaperDateForm(data, files, initial={"dated_on": day or clock.today()})
    if request.method == "POST" and (own or form.is_valid()):
        paper = (
            {}
            if own
            else {"paper_dated_on": form.cleaned_data["dated_on"], "scan": form.cleaned_data["scan"]}
        )
        try:
            sheet = actions.start_sheet(cycle, unit, actor=request.actor, **paper)
            return redirect("emulation:scoresheet", sheet.pk)
        except BadInput as refusal:
            form.add_error(None if own else "dated_on", str(refusal))
    context = {"cycle": cycle, "unit": unit, "own": own, "begun": begun, "form": form}
    return render(request, "emulation/scoresheet_start.html", context, status=_status(request))


@require_safe
def paper_scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of the paper a sheet was entered from, for those who may see the sheet."""
    sheet = find_sheet(request.actor, pk)
    if sheet.paper_scan is None:
        raise Missing
    return scan_response(sheet.paper_scan, f"bang-tu-cham-{pk}")


@require_POST
def present(request: HttpRequest, pk: int) -> HttpResponse:
    """The clerk gives the sheet to the leader."""
    sheet = find_sheet(request.actor, pk)
    actions.present_sheet(sheet, actor=request.actor, version=_version(request))
    messages.success(request, _("The sheet is with the leader."))
    return redirect("emulation:scoresheet", pk)


@require_POST
def hand_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader gives the sheet back to the clerk."""
    sheet = find_sheet(request.actor, pk)
    actions.hand_back_sheet(sheet, actor=request.actor, version=_version(request))
    messages.success(request, _("The sheet has been handed back to the clerk."))
    return redirect("emulation:scoresheet", pk)


@require_http_methods(PAGE)
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """What will be sent, what is missing, and the red button."""
    sheet = find_sheet(request.actor, pk)
    if not rules.can_submit_sheet(request.actor, sheet):
        raise NotAllowed
    form = VersionForm(request.POST or None, initial={"version": sheet.version})
    refusal = ""
    if form.is_valid():
        try:
            sent = actions.submit_sheet(sheet, actor=request.actor, version=form.cleaned_data["version"])
            moment = localtime(sent.submitted_at)
            messages.success(
                request,
                _("The score sheet was sent to the bloc at %(time)s on %(day)s.")
                % {"time": date_format(moment, "H:i"), "day": date_format(moment.date())},
            )
            return redirect("emulation:scoresheet", pk)
        except BadInput as error:
            refusal = str(error)
    page = open_page(request, sheet)
    context = {
        "page": page,
        "sheet": sheet,
        "missing": page.missing,
        "late": _late_days(sheet, page),
        "refusal": refusal,
        "form": VersionForm(initial={"version": sheet.version}),
    }
    return render(request, "emulation/scoresheet_submission.html", context, status=_status(request))


@require_http_methods(PAGE)
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The bloc returns the sheet with a reason."""
    sheet = _to_review(request, pk)
    form = ReturnForm(request.POST or None, initial={"version": sheet.version})
    if form.is_valid():
        actions.return_sheet(sheet, actor=request.actor, **form.cleaned_data)
        messages.success(request, _("The sheet has been returned to the unit."))
        return redirect("emulation:scoresheet", pk)
    context = {"sheet": sheet, "unit": _unit(sheet), "form": form, "why_not": rules.closed_to_review(sheet)}
    return render(request, "emulation/scoresheet_return.html", context, status=_status(request))


@require_http_methods(PAGE)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The checking of a sheet is finished."""
    sheet = _to_review(request, pk)
    form = VersionForm(request.POST or None, initial={"version": sheet.version})
    refusal = ""
    if form.is_valid():
        try:
            actions.check_sheet(sheet, actor=request.actor, version=form.cleaned_data["version"])
            messages.success(request, _("The checking of this sheet is finished."))
            return redirect("emulation:scoresheet", pk)
        except BadInput as error:
            refusal = str(error)
    context = {
        "sheet": sheet,
        "unit": _unit(sheet),
        "unreviewed": unreviewed(sheet),
        "disputed": open_disputes(sheet),
        "different": sheet.lines.exclude(review_reason="").count(),
        "refusal": refusal,
        "form": VersionForm(initial={"version": sheet.version}),
    }
    return render(request, "emulation/scoresheet_check.html", context, status=_status(request))


@require_POST
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The bloc agrees with all lines it has not checked."""
    sheet = find_sheet(request.actor, pk)
    left = sheet.lines.filter(reviewed_at=None, self_points__isnull=False).count()
    line_actions.agree_with_rest(sheet, actor=request.actor, version=_version(request))
    text = ngettext("Agreed with %(n)s criterion.", "Agreed with %(n)s criteria.", left) % {"n": left}
    messages.success(request, text)
    return redirect("emulation:scoresheet", pk)


@require_http_methods(PAGE)
def disqualification(request: HttpRequest, pk: int) -> HttpResponse:
    """On which ground the unit is not considered for awards."""
    sheet = _to_review(request, pk)
    form = DisqualificationForm(
        request.POST or None,
        table=sheet.table_version,
        initial={"ground": sheet.disqualified_for_id, "version": sheet.version},
    )
    if form.is_valid():
        actions.set_disqualified(sheet, actor=request.actor, **form.cleaned_data)
        messages.success(request, _("Noted."))
        return redirect("emulation:scoresheet", pk)
    context = {"sheet": sheet, "unit": _unit(sheet), "form": form}
    return render(request, "emulation/scoresheet_disqualification.html", context, status=_status(request))


def _to_review(request: HttpRequest, pk: int) -> ScoreSheet:
    sheet = find_sheet(request.actor, pk)
    request.cycle = sheet.cycle
    if not rules.can_review_sheet(request.actor, sheet):
        raise NotAllowed
    return sheet


def _unit(sheet: ScoreSheet) -> Organization:
    return Organization.objects.named(sheet.cycle.names_on).get(pk=sheet.organization_id)


def _late_days(sheet: ScoreSheet, page: SheetPage) -> int:
    if sheet.submitted_at:
        return sheet.late_days
    day = sheet.paper_dated_on if not page.own and sheet.paper_dated_on else clock.today()
    calendar = page.calendar or Calendar.of(sheet.cycle)
    return calendar.days_late(Act.SELF_SCORING, sheet.organization_id, day)


def _version(request: HttpRequest) -> int | None:
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise BadInput
    return form.cleaned_data["version"]


def _status(request: HttpRequest) -> int:
    """A page that answers a POST says that nothing was done."""
    return 422 if request.method == "POST" else 200


def _time() -> str:
    return date_format(localtime(clock.now()), "H:i")
