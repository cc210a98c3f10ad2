"""The offices of a bloc's year: recorded, handed over in one step, given up, corrected."""

from datetime import date, timedelta

import pytest

from blocs import clock
from blocs.actions.membership import leave_bloc
from blocs.actions.office import appoint_deputy, correct_office, hand_over_head, vacate_deputy
from blocs.errors import BadInput, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent, Membership, Office, Organization
from blocs.models.office import OfficeRole
from tests import factories as make
from tests.blocs.compositions import DECISION
from tests.cast import YEAR, World
from tests.queries import MOST_QUERIES, count_queries

MINUTES = "Biên bản họp ngày 28/06/2021"
JULY = date(YEAR, 7, 1)


def hand_over(world: World, code: str = "B", persona: str = "officer", **more):
    world.bloc.refresh_from_db()
    words = {"since": JULY, "basis": MINUTES, "seen": world.bloc.version, "year": YEAR} | more
    year = words.pop("year")
    return hand_over_head(world.bloc, year, world.units[code].pk, actor=world.actor(persona), **words)


def deputy(world: World, code: str = "C", persona: str = "officer", **more):
    world.bloc.refresh_from_db()
    words = {"since": date(YEAR, 1, 1), "basis": MINUTES, "seen": world.bloc.version} | more
    return appoint_deputy(world.bloc, YEAR, world.units[code].pk, actor=world.actor(persona), **words)


def heads(world: World, year: int = YEAR) -> list[tuple]:
    rows = Office.objects.filter(bloc=world.bloc, year=year, role=OfficeRole.HEAD).order_by("since")
    return [(row.organization.code, row.since, row.until) for row in rows]


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_the_head_is_handed_over_in_one_step(world: World, persona: str):
    office = hand_over(world, persona=persona)
    assert heads(world) == [
        ("A", date(YEAR, 1, 1), date(YEAR, 6, 30)),
        ("B", JULY, None),
    ]
    assert office.basis == MINUTES
    event = AuditEvent.objects.get(act="office.hand_over")
    assert (event.old, event.new["organization"]) == ({"organization": "Hội A"}, "Hội B")
    assert (event.bloc, event.organization, event.year) == (world.bloc, world.units["B"], YEAR)
    assert AuditEvent.objects.get(act="office.end").organization == world.units["A"]


@pytest.mark.parametrize("persona", ["secretariat", "head_leader", "leader", "city_leader"])
def test_others_hand_nothing_over(world: World, persona: str):
    with pytest.raises(NotAllowed):
        hand_over(world, persona=persona)
    assert heads(world) == [("A", date(YEAR, 1, 1), None)]


def test_a_non_member_holds_no_office(world: World):
    with pytest.raises(Conflict, match="không phải thành viên"):
        hand_over(world, "D")
    make.make_membership(world.bloc, world.units["D"], YEAR, 4, competes=False)
    with pytest.raises(Conflict, match="không tính thi đua"):
        hand_over(world, "D")
    hand_over(world, "B")


def test_who_has_left_takes_no_office(world: World):
    membership = world.units["B"].memberships.get()
    leave_bloc(membership, actor=world.actor("officer"), left_on=date(YEAR, 6, 1), basis=DECISION)
    with pytest.raises(Conflict, match="đã rút khỏi khối, cụm ngày 01/06/2021"):
        hand_over(world, "B")
    hand_over(world, "C")


def test_the_present_head_is_not_its_own_successor(world: World):
    with pytest.raises(Conflict, match="là Trưởng khối năm 2021 từ ngày 01/01/2021"):
        hand_over(world, "A")


def test_the_next_one_begins_after_the_present_one(world: World):
    with pytest.raises(Conflict, match="giữ nhiệm vụ từ ngày 01/01/2021"):
        hand_over(world, since=date(YEAR, 1, 1))
    hand_over(world, since=date(YEAR, 1, 2))
    assert heads(world)[0] == ("A", date(YEAR, 1, 1), date(YEAR, 1, 1))


def test_a_hand_over_is_recorded_once_its_day_has_come(world: World):
    """Rights pass on with the row, whatever its day."""
    with clock.standing_at(date(YEAR, 6, 30)), pytest.raises(Conflict):
        hand_over(world)
    with clock.standing_at(JULY):
        hand_over(world)


