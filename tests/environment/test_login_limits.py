"""Wrong passwords are counted by account and by address, in the database, for all processes together."""

import pytest
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from tests.factories import make_user

PASSWORD = "đúng mật khẩu 2021"
REFUSED = "The email address and/or password you specified are not correct."
LIMITED = "Too many failed login attempts. Try again later."


@pytest.fixture
def user(db):
    return make_user(email="chuyen-vien@example.vn", password=PASSWORD)


def enter(password, email="chuyen-vien@example.vn", address="10.0.0.1"):
    """A login from this address, as a browser without a session; the answer's status and text."""
    answer = Client(REMOTE_ADDR=address).post(
        reverse("account_login"), {"login": email, "password": password}
    )
    return answer.status_code, answer.content.decode()


def test_the_counts_are_where_every_process_finds_them():
    assert isinstance(caches["default"], DatabaseCache)


def test_the_right_password_opens(user):
    assert enter(PASSWORD)[0] == 302


def test_a_wrong_password_is_refused_without_telling_whether_the_account_exists(user):
    known, unknown = enter("sai mật khẩu"), enter("sai mật khẩu", email="khong-co@example.vn")
    assert gettext(REFUSED) in known[1]
    assert (known[0], gettext(REFUSED) in unknown[1]) == (unknown[0], True)


def test_after_five_wrong_passwords_not_even_the_right_one_opens(user):
    for _ in range(5):
        enter("sai mật khẩu")
    status, page = enter(PASSWORD)
    assert status != 302
    assert gettext(LIMITED) in page


def test_another_account_is_not_kept_out(user):
    make_user(email="to-thu-ky@example.vn", password=PASSWORD)
    for _ in range(5):
        enter("sai mật khẩu")
    assert enter(PASSWORD, email="to-thu-ky@example.vn")[0] == 302


def test_the_limit_by_account_holds_from_every_address(user):
    for number in range(5):
        enter("sai mật khẩu", address=f"10.0.1.{number}")
    assert enter(PASSWORD, address="10.0.9.9")[0] != 302


def test_an_address_is_limited_over_all_accounts(user):
    for number in range(20):
        enter("sai mật khẩu", email=f"nguoi-{number}@example.vn", address="10.0.2.1")
    assert enter(PASSWORD, address="10.0.2.1")[0] != 302
    assert enter(PASSWORD, address="10.0.2.2")[0] == 302
