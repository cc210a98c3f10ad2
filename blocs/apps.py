"""Organisations, blocs, people and rights."""

from django.apps import AppConfig


class BlocsConfig(AppConfig):
    name = "blocs"
