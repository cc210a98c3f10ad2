"""Giving an organisation more time, changing what was given, and taking it back."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actions.files import store_bytes
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Closed, NotAllowed, Stale
from blocs.locking import locked
from blocs.models import Membership
from emulation.models import Cycle, Extension, Window
from emulation.models.calendar import Calendar
from emulation.queries.window import on_screen
from emulation.rules.window import can_extend_for, can_grant_extensions


def grant_extension(
    cycle: Cycle,
    *,
    actor: Actor,
    act: str,
    organization_id: int,
    until: date,
    reason: str,
    scan: tuple[bytes, str] | None = None,
) -> Extension:
    """One member may act until a later day, for a stated reason; a second one moves the day further on.

    Raises NotAllowed (also for one's own unit), Closed once the scores are final, BadInput for a missing reason,
    a stranger, an act without a window or a day that gives no more time.
    """
    with transaction.atomic():
        cycle = _open_cycle(cycle, actor, organization_id)
        members = Membership.objects.filter(bloc=cycle.bloc_id, year=cycle.year_id)
        if not members.filter(organization=organization_id).exists():
            raise BadInput(
                _("This organisation is no member of the bloc in {year}.").format(year=cycle.year_id)
            )
        _require_reason(reason)
        found = Calendar.of(cycle).windows.get(act)
        if found is None:
            raise BadInput(_("No time has been set for this yet. The city officer sets it."))
        window = locked(Window, found.pk)
        extension = window.extensions.filter(organization=organization_id).first()
        _require_more(max(window.last_day, extension.until) if extension else window.last_day, until)
        return _write(
            extension or Extension(window=window, organization_id=organization_id),
            cycle,
            actor,
            until=until,
            reason=reason,
            scan=scan,
        )


def change_extension(
    extension: Extension,
    cycle: Cycle,
    *,
    actor: Actor,
    until: date,
    reason: str,
    scan: tuple[bytes, str] | None = None,
    seen: date | None = None,
) -> Extension:
    """Another day or reason for what was given; `seen` is the day that stood on the page.

    The document stays unless another one is given. Raises NotAllowed, Closed, Stale, BadInput.
    """
    with transaction.atomic():
        cycle = _open_cycle(cycle, actor, extension.organization_id)
        extension = _held(extension, cycle, seen)
        _require_reason(reason)
        _require_more(extension.window.last_day, until)
        return _write(extension, cycle, actor, until=until, reason=reason, scan=scan)


def take_back_extension(
    extension: Extension, cycle: Cycle, *, actor: Actor, seen: date | None = None
) -> None:
    """The organisation has no more time than the others, from now on.

    What it did in the time it was given stays in time: an extension that already ran ends yesterday instead of
    disappearing. Raises NotAllowed, Stale, Closed (scores final, or it is over anyway).
    """
    with transaction.atomic():
        cycle = _open_cycle(cycle, actor, extension.organization_id)
        extension = _held(extension, cycle, seen)
        today, last = clock.today(), extension.window.last_day
        if extension.until < today:
            raise Closed(_("The time given ended on {date}.").format(date=on_screen(extension.until)))
        old = {"until": extension.until, "reason": extension.reason}
        yesterday = today - timedelta(days=1)
        _record("window.take_back_extension", extension, cycle, actor, old=old, new={})
        if yesterday <= last:
            extension.delete()
        else:
            extension.until = yesterday
            extension.save(update_fields=["until"])


def _open_cycle(cycle: Cycle, actor: Actor, organization_id: int) -> Cycle:
    cycle = locked(Cycle, cycle.pk)
    if not can_grant_extensions(actor, cycle):
        raise NotAllowed(_("More time is given by the head of the bloc or the city officer."))
    if not can_extend_for(actor, cycle, organization_id):
        raise NotAllowed(_("Nobody gives more time to an organisation he represents; the city officer does."))
    if cycle.is_locked:
        raise Closed(_("The scores of this year are final: no more time is given."))
    return cycle


def _held(extension: Extension, cycle: Cycle, seen: date | None) -> Extension:
    """The extension as it is now, with its window held. Raises Missing where it is gone, Stale."""
    held = locked(Extension, extension.pk)
    held.window = locked(Window, held.window_id)
    # Between page and act the window may have become the bloc's own: then the extension moved there.
    if seen is not None and seen != held.until:
        raise Stale
    if Calendar.of(cycle).windows.get(held.window.act) != held.window:
        raise Stale
    return held


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise BadInput(_("Give the reason: it is shown to every member."))


def _require_more(last: date, until: date) -> None:
    """Raises BadInput for a day that gives no more time than there is anyway."""
    if until <= last or until < clock.today():
        raise BadInput(
            _("Choose a day after {date}: until then it is open anyway.").format(
                date=on_screen(max(last, clock.today()))
            )
            if last >= clock.today()
            else _("The day must not lie in the past.")
        )


def _write(
    extension: Extension,
    cycle: Cycle,
    actor: Actor,
    *,
    until: date,
    reason: str,
    scan: tuple[bytes, str] | None,
) -> Extension:
    """The only place where an extension is written, with its record."""
    old = {"until": extension.until, "reason": extension.reason} if extension.pk else {}
    extension.until, extension.reason = until, reason.strip()
    if scan:
        extension.document = store_bytes(scan[0], content_type=scan[1])
    extension.granted_at, extension.granted_by = clock.now(), actor.user
    extension.save()
    new = {"until": until, "reason": extension.reason}
    if scan and extension.document:
        new["document"] = extension.document.sha256[:8]
    _record("window.extend", extension, cycle, actor, old=old, new=new)
    return extension


def _record(act: str, extension: Extension, cycle: Cycle, actor: Actor, **what) -> None:
    record(
        act,
        extension,
        actor=actor,
        label=f"{extension.window.get_act_display()} {cycle.year_id}",
        bloc_id=cycle.bloc_id,
        organization_id=extension.organization_id,
        year=cycle.year_id,
        **what,
    )
