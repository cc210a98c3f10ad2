"""Who may fill, send, check and dispute a score sheet; and what stands in the way today, in a sentence."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from blocs.actor import Actor
from emulation.models import Cycle, ScoreSheet
from emulation.models.calendar import Standing, WindowState
from emulation.models.scoresheet import OPEN_STATES, SENT_STATES, SheetState
from emulation.rules.cycle import is_own_unit, is_tied, keeps_records, runs


def can_start_sheet(actor: Actor, cycle: Cycle, organization_id: int) -> bool:
    """The unit itself, or the secretariat on its behalf."""
    return is_own_unit(actor, organization_id) or keeps_records(actor, cycle)


def can_fill_sheet(actor: Actor, sheet: ScoreSheet) -> bool:
    """The unit's leader and clerk, or the secretariat on its behalf."""
    return can_start_sheet(actor, sheet.cycle, sheet.organization_id)


def can_present_sheet(actor: Actor, sheet: ScoreSheet) -> bool:
    """The clerk of the unit gives it to the leader."""
    return actor.is_clerk and is_own_unit(actor, sheet.organization_id)


def can_hand_back_sheet(actor: Actor, sheet: ScoreSheet) -> bool:
    """The leader of the unit gives it back to the clerk."""
    return actor.is_leader and is_own_unit(actor, sheet.organization_id)


def can_submit_sheet(actor: Actor, sheet: ScoreSheet) -> bool:
    """The leader of the unit; the secretariat from the unit's paper."""
    own = actor.is_leader and is_own_unit(actor, sheet.organization_id)
    return own or keeps_records(actor, sheet.cycle)


def can_review_sheet(actor: Actor, sheet: ScoreSheet) -> bool:
    """Those who run the bloc's year; never a person who is_tied the unit in whatever capacity."""
    return runs(actor, sheet.cycle) and not is_tied(actor, sheet.organization_id)


def can_dispute_line(actor: Actor, sheet: ScoreSheet) -> bool:
    """The leader of the unit asks for re-examination."""
    return actor.is_leader and is_own_unit(actor, sheet.organization_id)


def _out() -> str:
    return _(
        "The unit competes no more in this year: its sheet stays as it is, and no place is given for it."
    )


def closed_to_filling(actor: Actor, sheet: ScoreSheet, window: Standing | None) -> str:
    """Why nothing can be entered now; empty when something can.

    `window` is how self-scoring stands for the unit. The secretariat, who types what came on paper, is
    not bound to it, and a returned sheet is mended whenever it was returned.
    """
    if sheet.cycle.is_locked:
        return _("The scores are locked; nothing can be changed any more.")
    if sheet.is_out:
        return _out()
    if sheet.state not in OPEN_STATES:
        return _("The sheet has been sent. The bloc returns it if something is to be added.")
    if keeps_records(actor, sheet.cycle) and not is_own_unit(actor, sheet.organization_id):
        return "" if sheet.paper_dated_on else _("First note the date of the paper from which you enter.")
    if sheet.state == SheetState.WITH_LEADER and not actor.is_leader:
        return _("The sheet is with the leader, who sends it or hands it back.")
    if sheet.returned_at:
        return ""
    return closed_window(window)


def closed_to_review(sheet: ScoreSheet) -> str:
    """Why nothing can be checked now; empty when something can."""
    if sheet.cycle.is_locked:
        return _("The scores are locked; nothing can be changed any more.")
    if sheet.is_out:
        return _out()
    if sheet.state == SheetState.CHECKED:
        return _("The checking of this sheet is finished.")
    if sheet.state != SheetState.SUBMITTED:
        return _("The unit has not sent this sheet.")
    return ""


def closed_to_agreement(sheet: ScoreSheet) -> str:
    """Why no points can be agreed now; empty when they can."""
    if sheet.cycle.is_locked:
        return _("The scores are locked; nothing can be changed any more.")
    if sheet.is_out:
        return _out()
    return "" if sheet.state in SENT_STATES else _("The unit has not sent this sheet.")


def closed_to_dispute(sheet: ScoreSheet, window: Standing | None) -> str:
    """Why no re-examination can be asked now; bound to its window only where one is set."""
    if sheet.cycle.is_locked:
        return _("The scores are locked; nothing can be changed any more.")
    if sheet.is_out:
        return _out()
    if sheet.state not in SENT_STATES:
        return _("Re-examination can be asked once the sheet has been sent.")
    return closed_window(window) if window and window.state != WindowState.NONE else ""


def closed_window(window: Standing | None) -> str:
    """Why a window keeps members out; empty when it is open."""
    if window is None or window.state == WindowState.NONE or window.opens is None or window.until is None:
        return _("No time has been set for self-scoring.")
    if window.state == WindowState.NOT_OPEN:
        return _("The time for this begins on %(day)s.") % {"day": date_format(window.opens)}
    if not window.is_open:
        return _(
            "The time for this ended on %(day)s. The secretariat of the bloc can ask for an extension."
        ) % {"day": date_format(window.until)}
    return ""
