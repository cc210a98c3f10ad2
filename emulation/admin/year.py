"""The operator's tables of the year: meetings, commendations, cycles; years and windows are only looked at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from blocs.views.reference_site import ReferenceAdmin, ReferenceInline, ViewOnlyAdmin
from emulation.models import AgendaItem, Attendance, Commendation, Cycle, EmulationYear, Meeting, Window


@admin.register(EmulationYear)
class EmulationYearAdmin(ViewOnlyAdmin):
    """Years are opened and described on their own pages."""

    list_display = ["year", "theme"]


@admin.register(Window)
class WindowAdmin(ViewOnlyAdmin):
    """Windows are set on the pages of the calendar."""

    list_display = ["act", "year", "cycle", "opens", "closes", "grace_days"]
    list_filter = ["act", "year"]
    list_select_related = ["year", "cycle__bloc"]


@admin.register(Cycle)
class CycleAdmin(ReferenceAdmin):
    """A bloc's year is opened here; its gates are set by those who run it, never here."""

    list_display = ["bloc", "year", "table_version", "locked_at", "decided_at"]
    list_filter = ["year", "bloc"]
    list_select_related = ["bloc", "year", "table_version__table"]
    fields = ["bloc", "year", "table_version"]

    def get_readonly_fields(self, request: HttpRequest, obj: Cycle | None = None) -> list[str]:
        if obj is None:
            return []
        scored = obj.sheets.exists()
        return ["bloc", "year", *(["table_version"] if scored else [])]


class AgendaItemInline(ReferenceInline):
    model = AgendaItem


class AttendanceInline(ReferenceInline):
    model = Attendance


@admin.register(Meeting)
class MeetingAdmin(ReferenceAdmin):
    """Points are agreed under the agenda of a meeting recorded here."""

    list_display = ["held_on", "kind", "bloc", "place"]
    list_filter = ["bloc", "kind"]
    list_select_related = ["bloc"]
    date_hierarchy = "held_on"
    inlines = [AgendaItemInline, AttendanceInline]


@admin.register(Commendation)
class CommendationAdmin(ReferenceAdmin):
    list_display = ["name", "kind", "level", "authority", "through_bloc"]
    list_filter = ["kind", "through_bloc"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["code"] if obj else []
