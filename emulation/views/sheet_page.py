"""What a reader sees on a score sheet and may do there: rights and time looked at once, then shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from blocs.actor import Actor
from blocs.models import Organization
from emulation.actions.score_line import AGREEMENT, RESULTS, REVIEW, Clash
from emulation.forms.score_line import LineForm
from emulation.models import AgendaItem, ScoreLine, ScoreSheet
from emulation.models.calendar import Calendar, Standing
from emulation.models.scoresheet import SENT_STATES, SheetState
from emulation.models.window import Act
from emulation.queries.scorebook import Scorebook, open_book
from emulation.queries.scoresheet import is_disputed, open_agenda, shown_state
from emulation.rules import scoresheet as rules
from emulation.rules.cycle import is_own_unit, keeps_records
from emulation.views.score_grid import Desk, make_grid
from emulation.views.sheet_state import StateWord, state_word


@dataclass(frozen=True)
class SheetPage:
    """A sheet with its table and lines, and the reader's rights on it today."""

    sheet: ScoreSheet
    book: Scorebook
    lines: Sequence[ScoreLine]
    organization: Organization
    actor: Actor
    desk: Desk
    why_not: str
    calendar: Calendar | None
    window: Standing | None
    agenda: AgendaItem | None
    own: bool
    reviewer: bool

    @property
    def criteria(self) -> int:
        return len(self.lines)

    @property
    def missing(self) -> list[str]:
        """Codes of the criteria the unit has not answered, in order."""
        unanswered = {line.criterion_id for line in self.lines if line.self_points is None}
        return [criterion.code for criterion in self.book.scored if criterion.pk in unanswered]

    @property
    def state(self) -> StateWord:
        """The state in words, as this moment's lines make it."""
        return state_word(
            shown_state(
                self.sheet,
                self.sheet.cycle,
                reviewed=sum(line.reviewed_at is not None for line in self.lines),
                disputed=sum(is_disputed(line) for line in self.lines),
                agreed=sum(line.agreed_points is not None for line in self.lines),
            )
        )

    @property
    def due(self) -> date | None:
        return self.window.until if self.window and self.sheet.state not in SENT_STATES else None

    @property
    def may_present(self) -> bool:
        unsent = self.sheet.state in {SheetState.IN_PROGRESS, SheetState.RETURNED}
        return self.desk.fill and unsent and rules.can_present_sheet(self.actor, self.sheet)

    @property
    def may_hand_back(self) -> bool:
        waiting = self.sheet.state == SheetState.WITH_LEADER and not self.sheet.cycle.is_locked
        return waiting and rules.can_hand_back_sheet(self.actor, self.sheet)

    @property
    def may_submit(self) -> bool:
        return self.desk.fill and rules.can_submit_sheet(self.actor, self.sheet)

    @property
    def may_disqualify(self) -> bool:
        return self.reviewer and not self.sheet.cycle.is_locked

    @property
    def may_note_paper(self) -> bool:
        """The secretariat could enter if it named the paper."""
        return (
            keeps_records(self.actor, self.sheet.cycle)
            and not self.own
            and not self.desk.fill
            and self.sheet.paper_dated_on is None
            and not self.sheet.cycle.is_locked
            and self.sheet.state not in SENT_STATES
        )

    @property
    def may_attach_paper(self) -> bool:
        """The secretariat enters from a paper and may attach its scan, or another one."""
        return (
            keeps_records(self.actor, self.sheet.cycle)
            and not self.own
            and self.desk.fill
            and self.sheet.paper_dated_on is not None
        )

    @property
    def lacks_scan(self) -> bool:
        """Entered from a paper, and not to be sent before its scan is attached."""
        return self.may_attach_paper and self.sheet.paper_scan_id is None

    def context(
        self,
        *,
        forms: Mapping[int, LineForm] | None = None,
        clashes: Sequence[Clash] = (),
        saved: Mapping[int, Iterable[str]] | None = None,
        show: str = "",
    ) -> dict[str, Any]:
        """What the template needs; `show` keeps only lines that are unanswered or disputed."""
        grid = make_grid(
            self.sheet,
            self.book,
            self.lines,
            self.book.score(self.lines),
            self.desk,
            forms=forms,
            clashes=clashes,
            saved=saved,
        )
        wanted = {
            "missing": {line.criterion_id for line in self.lines if line.self_points is None},
            "unchecked": {line.criterion_id for line in self.lines if line.reviewed_at is None},
            "disputed": {line.criterion_id for line in self.lines if line.disputed_at},
        }
        if show in wanted:
            for part in grid.parts:
                part.rows = [row for row in part.rows if row.pk in wanted[show]]
            grid.parts = [part for part in grid.parts if part.rows]
        return {"page": self, "grid": grid, "sheet": self.sheet, "filters": self._filters(wanted, show)}

    def _filters(self, wanted: Mapping[str, set[int]], show: str) -> list[dict[str, Any]]:
        choices = [("", _("All criteria"), len(self.lines))]
        if self.desk.fill or self.own:
            choices.append(("missing", _("Without points"), len(wanted["missing"])))
        if self.sheet.state in SENT_STATES:
            choices.append(("unchecked", _("Not checked"), len(wanted["unchecked"])))
        if wanted["disputed"]:
            choices.append(("disputed", _("Re-examination asked"), len(wanted["disputed"])))
        return [
            {"url": f"?show={key}" if key else "?", "label": label, "count": count, "current": key == show}
            for key, label, count in choices
        ]


def open_page(request: HttpRequest, sheet: ScoreSheet) -> SheetPage:
    """The page of a sheet for who asks; sets the frame's cycle and the band of who enters for another."""
    actor, cycle = request.actor, sheet.cycle
    request.cycle = cycle
    organization = Organization.objects.named(cycle.names_on).get(pk=sheet.organization_id)
    own = is_own_unit(actor, sheet.organization_id)
    reviewer = rules.can_review_sheet(actor, sheet)
    calendar = window = objection = None
    if own:
        calendar = Calendar.of(cycle)
        window = calendar.standing(Act.SELF_SCORING, sheet.organization_id)
        objection = calendar.standing(Act.OBJECTION, sheet.organization_id)
    agenda = open_agenda(cycle) if reviewer and sheet.state in SENT_STATES else None
    fill = rules.can_fill_sheet(actor, sheet)
    why_not = rules.closed_to_filling(actor, sheet, window) if fill else ""
    if reviewer and (sheet.is_sent or not fill):
        why_not = rules.closed_to_review(sheet)
    desk = Desk(
        fill=fill and not rules.closed_to_filling(actor, sheet, window),
        review=reviewer and not rules.closed_to_review(sheet),
        agree=agenda is not None and not rules.closed_to_agreement(sheet),
        dispute=rules.can_dispute_line(actor, sheet) and not rules.closed_to_dispute(sheet, objection),
    )
    if not fill and not reviewer:
        why_not = _only_looking(sheet)
    if desk.fill and not own:
        request.behalf = organization.name
    return SheetPage(
        sheet=sheet,
        book=open_book(sheet.table_version),
        lines=list(sheet.lines.all()),
        organization=organization,
        actor=actor,
        desk=desk,
        why_not=why_not,
        calendar=calendar,
        window=window,
        agenda=agenda,
        own=own,
        reviewer=reviewer,
    )


def _only_looking(sheet: ScoreSheet) -> str:
    if sheet.cycle.is_locked:
        return _("The scores are locked; nothing can be changed any more.")
    return _("Only to read: the unit itself enters its results, the bloc checks them.")


EDITABLE = (RESULTS, REVIEW, AGREEMENT)
