"""The numbers of awards of a year: how many units a bloc may propose."""

from datetime import date

import pytest

from awards.actions.award_number import TooFew, set_award_numbers
from awards.actions.nomination import prepare_nomination
from awards.models import AwardRule, Nomination
from awards.queries.award_numbers import award_numbers, numbers_of_year, seen_of
from awards.queries.rules import rule_for
from blocs.errors import BadInput, Conflict, NotAllowed, Refused, Stale
from blocs.models import AuditEvent
from emulation.models import EmulationYear
from tests import factories as make
from tests.at_once import meanwhile
from tests.awards.dossiers import make_snapshot
from tests.cast import build_world


@pytest.fixture
def flag(world):
    return make.make_commendation()


@pytest.fixture
def year(world) -> EmulationYear:
    return EmulationYear.objects.get(year=2021)


def rule(flag, most=3, valid_from=date(2020, 1, 1)) -> AwardRule:
    return AwardRule.objects.create(
        commendation=flag, valid_from=valid_from, quota_per_bloc=most, condition="Xếp thứ nhất"
    )


def put(world, year, numbers, persona="officer", **values):
    return set_award_numbers(year, actor=world.actor(persona), numbers=numbers, **values)


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_a_year_gets_its_own_number_and_earlier_years_keep_theirs(world, flag, year, persona):
    rule(flag)
    put(world, year, {flag.pk: 1}, persona, legal_source="Công văn số 12")
    own = rule_for(flag.pk, 2021)
    assert (own.quota_per_bloc, own.valid_from) == (1, date(2021, 1, 1))
    assert (own.condition, own.legal_source) == ("Xếp thứ nhất", "Công văn số 12")
    assert rule_for(flag.pk, 2020).quota_per_bloc == 3
    event = AuditEvent.objects.get(act="awardrule.add")
    assert (event.old, event.new["quota_per_bloc"], event.year) == ({"quota_per_bloc": 3}, 1, 2021)


def test_saved_once_a_number_is_the_years_own_even_where_it_is_the_same(world, flag, year):
    rule(flag)
    assert not award_numbers(2021)[0].own
    put(world, year, {flag.pk: 3})
    assert award_numbers(2021)[0].own
    assert put(world, year, {flag.pk: 3}) == []


def test_guidance_that_came_within_the_year_is_mended_not_doubled(world, flag, year):
    rule(flag, valid_from=date(2021, 11, 15))
    put(world, year, {flag.pk: 2})
    assert AwardRule.objects.get().quota_per_bloc == 2
    assert AuditEvent.objects.get(act="awardrule.change").old == {"quota_per_bloc": 3}


def test_an_award_that_never_had_a_number_may_get_one_or_stay_without(world, flag, year):
    assert put(world, year, {}) == []
    put(world, year, {flag.pk: 2})
    assert rule_for(flag.pk, 2021).quota_per_bloc == 2


def proposed(world, flag, *codes):
    make_snapshot(world.cycle, [world.units[code] for code in "BCA"], world.users["head_leader"])
    for code in codes:
        prepare_nomination(
            world.cycle,
            actor=world.actor("secretariat"),
            organization_id=world.units[code].pk,
            commendation_id=flag.pk,
        )


def test_a_number_below_what_is_proposed_is_refused(world, flag, year):
    rule(flag)
    proposed(world, flag, "B", "C")
    with pytest.raises(TooFew, match="2"):
        put(world, year, {flag.pk: 1})
    assert rule_for(flag.pk, 2021).quota_per_bloc == 3
    put(world, year, {flag.pk: 2})
    assert rule_for(flag.pk, 2021).quota_per_bloc == 2


def test_what_a_later_year_proposes_counts_as_long_as_it_follows_this_number(world, flag):
    rule(flag, valid_from=date(2019, 1, 1))
    proposed(world, flag, "B", "C")
    earlier = EmulationYear.objects.create(year=2020)
    with pytest.raises(TooFew):
        put(world, earlier, {flag.pk: 1})
    rule(flag, valid_from=date(2021, 1, 1))
    put(world, earlier, {flag.pk: 1})
    assert rule_for(flag.pk, 2020).quota_per_bloc == 1


def test_numbers_that_make_no_sense_are_refused(world, flag, year):
    other = make.make_commendation("LABOUR", "Huân chương Lao động", through_bloc=False)
    for numbers in ({flag.pk: -1}, {other.pk: 1}, {99999: 1}):
        with pytest.raises(BadInput):
            put(world, year, numbers)
    assert not AwardRule.objects.exists()


