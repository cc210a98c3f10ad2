"""The admin as the operator's table of reference data: everything audited, nothing deleted, our own login."""

from collections.abc import Callable, Collection
from functools import update_wrapper
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.db import models
from django.forms.models import BaseModelFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import URLPattern
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from blocs import clock
from blocs.audit import record
from blocs.errors import Stale
from blocs.locking import locked
from blocs.models import Bloc, Organization
from blocs.text import nfc, nfc_lines

# Of the addresses Django's admin has, those that are of use here.
SITE_NAMES = {"index", "login", "app_list", "jsi18n"}
SECRETS = {"password", "salt", "digest"}


class ReferenceDataSite(admin.AdminSite):
    """Open to whoever acts as operator; for everybody else it does not exist."""

    site_title = site_header = _("Reference data")
    index_title = _("Tables")
    site_url = "/"
    enable_nav_sidebar = False
    final_catch_all_view = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only tables of ours, whose changes are audited; those that packages bring stay out."""
        if admin_class is not None and issubclass(admin_class, ViewOnlyAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.actor.is_operator

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable:
        inner = super().admin_view(view, cacheable)

        def for_operators(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        return update_wrapper(for_operators, inner)

    def get_urls(self) -> list[Any]:
        own = [url for url in super().get_urls() if not isinstance(url, URLPattern) or url.name in SITE_NAMES]
        for url in own:
            if isinstance(url, URLPattern) and url.name == "login":
                url.callback = to_login
            elif isinstance(url, URLPattern):
                # The middleware would send visitors to the admin's login.
                del url.callback.login_url
        return own


@login_not_required
@require_safe
def to_login(request: HttpRequest) -> HttpResponse:
    """The admin has no login of its own."""
    return redirect(f"{resolve_url('account_login')}?{urlencode({'next': resolve_url('admin:index')})}")


class NamedChoiceField(forms.ModelChoiceField):
    """Organisations and blocs by the names of today."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name or obj.code} ({obj.code})"


class NamedChoices:
    """Foreign keys to organisations and blocs show names, in Vietnamese order."""

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any):
        if db_field.related_model in (Organization, Bloc):
            kwargs["queryset"] = db_field.related_model.objects.named(clock.today()).order_by("sort_key")
            kwargs["form_class"] = NamedChoiceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if hasattr(widget, "can_delete_related"):
            # A window for the other table would leave this page; what is missing is entered there first.
            widget.can_add_related = widget.can_change_related = widget.can_view_related = False
        return field


class CleanTextForm(forms.ModelForm):
    """Text is stored in one form, as everywhere."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str) and not isinstance(self.fields[name], forms.EmailField):
                lines = isinstance(self.fields[name].widget, forms.Textarea)
                cleaned[name] = nfc_lines(value) if lines else nfc(value)
        return cleaned


class VersionedForm(CleanTextForm):
    """Knows which version of the row the person saw, so that nobody overwrites what he has not read."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.version if self.instance.pk else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and cleaned.get("seen") != self.instance.version:
            self.add_error(None, str(Stale.default))
        return cleaned


class ReferenceInline(NamedChoices, admin.TabularInline):
    """Rows of the table above: entered and changed with it, never deleted."""

    form = CleanTextForm
    extra = 0
    show_change_link = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any):
        """In a table the head of the column is no label of the field: the field says its own name."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return field


class ViewOnlyAdmin(NamedChoices, admin.ModelAdmin):
    """A table to look at. Nothing is deleted and there are no acts on many rows at once."""

    actions = None
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[Any]:
        kept = ("_changelist", "_add", "_change")
        return [url for url in super().get_urls() if url.name and url.name.endswith(kept)]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """What no page shows is guessed by no filter typed into the address."""
        return lookup.split("__")[0] not in SECRETS and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReferenceAdmin(ViewOnlyAdmin):
    """A table of reference data: each change is written with its record, in one transaction."""

    form = CleanTextForm

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any):
        if obj is not None and is_versioned(obj):
            kwargs["form"] = VersionedForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = list(super().get_fields(request, obj))
        if obj is not None and is_versioned(obj) and "seen" not in fields:
            fields.append("seen")
        return fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        write(request, obj, form.changed_data, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: BaseModelFormSet, change: bool) -> None:
        formset.save(commit=False)
        for obj in formset.new_objects:
            write(request, obj, [], change=False)
        for obj, fields in formset.changed_objects:
            write(request, obj, fields, change=True)

    # The audit is the one history; Django's own log stays empty.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        return None


def is_versioned(obj: Any) -> bool:
    """Whether a row counts its changes (the version of a scoring table is another thing: a row of its own)."""
    return any(field.name == "version" and not field.is_relation for field in obj._meta.fields)


def write(request: HttpRequest, obj: Any, fields: Collection[str], change: bool) -> None:
    """Saves a row and its record. `fields` are those the form says have changed."""
    seen = obj.version if is_versioned(obj) else None
    before = locked(type(obj), obj.pk, version=seen) if change else None
    names = [field.name for field in obj._meta.fields if field.editable and not field.primary_key]
    if before:
        names = [name for name in names if name in fields]
    old = {name: in_words(before, name) for name in names} if before else {}
    new = {name: in_words(obj, name) for name in names}
    if before and old == new:
        return
    if before and is_versioned(obj):
        obj.version = before.version + 1
    obj.save()
    kind = obj._meta.model_name
    record(
        f"{kind}.change" if change else f"{kind}.add",
        obj,
        actor=request.actor,
        old=old,
        new=new if before else {name: value for name, value in new.items() if value not in (None, "")},
        bloc_id=obj.pk if isinstance(obj, Bloc) else getattr(obj, "bloc_id", None),
        organization_id=obj.pk if isinstance(obj, Organization) else getattr(obj, "organization_id", None),
        year=getattr(obj, "year_id", getattr(obj, "year", None)),
    )


def in_words(obj: Any, name: str) -> Any:
    """A value as the record keeps it: another row by its words, a choice by its key."""
    field = obj._meta.get_field(name)
    value = getattr(obj, name)
    return str(value) if field.is_relation and value is not None else value
