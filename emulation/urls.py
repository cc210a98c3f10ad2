"""The table of contents of the site."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from blocs.views import accounts

urlpatterns = [
    path("", include("reports.routes")),
    path("", include("blocs.routes")),
    path("", include("emulation.routes")),
    path("", include("awards.routes")),
    # Before allauth's own pages of these addresses.
    path("account/email/", accounts.email_address, name="account_email"),
    path("account/password/reset/", accounts.password_reset, name="account_reset_password"),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("language/", require_POST(login_not_required(set_language)), name="set_language"),
]
