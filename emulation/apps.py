"""The emulation year."""

from django.apps import AppConfig
from django.core import checks

from emulation.checks import papers


class EmulationConfig(AppConfig):
    name = "emulation"

    def ready(self) -> None:
        checks.register(papers)
