from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.scoring import Entry, TieBreak, TieBreakKey, rank

D = Decimal
BY_A = TieBreak(TieBreakKey.GROUP, "A")
FEWER = TieBreak(TieBreakKey.FEWER_DEDUCTIONS)
BONUS = TieBreak(TieBreakKey.BONUS)
CHAIN = (BY_A, FEWER, BONUS)


def entry(key, total, *, a="0", deduction="0", bonus="0"):
    return Entry(key, D(total), bonus=D(bonus), deduction=D(deduction), groups={"A": D(a)})


def placed(entries, chain=CHAIN):
    return {place.key: (place.place, place.shared, place.why) for place in rank(entries, chain)}


def test_the_higher_total_stands_first():
    places = rank([entry("x", "90"), entry("y", "95.5"), entry("z", "88")], CHAIN)
    assert [(place.key, place.place) for place in places] == [("y", 1), ("x", 2), ("z", 3)]
    assert all(place.why is None and not place.shared for place in places)


@pytest.mark.parametrize(
    ("better", "worse", "why"),
    [
        ({"a": "50"}, {"a": "49.5"}, BY_A),
        ({"a": "50", "deduction": "1"}, {"a": "50", "deduction": "2"}, FEWER),
        ({"a": "50", "bonus": "3"}, {"a": "50", "bonus": "2"}, BONUS),
        ({"a": "51", "deduction": "9"}, {"a": "50", "bonus": "9"}, BY_A),
    ],
)
def test_ties_go_down_the_chain_and_the_link_is_named(better, worse, why):
    places = placed([entry("worse", "90", **worse), entry("better", "90", **better)])
    assert places == {"better": (1, False, why), "worse": (2, False, why)}


def test_what_stays_tied_shares_the_place_and_the_next_is_skipped():
    places = placed([entry("x", "90", a="50"), entry("y", "90", a="50"), entry("z", "80")])
    assert places == {"x": (1, True, None), "y": (1, True, None), "z": (3, False, None)}


def test_a_chain_of_nothing_shares_every_equal_total():
    places = placed([entry("x", "90", a="50"), entry("y", "90", a="40"), entry("z", "90")], ())
    assert {place for place, _shared, _why in places.values()} == {1}


def test_the_last_link_that_was_needed_is_named():
    places = placed(
        [
            entry("x", "90", a="50"),
            entry("y", "90", a="40", deduction="1"),
            entry("z", "90", a="40", deduction="2"),
        ]
    )
    assert places == {"x": (1, False, BY_A), "y": (2, False, FEWER), "z": (3, False, FEWER)}


def test_a_pair_may_share_a_place_below_one_of_the_same_total():
    places = placed([entry("x", "90", a="50"), entry("y", "90", a="40"), entry("z", "90", a="40")])
    assert places == {"x": (1, False, BY_A), "y": (2, True, BY_A), "z": (2, True, BY_A)}


def test_a_unit_without_the_group_has_nothing_there():
    places = placed([Entry("none", D(90)), entry("some", "90", a="1")])
    assert places["some"][0] == 1


def test_nobody_to_rank_is_no_place():
    assert rank([], CHAIN) == []


def test_numbers_written_differently_are_equal():
    assert placed([entry("x", "90"), entry("y", "90.00")])["y"] == (1, True, None)


small = st.integers(0, 2).map(Decimal)
entries = st.lists(st.tuples(small, small, small, small), max_size=8).map(
    lambda rows: [
        Entry(number, t, bonus=b, deduction=d, groups={"A": a}) for number, (t, a, d, b) in enumerate(rows)
    ]
)
chains = st.lists(st.sampled_from(CHAIN), unique=True, max_size=3).map(tuple)


@given(entries, chains, st.randoms())
def test_shuffling_moves_nobody(units, chain, random):
    shuffled = random.sample(units, len(units))
    assert placed(shuffled, chain) == placed(units, chain)


@given(entries, chains)
def test_other_names_move_nobody(units, chain):
    renamed = [
        Entry(f"unit {100 - one.key}", one.total, bonus=one.bonus, deduction=one.deduction, groups=one.groups)
        for one in units
    ]
    expected = {f"unit {100 - key}": value for key, value in placed(units, chain).items()}
    assert placed(renamed, chain) == expected


@given(entries, chains)
def test_a_place_is_one_more_than_the_number_of_better_units(units, chain):
    places = rank(units, chain)
    numbers = [place.place for place in places]
    assert numbers == sorted(numbers)
    for place in places:
        assert place.place == 1 + sum(number < place.place for number in numbers)
        assert place.shared == (numbers.count(place.place) > 1)


@given(entries, chains)
def test_a_reason_is_given_exactly_where_the_total_did_not_decide_alone(units, chain):
    places = {place.key: place for place in rank(units, chain)}
    for unit in units:
        rivals = [other for other in units if other.total == unit.total and other is not unit]
        apart = any(places[rival.key].place != places[unit.key].place for rival in rivals)
        assert (places[unit.key].why is not None) == apart
