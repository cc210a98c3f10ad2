"""Vietnamese whatever the browser asks for; English by the switch in the header."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

LOGIN, SWITCH = reverse("account_login"), reverse("set_language")


def page(client: Client, **headers: str) -> str:
    return client.get(LOGIN, headers=headers).content.decode()


def test_an_english_browser_gets_vietnamese(db):
    shown = page(Client(), accept_language="en-GB,en;q=0.9")
    assert '<html lang="vi">' in shown
    assert "Hiện mật khẩu" in shown


def test_the_switch_changes_to_english_and_back(db):
    client = Client()
    response = client.post(SWITCH, {"language": "en", "next": LOGIN})
    assert response["Location"] == LOGIN
    assert '<html lang="en">' in page(client)
    assert "Show the password" in page(client)
    client.post(SWITCH, {"language": "vi", "next": LOGIN})
    assert '<html lang="vi">' in page(client)


@pytest.mark.parametrize("language", ["", "fr", "xx"])
def test_a_language_we_do_not_speak_changes_nothing(db, language):
    client = Client()
    client.post(SWITCH, {"language": language, "next": LOGIN})
    assert '<html lang="vi">' in page(client)


def test_a_cookie_with_a_strange_language_is_ignored(db):
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "../../etc"
    assert '<html lang="vi">' in page(client)


def test_the_switch_leads_to_no_other_site(db):
    response = Client().post(SWITCH, {"language": "en", "next": "https://elsewhere.example/"})
    assert response["Location"] == "/"


def test_looking_at_the_switch_changes_nothing(db):
    assert Client().get(SWITCH).status_code == 405


def test_the_switch_stands_on_every_page_as_a_form(db):
    shown = page(Client())
    assert f'method="post" action="{SWITCH}"' in shown
    assert '<button type="submit" name="language" value="en" lang="en">' in shown
