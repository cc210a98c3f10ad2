"""An office entered by mistake is taken back, with a reason, while nothing rests on it."""

from datetime import date

import pytest

from blocs import clock
from blocs.actions.files import store_bytes
from blocs.actions.membership import leave_bloc
from blocs.actions.office import vacate_deputy, withdraw_office
from blocs.errors import BadInput, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent, Office
from blocs.models.office import OfficeRole
from emulation.actions.scoresheet import submit_sheet
from emulation.actions.standing import lock_scores
from emulation.models import IssuedPaper
from emulation.models.paper import PaperKind
from emulation.models.pledge import PartyCapacity
from tests.blocs.compositions import DECISION
from tests.blocs.test_offices import JULY, MINUTES, address, deputy, hand_over, heads
from tests.cast import YEAR, World
from tests.emulation.pledges import draft, final, sign
from tests.emulation.sheets import answered_sheet

REASON = "Nhập nhầm đơn vị"
AS_BEFORE = [("A", date(YEAR, 1, 1), None)]


def withdraw(world: World, office: Office, persona: str = "officer", **changed) -> None:
    withdraw_office(office, actor=world.actor(persona), **{"reason": REASON, **changed})


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_the_head_before_holds_the_office_again(world: World, persona: str):
    office = hand_over(world)
    withdraw(world, office, persona)
    assert heads(world) == AS_BEFORE
    hand_over(world, "C")
    assert heads(world)[-1] == ("C", JULY, None)


def test_it_stays_on_record_with_the_reason(world: World):
    office = hand_over(world)
    withdraw(world, office)
    event = AuditEvent.objects.get(act="office.withdraw")
    assert event.remark == REASON
    assert (event.old["organization"], event.old["since"], event.old["basis"]) == (
        "Hội B",
        "2021-07-01",
        MINUTES,
    )
    assert event.new == {"organization": "Hội A"}
    assert (event.bloc, event.organization, event.year) == (world.bloc, world.units["B"], YEAR)
    resumed = AuditEvent.objects.get(act="office.change")
    assert (resumed.organization, resumed.old, resumed.new) == (
        world.units["A"],
        {"until": "2021-06-30"},
        {"until": None},
    )


def test_the_first_head_of_a_year_leaves_the_office_open(world: World):
    withdraw(world, Office.objects.get(bloc=world.bloc))
    assert heads(world) == []
    hand_over(world)


def test_its_own_office_as_deputy_goes_on_again(world: World):
    old = deputy(world, "B")
    withdraw(world, hand_over(world, "B"))
    old.refresh_from_db()
    assert old.until is None


def test_a_deputy_that_gave_the_office_up_for_itself_stays_without(world: World):
    old = deputy(world, "B")
    vacate_deputy(old, actor=world.actor("officer"), until=date(YEAR, 6, 30), basis=MINUTES)
    withdraw(world, hand_over(world, "B"))
    old.refresh_from_db()
    assert old.until == date(YEAR, 6, 30)


def test_a_deputy_is_taken_back(world: World):
    withdraw(world, deputy(world))
    assert not Office.objects.filter(role=OfficeRole.DEPUTY).exists()
    assert heads(world) == AS_BEFORE


def test_the_last_is_withdrawn_first(world: World):
    first = hand_over(world)
    second = hand_over(world, "C", since=date(YEAR, 9, 1))
    with pytest.raises(Conflict, match="Hội C nhận nhiệm vụ ngày 01/09/2021"):
        withdraw(world, first)
    withdraw(world, second)
    withdraw(world, first)
    assert heads(world) == AS_BEFORE


def test_whose_leader_has_acted_as_head_keeps_the_office(world: World):
    office = hand_over(world)
    draft(world, "leader")
    with pytest.raises(Conflict, match="Trưởng khối năm 2021"):
        withdraw(world, office)
    assert len(heads(world)) == 2


def test_what_its_leader_does_for_the_own_unit_does_not_matter(world: World):
    office = hand_over(world)
    submit_sheet(answered_sheet(world), actor=world.actor("leader"))
    withdraw(world, office)


def test_what_the_head_before_did_does_not_matter(world: World):
    final(world)
    withdraw(world, hand_over(world))


