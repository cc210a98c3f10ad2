"""People, their rights and accounts, and the records of what was done: to look at. They are entered on their own pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from blocs.models import (
    Affiliation,
    Appointment,
    Person,
    Representation,
    User,
)
from blocs.text import search_key
from blocs.views.reference_site import ReferenceInline, ViewOnlyAdmin


class ViewOnlyInline(ReferenceInline):
    """Rows of the table above, to look at."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RepresentationInline(ViewOnlyInline):
    model = Representation
    fields = ["organization", "duty", "position_title", "signing_form", "since", "until"]


class AppointmentInline(ViewOnlyInline):
    model = Appointment
    fields = ["role", "bloc", "since", "until"]


class AffiliationInline(ViewOnlyInline):
    model = Affiliation
    fields = ["organization", "nature", "since", "until"]
    verbose_name_plural = gettext_lazy("affiliations (for conflicts of interest)")


@admin.register(Person)
class PersonAdmin(ViewOnlyAdmin):
    list_display = ["name", "role_title", "user"]
    list_select_related = ["user"]
    search_fields = ["name"]
    # Contact details are opened on the person's own page, where that is noted.
    exclude = ["work_email", "work_phone"]
    inlines = [RepresentationInline, AppointmentInline, AffiliationInline]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str):
        for word in search_key(search_term).split():
            queryset = queryset.filter(search_key__contains=word)
        return queryset, False


@admin.register(User)
class UserAdmin(ViewOnlyAdmin):
    """Accounts. Passwords are never seen here."""

    list_display = ["email", "person", "is_active", "last_login"]
    list_select_related = ["person"]
    list_filter = ["is_active"]
    search_fields = ["email", "person__search_key"]
    fields = ["email", "person", "is_active", "opened_time"]
    ordering = ["email"]
