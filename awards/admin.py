"""The operator's tables of awards."""

from django.contrib import admin

from awards.models import AwardRule
from blocs.views.reference_site import ReferenceAdmin


@admin.register(AwardRule)
class AwardRuleAdmin(ReferenceAdmin):
    list_display = ["commendation", "valid_from", "quota_per_bloc", "legal_source"]
    list_select_related = ["commendation"]
