"""What a personal link opens: asks the code, then a passkey or a password, then the person is in.

Looking at it uses nothing up: chats fetch addresses to show a preview.
"""

from allauth.account.internal.flows.login import (
    perform_login,
    perform_password_login,
    record_authentication,
)
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from blocs.actions.access_link import check_code, open_account, usable_link
from blocs.errors import Refused
from blocs.forms.access import CodeForm, FirstPasskeyForm, FirstPasswordForm
from blocs.middleware import address_of
from blocs.models import AccessLink

# In the session: of which link the code was given in this browser.
CODE_GIVEN = "access_link"


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def access(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link, in two steps; a link that opens nothing says why, in one sentence."""
    asks = request.method == "POST"
    if asks and not ratelimit.consume(request, app="allauth.account", action="access_link"):
        return refused(request, _("Too many attempts from this network. Wait a minute, then try again."), 429)
    try:
        link = usable_link(token)
        if request.user.is_authenticated:
            return refused(
                request,
                _("Somebody is signed in in this browser. Sign out, then open the link again."),
                409,
                signed_in=True,
            )
        if request.session.get(CODE_GIVEN) == link.pk:
            return second_step(request, token, link)
        return first_step(request, token, link)
    except Refused as refusal:
        return refused(request, str(refusal), refusal.status)


def first_step(request: HttpRequest, token: str, link: AccessLink) -> HttpResponse:
    """Asks the code. Nothing is told of whose link it is before."""
    sent = request.POST if request.method == "POST" and "code" in request.POST else None
    form, status = CodeForm(sent), 200
    if form.is_valid():
        try:
            request.session[CODE_GIVEN] = check_code(token, form.cleaned_data["code"]).pk
        except Refused as refusal:
            if refusal.status != 422:
                raise
            form.add_error("code", str(refusal))
        else:
            return redirect("blocs:access", token)
    if form.is_bound:
        status = 422
    return render(request, "blocs/access.html", {"form": form, "until": link.expires_time}, status=status)


def second_step(request: HttpRequest, token: str, link: AccessLink) -> HttpResponse:
    """Asks for a passkey or a password, and opens the account with it."""
    user = link.user
    sent = request.POST if request.method == "POST" else None
    with_passkey = sent is not None and "credential" in sent
    passkey = FirstPasskeyForm(sent if with_passkey else None, user=user)
    password = FirstPasswordForm(sent if sent is not None and not with_passkey else None, user=user)
    if with_passkey and passkey.is_valid():
        values = passkey.cleaned_data
        user, authenticator = open_account(
            token, address=address_of(request), passkey=values["credential"], name=values["name"]
        )
        del request.session[CODE_GIVEN]
        post_authentication(request, authenticator, passwordless=True)
        return perform_login(request, Login(user=user))
    if password.is_valid():
        user, _none = open_account(
            token, address=address_of(request), password=password.cleaned_data["password1"]
        )
        del request.session[CODE_GIVEN]
        response = perform_password_login(request, {"email": user.email}, Login(user=user))
        # The password is fresh: the page of the second step need not ask it once more.
        record_authentication(request, user, "password", reauthenticated=True)
        return response
    context = {
        "form": password,
        "passkey": passkey,
        "person": user.person,
        "email": user.email,
        "js_data": {"creation_options": begin_registration(user, True)},
    }
    return render(request, "blocs/access_opening.html", context, status=200 if sent is None else 422)


def refused(request: HttpRequest, message: str, status: int, signed_in: bool = False) -> HttpResponse:
    context = {"message": message, "signed_in": signed_in}
    return render(request, "blocs/access_refused.html", context, status=status)
