"""Reading and writing the pledge."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blocs.errors import Missing, NotAllowed, Refused
from blocs.views.export import export
from emulation.actions.pledge import draft_next_version, finalise_pledge, save_pledge_text
from emulation.documents.invitation import invitation_to_sign
from emulation.exports.cycles import bloc_name, pledge_sheet
from emulation.forms.pledge import PledgeTextForm
from emulation.models import Cycle, PledgeVersion
from emulation.models.calendar import Calendar
from emulation.models.window import Act
from emulation.queries.concerned import left_on
from emulation.queries.pledge import Board, board_of, current_version, members_on
from emulation.queries.pledge_page import board_rows, deadline, headline, sign_box, state_of
from emulation.queries.pledge_text import draft_of, text_of, word
from emulation.queries.pledge_words import finalising_sentences, replacing_sentences
from emulation.rules.cycle import runs
from emulation.rules.pledge import can_draft_pledge
from emulation.views.cycle import visible_cycle


@require_safe
def pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """The text, the place to sign, and who has signed."""
    cycle = visible_cycle(request, pk)
    may_draft = can_draft_pledge(request.actor, cycle) and not cycle.is_locked
    version = current_version(cycle)
    if version is None:
        return render(request, "emulation/pledge_none.html", {"cycle": cycle, "may_draft": may_draft})
    board = board_of(version)
    if version.is_final:
        calendar = Calendar.of(cycle)
    else:
        calendar = Calendar()  # a draft waits for nobody's signature
        word(version, cycle, len(members_on(cycle, version)))
    standing = calendar.standing(Act.PLEDGE, request.actor.organization_id)
    is_party = version.is_final and board.unit(request.actor.organization_id)
    gone = left_on(cycle, request.actor.organization_id) if is_party else None
    box = sign_box(request.actor, version, board, standing, gone)
    context = {
        "cycle": cycle,
        "version": version,
        "text": text_of(version),
        "board": board,
        "rows": board_rows(request.actor, cycle, board),
        "box": box,
        "state": state_of(version, board),
        "deadline": None if gone or board.is_complete or not version.is_final else deadline(standing),
        "standing": standing,
        "heading": headline(cycle, version, board, box),
        "may_draft": may_draft,
        "invitations": _invitations(request, cycle, board),
    }
    return render(request, "emulation/pledge.html", context)


@require_POST
def pledge_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has signed a final text, as a workbook."""
    cycle = visible_cycle(request, pk)
    version = current_version(cycle)
    if version is None or not version.is_final:
        raise Missing
    text = _("{bloc}; text no. {number}, code {code}").format(
        bloc=bloc_name(cycle), number=version.number, code=version.sha256[:8]
    )
    sheet = pledge_sheet(cycle, board_rows(request.actor, cycle, board_of(version)), text=text)
    return export(request, sheet, what="pledge.export", file_name=f"ky-giao-uoc-{cycle.year_id}")


def _invitations(request: HttpRequest, cycle: Cycle, board: Board) -> list[dict[str, object]]:
    """The message to each unit that has not signed, for those who run the bloc."""
    if not runs(request.actor, cycle):
        return []
    url = request.build_absolute_uri(reverse("emulation:pledge", args=[cycle.pk]))
    return [
        {
            "key": unit.organization_id,
            "name": unit.name,
            "text": invitation_to_sign(unit.name, cycle.year_id, url),
        }
        for unit in board.missing
        if unit.organization_id != request.actor.organization_id
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Editing the draft; "more rows" sends what was typed and stores nothing."""
    cycle, version = _to_write(request, pk)
    if version is None or version.is_final:
        return redirect("emulation:pledge_replacement", pk)
    more = request.POST.get("more", "")
    form = PledgeTextForm(request.POST or None, text=draft_of(version), seen=version.version, more=more)
    status = 200
    if request.method == "POST" and not more:
        status = 422
        if form.is_valid():
            try:
                save_pledge_text(
                    version, actor=request.actor, seen=form.cleaned_data["seen"], text=form.draft
                )
            except Refused as refusal:
                form.add_error(None, refusal.message)
                status = refusal.status
            else:
                messages.success(request, _("The draft was saved."))
                return redirect("emulation:pledge", pk)
    context = {"cycle": cycle, "version": version, "form": form, "is_more": bool(more)}
    return render(request, "emulation/pledge_draft.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_replacement(request: HttpRequest, pk: int) -> HttpResponse:
    """A new draft in the place of the text in force, or the first of the year."""
    cycle, version = _to_write(request, pk)
    if version is not None and not version.is_final:
        return redirect("emulation:pledge_draft", pk)
    if request.method == "POST":
        seen = request.POST.get("version", "")
        draft_next_version(cycle, actor=request.actor, replacing=int(seen) if seen.isdecimal() else None)
        messages.success(request, _("The new draft is a copy: change it, then make it final."))
        return redirect("emulation:pledge_draft", pk)
    board = board_of(version) if version else None
    context = {
        "cycle": cycle,
        "version": version,
        "consequences": replacing_sentences(board.places if board else ()),
    }
    return render(request, "emulation/pledge_replacement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_finalisation(request: HttpRequest, pk: int) -> HttpResponse:
    """The text becomes final: from then on it is signed and never edited."""
    cycle, version = _to_write(request, pk)
    if version is None:
        return redirect("emulation:pledge_replacement", pk)
    if request.method == "POST":
        seen = request.POST.get("version", "")
        finalise_pledge(version, actor=request.actor, seen=int(seen) if seen.isdecimal() else 0)
        messages.success(request, _("The text is final. The organisations can sign it."))
        return redirect("emulation:pledge", pk)
    if version.is_final:
        return redirect("emulation:pledge", pk)
    context = {
        "cycle": cycle,
        "version": version,
        "consequences": finalising_sentences(len(members_on(cycle, version))),
    }
    return render(request, "emulation/pledge_finalisation.html", context)


def _to_write(request: HttpRequest, pk: int) -> tuple[Cycle, PledgeVersion | None]:
    """The cycle and the text in force, for somebody who may write it."""
    cycle = visible_cycle(request, pk)
    if not can_draft_pledge(request.actor, cycle):
        raise NotAllowed(_("The pledge is written by the head of the bloc and the secretariat."))
    return cycle, current_version(cycle)
