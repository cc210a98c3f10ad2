"""The public page of honours: open to everybody, by year, under the names of the time, without persons."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from blocs import clock
from emulation.queries.honours import honours_of
from tests import factories as make
from tests.awards.dossiers import FLAG, MERIT, make_flag, make_honour, make_merit

URL = "/honours/"


def page(query=""):
    return Client().get(URL + query)


def test_it_is_open_to_everybody_and_says_when_it_is_empty(db):
    answer = page()
    assert answer.status_code == 200
    assert 'class="empty"' in answer.content.decode()


def test_it_shows_the_newest_year_by_commendation_the_highest_first(world):
    make_honour(world.units["C"], make_merit(), name_then="Hội C ngày ấy")
    make_honour(world.units["B"], make_flag(), name_then="Hội B ngày ấy", reason="Dẫn đầu Khối")
    make_honour(world.units["B"], make_flag(), 2019)
    text = page().content.decode()
    assert text.index(FLAG) < text.index("Hội B ngày ấy") < text.index(MERIT) < text.index("Hội C ngày ấy")
    assert "Dẫn đầu Khối" in text
    assert "Hội B năm 2019" not in text


def test_another_year_is_asked_for(world):
    make_honour(world.units["B"], make_flag())
    make_honour(world.units["B"], make_flag(), 2019)
    text = page("?year=2019").content.decode()
    assert "Hội B năm 2019" in text
    assert "Hội B năm 2020" not in text


@pytest.mark.parametrize("year", ["1999", "abc", "-1", "²⁰²⁰", "9" * 5000])
def test_a_year_without_honours_is_no_page(world, year):
    make_honour(world.units["B"], make_flag())
    assert page(f"?year={year}").status_code == 404
    assert page("?year=2020").status_code == 200


def test_the_decision_is_told_where_it_is_known_else_the_source(world):
    make_honour(
        world.units["B"], make_flag(), number="812/QĐ-UBND", decided_on=date(2021, 2, 1), source="Công báo"
    )
    make_honour(world.units["C"], make_flag(), source="Trang tin của Liên minh")
    text = page().content.decode()
    assert "812/QĐ-UBND" in text
    assert "01/02/2021" in text
    assert "Công báo" not in text
    assert "Trang tin của Liên minh" in text


def test_nothing_of_a_person_stands_there(world):
    person = world.users["leader"].person
    make_honour(world.units["B"], make_flag())
    make_honour(world.units["B"], make_merit(), organization=None, person=person, name_then=person.name)
    text = page().content.decode()
    assert "Hội B năm 2020" in text
    assert person.name not in text
    assert "@" not in text.split("<main", 1)[1].split("</main>", 1)[0]


def test_a_revoked_honour_is_gone(world):
    honour = make_honour(world.units["B"], make_flag())
    assert "Hội B năm 2020" in page().content.decode()
    honour.revoked_on = clock.today()
    honour.save()
    assert "Hội B năm 2020" not in page().content.decode()


def test_an_invented_organisation_is_marked(world):
    unit = make.make_organization("X", fictional=True)
    make_honour(unit, make_flag())
    before = page().content.decode()
    unit.fictional = False
    unit.save()
    assert len(page().content.decode()) < len(before)


@pytest.mark.parametrize("many", [1, 12])
def test_it_asks_the_same_few_questions_however_many_there_are(world, many, django_assert_num_queries):
    for year in range(2020 - many, 2020):
        for unit in world.units.values():
            make_honour(unit, make_flag(), year)
    with django_assert_num_queries(2):
        assert page().status_code == 200


def test_an_organisation_lists_its_honours_newest_first(world):
    make_honour(world.units["B"], make_merit(), 2019)
    make_honour(world.units["B"], make_flag(), 2020)
    make_honour(world.units["C"], make_flag(), 2020)
    assert [honour.for_year for honour in honours_of(world.units["B"].pk)] == [2020, 2019]


def test_the_organisations_page_shows_its_honours(world):
    make_honour(world.units["B"], make_flag(), number="812/QĐ-UBND", decided_on=date(2021, 2, 1))
    url = reverse("reports:organization", args=[world.units["B"].pk])
    assert "812/QĐ-UBND" in world.client("leader").get(url).content.decode()
    other = reverse("reports:organization", args=[world.units["C"].pk])
    assert "812/QĐ-UBND" not in world.client("leader").get(other).content.decode()
