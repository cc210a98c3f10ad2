"""What happens to a score sheet as a whole: every refusal beside the same act allowed."""

from datetime import date, timedelta

import pytest

from blocs import clock
from blocs.errors import BadInput, Closed, Conflict, NotAllowed, Stale
from blocs.models import AuditEvent
from emulation.actions import scoresheet as acts
from emulation.actions.score_line import agree_with_rest, dispute_line, keep_points
from emulation.actions.standing import lock_scores
from emulation.models import DisqualificationGround, ScoreSheet
from emulation.models.scoresheet import SheetState
from emulation.models.window import Act
from tests import factories as make
from tests.emulation.sheets import (
    SCAN,
    answered_sheet,
    begun_sheet,
    checked_sheet,
    criterion,
    open_scoring,
    sent_sheet,
    stored,
)


def test_a_sheet_begins_with_a_line_for_every_criterion(world):
    sheet = begun_sheet(world)
    codes = list(sheet.lines.values_list("criterion__code", flat=True))
    assert codes == ["A1", "A2", "B1", "B2", "X1", "Y1"]
    assert sheet.state == SheetState.IN_PROGRESS
    assert AuditEvent.objects.filter(act="scoresheet.start", object_id=sheet.pk).count() == 1


def test_beginning_twice_gives_the_same_sheet(world):
    assert begun_sheet(world) == begun_sheet(world)
    assert ScoreSheet.objects.count() == 1


def test_a_sheet_begins_only_while_self_scoring_is_open(world):
    make.make_window(world.cycle, Act.SELF_SCORING, date(2021, 1, 1), date(2021, 1, 31))
    with pytest.raises(Closed, match="31/01/2021"):
        acts.start_sheet(world.cycle, world.units["B"], actor=world.actor("leader"))


def test_an_extension_lets_one_unit_begin_later(world):
    window = make.make_window(world.cycle, Act.SELF_SCORING, date(2021, 1, 1), date(2021, 1, 31))
    make.make_extension(window, world.units["B"], clock.today(), world.users["officer"])
    assert acts.start_sheet(world.cycle, world.units["B"], actor=world.actor("leader")).pk
    with pytest.raises(Closed):
        acts.start_sheet(world.cycle, world.units["C"], actor=world.actor("other_leader"))


def test_another_unit_cannot_begin_a_sheet(world):
    open_scoring(world)
    for persona in ["other_leader", "head_leader", "officer", "other_secretariat"]:
        with pytest.raises(NotAllowed):
            acts.start_sheet(world.cycle, world.units["B"], actor=world.actor(persona))
    assert not ScoreSheet.objects.exists()


def test_a_unit_that_does_not_compete_has_no_sheet(world):
    open_scoring(world)
    world.bloc.memberships.filter(organization=world.units["B"]).update(competes=False)
    with pytest.raises(Conflict):
        acts.start_sheet(world.cycle, world.units["B"], actor=world.actor("leader"))


def test_without_a_published_table_there_is_no_sheet(world):
    open_scoring(world)
    world.cycle.table_version = make.make_table()
    world.cycle.save()
    with pytest.raises(Conflict, match="bảng tiêu chí"):
        acts.start_sheet(world.cycle, world.units["B"], actor=world.actor("leader"))


def test_the_secretariat_names_the_paper_it_enters_from(world):
    secretariat = world.actor("secretariat")
    for day in [None, clock.today() + timedelta(days=1)]:
        with pytest.raises(BadInput):
            acts.start_sheet(world.cycle, world.units["B"], actor=secretariat, paper_dated_on=day)
    sheet = acts.start_sheet(
        world.cycle, world.units["B"], actor=secretariat, paper_dated_on=date(2021, 12, 10)
    )
    event = AuditEvent.objects.get(act="scoresheet.start")
    assert (sheet.paper_dated_on, event.on_behalf_of) == (date(2021, 12, 10), world.units["B"])


def test_the_secretariat_may_take_over_a_begun_sheet_from_paper(world):
    sheet = begun_sheet(world)
    taken = acts.start_sheet(
        world.cycle, world.units["B"], actor=world.actor("secretariat"), paper_dated_on=date(2021, 12, 10)
    )
    assert taken == sheet
    assert stored(sheet).paper_dated_on == date(2021, 12, 10)


def test_the_clerk_gives_the_sheet_to_the_leader(world):
    sheet = acts.present_sheet(answered_sheet(world), actor=world.actor("clerk"))
    assert (sheet.state, sheet.presented_by) == (SheetState.WITH_LEADER, world.users["clerk"])


def test_only_the_units_own_clerk_gives_the_sheet_to_the_leader(world):
    sheet = answered_sheet(world)
    for persona in ["head_clerk", "leader", "secretariat"]:
        with pytest.raises(NotAllowed):
            acts.present_sheet(sheet, actor=world.actor(persona))


