"""People, their rights and accounts; the records of what was done."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.actions.accounts import create_account, invite_user
from blocs.models import (
    Affiliation,
    Appointment,
    AuditEvent,
    Person,
    Representation,
    User,
)
from blocs.text import search_key
from blocs.views.reference_site import CleanTextForm, ReferenceAdmin, ReferenceInline, ViewOnlyAdmin


class RepresentationInline(ReferenceInline):
    model = Representation
    fields = ["organization", "duty", "position_title", "signing_form", "since", "until"]


class AppointmentInline(ReferenceInline):
    model = Appointment
    fields = ["role", "bloc", "since", "until"]


class AffiliationInline(ReferenceInline):
    model = Affiliation
    fields = ["organization", "nature", "since", "until"]
    verbose_name_plural = gettext_lazy("affiliations (for conflicts of interest)")


@admin.register(Person)
class PersonAdmin(ReferenceAdmin):
    list_display = ["name", "role_title", "work_email", "user"]
    list_select_related = ["user"]
    search_fields = ["name"]
    inlines = [RepresentationInline, AppointmentInline, AffiliationInline]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str):
        for word in search_key(search_term).split():
            queryset = queryset.filter(search_key__contains=word)
        return queryset, False


class NewAccountForm(CleanTextForm):
    """An account for somebody who has none."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(user=None)


@admin.register(User)
class UserAdmin(ReferenceAdmin):
    """Accounts. Passwords are never seen here: whoever gets an account opens it through a link."""

    list_display = ["email", "person", "is_active", "last_login"]
    list_select_related = ["person"]
    list_filter = ["is_active"]
    search_fields = ["email", "person__search_key"]
    fields = ["email", "person", "is_active"]
    ordering = ["email"]
    change_form_template = "admin/blocs/user/change_form.html"

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return self.fields if obj else ["email", "person"]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return ["person"] if obj else []

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any):
        return super().get_form(request, obj, change, **({} if obj else {"form": NewAccountForm}) | kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        if change:
            return super().save_model(request, obj, form, change)
        account = create_account(obj.person, obj.email, actor=request.actor)
        obj.pk, obj._state.adding = account.pk, False
        return None

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None):
        self._invite(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: User) -> HttpResponse:
        if "_invite" in request.POST:
            self._invite(request, obj)
            return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)

    def _invite(self, request: HttpRequest, obj: User) -> None:
        link = request.build_absolute_uri(invite_user(obj, actor=request.actor))
        told = _("Give {person} this link; it opens the account once, within three days:")
        messages.warning(request, format_html("{} {}", told.format(person=obj.person), link))


@admin.register(AuditEvent)
class AuditEventAdmin(ViewOnlyAdmin):
    list_display = ["time", "act", "object_label", "person", "capacity_label"]
    list_filter = ["capacity", "year"]
    list_select_related = ["person"]
    date_hierarchy = "time"
    search_fields = ["object_label", "act"]
    exclude = ["salt", "digest", "seal"]
