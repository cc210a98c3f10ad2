"""The joint history of an organisation: everything it came from."""

from datetime import date
from itertools import pairwise

from django.db import connection
from django.test.utils import CaptureQueriesContext

from blocs.models import OrganizationName, Succession
from blocs.models.organization import SuccessionKind
from blocs.queries.lineage import descendants, lineage
from tests import factories as make


def succeed(old, new, year: int, kind: str = SuccessionKind.MERGED) -> Succession:
    return Succession.objects.create(
        predecessor=old, successor=new, kind=kind, effective_on=date(year, 7, 1), decision="QĐ"
    )


def units(codes: str):
    return [make.make_organization(code, name=f"Hội {code}") for code in codes]


def test_the_line_goes_back_as_far_as_it_is_known_nearest_first(db):
    a, b, c, d = units("ABCD")
    succeed(a, b, 2010)
    succeed(b, d, 2020)
    succeed(c, d, 2022)
    found = [(one.code, one.until, one.into, one.steps) for one in lineage(d)]
    assert found == [
        ("C", date(2022, 6, 30), d.pk, 1),
        ("B", date(2020, 6, 30), d.pk, 1),
        ("A", date(2010, 6, 30), b.pk, 2),
    ]
    assert lineage(a) == []


def test_each_bears_the_name_of_its_last_day(db):
    a, b = units("AB")
    for name, since in [("Tên cuối", date(2018, 1, 1)), ("Tên về sau", date(2022, 7, 1))]:
        OrganizationName.objects.create(organization=a, name=name, short_name=name, valid_from=since)
    succeed(a, b, 2022)
    [found] = lineage(b)
    assert found.name == found.short_name == "Tên cuối"
    assert [period.name for period in found.names] == ["Tên về sau", "Tên cuối", "Hội A"]


def test_who_is_reached_by_two_ways_stands_once(db):
    a, b, c, d = units("ABCD")
    for half in (b, c):
        succeed(a, half, 2010, SuccessionKind.SPLIT)
        succeed(half, d, 2020)
    assert [(one.code, one.steps) for one in lineage(d)] == [("B", 1), ("C", 1), ("A", 2)]


def test_a_circle_in_the_data_does_not_go_round_for_ever(db):
    a, b = units("AB")
    succeed(a, b, 2010)
    succeed(b, a, 2012)
    assert [one.code for one in lineage(a)] == ["B"]
    assert descendants({a.pk}) == {a.pk, b.pk}


def test_what_came_of_it_is_found_down_the_line(db):
    a, b, c, d = units("ABCD")
    succeed(a, b, 2010)
    succeed(b, c, 2012)
    assert descendants({a.pk}) == {b.pk, c.pk}
    assert descendants({d.pk}) == set()


def test_a_long_line_asks_no_more_than_a_short_one(db):
    line = units("ABCDEFGH")
    for year, (old, new) in enumerate(pairwise(line), start=2010):
        succeed(old, new, year)
    for newest in (line[1], line[-1]):
        with CaptureQueriesContext(connection) as queries:
            lineage(newest)
        assert len(queries) == 2