def test_after_one_that_ended_the_next_begins_later(world: World):
    Office.objects.filter(bloc=world.bloc).update(until=date(YEAR, 8, 31))
    with pytest.raises(Conflict, match="đến ngày 31/08/2021"):
        hand_over(world, since=date(YEAR, 8, 31))
    hand_over(world, since=date(YEAR, 9, 1))
    assert len(heads(world)) == 2


@pytest.mark.parametrize(
    ("since", "allowed"),
    [
        (date(YEAR, 9, 30), False),
        (date(YEAR, 10, 1), True),
        (date(YEAR + 2, 12, 31), True),
        (date(YEAR + 3, 1, 1), False),
    ],
)
def test_an_office_begins_from_october_before_its_year(world: World, since: date, allowed: bool):
    """The head of a year is elected at the end of the one before."""
    make.make_membership(world.bloc, world.units["B"], YEAR + 1, 1)
    if allowed:
        hand_over(world, year=YEAR + 1, since=since)
        assert heads(world, YEAR + 1) == [("B", since, None)]
        assert heads(world) == [("A", date(YEAR, 1, 1), None)]
    else:
        with pytest.raises(Conflict, match="từ 01/10/2021"):
            hand_over(world, year=YEAR + 1, since=since)


def test_a_closed_year_keeps_its_offices(world: World):
    office = deputy(world)
    gates = {f"{gate}_at": clock.now() for gate in ("locked", "submitted", "decided", "closed")}
    gates |= {f"{gate}_by": world.users["officer"] for gate in ("locked", "submitted", "decided", "closed")}
    type(world.cycle).objects.filter(pk=world.cycle.pk).update(**gates)
    for act in (
        lambda: hand_over(world),
        lambda: deputy(world, "B"),
        lambda: vacate_deputy(office, actor=world.actor("officer"), until=JULY, basis=MINUTES),
        lambda: correct_office(office, actor=world.actor("officer"), since=JULY, basis=MINUTES),
    ):
        with pytest.raises(Conflict, match="đã kết thúc"):
            act()
    type(world.cycle).objects.filter(pk=world.cycle.pk).update(closed_at=None, closed_by=None)
    hand_over(world)


def test_what_it_rests_on_is_named(world: World):
    with pytest.raises(BadInput):
        hand_over(world, basis="  ")
    hand_over(world)


def test_a_stale_page_hands_nothing_over(world: World):
    seen = world.bloc.version
    hand_over(world)
    with pytest.raises(Stale):
        hand_over(world, "C", since=date(YEAR, 8, 1), seen=seen)
    hand_over(world, "C", since=date(YEAR, 8, 1))
    assert [code for code, _since, _until in heads(world)] == ["A", "B", "C"]


def test_a_deputy_that_becomes_head_gives_up_the_other_office(world: World):
    old = deputy(world, "B")
    hand_over(world, "B")
    old.refresh_from_db()
    assert old.until == date(YEAR, 6, 30)


def test_a_deputy_is_recorded_and_gives_up_the_office(world: World):
    office = deputy(world)
    with pytest.raises(Conflict):
        deputy(world)
    with pytest.raises(Conflict):
        deputy(world, "A")
    with pytest.raises(NotAllowed):
        vacate_deputy(office, actor=world.actor("secretariat"), until=JULY, basis=MINUTES)
    vacate_deputy(office, actor=world.actor("officer"), until=JULY, basis=MINUTES)
    office.refresh_from_db()
    assert office.until == JULY
    assert AuditEvent.objects.get(act="office.end").remark == MINUTES
    with pytest.raises(Conflict, match="đã kết thúc ngày 01/07/2021"):
        vacate_deputy(office, actor=world.actor("officer"), until=JULY, basis=MINUTES)


def test_a_deputy_takes_the_office_again_after_the_last_day(world: World):
    vacate_deputy(deputy(world), actor=world.actor("officer"), until=JULY, basis=MINUTES)
    with pytest.raises(Conflict, match="đến ngày 01/07/2021"):
        deputy(world, since=JULY)
    deputy(world, since=date(YEAR, 7, 2))


def test_a_bloc_may_have_two_deputies(world: World):
    deputy(world, "B")
    deputy(world, "C")
    assert Office.objects.filter(role=OfficeRole.DEPUTY, until=None).count() == 2


