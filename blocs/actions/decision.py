"""Recording the decisions on which a bloc rests."""

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actions.files import store_bytes
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, NotAllowed, Stale
from blocs.locking import locked
from blocs.models import Bloc, CompositionDecision
from blocs.queries.decision import NewDecision, in_words, seen_of
from blocs.rules import can_keep_register

# What an act rests on: a decision recorded already (its pk), a new one, or none.
Basis = int | NewDecision | None


def decided(bloc: Bloc, basis: Basis, *, actor: Actor) -> CompositionDecision | None:
    """The decision an act rests on; a new one is recorded, the same number of the same issuer only once.

    Called inside the act's transaction. Raises BadInput for another bloc's decision, a day to come, or
    one that names neither number nor source.
    """
    if basis is None:
        return None
    if isinstance(basis, int):
        found = CompositionDecision.objects.filter(bloc=bloc, pk=basis).first()
        if found is None:
            raise BadInput(_("Choose one of the decisions on this bloc, or enter a new one."))
        return found
    _check(basis)
    known = CompositionDecision.objects.filter(bloc=bloc, number=basis.number, issuer=basis.issuer)
    found = known.filter(dated_on=basis.dated_on).first() if basis.number else None
    if found is not None and (basis.scan is None or found.document_id):
        return found
    decision = found or CompositionDecision(
        bloc=bloc,
        number=basis.number,
        dated_on=basis.dated_on,
        issuer=basis.issuer,
        source=basis.source,
    )
    _keep_scan(decision, basis)
    decision.save()
    record(
        "compositiondecision.change" if found else "compositiondecision.add",
        decision,
        actor=actor,
        new={"number": decision.number, "dated_on": decision.dated_on, "issuer": decision.issuer}
        | _scan_in_words(basis),
        label=in_words(decision),
        bloc_id=bloc.pk,
    )
    return decision


def is_same(decision: CompositionDecision | None, basis: Basis) -> bool:
    """Whether an act that names `basis` rests on this recorded decision."""
    if decision is None or basis is None or isinstance(basis, int):
        return (decision.pk if decision else None) == basis
    return in_words(decision) == in_words(basis)


def correct_decision(
    decision: CompositionDecision, new: NewDecision, *, actor: Actor, seen: str | None = None
) -> CompositionDecision:
    """Number, date, issuer, source as the paper has them; a scan where there was none, or a better one.

    What papers cite changes with it; the record keeps how it was. `seen` is the decision as the person saw it
    (`seen_of`). Raises NotAllowed, Stale, BadInput.
    """
    with transaction.atomic():
        if not can_keep_register(actor):
            raise NotAllowed
        _check(new)
        decision = locked(CompositionDecision, decision.pk)
        if seen is not None and seen != seen_of(decision):
            raise Stale
        names = [
            name for name in ("number", "dated_on", "issuer", "source")
            if getattr(decision, name) != getattr(new, name)
        ]  # fmt: skip
        if not names and new.scan is None:
            return decision
        old = {name: getattr(decision, name) for name in names}
        for name in names:
            setattr(decision, name, getattr(new, name))
        _keep_scan(decision, new)
        decision.save()
        record(
            "compositiondecision.change",
            decision,
            actor=actor,
            old=old,
            new={name: getattr(new, name) for name in names} | _scan_in_words(new),
            label=in_words(decision),
            bloc_id=decision.bloc_id,
        )
        return decision


def _check(new: NewDecision) -> None:
    if not new.issuer:
        raise BadInput(_("Enter who issued the decision."))
    if not new.number and not new.source:
        raise BadInput(_("Enter the number of the decision, or say in “source” why it is not known."))
    if new.dated_on and new.dated_on > clock.today():
        raise BadInput(_("A decision cannot be of a day to come."))


def _keep_scan(decision: CompositionDecision, new: NewDecision) -> None:
    if new.scan:
        content, content_type = new.scan
        decision.document = store_bytes(content, content_type=content_type)


def _scan_in_words(new: NewDecision) -> dict[str, str]:
    return {"document": _("scan attached")} if new.scan else {}
