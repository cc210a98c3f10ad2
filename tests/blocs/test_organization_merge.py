"""Organisations go into one that exists, or together into a new one."""

from datetime import date

import pytest

from blocs.actions.organization_end import merge_organizations
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.models import AuditEvent, Organization, Succession
from blocs.models.organization import SuccessionKind
from tests import factories as make
from tests.blocs.organizations import DAY, DECISION, EVE, confirmed, fresh, told
from tests.cast import World

PAGE = "/organizations/merger/"
NEW = {"code": "BC", "kind": "association", "name": "Hội B và C", "short_name": "B và C"}


def merge(world: World, codes: str = "B", into: str | None = "D", persona: str = "officer", **changed):
    values = {
        "predecessors": [world.units[code].pk for code in codes],
        "successor": world.units[into].pk if into else None,
        "founded": None if into else NEW,
        "effective_on": DAY,
        "decision": DECISION,
    }
    return merge_organizations(actor=world.actor(persona), **{**values, **changed})


def typed(**changed) -> dict:
    return {
        "predecessor_1": "Hội B (B)",
        "into": "existing",
        "successor": "Hội D (D)",
        "effective_on": "01/07/2022",
        "decision": DECISION,
        **changed,
    }


def typed_new(**changed) -> dict:
    new = {f"new-1-{name}": value for name, value in NEW.items()}
    return typed(predecessor_2="Hội C", into="new", successor="", **{**new, **changed})


def successions() -> list[tuple]:
    rows = Succession.objects.order_by("predecessor__code")
    return [(row.predecessor.code, row.successor.code, row.kind, row.effective_on) for row in rows]


def test_one_goes_into_another(world: World):
    client = world.client("officer")
    shown = told(client.post(PAGE, typed()))
    for sentence in ["Hội B", "Hội D", "01/07/2022", "30/06/2022", "Chủ tịch B", DECISION]:
        assert sentence in shown, sentence
    assert successions() == []
    assert confirmed(client, PAGE, typed()).url == f"/organizations/{world.units['D'].pk}/"
    assert successions() == [("B", "D", SuccessionKind.MERGED, DAY)]
    assert fresh(world.units["B"]).dissolved_on == EVE
    assert fresh(world.units["D"]).dissolved_on is None


def test_several_go_into_one(world: World):
    assert confirmed(world.client("officer"), PAGE, typed(predecessor_2="c")).status_code == 302
    assert [row[:2] for row in successions()] == [("B", "D"), ("C", "D")]


def test_as_many_go_into_one_as_the_decision_names(world: World):
    """A district that is done away with takes a dozen associations with it."""
    codes = [make.make_organization().code for _number in range(12)]
    rows = {f"predecessor_{number}": code for number, code in enumerate(codes, start=1)}
    assert confirmed(world.client("officer"), PAGE, typed(**rows)).status_code == 302
    assert sorted(row[0] for row in successions()) == sorted(codes)


def test_more_rows_are_given_and_what_was_typed_stands_in_them(world: World):
    client = world.client("officer")
    data = typed(predecessor_2="C", effective_on="", more="predecessor", **{"new-1-name": "Hội B và C"})
    response = client.post(PAGE, data)
    form = response.context["form"]
    assert response.status_code == 200
    assert [field.value() or "" for field in form.predecessors] == ["Hội B (B)", "C", *[""] * 8]
    assert (form["successor"].value(), form.new[0]["name"].value()) == ("Hội D (D)", "Hội B và C")
    assert 'role="alert"' not in told(response)
    assert "is-invalid" not in told(response)
    again = client.post(PAGE, data | {"predecessor_10": "A"})
    assert len(again.context["form"].predecessors) == 15
    assert successions() == []


def test_one_page_takes_forty(world: World):
    response = world.client("officer").post(PAGE, typed(predecessor_40="C", more="predecessor"))
    assert len(response.context["form"].predecessors) == 40
    assert 'name="more"' not in told(response)


def test_several_form_a_new_one(world: World):
    confirmed(world.client("officer"), PAGE, typed_new())
    new = Organization.objects.get(code="BC")
    name = new.names.get()
    assert (new.founded_on, name.name, name.valid_from, name.decision) == (DAY, "Hội B và C", DAY, DECISION)
    assert successions() == [("B", "BC", "merged", DAY), ("C", "BC", "merged", DAY)]


def test_what_is_to_be_done_for_the_new_one_is_told(world: World):
    shown = world.client("officer").post(PAGE, typed_new()).context["consequences"]
    assert "Hội B và C chưa có lãnh đạo, chưa vào khối, cụm nào: cần nhập tiếp sau đó." in shown
    assert not any(
        "chưa có lãnh đạo" in s for s in world.client("officer").post(PAGE, typed()).context["consequences"]
    )


def test_one_that_goes_on_as_a_new_one_is_continued_by_it(world: World):
    merge(world, "B", None)
    assert successions() == [("B", "BC", SuccessionKind.REPLACED, DAY)]


def test_each_side_has_it_on_record_in_names(world: World):
    merge(world, "BC", "D")
    ended = AuditEvent.objects.filter(act="organization.merge").order_by("pk")
    assert [event.object_label for event in ended] == ["Hội B", "Hội C"]
    assert {event.new["successor"] for event in ended} == {"Hội D"}
    received = AuditEvent.objects.get(act="organization.succeed")
    assert (received.object_label, received.new["predecessor"]) == ("Hội D", "Hội B; Hội C")


