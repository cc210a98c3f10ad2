"""Organisations come of one, which ends or goes on beside them."""

from datetime import date

import pytest

from blocs.actions.organization_end import split_organization
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.models import AuditEvent, Organization, Succession
from blocs.models.organization import SuccessionKind
from tests.blocs.organizations import DAY, DECISION, EVE, confirmed, fresh, told
from tests.cast import World


def new(code: str) -> dict:
    return {"code": code, "kind": "association", "name": f"Hội {code}", "short_name": code}


def split(world: World, *, ends: bool, existing: str = "", founded: tuple = (), persona="officer", **changed):
    values = {"effective_on": DAY, "decision": DECISION}
    return split_organization(
        fresh(world.units["B"]),
        actor=world.actor(persona),
        ends=ends,
        existing=[world.units[code].pk for code in existing],
        founded=[new(code) for code in founded],
        **{**values, **changed},
    )


def page(world: World) -> str:
    return f"/organizations/{world.units['B'].pk}/division/"


def typed(*codes: str, **changed) -> dict:
    data = {"outcome": "goes_on", "effective_on": "01/07/2022", "decision": DECISION, "version": 1}
    for number, code in enumerate(codes, start=1):
        data |= {f"new-{number}-{name}": value for name, value in new(code).items()}
    return data | changed


def parts() -> list[tuple]:
    rows = Succession.objects.order_by("successor__code")
    return [(row.predecessor.code, row.successor.code, row.kind, row.effective_on) for row in rows]


def test_a_part_is_split_off_and_the_organisation_goes_on(world: World):
    client = world.client("officer")
    shown = told(client.post(page(world), typed("B1")))
    for sentence in ["Hội B", "Hội B1", "01/07/2022", DECISION]:
        assert sentence in shown, sentence
    assert confirmed(client, page(world), typed("B1")).url == f"/organizations/{world.units['B'].pk}/"
    assert parts() == [("B", "B1", SuccessionKind.SPLIT, DAY)]
    assert fresh(world.units["B"]).dissolved_on is None
    assert Organization.objects.get(code="B1").founded_on == DAY
    assert world.units["B"].representations.filter(until=None).exists()


def test_it_ends_and_is_divided_among_new_and_existing_ones(world: World):
    data = typed("B1", outcome="ends", existing_1="D")
    assert confirmed(world.client("officer"), page(world), data).status_code == 302
    assert [row[1] for row in parts()] == ["B1", "D"]
    assert fresh(world.units["B"]).dissolved_on == EVE
    assert not world.units["B"].representations.filter(until=None).exists()


def test_all_have_it_on_record(world: World):
    split(world, ends=True, existing="D", founded=("B1",))
    event = AuditEvent.objects.get(act="organization.split")
    assert event.new["successor"] == "Hội D; Hội B1"
    assert event.new["dissolved_on"] == "2022-06-30"
    received = AuditEvent.objects.filter(act="organization.succeed").order_by("pk")
    assert [(e.object_label, e.new["predecessor"]) for e in received] == [
        ("Hội D", "Hội B"),
        ("Hội B1", "Hội B"),
    ]


def test_one_that_ends_goes_on_in_at_least_two(world: World):
    response = world.client("officer").post(page(world), typed("B1", outcome="ends"))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["outcome"]
    with pytest.raises(BadInput):
        split(world, ends=True, founded=("B1",))
    split(world, ends=True, founded=("B1", "B2"))


def test_something_comes_of_it(world: World):
    response = world.client("officer").post(page(world), typed())
    assert response.status_code == 422
    with pytest.raises(BadInput):
        split(world, ends=False)
    split(world, ends=False, existing="D")


def test_it_is_no_part_of_itself_and_of_none_that_came_before_it(world: World):
    with pytest.raises(Conflict):
        split(world, ends=False, existing="B")
    Succession.objects.create(
        predecessor=world.units["D"],
        successor=world.units["B"],
        kind=SuccessionKind.SPLIT,
        effective_on=date(2018, 1, 1),
    )
    response = world.client("officer").post(page(world), typed(existing_2="D"))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["existing_2"]
    with pytest.raises(Conflict):
        split(world, ends=False, existing="D")
    split(world, ends=False, existing="C")


def test_a_code_that_is_taken_or_given_twice_writes_nothing(world: World):
    client = world.client("officer")
    assert client.post(page(world), typed("D")).status_code == 422
    response = client.post(page(world), typed("B1", "b1"))
    assert response.status_code == 422
    assert list(response.context["form"].new[1].errors) == ["code"]
    assert parts() == []
    assert Organization.objects.count() == 4
    assert client.post(page(world), typed("B1", "B2", confirmed="1")).status_code == 302


def test_it_is_divided_among_as_many_as_the_decision_names(world: World):
    codes = [f"B{number}" for number in range(1, 8)]
    data = typed(*codes, outcome="ends", existing_1="D", existing_2="Hội D", existing_4="C")
    response = world.client("officer").post(page(world), data)
    assert sum("chưa có lãnh đạo" in sentence for sentence in response.context["consequences"]) == 7
    assert response.context["consequences"][0].endswith(
        "Hội C; Hội D; " + "; ".join(f"Hội {code} (đơn vị mới, mã {code})" for code in codes) + "."
    )
    assert confirmed(world.client("officer"), page(world), data).status_code == 302
    assert [row[1] for row in parts()] == [*codes, "C", "D"]


@pytest.mark.parametrize(("kind", "rows"), [("new", (8, 3)), ("existing", (3, 8))])
def test_more_rows_are_given_of_the_kind_that_is_asked_for(world: World, kind: str, rows: tuple):
    response = world.client("officer").post(page(world), typed("B1", existing_3="x", version=0, more=kind))
    form = response.context["form"]
    assert response.status_code == 200
    assert (len(form.new), len(form.existing)) == rows
    assert (form.new[0]["code"].value(), form.existing[2].value()) == ("B1", "x")
    assert form["version"].value() == "0"
    assert parts() == []


def test_it_is_not_split_before_it_was_founded(world: World):
    world.units["B"].founded_on = DAY
    world.units["B"].save()
    with pytest.raises(Conflict, match="01/07/2022"):
        split(world, ends=False, founded=("B1",))
    split(world, ends=False, founded=("B1",), effective_on=date(2022, 7, 2))


def test_what_has_ended_is_not_split(world: World):
    world.units["B"].dissolved_on = EVE
    world.units["B"].save()
    for ends in (True, False):
        with pytest.raises(Conflict, match="30/06/2022"):
            split(world, ends=ends, existing="CD")
    assert parts() == []


@pytest.mark.parametrize("missing", ["decision", "effective_on"])
def test_what_is_missing_is_told_beside_its_field(world: World, missing: str):
    response = world.client("officer").post(page(world), typed("B1", **{missing: ""}))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [missing]


@pytest.mark.parametrize("persona", ["leader", "secretariat", "city_leader", "board"])
def test_nobody_else_splits(world: World, persona: str):
    with pytest.raises(NotAllowed):
        split(world, ends=False, existing="D", persona=persona)
