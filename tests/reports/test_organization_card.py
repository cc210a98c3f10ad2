"""The card of an organisation: its whole life on one page, each part as far as one may see it."""

from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db import transaction

from awards.models import NominationState
from blocs import clock
from blocs.actor import SYSTEM
from blocs.audit import record
from blocs.models import OrganizationName, Representation, Succession
from blocs.models.organization import SuccessionKind
from blocs.models.representation import Duty
from emulation.models import PledgeSignature, StandingSnapshot
from emulation.models.paper import PaperKind, PaperState
from emulation.models.pledge import SignatureMethod
from reports.queries.organization import OrganizationCard, organization_card
from reports.views.places_figure import places_figure
from tests import factories as make
from tests.awards.dossiers import make_flag, make_nomination, make_snapshot
from tests.cast import World
from tests.emulation.sheets import begun_sheet, sent_sheet
from tests.queries import MOST_QUERIES, count_queries
from tests.reports.reported import honour, sign
from tests.reports.test_search import make_paper

ALL_OF_K1 = ["leader", "clerk", "other_leader", "head_leader", "secretariat"]
COUNCIL = ["board", "conflicted_board", "leader_on_board"]


def card_of(world: World, persona: str, unit: str = "B") -> OrganizationCard:
    return organization_card(world.actor(persona), world.units[unit].pk)


def text_of(world: World, persona: str, unit: str = "B") -> str:
    return unescape(world.client(persona).get(f"/organizations/{world.units[unit].pk}/").content.decode())


def lock(world: World, order: str = "ABC") -> StandingSnapshot:
    return make_snapshot(world.cycle, [world.units[code] for code in order], world.users["head_leader"])


def years_of_places(world: World, places: dict[int, int]) -> None:
    """Unit B had these places among A, B, C in these years."""
    for year, place in places.items():
        for order, code in enumerate("ABC", start=1):
            world.bloc.memberships.get_or_create(
                organization=world.units[code], year=year, defaults={"order": order}
            )
        cycle = make.make_cycle(world.bloc, year, world.cycle.table_version)
        others = ["A", "C"]
        others.insert(place - 1, "B")
        make_snapshot(cycle, [world.units[code] for code in others], world.users["head_leader"])


# Scores and places


@pytest.mark.parametrize("persona", [*ALL_OF_K1, "officer", "city_leader", "operator"])
def test_places_are_shown_to_whoever_sees_the_cycle_once_they_are_locked(world: World, persona: str):
    sent_sheet(world, "B")
    assert card_of(world, persona).years[0].result is None
    lock(world)
    (row,) = card_of(world, persona).years
    assert (row.result.place, row.result.of, row.result.total) == (2, 3, Decimal("95.00"))
    assert row.result.band == "Xuất sắc"
    assert "95,00" in text_of(world, persona)


@pytest.mark.parametrize("persona", COUNCIL)
def test_the_council_sees_no_places_sheets_pledges_or_papers(world: World, persona: str):
    make_paper(world)
    lock(world)
    (row,) = card_of(world, persona).years
    assert (row.cycle_id, row.signed, row.sheet, row.result, row.papers) == (None, None, None, None, ())
    text = text_of(world, persona)
    assert "95,00" not in text
    assert "/papers/" not in text
    assert "Khối K1" in text


def test_standings_that_were_reopened_are_not_shown(world: World):
    snapshot = lock(world)
    snapshot.superseded_at, snapshot.superseded_by = clock.now(), world.users["officer"]
    snapshot.save()
    assert card_of(world, "officer").years[0].result is None


def test_an_open_sheet_is_shown_to_those_who_may_read_it(world: World):
    begun_sheet(world, "B")
    seen = {p: bool(card_of(world, p).years[0].sheet) for p in [*ALL_OF_K1, "officer", "operator", *COUNCIL]}
    assert seen == {
        **dict.fromkeys(["leader", "clerk", "head_leader", "secretariat", "officer"], True),
        **dict.fromkeys(["other_leader", "operator", *COUNCIL], False),
    }


