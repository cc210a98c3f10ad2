"""The addresses of `emulation`."""

from django.urls import path

app_name = "emulation"
urlpatterns: list[path] = []
