"""What people enter on the lines of a score sheet: the unit its results, the bloc its points, a meeting the agreed ones."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs import clock, numbers
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Closed, Missing, NotAllowed, Stale
from emulation.actions.scoresheet import locked_sheet, reopen_check, save_sheet
from emulation.models import AgendaItem, Criterion, ScoreLine, ScoreSheet
from emulation.models.calendar import Calendar
from emulation.models.meeting import AgendaKind
from emulation.models.scoresheet import SheetState
from emulation.models.window import Act
from emulation.queries.score_line import changed_since
from emulation.queries.scorebook import Scorebook, open_book
from emulation.rules import scoresheet as rules
from emulation.rules.cycle import is_own_unit
from emulation.scoring import SheetScore, check_points
from emulation.wording import explain_problem

RESULTS = ("planned", "actual", "result_text", "self_points")
REVIEW = ("reviewed_points", "review_reason")
AGREEMENT = ("agreed_points",)
POINTS = {"self_points", "reviewed_points", "agreed_points"}


@dataclass(frozen=True)
class Entry:
    """What somebody typed on one line, and the version of the line he saw while typing."""

    criterion_id: int
    version: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Clash:
    """Two values for one cell: the one kept, by whom and when, and the one typed. Nothing was written."""

    criterion_id: int
    field: str
    kept: Any
    typed: Any
    by: str = ""
    at: Any = None


class TwoValues(Stale):
    """Somebody else changed the same cell since it was read; `clash` has both values."""

    default = gettext_lazy("Two people have changed this cell. Both values are shown; choose the right one.")

    def __init__(self, clash: Clash) -> None:
        self.clash = clash
        super().__init__()


@dataclass(frozen=True)
class Saved:
    """What became of entries: the sheet as it is now, its lines, its points, the cells with two values.

    `found` is the version in which the sheet was found: who had seen that one has missed nothing.
    """

    sheet: ScoreSheet
    book: Scorebook
    lines: Sequence[ScoreLine]
    score: SheetScore
    found: int
    clashes: Sequence[Clash] = field(default_factory=tuple)


def save_line(
    sheet: ScoreSheet, criterion: Criterion, *, actor: Actor, version: int, **values: Any
) -> ScoreLine:
    """Enters results on one line (`planned`, `actual`, `result_text`, `self_points`).

    Raises TwoValues where somebody else changed the same cell since `version`; another cell of the
    line may have changed. Raises NotAllowed, Closed, BadInput.
    """
    saved = save_results(sheet, [Entry(criterion.pk, version, values)], actor=actor)
    return _only_line(saved, criterion)


def save_results(sheet: ScoreSheet, entries: Sequence[Entry], *, actor: Actor) -> Saved:
    """Enters results on several lines of a sheet; cells with two values are left as they are and named."""
    with transaction.atomic():
        sheet = locked_sheet(sheet)
        if not rules.can_fill_sheet(actor, sheet):
            raise NotAllowed
        own = is_own_unit(actor, sheet.organization_id)
        window = (
            Calendar.of(sheet.cycle).standing(Act.SELF_SCORING, sheet.organization_id)
            if own and not sheet.returned_at
            else None
        )
        if sentence := rules.closed_to_filling(actor, sheet, window):
            raise Closed(sentence)
        return _write(sheet, entries, RESULTS, actor if own else actor.acting_for(sheet.organization_id))


def save_review(
    sheet: ScoreSheet,
    criterion: Criterion,
    *,
    actor: Actor,
    version: int,
    points: Decimal | None,
    reason: str = "",
) -> ScoreLine:
    """The bloc's points for one line; others than the unit's own need a reason. None takes them back."""
    entry = Entry(criterion.pk, version, {"reviewed_points": points, "review_reason": reason})
    return _only_line(save_reviews(sheet, [entry], actor=actor), criterion)


def save_reviews(sheet: ScoreSheet, entries: Sequence[Entry], *, actor: Actor) -> Saved:
    """The bloc's points for several lines. Raises NotAllowed, Closed, BadInput."""
    with transaction.atomic():
        return _write(_to_review(sheet, actor), entries, REVIEW, actor)


def agree_with_rest(sheet: ScoreSheet, *, actor: Actor, version: int | None = None) -> Saved:
    """The bloc gives every line it has not checked yet the unit's own points, as seen in `version`."""
    with transaction.atomic():
        sheet = _to_review(sheet, actor, version)
        entries = [
            Entry(line.criterion_id, line.version, {"reviewed_points": line.self_points})
            for line in sheet.lines.filter(reviewed_at=None, self_points__isnull=False)
        ]
        return _write(sheet, entries, REVIEW, actor)


