"""THE HONOUR: award rules, nominations, opinions of the council, decisions, awards."""

from awards.models.decision import Award, Decision, DecisionSource
from awards.models.nomination import Nomination, NominationState
from awards.models.opinion import Opinion, Verdict
from awards.models.rule import AwardRule

__all__ = [
    "Award",
    "AwardRule",
    "Decision",
    "DecisionSource",
    "Nomination",
    "NominationState",
    "Opinion",
    "Verdict",
]
