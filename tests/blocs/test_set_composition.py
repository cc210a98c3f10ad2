"""The composition of a bloc's year is set: the whole list at once, by those who keep the register."""

from datetime import date

import pytest

from blocs import clock
from blocs.actions.composition import set_composition
from blocs.errors import BadInput, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent, CompositionDecision, Membership, Office
from tests import factories as make
from tests.blocs.compositions import DECISION, composition_url, lines, members, sent
from tests.cast import YEAR, World
from tests.queries import MOST_QUERIES, count_queries


def set_as(world: World, persona: str, *new, year: int = YEAR, seen: int | None = None, basis=None):
    return set_composition(
        world.bloc,
        year,
        list(new),
        actor=world.actor(persona),
        seen=world.bloc.version if seen is None else seen,
        basis=basis,
    )


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_the_whole_list_is_set_with_its_order_and_decision(world: World, persona: str):
    unit = make.make_organization("E")
    a, b, c = (world.units[code] for code in "ABC")
    change = set_as(world, persona, *lines(c, a, unit, b, taking_part=(b,)), basis=DECISION)
    assert members(world.bloc) == ["C", "A", "E", "(B)"]
    assert [row.order for row in Membership.objects.filter(bloc=world.bloc).order_by("order")] == [1, 2, 3, 4]
    decision = CompositionDecision.objects.get()
    assert set(world.bloc.memberships.values_list("decision", flat=True)) == {decision.pk}
    assert len(change.sentences) == 3
    world.bloc.refresh_from_db()
    assert world.bloc.version == 2


@pytest.mark.parametrize("persona", ["secretariat", "head_leader", "city_leader", "board", "leader"])
def test_who_does_not_keep_the_register_sets_no_list(world: World, persona: str):
    with pytest.raises(NotAllowed):
        set_as(world, persona, *lines(world.units["B"]))
    assert members(world.bloc) == ["A", "B", "C"]


def test_a_change_is_recorded_in_words_for_the_bloc_and_for_whom_it_concerns(world: World):
    unit = make.make_organization("E")
    a, b = world.units["A"], world.units["B"]
    set_as(world, "officer", *lines(a, b, unit, taking_part=(b,)))
    event = AuditEvent.objects.get(act="composition.set")
    assert event.old["members"] == "1. Hội A; 2. Hội B; 3. Hội C"
    assert event.new["members"] == "1. Hội A; 2. Hội B (tham gia, không tính thi đua); 3. Hội E"
    assert (event.bloc, event.year) == (world.bloc, YEAR)
    told = set(AuditEvent.objects.exclude(act="composition.set").values_list("act", "organization__code"))
    assert told == {("membership.add", "E"), ("membership.remove", "C"), ("membership.change", "B")}


def test_who_stays_keeps_its_decision_where_no_other_is_named(world: World):
    own = CompositionDecision.objects.create(bloc=world.bloc, number="1", issuer="UBND")
    world.units["B"].memberships.update(decision=own)
    a, b, c = (world.units[code] for code in "ABC")
    set_as(world, "officer", *lines(c, b, a))
    assert world.units["B"].memberships.get().decision == own
    assert world.units["A"].memberships.get().decision is None


def test_last_years_members_bring_their_decision_along(world: World):
    own = CompositionDecision.objects.create(bloc=world.bloc, number="1", issuer="UBND")
    world.units["B"].memberships.update(decision=own)
    set_as(world, "officer", *lines(world.units["B"]), year=YEAR + 1)
    assert world.bloc.memberships.get(year=YEAR + 1).decision == own


def test_the_same_list_again_writes_nothing(world: World):
    a, b, c = (world.units[code] for code in "ABC")
    assert not set_as(world, "officer", *lines(a, b, c))
    assert not AuditEvent.objects.exists()
    world.bloc.refresh_from_db()
    assert world.bloc.version == 1


def test_a_list_somebody_else_has_changed_is_refused(world: World):
    a, b, c = (world.units[code] for code in "ABC")
    set_as(world, "officer", *lines(b, a, c))
    with pytest.raises(Stale):
        set_as(world, "operator", *lines(a, b), seen=1)
    assert members(world.bloc) == ["B", "A", "C"]
    world.bloc.refresh_from_db()
    set_as(world, "operator", *lines(a, c, b))
    assert members(world.bloc) == ["A", "C", "B"]


def test_who_competes_in_another_bloc_is_refused_with_its_name(world: World):
    a, b, c, d = (world.units[code] for code in "ABCD")
    with pytest.raises(Conflict, match="Hội D đã tính thi đua ở Khối thi đua K2 năm 2021"):
        set_as(world, "officer", *lines(a, b, c, d))
    assert members(world.bloc) == ["A", "B", "C"]
    set_as(world, "officer", *lines(a, b, c, d, taking_part=(d,)))
    assert members(world.bloc) == ["A", "B", "C", "(D)"]