def keep_points(
    sheet: ScoreSheet, criterion: Criterion, *, actor: Actor, version: int | None = None
) -> ScoreLine:
    """The bloc looked again at a disputed line and keeps the points it gave."""
    with transaction.atomic():
        sheet = _to_review(sheet, actor, version)
        line = sheet.lines.filter(criterion=criterion, reviewed_at__isnull=False).first()
        if line is None:
            raise Missing
        line.reviewed_at, line.reviewed_by = clock.now(), actor.user
        line.version += 1
        line.save(update_fields=["reviewed_at", "reviewed_by", "version"])
        kept = {"reviewed_points": line.reviewed_points, "version": line.version}
        _record("score_line.keep", line, sheet, criterion, actor, new=kept)
        save_sheet(sheet)
        return line


def agree_points(
    sheet: ScoreSheet,
    criterion: Criterion,
    *,
    actor: Actor,
    agenda_item: AgendaItem,
    version: int,
    points: Decimal | None,
) -> ScoreLine:
    """Points agreed in a meeting, only under an agenda item of this cycle that agrees scores."""
    entry = Entry(criterion.pk, version, {"agreed_points": points})
    return _only_line(save_agreed(sheet, [entry], actor=actor, agenda_item=agenda_item), criterion)


def save_agreed(
    sheet: ScoreSheet, entries: Sequence[Entry], *, actor: Actor, agenda_item: AgendaItem
) -> Saved:
    """Agreed points for several lines. Raises NotAllowed, Closed, BadInput."""
    with transaction.atomic():
        sheet = locked_sheet(sheet)
        if not rules.can_review_sheet(actor, sheet):
            raise NotAllowed
        if sentence := rules.closed_to_agreement(sheet):
            raise Closed(sentence)
        if agenda_item.cycle_id != sheet.cycle_id or agenda_item.kind != AgendaKind.AGREE_SCORES:
            raise BadInput(
                _(
                    "Points are agreed only in a meeting that has agreeing the scores of this year on its agenda."
                )
            )
        return _write(sheet, entries, AGREEMENT, actor, agenda_item)


def dispute_line(
    sheet: ScoreSheet, criterion: Criterion, *, actor: Actor, reason: str, version: int | None = None
) -> ScoreLine:
    """The unit's leader asks for re-examination of a line. A finished check is taken up again."""
    with transaction.atomic():
        sheet = locked_sheet(sheet, version=version)
        if not rules.can_dispute_line(actor, sheet):
            raise NotAllowed
        window = Calendar.of(sheet.cycle).standing(Act.OBJECTION, sheet.organization_id)
        if sentence := rules.closed_to_dispute(sheet, window):
            raise Closed(sentence)
        if not reason.strip():
            raise BadInput(_("Say why the points should be looked at again."))
        line = sheet.lines.filter(criterion=criterion).first()
        if line is None:
            raise Missing
        before = line.dispute_reason
        line.disputed_at, line.disputed_by = clock.now(), actor.user
        line.dispute_reason = reason.strip()
        line.version += 1
        line.save(update_fields=["disputed_at", "disputed_by", "dispute_reason", "version"])
        _record(
            "score_line.dispute",
            line,
            sheet,
            criterion,
            actor,
            old={"dispute_reason": before},
            new={"dispute_reason": line.dispute_reason, "version": line.version},
        )
        if sheet.state == SheetState.CHECKED:
            reopen_check(sheet, actor=actor)
        else:
            save_sheet(sheet)
        return line


def store_totals(sheet: ScoreSheet, book: Scorebook, lines: Iterable[ScoreLine]) -> SheetScore:
    """Stores what the one scoring function makes of the lines; returns it."""
    lines = list(lines)
    score, own = book.score(lines), book.self_score(lines)
    sheet.self_total, sheet.answered = own.total, own.answered
    sheet.total, sheet.base, sheet.bonus, sheet.deduction = (
        score.total,
        score.base,
        score.bonus,
        score.deduction,
    )
    save_sheet(sheet, "self_total", "answered", "total", "base", "bonus", "deduction")
    return score


def _to_review(sheet: ScoreSheet, actor: Actor, version: int | None = None) -> ScoreSheet:
    sheet = locked_sheet(sheet, version=version)
    if not rules.can_review_sheet(actor, sheet):
        raise NotAllowed
    if sentence := rules.closed_to_review(sheet):
        raise Closed(sentence)
    return sheet