def test_a_year_in_a_bloc_one_does_not_see_tells_the_bloc_alone(world: World):
    make.make_membership(world.other_bloc, world.units["B"], 2019, 2)
    make_snapshot(
        make.make_cycle(world.other_bloc, 2019, world.cycle.table_version),
        [world.units["B"]],
        world.users["outside_leader"],
    )
    year = next(row for row in card_of(world, "other_leader").years if row.year == 2019)
    assert (year.bloc_name, year.cycle_id, year.result) == ("Khối K2", None, None)
    own = next(row for row in card_of(world, "leader").years if row.year == 2019)
    assert own.result.place == 1


# The picture


def test_the_picture_draws_places_with_one_on_top_and_a_gap(world: World):
    years_of_places(world, {2015: 3, 2016: 1, 2018: 2, 2019: 1})
    honour(world.units["B"], 2016)
    figure = places_figure(card_of(world, "officer"))
    assert figure.title == "Thứ hạng trong Khối, 2015–2019"
    assert len(figure.paths) == 2
    heights = [dot.y for dot in figure.dots]
    assert heights[1] == heights[3] < heights[2] < heights[0]
    assert [dot.word for dot in figure.dots] == ["", "Cờ thi đua", "", ""]
    assert figure.description == (
        "năm 2015 xếp thứ 3/3; năm 2016 xếp thứ 1/3; năm 2017 không có thứ hạng; "
        "năm 2018 xếp thứ 2/3; năm 2019 xếp thứ 1/3"
    )
    assert figure.caption == "Xếp thứ nhất các năm: 2016, 2019. Điểm vàng là năm được khen thưởng."
    text = text_of(world, "officer")
    assert figure.description in text
    assert 'style="' not in text


def test_one_place_makes_no_picture(world: World):
    lock(world)
    assert places_figure(card_of(world, "officer")) is None
    assert "<figure" not in text_of(world, "officer")


def test_twenty_years_keep_their_labels_apart(world: World):
    years_of_places(world, {year: 1 + year % 3 for year in range(2001, 2021)})
    figure = places_figure(card_of(world, "officer"))
    assert len(figure.dots) == 20
    assert [tick.label for tick in figure.years if not tick.minor] == list(range(2002, 2021, 2))
    assert 0 < min(dot.x for dot in figure.dots) < max(dot.x for dot in figure.dots) < figure.width


# Pledge, papers, honours, nominations


def test_the_pledge_tells_when_and_how_it_was_signed(world: World):
    version = make.make_final_pledge(
        world.cycle, [world.units[code] for code in "ABC"], world.users["head_leader"]
    )
    assert card_of(world, "leader").years[0].signed.is_complete is False
    party = version.parties.get(organization=world.units["B"])
    with clock.standing_at(date(2021, 3, 9)):
        sign(party, world.users["leader"])
    signed = card_of(world, "other_leader").years[0].signed
    assert (signed.is_complete, signed.on, signed.scan) == (True, date(2021, 3, 9), None)
    assert "09/03/2021, xác nhận điện tử trong hệ thống" in text_of(world, "other_leader")


def test_the_scan_of_a_signature_is_for_those_who_may_open_it(world: World):
    version = make.make_final_pledge(world.cycle, [world.units["B"]], world.users["head_leader"])
    scan = make_paper(world).file
    signature = PledgeSignature.objects.create(
        party=version.parties.get(),
        method=SignatureMethod.PAPER,
        position_title="Chủ tịch",
        text_sha256=version.sha256,
        signed_by=world.users["secretariat"],
        signed_on=date(2021, 3, 8),
        document=scan,
    )
    for persona, seen in {
        "leader": True, "clerk": True, "head_leader": True, "secretariat": True, "officer": True,
        "other_leader": False, "operator": False, "board": False,
    }.items():  # fmt: skip
        link = f'href="/pledge-signatures/{signature.pk}/document/"'
        assert (link in text_of(world, persona)) == seen, persona


def test_papers_in_force_stand_on_the_card(world: World):
    make_paper(world, state=PaperState.REPLACED)
    paper = make_paper(world, kind=PaperKind.PLEDGE, dated_on=date(2021, 3, 9))
    text = text_of(world, "leader")
    assert f'href="/papers/{paper.pk}/">Giao ước thi đua 2021<' in text
    assert text.count('href="/papers/') == 1