def test_scores_that_it_has_locked_keep_it(world: World):
    sheet = answered_sheet(world)
    office = hand_over(world)
    submit_sheet(sheet, actor=world.actor("leader"))
    lock_scores(world.cycle, actor=world.actor("leader"))
    with pytest.raises(Conflict, match="bàn giao"):
        withdraw(world, office)


def test_a_pledge_that_it_has_signed_as_head_keeps_it(world: World):
    """The text was made final by the secretariat, the leader has only signed."""
    office = Office.objects.get(bloc=world.bloc)
    version = final(world, "secretariat")
    sign(world, version, "head_leader", PartyCapacity.HEAD)
    with pytest.raises(Conflict, match="Hội A đã ký Giao ước năm 2021 với tư cách Trưởng khối"):
        withdraw(world, office)
    withdraw(world, deputy(world))


def test_a_paper_issued_under_it_keeps_it(world: World):
    def issue() -> None:
        by = {"issued_by": world.users["officer"], "issued_at": clock.now()}
        file = store_bytes(b"%PDF-1.7", content_type="application/pdf")
        IssuedPaper.objects.create(
            kind=PaperKind.YEAR_END_REPORT, cycle=world.cycle, dated_on=JULY, file=file, **by
        )

    issue()
    withdraw(world, hand_over(world))
    office = hand_over(world)
    issue()
    with pytest.raises(Conflict, match="đã phát hành .* ghi đơn vị này là Trưởng khối"):
        withdraw(world, office)


def test_where_the_head_before_has_left_the_office_is_handed_over(world: World):
    office = hand_over(world)
    leave_bloc(
        world.units["A"].memberships.get(),
        actor=world.actor("officer"),
        left_on=date(YEAR, 8, 1),
        basis=DECISION,
    )
    with pytest.raises(Conflict, match="Hội A .*01/08/2021"):
        withdraw(world, office)
    assert len(heads(world)) == 2


def test_a_closed_year_keeps_its_offices(world: World):
    office = hand_over(world)
    gates = {f"{gate}_at": clock.now() for gate in ("locked", "submitted", "decided", "closed")}
    gates |= {f"{gate}_by": world.users["officer"] for gate in ("locked", "submitted", "decided", "closed")}
    type(world.cycle).objects.filter(pk=world.cycle.pk).update(**gates)
    with pytest.raises(Conflict, match="đã kết thúc"):
        withdraw(world, office)


def test_a_reason_is_given_and_the_page_is_not_stale(world: World):
    office = hand_over(world)
    world.bloc.refresh_from_db()
    with pytest.raises(BadInput):
        withdraw(world, office, reason=" ")
    with pytest.raises(Stale):
        withdraw(world, office, seen=world.bloc.version - 1)
    withdraw(world, office, seen=world.bloc.version)


@pytest.mark.parametrize("persona", ["leader", "head_leader", "secretariat", "city_leader"])
def test_nobody_else_withdraws(world: World, persona: str):
    office = hand_over(world)
    with pytest.raises(NotAllowed):
        withdraw(world, office, persona)


def test_the_page_tells_first_what_follows(world: World):
    client, office = world.client("officer"), hand_over(world)
    world.bloc.refresh_from_db()
    assert f"/offices/{office.pk}/withdrawal/" in client.get(address(world)).content.decode()
    page, data = f"/offices/{office.pk}/withdrawal/", {"reason": REASON, "seen": world.bloc.version}
    assert client.post(page, data | {"reason": ""}).status_code == 422
    response = client.post(page, data)
    assert response.context["consequences"][:2] == [
        "Bỏ ghi nhận Hội B là Trưởng khối năm 2021, coi như chưa từng ghi nhận.",
        "Hội A tiếp tục là Trưởng khối như trước ngày 01/07/2021.",
    ]
    assert len(heads(world)) == 2
    response = client.post(page, data | {"confirmed": "1"})
    assert response.headers["Location"] == address(world)
    assert heads(world) == AS_BEFORE
    assert client.post(page, data | {"confirmed": "1"}).status_code == 404


def test_the_page_tells_what_stands_against_it(world: World):
    client, first = world.client("officer"), hand_over(world)
    hand_over(world, "C", since=date(YEAR, 9, 1))
    response = client.post(f"/offices/{first.pk}/withdrawal/", {"reason": REASON, "seen": 1})
    assert response.status_code == 409
    assert 'name="confirmed"' not in response.content.decode()
