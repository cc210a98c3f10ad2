"""The emulation year."""

from django.apps import AppConfig


class EmulationConfig(AppConfig):
    name = "emulation"
