"""The score sheets of a cycle side by side: who has sent what, and all points in one table."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from blocs import numbers
from blocs.dates import two_digits
from blocs.errors import Missing, NotAllowed
from blocs.views.export import export
from emulation.exports.cycles import bloc_name
from emulation.exports.scores import matrix_sheet, scoresheets_sheet
from emulation.models import Cycle
from emulation.queries.scoresheet import Comparison, Matrix, Member, compare, find_cycle, points_of_all
from emulation.rules import scoresheet as rules
from emulation.rules.cycle import keeps_records
from emulation.rules.standing import can_see_standings
from emulation.views.sheet_state import StateWord, state_word


@dataclass(frozen=True)
class ShownMember:
    """A member with the words for its state and what the reader may do with its sheet."""

    member: Member
    state: StateWord
    remarks: list[str]
    late: bool
    may_start: bool
    on_behalf: bool


@require_safe
def scoresheets(request: HttpRequest, pk: int) -> HttpResponse:
    """Members in the decision's order with state, answered criteria, points, lateness."""
    cycle = request.cycle = find_cycle(request.actor, pk)
    found, members, show = _asked(request, cycle)
    context = {
        "cycle": cycle,
        "comparison": found,
        "members": [member for member in members if _wanted(member, show)],
        "filters": _filters(members, show, everybody=found.everybody),
        "all_points": can_see_standings(request.actor, cycle),
        "heading": _heading(found),
    }
    return render(request, "emulation/scoresheets.html", context)


@require_POST
def scoresheets_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The members the page shows, as a workbook."""
    cycle = find_cycle(request.actor, pk)
    found, members, show = _asked(request, cycle)
    chosen = [str(one["label"]) for one in _filters(members, show, everybody=True) if one["current"]]
    sheet = scoresheets_sheet(
        found,
        [(one.member, one.state.text, one.remarks) for one in members if _wanted(one, show)],
        narrowed="; ".join([bloc_name(cycle), *(chosen if show else [])]),
    )
    return export(request, sheet, what="scoresheets.export", file_name=f"bang-tu-cham-diem-{cycle.year_id}")


def _asked(request: HttpRequest, cycle: Cycle) -> tuple[Comparison, list[ShownMember], str]:
    """All members as this reader sees them, and which of them the address asks for."""
    actor = request.actor
    found = compare(cycle, actor)
    members = [
        ShownMember(
            member=member,
            state=state_word(member.state),
            remarks=_remarks(member),
            late=bool(member.late or member.overdue),
            may_start=not cycle.is_locked and rules.can_start_sheet(actor, cycle, member.organization_id),
            on_behalf=keeps_records(actor, cycle),
        )
        for member in found.members
    ]
    return found, members, request.GET.get("show", "")


@require_safe
def matrix(request: HttpRequest, pk: int) -> HttpResponse:
    """All points in one table: criteria as rows, members as columns."""
    cycle = request.cycle = _cycle_with_points(request, pk)
    context = {"cycle": cycle, "parts": []}
    if cycle.table_version:
        found = points_of_all(cycle)
        decimals = found.book.table.decimals
        of_maxima = numbers.shared_decimals(criterion.max_points for criterion in found.book.scored)
        units = [unit.pk for unit in found.members]
        context |= {
            "units": found.members,
            "on_paper": _on_paper(found),
            "parts": [
                {
                    "group": group,
                    "sums": [_points(found.groups.get((group.code, unit)), decimals) for unit in units],
                    "rows": [
                        {
                            "spec": spec,
                            "maximum": numbers.points(spec.max_points, of_maxima),
                            "points": [
                                _points(found.points.get((spec.code, unit)), decimals) for unit in units
                            ],
                        }
                        for spec in group.criteria
                        if spec.rules
                    ],
                }
                for group in found.book.table.groups
            ],
            "totals": [_points(found.totals.get(unit), decimals) for unit in units],
        }
    return render(request, "emulation/scoresheets_matrix.html", context)


@require_POST
def matrix_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The same table as a workbook; a line under its title says whether the points are final."""
    cycle = _cycle_with_points(request, pk)
    if cycle.table_version is None:
        raise Missing
    found = points_of_all(cycle)
    told = [bloc_name(cycle), _("Final") if cycle.is_locked else _("Provisional"), *_on_paper(found)]
    sheet = matrix_sheet(cycle, found, "; ".join(told))
    return export(request, sheet, what="points.export", file_name=f"tong-hop-diem-{cycle.year_id}")


def _cycle_with_points(request: HttpRequest, pk: int) -> Cycle:
    cycle = find_cycle(request.actor, pk)
    if not can_see_standings(request.actor, cycle):
        raise NotAllowed(_("The points of all units can be seen once the scores are locked."))
    return cycle


def _on_paper(found: Matrix) -> list[str]:
    """Whose points the secretariat entered from a paper, and of which day."""
    return [
        _("{unit}: from the paper of {day}").format(
            unit=unit.short_name, day=date_format(found.on_paper[unit.pk])
        )
        for unit in found.members
        if unit.pk in found.on_paper
    ]


def _points(points, decimals: int) -> str:
    return "–" if points is None else numbers.points(points, decimals)


FILTERS = {
    "": lambda shown: True,
    "unsent": lambda shown: not shown.member.sent,
    "returned": lambda shown: shown.member.state == "returned",
    "late": lambda shown: shown.late,
    "disputed": lambda shown: shown.member.state == "disputed",
}


def _wanted(shown: ShownMember, show: str) -> bool:
    return FILTERS.get(show, FILTERS[""])(shown)


def _filters(members: list[ShownMember], show: str, *, everybody: bool) -> list[dict[str, object]]:
    labels = {
        "": _("All"),
        "unsent": _("Not sent"),
        "returned": pgettext("score sheet", "Returned"),
        "late": _("Late"),
        "disputed": _("Re-examination asked"),
    }
    return [
        {
            "url": f"?show={key}" if key else "?",
            "label": label,
            "count": sum(_wanted(member, key) for member in members),
            "current": key == show,
        }
        for key, label in labels.items()
        if everybody or key in {"", "unsent"}
    ]


def _heading(found: Comparison) -> str:
    left = len(found.members) - found.sent
    if found.cycle.is_locked:
        return _("The scores of %(year)s are locked") % {"year": found.cycle.year_id}
    if not found.members:
        return _("No unit competes in this bloc this year")
    if not left:
        return _("All units have sent their score sheets")
    return ngettext(
        "%(n)s of %(all)s units has not sent its score sheet",
        "%(n)s of %(all)s units have not sent their score sheets",
        left,
    ) % {"n": two_digits(left), "all": two_digits(len(found.members))}


def _remarks(member: Member) -> list[str]:
    remarks = []
    if member.late:
        remarks.append(
            ngettext("sent %(n)s day late", "sent %(n)s days late", member.late) % {"n": member.late}
        )
    if member.overdue:
        remarks.append(
            ngettext("Late by %(n)s day", "Late by %(n)s days", member.overdue) % {"n": member.overdue}
        )
    if member.paper_dated_on:
        remarks.append(_("from the paper of %(day)s") % {"day": date_format(member.paper_dated_on)})
        if not member.has_scan:
            remarks.append(_("scan missing"))
    return remarks
