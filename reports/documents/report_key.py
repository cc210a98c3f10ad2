"""The key of a year-end report: all that is printed, as one hash. The page, the act and the kept paper compare by it."""

from datetime import date

from emulation.models import Cycle, IssuedPaper
from emulation.models.paper import PaperState
from reports.documents.year_end_report import NothingToReport, year_end_report


def report_key(cycle: Cycle, dated_on: date | None = None) -> str:
    """The key of what the report would print now, with the day `year_end_report` gives it; empty before the lock."""
    try:
        return year_end_report(cycle, dated_on).key
    except NothingToReport:
        return ""


def is_current(paper: IssuedPaper, cycle: Cycle) -> bool:
    """Whether an issued report of a cycle is what would be printed now under its own day."""
    return paper.state == PaperState.VALID and paper.content_key == report_key(cycle, paper.dated_on)
