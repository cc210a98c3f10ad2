"""What happens to a score sheet as a whole: begun, given to the leader, sent, returned, checked."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actions.files import store_bytes
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Closed, Conflict, NotAllowed
from blocs.locking import locked
from blocs.models import Membership, Organization
from blocs.models.bloc import stayed
from emulation.models import Cycle, DisqualificationGround, ScoreLine, ScoreSheet
from emulation.models.calendar import Calendar
from emulation.models.scoresheet import TRANSITIONS, SheetState
from emulation.models.window import Act
from emulation.queries.scorebook import open_book
from emulation.queries.scoresheet import missing_codes, open_disputes, unreviewed
from emulation.rules import scoresheet as rules
from emulation.rules.cycle import is_own_unit, keeps_records


def start_sheet(
    cycle: Cycle,
    organization: Organization,
    *,
    actor: Actor,
    paper_dated_on: date | None = None,
    scan: tuple[bytes, str] | None = None,
) -> ScoreSheet:
    """Begins the sheet of a unit, with a line for every criterion; the one already begun is given back.

    The secretariat names the day of the paper it enters from, and may attach its scan at once. Raises NotAllowed, Closed (scores locked,
    window not open), Conflict (no published table, unit does not compete), BadInput (paper of a day to come).
    """
    with transaction.atomic():
        cycle = locked(Cycle, cycle.pk)
        if not rules.can_start_sheet(actor, cycle, organization.pk):
            raise NotAllowed
        begun = ScoreSheet.objects.filter(cycle=cycle, organization=organization).first()
        on_behalf = not is_own_unit(actor, organization.pk)
        if begun:
            if not on_behalf:
                return begun
            return enter_from_paper(begun, actor=actor, dated_on=paper_dated_on, scan=scan)
        table = cycle.table_version
        if table is None or table.published_at is None:
            raise Conflict(_("The bloc has no published scoring table for this year yet."))
        if not _competes(cycle, organization):
            raise Conflict(_("This unit does not compete in the bloc this year."))
        sheet = ScoreSheet(cycle=cycle, organization=organization, table_version=table)
        if on_behalf:
            sheet.paper_dated_on = _paper_day(paper_dated_on)
            if scan:
                sheet.paper_scan = store_bytes(scan[0], content_type=scan[1])
            actor = actor.acting_for(organization.pk)
        window = Calendar.of(cycle).standing(Act.SELF_SCORING, organization.pk)
        if sentence := rules.closed_to_filling(actor, sheet, window):
            raise Closed(sentence)
        sheet.save(force_insert=True)
        lines = [ScoreLine(sheet=sheet, criterion=criterion) for criterion in open_book(table).scored]
        ScoreLine.objects.bulk_create(lines)
        new: dict[str, object] = {"paper_dated_on": sheet.paper_dated_on}
        if sheet.paper_scan:
            new["paper_scan"] = sheet.paper_scan.sha256[:8]
        _record("scoresheet.start", sheet, actor, new=new)
        return sheet


def enter_from_paper(
    sheet: ScoreSheet, *, actor: Actor, dated_on: date | None, scan: tuple[bytes, str] | None = None
) -> ScoreSheet:
    """Notes the day of the paper from which the secretariat enters for the unit, and its scan, until the sheet is sent.

    A scan once attached stays unless another one is given. Raises NotAllowed, Closed, BadInput.
    """
    with transaction.atomic():
        sheet = locked_sheet(sheet)
        if not keeps_records(actor, sheet.cycle):
            raise NotAllowed
        _open_gate(sheet)
        if sheet.is_sent:
            raise Closed(_("The sheet has been sent. The bloc returns it if something is to be added."))
        day = _paper_day(dated_on)
        old: dict[str, object] = {}
        new: dict[str, object] = {}
        if day != sheet.paper_dated_on:
            old["paper_dated_on"], new["paper_dated_on"] = sheet.paper_dated_on, day
            sheet.paper_dated_on = day
        if scan:
            file = store_bytes(scan[0], content_type=scan[1])
            if file != sheet.paper_scan:
                old["paper_scan"] = sheet.paper_scan.sha256[:8] if sheet.paper_scan else ""
                new["paper_scan"] = file.sha256[:8]
                sheet.paper_scan = file
        if new:
            save_sheet(sheet, *new)
            behalf = actor.acting_for(sheet.organization_id)
            _record("scoresheet.enter_from_paper", sheet, behalf, old=old, new=new)
        return sheet


def present_sheet(sheet: ScoreSheet, *, actor: Actor, version: int | None = None) -> ScoreSheet:
    """The clerk gives the sheet to the leader, who sends it or hands it back."""
    with transaction.atomic():
        sheet = locked_sheet(sheet, version=version)
        if not rules.can_present_sheet(actor, sheet):
            raise NotAllowed
        _open_window(sheet, actor)
        sheet.presented_at, sheet.presented_by = clock.now(), actor.user
        return _move(sheet, SheetState.WITH_LEADER, actor, "presented_at", "presented_by")


def hand_back_sheet(sheet: ScoreSheet, *, actor: Actor, version: int | None = None) -> ScoreSheet:
    """The leader gives the sheet back to the clerk."""
    with transaction.atomic():
        sheet = locked_sheet(sheet, version=version)
        if not rules.can_hand_back_sheet(actor, sheet):
            raise NotAllowed
        _open_gate(sheet)
        return _move(sheet, SheetState.IN_PROGRESS, actor)


def submit_sheet(sheet: ScoreSheet, *, actor: Actor, version: int | None = None) -> ScoreSheet:
    """The leader sends the sheet to the bloc, or the secretariat what came on paper.

    Every criterion must be answered; an answer of 0 is one. The first sending decides on lateness: the
    day of the paper where it came on paper. Raises NotAllowed, Stale, Closed, Conflict, BadInput.
    """
    with transaction.atomic():
        sheet = locked_sheet(sheet, version=version)
        if not rules.can_submit_sheet(actor, sheet):
            raise NotAllowed
        _open_window(sheet, actor)
        if not _competes(sheet.cycle, sheet.organization):
            raise Conflict(_("This unit does not compete in the bloc this year."))
        if missing := missing_codes(sheet):
            raise BadInput(
                _("%(count)s criteria have no points yet: %(codes)s. Where nothing was reached, enter 0.")
                % {"count": len(missing), "codes": ", ".join(missing)}
            )
        if not is_own_unit(actor, sheet.organization_id) and sheet.paper_scan_id is None:
            raise BadInput(_("Attach the scan of the unit's paper first: the bloc sends nothing without it."))
        now = clock.now()
        if sheet.submitted_at is None:
            on_paper = None if is_own_unit(actor, sheet.organization_id) else sheet.paper_dated_on
            sheet.late_days = Calendar.of(sheet.cycle).days_late(
                Act.SELF_SCORING, sheet.organization_id, on_paper or now.date()
            )
        sheet.submitted_at, sheet.submitted_by = now, actor.user
        return _move(sheet, SheetState.SUBMITTED, actor, "submitted_at", "submitted_by", "late_days")


def return_sheet(sheet: ScoreSheet, *, actor: Actor, reason: str, version: int | None = None) -> ScoreSheet:
    """The bloc returns the sheet; the reason says what is to be added. Raises BadInput without one."""
    with transaction.atomic():
        sheet = _to_review(sheet, actor, version)
        if not reason.strip():
            raise BadInput(_("Say what is to be added before the sheet is returned."))
        sheet.return_reason = reason.strip()
        sheet.returned_at, sheet.returned_by = clock.now(), actor.user
        return _move(sheet, SheetState.RETURNED, actor, "returned_at", "returned_by", "return_reason")


def check_sheet(sheet: ScoreSheet, *, actor: Actor, version: int | None = None) -> ScoreSheet:
    """The checking is finished: every criterion has the bloc's points and no re-examination waits."""
    with transaction.atomic():
        sheet = _to_review(sheet, actor, version)
        if left := unreviewed(sheet):
            raise BadInput(_("Not checked yet: %(codes)s.") % {"codes": ", ".join(left)})
        if waiting := open_disputes(sheet):
            raise BadInput(_("Re-examination is still asked for: %(codes)s.") % {"codes": ", ".join(waiting)})
        sheet.checked_at, sheet.checked_by = clock.now(), actor.user
        return _move(sheet, SheetState.CHECKED, actor, "checked_at", "checked_by")


