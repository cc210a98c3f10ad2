"""One year of one bloc, through the pages alone: from opening the year to the printed year-end report.

Everybody signs in with a password and sends the forms that stand on the pages; what the operator
enters is entered in the admin. Nothing is written behind the pages' back.
"""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from blocs import clock
from blocs.models import AuditEvent
from tests.cast import World
from tests.journeys.city import YEAR, Year
from tests.journeys.honour_and_report import (
    NEXT_THEME,
    a_council_member_tied_to_the_unit_finds_nothing_of_it,
    the_city_receives_appraises_and_approves,
    the_honours_stand_on_the_page_of_the_unit_and_before_the_public,
    the_leader_of_the_head_closes_the_year,
    the_leader_of_the_head_issues_the_report,
    the_leader_of_the_head_sends_the_dossiers,
    the_officer_records_the_decision,
    the_operator_enters_what_may_be_proposed,
    the_report_names_every_member_and_the_honours,
    the_secretariat_proposes_two_units,
    the_secretariat_writes_the_parts_of_the_report,
    two_council_members_give_opinions,
)
from tests.journeys.opening_and_pledge import (
    the_city_officer_opens_the_year,
    the_leader_of_the_head_makes_the_text_final,
    the_officer_records_the_head,
    the_officer_sets_the_calendar,
    the_secretariat_records_the_signature_given_on_paper,
    the_secretariat_writes_the_pledge,
    the_signed_pledge_is_a_paper_with_every_unit,
    two_leaders_sign_for_their_units,
)
from tests.journeys.scores import (
    OF_A,
    OF_B,
    a_clerk_fills_the_sheet_and_the_leader_sends_it,
    every_member_sees_the_final_standings,
    its_leader_mends_it_and_sends_it_again,
    standings_are_provisional_and_not_for_members,
    the_leader_asks_for_re_examination_of_that_line,
    the_leader_of_the_head_locks_the_scores,
    the_meeting_agrees_on_the_line,
    the_operator_records_the_assessment_meeting,
    the_secretariat_checks_every_sheet_and_corrects_one_line,
    the_secretariat_enters_a_sheet_from_paper,
    the_secretariat_keeps_its_points_and_finishes_again,
    the_secretariat_returns_a_sheet,
)
from tests.sound import assert_sound


@pytest.fixture
def city(world: World) -> Year:
    return Year(world)


def test_one_year_of_a_bloc_from_its_opening_to_the_printed_report(city: Year):
    with clock.standing_at(date(2022, 1, 10)):
        the_city_officer_opens_the_year(city)
        the_officer_sets_the_calendar(city)
        the_officer_records_the_head(city)
    with clock.standing_at(date(2022, 3, 3)):
        the_secretariat_writes_the_pledge(city)
        the_leader_of_the_head_makes_the_text_final(city)
    with clock.standing_at(date(2022, 3, 9)):
        two_leaders_sign_for_their_units(city)
        the_secretariat_records_the_signature_given_on_paper(city)
        the_signed_pledge_is_a_paper_with_every_unit(city)
    with clock.standing_at(date(2022, 12, 1)):
        a_clerk_fills_the_sheet_and_the_leader_sends_it(city, "B", "clerk", "leader", OF_B)
        a_clerk_fills_the_sheet_and_the_leader_sends_it(city, "A", "head_clerk", "head_leader", OF_A)
    with clock.standing_at(date(2022, 12, 10)):
        the_secretariat_enters_a_sheet_from_paper(city)
    with clock.standing_at(date(2022, 12, 18)):
        the_secretariat_returns_a_sheet(city)
        its_leader_mends_it_and_sends_it_again(city)
        the_secretariat_checks_every_sheet_and_corrects_one_line(city)
    with clock.standing_at(date(2022, 12, 22)):
        the_leader_asks_for_re_examination_of_that_line(city)
        the_secretariat_keeps_its_points_and_finishes_again(city)
    with clock.standing_at(date(2022, 12, 28)):
        the_operator_records_the_assessment_meeting(city)
        the_meeting_agrees_on_the_line(city)
        standings_are_provisional_and_not_for_members(city)
    with clock.standing_at(date(2023, 1, 6)):
        the_leader_of_the_head_locks_the_scores(city)
        every_member_sees_the_final_standings(city)
        the_city_officer_opens_the_year(city, YEAR + 1, NEXT_THEME)
    with clock.standing_at(date(2023, 1, 9)):
        the_operator_enters_what_may_be_proposed(city)
        the_secretariat_proposes_two_units(city)
        the_leader_of_the_head_sends_the_dossiers(city)
    with clock.standing_at(date(2023, 1, 20)):
        the_city_receives_appraises_and_approves(city)
        two_council_members_give_opinions(city)
        a_council_member_tied_to_the_unit_finds_nothing_of_it(city)
    with clock.standing_at(date(2023, 2, 10)):
        the_officer_records_the_decision(city)
        the_honours_stand_on_the_page_of_the_unit_and_before_the_public(city)
    with clock.standing_at(date(2023, 2, 15)):
        the_secretariat_writes_the_parts_of_the_report(city)
        the_leader_of_the_head_issues_the_report(city)
        the_report_names_every_member_and_the_honours(city)
    with clock.standing_at(date(2023, 3, 1)):
        the_leader_of_the_head_closes_the_year(city)
    every_act_has_its_record_and_the_seals_hold(city)


ACTS = {
    "year.open": 2,
    "office.add": 1,
    "window.add": 4,
    "meeting.add": 1,
    "agendaitem.add": 1,
    "attendance.add": 3,
    "commendation.add": 2,
    "awardrule.add": 2,
    "pledge.draft": 1,
    "pledge.write": 1,
    "pledge.finalise": 1,
    "pledge.sign": 3,
    "pledge.record_paper": 1,
    "scoresheet.start": 3,
    "scoresheet.enter_from_paper": 1,
    "score_line.save": 19,  # six lines of three sheets, and the one that was mended
    "scoresheet.with_leader": 2,
    "scoresheet.submitted": 5,  # three, one again, and one whose checking was taken up again
    "scoresheet.returned": 1,
    "score_line.review": 18,
    "score_line.dispute": 1,
    "score_line.keep": 1,
    "score_line.agree": 1,
    "scoresheet.checked": 4,
    "cycle.lock": 1,
    "nomination.prepare": 2,
    "nomination.send": 2,
    "cycle.submit": 1,
    "nomination.receive": 2,
    "nomination.appraise": 2,
    "nomination.approve_appraisal": 2,
    "nomination.give_opinion": 3,
    "decision.record": 1,
    "nomination.award": 2,
    "cycle.decide": 1,
    "report_text.save": 1,
    "paper.issue": 2,
    "paper.number": 1,
    "cycle.close": 1,
}


def every_act_has_its_record_and_the_seals_hold(city: Year):
    assert Counter(AuditEvent.objects.values_list("act", flat=True)) == ACTS
    assert not AuditEvent.objects.filter(user=None).exists()
    # Signature, start, scan, six lines and the sending of the unit that works on paper.
    assert AuditEvent.objects.filter(on_behalf_of=city.unit("C"), capacity="secretariat").count() == 10
    call_command("seal_audit", stdout=StringIO())
    assert not AuditEvent.objects.filter(seal_number=None).exists()
    assert_sound()
