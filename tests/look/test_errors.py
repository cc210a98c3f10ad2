"""Pages for what goes wrong: in our look, in Vietnamese, with a way back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.defaults import bad_request, permission_denied, server_error

from blocs.actor import ANONYMOUS
from blocs.errors import BadInput, NotAllowed, Stale
from blocs.middleware import RefusalMiddleware

LOGIN = "/account/login/"


def request_of(user=None, htmx: bool = False, **headers):
    request = RequestFactory().get("/somewhere/", headers=headers)
    request.user, request.actor, request.htmx = (
        user or type("Nobody", (), {"is_authenticated": False}),
        ANONYMOUS,
        htmx,
    )
    request.resolver_match = None
    return request


def refuse(refusal: Exception, **how):
    return RefusalMiddleware(lambda request: None).process_exception(request_of(**how), refusal)


@pytest.mark.parametrize("persona", ["anonymous", "leader", "nobody"])
def test_an_unknown_address_says_so_in_vietnamese(world, persona):
    response = world.client(persona).get("/nowhere/")
    assert response.status_code == 404
    assert "Không có trang này" in response.content.decode()


def test_an_unknown_address_has_the_navigation_of_who_is_signed_in(world):
    assert 'class="app-nav' in world.client("leader").get("/nowhere/").content.decode()
    assert 'class="app-nav' not in Client().get("/nowhere/").content.decode()


def test_a_fault_of_ours_is_told_without_a_request_and_without_a_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Hệ thống gặp trục trặc" in response.content.decode()


def test_a_request_that_cannot_be_read_is_told():
    response = bad_request(RequestFactory().get("/"), Exception())
    assert response.status_code == 400
    assert "chưa có gì thay đổi" in response.content.decode()


def test_a_forbidden_page_is_told(db):
    response = permission_denied(request_of(), PermissionDenied())
    assert response.status_code == 403
    assert "không thuộc quyền" in response.content.decode()


def test_a_form_without_its_token_is_told_how_to_go_on(db):
    response = Client(enforce_csrf_checks=True).post(LOGIN, {"login": "a@b.vn"})
    assert response.status_code == 403
    assert "Trang đã hết hạn, chưa lưu được gì" in response.content.decode()


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (NotAllowed("Chỉ lãnh đạo đơn vị ký."), 403),
        (Stale("Có người vừa sửa."), 409),
        (BadInput("Sai số."), 422),
    ],
)
def test_a_refusal_says_its_sentence_and_leads_back(db, refusal, status):
    response = refuse(refusal, referer="http://testserver/pledges/1/")
    page = response.content.decode()
    assert response.status_code == status
    assert refusal.message in page
    assert 'href="http://testserver/pledges/1/"' in page


def test_the_way_back_never_leads_to_another_site(db):
    page = refuse(Stale(), referer="https://elsewhere.example/").content.decode()
    assert "elsewhere" not in page


def test_under_htmx_a_refusal_is_told_where_messages_stand(db):
    response = refuse(Stale("Có người vừa sửa."), htmx=True)
    assert response.status_code == 409
    assert response["HX-Retarget"] == "#messages"
    assert "<html" not in response.content.decode()
    assert "Có người vừa sửa." in response.content.decode()


def test_a_refused_sentence_cannot_bring_markup(db):
    assert "<script>" not in refuse(Stale("<script>alert(1)</script>"), htmx=True).content.decode()


# The end of a session.


def test_without_a_session_a_page_leads_to_the_login_and_back(db):
    response = Client().get(reverse("mfa_index"))
    assert response["Location"] == f"{LOGIN}?next={reverse('mfa_index')}"


def test_under_htmx_the_end_of_a_session_leads_to_the_login_and_not_into_the_page(db):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/account/2fa/?a=1"}
    response = Client().post(reverse("mfa_index"), headers=headers)
    assert response.status_code == 401
    assert response.content == b""
    assert response["HX-Redirect"] == f"{LOGIN}?next=%2Faccount%2F2fa%2F%3Fa%3D1"


def test_under_htmx_another_site_is_never_led_to(db):
    headers = {"HX-Request": "true", "HX-Current-URL": "https://elsewhere.example/x/"}
    assert Client().get(reverse("mfa_index"), headers=headers)["HX-Redirect"] == f"{LOGIN}?next=%2F"


def test_under_htmx_with_a_session_the_page_comes(world):
    assert world.client("leader").get(reverse("mfa_index"), headers={"HX-Request": "true"}).status_code == 200


def test_a_page_without_a_request_names_no_menu():
    assert "account" not in render_to_string("500.html")
