"""Setting the calendar of the city, and closing, reopening or moving a window for a bloc or for all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs import clock
from blocs.actions.files import store_bytes
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Closed, Conflict, NotAllowed, Stale
from blocs.locking import locked
from blocs.models import Membership, StoredFile
from emulation.actions.year import save_year
from emulation.models import Cycle, EmulationYear, Extension, Window
from emulation.models.calendar import Calendar
from emulation.models.window import Act
from emulation.queries.window import Change, seen_of
from emulation.queries.year_calendar import Days, days_of, differences
from emulation.rules.window import can_change_windows
from emulation.rules.year import can_configure_year


def set_city_calendar(
    year: EmulationYear,
    *,
    actor: Actor,
    calendar: Mapping[str, Days],
    reason: str = "",
    scan: tuple[bytes, str] | None = None,
    version: int | None = None,
) -> list[str]:
    """Sets all windows of the city at once; an act that is not in `calendar` has none. Returns what changed.

    Raises NotAllowed, Stale, BadInput (closes before it opens; a window that has begun is changed without a
    reason), Conflict (a window is taken out that was extended for somebody).
    """
    with transaction.atomic():
        year = locked(EmulationYear, year.pk, version=version)
        if not can_configure_year(actor):
            raise NotAllowed
        windows = {window.act: window for window in Window.objects.filter(year=year)}
        before = {act: days_of(window) for act, window in windows.items()}
        changed = [act for act in Act.values if before.get(act) != calendar.get(act)]
        for act in changed:
            _require_sense(act, before.get(act), calendar.get(act), reason)
        document = store_bytes(scan[0], content_type=scan[1]) if scan and changed else None
        for act in changed:
            # Who gives more time holds the window: it is taken out before that, or not at all.
            window = locked(Window, windows[act].pk) if act in windows else None
            _set(year, act, window, calendar.get(act), actor, reason, document)
        if changed:
            save_year(year)
        return differences(before, calendar)


def _require_sense(act: str, old: Days | None, new: Days | None, reason: str) -> None:
    name = Act(act).label
    if new and new.closes < new.opens:
        raise BadInput(_("{act}: the last day lies before the first day.").format(act=name))
    if old and old.opens <= clock.today() and not reason.strip():
        raise BadInput(_("{act} has begun: give the reason of the change.").format(act=name))


def _set(
    year: EmulationYear,
    act: str,
    window: Window | None,
    days: Days | None,
    actor: Actor,
    reason: str,
    document: StoredFile | None,
) -> None:
    """Writes one window of the city: sets, changes or takes it out."""
    if days is None:
        assert window is not None
        extended = window.extensions.count()
        if extended:
            raise Conflict(
                ngettext(
                    "{act}: {n} organisation was given more time; the window cannot be taken out.",
                    "{act}: {n} organisations were given more time; the window cannot be taken out.",
                    extended,
                ).format(act=Act(act).label, n=extended)
            )
        _record("window.remove", window, actor, year.year, old=_values(window), new={"reason": reason})
        window.delete()
        return
    _write(window or Window(year=year, act=act), days, actor, reason, document, year=year.year)


@dataclass(frozen=True)
class Moved:
    """What is asked of one window: how it changes, with the days that this needs."""

    change: str
    opens: date | None = None
    closes: date | None = None
    grace_days: int = 0


def change_window(
    cycle: Cycle,
    *,
    actor: Actor,
    act: str,
    moved: Moved,
    reason: str,
    scan: tuple[bytes, str] | None = None,
    for_city: bool = False,
    seen: str | None = None,
) -> Window:
    """Closes, reopens or moves a window, for one bloc or for the whole city, for a reason that members see.

    For one bloc, a window of the city becomes the bloc's own, with the extensions its members have. `seen` names
    the window as the person saw it. Raises NotAllowed, Stale, Closed (the year is closed), BadInput.
    """
    with transaction.atomic():
        year = locked(EmulationYear, cycle.year_id) if for_city else None
        cycle = locked(Cycle, cycle.pk)
        if not can_change_windows(actor):
            raise NotAllowed
        if cycle.is_closed and not for_city:
            raise Closed(_("This year is closed already."))
        if not reason.strip():
            raise BadInput(_("Give the reason: it is shown to every member."))
        found = Calendar.of(cycle).windows.get(act)
        if found is not None:
            found = locked(Window, found.pk)
        if seen is not None and seen != seen_of(found):
            raise Stale
        if for_city and found is not None and found.cycle_id:
            raise Conflict(
                _("This bloc has a time of its own for this; the city's is set on the page of the year.")
            )
        days = _moved(found, moved)
        own = found if found is not None and (for_city or found.cycle_id) else None
        window = own or (Window(year=year, act=act) if year else Window(cycle=cycle, act=act))
        document = store_bytes(scan[0], content_type=scan[1]) if scan else None
        old = days_of(found) if found is not None else None
        if old == days:
            raise BadInput(_("These are the days as they are: nothing was changed."))
        _write(
            window,
            days,
            actor,
            reason,
            document,
            year=cycle.year_id,
            old=old,
            bloc_id=None if year else cycle.bloc_id,
        )
        if found is not None and window.pk != found.pk:
            _take_extensions_along(found, window, cycle)
        if year:
            save_year(year)
        return window


def hand_back_window(
    cycle: Cycle, *, actor: Actor, act: str, reason: str, seen: str | None = None
) -> Window | None:
    """The bloc follows the city's calendar again for an act: its own window goes, the city's holds, if there is one.

    Members keep more time where it lasts longer than what the city gives them. Raises NotAllowed, Stale, Closed
    (the year is closed), BadInput, Conflict (nothing of its own; more time was given and the city has no window).
    """
    with transaction.atomic():
        cycle = locked(Cycle, cycle.pk)
        if not can_change_windows(actor):
            raise NotAllowed
        if cycle.is_closed:
            raise Closed(_("This year is closed already."))
        if not reason.strip():
            raise BadInput(_("Give the reason: it is shown to every member."))
        found = Calendar.of(cycle).windows.get(act)
        if seen is not None and seen != seen_of(found):
            raise Stale
        if found is None or found.cycle_id is None:
            raise Conflict(_("The bloc follows the calendar of the city already."))
        own = locked(Window, found.pk)
        of_city = Window.objects.filter(year=cycle.year_id, act=act).first()
        city = locked(Window, of_city.pk) if of_city else None
        _hand_extensions_back(own, city)
        after = _values(city) if city else {}
        _record(
            "window.change",
            own,
            actor,
            cycle.year_id,
            old=_values(own),
            new={**after, "reason": reason.strip()},
            bloc_id=cycle.bloc_id,
        )
        own.delete()
        return city


def _hand_extensions_back(own: Window, city: Window | None) -> None:
    given = list(own.extensions.order_by("pk"))
    if city is None:
        if any(row.until >= clock.today() for row in given):
            raise Conflict(
                _("Members were given more time, and the city has no time for this: take it back first.")
            )
    else:
        held = {row.organization_id: row for row in city.extensions.all()}
        for row in given:
            known = held.get(row.organization_id)
            if row.until <= max(city.last_day, known.until if known else city.last_day):
                continue
            if known:
                known.delete()
            row.window = city
            row.save(update_fields=["window"])
    own.extensions.all().delete()


def _moved(window: Window | None, moved: Moved) -> Days:
    """The days after a change. Raises BadInput for a change that makes no sense."""
    today = clock.today()
    if moved.change == Change.MOVE:
        if moved.opens is None or moved.closes is None:
            raise BadInput(_("Enter the first and the last day."))
        if moved.closes < moved.opens:
            raise BadInput(_("The last day lies before the first day."))
        return Days(moved.opens, moved.closes, moved.grace_days)
    if window is None:
        raise BadInput(_("No time has been set for this yet: enter the first and the last day."))
    if moved.change == Change.REOPEN:
        if moved.closes is None or moved.closes < today:
            raise BadInput(_("Enter the last day; it must not lie in the past."))
        if moved.closes < window.opens:
            raise BadInput(_("The last day lies before the first day."))
        return Days(window.opens, moved.closes, window.grace_days)
    last = today - timedelta(days=1) if moved.change == Change.CLOSE_NOW else today
    if window.last_day <= last:
        raise BadInput(_("It is over by then anyway."))
    if last < window.opens:
        raise BadInput(_("It has not been open before that: move it instead."))
    # Within the days of grace it is the grace that ends: who came after the last day stays late.
    closes = min(window.closes, last)
    return Days(window.opens, closes, (last - closes).days)


def _take_extensions_along(city: Window, own: Window, cycle: Cycle) -> None:
    """The members keep the time they were given: the bloc's own window has the same extensions."""
    members = Membership.objects.filter(bloc=cycle.bloc_id, year=cycle.year_id).values("organization")
    given = Extension.objects.filter(window=city, organization__in=members).order_by("pk")
    Extension.objects.bulk_create(
        Extension(
            window=own,
            organization_id=row.organization_id,
            until=row.until,
            reason=row.reason,
            document_id=row.document_id,
            granted_at=row.granted_at,
            granted_by_id=row.granted_by_id,
        )
        for row in given
    )


def _write(
    window: Window,
    days: Days,
    actor: Actor,
    reason: str,
    document: StoredFile | None,
    *,
    year: int,
    old: Days | None = None,
    bloc_id: int | None = None,
) -> None:
    """The only place where a window is written, with its record."""
    new = window.pk is None
    before = {} if new else _values(window)
    if new and old is not None:
        before = {"opens": old.opens, "closes": old.closes, "grace_days": old.grace_days}
    window.opens, window.closes, window.grace_days = days.opens, days.closes, days.grace_days
    window.change_reason = reason.strip()
    window.document = document
    window.version += 0 if new else 1
    window.save()
    after = _values(window) | ({"reason": window.change_reason} if window.change_reason else {})
    if document is not None:
        after["document"] = document.sha256[:8]
    _record(
        "window.add" if new else "window.change", window, actor, year, old=before, new=after, bloc_id=bloc_id
    )


def _values(window: Window) -> dict[str, object]:
    return {"opens": window.opens, "closes": window.closes, "grace_days": window.grace_days}


def _record(act: str, window: Window, actor: Actor, year: int, **what) -> None:
    record(act, window, actor=actor, label=f"{window.get_act_display()} {year}", year=year, **what)
