"""What is dissolved is neither proposed nor awarded (TT 15/2025/TT-BNV); what was awarded before stays."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from awards.actions.decision import record_decision
from awards.actions.nomination import prepare_nomination, send_nominations
from awards.models import DecisionSource, Nomination, NominationState
from blocs import clock
from blocs.errors import Conflict
from blocs.models import Organization
from emulation.models import Honour
from tests.awards.dossiers import approve, make_nomination


def end(organization: Organization, last_day: date | None) -> None:
    Organization.objects.filter(pk=organization.pk).update(dissolved_on=last_day)


def prepare(locked, **fields):
    return prepare_nomination(
        locked.world.cycle,
        actor=locked.world.actor("head_leader"),
        organization_id=locked.world.units["B"].pk,
        commendation_id=locked.flag.pk,
        **fields,
    )


@pytest.mark.parametrize("days", [0, -1, -400])
def test_it_is_not_proposed_from_its_last_day_on(locked, days):
    end(locked.world.units["B"], clock.today() + timedelta(days=days))
    with pytest.raises(Conflict, match="15/2025"):
        prepare(locked)
    assert not Nomination.objects.exists()


def test_until_then_it_is_proposed(locked):
    end(locked.world.units["B"], clock.today() + timedelta(days=1))
    assert prepare(locked).pk


def test_the_list_says_why_and_offers_nothing(locked):
    end(locked.world.units["B"], date(2022, 1, 31))
    address = reverse("awards:cycle_nominations", args=[locked.world.cycle.pk])
    page = locked.world.client("head_leader").get(address)
    offered = {line["entry"].name: line["may_propose"] for line in page.context["lines"]}
    assert offered == {"Hội B": False, "Hội C": True, "Hội A": True}
    assert "31/01/2022" in page.content.decode()


def test_the_page_comes_back_with_the_reason_and_what_was_typed(locked):
    end(locked.world.units["B"], date(2022, 1, 31))
    address = reverse("awards:nomination_new", args=[locked.world.cycle.pk, locked.world.units["B"].pk])
    typed = {"commendation": locked.flag.pk, "achievements": "Đã gõ ở đây", "reason": "Dẫn đầu Khối"}
    answer = locked.world.client("head_leader").post(address, typed)
    assert answer.status_code == 409
    assert "31/01/2022" in answer.content.decode()
    assert "Đã gõ ở đây" in answer.content.decode()


def test_a_dossier_prepared_before_is_not_sent(locked):
    nomination = prepare(locked, achievements="Vượt kế hoạch.")
    leader = locked.world.actor("head_leader")
    end(locked.world.units["B"], date(2022, 1, 31))
    with pytest.raises(Conflict, match="15/2025"):
        send_nominations(locked.world.cycle, actor=leader)
    nomination.refresh_from_db()
    assert nomination.state == NominationState.PREPARING
    end(locked.world.units["B"], None)
    assert send_nominations(locked.world.cycle, actor=leader) == 1


def test_a_dossier_that_the_city_asked_more_of_goes_back_to_it(locked):
    by = locked.world.users["head_leader"]
    of_b = make_nomination(
        locked.snapshot, locked.world.units["B"], locked.flag, by, NominationState.SUPPLEMENT
    )
    end(locked.world.units["B"], date(2022, 1, 31))
    send_nominations(locked.world.cycle, actor=locked.world.actor("head_leader"))
    of_b.refresh_from_db()
    assert of_b.state == NominationState.SENT


def record(at_city, day: date, source: str = DecisionSource.ISSUED):
    return record_decision(
        actor=at_city.world.actor("officer"),
        awarded=[at_city.of_b.pk],
        source=source,
        number="812/QĐ-UBND",
        dated_on=day,
        issuer="Chủ tịch Ủy ban nhân dân thành phố",
        subject="Khen thưởng năm 2021",
        citation="Báo của thành phố" if source == DecisionSource.RECORDED else "",
    )


def test_we_award_nobody_who_was_dissolved_by_the_day_of_the_decision(at_city):
    approve(at_city.world, at_city.of_b)
    end(at_city.world.units["B"], date(2022, 1, 31))
    with pytest.raises(Conflict, match="Hội B"):
        record(at_city, date(2022, 1, 31))
    assert not Honour.objects.exists()
    record(at_city, date(2022, 1, 30))
    assert Honour.objects.get().organization == at_city.world.units["B"]


def test_what_others_decided_is_recorded_as_it_was(at_city):
    end(at_city.world.units["B"], date(2022, 1, 31))
    record(at_city, date(2022, 3, 15), DecisionSource.RECORDED)
    assert Honour.objects.get().organization == at_city.world.units["B"]
