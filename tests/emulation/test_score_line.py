"""What people enter on the lines: results, the bloc's points, agreed points; two people in one cell."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blocs.errors import BadInput, Closed, Missing, NotAllowed
from blocs.models import AuditEvent
from emulation.actions import score_line as acts
from emulation.actions.scoresheet import return_sheet, start_sheet
from emulation.models.meeting import AgendaKind
from emulation.models.window import Act
from emulation.queries.scorebook import open_book
from tests import factories as make
from tests.emulation.sheets import (
    answered_sheet,
    begun_sheet,
    checked_sheet,
    criterion,
    line_of,
    sent_sheet,
    stored,
)

PERSONAS_WITHOUT_A_HAND = ["other_leader", "head_leader", "officer", "city_leader", "other_secretariat"]


def enter(world, sheet, code, persona="leader", version=1, **values):
    values = {name: Decimal(v) if name != "result_text" else v for name, v in values.items()}
    return acts.save_line(
        sheet, criterion(sheet, code), actor=world.actor(persona), version=version, **values
    )


def review(world, sheet, code, points, reason="", persona="secretariat"):
    return acts.save_review(
        sheet,
        criterion(sheet, code),
        actor=world.actor(persona),
        version=line_of(sheet, code).version,
        points=Decimal(points) if points is not None else None,
        reason=reason,
    )


def agree(world, sheet, code, points, item, persona="secretariat"):
    return acts.agree_points(
        sheet,
        criterion(sheet, code),
        actor=world.actor(persona),
        agenda_item=item,
        version=line_of(sheet, code).version,
        points=Decimal(points),
    )


def test_a_saved_cell_changes_the_totals_at_once(world):
    sheet = begun_sheet(world)
    line = enter(world, sheet, "A1", self_points="7.5", planned="20", actual="19", result_text="Xong 19/20.")
    assert (line.self_points, line.planned, line.actual, line.version) == (Decimal("7.5"), 20, 19, 2)
    now = stored(sheet)
    assert (now.total, now.self_total, now.base, now.answered) == (Decimal("7.5"), Decimal("7.5"), 7.5, 1)


def test_a_saved_cell_is_recorded_with_old_and_new_value(world):
    sheet = begun_sheet(world)
    enter(world, sheet, "A1", self_points="7.5")
    enter(world, sheet, "A1", version=2, self_points="8")
    event = AuditEvent.objects.filter(act="score_line.save").first()
    assert (event.old, event.new) == ({"self_points": "7.50"}, {"self_points": "8", "version": 3})
    assert (event.bloc, event.organization, event.year) == (world.bloc, world.units["B"], 2021)


def test_leader_and_clerk_of_the_unit_fill_its_sheet(world):
    sheet = begun_sheet(world)
    assert enter(world, sheet, "A1", "leader", self_points="7").version == 2
    assert enter(world, sheet, "A2", "clerk", self_points="7").version == 2


def test_nobody_else_fills_it(world):
    sheet = begun_sheet(world)
    for persona in PERSONAS_WITHOUT_A_HAND:
        with pytest.raises(NotAllowed):
            enter(world, sheet, "A1", persona, self_points="7")
    with pytest.raises(Closed):
        enter(world, sheet, "A1", "secretariat", self_points="7")
    assert stored(sheet).answered == 0


def test_the_secretariat_fills_it_from_the_units_paper_and_the_record_says_for_whom(world):
    sheet = begun_sheet(world)
    start_sheet(
        world.cycle, world.units["B"], actor=world.actor("secretariat"), paper_dated_on=date(2021, 12, 1)
    )
    enter(world, sheet, "A1", "secretariat", self_points="7")
    event = AuditEvent.objects.get(act="score_line.save")
    assert (event.capacity, event.on_behalf_of) == ("secretariat", world.units["B"])


def test_points_above_the_maximum_below_zero_or_between_steps_are_refused(world):
    sheet = begun_sheet(world)
    for wrong in ["10.5", "-1", "7.3"]:
        with pytest.raises(BadInput, match="A1"):
            enter(world, sheet, "A1", self_points=wrong)
    assert enter(world, sheet, "A1", self_points="10").self_points == 10


def test_figures_are_only_entered_where_they_are_asked_for(world):
    sheet = begun_sheet(world)
    with pytest.raises(BadInput):
        enter(world, sheet, "A2", planned="5")
    with pytest.raises(BadInput):
        enter(world, sheet, "A1", planned="-5")
    assert enter(world, sheet, "A1", planned="5").planned == 5


def test_a_line_of_another_table_is_not_found(world):
    sheet = begun_sheet(world)
    other = make.make_table(world.users["operator"])
    with pytest.raises(Missing):
        acts.save_line(sheet, other.groups.first().criteria.first(), actor=world.actor("leader"), version=1)


def test_two_people_in_one_cell_get_both_values(world):
    sheet = begun_sheet(world)
    enter(world, sheet, "A1", "clerk", self_points="7")
    with pytest.raises(acts.TwoValues) as refusal:
        enter(world, sheet, "A1", "leader", version=1, self_points="8")
    clash = refusal.value.clash
    assert (clash.field, clash.kept, clash.typed, clash.by) == ("self_points", 7, 8, "Văn phòng B")
    assert line_of(sheet, "A1").self_points == 7
    assert enter(world, sheet, "A1", "leader", version=2, self_points="8").self_points == 8


def test_two_people_in_two_cells_of_a_line_both_save(world):
    sheet = begun_sheet(world)
    enter(world, sheet, "A1", "clerk", planned="20")
    line = enter(world, sheet, "A1", "leader", version=1, self_points="8")
    assert (line.planned, line.self_points) == (20, 8)


def test_the_same_value_typed_twice_is_no_question(world):
    sheet = begun_sheet(world)
    enter(world, sheet, "A1", "clerk", self_points="8")
    assert enter(world, sheet, "A1", "leader", version=1, self_points="8").version == 2


def test_a_change_without_a_record_counts_as_a_change_of_every_cell(world):
    sheet = begun_sheet(world)
    sheet.lines.update(version=5, self_points=Decimal(3))
    with pytest.raises(acts.TwoValues):
        enter(world, sheet, "A1", version=1, self_points="8")
    with pytest.raises(acts.TwoValues):
        enter(world, sheet, "A1", version=99, self_points="8")
    assert enter(world, sheet, "A1", version=5, self_points="8").self_points == 8


def test_a_sent_sheet_is_not_filled_any_more(world):
    sheet = sent_sheet(world)
    with pytest.raises(Closed):
        enter(world, sheet, "A1", version=2, self_points="7")
    return_sheet(sheet, actor=world.actor("secretariat"), reason="Xem lại A1.")
    assert enter(world, sheet, "A1", version=2, self_points="7").self_points == 7


def test_after_the_window_nothing_is_filled(world):
    sheet = begun_sheet(world)
    window = world.cycle.windows.get(act=Act.SELF_SCORING)
    window.opens, window.closes = date(2021, 1, 1), date(2021, 1, 31)
    window.save()
    with pytest.raises(Closed):
        enter(world, sheet, "A1", self_points="7")
    make.make_extension(window, world.units["B"], date(2099, 1, 1), world.users["officer"])
    assert enter(world, sheet, "A1", self_points="7").version == 2


def test_the_blocs_points_count_before_the_units_own(world):
    sheet = sent_sheet(world, points="8")
    review(world, sheet, "A1", "6", "Minh chứng thiếu.")
    now = stored(sheet)
    assert (now.total, now.self_total) == (30, 32)


def test_other_points_of_the_bloc_need_a_reason(world):
    sheet = sent_sheet(world, points="8")
    with pytest.raises(BadInput, match="A1"):
        review(world, sheet, "A1", "6")
    assert review(world, sheet, "A1", "8").reviewed_points == 8
    assert review(world, sheet, "A2", "6", "Thiếu quyết định.").review_reason == "Thiếu quyết định."


def test_the_bloc_takes_its_points_back(world):
    sheet = sent_sheet(world, points="8")
    review(world, sheet, "A1", "6", "Thiếu.")
    line = review(world, sheet, "A1", None)
    assert (line.reviewed_points, line.review_reason, line.reviewed_at) == (None, "", None)
    assert stored(sheet).total == 32


def test_the_heads_leader_checks_others_but_not_his_own_unit(world):
    assert review(world, sent_sheet(world, "B"), "A1", "8", persona="head_leader").reviewed_at
    with pytest.raises(NotAllowed):
        review(world, sent_sheet(world, "A"), "A1", "8", persona="head_leader")


def test_the_unit_the_city_and_other_blocs_do_not_check(world):
    sheet = sent_sheet(world)
    for persona in ["leader", "clerk", "other_leader", "officer", "city_leader", "other_secretariat"]:
        with pytest.raises(NotAllowed):
            review(world, sheet, "A1", "8", persona=persona)


def test_an_unsent_sheet_is_not_checked(world):
    with pytest.raises(Closed):
        review(world, answered_sheet(world), "A1", "8")


def test_agreeing_with_the_rest_leaves_what_was_checked(world):
    sheet = sent_sheet(world, points="8")
    review(world, sheet, "A1", "6", "Thiếu.")
    acts.agree_with_rest(sheet, actor=world.actor("secretariat"))
    reviewed = dict(sheet.lines.values_list("criterion__code", "reviewed_points"))
    assert reviewed == {"A1": 6, "A2": 8, "B1": 8, "B2": 8, "X1": 0, "Y1": 0}


def test_a_line_the_unit_changes_after_a_return_is_checked_anew(world):
    sheet = sent_sheet(world, points="8")
    review(world, sheet, "A1", "6", "Thiếu.")
    review(world, sheet, "A2", "8")
    return_sheet(sheet, actor=world.actor("secretariat"), reason="Bổ sung A1.")
    line = enter(world, sheet, "A1", version=3, self_points="7")
    assert (line.reviewed_points, line.reviewed_at, line.review_reason) == (None, None, "")
    assert line_of(sheet, "A2").reviewed_points == 8


def test_agreed_points_count_before_all_others(world):
    sheet, item = checked_sheet(world, points="8"), make.make_meeting(world.cycle)
    line = agree(world, sheet, "A1", "9", item)
    assert (line.agreed_points, line.agreed_under, stored(sheet).total) == (9, item, 33)


def test_points_are_agreed_only_under_that_item_of_a_meeting_of_this_cycle(world):
    sheet = checked_sheet(world)
    for item in [
        make.make_meeting(world.cycle, agenda=AgendaKind.SUM_UP),
        make.make_meeting(world.other_cycle),
    ]:
        with pytest.raises(BadInput):
            agree(world, sheet, "A1", "9", item)
    assert stored(sheet).total == 32


def test_agreed_points_obey_the_table_too(world):
    sheet, item = checked_sheet(world), make.make_meeting(world.cycle)
    with pytest.raises(BadInput, match="A1"):
        agree(world, sheet, "A1", "11", item)
    with pytest.raises(NotAllowed):
        agree(world, sheet, "A1", "9", item, persona="leader")


def test_the_leader_asks_for_re_examination_with_a_reason(world):
    sheet = sent_sheet(world)
    review(world, sheet, "A1", "6", "Thiếu.")
    with pytest.raises(BadInput):
        acts.dispute_line(sheet, criterion(sheet, "A1"), actor=world.actor("leader"), reason=" ")
    line = acts.dispute_line(
        sheet, criterion(sheet, "A1"), actor=world.actor("leader"), reason="Đã gửi bổ sung."
    )
    assert (line.dispute_reason, line.disputed_by) == ("Đã gửi bổ sung.", world.users["leader"])


def test_only_the_units_own_leader_asks_for_re_examination(world):
    sheet = sent_sheet(world)
    for persona in ["clerk", "other_leader", "head_leader", "secretariat"]:
        with pytest.raises(NotAllowed):
            acts.dispute_line(sheet, criterion(sheet, "A1"), actor=world.actor(persona), reason="Xem lại.")


def test_re_examination_is_bound_to_its_window_where_one_is_set(world):
    sheet = sent_sheet(world)
    window = make.make_window(world.cycle, Act.OBJECTION, date(2021, 1, 1), date(2021, 1, 5))
    with pytest.raises(Closed):
        acts.dispute_line(sheet, criterion(sheet, "A1"), actor=world.actor("leader"), reason="Xem lại.")
    window.delete()
    assert acts.dispute_line(
        sheet, criterion(sheet, "A1"), actor=world.actor("leader"), reason="Xem lại."
    ).disputed_at


def test_an_unsent_sheet_has_nothing_to_re_examine(world):
    sheet = answered_sheet(world)
    with pytest.raises(Closed):
        acts.dispute_line(sheet, criterion(sheet, "A1"), actor=world.actor("leader"), reason="Xem lại.")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_stored_totals_equal_recomputed_ones_whatever_the_order_of_entries(world, data):
    sheet = begun_sheet(world)
    lines = list(sheet.lines.select_related("criterion"))
    for line in data.draw(st.permutations(lines)):
        steps = data.draw(st.integers(0, int(line.criterion.max_points * 2)), label=line.criterion.code)
        line.refresh_from_db()
        acts.save_line(
            sheet,
            line.criterion,
            actor=world.actor("clerk"),
            version=line.version,
            self_points=Decimal(steps) / 2,
        )
    now = stored(sheet)
    score = open_book(sheet.table_version).score(sheet.lines.all())
    assert (now.total, now.base, now.bonus, now.deduction) == (
        score.total,
        score.base,
        score.bonus,
        score.deduction,
    )
    assert now.total == max(Decimal(0), now.base + now.bonus - now.deduction)


def test_the_sentence_about_two_values_is_in_the_language_of_the_reader():
    """A sentence of a class is looked up when it is shown, not when the class is made."""
    clash = acts.Clash(criterion_id=1, field="actual", kept=1, typed=2)
    with override("vi"):
        vietnamese = str(acts.TwoValues(clash))
    with override("en"):
        assert str(acts.TwoValues(clash)).startswith("Two people have changed this cell.")
    assert vietnamese.startswith("Hai người vừa sửa ô này.")
