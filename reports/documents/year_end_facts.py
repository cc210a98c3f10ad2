"""What a year-end report tells, as plain values: gathered by `year_end_report.py`, worded by `year_end_text.py`."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction


class Topic(Enum):
    """Under which heading of the report a result stands."""

    WORK = "work"
    LAW = "law"
    WELFARE = "welfare"
    MOVEMENTS = "movements"
    OTHER = "other"


def percentage(share: Fraction) -> Decimal:
    """A share in per cent."""
    return Decimal(share.numerator) * 100 / Decimal(share.denominator)


@dataclass(frozen=True)
class Result:
    """A criterion with figures, added up over all units: "146 of 152 nhiệm vụ"."""

    name: str
    unit: str
    planned: Decimal
    actual: Decimal
    topic: Topic = Topic.OTHER

    @property
    def share(self) -> Fraction | None:
        """Actual of planned, or None where nothing was planned."""
        return Fraction(self.actual) / Fraction(self.planned) if self.planned else None

    @property
    def rate(self) -> Decimal | None:
        """The share in per cent, unrounded."""
        return percentage(self.share) if self.share is not None else None


@dataclass(frozen=True)
class Highlight:
    """What a unit wrote of its best work."""

    unit: str
    text: str
    topic: Topic


@dataclass(frozen=True)
class Place:
    """A unit's place in the locked standings."""

    name: str
    place: int
    total: Decimal
    base: Decimal
    bonus: Decimal
    deduction: Decimal
    band: str = ""
    shared: bool = False
    not_considered: str = ""
    # The day of the unit's paper, where the secretariat entered its sheet.
    paper_dated_on: date | None = None


@dataclass(frozen=True)
class Received:
    """An honour of the year; `decision` is "Quyết định số … ngày …" or, where no number is known, the source."""

    unit: str
    commendation: str
    decision: str = ""


@dataclass(frozen=True)
class Meetings:
    """The meetings of a year: how many, and of how many seats how many were taken."""

    held: int
    seats: int = 0
    taken: int = 0

    @property
    def absences(self) -> int:
        return self.seats - self.taken


@dataclass(frozen=True)
class Term:
    """One line of next year's calendar, both days included."""

    act: str
    opens: date
    closes: date


@dataclass(frozen=True)
class NextYear:
    """What is known of the year to come."""

    theme: str = ""
    tasks: tuple[str, ...] = ()
    calendar: tuple[Term, ...] = ()
    midyear_report_by: date | None = None
    self_scoring_by: date | None = None


@dataclass(frozen=True)
class Bodies:
    """The city's bodies under the names of the paper's day."""

    council: str = "Hội đồng Thi đua - Khen thưởng thành phố"
    standing_body: str = "Ban Thi đua - Khen thưởng thành phố"


@dataclass(frozen=True)
class YearEndReport:
    """All facts of one report. What is unknown is empty, and its sentence is left out."""

    year: int
    bloc_name: str
    symbol: str
    place: str
    dated_on: date
    members: tuple[str, ...]
    standings: tuple[Place, ...]
    decimals: int = 2
    # What the paper calls the bloc after its first sentence.
    word: str = "Khối"
    bodies: Bodies = Bodies()
    head: str = ""
    head_authority: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    head_title: str = "Trưởng khối"
    deputy_title: str = "Phó trưởng khối"
    composition_decision: str = ""
    renamed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    guidance: str = ""
    pledge_parties: int = 0
    pledge_signed: int = 0
    sheets_sent: int = 0
    sheets_late: int = 0
    meetings: Meetings = Meetings(0)
    results: tuple[Result, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    assessed_on: date | None = None
    proposed: tuple[tuple[str, int], ...] = ()
    dossier_sent: bool = False
    honours: tuple[Received, ...] = ()
    reopened: tuple[tuple[date, str], ...] = ()
    next_year: NextYear = NextYear()
    texts: dict[str, str] = field(default_factory=dict)
    audit_head: str = ""
    demonstration: bool = False

    def __post_init__(self) -> None:
        if not self.standings:
            raise ValueError("A year-end report needs locked standings.")
