"""The decisions on which a bloc and its composition rest."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.utils.translation import gettext as _

from blocs.models import Bloc, CompositionDecision


@dataclass(frozen=True)
class NewDecision:
    """A decision as its paper says it; `scan` is its content and type. `source` says why a number is missing."""

    issuer: str
    number: str = ""
    dated_on: date | None = None
    source: str = ""
    scan: tuple[bytes, str] | None = None


def in_words(decision: CompositionDecision | NewDecision | None) -> str:
    """ "No. 15/QĐ-UBND of 04/03/2020, Ủy ban nhân dân thành phố"; empty for none."""
    if decision is None:
        return ""
    number = _("No. {number}").format(number=decision.number) if decision.number else _("Number not known")
    if decision.dated_on:
        number = _("{number} of {date}").format(number=number, date=f"{decision.dated_on:%d/%m/%Y}")
    return f"{number}, {decision.issuer}"


def seen_of(decision: CompositionDecision) -> str:
    """A decision as a page showed it: corrected, or with another scan, it reads otherwise."""
    facts = (decision.number, decision.dated_on, decision.issuer, decision.source, decision.document_id)
    return sha256(repr(facts).encode()).hexdigest()[:16]


def decisions_of(bloc: Bloc) -> list[CompositionDecision]:
    """All decisions recorded for a bloc, the newest first; those without a date come last."""
    rows = CompositionDecision.objects.filter(bloc=bloc).order_by("-pk")
    return sorted(rows, key=lambda row: row.dated_on or date.min, reverse=True)
