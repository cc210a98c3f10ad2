"""Signing the pledge, and what was recorded of a signature."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from blocs.errors import Missing, NotAllowed, Refused
from blocs.models import User
from emulation.actions.identity import confirm_password
from emulation.actions.pledge_signature import record_paper_signature, sign_pledge
from emulation.forms.pledge import PaperSignatureForm, SignatureForm
from emulation.models import PledgeSignature, PledgeVersion
from emulation.models.calendar import Calendar
from emulation.models.window import Act
from emulation.queries.concerned import left_on, why_not_a_party
from emulation.queries.pledge import Board, Place, board_of, current_version
from emulation.queries.pledge_page import board_rows, how_signed, signed_sentence
from emulation.queries.window import why_not_open
from emulation.rules.identity import has_passkey, is_fresh_passkey
from emulation.rules.pledge import can_record_paper_signature, can_see_scan, can_sign_party
from emulation.views.cycle import visible_cycle
from emulation.views.paper import attachment, issue_if_complete


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_signature(request: HttpRequest, pk: int) -> HttpResponse:
    """The page that asks for the password and the signature; once signed, the receipt."""
    cycle, version, board, place = _place(request, pk)
    if place.signature and request.method != "POST":
        return _receipt(request, cycle, version, board, place)
    if not can_sign_party(request.actor, place.party):
        raise NotAllowed(_("The pledge is signed by the leader of the organisation."))
    data = request.POST if request.method == "POST" else None
    records = get_authentication_records(request, request.user)
    passkey = is_fresh_passkey(records)
    form = SignatureForm(data, text_sha256=version.sha256, confirmed=passkey)
    status = 422 if data is not None else 200
    if form.is_valid():
        status = _refused_with(form, request.user)
        if not status:
            sign_pledge(place.party, actor=request.actor, text_sha256=form.cleaned_data["text_sha256"])
            issue_if_complete(request, cycle)
            return redirect("emulation:pledge_signature", pk)
    standing = Calendar.of(cycle).standing(Act.PLEDGE, place.party.organization_id)
    why_not = "" if standing.is_open else why_not_open(standing)
    if gone := left_on(cycle, place.party.organization_id):
        why_not = why_not_a_party(place.party.name, gone)
    context = {
        "cycle": cycle,
        "version": version,
        "place": place,
        "form": form,
        "capacity": request.actor.capacity,
        "why_not": why_not,
        "demo_password": settings.DEMO_PASSWORD if settings.DEMO else "",
        "passkey": passkey,
        "has_passkey": has_passkey(records),
    }
    return render(request, "emulation/pledge_signature.html", context, status=status)


def _refused_with(form: SignatureForm, user: User) -> int:
    """0 where the password is the user's or none was asked for; else the form says what is wrong."""
    try:
        if "password" in form.fields:
            confirm_password(user, form.cleaned_data["password"])
    except Refused as refusal:
        form.add_error("password", refusal.message)
        return refusal.status
    return 0


def _receipt(request, cycle, version: PledgeVersion, board: Board, place: Place) -> HttpResponse:
    unit = board.unit(place.party.organization_id)
    following = unit.open_place if unit else None
    context = {
        "cycle": cycle,
        "version": version,
        "board": board,
        "place": place,
        "sentence": signed_sentence(place.signature),
        "how": how_signed(place.signature),
        "rows": board_rows(request.actor, cycle, board),
        "own": place.party.organization_id == request.actor.organization_id,
        "following": following if following and can_sign_party(request.actor, following.party) else None,
        "sees_scan": can_see_scan(request.actor, cycle, place.party.organization_id),
    }
    return render(request, "emulation/pledge_receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_paper_signature(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat records what was signed on paper."""
    cycle, version, _board, place = _place(request, pk)
    if not can_record_paper_signature(request.actor, cycle):
        raise NotAllowed(_("Signatures on paper are recorded by the secretariat of the bloc."))
    if place.signature and request.method != "POST":
        return redirect("emulation:pledge_signature", pk)
    initial = {"text_sha256": version.sha256, "signed_on": version.dated_on, "position_title": "Chủ tịch"}
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperSignatureForm(data, files, initial=initial)
    status = 422 if data is not None else 200
    if form.is_valid():
        try:
            record_paper_signature(place.party, actor=request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            issue_if_complete(request, cycle)
            messages.success(
                request, _("The signature of {name} was recorded.").format(name=place.party.name)
            )
            return redirect("emulation:pledge", cycle.pk)
    request.behalf = place.party.name
    context = {"cycle": cycle, "place": place, "form": form}
    return render(request, "emulation/pledge_paper_signature.html", context, status=status)


@require_safe
def pledge_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of a paper that was signed."""
    cycle = visible_cycle(request, pledge__versions__parties__signatures=pk)
    signature = (
        PledgeSignature.objects.filter(pk=pk, document__isnull=False)
        .select_related("document", "party")
        .first()
    )
    if signature is None or not can_see_scan(request.actor, cycle, signature.party.organization_id):
        raise Missing
    ending = {"application/pdf": "pdf", "image/png": "png"}.get(signature.document.content_type, "jpg")
    return attachment(
        signature.document.read(), f"giao-uoc-ban-ky-{signature.pk}.{ending}", signature.document.content_type
    )


def _place(request: HttpRequest, pk: int):
    """Cycle, text, board and the place of a party; Missing for a party out of sight, of a replaced text, or a witness."""
    cycle = visible_cycle(request, pledge__versions__parties=pk)
    version = current_version(cycle)
    board = board_of(version) if version else Board()
    place = board.place(pk)
    if version is None or place is None or place.is_witness:
        raise Missing
    return cycle, version, board, place
