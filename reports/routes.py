"""The addresses of `reports`."""

from django.urls import path

from reports.views import components, demo, home

app_name = "reports"
urlpatterns = [
    path("", home.home, name="home"),
    path("demo/login/", demo.demo_login, name="demo_login"),
    path("components/", components.components, name="components"),
]
