"""The operator's table of organisations lets nothing through that the pages refuse."""

from datetime import date

import pytest
from django.urls import reverse

from blocs.models import Organization, Succession
from tests.blocs.organizations import fresh, told
from tests.blocs.test_reference_data import organization_data
from tests.cast import World


def post(world: World, organization: Organization, **changed):
    address = reverse("admin:blocs_organization_change", args=[organization.pk])
    return world.client("operator").post(address, organization_data(organization) | changed)


def test_a_code_of_another_is_refused_in_whatever_case(world: World):
    assert post(world, world.units["B"], code="c").status_code == 422
    assert post(world, world.units["B"], code="b").status_code == 302
    assert fresh(world.units["B"]).code == "b"


def test_the_founding_does_not_lie_after_the_first_name(world: World):
    assert post(world, world.units["B"], founded_on="02/01/2015").status_code == 422
    assert post(world, world.units["B"], founded_on="01/01/2015").status_code == 302


@pytest.mark.parametrize(
    ("life", "day"),
    [({"founded_on": date(2015, 1, 1)}, "31/12/2014"), ({"dissolved_on": date(2022, 6, 30)}, "01/07/2022")],
)
def test_a_name_begins_between_founding_and_end(world: World, life: dict, day: str):
    unit = world.units["B"]
    Organization.objects.filter(pk=unit.pk).update(**life)
    unit.refresh_from_db()
    founded_on = {"founded_on": "01/01/2015"} if unit.founded_on else {}
    refused = post(world, unit, **founded_on, **{"names-0-valid_from": day})
    assert refused.status_code == 422
    assert "valid_from" in told(refused)
    allowed = post(world, unit, **founded_on, **{"names-0-valid_from": "30/06/2021"})
    assert allowed.status_code == 302


def test_ends_successors_and_leaders_are_only_shown(world: World):
    unit, other = world.units["B"], world.units["C"]
    row = {"predecessor": unit.pk, "successor": other.pk, "kind": "merged", "effective_on": "01/07/2022"}
    response = post(
        world,
        unit,
        dissolved_on="30/06/2022",
        joint_leadership="on",
        **{"successions-TOTAL_FORMS": "1"},
        **{f"successions-0-{name}": str(value) for name, value in row.items()},
    )
    assert response.status_code == 302
    unit = fresh(unit)
    assert (unit.dissolved_on, unit.joint_leadership) == (None, False)
    assert not Succession.objects.exists()
