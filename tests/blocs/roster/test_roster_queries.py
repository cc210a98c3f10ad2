"""A roster asks the database as often for one row as for three hundred."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.blocs.rosters import decided, planned
from tests.cast import YEAR, World


def asked(world: World, rows: list[dict[str, str]], persona: str = "officer") -> int:
    actor = world.actor(persona)
    with CaptureQueriesContext(connection) as queries:
        planned(rows, actor, decided())
    return len(queries)


def row(code: str) -> dict[str, str]:
    """A row in which nearly everything differs from the record."""
    return {
        "code": code, "name": f"Hội {code} thành phố", "kind": "Liên hiệp hội", "bloc": "K1",
        "leader": f"Chủ tịch {code} mới", "leader_title": "Chủ tịch", "leader_email": f"ct-{code}@example.org",
        "clerk": f"Cán bộ {code}", "clerk_email": f"cb-{code}@example.org", "clerk_phone": "0225 3842 345",
    }  # fmt: skip


def test_three_hundred_rows_ask_no_more_than_one(world: World):
    for number in range(300):
        unit = make.make_organization(f"N{number}")
        make.make_leader(unit)
        if number < 40:
            make.make_membership(world.bloc, unit, YEAR, 10 + number)
    one, many = [row("N1")], [row(f"N{number}") for number in range(40)]
    others = [{**row(f"N{number}"), "bloc": ""} for number in range(40, 300)]
    assert asked(world, one) == asked(world, many) == asked(world, many + others)
    assert asked(world, one) <= 12
    assert asked(world, one, "secretariat") == asked(world, many, "secretariat") <= 16


def test_of_a_bloc_whose_list_changes_the_apps_above_are_asked_once(world: World):
    for number in range(20):
        make.make_organization(f"N{number}")
    few = asked(world, [row("N1"), row("N2")])
    assert few == asked(world, [row(f"N{number}") for number in range(20)])
