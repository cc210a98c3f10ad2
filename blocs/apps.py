"""Organisations, blocs, people and rights; and the admin as the operator's table of reference data."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class BlocsConfig(AppConfig):
    name = "blocs"
    verbose_name = _("Organisations, blocs and people")
    default = True


class ReferenceDataConfig(admin.AdminConfig):
    """Django's admin with our own site: `blocs.views.reference_site`."""

    default = False
    default_site = "blocs.views.reference_site.ReferenceDataSite"