def reopen_check(sheet: ScoreSheet, *, actor: Actor) -> ScoreSheet:
    """A finished check is taken up again (inside `transaction.atomic()`; the caller has checked the right)."""
    return _move(sheet, SheetState.SUBMITTED, actor)


def set_disqualified(
    sheet: ScoreSheet,
    *,
    actor: Actor,
    ground: DisqualificationGround | None,
    remark: str = "",
    version: int | None = None,
) -> ScoreSheet:
    """Notes on which ground of its table a unit is not considered for awards; None takes it back."""
    with transaction.atomic():
        sheet = locked_sheet(sheet, version=version)
        if not rules.can_review_sheet(actor, sheet):
            raise NotAllowed
        _open_gate(sheet)
        if ground and ground.version_id != sheet.table_version_id:
            raise BadInput(_("This ground belongs to another scoring table."))
        before, sheet.disqualified_for = sheet.disqualified_for_id, ground
        save_sheet(sheet, "disqualified_for")
        _record(
            "scoresheet.disqualify",
            sheet,
            actor,
            old={"ground": before},
            new={"ground": ground},
            remark=remark,
        )
        return sheet


def locked_sheet(sheet: ScoreSheet, *, version: int | None = None) -> ScoreSheet:
    """The sheet, held until the transaction ends, with its cycle as it is now.

    The cycle is read after the sheet is held, not locked: who locks the scores holds every sheet first.
    """
    held = locked(ScoreSheet, sheet.pk, version=version)
    held.cycle = Cycle.objects.with_offices().get(pk=held.cycle_id)
    if ScoreSheet.table_version.is_cached(sheet):  # a sheet keeps its table for life
        held.table_version = sheet.table_version
    return held


