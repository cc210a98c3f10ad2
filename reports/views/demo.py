"""The one-click roles of a demonstration's login page."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from blocs.models import User
from reports.demo.accounts import demo_accounts

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Logs in as one of the demonstration's offices; exists only in a demonstration."""
    if not settings.DEMO:
        raise Http404
    emails = {account.key: account.email for account in demo_accounts()}
    email = emails.get(request.POST.get("account", ""), "")
    user = get_object_or_404(User.objects.filter(is_active=True), email=email)
    login(request, user, backend=BACKEND)
    return redirect("reports:home")