@pytest.mark.parametrize("persona", ["leader", "other_leader", *COUNCIL, "operator"])
def test_honours_are_public(world: World, persona: str):
    honour(world.units["B"])
    assert "Cờ thi đua của Ủy ban nhân dân thành phố" in text_of(world, persona)


def test_a_revoked_honour_is_struck_out(world: World):
    one = honour(world.units["B"])
    one.revoked_on = date(2023, 1, 1)
    one.save()
    assert "<s>Cờ thi đua của Ủy ban nhân dân thành phố</s>" in text_of(world, "leader")
    assert "01/01/2023" in text_of(world, "leader")


def test_nominations_are_seen_as_on_their_own_pages(world: World):
    nomination = make_nomination(lock(world), world.units["B"], make_flag(), world.users["head_leader"])
    link = f'href="/nominations/{nomination.pk}/"'
    for persona, seen in {
        "leader": True, "head_leader": True, "secretariat": True, "officer": True, "board": True,
        "other_leader": False, "operator": False, "conflicted_board": False,
    }.items():  # fmt: skip
        assert (link in text_of(world, persona)) == seen, persona
    nomination.state = NominationState.PREPARING
    nomination.save()
    assert link not in text_of(world, "officer")
    assert link in text_of(world, "secretariat")


def test_a_member_in_conflict_reads_no_word_of_a_nomination(world: World):
    make_nomination(lock(world), world.units["B"], make_flag(), world.users["head_leader"])
    text = text_of(world, "conflicted_board")
    assert "Hội B" in text
    assert "Cờ thi đua" not in text
    assert "Đã tiếp nhận" not in text
    assert "Đã tiếp nhận" in text_of(world, "board")


# People


@pytest.mark.parametrize("persona", COUNCIL)
def test_the_council_reads_no_person(world: World, persona: str):
    text = text_of(world, persona, "B")
    assert "Chủ tịch B" not in text
    assert "Chủ tịch B" in text_of(world, "officer")


def test_a_persons_page_is_linked_where_it_is_open(world: World):
    link = f'href="/people/{world.users["leader"].person.pk}/"'
    assert link in text_of(world, "leader")
    assert link in text_of(world, "secretariat")
    text = text_of(world, "other_leader")
    assert "Chủ tịch B" in text
    assert link not in text


# What came before, and the records


def merge(world: World, old: str, new: str, on: date = date(2021, 1, 1)) -> None:
    Succession.objects.create(
        predecessor=world.units[old], successor=world.units[new], kind=SuccessionKind.MERGED, effective_on=on
    )


def test_the_years_and_honours_of_a_predecessor_stand_in_its_name(world: World):
    make.make_membership(world.other_bloc, world.units["D"], 2019, 1)
    make_snapshot(
        make.make_cycle(world.other_bloc, 2019, world.cycle.table_version),
        [world.units["D"]],
        world.users["outside_leader"],
    )
    honour(world.units["D"], 2019)
    merge(world, "D", "B")
    card = card_of(world, "officer")
    assert [(row.year, row.unit, row.result and row.result.place) for row in card.years] == [
        (2021, "", None),
        (2021, "Hội D", None),
        (2019, "Hội D", 1),
    ]
    assert [(one.year, one.unit) for one in card.honours] == [(2019, "Hội D")]
    assert "Hội D" in text_of(world, "officer")
    # Whoever does not see the other bloc learns its name and the honour, no place.
    assert [row.result for row in card_of(world, "leader").years] == [None, None, None]
    # The picture shows the organisation's own places alone.
    assert places_figure(card) is None


def test_a_line_of_three_is_followed_to_its_beginning(world: World):
    first = make.make_organization("X", "Hội X")
    honour(first, 2010)
    world.units["X"] = first
    merge(world, "X", "D", date(2012, 1, 1))
    merge(world, "D", "B")
    assert [(one.year, one.unit) for one in card_of(world, "officer").honours] == [(2010, "Hội X")]