@pytest.mark.parametrize("until", [date(YEAR - 1, 12, 31), date(2099, 1, 1)])
def test_a_deputy_gives_up_neither_before_the_beginning_nor_in_advance(world: World, until: date):
    office = deputy(world)
    with pytest.raises(BadInput):
        vacate_deputy(office, actor=world.actor("officer"), until=until, basis=MINUTES)
    vacate_deputy(office, actor=world.actor("officer"), until=office.since, basis=MINUTES)


def test_the_head_is_never_left_empty(world: World):
    office = Office.objects.get(bloc=world.bloc)
    with pytest.raises(Conflict, match="bàn giao"):
        vacate_deputy(office, actor=world.actor("officer"), until=JULY, basis=MINUTES)
    assert heads(world) == [("A", date(YEAR, 1, 1), None)]


def test_day_and_basis_are_corrected_and_the_head_before_goes_along(world: World):
    office = hand_over(world)
    actor = world.actor("officer")
    for day in (date(YEAR, 7, 5), date(YEAR, 6, 20)):
        correct_office(office, actor=actor, since=day, basis="Biên bản số 2")
        assert heads(world) == [("A", date(YEAR, 1, 1), day - timedelta(days=1)), ("B", day, None)]
    assert Office.objects.get(pk=office.pk).basis == "Biên bản số 2"
    first, moved, *_more = AuditEvent.objects.filter(act="office.change").order_by("pk")
    assert first.old == {"since": "2021-07-01", "basis": MINUTES}
    assert (moved.old, moved.new) == ({"until": "2021-06-30"}, {"until": "2021-07-04"})
    with pytest.raises(Conflict, match="Hội A giữ nhiệm vụ từ ngày 01/01/2021"):
        correct_office(office, actor=actor, since=date(YEAR, 1, 1), basis=MINUTES)


def test_heads_never_meet(world: World):
    hand_over(world)
    hand_over(world, "C", since=date(YEAR, 9, 1))
    actor = world.actor("officer")
    middle = Office.objects.get(bloc=world.bloc, organization=world.units["B"])
    with pytest.raises(Conflict, match="Ngày cuối"):
        correct_office(middle, actor=actor, since=date(YEAR, 9, 1), basis=MINUTES)
    first = Office.objects.get(bloc=world.bloc, organization=world.units["A"])
    Office.objects.filter(pk=middle.pk).update(since=date(YEAR, 7, 10))
    with pytest.raises(Conflict, match="đơn vị khác đang giữ"):
        correct_office(middle, actor=actor, since=first.until, basis=MINUTES)
    correct_office(middle, actor=actor, since=date(YEAR, 8, 1), basis=MINUTES)


def test_a_hand_over_is_not_corrected_to_a_day_to_come(world: World):
    with clock.standing_at(JULY):
        office = hand_over(world)
        with pytest.raises(Conflict, match="khi đã đến ngày"):
            correct_office(office, actor=world.actor("officer"), since=date(YEAR, 7, 2), basis=MINUTES)
    correct_office(office, actor=world.actor("officer"), since=date(YEAR, 7, 2), basis=MINUTES)


def test_a_stale_page_corrects_nothing(world: World):
    office, actor = deputy(world), world.actor("officer")
    world.bloc.refresh_from_db()
    seen = world.bloc.version
    correct_office(office, actor=actor, since=JULY, basis=MINUTES, seen=seen)
    with pytest.raises(Stale):
        correct_office(office, actor=actor, since=date(YEAR, 8, 1), basis=MINUTES, seen=seen)
    with pytest.raises(Stale):
        vacate_deputy(office, actor=actor, until=date(YEAR, 9, 1), basis=MINUTES, seen=seen)
    vacate_deputy(office, actor=actor, until=date(YEAR, 9, 1), basis=MINUTES, seen=seen + 1)


def test_who_has_ended_takes_no_office(world: World):
    """Its membership lasts to the end of the year; the office is handed over in the months after."""
    Organization.objects.filter(pk=world.units["B"].pk).update(dissolved_on=date(YEAR, 12, 31))
    with pytest.raises(Conflict, match="Hội B đã kết thúc hoạt động ngày 31/12/2021"):
        hand_over(world, since=date(YEAR + 1, 1, 15))
    hand_over(world, since=date(YEAR, 12, 31))


def test_who_joined_in_the_year_takes_no_office_before(world: World):
    Membership.objects.filter(organization=world.units["B"]).update(joined_on=JULY)
    with pytest.raises(Conflict, match="01/07/2021"):
        hand_over(world, since=date(YEAR, 6, 30))
    hand_over(world)


