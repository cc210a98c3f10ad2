"""The joint history of an organisation: everything it came from."""

from datetime import date

from blocs.models import Succession
from blocs.models.organization import SuccessionKind
from blocs.queries.lineage import ancestors, descendants
from tests import factories as make


def succeed(old, new, year: int, kind: str = SuccessionKind.MERGED) -> Succession:
    return Succession.objects.create(
        predecessor=old, successor=new, kind=kind, effective_on=date(year, 7, 1), decision="QĐ"
    )


def units(codes: str):
    return [make.make_organization(code, name=f"Hội {code}") for code in codes]


def before(organization) -> set[int]:
    return ancestors(organization.pk, Succession.objects.all())


def test_the_line_goes_back_as_far_as_it_is_known(db):
    a, b, c, d = units("ABCD")
    succeed(a, b, 2010)
    succeed(b, d, 2020)
    succeed(c, d, 2022)
    assert before(d) == {a.pk, b.pk, c.pk}
    assert before(b) == {a.pk}
    assert before(a) == set()


def test_what_was_split_belongs_to_the_history_of_each_part(db):
    a, b, c = units("ABC")
    for half in (b, c):
        succeed(a, half, 2010, SuccessionKind.SPLIT)
    assert before(b) == before(c) == {a.pk}


def test_a_circle_in_the_data_does_not_go_round_for_ever(db):
    a, b = units("AB")
    succeed(a, b, 2010)
    succeed(b, a, 2012)
    assert before(a) == {b.pk}
    assert descendants({a.pk}) == {a.pk, b.pk}


def test_what_came_of_it_is_found_down_the_line(db):
    a, b, c, d = units("ABCD")
    succeed(a, b, 2010)
    succeed(b, c, 2012)
    assert descendants({a.pk}) == {b.pk, c.pk}
    assert descendants({d.pk}) == set()