def test_the_page_is_filled_in_from_that_of_the_organisation(world: World):
    shown = told(world.client("officer").get(f"{PAGE}?unit={world.units['B'].pk}"))
    assert 'value="Hội B (B)"' in shown
    assert world.client("officer").get(f"{PAGE}?unit=x").status_code == 200


@pytest.mark.parametrize("text", ["B", "b", "hoi b", "Hội B (B)", "HỘI B"])
def test_an_organisation_is_found_by_code_or_name(world: World, text: str):
    assert confirmed(world.client("officer"), PAGE, typed(predecessor_1=text)).status_code == 302


def test_a_line_of_the_list_fits_whatever_signs_the_code_has(world: World):
    """Two of one name can be told apart by nothing but their codes."""
    for code in ("HB (cũ)", "HB (mới)"):
        make.make_organization(code, name="Hội Hai")
    data = typed(predecessor_1="Hội Hai (HB (cũ))")
    assert confirmed(world.client("officer"), PAGE, data).status_code == 302
    assert successions()[0][0] == "HB (cũ)"


@pytest.mark.parametrize("text", ["Hội X", "hội", "%"])
def test_a_text_that_fits_none_or_several_is_refused_beside_its_field(world: World, text: str):
    response = world.client("officer").post(PAGE, typed(successor=text))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["successor"]
    assert successions() == []


def test_none_goes_into_itself(world: World):
    client = world.client("officer")
    response = client.post(PAGE, typed(successor="B"))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["successor"]
    with pytest.raises(Conflict):
        merge(world, "BC", "B")
    assert successions() == []
    merge(world, "BC", "D")


def test_no_circle_of_successors_however_long(world: World):
    for old, new in [("A", "B"), ("B", "C")]:
        Succession.objects.create(
            predecessor=world.units[old],
            successor=world.units[new],
            kind=SuccessionKind.SPLIT,
            effective_on=date(2018, 1, 1),
        )
    with pytest.raises(Conflict, match="Hội C.*Hội A"):
        merge(world, "C", "A")
    response = world.client("officer").post(PAGE, typed(predecessor_1="C", successor="A"))
    assert response.status_code == 422
    assert len(successions()) == 2
    merge(world, "C", "D")


def test_one_that_has_ended_neither_ends_again_nor_takes_anything_in(world: World):
    merge(world, "B", "D")
    with pytest.raises(Conflict, match="30/06/2022"):
        merge(world, "B", "C")
    with pytest.raises(Conflict, match="30/06/2022"):
        merge(world, "C", "B")
    response = world.client("officer").post(PAGE, typed(successor="C"))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["predecessor_1"]
    assert len(successions()) == 1


def test_nothing_goes_into_one_before_that_was_founded(world: World):
    world.units["D"].founded_on = date(2022, 7, 2)
    world.units["D"].save()
    response = world.client("officer").post(PAGE, typed())
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["effective_on"]
    with pytest.raises(Conflict, match="02/07/2022"):
        merge(world)
    merge(world, effective_on=date(2022, 7, 2))


def test_what_stands_against_one_of_several_stands_against_all(world: World):
    make.make_membership(world.bloc, world.units["C"], 2023, 2)
    response = world.client("officer").post(PAGE, typed(predecessor_2="C"))
    assert response.status_code == 422
    with pytest.raises(Conflict, match="Hội C"):
        merge(world, "BC", "D")
    assert fresh(world.units["B"]).dissolved_on is None
    assert successions() == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"decision": ""}, "decision"),
        ({"effective_on": ""}, "effective_on"),
        ({"predecessor_1": ""}, "predecessor_1"),
        ({"successor": ""}, "successor"),
        ({"into": "new"}, "into"),
    ],
)
def test_what_is_missing_is_told_beside_its_field(world: World, wrong: dict, field: str):
    response = world.client("officer").post(PAGE, typed(**wrong))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert successions() == []


@pytest.mark.parametrize("wrong", [{"new-1-code": "D"}, {"new-1-name": ""}, {"new-1-code": ""}])
def test_the_new_one_is_entered_whole_and_with_a_code_of_its_own(world: World, wrong: dict):
    client = world.client("officer")
    assert client.post(PAGE, typed_new(**wrong)).status_code == 422
    assert Organization.objects.count() == 4
    assert confirmed(client, PAGE, typed_new()).status_code == 302


def test_what_was_begun_of_a_new_one_does_not_matter_for_an_existing_one(world: World):
    assert confirmed(world.client("officer"), PAGE, typed(**{"new-1-name": "Hội"})).status_code == 302


def test_the_new_one_is_warned_of_where_another_is_called_alike(world: World):
    shown = world.client("officer").post(PAGE, typed_new(**{"new-1-name": "Hội A"}))
    assert shown.context["warnings"]


def test_the_action_asks_for_decision_and_both_sides(world: World):
    with pytest.raises(BadInput):
        merge(world, decision="")
    with pytest.raises(BadInput):
        merge(world, "", "D")
    with pytest.raises(BadInput):
        merge(world, founded=NEW)
    merge(world)


@pytest.mark.parametrize("persona", ["leader", "secretariat", "city_leader", "board"])
def test_nobody_else_merges(world: World, persona: str):
    with pytest.raises(NotAllowed):
        merge(world, persona=persona)
