"""What every address answers to every persona: one file per room, each with a dict EXPECTED.

    EXPECTED = {
        "emulation:pledge": Address(args=lambda w: [w.cycle.pk], allowed={"leader", "clerk"}),
        "emulation:signature": (
            Address(args=party, allowed={"leader"}, otherwise=404, answers={"clerk": 403}),
            Address(args=party, method="post", data={"…": "…"}, allowed={"leader"}),
        ),
    }

The key is the name of the address as in `reverse()`. An address with more to say than one request has a
tuple. `tests/test_addresses.py` asks each of them as each persona of `tests/cast.py`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.cast import PERSONAS, World

EVERYBODY = frozenset(PERSONAS)
LOGGED_IN = EVERYBODY - {"anonymous"}
# With a right in force today: an account alone shows nothing.
WITH_A_ROLE = LOGGED_IN - {"nobody", "ended_leader"}
MEMBERS_OF_K1 = frozenset({"leader", "clerk", "other_leader", "head_leader", "head_clerk"})
CITY_STAFF = frozenset({"officer", "city_leader"})
BOARD = frozenset({"board", "conflicted_board", "leader_on_board"})


@dataclass(frozen=True)
class Address:
    """One request as each persona, and what it answers.

    `args` and `data` are read from the world (they may add rows there first). `allowed` personas get
    `status` (200 for a GET, 302 for a POST, unless told), the others `otherwise`; `answers` names single
    personas that get another status. Anonymous visitors are led to the login unless `public`.
    What a request writes is undone before the next persona asks.
    """

    args: Callable[[World], list[Any]] = lambda world: []
    allowed: Collection[str] = LOGGED_IN
    otherwise: int = 404
    method: str = "get"
    data: Mapping[str, Any] | Callable[[World], Mapping[str, Any]] = field(default_factory=dict)
    status: int | None = None
    answers: Mapping[str, int] = field(default_factory=dict)
    public: bool = False
    query: str = ""

    def expected(self, persona: str) -> int:
        """The status a persona is to get."""
        if persona in self.answers:
            return self.answers[persona]
        if persona == "anonymous" and not self.public:
            return 302
        if self.public or persona in self.allowed:
            return self.status or (302 if self.method == "post" else 200)
        return self.otherwise
