"""Recording past results: the act, what it writes and refuses, and where it is seen afterwards."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from awards.actions.past_result import Result, record_past_decision
from awards.invariants import decisions_without_awards, honours_unlike_their_decision
from awards.models import Award, Decision
from awards.queries.nominations import dossier_of
from awards.queries.past_result import Paper
from blocs.errors import BadInput, Conflict, Missing, NotAllowed
from blocs.models import Affiliation, AuditEvent, OrganizationName
from emulation.models import Honour
from emulation.models.commendation import Subject
from emulation.queries.honours import honours_of, rolls_of
from tests import factories as make
from tests.awards.conftest import AtTheCity
from tests.awards.dossiers import make_flag, make_honour, make_merit
from tests.awards.past_results import SOURCE, planned, written
from tests.cast import World

ISSUER = "Chủ tịch Ủy ban nhân dân thành phố"
NUMBERED = Paper(ISSUER, 2020, "812/QĐ-UBND", date(2021, 3, 9))
UNNUMBERED = Paper(ISSUER, 2019, citation="Công báo")


def give(
    world: World, paper: Paper = NUMBERED, units: str = "B", persona: str = "officer", **fields
) -> Decision:
    """The flag to some units by a decision."""
    results = [Result(world.units[code].pk, make_flag().pk, **fields) for code in units]
    return record_past_decision(paper, results, actor=world.actor(persona))


def test_a_decision_gives_each_unit_an_honour_under_the_name_of_then(world: World):
    OrganizationName.objects.create(
        organization=world.units["B"], name="Hội B đổi tên", short_name="B mới", valid_from=date(2021, 6, 1)
    )
    decision = give(world, units="BC", reason="Dẫn đầu Khối")
    assert (decision.source, decision.for_year, decision.subject) == (
        "recorded",
        2020,
        "Về việc khen thưởng năm 2020",
    )
    assert decision.citation == f"Quyết định số 812/QĐ-UBND ngày 09/3/2021 của {ISSUER}"
    assert [(award.honour.name_then, award.nomination) for award in decision.awards.order_by("pk")] == [
        ("Hội B", None),
        ("Hội C", None),
    ]
    honour = Honour.objects.get(organization=world.units["B"])
    assert (honour.number, honour.decided_on, honour.authority, honour.reason, honour.source) == (
        "812/QĐ-UBND",
        date(2021, 3, 9),
        ISSUER,
        "Dẫn đầu Khối",
        decision.citation,
    )
    assert [*honours_unlike_their_decision(), *decisions_without_awards()] == []


def test_it_is_recorded_and_sealed(world: World):
    decision = give(world, UNNUMBERED)
    first, second = AuditEvent.objects.order_by("pk")
    assert (first.act, first.object_id, first.new["citation"]) == ("decision.record", decision.pk, "Công báo")
    assert (second.act, second.organization_id, second.object_label, second.year) == (
        "honour.record",
        world.units["B"].pk,
        "Hội B",
        2019,
    )
    assert second.new["authority"] == ISSUER
    assert second.seal
    page = world.client("officer").get(reverse("reports:history")).content.decode()
    assert "Ghi nhận kết quả đã có" in page


@pytest.mark.parametrize("paper", [NUMBERED, UNNUMBERED])
def test_a_decision_recorded_already_is_used_again(world: World, paper: Paper):
    first = give(world, paper)
    again = replace(paper, issuer=paper.issuer.upper())
    assert give(world, again, units="C") == first
    assert Decision.objects.count() == 1
    assert first.awards.count() == 2
    # Its number in another year, or of another issuer, is another decision.
    if paper.number:
        give(world, Paper(ISSUER, 2021, paper.number, date(2022, 3, 9)))
        give(world, Paper("Bộ Nội vụ", 2021, paper.number, date(2021, 3, 9)), units="C")
        assert Decision.objects.count() == 3


@pytest.mark.parametrize(
    ("paper", "refusal"),
    [
        (Paper(ISSUER, 2020), BadInput),
        (Paper("", 2020, citation="Công báo"), BadInput),
        (Paper(ISSUER, 2020, "812/QĐ-UBND", citation="Công báo"), BadInput),
        (Paper(ISSUER, 2020, "812/QĐ-UBND", date(2019, 1, 1)), BadInput),
        (Paper(ISSUER, 2020, "812/QĐ-UBND", date(2099, 1, 1)), BadInput),
        (Paper(ISSUER, 2099, citation="Công báo"), BadInput),
        (Paper(ISSUER, 2020, "8/QĐ", date(2021, 3, 9)), None),
    ],
)
def test_a_paper_says_what_it_must(world: World, paper: Paper, refusal):
    if refusal is None:
        assert give(world, paper).awards.count() == 1
        return
    with pytest.raises(refusal):
        give(world, paper)
    assert not Decision.objects.exists()


def test_what_is_recorded_is_not_changed(world: World):
    give(world)
    for paper in (NUMBERED, Paper(ISSUER, 2020, citation="Công báo")):
        with pytest.raises(Conflict):
            give(world, paper)
    assert Honour.objects.count() == Decision.objects.count() == 1


def test_a_revoked_honour_is_not_given_again(world: World):
    make_honour(world.units["B"], make_flag(), revoked_on=date(2022, 5, 1))
    with pytest.raises(Conflict, match="01/05/2022"):
        give(world)
    give(world, units="C")


def test_one_refused_result_takes_all_back(world: World):
    make_honour(world.units["C"], make_flag())
    with pytest.raises(Conflict):
        give(world, units="BC")
    assert not Decision.objects.exists()
    assert not AuditEvent.objects.exists()
    give(world, units="BA")


def test_individuals_have_no_place_here(world: World):
    title = make.make_commendation("FIGHTER", "Chiến sĩ thi đua", subject=Subject.INDIVIDUAL)
    results = [Result(world.units["B"].pk, title.pk)]
    with pytest.raises(BadInput, match="cá nhân"):
        record_past_decision(NUMBERED, results, actor=world.actor("officer"))


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_the_officer_and_the_operator_record(world: World, persona: str):
    give(world, persona=persona)


@pytest.mark.parametrize(
    "persona", ["city_leader", "board", "conflicted_board", "secretariat", "head_leader", "leader", "nobody"]
)
def test_nobody_else_does(world: World, persona: str):
    with pytest.raises(NotAllowed):
        give(world, persona=persona)
    assert not Honour.objects.exists()


def test_nobody_records_the_honours_of_a_unit_he_is_tied_to(world: World):
    Affiliation.objects.create(
        person=world.users["officer"].person, organization=world.units["B"], since=date(2020, 1, 1)
    )
    with pytest.raises(NotAllowed):
        give(world)
    give(world, units="C")


def test_an_organisation_that_is_gone_is_missed(world: World):
    with pytest.raises(Missing):
        record_past_decision(NUMBERED, [Result(0, make_flag().pk)], actor=world.actor("officer"))


def test_a_past_honour_is_seen_everywhere(at_city: AtTheCity):
    world = at_city.world
    written(
        world,
        ("Hội B", "Cờ thi đua", "2019", "812/QĐ-UBND", "09/03/2020", "", "", "Dẫn đầu Khối"),
        ("Hội B", "Bằng khen", "2018"),
    )
    # On the organisation's card and among its honours.
    card = (
        world.client("leader")
        .get(reverse("reports:organization", args=[world.units["B"].pk]))
        .content.decode()
    )
    assert "Cờ thi đua" in card
    assert [honour.for_year for honour in honours_of(world.units["B"].pk)] == [2019, 2018]
    # On the public page of its year.
    public = world.client("anonymous").get("/honours/?year=2019").content.decode()
    assert "Dẫn đầu Khối" in public
    assert "812/QĐ-UBND" in public
    assert [roll.commendation for roll in rolls_of(2018)] == [make_merit()]
    # In the dossier that the council judges.
    dossier = dossier_of(at_city.of_b, world.actor("board"), all_entries=False)
    assert [honour.for_year for honour in dossier.honours] == [2019, 2018]
    page = world.client("board").get(reverse("awards:nomination", args=[at_city.of_b.pk])).content.decode()
    assert "2019" in page
    # Among the decisions, and taken out with them.
    assert "812/QĐ-UBND" in world.client("leader").get("/decisions/").content.decode()


def test_a_tied_member_learns_nothing_new_of_the_dossier(at_city: AtTheCity):
    world = at_city.world
    written(world, ("Hội B", "Cờ thi đua", "2019"))
    client = world.client("conflicted_board")
    assert client.get(reverse("awards:nomination", args=[at_city.of_b.pk])).status_code == 404
    assert "Hội B" not in client.get("/nominations/").content.decode()
    assert client.post("/imports/past-results/new/", {"table_text": "x"}).status_code == 403


def test_the_list_again_writes_nothing(world: World):
    make_flag()
    lines = [("B", "Cờ thi đua", "2019"), ("C", "Cờ thi đua", "2019", "8/QĐ", "01/02/2020")]
    written(world, *lines)
    before = (Honour.objects.count(), Award.objects.count(), Decision.objects.count())
    assert planned(world, *lines, options=SOURCE).steps == []
    assert (Honour.objects.count(), Award.objects.count(), Decision.objects.count()) == before == (2, 2, 2)
