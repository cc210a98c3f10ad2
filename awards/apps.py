"""The honour."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from blocs import ports


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = _("Awards")

    def ready(self) -> None:
        # By name: models may be imported only now.
        ports.consequences.append(import_string("awards.queries.consequences.consequences"))
        ports.vetoes.append(import_string("awards.queries.consequences.vetoes"))
        ports.consequences.append(import_string("awards.queries.award_numbers.consequences"))
        ports.vetoes.append(import_string("awards.queries.award_numbers.vetoes"))
        ports.year_parts.append(import_string("awards.queries.award_numbers.numbers_of_year"))
        ports.cycle_lines.append(import_string("awards.queries.today.lines_of_cycle"))
        ports.import_kinds["past-results"] = import_string("awards.imports.past_results.PAST_RESULTS")
