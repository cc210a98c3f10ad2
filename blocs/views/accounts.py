"""What of an account its person does not do alone: the address, and a lost password where no mail is sent."""

from allauth.account.views import password_reset as password_reset_by_mail
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from blocs.errors import Missing


@require_http_methods(["GET", "HEAD", "POST"])
def email_address(request: HttpRequest) -> HttpResponse:
    """In the place of allauth's page: the operator enters addresses. Who could change one here could take the
    account by a mail, and sign with it."""
    raise Missing


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def password_reset(request: HttpRequest) -> HttpResponse:
    """Allauth's page on a site that sends mail; elsewhere one that says who gives a new link."""
    if settings.SENDS_MAIL:
        return password_reset_by_mail(request)
    return render(request, "account/password_reset_closed.html")
