"""The emulation year."""

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from blocs import ports
from emulation.checks import papers


class EmulationConfig(AppConfig):
    name = "emulation"
    verbose_name = _("The emulation year")

    def ready(self) -> None:
        checks.register(papers)
        # By name: models may be imported only now.
        ports.consequences.append(import_string("emulation.queries.consequences.consequences"))
        ports.vetoes.append(import_string("emulation.queries.consequences.vetoes"))
        ports.bloc_sections.append(import_string("emulation.queries.sections.cycle_of_bloc"))
