"""What the page of the pledge says to whoever opens it, in sentences."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.actor import Actor
from blocs.clock import LOCAL
from blocs.dates import two_digits
from emulation.models import Cycle, PledgeSignature, PledgeVersion
from emulation.models.calendar import Standing
from emulation.queries.concerned import why_not_a_party
from emulation.queries.pledge import Board, Place
from emulation.queries.window import on_screen, time_left, why_not_open
from emulation.rules.cycle import is_own_unit
from emulation.rules.pledge import can_record_paper_signature, can_sign_party


@dataclass(frozen=True)
class Mark:
    """A state as `{% state %}` shows it."""

    kind: str
    icon: str
    text: str


@dataclass(frozen=True)
class SignBox:
    """What the actor is to do or has done: `kind` is sign, closed, signed or waits."""

    kind: str
    place: Place
    sentence: str = ""


@dataclass(frozen=True)
class BoardRow:
    """A line of the board; `css` and `icon` follow the look."""

    place: Place
    note: str
    css: str = ""
    icon: str = "circle"
    to_record: bool = False


def state_of(version: PledgeVersion, board: Board) -> Mark:
    """Where the pledge stands."""
    if not version.is_final:
        return Mark("none", "pen", pgettext("pledge", "Draft"))
    counts = {"n": board.signed, "m": board.total}
    if board.is_complete:
        return Mark("done", "check-circle", _("Fully signed ({n}/{m})").format(**counts))
    if board.is_begun:
        return Mark("move", "pen", _("Signing ({n} of {m})").format(**counts))
    return Mark("move", "check", _("Text final"))


def headline(cycle: Cycle, version: PledgeVersion, board: Board, box: SignBox | None) -> str:
    """The sentence of the moment, for this reader."""
    year = {"year": cycle.year_id}
    if not version.is_final:
        return _("The pledge of {year} is being written").format(**year)
    if box and box.kind == "sign":
        return _("The pledge of {year} is ready to be signed").format(**year)
    if board.is_complete:
        return _("Every organisation has signed the pledge of {year}").format(**year)
    if board.is_begun:
        return _("{n} of {m} organisations have still to sign the pledge of {year}").format(
            n=two_digits(len(board.missing)), m=two_digits(board.total), **year
        )
    return _("Nobody has signed the pledge of {year} yet").format(**year)


def deadline(standing: Standing) -> Mark | None:
    """What the time for signing means today; nothing once it is over or before it is set."""
    if not standing.is_open:
        return None
    return Mark("soon", "clock", time_left(standing))


def sign_box(
    actor: Actor, version: PledgeVersion, board: Board, standing: Standing, gone: date | None = None
) -> SignBox | None:
    """The box of somebody who acts for a unit among the parties; None for everybody else and for a draft.

    `gone` is the last day of a unit that has left the bloc: it signs no more.
    """
    unit = board.unit(actor.organization_id)
    if not version.is_final or unit is None:
        return None
    place = unit.open_place
    if place is None:
        return SignBox("signed", unit.places[-1])
    if gone:
        return SignBox("closed", place, why_not_a_party(unit.name, gone))
    if not standing.is_open:
        return SignBox("closed", place, why_not_open(standing))
    if not can_sign_party(actor, place.party):
        return SignBox("waits", place, _("The leader of the organisation signs, under his own account."))
    return SignBox("sign", place)


def board_rows(actor: Actor, cycle: Cycle, board: Board) -> list[BoardRow]:
    """The board as the actor sees it, with what he may do about each line."""
    may_record = can_record_paper_signature(actor, cycle)
    rows = []
    for place in board.places:
        own = is_own_unit(actor, place.party.organization_id)
        capacity = cycle.bloc.head_title if place.is_head else ""
        if place.is_witness:
            rows.append(BoardRow(place, _("Witness: signs the printed pledge"), icon="eye"))
        elif place.signature:
            note = " · ".join(filter(None, [capacity, how_signed(place.signature)]))
            rows.append(BoardRow(place, note, "is-signed", "check-circle"))
        else:
            words = _("own organisation, not signed yet") if own else _("Not signed yet")
            note = capfirst(" · ".join(filter(None, [capacity, words])))
            rows.append(BoardRow(place, note, "is-me" if own else "", "pen" if own else "circle", may_record))
    return rows


def how_signed(signature: PledgeSignature) -> str:
    """How and when: "Xác nhận điện tử trong hệ thống · 09:12, 09/03/2021"."""
    if signature.signed_on:
        when = on_screen(signature.signed_on)
    else:
        when = f"{signature.signed_at.astimezone(LOCAL):%H:%M, %d/%m/%Y}"
    return f"{capfirst(signature.get_method_display())} · {when}"


def signed_sentence(signature: PledgeSignature) -> str:
    """What is said after a signature, in the words that never call a confirmation a digital signature."""
    if signature.signed_on:
        return _("Signed on paper on {date}; recorded by the secretariat.").format(
            date=on_screen(signature.signed_on)
        )
    moment = signature.signed_at.astimezone(LOCAL)
    return _(
        "Pledge signed at {time} on {date} by electronic confirmation in the system (not a digital signature)."
    ).format(time=f"{moment:%H:%M}", date=f"{moment:%d/%m/%Y}")
