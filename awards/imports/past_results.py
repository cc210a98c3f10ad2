"""Past results: which organisation received what for which year, by which decision where it is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from awards.actions.past_result import (
    Result,
    record_past_decision,
    source_of,
    why_not_dated,
)
from awards.forms.past_result import PastResultsForm
from awards.imports.past_result_columns import COLUMNS
from awards.imports.past_result_matching import Catalogue, Matcher, missing, unreadable
from awards.queries.past_result import (
    Key,
    Paper,
    Recorded,
    against_paper,
    in_words,
    is_another,
    paper_of,
    paper_of_honour,
    recorded,
)
from awards.rules.past_result import can_record_past_results, can_record_past_results_of
from blocs import clock
from blocs.actor import Actor
from blocs.dates import two_digits
from blocs.errors import Refused
from blocs.imports.kind import Cell, Kind, Mark, Plan, PlannedRow, Progress, Row, RowRefused
from blocs.models import RowState
from blocs.queries.organization_match import Directory, directory
from blocs.text import search_key
from emulation.models import Commendation, Honour

PAST_RESULTS_CODE = "past-results"
EVERY = 200


@dataclass
class Step:
    """A decision to be recorded or used again, with its results and the rows they stand in."""

    paper: Paper
    results: list[tuple[int, Result]] = field(default_factory=list)
    is_new: bool = True


class Planner:
    """Compares the rows of a list with what is recorded, one after the other."""

    def __init__(
        self, options: Mapping[str, Any], actor: Actor, units: Directory, there: Recorded, awards: Catalogue
    ) -> None:
        self.options, self.actor = options, actor
        self.units, self.there = units, there
        self.matcher = Matcher(units, awards)
        self.rows: list[PlannedRow] = []
        self.steps: dict[tuple[str | int, ...], Step] = {}
        self.first: dict[Key, int] = {}
        self.papers: dict[tuple[str | int, ...], tuple[Paper, int]] = {}

    def compare(self, row: Row) -> None:
        """Plans one row."""
        planned = PlannedRow(row.number)
        self.rows.append(planned)
        unit, award = self.matcher.unit(row, planned), self.matcher.award(row, planned)
        year = self._year(row, planned)
        if _is_wrong(planned) or unit is None or award is None or year is None:
            planned.state = RowState.ERROR
            return
        if not can_record_past_results_of(self.actor, unit):
            planned.state = RowState.BARRED
            planned.say.append(_("One who is tied to the unit does not record its honours."))
            return
        paper = self._paper(row, award, year)
        self._dates(row, planned, paper)
        key = (unit, award.pk, year)
        if key in self.first:
            planned.say.append(_("The same honour stands in row {row} already.").format(row=self.first[key]))
            planned.state = RowState.ERROR
            return
        self.first[key] = row.number
        if honour := self.there.honours.get(key):
            self._again(row, planned, honour, paper)
        elif not _is_wrong(planned):
            self._new(
                row, planned, paper, Result(unit, award.pk, row.get("reason") or "", row.get("source") or "")
            )
            self._lifetime(planned, unit, year)
        if _is_wrong(planned):
            planned.state = RowState.ERROR

    def _year(self, row: Row, planned: PlannedRow) -> int | None:
        year: int | None = row.get("year")
        if year is None:
            missing(row, planned, "year", _("Say for which year."))
        elif year > clock.today().year:
            planned.cells["year"] = Cell(
                Mark.ERROR, say=_("The year {year} is still to come.").format(year=year)
            )
        return year

    def _paper(self, row: Row, award: Commendation, year: int) -> Paper:
        """The decision of a row, with what is told for the whole list or by the catalogue where it says nothing."""
        number = row.get("number")
        paper = Paper(
            issuer=row.get("issuer") or self.options.get("issuer") or award.authority,
            for_year=year,
            number=number.text if number else "",
            dated_on=row.get("dated_on") or (number.dated_on if number else None),
            citation=row.get("source") or self.options.get("source") or "",
        )
        return Paper(paper.issuer, year, paper.number, paper.dated_on, source_of(paper))

    def _dates(self, row: Row, planned: PlannedRow, paper: Paper) -> None:
        number, day = row.get("number"), row.get("dated_on")
        if number and number.dated_on and day and number.dated_on != day:
            sentence = _("The number names another day, {date}.").format(date=date_format(number.dated_on))
        else:
            sentence = why_not_dated(paper)
        if sentence and "dated_on" not in unreadable(row):
            planned.cells["dated_on" if "dated_on" in row.texts else "number"] = Cell(
                Mark.ERROR, say=sentence
            )

    def _again(self, row: Row, planned: PlannedRow, honour: Honour, paper: Paper) -> None:
        """What is recorded stays; whether the row says the same."""
        if honour.revoked_on:
            planned.say.append(
                _("This honour was revoked on {date}; it is not recorded again.").format(
                    date=date_format(honour.revoked_on)
                )
            )
            planned.state = RowState.ERROR
            return
        known = paper.issuer if row.get("issuer") else honour.authority
        told = Paper(known, paper.for_year, paper.number, paper.dated_on, paper.citation)
        if is_another(honour, told):
            planned.say.append(
                _("This honour is recorded already, by another decision: {paper}. Nothing is edited after a decision.").format(
                    paper=in_words(paper_of_honour(honour))
                )
            )  # fmt: skip
            planned.state = RowState.ERROR
            return
        for name, old, new in (
            ("number", honour.number, paper.number),
            ("dated_on", honour.decided_on, paper.dated_on),
            ("reason", honour.reason, row.get("reason") or ""),
            ("source", honour.source, row.get("source") or ""),
        ):
            if new and search_key(_shown(old)) != search_key(_shown(new)):
                planned.cells[name] = Cell(
                    Mark.SAME,
                    say=_("Recorded is: {value}. What is recorded is not changed.").format(
                        value=_shown(old) or _("nothing")
                    ),
                )
                planned.warns = True

    def _new(self, row: Row, planned: PlannedRow, paper: Paper, result: Result) -> None:
        if not paper.citation:
            planned.cells["source" if "source" in row.texts else "organization"] = Cell(
                Mark.ERROR,
                say=_(
                    "Name the source, or number and day of the decision; or the common source of the list beside the file."
                ),
            )
            return
        if sentence := self._against(row.number, paper):
            planned.cells["number" if "number" in row.texts else "organization"] = Cell(
                Mark.ERROR, say=sentence
            )
            return
        decision = self.there.decisions.get(paper.key)
        step = self.steps.setdefault(
            paper.key, Step(paper_of(decision) if decision else paper, is_new=decision is None)
        )
        step.results.append((row.number, result))
        planned.state = RowState.NEW
        said = {name: cell.say for name, cell in planned.cells.items()}
        planned.cells |= {
            name: Cell(Mark.NEW, new=text, say=said.get(name, "")) for name, text in row.texts.items() if text
        }
        name = self.units.name_on(result.organization_id, paper.dated_on or date(paper.for_year, 12, 31))
        if search_key(name) != search_key(row.texts.get("organization", "")):
            planned.say.append(_("Recorded under the name of then: {name}.").format(name=name))

    def _against(self, number: int, paper: Paper) -> str:
        """What stands against a decision: the one recorded with its number, or an earlier row."""
        if (decision := self.there.decisions.get(paper.key)) and (sentence := against_paper(paper, decision)):
            return sentence
        other, row = self.papers.setdefault(paper.key, (paper, number))
        if not paper.number:
            return ""
        if other.dated_on != paper.dated_on and other.dated_on:
            return _("Row {row} gives decision no. {number} the date {date}. One number is one decision: check both.").format(
                row=row, number=paper.number, date=date_format(other.dated_on)
            )  # fmt: skip
        if other.for_year != paper.for_year:
            return _("Row {row} has decision no. {number} for the year {year}; one decision is about one year.").format(
                row=row, number=paper.number, year=other.for_year
            )  # fmt: skip
        return ""

    def _lifetime(self, planned: PlannedRow, unit: int, year: int) -> None:
        """A year in which the organisation was not there is a warning: papers come late, and records are at fault too."""
        found = self.units.units[unit]
        if found.founded_on and found.founded_on.year > year:
            sentence = _("It was founded on {date}, after that year.").format(
                date=date_format(found.founded_on)
            )
        elif found.dissolved_on and found.dissolved_on.year < year:
            sentence = _("It ended with {date}, before that year.").format(
                date=date_format(found.dissolved_on)
            )
        else:
            return
        if planned.state == RowState.NEW:
            planned.say.append(sentence)
            planned.warns = True

    def notes(self) -> list[str]:
        """The decisions that come to be or are used again, in the order of their first rows."""
        told = []
        for step in self.steps.values():
            count = ngettext("{n} result", "{n} results", len(step.results)).format(
                n=two_digits(len(step.results))
            )
            sentence = _("{paper}: {count}") if step.is_new else _("{paper}, recorded already: {count} more")
            told.append(sentence.format(paper=in_words(step.paper), count=count))
        return told


def plan(rows: Sequence[Row], options: Mapping[str, Any], actor: Actor, progress: Progress) -> Plan:
    """Compares a list with what is recorded. Five questions, whatever the rows."""
    years = {row.get("year") for row in rows} - {None}
    numbers = {row.get("number").text for row in rows if row.get("number")}
    planner = Planner(options, actor, directory(actor), recorded(years, numbers), Catalogue.read())
    for done, row in enumerate(rows, start=1):
        planner.compare(row)
        if done % EVERY == 0:
            progress(done)
    return Plan(planner.rows, [], planner.notes(), list(planner.steps.values()))


def write(plan: Plan, _options: Mapping[str, Any], actor: Actor, progress: Progress) -> None:
    """Records the decisions of a plan with their results. Raises RowRefused where the act refuses one."""
    done = 0
    for step in plan.steps:
        try:
            record_past_decision(step.paper, [result for _row, result in step.results], actor=actor)
        except Refused as refusal:
            raise RowRefused(step.results[0][0], str(refusal)) from refusal
        done += len(step.results)
        progress(done)


def _is_wrong(planned: PlannedRow) -> bool:
    return any(cell.mark == Mark.ERROR for cell in planned.cells.values())


def _shown(value: date | str | None) -> str:
    return date_format(value) if isinstance(value, date) else value or ""


PAST_RESULTS = Kind(
    code=PAST_RESULTS_CODE,
    title=gettext_lazy("Past results"),
    about=gettext_lazy(
        "Titles and commendations that organisations have received, from decisions made outside this site or before "
        "it: organisation, title or form, year; number and day of the decision where they are known. A pasted list "
        "without heads is read in this order."
    ),
    columns=COLUMNS,
    may_import=can_record_past_results,
    plan=plan,
    write=write,
    options=PastResultsForm,
    home=(gettext_lazy("Decisions"), "awards:decisions"),
    file_name="mau-ket-qua-da-co",
    default_order=[column.name for column in COLUMNS],
)