def save_sheet(sheet: ScoreSheet, *fields: str) -> None:
    """Stores what has changed; whoever still has the sheet before him sees it is another one now."""
    sheet.version += 1
    sheet.save(update_fields=[*fields, "version"])


def _to_review(sheet: ScoreSheet, actor: Actor, version: int | None) -> ScoreSheet:
    sheet = locked_sheet(sheet, version=version)
    if not rules.can_review_sheet(actor, sheet):
        raise NotAllowed
    if sentence := rules.closed_to_review(sheet):
        raise Closed(sentence)
    return sheet


def _open_gate(sheet: ScoreSheet) -> None:
    if sheet.cycle.is_locked:
        raise Closed(_("The scores are locked; nothing can be changed any more."))


def _open_window(sheet: ScoreSheet, actor: Actor) -> None:
    window = Calendar.of(sheet.cycle).standing(Act.SELF_SCORING, sheet.organization_id)
    if sentence := rules.closed_to_filling(actor, sheet, window):
        raise Closed(sentence)


def _competes(cycle: Cycle, organization: Organization) -> bool:
    return Membership.objects.filter(
        stayed(cycle.year_id),
        bloc=cycle.bloc_id,
        year=cycle.year_id,
        organization=organization,
        competes=True,
    ).exists()


def _paper_day(day: date | None) -> date:
    if day is None:
        raise BadInput(_("Note the date of the paper from which you enter."))
    if day > clock.today():
        raise BadInput(_("The paper cannot be of a day to come."))
    return day


def _move(sheet: ScoreSheet, state: str, actor: Actor, *fields: str) -> ScoreSheet:
    """The only place where a sheet changes its state."""
    if state not in TRANSITIONS[sheet.state]:
        raise Conflict(
            _("The sheet stands at “%(state)s”; this step does not follow from there.")
            % {"state": sheet.get_state_display()}
        )
    if not is_own_unit(actor, sheet.organization_id) and state == SheetState.SUBMITTED:
        actor = actor.acting_for(sheet.organization_id) if keeps_records(actor, sheet.cycle) else actor
    before, sheet.state = sheet.state, state
    save_sheet(sheet, "state", *fields)
    noted = {name: getattr(sheet, name) for name in fields if not name.endswith(("_at", "_by"))}
    _record(
        f"scoresheet.{state}",
        sheet,
        actor,
        old={"state": before},
        new={"state": state, "total": sheet.total} | noted,
        remark=sheet.return_reason if state == SheetState.RETURNED else "",
    )
    return sheet


def _record(act: str, sheet: ScoreSheet, actor: Actor, **what) -> None:
    record(
        act,
        sheet,
        actor=actor,
        bloc_id=sheet.cycle.bloc_id,
        organization_id=sheet.organization_id,
        year=sheet.cycle.year_id,
        **what,
    )