def test_the_leader_hands_the_sheet_back_to_the_clerk(world):
    sheet = acts.present_sheet(answered_sheet(world), actor=world.actor("clerk"))
    with pytest.raises(NotAllowed):
        acts.hand_back_sheet(sheet, actor=world.actor("clerk"))
    assert acts.hand_back_sheet(sheet, actor=world.actor("leader")).state == SheetState.IN_PROGRESS


def test_the_leader_sends_a_complete_sheet(world):
    sheet = acts.submit_sheet(answered_sheet(world), actor=world.actor("leader"))
    assert (sheet.state, sheet.late_days, sheet.submitted_by) == (
        SheetState.SUBMITTED,
        0,
        world.users["leader"],
    )


def test_the_clerk_cannot_send_the_sheet(world):
    with pytest.raises(NotAllowed):
        acts.submit_sheet(answered_sheet(world), actor=world.actor("clerk"))


def test_an_incomplete_sheet_is_not_sent_and_the_sentence_names_what_is_missing(world):
    sheet = begun_sheet(world)
    with pytest.raises(BadInput, match="A1, A2, B1, B2, X1, Y1"):
        acts.submit_sheet(sheet, actor=world.actor("leader"))
    assert stored(sheet).state == SheetState.IN_PROGRESS


def test_a_sheet_of_zeros_is_complete(world):
    sheet = acts.submit_sheet(answered_sheet(world, points="0"), actor=world.actor("leader"))
    assert (sheet.answered, sheet.total) == (6, 0)


def test_a_sheet_that_changed_since_it_was_looked_at_is_not_sent(world):
    sheet = answered_sheet(world)
    with pytest.raises(Stale):
        acts.submit_sheet(sheet, actor=world.actor("leader"), version=sheet.version - 1)
    assert acts.submit_sheet(sheet, actor=world.actor("leader"), version=sheet.version).is_sent


def test_days_after_the_deadline_are_kept_though_grace_lets_the_sheet_in(world):
    make.make_window(
        world.cycle, Act.SELF_SCORING, date(2021, 12, 1), clock.today() - timedelta(days=3), grace_days=5
    )
    assert acts.submit_sheet(answered_sheet(world), actor=world.actor("leader")).late_days == 3


def test_a_sheet_from_paper_is_as_late_as_the_paper(world):
    answered_sheet(world)
    world.cycle.windows.update(opens=date(2021, 12, 1), closes=date(2021, 12, 15))
    sheet = acts.start_sheet(
        world.cycle,
        world.units["B"],
        actor=world.actor("secretariat"),
        paper_dated_on=date(2021, 12, 17),
        scan=SCAN,
    )
    sent = acts.submit_sheet(sheet, actor=world.actor("secretariat"))
    assert sent.late_days == 2
    assert AuditEvent.objects.get(act="scoresheet.submitted").on_behalf_of == world.units["B"]


def test_the_secretariat_sends_nothing_without_a_paper(world):
    with pytest.raises(Closed):
        acts.submit_sheet(answered_sheet(world), actor=world.actor("secretariat"))


def test_a_sent_sheet_is_not_sent_again(world):
    sheet = sent_sheet(world)
    with pytest.raises(Closed):
        acts.submit_sheet(sheet, actor=world.actor("leader"))


def test_the_bloc_returns_a_sheet_with_a_reason(world):
    for persona in ["secretariat", "head_leader"]:
        sheet = sent_sheet(world, "B")
        returned = acts.return_sheet(sheet, actor=world.actor(persona), reason="Bổ sung minh chứng A1.")
        assert (returned.state, returned.return_reason) == (SheetState.RETURNED, "Bổ sung minh chứng A1.")
        assert acts.submit_sheet(sheet, actor=world.actor("leader")).is_sent
        acts.return_sheet(sheet, actor=world.actor(persona), reason="Xem lại.")


def test_a_sheet_is_not_returned_without_a_reason(world):
    sheet = sent_sheet(world)
    with pytest.raises(BadInput):
        acts.return_sheet(sheet, actor=world.actor("secretariat"), reason="  ")
    assert stored(sheet).is_sent


def test_nobody_returns_the_sheet_of_a_unit_he_represents(world):
    own = sent_sheet(world, "A")
    with pytest.raises(NotAllowed):
        acts.return_sheet(own, actor=world.actor("head_leader"), reason="Xem lại.")
    assert acts.return_sheet(own, actor=world.actor("secretariat"), reason="Xem lại.").state == "returned"


