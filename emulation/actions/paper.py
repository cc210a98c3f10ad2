"""Issuing papers: kept with their hash, printed again byte for byte."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actions.files import store_bytes
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import Conflict, NotAllowed, Stale
from blocs.locking import locked
from blocs.models import StoredFile
from emulation.models import Cycle, IssuedPaper
from emulation.models.paper import PaperKind, PaperState
from emulation.queries.pledge import board_of, contents_key, current_version
from emulation.rules.paper import can_issue_pledge

PDF = "application/pdf"


def keep_paper(
    cycle: Cycle,
    *,
    actor: Actor,
    kind: str,
    content: bytes,
    content_key: str,
    dated_on: date,
    number: str = "",
) -> IssuedPaper:
    """Keeps a paper, in the caller's transaction that holds the cycle: the caller has checked who may and what it says.

    The same `content_key` gives the paper kept before; another one replaces the valid paper of that kind.
    """
    papers = IssuedPaper.objects.filter(cycle=cycle, kind=kind, state=PaperState.VALID)
    same = papers.filter(content_key=content_key).first()
    if same:
        return same
    stored: StoredFile = store_bytes(content, content_type=PDF)
    papers.update(state=PaperState.REPLACED)
    paper = IssuedPaper.objects.create(
        cycle=cycle,
        kind=kind,
        number=number,
        dated_on=dated_on,
        file=stored,
        content_key=content_key,
        issued_at=clock.now(),
        issued_by=actor.account,
    )
    record(
        "paper.issue",
        paper,
        actor=actor,
        new={"kind": kind, "sha256": stored.sha256},
        label=f"{paper.get_kind_display()} {cycle.year_id}",
        bloc_id=cycle.bloc_id,
        year=cycle.year_id,
    )
    return paper


def issue_pledge(cycle: Cycle, *, actor: Actor, content: bytes, content_key: str) -> IssuedPaper:
    """Keeps the printed pledge once every unit has signed. `content_key` is that of what was printed.

    Raises NotAllowed, Conflict while a unit has not signed, Stale when text or signatures have changed since the printing.
    """
    with transaction.atomic():
        cycle = locked(Cycle, cycle.pk)
        if not can_issue_pledge(actor, cycle):
            raise NotAllowed
        version = current_version(cycle)
        if version is None or not (board := board_of(version)).is_complete:
            raise Conflict(_("The pledge is issued once every organisation has signed it."))
        if contents_key(version, board) != content_key:
            raise Stale
        return keep_paper(
            cycle,
            actor=actor,
            kind=PaperKind.PLEDGE,
            content=content,
            content_key=content_key,
            dated_on=version.dated_on,
        )
