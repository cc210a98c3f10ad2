"""The addresses of `reports`."""

from django.urls import path

from reports.views import components

app_name = "reports"
urlpatterns = [
    path("components/", components.components, name="components"),
]
