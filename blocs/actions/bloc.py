"""Founding, renaming, founding again and ending a bloc: each by a decision."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actions.decision import Basis, decided
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.locking import locked
from blocs.models import Bloc, BlocName
from blocs.queries.bloc import against_end
from blocs.queries.composition import name_of_bloc
from blocs.queries.decision import in_words
from blocs.rules import can_keep_register

DETAILS = ["code", "kind", "paper_symbol", "head_title", "deputy_title", "secretariat_title"]


def found_bloc(
    *, actor: Actor, name: str, short_name: str, founded_on: date, basis: Basis, details: dict[str, str]
) -> Bloc:
    """A new bloc with its first name; members follow, year by year. `details` are the fields in DETAILS.

    Raises NotAllowed, Conflict for a code that another bloc has, BadInput for the decision.
    """
    with transaction.atomic():
        if not can_keep_register(actor):
            raise NotAllowed
        _check_code(details["code"])
        bloc = Bloc.objects.create(**{field: details[field] for field in DETAILS})
        decision = decided(bloc, basis, actor=actor)
        BlocName.objects.create(
            bloc=bloc, name=name, short_name=short_name, valid_from=founded_on, decision=in_words(decision)
        )
        _record(
            "bloc.add",
            bloc,
            actor,
            name,
            new={"name": name, "valid_from": founded_on, "decision": in_words(decision), **details},
        )
        return bloc


def rename_bloc(
    bloc: Bloc, *, actor: Actor, name: str, short_name: str, valid_from: date, basis: Basis, seen: int
) -> BlocName:
    """Another name from a day on; papers of earlier dates keep the old one.

    A name entered for the same day is corrected. Raises NotAllowed, Stale, Conflict for a day before the
    first name, after the end or for no change.
    """
    with transaction.atomic():
        bloc = _begin(bloc, actor, seen)
        return _rename(bloc, actor, name, short_name, valid_from, basis)


def refound_bloc(
    bloc: Bloc,
    *,
    actor: Actor,
    name: str,
    short_name: str,
    valid_from: date,
    basis: Basis,
    details: dict[str, str],
    seen: int,
) -> Bloc:
    """The bloc is founded anew by a decision: name, kind and titles from a day on; an ended one goes on.

    Its members are set afterwards, for the year. Raises as `rename_bloc`, and Conflict for a code taken.
    """
    with transaction.atomic():
        bloc = _begin(bloc, actor, seen)
        if bloc.ended_on and valid_from <= bloc.ended_on:
            raise Conflict(
                _("The bloc ended on {date}: it is founded again after that day.").format(
                    date=f"{bloc.ended_on:%d/%m/%Y}"
                )
            )
        old = {"ended_on": bloc.ended_on, "end_decision": bloc.end_decision} if bloc.ended_on else {}
        bloc.ended_on, bloc.end_decision = None, ""
        was, will = _set_details(bloc, details)
        decision = decided(bloc, basis, actor=actor)
        newest = bloc.names.order_by("-valid_from").first()
        if newest is None or (newest.name, newest.short_name) != (name, short_name):
            _rename(bloc, actor, name, short_name, valid_from, decision.pk if decision else None)
        bloc.save()
        _record(
            "bloc.refound",
            bloc,
            actor,
            name,
            old=old | was,
            new={"valid_from": valid_from, "decision": in_words(decision)} | will,
        )
        return bloc


def change_bloc(bloc: Bloc, *, actor: Actor, details: dict[str, str], seen: int) -> Bloc:
    """Code, kind, titles and symbol. Raises NotAllowed, Stale, Conflict for a code that another bloc has."""
    with transaction.atomic():
        bloc = _begin(bloc, actor, seen)
        old, new = _set_details(bloc, details)
        if new:
            bloc.save()
            _record("bloc.change", bloc, actor, "", old=old, new=new)
        return bloc


def end_bloc(bloc: Bloc, *, actor: Actor, ended_on: date, basis: Basis, seen: int) -> Bloc:
    """The bloc ends with a day: nothing of it is copied into later years; its history stays.

    Raises NotAllowed, Stale, Conflict where it has ended, is named or has members after that day.
    """
    with transaction.atomic():
        bloc = _begin(bloc, actor, seen)
        if bloc.ended_on:
            raise Conflict(_("The bloc has ended on {date}.").format(date=f"{bloc.ended_on:%d/%m/%Y}"))
        bloc.ended_on = ended_on
        if against := against_end(bloc):
            raise Conflict(" ".join(against))
        decision = decided(bloc, basis, actor=actor)
        bloc.end_decision = in_words(decision)[:200]
        bloc.save()
        _record(
            "bloc.end",
            bloc,
            actor,
            "",
            old={"ended_on": None},
            new={"ended_on": ended_on, "end_decision": bloc.end_decision},
        )
        return bloc


def _begin(bloc: Bloc, actor: Actor, seen: int) -> Bloc:
    """The bloc, locked and as the person saw it, its version counted on for what follows."""
    if not can_keep_register(actor):
        raise NotAllowed
    bloc = locked(Bloc, bloc.pk, version=seen)
    bloc.version += 1
    return bloc


def _rename(bloc: Bloc, actor: Actor, name: str, short_name: str, valid_from: date, basis: Basis) -> BlocName:
    rows = list(bloc.names.order_by("valid_from"))
    if rows and valid_from < rows[0].valid_from:
        raise BadInput(
            _("The bloc was founded on {date}: a name cannot be older.").format(
                date=f"{rows[0].valid_from:%d/%m/%Y}"
            )
        )
    if bloc.ended_on and valid_from > bloc.ended_on:
        raise Conflict(
            _("The bloc ended on {date}. Found it again first.").format(date=f"{bloc.ended_on:%d/%m/%Y}")
        )
    row = next((row for row in rows if row.valid_from == valid_from), None)
    then = [one for one in rows if one.valid_from <= valid_from]
    before = row or (then[-1] if then else None)
    if before and (before.name, before.short_name) == (name, short_name):
        raise Conflict(_("The bloc bears this name already."))
    decision = decided(bloc, basis, actor=actor)
    old = {"name": before.name, "short_name": before.short_name} if before else {}
    row = row or BlocName(bloc=bloc, valid_from=valid_from)
    row.name, row.short_name, row.decision = name, short_name, in_words(decision)[:200]
    row.save()
    bloc.save()
    record(
        "bloc.rename",
        row,
        actor=actor,
        old=old,
        new={"name": name, "short_name": short_name, "valid_from": valid_from, "decision": row.decision},
        label=name,
        bloc_id=bloc.pk,
    )
    return row


def _set_details(bloc: Bloc, details: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Sets what differs; gives old and new in words."""
    changed = [field for field in DETAILS if getattr(bloc, field) != details[field]]
    if "code" in changed:
        _check_code(details["code"], bloc.pk)
    old = {field: _word(bloc, field) for field in changed}
    for field in changed:
        setattr(bloc, field, details[field])
    return old, {field: _word(bloc, field) for field in changed}


def _word(bloc: Bloc, field: str) -> str:
    return str(bloc.get_kind_display() if field == "kind" else getattr(bloc, field))


def _check_code(code: str, pk: int | None = None) -> None:
    if Bloc.objects.filter(code__iexact=code).exclude(pk=pk or 0).exists():
        raise Conflict(_("Another bloc has the code {code}.").format(code=code))


def _record(act: str, bloc: Bloc, actor: Actor, name: str, **values: Any) -> None:
    label = name or name_of_bloc(bloc, clock.today().year)
    record(act, bloc, actor=actor, label=label, bloc_id=bloc.pk, **values)
