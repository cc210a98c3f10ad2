"""A bloc in a year as the page of the whole city shows it: the stage it is in, who is late, what is used."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.models import Bloc
from emulation.models import Cycle


@dataclass(frozen=True)
class Late:
    """What is overdue and since when, in words; `unit` is empty where the bloc itself is late."""

    unit: str
    what: str
    days: str


@dataclass(frozen=True)
class Tally:
    """So many of so many."""

    done: int
    of: int

    @property
    def is_complete(self) -> bool:
        return self.of > 0 and self.done == self.of

    @property
    def share(self) -> Fraction:
        """For the order of a column; nothing to do stands before nothing done."""
        return Fraction(self.done, self.of) if self.of else Fraction(-1)


NOTHING = Tally(0, 0)


@dataclass(frozen=True)
class Used:
    """How many units are proposed for a commendation, of how many that may be."""

    name: str
    used: int
    most: int

    @property
    def is_exceeded(self) -> bool:
        return self.used > self.most


@dataclass(frozen=True)
class BlocRow:
    """One bloc in a year. `pledge.of` is 0 until the text is final; `used` is empty for the operator.

    Without a `cycle` the year has not been opened for it.
    """

    bloc: Bloc
    cycle: Cycle | None
    name: str
    sort_key: str
    members: int
    head: str = ""
    has_draft: bool = False
    pledge: Tally = NOTHING
    sheets: Tally = NOTHING
    checked: Tally = NOTHING
    late: tuple[Late, ...] = ()
    used: tuple[Used, ...] = ()

    @property
    def late_units(self) -> int:
        """How many units are late with something."""
        return len({late.unit for late in self.late if late.unit})

    @property
    def stage(self) -> str:
        """The stage of the year it is in: one of STAGES."""
        cycle = self.cycle
        if cycle is None:
            return "unopened" if self.members else "absent"
        for gate in ("closed", "decided", "submitted", "locked"):
            if getattr(cycle, f"{gate}_at"):
                return gate
        if self.sheets.done:
            return "checking" if self.sheets.is_complete else "scoring"
        if self.pledge.of:
            return "signed" if self.pledge.is_complete else "signing"
        return "draft"


# The stages of a bloc's year in their order; the words are in `stage_word`.
STAGES = [
    "absent",
    "unopened",
    "draft",
    "signing",
    "signed",
    "scoring",
    "checking",
    "locked",
    "submitted",
    "decided",
    "closed",
]


def stage_word(stage: str) -> str:
    """A stage in words."""
    return {
        "absent": _("Takes no part"),
        "unopened": _("Year not opened"),
        "draft": _("Pledge not final"),
        "signing": _("Pledge being signed"),
        "signed": pgettext("stage", "Pledge signed"),
        "scoring": _("Sheets being sent"),
        "checking": _("Sheets being checked"),
        "locked": pgettext("gate", "Scores locked"),
        "submitted": pgettext("gate", "Nominations sent"),
        "decided": pgettext("gate", "Decided"),
        "closed": pgettext("gate", "Year closed"),
    }[stage]
