"""The table of contents of the site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("reports.routes")),
    path("", include("blocs.routes")),
    path("", include("emulation.routes")),
    path("", include("awards.routes")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
