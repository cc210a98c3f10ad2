"""Giving an organisation more time."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Closed, NotAllowed
from blocs.locking import locked
from blocs.models import Membership
from emulation.models import Cycle, Extension, Window
from emulation.models.calendar import Calendar
from emulation.queries.window import on_screen
from emulation.rules.window import can_extend_for, can_grant_extensions


def grant_extension(
    cycle: Cycle, *, actor: Actor, act: str, organization_id: int, until: date, reason: str
) -> Extension:
    """One member may act until a later day, for a stated reason; a second one moves the day further on.

    Raises NotAllowed (also for one's own unit), Closed once the scores are final, BadInput for a missing reason,
    a stranger, an act without a window or a day that gives no more time.
    """
    with transaction.atomic():
        cycle = locked(Cycle, cycle.pk)
        if not can_grant_extensions(actor, cycle):
            raise NotAllowed(_("More time is given by the head of the bloc or the city officer."))
        if not can_extend_for(actor, cycle, organization_id):
            raise NotAllowed(
                _("Nobody gives more time to an organisation he represents; the city officer does.")
            )
        if cycle.is_locked:
            raise Closed(_("The scores of this year are final: no more time is given."))
        members = Membership.objects.filter(bloc=cycle.bloc_id, year=cycle.year_id)
        if not members.filter(organization=organization_id).exists():
            raise BadInput(
                _("This organisation is no member of the bloc in {year}.").format(year=cycle.year_id)
            )
        if not reason.strip():
            raise BadInput(_("Give the reason: it is shown to every member."))
        found = Calendar.of(cycle).windows.get(act)
        if found is None:
            raise BadInput(_("No time has been set for this yet. The city officer sets it."))
        window = locked(Window, found.pk)
        extension = window.extensions.filter(organization=organization_id).first()
        last = max(window.last_day, extension.until) if extension else window.last_day
        if until <= last or until < clock.today():
            raise BadInput(
                _("Choose a day after {date}: until then it is open anyway.").format(
                    date=on_screen(max(last, clock.today()))
                )
                if last >= clock.today()
                else _("The day must not lie in the past.")
            )
        old = {"until": extension.until, "reason": extension.reason} if extension else {}
        extension = extension or Extension(window=window, organization_id=organization_id)
        extension.until, extension.reason = until, reason
        extension.granted_at, extension.granted_by = clock.now(), actor.user
        extension.save()
        record(
            "window.extend",
            extension,
            actor=actor,
            old=old,
            new={"act": act, "until": until, "reason": reason},
            label=f"{window.get_act_display()} {cycle.year_id}",
            bloc_id=cycle.bloc_id,
            organization_id=organization_id,
            year=cycle.year_id,
        )
        return extension