def _write(
    sheet: ScoreSheet,
    entries: Sequence[Entry],
    allowed: Collection[str],
    actor: Actor,
    agenda_item: AgendaItem | None = None,
) -> Saved:
    """Writes what does not clash, line by line with its record, then the totals."""
    book = open_book(sheet.table_version)
    lines = list(sheet.lines.all())
    by_criterion = {line.criterion_id: line for line in lines}
    clashes: list[Clash] = []
    found_in, wrote = sheet.version, False
    for entry in entries:
        line = by_criterion.get(entry.criterion_id)
        if line is None:
            raise Missing
        criterion = book.criteria[line.criterion_id]
        asked = {name: value for name, value in entry.values.items() if getattr(line, name) != value}
        for name in asked:
            _check_value(book, criterion, name, asked[name], allowed)
        found = _clashes(line, entry, asked)
        clashes += found
        changes = {name: asked[name] for name in asked if name not in {clash.field for clash in found}}
        if changes and not (found and allowed is REVIEW):
            _change(line, changes, sheet, criterion, actor, agenda_item)
            wrote = True
    score = store_totals(sheet, book, lines) if wrote else book.score(lines)
    return Saved(sheet, book, lines, score, found_in, tuple(clashes))


def _check_value(
    book: Scorebook, criterion: Criterion, name: str, value: Any, allowed: Collection[str]
) -> None:
    if name not in allowed:
        raise BadInput
    if name in {"planned", "actual"} and not criterion.measure_unit:
        raise BadInput(_("Criterion %(code)s asks for no figures.") % {"code": criterion.code})
    if name in {"planned", "actual"} and value is not None and value < 0:
        raise BadInput(numbers.below_minimum(value, Decimal(0)))
    if name in POINTS and value is not None:
        problem = check_points(value, criterion.max_points, book.step(criterion.pk))
        if problem:
            raise BadInput(explain_problem(problem, criterion.code))


def _clashes(line: ScoreLine, entry: Entry, asked: Mapping[str, Any]) -> list[Clash]:
    """The cells of an entry that somebody changed since its version was read."""
    if entry.version == line.version or not asked:
        return []
    since = changed_since(line, entry.version)
    return [
        Clash(line.criterion_id, name, getattr(line, name), asked[name], since[name].by, since[name].at)
        for name in asked
        if name in since
    ]


def _change(
    line: ScoreLine,
    changes: dict[str, Any],
    sheet: ScoreSheet,
    criterion: Criterion,
    actor: Actor,
    agenda_item: AgendaItem | None,
) -> None:
    before = {name: getattr(line, name) for name in (*changes, *REVIEW)}
    if changes.keys() & set(RESULTS):
        _forget_review(line)
    for name, value in changes.items():
        setattr(line, name, value)
    if changes.keys() & set(REVIEW):
        _sign_review(line, criterion, actor)
    if "agreed_points" in changes:
        line.agreed_under = agenda_item if line.agreed_points is not None else None
    line.version += 1
    line.save()
    old = {name: value for name, value in before.items() if getattr(line, name) != value}
    new = {name: getattr(line, name) for name in old}
    verb = "agree" if "agreed_points" in changes else "review" if changes.keys() & set(REVIEW) else "save"
    _record(f"score_line.{verb}", line, sheet, criterion, actor, old=old, new=new | {"version": line.version})


def _forget_review(line: ScoreLine) -> None:
    """What the bloc said of another result is no longer said of this one."""
    if line.agreed_points is not None:
        raise Closed(_("The points of this criterion were agreed in a meeting."))
    line.reviewed_points, line.review_reason = None, ""
    line.reviewed_at = line.reviewed_by = None


def _sign_review(line: ScoreLine, criterion: Criterion, actor: Actor) -> None:
    if line.reviewed_points is None:
        line.review_reason, line.reviewed_at, line.reviewed_by = "", None, None
        return
    if line.reviewed_points != line.self_points and not line.review_reason.strip():
        raise BadInput(
            _("The points differ from the unit's own: give the reason for criterion %(code)s.")
            % {"code": criterion.code}
        )
    line.reviewed_at, line.reviewed_by = clock.now(), actor.user


def _only_line(saved: Saved, criterion: Criterion) -> ScoreLine:
    if saved.clashes:
        raise TwoValues(saved.clashes[0])
    return next(line for line in saved.lines if line.criterion_id == criterion.pk)


def _record(
    act: str, line: ScoreLine, sheet: ScoreSheet, criterion: Criterion, actor: Actor, **what: Any
) -> None:
    record(
        act,
        line,
        actor=actor,
        label=f"{criterion.code} {criterion.name}",
        bloc_id=sheet.cycle.bloc_id,
        organization_id=sheet.organization_id,
        year=sheet.cycle.year_id,
        **what,
    )
