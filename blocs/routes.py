"""The addresses of `blocs`."""

from django.urls import path

from blocs.views import blocs, capacity, organizations

app_name = "blocs"
urlpatterns = [
    path("capacity/", capacity.capacity, name="capacity"),
    path("organizations/", organizations.organizations, name="organizations"),
    path("blocs/", blocs.blocs, name="blocs"),
    path("blocs/<int:pk>/", blocs.bloc, name="bloc"),
]
