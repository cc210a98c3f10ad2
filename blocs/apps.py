"""Organisations, blocs, people and rights; and the admin as the operator's table of reference data."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from blocs import ports


class BlocsConfig(AppConfig):
    name = "blocs"
    verbose_name = _("Organisations, blocs and people")
    default = True

    def ready(self) -> None:
        ports.jobs |= {
            f"import.{step}": import_string(f"blocs.imports.jobs.{step}_run") for step in ("check", "confirm")
        }
        ports.import_kinds["roster"] = import_string("blocs.imports.roster.kind.ROSTER")


class ReferenceDataConfig(admin.AdminConfig):
    """Django's admin with our own site: `blocs.views.reference_site`."""

    default = False
    default_site = "blocs.views.reference_site.ReferenceDataSite"
