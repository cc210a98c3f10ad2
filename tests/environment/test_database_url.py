"""DATABASE_URL in all the forms that the README names."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from emulation.environment import database

BASE = Path("/srv/site")


def test_sqlite_takes_a_file_relative_to_the_site():
    assert database("sqlite:///.var/db.sqlite3", BASE)["NAME"] == BASE / ".var/db.sqlite3"


def test_sqlite_takes_an_absolute_file():
    assert database("sqlite:////data/year%202021.sqlite3", BASE)["NAME"] == Path("/data/year 2021.sqlite3")


def test_sqlite_takes_memory():
    assert database("sqlite://:memory:", BASE) == {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}


def test_a_sqlite_file_stands_several_writers():
    options = database("sqlite:///db.sqlite3", BASE)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "foreign_keys=ON" in options["init_command"]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgres_takes_user_password_host_and_port(scheme):
    found = database(f"{scheme}://%C4%91i%E1%BB%83m:p%40ss%2F1@db.example:5433/bloc", BASE)
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"]) == ("điểm", "p@ss/1")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "5433", "bloc")


def test_postgres_keeps_its_connections():
    found = database("postgres:///bloc", BASE)
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (60, True)
    assert (found["USER"], found["HOST"], found["PORT"]) == ("", "", "")


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("postgres://app@/bloc?host=/run/postgresql", "/run/postgresql", ""),
        ("postgres://app@%2Frun%2FPostgreSQL/bloc", "/run/PostgreSQL", ""),
        ("postgres://app@%2frun%2Fpostgresql:5433/bloc", "/run/postgresql", "5433"),
        ("postgres://app@/bloc?host=/run/postgresql&port=5433", "/run/postgresql", "5433"),
        ("postgres://app@[::1]:5433/bloc", "::1", "5433"),
    ],
)
def test_postgres_takes_a_sockets_folder(url, host, port):
    found = database(url, BASE)
    assert (found["HOST"], found["PORT"], found["NAME"], found["OPTIONS"]) == (host, port, "bloc", {})


def test_other_words_of_the_address_go_to_the_client():
    assert database("postgres://db.example/bloc?sslmode=require", BASE)["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://db.example/bloc", "must begin with sqlite:///"),
        ("db.sqlite3", "must begin with sqlite:///"),
        ("sqlite://db.sqlite3", "three strokes before a relative file"),
        ("sqlite:///", "names no database"),
        ("postgres://db.example/", "names no database"),
        ("postgres://db.example:many/bloc", "port in DATABASE_URL is not a number"),
    ],
)
def test_anything_else_is_refused_in_a_sentence(url, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        database(url, BASE)
