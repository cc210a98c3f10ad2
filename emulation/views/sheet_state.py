"""The state of a sheet as an icon and a word."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emulation.models.scoresheet import SheetState


@dataclass(frozen=True)
class StateWord:
    """What `{% state %}` needs."""

    kind: str
    icon: str
    text: str


_WORDS = {
    "none": ("none", "circle", _("Not started")),
    "unsent": ("none", "circle", _("Not sent")),
    SheetState.IN_PROGRESS: ("move", "half", _("In progress")),
    SheetState.WITH_LEADER: ("move", "pen", _("With the leader")),
    SheetState.SUBMITTED: ("done", "check-circle", pgettext_lazy("score sheet", "Submitted")),
    SheetState.RETURNED: ("wrong", "return", pgettext_lazy("score sheet", "Returned")),
    "being_checked": ("move", "half", _("Being checked")),
    SheetState.CHECKED: ("done", "check-circle", _("Checked")),
    "disputed": ("soon", "scale", _("Re-examination asked")),
    "agreed": ("done", "check-circle", _("Agreed at the meeting")),
    "locked": ("bind", "lock", pgettext_lazy("score sheet", "Locked")),
}


def state_word(state: str) -> StateWord:
    """The word for a state of `queries.scoresheet`: `shown_state`, or only whether it was sent."""
    kind, icon, text = _WORDS[state]
    return StateWord(kind, icon, str(text))
