"""EMAIL_URL in the forms that the README names."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from emulation.environment import Mail, mail
from tests.environment.test_settings import KEY, manage

SHOW = "from django.conf import settings as s; print(s.SENDS_MAIL, s.EMAIL_BACKEND.split('.')[-2])"


def test_without_one_there_is_no_server():
    assert mail("").host == ""


def test_tls_may_be_begun_on_the_way():
    found = mail("smtp://thi-dua%40tp.example:p%2Fw@mail.tp.example?tls=1")
    assert found == Mail(
        "mail.tp.example", 587, "thi-dua@tp.example", "p/w", starttls=True, sender="thi-dua@tp.example"
    )


def test_or_stand_from_the_start():
    found = mail("smtps://user:secret@mail.tp.example?from=thi-dua@tp.example")
    assert found == Mail("mail.tp.example", 465, "user", "secret", tls=True, sender="thi-dua@tp.example")


def test_a_server_next_door_needs_neither_account_nor_tls():
    assert mail("smtp://localhost") == Mail("localhost", 25, sender="khoi-thi-dua@localhost")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mail.tp.example", "EMAIL_URL must be like"),
        ("https://mail.tp.example", "EMAIL_URL must be like"),
        ("smtp://", "EMAIL_URL must be like"),
        ("smtp://host:99999", "port in EMAIL_URL"),
        ("smtp://user:password@host", "unprotected"),
    ],
)
def test_anything_else_is_refused_in_a_sentence(url, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        mail(url)


@pytest.mark.parametrize(
    ("variables", "shown"),
    [
        ({}, "False dummy"),
        ({"EMAIL_URL": "smtps://user:secret@mail.tp.example"}, "True smtp"),
        ({"DEBUG": "1"}, "True console"),
        ({"DEMO": "1", "DEBUG": "1"}, "False dummy"),
        ({"DEMO": "1", "EMAIL_URL": "smtps://user:secret@mail.tp.example"}, "False dummy"),
    ],
)
def test_a_site_says_whether_it_sends_mail_and_a_demo_never_does(variables, shown):
    done = manage(
        "shell", "-v", "0", "-c", SHOW, SECRET_KEY=KEY, DATABASE_URL="sqlite://:memory:", **variables
    )
    assert done.stdout.strip() == shown, done.stderr
