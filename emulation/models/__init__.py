"""THE YEAR: cycle, windows, meetings, pledge, scoring table, score sheets, standings, honours, papers."""

from emulation.models.commendation import Commendation
from emulation.models.cycle import Cycle, EmulationYear, GateReopening
from emulation.models.honour import Honour
from emulation.models.meeting import AgendaItem, Attendance, Meeting
from emulation.models.paper import IssuedPaper, ReportText
from emulation.models.pledge import Pledge, PledgeClause, PledgeParty, PledgeSignature, PledgeVersion
from emulation.models.scoresheet import ScoreLine, ScoreSheet
from emulation.models.scoring_table import (
    Band,
    Criterion,
    CriterionGroup,
    CriterionRule,
    DisqualificationGround,
    ScoringTable,
    ScoringTableVersion,
    TieBreak,
)
from emulation.models.standing import StandingEntry, StandingSnapshot
from emulation.models.window import Extension, Window

__all__ = [
    "AgendaItem",
    "Attendance",
    "Band",
    "Commendation",
    "Criterion",
    "CriterionGroup",
    "CriterionRule",
    "Cycle",
    "DisqualificationGround",
    "EmulationYear",
    "Extension",
    "GateReopening",
    "Honour",
    "IssuedPaper",
    "Meeting",
    "Pledge",
    "PledgeClause",
    "PledgeParty",
    "PledgeSignature",
    "PledgeVersion",
    "ReportText",
    "ScoreLine",
    "ScoreSheet",
    "ScoringTable",
    "ScoringTableVersion",
    "StandingEntry",
    "StandingSnapshot",
    "TieBreak",
    "Window",
]
