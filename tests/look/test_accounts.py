"""Login and the account's own pages: our look, our words, sign-up closed."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from blocs.models import AuditEvent
from reports.demo.accounts import demo_accounts
from tests.factories import PASSWORD, code_of, make_user

LOGIN = reverse("account_login")
ENGLISH = re.compile(r"\b(Please|Your|password|Sign|Email|Two-Factor|Cancel|required|Warning)\b")


def visible(page: str) -> str:
    """The text a person reads: no tags, no scripts."""
    page = re.sub(r"<(script|style|template)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_right_password_leads_home_without_a_word(world):
    client = Client()
    response = client.post(LOGIN, {"login": world.users["leader"].email, "password": PASSWORD})
    assert response["Location"] == reverse("reports:home")
    assert "toast-line" not in client.get(reverse("mfa_index")).content.decode()


def test_a_wrong_password_is_told_and_keeps_the_address(world):
    email = world.users["leader"].email
    response = Client().post(LOGIN, {"login": email, "password": "không phải mật khẩu"})
    page = response.content.decode()
    assert "Thư điện tử hoặc mật khẩu chưa đúng" in page
    assert f'value="{email}"' in page
    assert "không phải mật khẩu" not in page


def test_an_unknown_address_gets_the_same_sentence_as_a_wrong_password(db):
    page = Client().post(LOGIN, {"login": "ai@hoi.example", "password": "x"}).content.decode()
    assert "Thư điện tử hoặc mật khẩu chưa đúng" in page


def test_an_empty_form_says_what_is_missing_beside_each_field(db):
    page = Client().post(LOGIN, {}).content.decode()
    assert 'id="id_login_error" class="invalid-feedback"' in page
    assert 'id="id_password_error" class="invalid-feedback"' in page
    assert 'aria-describedby="id_password_error"' in page
    assert page.count("Chưa nhập nội dung này.") == 4


def test_too_many_wrong_passwords_are_stopped_in_words(world):
    client = Client()
    for _attempt in range(12):
        page = client.post(LOGIN, {"login": world.users["leader"].email, "password": "x"}).content.decode()
    assert "Đăng nhập sai nhiều lần" in page


def test_nobody_signs_himself_up(db):
    page = Client().get(reverse("account_signup")).content.decode()
    assert "Tài khoản do cơ quan cấp" in page
    email = "moi@hoi.example"
    form = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
    assert "Tài khoản do cơ quan cấp" in Client().post(reverse("account_signup"), form).content.decode()
    assert Client().post(LOGIN, {"login": email, "password": PASSWORD}).status_code == 422


def test_signing_out_is_a_form_and_looking_at_it_changes_nothing(world):
    client = world.client("leader")
    assert "Đăng xuất khỏi hệ thống?" in client.get(reverse("account_logout")).content.decode()
    assert client.get(reverse("mfa_index")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("mfa_index")).status_code == 302


# The address of an account.


@pytest.mark.parametrize(
    "form",
    [
        {"action_add": "", "email": "khac@hoi.example"},
        {"action_primary": "", "email": "khac@hoi.example"},
    ],
)
def test_nobody_changes_his_own_address(world, form):
    user, client = world.users["leader"], world.client("leader")
    before = user.email
    response = client.post("/account/email/", form)
    assert response.status_code == 404
    user.refresh_from_db()
    assert user.email == before
    assert not EmailAddress.objects.exists()


def test_no_page_of_the_account_leads_to_a_change_of_address(db):
    client = confirmed(make_user())
    pages = [client.get(reverse(name)).content.decode() for name in OWN_PAGES]
    assert [name for name, page in zip(OWN_PAGES, pages, strict=True) if "/account/email/" in page] == []
    told = "Địa chỉ này do quản trị hệ thống thay đổi."
    assert told in client.get(reverse("mfa_index")).content.decode()


# A forgotten password.


@pytest.fixture
def sends_mail(settings):
    settings.SENDS_MAIL = True


@pytest.mark.parametrize("demo", [False, True])
def test_a_site_that_sends_no_mail_says_who_gives_a_new_link(db, settings, demo):
    settings.DEMO = demo
    page = Client().get(LOGIN).content.decode()
    assert f'href="{reverse("account_reset_password")}"' not in page
    assert "Trường hợp quên mật khẩu, đề nghị quản trị hệ thống cấp đường dẫn mới." in page
    response = Client().post(reverse("account_reset_password"), {"email": make_user().email}, follow=True)
    assert "Hệ thống không gửi thư" in response.content.decode()
    assert mail.outbox == []


def test_a_site_that_sends_mail_offers_it_on_the_login_page(db, sends_mail):
    page = Client().get(LOGIN).content.decode()
    assert f'href="{reverse("account_reset_password")}"' in page
    assert "cấp đường dẫn mới" not in page


def test_a_forgotten_password_is_set_anew_by_a_link_in_a_mail(db, sends_mail):
    user, client = make_user(), Client()
    response = client.post(reverse("account_reset_password"), {"email": user.email}, follow=True)
    assert "thư đã được gửi đi" in response.content.decode()
    [message] = mail.outbox
    assert message.subject == "[Khối thi đua] Đặt lại mật khẩu"
    assert message.body.startswith("Kính gửi ông/bà,")
    assert ENGLISH.findall(message.body.replace("/password/", "/")) == []
    link = re.search(r"http://testserver(/\S+)", message.body).group(1)
    page = client.get(link, follow=True)
    assert "Mật khẩu mới" in page.content.decode()
    fresh = "một mật khẩu khác 2022"
    done = client.post(page.redirect_chain[-1][0], {"password1": fresh, "password2": fresh}, follow=True)
    assert "Mật khẩu mới đã có hiệu lực" in done.content.decode()
    assert Client().post(LOGIN, {"login": user.email, "password": fresh}).status_code == 302


def test_nobody_learns_by_it_which_addresses_have_an_account(db, sends_mail):
    known, unknown = (
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in (make_user().email, "ai@hoi.example")
    )
    assert len(mail.outbox) == 1
    assert visible(known.content.decode()) == visible(unknown.content.decode())


def test_a_link_that_was_used_leads_to_a_new_one(db):
    page = Client().get(reverse("account_reset_password_from_key", args=["1", "abc"])).content.decode()
    assert "Mỗi đường dẫn chỉ dùng được một lần" in page
    assert f'href="{reverse("account_reset_password")}"' in page


@pytest.mark.parametrize("fresh", ["ngắn", "1234567890", "password1234"])
def test_a_weak_password_is_refused_in_words(world, fresh):
    form = {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    page = world.client("leader").post(reverse("account_change_password"), form).content.decode()
    assert "Mật khẩu" in re.search(r'id="id_password1_error".*?</div>', page, re.S).group()


def test_a_password_is_changed(world):
    fresh = "một mật khẩu khác 2022"
    form = {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    world.client("leader").post(reverse("account_change_password"), form)
    login = {"login": world.users["leader"].email, "password": fresh}
    assert Client().post(LOGIN, login).status_code == 302
    event = AuditEvent.objects.get(act="user.set_password")
    assert (event.user, event.object_id) == (world.users["leader"], world.users["leader"].pk)
    assert event.capacity == "leader"
    assert fresh not in f"{event.old}{event.new}{event.remark}{event.object_label}"


# The second factor.


def test_each_change_of_a_second_factor_is_on_record(db, django_capture_on_commit_callbacks):
    client = confirmed(make_user())
    secret = re.search(r'id="authenticator_secret"[^>]*value="(\w+)"', page_of_the_app(client)).group(1)
    code = code_of(secret)
    for name, form in [
        ("mfa_activate_totp", {"code": code}),
        ("mfa_generate_recovery_codes", {}),
        ("mfa_deactivate_totp", {}),
    ]:
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(reverse(name), form).status_code == 302
    assert list(AuditEvent.objects.order_by("pk").values_list("act", flat=True)) == [
        "user.add_app",
        "user.renew_recovery_codes",
        "user.remove_app",
    ]


def page_of_the_app(client) -> str:
    return client.get(reverse("mfa_activate_totp")).content.decode()


def confirmed(user) -> Client:
    """A browser whose user has just given the password once more, as these pages ask."""
    client = Client()
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


OWN_PAGES = [
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "account_change_password",
    "account_reauthenticate",
    "account_logout",
]
PUBLIC_PAGES = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
]


@pytest.mark.parametrize("name", OWN_PAGES)
def test_a_page_of_the_account_is_vietnamese_throughout(db, name):
    response = confirmed(make_user(email="vanphong@hoi.example")).get(reverse(name))
    assert response.status_code == 200
    assert ENGLISH.findall(visible(response.content.decode())) == []


@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_a_page_before_the_login_is_vietnamese_throughout(db, name):
    response = Client().get(reverse(name))
    assert response.status_code == 200
    assert ENGLISH.findall(visible(response.content.decode())) == []


def test_the_account_page_leads_to_every_way_of_signing_in(world):
    page = world.client("leader").get(reverse("mfa_index")).content.decode()
    for name in ("account_change_password", "mfa_add_webauthn", "mfa_activate_totp"):
        assert f'href="{reverse(name)}"' in page


def test_the_code_of_the_app_is_shown_as_a_picture_the_policy_allows(db):
    page = confirmed(make_user()).get(reverse("mfa_activate_totp")).content.decode()
    assert re.search(r'<img class="code-image" src="data:image/svg\+xml', page)


def test_the_second_factor_is_set_up_only_after_the_password_is_given_again(world):
    client = world.client("leader")
    page = client.get(reverse("mfa_activate_totp"), follow=True).content.decode()
    assert "Xác nhận lại danh tính" in page
    page = client.post(reverse("account_reauthenticate"), {"password": "sai"}).content.decode()
    assert "Mật khẩu chưa đúng." in page


def test_the_app_and_the_recovery_codes_are_told_in_vietnamese_to_the_end(db):
    user = make_user(email="vanphong@hoi.example")
    client = confirmed(user)
    page = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert "Mã chưa đúng." in page
    secret = re.search(r'id="authenticator_secret"[^>]*value="(\w+)"', page).group(1)
    code = code_of(secret)
    done = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    pages = [done, client.get(reverse("mfa_index")), client.get(reverse("mfa_deactivate_totp"))]
    pages += [client.get(reverse(f"mfa_{page}_recovery_codes")) for page in ("view", "generate")]
    second_step = Client().post(LOGIN, {"login": user.email, "password": PASSWORD}, follow=True)
    for page in [*pages, second_step]:
        assert page.status_code == 200
        assert ENGLISH.findall(visible(page.content.decode())) == []
    assert "Bước thứ hai" in second_step.content.decode()


# A demonstration.


def test_a_demonstration_offers_its_roles_at_one_click(db, settings):
    settings.DEMO = True
    page = Client().get(LOGIN).content.decode()
    assert re.findall(r'name="account" value="([\w-]+)"', page) == [
        account.key for account in demo_accounts()
    ]
    assert f'method="post" action="{reverse("reports:demo_login")}"' in page


def test_a_real_site_offers_none(db):
    assert 'name="account"' not in Client().get(LOGIN).content.decode()
