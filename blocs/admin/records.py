"""The records of what was done and of what was taken out: looked at, never entered."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from blocs.models import AccessEvent, AuditEvent
from blocs.views.reference_site import ViewOnlyAdmin


@admin.register(AuditEvent)
class AuditEventAdmin(ViewOnlyAdmin):
    """What members of the council wrote is no business of the operator; nor, if he sits there, a dossier he may not judge."""

    list_display = ["time", "act", "object_label", "person", "capacity_label"]
    list_filter = ["capacity", "year"]
    list_select_related = ["person"]
    search_fields = ["object_label", "act"]
    exclude = ["salt", "digest", "seal"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEvent]:
        return super().get_queryset(request).without_council().without_own_conflicts(request.actor)


@admin.register(AccessEvent)
class AccessEventAdmin(ViewOnlyAdmin):
    list_display = ["time", "what", "label", "filters", "rows", "person", "capacity_label"]
    list_filter = ["capacity"]
    list_select_related = ["person"]
    search_fields = ["label", "what"]
