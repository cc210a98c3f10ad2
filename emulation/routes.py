"""The addresses of `emulation`."""

from django.urls import path

from emulation.views import years

app_name = "emulation"
urlpatterns = [
    path("years/", years.years, name="years"),
    path("years/new/", years.year_new, name="year_new"),
    path("years/<int:year>/", years.year, name="year"),
]