def test_a_secretary_who_also_leads_the_unit_does_not_judge_it(world):
    sheet = sent_sheet(world, "B")
    user = world.users["secretariat"]
    make.end_leaders(world.units["B"])
    make.Representation.objects.create(
        person=user.person, organization=world.units["B"], duty="leader", since=make.LONG_AGO
    )
    both = make.actor_of(user, "secretariat")
    with pytest.raises(NotAllowed):
        acts.return_sheet(sheet, actor=both, reason="Xem lại.")
    assert acts.return_sheet(sheet, actor=world.actor("head_leader"), reason="Xem lại.").pk


def test_the_city_and_other_units_neither_return_nor_check(world):
    sheet = sent_sheet(world)
    for persona in ["officer", "city_leader", "other_leader", "other_secretariat", "leader", "head_clerk"]:
        with pytest.raises(NotAllowed):
            acts.return_sheet(sheet, actor=world.actor(persona), reason="Xem lại.")
        with pytest.raises(NotAllowed):
            acts.check_sheet(sheet, actor=world.actor(persona))


def test_a_returned_sheet_is_mended_and_sent_though_the_window_has_closed(world):
    sheet = sent_sheet(world)
    acts.return_sheet(sheet, actor=world.actor("secretariat"), reason="Bổ sung.")
    world.cycle.windows.update(opens=date(2021, 1, 1), closes=date(2021, 1, 31))
    sent = acts.submit_sheet(sheet, actor=world.actor("leader"))
    assert (sent.state, sent.late_days) == (SheetState.SUBMITTED, 0)


def test_checking_ends_when_every_line_has_been_looked_at(world):
    sheet = sent_sheet(world)
    with pytest.raises(BadInput, match="A1, A2, B1, B2, X1, Y1"):
        acts.check_sheet(sheet, actor=world.actor("secretariat"))
    agree_with_rest(sheet, actor=world.actor("secretariat"))
    assert acts.check_sheet(sheet, actor=world.actor("secretariat")).state == SheetState.CHECKED


def test_checking_does_not_end_while_a_re_examination_waits(world):
    sheet = checked_sheet(world)
    dispute_line(sheet, criterion(sheet, "A1"), actor=world.actor("leader"), reason="Còn thiếu.")
    assert stored(sheet).state == SheetState.SUBMITTED
    with pytest.raises(BadInput, match="A1"):
        acts.check_sheet(sheet, actor=world.actor("secretariat"))
    keep_points(sheet, criterion(sheet, "A1"), actor=world.actor("secretariat"))
    assert acts.check_sheet(sheet, actor=world.actor("secretariat")).state == SheetState.CHECKED


def test_an_unsent_sheet_is_neither_returned_nor_checked(world):
    sheet = answered_sheet(world)
    with pytest.raises(Closed):
        acts.return_sheet(sheet, actor=world.actor("secretariat"), reason="Xem lại.")
    with pytest.raises(Closed):
        acts.check_sheet(sheet, actor=world.actor("secretariat"))


def test_a_ground_for_not_being_considered_is_noted_and_taken_back(world):
    sheet = sent_sheet(world)
    ground = DisqualificationGround.objects.get(version=sheet.table_version)
    acts.set_disqualified(sheet, actor=world.actor("head_leader"), ground=ground, remark="Biên bản.")
    assert stored(sheet).disqualified_for == ground
    acts.set_disqualified(sheet, actor=world.actor("secretariat"), ground=None)
    assert stored(sheet).disqualified_for is None


def test_a_ground_of_another_table_cannot_be_noted(world):
    sheet = sent_sheet(world)
    other = make.make_table(world.users["operator"]).disqualification_grounds.get()
    with pytest.raises(BadInput):
        acts.set_disqualified(sheet, actor=world.actor("secretariat"), ground=other)


def test_the_unit_itself_notes_no_ground(world):
    sheet = sent_sheet(world)
    ground = sheet.table_version.disqualification_grounds.get()
    with pytest.raises(NotAllowed):
        acts.set_disqualified(sheet, actor=world.actor("leader"), ground=ground)


def test_after_the_lock_nothing_happens_to_a_sheet(world):
    sheet, begun = sent_sheet(world, "B"), begun_sheet(world, "C")
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    secretariat = world.actor("secretariat")
    for act in [
        lambda: acts.return_sheet(sheet, actor=secretariat, reason="Xem lại."),
        lambda: acts.check_sheet(sheet, actor=secretariat),
        lambda: acts.set_disqualified(sheet, actor=secretariat, ground=None),
        lambda: acts.submit_sheet(begun, actor=world.actor("other_leader")),
        lambda: acts.enter_from_paper(begun, actor=secretariat, dated_on=clock.today()),
        lambda: acts.start_sheet(world.cycle, world.units["A"], actor=world.actor("head_leader")),
    ]:
        with pytest.raises(Closed):
            act()
