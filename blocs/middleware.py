"""What every request passes: language, actor, the end of a session, refusals in words."""

from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import BigIntegerField
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django_htmx.http import reswap, retarget

from blocs.actor import ANONYMOUS, Actor, resolve_actor
from blocs.errors import Refused
from blocs.rules import needs_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]
CAPACITY_KEY = "capacity"


class LanguageMiddleware:
    """Vietnamese whatever the browser asks for; English only by the switch (a cookie)."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ActorMiddleware:
    """Sets `request.actor`: resolved at its first use, from the rows of this moment."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request. The session holds only which capacity was chosen, never a right."""
    if not request.user.is_authenticated:
        return ANONYMOUS
    chosen = request.session.get(CAPACITY_KEY, "")
    return resolve_actor(request.user, chosen, address_of(request))


def address_of(request: HttpRequest) -> str | None:
    """The visitor's network address as login limits count it: what our own proxies say, never what a visitor claims."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed = request.headers.get("X-Forwarded-For", "").split(",")
    said = passed[-proxies] if 0 < proxies <= len(passed) else ""
    try:
        return str(ip_address(said.strip() or request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return None  # a proxy on a socket that says nothing, or says no address


class SecondFactorMiddleware:
    """Leads whoever needs a second factor, and has shown none in this session, to the page where it is set up.

    Council, secretariat, city staff and operators need one, except in a demonstration. A session that shows
    one costs no query; nor does one that needs none beyond those of the actor.
    """

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.lacks_second_factor = SimpleLazyObject(lambda: lacks_second_factor(request))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name
        passes = name.startswith(WITHOUT_SECOND_FACTOR) or not getattr(view, "login_required", True)
        sets_up = name.startswith("mfa_") and not name.startswith(PROVING)
        if (passes and not sets_up) or not request.lacks_second_factor:
            return None
        address = second_factor_address(request)
        # Where there is none yet it is set up; whoever has one proves it before the means are changed.
        if sets_up and address == resolve_url("mfa_index"):
            return None
        if not request.htmx:
            return redirect(address)
        response = HttpResponse(status=401)
        response["HX-Redirect"] = address
        return response


# Pages that whoever lacks a second factor may open: the own account, language, role, the way out.
WITHOUT_SECOND_FACTOR = ("account_", "mfa_", "set_language", "blocs:capacity")
# Of those, where a second factor is proved.
PROVING = ("mfa_authenticate", "mfa_reauthenticate", "mfa_login")


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether the person needs a second factor and this session shows none."""
    if settings.DEMO or not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    return not any(one.get("method") == "mfa" for one in records) and needs_second_factor(request.actor)


def second_factor_address(request: HttpRequest) -> str:
    """Where one proves a second factor that is set up already, else where it is set up."""
    kinds = Authenticator.objects.filter(user=request.user).values_list("type", flat=True)
    pages = {
        Authenticator.Type.TOTP: "mfa_reauthenticate",
        Authenticator.Type.WEBAUTHN: "mfa_reauthenticate_webauthn",
    }
    for kind in sorted(set(kinds) & set(pages)):
        here = request.get_full_path() if request.method == "GET" and not request.htmx else "/"
        return f"{resolve_url(pages[kind])}?{urlencode({'next': here})}"
    return resolve_url("mfa_index")


class RefusalMiddleware:
    """Turns a refused act into a page that says what is wrong and how to mend it."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        """A number that no row can bear finds nothing, before a database stumbles over it."""
        if any(isinstance(value, int) and value > BigIntegerField.MAX_BIGINT for value in kwargs.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if exception.status == 404:
            return render(request, "404.html", status=404)
        if request.htmx:
            return self._told_in_place(request, exception)
        return render(
            request,
            "refused.html",
            {"message": exception.message, "status": exception.status},
            status=exception.status,
        )

    def _told_in_place(self, request: HttpRequest, refusal: Refused) -> HttpResponse:
        """Under htmx the sentence goes where messages stand; what was entered stays on the screen."""
        note = {"kind": "wrong", "icon_name": "alert", "text": refusal.message}
        response = render(request, "pieces/note.html", note, status=refusal.status)
        return reswap(retarget(response, "#messages"), "innerHTML")


class RefusedFormMiddleware:
    """Forms that packages bring (login, password, admin) come back with 422 when something in them is wrong."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        context = response.context_data or {}
        form = context.get("form")
        # The admin gathers what is wrong in its form and its inlines under "errors".
        wrong = context.get("errors") or (isinstance(form, BaseForm) and form.errors)
        if request.method == "POST" and response.status_code == 200 and wrong:
            response.status_code = 422
        return response


class ExpiredSessionMiddleware:
    """An htmx request after the session ended leads to the login, not to a login page inside the page."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        login = resolve_url(settings.LOGIN_URL)
        if not request.htmx or response.status_code != 302 or urlsplit(response["Location"]).path != login:
            return response
        here = request.htmx.current_url_abs_path or "/"
        redirect = HttpResponse(status=401)
        redirect["HX-Redirect"] = f"{login}?{urlencode({'next': here})}"
        return redirect
