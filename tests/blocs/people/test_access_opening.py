"""Opening an account by the personal link: code, then password, then in; and every way in which it does not open."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client

from blocs import clock
from blocs.actions.access_link import Access, make_link, withdraw_link
from blocs.models import AccessLink, AuditEvent, Person, User
from tests import factories as make
from tests.blocs.people.registering import newcomer
from tests.cast import World

PASSWORD = "mật khẩu của cán bộ mới"
NEW = {"password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def person(world: World) -> Person:
    return newcomer(world)


@pytest.fixture
def access(world: World, person: Person) -> Access:
    return make_link(person, actor=world.actor("secretariat"))


def page(access: Access) -> str:
    return f"/access/{access.token}/"


def opened(access: Access, client: Client | None = None) -> HttpResponse:
    """Code and password, as a person gives them."""
    client = client or Client()
    client.post(page(access), {"code": access.code})
    return client.post(page(access), NEW)


def refusal(response: HttpResponse, status: int) -> str:
    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]
    return response.context["message"]


def test_code_and_password_lead_in(access: Access, person: Person):
    client = Client()
    first = client.get(page(access))
    assert first.status_code == 200
    # Before the code nothing is told of whose link it is.
    assert person.name not in first.content.decode()
    assert client.post(page(access), {"code": access.code}).headers["Location"] == page(access)
    assert person.name in client.get(page(access)).content.decode()
    response = client.post(page(access), NEW)
    assert response.headers["Location"] == "/"
    home = client.get("/")
    assert home.wsgi_request.user.person == person
    assert home.wsgi_request.actor.is_clerk
    user = User.objects.get(person=person)
    assert user.check_password(PASSWORD)
    assert user.opened_time is not None
    access.link.refresh_from_db()
    assert access.link.used_time is not None
    event = AuditEvent.objects.get(act="access.open")
    assert (event.user, event.capacity, event.new) == (user, "", {"opened_with": "mật khẩu"})


def test_looking_at_a_link_uses_nothing_up(access: Access):
    before = AccessLink.objects.values().get()
    for _preview in range(30):
        assert Client().get(page(access)).status_code == 200
        assert Client().head(page(access)).status_code == 200
    assert AccessLink.objects.values().get() == before
    assert opened(access).status_code == 302


def test_a_code_with_blanks_is_the_same_code(access: Access):
    response = Client().post(page(access), {"code": f" {access.code[:3]} {access.code[3:]} "})
    assert response.status_code == 302


def test_the_code_alone_opens_nothing(access: Access):
    client = Client()
    client.post(page(access), {"code": access.code})
    assert client.get("/").status_code == 302
    assert AccessLink.objects.get().used_time is None
    # Nor does a password without the code.
    assert Client().post(page(access), NEW).status_code == 200
    assert not User.objects.get(pk=access.link.user_id).has_usable_password()


def test_a_wrong_code_is_counted_and_told_in_one_sentence(access: Access):
    wrong = "000000" if access.code != "000000" else "111111"
    for number in range(1, 5):
        response = Client().post(page(access), {"code": wrong})
        assert response.status_code == 422
        [told] = response.context["form"].errors["code"]
        assert told == "Mã xác nhận chưa đúng. Sau năm lần sai, liên kết hết hiệu lực."
        assert AccessLink.objects.get().failures == number
    # The fourth time was not the last: the right code still opens.
    assert opened(access).status_code == 302


def test_five_wrong_codes_kill_the_link(access: Access):
    wrong = "000000" if access.code != "000000" else "111111"
    for _attempt in range(5):
        Client().post(page(access), {"code": wrong})
    told = refusal(Client().post(page(access), {"code": access.code}), 410)
    assert (
        told == "Mã xác nhận sai năm lần nên liên kết này hết hiệu lực. Đề nghị người gửi cấp liên kết mới."
    )
    assert AccessLink.objects.get().failures == 5


def test_an_empty_code_is_no_attempt(access: Access):
    assert Client().post(page(access), {"code": " "}).status_code == 422
    assert AccessLink.objects.get().failures == 0


def test_a_link_used_twice_opens_nothing(access: Access):
    assert opened(access).status_code == 302
    told = refusal(opened(access), 410)
    assert told == "Liên kết này đã được dùng. Đăng nhập, hoặc đề nghị người gửi cấp liên kết mới."
    assert AuditEvent.objects.filter(act="access.open").count() == 1


def test_a_link_is_over_after_seven_days(access: Access):
    with clock.standing_at(access.link.made_at + timedelta(days=7)):
        told = refusal(Client().get(page(access)), 410)
    assert told == "Liên kết có hạn bảy ngày và đã hết hạn. Đề nghị người gửi cấp liên kết mới."
    with clock.standing_at(access.link.made_at + timedelta(days=7, seconds=-1)):
        assert opened(access).status_code == 302


def test_a_link_that_ends_between_code_and_password_opens_nothing(
    world: World, access: Access, person: Person
):
    client = Client()
    client.post(page(access), {"code": access.code})
    withdraw_link(person, actor=world.actor("officer"))
    told = refusal(client.post(page(access), NEW), 410)
    assert told == "Liên kết này đã bị thu hồi. Dùng liên kết mới nhất, hoặc hỏi lại người gửi."
    assert not User.objects.get(person=person).has_usable_password()


def test_an_unknown_link_is_not_found(access: Access):
    told = refusal(Client().get("/access/khong-co/"), 404)
    assert told == "Liên kết chưa đầy đủ hoặc không phải của hệ thống. Sao chép trọn liên kết trong tin nhắn."


def test_a_closed_account_is_not_opened(access: Access, person: Person):
    User.objects.filter(person=person).update(is_active=False)
    assert refusal(Client().get(page(access)), 403) == (
        "Tài khoản này đã đóng. Đề nghị liên hệ Quản trị hệ thống."
    )


def test_while_somebody_is_signed_in_the_link_opens_nothing(world: World, access: Access):
    client = world.client("leader")
    told = refusal(client.get(page(access)), 409)
    assert told == "Trình duyệt này đang có người đăng nhập. Đăng xuất, rồi mở lại liên kết."
    assert refusal(client.post(page(access), {"code": access.code}), 409)
    assert AccessLink.objects.get().failures == 0
    client.post("/account/logout/")
    assert opened(access, client).status_code == 302


def test_the_code_of_one_link_does_not_open_another(world: World, access: Access):
    other = make_link(newcomer(world, "C"), email="khac@hoi.example", actor=world.actor("officer"))
    client = Client()
    client.post(page(access), {"code": access.code})
    assert client.post(page(other), NEW).status_code == 200
    assert "code" in client.get(page(other)).context["form"].fields


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"password1": "ngắn", "password2": "ngắn"}, "password1"),
        ({"password1": "1234567890123", "password2": "1234567890123"}, "password1"),
        ({"password1": "moi@hoi.example", "password2": "moi@hoi.example"}, "password1"),
        ({"password1": PASSWORD, "password2": "khác"}, "password2"),
    ],
)
def test_a_weak_password_is_refused_and_the_link_stays(access: Access, wrong: dict, field: str):
    client = Client()
    client.post(page(access), {"code": access.code})
    response = client.post(page(access), wrong)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert AccessLink.objects.get().used_time is None
    assert client.post(page(access), NEW).status_code == 302


def test_a_false_passkey_is_refused_and_the_link_stays(access: Access):
    client = Client()
    client.post(page(access), {"code": access.code})
    for credential in ("", "{}", "không phải", '{"id": "x"}'):
        response = client.post(page(access), {"credential": credential, "name": ""})
        assert response.status_code == 422
    assert AccessLink.objects.get().used_time is None
    assert not Authenticator.objects.exists()
    assert client.post(page(access), NEW).status_code == 302


def test_a_new_link_takes_the_account_over(world: World):
    """Whoever was signed in with the old password is out; the lost phone opens nothing any more."""
    user, old = world.users["clerk"], world.client("clerk")
    make.make_app(user)
    assert old.get("/").status_code == 200
    access = make_link(user.person, actor=world.actor("officer"))
    assert old.get("/").status_code == 200
    assert opened(access).headers["Location"] == "/"
    assert old.get("/").headers["Location"].startswith("/account/login/")
    assert not Authenticator.objects.filter(user=user).exists()
    assert AuditEvent.objects.get(act="access.open").new["removed"] == 1


def test_attempts_from_one_network_are_limited(access: Access):
    statuses = [Client().post("/access/khong-co/", {"code": "1"}).status_code for _n in range(21)]
    assert statuses == [404] * 20 + [429]
    assert Client(REMOTE_ADDR="10.0.0.9").post(page(access), {"code": access.code}).status_code == 302
