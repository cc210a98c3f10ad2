"""Organisations, blocs, people and rights; and the admin as the operator's table of reference data."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class BlocsConfig(AppConfig):
    name = "blocs"
    default = True


class ReferenceDataConfig(admin.AdminConfig):
    """Django's admin with our own site: `blocs.views.reference_site`."""

    default = False
    default_site = "blocs.views.reference_site.ReferenceDataSite"
