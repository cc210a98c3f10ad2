"""Setting the composition of a bloc's year: the whole list at once."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock, ports
from blocs.actions.decision import Basis, decided
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.locking import locked, take_turn
from blocs.models import Bloc, CompositionDecision, Membership
from blocs.queries.composition import (
    CompositionChange,
    Line,
    compared,
    composition,
    name_of_bloc,
    stands_against,
)
from blocs.queries.decision import in_words
from blocs.rules import can_keep_register

EARLIEST_YEAR = 1990


def latest_year() -> int:
    """The last year for which members may be set: the year after this one, decided on before it begins."""
    return clock.today().year + 1


def take_turn_for_members(year: int) -> None:
    """One at a time changes who belongs where in a year, so that nobody competes twice."""
    take_turn(f"memberships.{year}")


def set_composition(
    bloc: Bloc, year: int, lines: Sequence[Line], *, actor: Actor, seen: int, basis: Basis = None
) -> CompositionChange:
    """Makes `lines` the members of a year, their places those in the list; returns what changed.

    With a `basis` all of them rest on that decision; without one, who stays keeps his and who is new
    gets the one of his last year in this bloc. Raises NotAllowed, Stale for a list somebody else has
    changed since `seen` (the bloc's version), BadInput for a year out of range or a member twice,
    Conflict with the sentences that stand against it.
    """
    with transaction.atomic():
        if not can_keep_register(actor):
            raise NotAllowed
        take_turn_for_members(year)
        bloc = locked(Bloc, bloc.pk, version=seen)
        if not EARLIEST_YEAR <= year <= latest_year():
            raise BadInput(_("Members are set for the years up to the next one."))
        if len({line.organization_id for line in lines}) != len(lines):
            raise BadInput(_("An organisation stands twice in the list."))
        old = composition(bloc, year)
        change = compared(bloc, year, old, lines)
        against = stands_against(change) + ports.vetoes_of("composition.set", change)
        if against:
            raise Conflict(" ".join(against))
        decision = decided(bloc, basis, actor=actor)
        if not change and (decision is None or _rest_on(old, decision)):
            return change
        _write(change, old, lines, decision, actor)
        bloc.version += 1
        bloc.save(update_fields=["version"])
        record(
            "composition.set",
            bloc,
            actor=actor,
            old={"members": _listed(old)},
            new={"members": _listed(lines), "decision": in_words(decision)},
            label=f"{name_of_bloc(bloc, year)} {year}",
            bloc_id=bloc.pk,
            year=year,
        )
        return change


def _write(
    change: CompositionChange,
    old: Sequence[Line],
    lines: Sequence[Line],
    decision: CompositionDecision | None,
    actor: Actor,
) -> None:
    """Takes out, changes and adds rows; who joins, goes or changes its standing is told on its own page too."""
    bloc, year = change.bloc, change.year
    rows = {line.organization_id: line.membership for line in old if line.membership}
    for line in change.removed:
        _told(
            "membership.remove",
            rows[line.organization_id],
            line,
            actor,
            old=_facts(rows[line.organization_id]),
        )
        rows.pop(line.organization_id).delete()
    earlier = Membership.objects.filter(bloc=bloc, year__lt=year).order_by("year")
    last_basis = dict(earlier.values_list("organization", "decision"))
    # Who ceases to compete comes before who begins: one competing membership per organisation and year.
    for place, line in sorted(enumerate(lines, start=1), key=lambda pair: pair[1].competes):
        row = rows.get(line.organization_id)
        if row is None:
            row = Membership(
                bloc=bloc,
                organization_id=line.organization_id,
                year=year,
                order=place,
                competes=line.competes,
                decision_id=decision.pk if decision else last_basis.get(line.organization_id),
            )
            row.save()
            _told("membership.add", row, line, actor, new=_facts(row))
            continue
        before = _facts(row)
        basis = decision.pk if decision else row.decision_id
        if (row.order, row.competes, row.decision_id) == (place, line.competes, basis):
            continue
        row.order, row.competes, row.decision_id, row.copied = place, line.competes, basis, False
        row.save(update_fields=["order", "competes", "decision", "copied"])
        after = _facts(row)
        if before["competes"] != after["competes"]:
            _told("membership.change", row, line, actor, old=before, new=after)


def _told(act: str, row: Membership, line: Line, actor: Actor, **values: Any) -> None:
    record(
        act,
        row,
        actor=actor,
        label=f"{line.name} – {name_of_bloc(row.bloc, row.year)} {row.year}",
        bloc_id=row.bloc_id,
        organization_id=row.organization_id,
        year=row.year,
        **values,
    )


def _facts(row: Membership) -> dict[str, object]:
    return {"order": row.order, "competes": row.competes}


def _rest_on(lines: Sequence[Line], decision: CompositionDecision) -> bool:
    return all(line.membership and line.membership.decision_id == decision.pk for line in lines)


def _listed(lines: Sequence[Line]) -> str:
    """The list in words: "1. Hội A; 2. Hội B (tham gia, không tính thi đua)"."""
    takes_part = _("takes part, does not compete")
    return "; ".join(
        f"{place}. {line.name}" + ("" if line.competes else f" ({takes_part})")
        for place, line in enumerate(lines, start=1)
    )
