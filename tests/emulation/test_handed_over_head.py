"""Rights follow the office of the cycle's year: at the next request after a hand-over, and across years."""

from datetime import date

from blocs import clock
from blocs.actions.office import hand_over_head
from emulation.models import Cycle
from emulation.rules.standing import can_lock_scores
from tests import factories as make
from tests.cast import YEAR, World


def record_head(world: World, code: str, year: int, since: date) -> None:
    world.bloc.refresh_from_db()
    hand_over_head(
        world.bloc,
        year,
        world.units[code].pk,
        actor=world.actor("officer"),
        since=since,
        basis="Biên bản họp",
        seen=world.bloc.version,
    )


def may_lock(world: World, persona: str, cycle: Cycle) -> bool:
    actor = world.actor(persona)
    return can_lock_scores(actor, Cycle.objects.visible_to(actor).get(pk=cycle.pk))


def next_cycle(world: World) -> Cycle:
    for order, code in enumerate("ABC", start=1):
        make.make_membership(world.bloc, world.units[code], YEAR + 1, order)
    return make.make_cycle(world.bloc, YEAR + 1, world.cycle.table_version)


def test_the_old_head_loses_and_the_new_one_gains_its_rights_at_the_next_request(world: World):
    old, new = world.client("head_leader"), world.client("leader")
    lock = f"/cycles/{world.cycle.pk}/standings/lock/"
    assert (old.get(lock).status_code, new.get(lock).status_code) == (200, 403)
    record_head(world, "B", YEAR, date(YEAR, 7, 1))
    assert (old.get(lock).status_code, new.get(lock).status_code) == (403, 200)


def test_the_head_of_a_year_keeps_it_after_the_next_one_is_elected(world: World):
    """Year N is scored and nominated in the first months of N+1."""
    following = next_cycle(world)
    with clock.standing_at(date(YEAR + 1, 2, 1)):
        assert may_lock(world, "head_leader", following)
        record_head(world, "B", YEAR + 1, date(YEAR, 12, 20))
        assert may_lock(world, "head_leader", world.cycle)
        assert not may_lock(world, "head_leader", following)
        assert may_lock(world, "leader", following)
        assert not may_lock(world, "leader", world.cycle)


def test_until_a_head_is_recorded_last_years_prepares_the_year(world: World):
    following = next_cycle(world)
    assert may_lock(world, "head_leader", following)
    assert not may_lock(world, "leader", following)