def test_who_begins_to_compete_must_not_do_so_elsewhere(world: World):
    a, b, c, d = (world.units[code] for code in "ABCD")
    set_as(world, "officer", *lines(a, b, c, d, taking_part=(d,)))
    world.bloc.refresh_from_db()
    with pytest.raises(Conflict, match="Khối thi đua K2"):
        set_as(world, "officer", *lines(a, b, c, d))
    d.memberships.filter(bloc=world.other_bloc).update(competes=False)
    set_as(world, "officer", *lines(a, b, c, d))
    assert members(world.bloc) == ["A", "B", "C", "D"]


def test_two_members_may_change_places_in_competing(world: World):
    """One competing membership per organisation and year holds at every moment of the writing."""
    a, b, c = (world.units[code] for code in "ABC")
    set_as(world, "officer", *lines(a, b, c, taking_part=(b,)))
    world.bloc.refresh_from_db()
    set_as(world, "officer", *lines(a, b, c, taking_part=(a,)))
    assert members(world.bloc) == ["(A)", "B", "C"]


def test_a_dissolved_organisation_is_no_member_in_later_years(world: World):
    gone = make.make_organization("G", dissolved_on=date(YEAR - 1, 12, 31))
    a, b, c = (world.units[code] for code in "ABC")
    with pytest.raises(Conflict, match="Hội G đã giải thể ngày 31/12/2020"):
        set_as(world, "officer", *lines(a, b, c, gone))
    set_as(world, "officer", *lines(a, gone), year=YEAR - 1)
    assert members(world.bloc, YEAR - 1) == ["A", "G"]


def test_who_holds_an_office_is_not_taken_out_in_silence(world: World):
    b, c = world.units["B"], world.units["C"]
    with pytest.raises(Conflict, match="Hội A là .* Trưởng khối năm 2021"):
        set_as(world, "officer", *lines(b, c))
    Office.objects.filter(bloc=world.bloc).delete()
    set_as(world, "officer", *lines(b, c))
    assert members(world.bloc) == ["B", "C"]


def test_an_ended_bloc_gets_no_members_in_later_years(world: World):
    world.bloc.ended_on = date(YEAR, 6, 30)
    world.bloc.save()
    b = world.units["B"]
    with pytest.raises(Conflict, match="đã kết thúc ngày 30/06/2021"):
        set_as(world, "officer", *lines(b), year=YEAR + 1)
    set_as(world, "officer", *lines(world.units["A"], b))
    assert members(world.bloc) == ["A", "B"]


@pytest.mark.parametrize(("year", "allowed"), [(1989, False), (1990, True), (2027, True), (2028, False)])
def test_members_are_set_up_to_the_next_year(world: World, year: int, allowed: bool):
    unit = make.make_organization("E")
    with clock.standing_at(date(2026, 11, 2)):
        if allowed:
            assert set_as(world, "officer", *lines(unit), year=year)
        else:
            with pytest.raises(BadInput):
                set_as(world, "officer", *lines(unit), year=year)


def test_nobody_stands_twice_in_a_list(world: World):
    with pytest.raises(BadInput):
        set_as(world, "officer", *lines(world.units["A"], world.units["A"]))
    assert members(world.bloc) == ["A", "B", "C"]


def test_an_undone_opening_leaves_what_a_decision_has_set(world: World):
    """Rows copied at the opening and changed since are no copies any more."""
    world.bloc.memberships.update(copied=True)
    a, b, c = (world.units[code] for code in "ABC")
    set_as(world, "officer", *lines(a, c, b))
    assert dict(world.bloc.memberships.values_list("organization__code", "copied")) == {
        "A": True,
        "B": False,
        "C": False,
    }


# The page


def test_the_page_shows_the_list_and_sets_nothing(world: World):
    response = world.client("officer").get(composition_url(world.bloc))
    assert [line.name for line in response.context["lines"]] == ["Hội A", "Hội B", "Hội C"]
    assert response.context["changes"] == []
    assert "btn-binding" not in response.content.decode()


@pytest.mark.parametrize(
    ("act", "expected"), [("up", "BAC"), ("down", "ACB"), ("remove", "AC"), ("arrange", "ABC")]
)
def test_each_press_brings_the_list_back_changed(world: World, act: str, expected: str):
    a, b, c = (world.units[code] for code in "ABC")
    response = world.client("officer").post(
        composition_url(world.bloc), sent(world, a, b, c, act=f"{act}:{b.pk}")
    )
    assert response.status_code == 200
    assert "".join(line.name[-1] for line in response.context["lines"]) == expected
    assert members(world.bloc) == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("code", "place", "expected"),
    [("C", "1", "CAB"), ("A", "2", "BAC"), ("A", "9", "BCA"), ("B", "x", "ABC"), ("B", "", "ABC")],
)
def test_a_typed_number_is_the_wanted_place(world: World, code: str, place: str, expected: str):
    a, b, c = (world.units[one] for one in "ABC")
    data = sent(world, a, b, c, act="arrange") | {f"place-{world.units[code].pk}": place}
    response = world.client("officer").post(composition_url(world.bloc), data)
    assert "".join(line.name[-1] for line in response.context["lines"]) == expected


