"""The arithmetic of points and places. Pure: the standard library only, Decimal only, no rows, no words.

`tables` says what a scoring table is, `kinds` how the points of one criterion arise, `sheets` adds them
up, `ranks` puts sheets in order. `emulation.wording` turns keys and values into sentences.
"""

from emulation.scoring.kinds import Answer, Facts, Points, check_points, choose
from emulation.scoring.ranks import Entry, Place, rank
from emulation.scoring.sheets import GroupScore, LineScore, SheetScore, band, score_sheet, self_scored
from emulation.scoring.tables import (
    Band,
    CriterionSpec,
    Ground,
    Group,
    GroupKind,
    Problem,
    Rule,
    RuleKind,
    Table,
    TieBreak,
    TieBreakKey,
    canonical,
    fingerprint,
    table_problems,
)

__all__ = [
    "Answer",
    "Band",
    "CriterionSpec",
    "Entry",
    "Facts",
    "Ground",
    "Group",
    "GroupKind",
    "GroupScore",
    "LineScore",
    "Place",
    "Points",
    "Problem",
    "Rule",
    "RuleKind",
    "SheetScore",
    "Table",
    "TieBreak",
    "TieBreakKey",
    "band",
    "canonical",
    "check_points",
    "choose",
    "fingerprint",
    "rank",
    "score_sheet",
    "self_scored",
    "table_problems",
]
