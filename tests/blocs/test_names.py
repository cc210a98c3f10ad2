"""Names over time: valid on a day, found without marks, in Vietnamese order, in either database."""

from datetime import date
from itertools import permutations

import pytest

from blocs.models import BlocName, Organization, OrganizationName
from blocs.queries import bloc_names_on, bodies_on, names_on
from blocs.queries.periods import name_on, name_periods
from blocs.text import search_key
from tests import factories as make

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2018, 5, 1), date(2021, 3, 9)


@pytest.fixture
def renamed(db) -> Organization:
    """Hội Một until 30/04/2018, Hội Hai until 08/03/2021, then Hội Ba."""
    organization = make.make_organization("X", name="Hội Một")
    for name, since in [("Hội Hai", FIRST), ("Hội Ba", SECOND)]:
        OrganizationName.objects.create(
            organization=organization, name=name, short_name=name, valid_from=since
        )
    return organization


DAYS = [
    (date(1990, 1, 1), "Hội Một"),
    (date(2018, 4, 30), "Hội Một"),
    (FIRST, "Hội Hai"),
    (date(2021, 3, 8), "Hội Hai"),
    (SECOND, "Hội Ba"),
    (date(2099, 1, 1), "Hội Ba"),
]


@pytest.mark.parametrize(("day", "name"), DAYS)
def test_each_day_has_its_name_by_every_way(renamed: Organization, day: date, name: str):
    assert names_on(day)[renamed.pk].full == name
    assert Organization.objects.named(day).get(pk=renamed.pk).name == name
    assert name_on(name_periods(renamed.names.order_by("valid_from")), day).name == name


def test_a_name_ends_the_day_before_the_next_begins(renamed: Organization):
    periods = name_periods(renamed.names.order_by("valid_from"))
    assert [(period.name, period.until, period.is_now) for period in periods] == [
        ("Hội Ba", None, True),
        ("Hội Hai", date(2021, 3, 8), False),
        ("Hội Một", date(2018, 4, 30), False),
    ]


def test_names_of_many_come_in_one_query(renamed: Organization, django_assert_num_queries):
    others = [make.make_organization() for _ in range(5)]
    with django_assert_num_queries(1):
        names = names_on(SECOND)
    assert len(names) == 6
    with django_assert_num_queries(1):
        assert set(names_on(SECOND, [renamed.pk, others[0].pk])) == {renamed.pk, others[0].pk}


def test_blocs_and_bodies_have_names_over_time_too():
    bloc = make.make_bloc("K1", name="Khối cũ")
    BlocName.objects.create(bloc=bloc, name="Khối mới", short_name="KM", valid_from=SECOND)
    make.make_city()
    assert bloc_names_on(FIRST)[bloc.pk].full == "Khối cũ"
    assert bloc_names_on(SECOND)[bloc.pk].short == "KM"
    assert bodies_on(FIRST)["city"].full == "thành phố Hải Phòng"


VIETNAMESE = [
    "Hội 2",
    "Hội 10",
    "Hội An",
    "Hội Ản",
    "Hội Ăn",
    "Hội Ân",
    "Hội Da",
    "Hội Dược",
    "Hội Đá",
    "Hội Đông y",
    "Hội e",
    "Hội Ê",
    "Hội Ô tô",
    "Hội Ơn",
    "Hội ủng",
    "Hội Ưng",
]


def test_the_database_sorts_as_vietnamese_do():
    for name in sorted(VIETNAMESE, key=hash):
        make.make_organization(name=name)
    rows = Organization.objects.named(SECOND).order_by("sort_key").values_list("name", flat=True)
    assert list(rows) == VIETNAMESE


@pytest.mark.parametrize(
    "typed", ["".join(words) for words in permutations(["hoi ", "nu ", "doanh nhan "])] + ["HỘI NỮ", "dOaNh"]
)
def test_the_database_finds_without_marks(typed: str):
    make.make_organization("HNDN", name="Hội Nữ doanh nhân")
    make.make_organization("HDY", name="Hội Đông y")
    found = OrganizationName.objects.all()
    for word in search_key(typed).split():
        found = found.filter(search_key__contains=word)
    assert [row.name for row in found] == ["Hội Nữ doanh nhân"]


def test_d_with_a_stroke_is_d_and_both_ways_of_hoa_are_one():
    make.make_organization("HDY", name="Hội Đông y Hòa Bình")
    for typed in ["dong y", "đông y", "hoà bình", "HÒA"]:
        assert OrganizationName.objects.filter(search_key__contains=search_key(typed)).count() == 1


def test_keys_follow_the_name_when_it_is_corrected(renamed: Organization):
    name = renamed.names.get(valid_from=SECOND)
    before = name.sort_key
    name.name = "Hội Ăn"
    name.save()
    name.refresh_from_db()
    assert name.search_key.startswith("hoi an")
    assert name.sort_key != before