# The pages


def address(world: World, what: str = "", year: int = YEAR) -> str:
    return f"/blocs/{world.bloc.pk}/years/{year}/offices/{what}"


def typed(world: World, code: str = "B", **more) -> dict:
    return {
        "organization": world.units[code].pk,
        "since": "01/07/2021",
        "basis": MINUTES,
        "seen": world.bloc.version,
    } | more


def test_the_page_shows_who_holds_the_offices_to_everybody_who_sees_the_bloc(world: World):
    deputy(world)
    text = world.client("leader").get(address(world)).content.decode()
    assert "Hội A" in text
    assert "Hội C" in text
    assert "/vacancy/" not in text
    assert "/vacancy/" in world.client("officer").get(address(world)).content.decode()


def test_until_a_head_is_recorded_last_years_is_named(world: World):
    make.make_membership(world.bloc, world.units["B"], YEAR + 1, 1)
    text = world.client("leader").get(address(world, year=YEAR + 1)).content.decode()
    assert "Hội A (Trưởng khối năm 2021) chuẩn bị công việc của năm" in text
    make.make_head(world.bloc, world.units["B"], YEAR + 1)
    text = world.client("leader").get(address(world, year=YEAR + 1)).content.decode()
    assert "chuẩn bị công việc của năm" not in text


def test_handing_over_tells_first_what_follows(world: World):
    client = world.client("officer")
    response = client.post(address(world, "head/"), typed(world))
    assert response.context["consequences"][:2] == [
        "Hội B là Trưởng khối năm 2021 từ ngày 01/07/2021.",
        "Hội A giữ nhiệm vụ đến ngày 30/06/2021. Ngay sau khi ghi nhận, lãnh đạo đơn vị cũ không còn quyền "
        "chốt điểm, mở lại, lập đề nghị khen thưởng năm 2021; các quyền đó thuộc lãnh đạo đơn vị mới.",
    ]
    assert heads(world) == [("A", date(YEAR, 1, 1), None)]
    response = client.post(address(world, "head/"), typed(world, confirmed="1"))
    assert response.headers["Location"] == address(world)
    assert heads(world)[-1] == ("B", JULY, None)


def test_what_stands_against_it_is_told(world: World):
    data = typed(world, since="01/01/2021")
    response = world.client("officer").post(address(world, "head/"), data)
    assert response.status_code == 409
    assert "btn-binding" not in response.content.decode()


def test_who_is_no_member_cannot_be_chosen(world: World):
    response = world.client("officer").post(address(world, "head/"), typed(world, "D", confirmed="1"))
    assert response.status_code == 422
    assert heads(world) == [("A", date(YEAR, 1, 1), None)]


def test_a_deputy_is_recorded_on_its_page(world: World):
    client = world.client("officer")
    response = client.post(address(world, "deputy/"), typed(world, "A"))
    assert response.status_code == 409
    response = client.post(address(world, "deputy/"), typed(world, "C"))
    assert response.status_code == 302
    office = Office.objects.get(role=OfficeRole.DEPUTY)
    data = {"until": "01/08/2021", "basis": MINUTES, "seen": world.bloc.version + 1}
    assert client.post(f"/offices/{office.pk}/vacancy/", data | {"until": "x"}).status_code == 422
    assert client.post(f"/offices/{office.pk}/vacancy/", data).status_code == 302
    data = {"since": "02/07/2021", "basis": MINUTES, "seen": world.bloc.version + 2}
    assert client.post(f"/offices/{office.pk}/correction/", data).status_code == 302
    office.refresh_from_db()
    assert (office.since, office.until) == (date(YEAR, 7, 2), date(YEAR, 8, 1))


def test_few_and_many_members_take_the_same_number_of_questions(world: World):
    client = world.client("operator")
    addresses = [address(world), address(world, "head/"), address(world, "deputy/")]
    before = [count_queries(client, one) for one in addresses]
    for number in range(12):
        unit = make.make_organization()
        make.make_membership(world.bloc, unit, YEAR, 10 + number)
        make.make_head(world.bloc, unit, YEAR, OfficeRole.DEPUTY)
    assert [count_queries(client, one) for one in addresses] == before
    assert max(before) <= MOST_QUERIES