@pytest.mark.parametrize("persona", ["secretariat", "officer", "city_leader", "operator"])
def test_those_who_keep_the_records_see_the_last_five_and_the_way_to_all(world: World, persona: str):
    unit = world.units["B"]
    with transaction.atomic():
        for number in range(7):
            record(
                "organization.rename",
                unit,
                actor=world.actor("officer"),
                label=f"Tên {number}",
                organization_id=unit.pk,
            )
    card = card_of(world, persona)
    assert [one.label for one in card.records] == [f"Tên {number}" for number in (6, 5, 4, 3, 2)]
    assert card.records[0].who == "CITY_OFFICER"
    assert f'href="/history/blocs.organization/{unit.pk}/"' in text_of(world, persona)


@pytest.mark.parametrize("persona", ["leader", "clerk", "head_leader", *COUNCIL])
def test_members_and_the_council_see_no_records(world: World, persona: str):
    unit = world.units["B"]
    with transaction.atomic():
        record("organization.rename", unit, actor=SYSTEM, label="Tên mật", organization_id=unit.pk)
    assert card_of(world, persona).records == []
    assert "Tên mật" not in text_of(world, persona)
    assert "/history/" not in text_of(world, persona)


@pytest.mark.parametrize(
    ("persona", "told"), [("officer", 1), ("city_leader", 1), ("operator", 1), ("secretariat", 0)]
)
def test_who_of_the_council_is_tied_to_the_unit_is_told_to_no_bloc(world: World, persona: str, told: int):
    unit = world.units["B"]
    tie = make.make_affiliation(world.users["board"], unit)
    with transaction.atomic():
        record("affiliation.add", tie, actor=SYSTEM, new={"nature": tie.nature}, organization_id=unit.pk)
    assert len(card_of(world, persona).records) == told


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_the_keepers_of_the_register_are_led_to_what_may_be_done(world: World, persona: str):
    unit = world.units["B"]
    text = text_of(world, persona)
    assert f"/organizations/{unit.pk}/name/" in text
    assert f"/organizations/{unit.pk}/leader/" in text
    unit.dissolved_on = date(2021, 6, 30)
    unit.save()
    text = text_of(world, persona)
    assert f'/organizations/{unit.pk}/name/"' not in text
    assert f"/organizations/{unit.pk}/details/" in text


@pytest.mark.parametrize("persona", ["leader", "secretariat", "city_leader", "board"])
def test_nobody_else_is(world: World, persona: str):
    assert f"/organizations/{world.units['B'].pk}/name/" not in text_of(world, persona)


def test_a_long_history_opens_on_demand(world: World):
    unit = world.units["B"]
    for number in range(8):
        since = date(2016 + number, 1, 1)
        OrganizationName.objects.create(
            organization=unit, name=f"Tên {number}", short_name="B", valid_from=since
        )
        Representation.objects.create(
            person=make.make_person(),
            organization=unit,
            duty=Duty.LEADER,
            position_title="Chủ tịch",
            since=date(2000 + number, 1, 1),
            until=date(2000 + number, 12, 31),
        )
        honour(unit, 2010 + number)
    text = text_of(world, "officer")
    for told in ("5 tên trước đó", "4 lãnh đạo trước đó", "3 khen thưởng trước đó"):
        assert told in text


def test_one_year_and_ten_ask_the_same_number_of_questions(world: World):
    unit = world.units["B"]
    merge(world, "D", "B")
    make_nomination(lock(world), unit, make_flag(), world.users["head_leader"])
    honour(unit)
    address = f"/organizations/{unit.pk}/"
    personas = ["officer", "operator", "secretariat", "head_leader", "leader", "board"]
    before = {persona: count_queries(world.client(persona), address) for persona in personas}
    years_of_places(world, {year: 1 + year % 3 for year in range(2011, 2021)})
    for year in range(2011, 2021):
        cycle = world.bloc.cycles.get(year=year)
        make.make_final_pledge(cycle, [unit], world.users["officer"])
        make_paper(world, cycle)
        honour(unit, year)
        snapshot = cycle.snapshots.get()
        make_nomination(snapshot, unit, make_flag(), world.users["head_leader"])
        merge(world, make_unit(world), "B", date(year, 1, 1))
    after = {persona: count_queries(world.client(persona), address) for persona in personas}
    assert after == before
    assert max(after.values()) <= MOST_QUERIES


def make_unit(world: World) -> str:
    unit = make.make_organization()
    world.units[unit.code] = unit
    return unit.code
