"""Two people record past results at the same moment."""

from datetime import date
from functools import partial

import pytest

from awards.actions.past_result import Result, record_past_decision
from awards.models import Award, Decision
from awards.queries.past_result import Paper
from blocs.errors import Conflict, Refused
from emulation.models import Honour
from tests.at_once import at_once
from tests.awards.dossiers import make_flag
from tests.cast import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)

ISSUER = "Chủ tịch Ủy ban nhân dân thành phố"
PAPERS = [Paper(ISSUER, 2020, "812/QĐ-UBND", date(2021, 3, 9)), Paper(ISSUER, 2020, citation="Công báo")]


def race(world: World, paper: Paper, units: str) -> list[Refused | None]:
    """The officer and the operator at once, each for one unit; how each was refused, None first."""
    make_flag()
    acts = [
        partial(
            record_past_decision,
            paper,
            [Result(world.units[unit].pk, make_flag().pk)],
            actor=world.actor(persona),
        )
        for persona, unit in zip(("officer", "operator"), units, strict=True)
    ]
    told = [outcome if isinstance(outcome, Refused) else None for outcome in at_once(*acts)]
    return sorted(told, key=bool)


@pytest.mark.parametrize("paper", PAPERS)
def test_one_honour_is_recorded_once(paper: Paper):
    done, refused = race(build_world(), paper, "BB")
    assert done is None
    assert isinstance(refused, Conflict)
    assert Honour.objects.count() == Award.objects.count() == Decision.objects.count() == 1


@pytest.mark.parametrize("paper", PAPERS)
def test_two_honours_of_one_decision_are_both_recorded_under_it(paper: Paper):
    assert race(build_world(), paper, "BC") == [None, None]
    assert Honour.objects.count() == 2
    assert Decision.objects.count() == 1