def test_nought_says_that_an_award_is_not_allotted(world, flag, year):
    """It is set, and stands beside what is not set yet and what is used up."""
    rule(flag)
    put(world, year, {flag.pk: 0})
    assert rule_for(flag.pk, 2021).quota_per_bloc == 0
    client = world.client("officer")
    assert 'value="0"' in client.get("/years/2021/award-numbers/").content.decode()
    opening = client.get("/years/2021/opening/").content.decode()
    assert "Cờ thi đua: không phân bổ" in opening
    assert numbers_of_year(2021)[0].changes == ["Cờ thi đua: không phân bổ; năm trước mỗi khối 3 đơn vị."]
    with pytest.raises(Conflict, match="thành phố không phân bổ cho các khối, cụm"):
        proposed(world, flag, "B")
    bloc = world.client("secretariat").get(f"/cycles/{world.cycle.pk}/nominations/").content.decode()
    assert "năm nay không phân bổ" in bloc
    assert "đã đủ số lượng" not in bloc
    city = client.get("/years/2021/blocs/")
    assert [row.used for row in city.context["city"].rows] == [(), ()]
    put(world, year, {flag.pk: 1})
    proposed(world, flag, "B")
    with pytest.raises(TooFew):
        put(world, year, {flag.pk: 0})


def test_two_who_set_do_not_overwrite_each_other(world, flag, year):
    rule(flag)
    seen = seen_of(award_numbers(2021))
    put(world, year, {flag.pk: 2}, seen=seen)
    with pytest.raises(Stale):
        put(world, year, {flag.pk: 1}, seen=seen)
    assert rule_for(flag.pk, 2021).quota_per_bloc == 2


@pytest.mark.parametrize("persona", ["leader", "head_leader", "secretariat", "board", "city_leader"])
def test_others_set_no_number(world, flag, year, persona):
    with pytest.raises(NotAllowed):
        put(world, year, {flag.pk: 2}, persona)
    assert not AwardRule.objects.exists()


def test_the_page_is_filled_with_the_numbers_in_force_and_saves_them(world, flag, year):
    rule(flag)
    client, address = world.client("officer"), "/years/2021/award-numbers/"
    page = client.get(address).content.decode()
    assert 'value="3"' in page
    name, seen = f"award_{flag.pk}", seen_of(award_numbers(2021))
    for typed, sentence in [("", "is-invalid"), ("-1", "is-invalid"), ("ba", "is-invalid")]:
        refused = client.post(address, {name: typed, "seen": seen})
        assert (refused.status_code, sentence in refused.content.decode()) == (422, True)
    saved = client.post(address, {name: "2", "seen": seen}, follow=True)
    assert saved.redirect_chain == [("/years/2021/opening/", 302)]
    assert "Cờ thi đua: mỗi khối, cụm được đề nghị 02 đơn vị" in saved.content.decode()
    assert client.post(address, {name: "1", "seen": seen}).status_code == 409


def test_the_page_says_beside_the_field_what_is_proposed_already(world, flag, year):
    rule(flag)
    proposed(world, flag, "B", "C")
    typed = {f"award_{flag.pk}": "1", "seen": seen_of(award_numbers(2021))}
    refused = world.client("officer").post("/years/2021/award-numbers/", typed)
    assert refused.status_code == 422
    assert "đã có khối, cụm đề nghị 2 đơn vị" in refused.content.decode()


def test_the_year_says_which_numbers_are_missing_or_of_an_earlier_year(world, flag, year):
    client = world.client("officer")
    assert "Chưa có: số lượng Cờ thi đua." in client.get("/years/2021/opening/").content.decode()
    rule(flag)
    assert "Số lượng vẫn theo năm trước: Cờ thi đua." in client.get("/years/2021/").content.decode()
    put(world, year, {flag.pk: 1})
    page = client.get("/years/2021/opening/").content.decode()
    assert "vẫn theo năm trước" not in page
    assert "Cờ thi đua: mỗi khối, cụm được đề nghị 01 đơn vị" in page


@pytest.mark.django_db(transaction=True)
def test_who_proposes_while_the_number_is_lowered_waits_for_it():
    world = build_world()
    flag, year = make.make_commendation(), EmulationYear.objects.get(year=2021)
    rule(flag, 2)
    proposed(world, flag, "B")
    cycle, secretariat, officer = world.cycle, world.actor("secretariat"), world.actor("officer")
    refused = meanwhile(
        lambda: set_award_numbers(year, actor=officer, numbers={flag.pk: 1}),
        lambda: prepare_nomination(
            cycle, actor=secretariat, organization_id=world.units["C"].pk, commendation_id=flag.pk
        ),
    )
    assert isinstance(refused, Refused)
    assert Nomination.objects.count() == 1
