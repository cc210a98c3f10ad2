"""The standings of a cycle, and their lock."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blocs.dates import two_digits
from blocs.errors import Closed, NotAllowed
from blocs.views.export import export
from emulation.actions import standing as actions
from emulation.exports.standings import standings_sheet
from emulation.forms.standing import LockForm, ReopenForm
from emulation.queries.scoresheet import find_cycle
from emulation.queries.standing import (
    Standings,
    canonical_standings,
    current_standings,
    fingerprint,
    standings_to_lock,
    unfinished,
)
from emulation.rules import standing as rules
from emulation.views.standing_rows import ShownRow, show_rows


@require_safe
def standings(request: HttpRequest, pk: int) -> HttpResponse:
    """Places with points, class and marks: provisional for those who may see them, official for all."""
    cycle = request.cycle = find_cycle(request.actor, pk)
    if not rules.can_see_standings(request.actor, cycle):
        return render(request, "emulation/standings_hidden.html", {"cycle": cycle})
    found = current_standings(cycle)
    context = {
        "cycle": cycle,
        "standings": found,
        "rows": show_rows(found),
        "may_lock": not cycle.is_locked and rules.can_lock_scores(request.actor, cycle),
        "may_reopen": cycle.is_locked
        and not cycle.is_submitted
        and not cycle.is_decided
        and rules.can_reopen_scores(request.actor, cycle),
    }
    return render(request, "emulation/standings.html", context)


@require_POST
def standings_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The standings as a workbook, for whoever sees them; its title says whether they are final."""
    cycle = find_cycle(request.actor, pk)
    if not rules.can_see_standings(request.actor, cycle):
        raise NotAllowed(_("The places can be seen once the scores are locked."))
    found = current_standings(cycle)
    sheet = standings_sheet(found, [(shown.row, _in_words(shown)) for shown in show_rows(found)])
    return export(request, sheet, what="standings.export", file_name=f"xep-hang-{cycle.year_id}")


def _in_words(shown: ShownRow) -> str:
    """What stands under the unit's name."""
    state = [shown.state.text] if shown.state else []
    return "; ".join([*state, *shown.remarks, *filter(None, [shown.why])])


@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """What locking would freeze, and the red button."""
    cycle = request.cycle = find_cycle(request.actor, pk)
    if not rules.can_lock_scores(request.actor, cycle):
        raise NotAllowed
    if cycle.is_locked:
        raise Closed(_("The scores are locked already."))
    form = LockForm(request.POST or None)
    if form.is_valid():
        snapshot = actions.lock_scores(cycle, actor=request.actor, seen=form.cleaned_data["seen"])
        messages.success(
            request, _("The scores are locked. Reference: %(code)s.") % {"code": snapshot.sha256[:8]}
        )
        return redirect("emulation:standings", pk)
    found = standings_to_lock(cycle)
    context = {
        "cycle": cycle,
        "standings": found,
        "rows": show_rows(found),
        "consequences": _consequences(found),
        "form": LockForm(initial={"seen": fingerprint(canonical_standings(found))}),
    }
    return render(request, "emulation/standings_lock.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Why locked scores are opened again."""
    cycle = request.cycle = find_cycle(request.actor, pk)
    if not rules.can_reopen_scores(request.actor, cycle):
        raise NotAllowed
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        actions.reopen_scores(cycle, actor=request.actor, reason=form.cleaned_data["reason"])
        messages.success(request, _("The scores are open again."))
        return redirect("emulation:standings", pk)
    context = {"cycle": cycle, "form": form}
    return render(request, "emulation/standings_reopen.html", context, status=422 if form.is_bound else 200)


def _consequences(found: Standings) -> list[str]:
    """What is frozen unfinished, one sentence a kind."""
    left = unfinished(found)
    sentences = []
    if left.not_sent:
        sentences.append(
            ngettext(
                "%(n)s unit has not sent its sheet and is ranked by what it has entered: %(names)s.",
                "%(n)s units have not sent their sheets and are ranked by what they have entered: %(names)s.",
                len(left.not_sent),
            )
            % {"n": two_digits(len(left.not_sent)), "names": "; ".join(left.not_sent)}
        )
    if left.not_checked:
        sentences.append(
            ngettext(
                "The sheet of %(n)s unit has not been checked to the end; where the bloc gave no points, its own count: %(names)s.",
                "The sheets of %(n)s units have not been checked to the end; where the bloc gave no points, their own count: %(names)s.",
                len(left.not_checked),
            )
            % {"n": two_digits(len(left.not_checked)), "names": "; ".join(left.not_checked)}
        )
    if left.disputed:
        sentences.append(
            _("Re-examination is still asked for by: %(names)s.") % {"names": "; ".join(left.disputed)}
        )
    return sentences