def test_organisations_are_found_without_marks_and_added(world: World):
    unit = make.make_organization("NDN", name="Hội Nữ doanh nhân", short_name="Nữ doanh nhân")
    a, b, c = (world.units[code] for code in "ABC")
    client = world.client("officer")
    response = client.post(composition_url(world.bloc), sent(world, a, b, c, act="find", q="nu doanh"))
    assert [row.pk for row in response.context["found"]] == [unit.pk]
    response = client.post(composition_url(world.bloc), sent(world, a, b, c, act=f"add:{unit.pk}"))
    assert [line.name for line in response.context["lines"]][-1] == "Hội Nữ doanh nhân"
    assert response.context["changes"] == ["Thêm: Hội Nữ doanh nhân (thứ tự 4)."]


def test_a_found_organisation_says_where_it_competes(world: World):
    a, b, c = (world.units[code] for code in "ABC")
    response = world.client("officer").post(
        composition_url(world.bloc), sent(world, a, b, c, act="find", q="Hội D")
    )
    assert "đang tính thi đua ở Khối thi đua K2" in response.content.decode()


def test_enter_arranges_and_removes_nothing(world: World):
    """Pressing Enter in a field presses the first button of the form."""
    text = world.client("officer").get(composition_url(world.bloc)).content.decode()
    form = text.partition('id="composition"')[2]
    assert form.index('value="arrange"') < form.index('value="up:')


def test_last_years_list_is_copied_without_who_left_or_ended(world: World):
    world.units["B"].memberships.update(left_on=date(YEAR, 9, 30))
    response = world.client("officer").post(composition_url(world.bloc, YEAR + 1), sent(world, act="copy"))
    assert [line.name for line in response.context["lines"]] == ["Hội A", "Hội C"]
    assert members(world.bloc, YEAR + 1) == []


def test_the_summary_says_in_words_what_changes_before_it_is_recorded(world: World):
    unit = make.make_organization("E")
    a, b, c = (world.units[code] for code in "ABC")
    client = world.client("officer")
    data = sent(world, c, a, b, unit) | {"competes": [a.pk, c.pk, unit.pk]}
    response = client.post(composition_url(world.bloc), data)
    assert response.context["sentences"] == [
        "Thêm: Hội E (thứ tự 4).",
        "Đổi thứ tự: Hội C từ thứ 3 đến thứ 1.",
        "Tham gia, không tính thi đua: Hội B.",
    ]
    assert "btn-binding" in response.content.decode()
    assert members(world.bloc) == ["A", "B", "C"]
    response = client.post(composition_url(world.bloc), data | {"act": "confirm"})
    assert response.headers["Location"] == f"/blocs/{world.bloc.pk}/?year={YEAR}"
    assert members(world.bloc) == ["C", "A", "(B)", "E"]


def test_the_summary_says_what_stands_against_it_and_offers_no_red_button(world: World):
    b, c = world.units["B"], world.units["C"]
    client = world.client("officer")
    for act in ("review", "confirm"):
        response = client.post(composition_url(world.bloc), sent(world, b, c, act=act))
        assert response.status_code == 409
        assert len(response.context["against"]) == 1
        assert "btn-binding" not in response.content.decode()
    assert members(world.bloc) == ["A", "B", "C"]


def test_a_stale_list_is_told_on_the_summary(world: World):
    a, b, c = (world.units[code] for code in "ABC")
    data = sent(world, b, a, c, act="confirm")
    set_as(world, "operator", *lines(c, a, b))
    response = world.client("officer").post(composition_url(world.bloc), data)
    assert response.status_code == 409
    assert members(world.bloc) == ["C", "A", "B"]


@pytest.mark.parametrize(
    "wrong",
    [{"member": ["x"]}, {"member": ["1", "1"]}, {"seen": ""}, {"competes": ["-1"]}, {"act": "up:x"}],
)
def test_what_no_page_of_ours_sends_is_bad_input(world: World, wrong: dict):
    a, b, c = (world.units[code] for code in "ABC")
    client = world.client("officer")
    response = client.post(composition_url(world.bloc), sent(world, a, b, c, act="confirm") | wrong)
    assert response.status_code == 422
    assert members(world.bloc) == ["A", "B", "C"]


def test_an_organisation_that_is_none_is_not_found(world: World):
    response = world.client("officer").post(
        composition_url(world.bloc), sent(world, act="review") | {"member": [10**9]}
    )
    assert response.status_code == 404


def test_few_and_many_members_take_the_same_number_of_questions(world: World):
    client = world.client("operator")
    before = count_queries(client, composition_url(world.bloc))
    for number in range(14):
        make.make_membership(world.bloc, make.make_organization(), YEAR, 10 + number)
    assert count_queries(client, composition_url(world.bloc)) == before <= MOST_QUERIES
