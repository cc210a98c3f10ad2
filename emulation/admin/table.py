"""Scoring tables: written here as drafts, then published; a published version is only looked at."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from blocs.errors import Closed, Refused
from blocs.locking import locked
from blocs.views.reference_site import ReferenceAdmin, ReferenceInline
from emulation.actions.table import publish_table
from emulation.models import (
    Band,
    Criterion,
    CriterionGroup,
    CriterionRule,
    DisqualificationGround,
    ScoringTable,
    ScoringTableVersion,
    TieBreak,
)


def version_of(row: Any) -> ScoringTableVersion | None:
    """The version a row of a table belongs to; None for a row that does not exist yet."""
    match row:
        case ScoringTableVersion():
            return row
        case CriterionGroup():
            return row.version
        case Criterion():
            return row.group.version
    return None


def is_draft(row: Any) -> bool:
    """Whether a row may still be changed: new, or of a version that is not published."""
    version = version_of(row)
    return version is None or version.published_at is None


def of_this_page(request: HttpRequest) -> int | None:
    """The number of the row whose page this is; None where a row is added."""
    number = request.resolver_match.kwargs.get("object_id", "") if request.resolver_match else ""
    return int(number) if number.isdecimal() else None


class OfDraftInline(ReferenceInline):
    """Rows of a version: open while it is a draft."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and is_draft(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and is_draft(obj)


class OfDraftAdmin(ReferenceAdmin):
    """A table whose rows are open while their version is a draft; it is held while they are written."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and is_draft(obj)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        version = version_of(obj)
        if version and version.pk and not is_draft(locked(ScoringTableVersion, version.pk)):
            raise Closed(_("This version is published already; a change is a new version."))
        super().save_model(request, obj, form, change)


class CriterionGroupInline(OfDraftInline):
    model = CriterionGroup
    show_change_link = True


class BandInline(OfDraftInline):
    model = Band


class TieBreakInline(OfDraftInline):
    model = TieBreak


class DisqualificationGroundInline(OfDraftInline):
    model = DisqualificationGround


class CriterionInline(OfDraftInline):
    model = Criterion
    show_change_link = True

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any):
        if db_field.name == "parent":
            kwargs["queryset"] = Criterion.objects.filter(group=of_this_page(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class CriterionRuleInline(OfDraftInline):
    model = CriterionRule


@admin.register(ScoringTable)
class ScoringTableAdmin(ReferenceAdmin):
    list_display = ["code", "name", "bloc"]
    list_select_related = ["bloc"]


@admin.register(ScoringTableVersion)
class ScoringTableVersionAdmin(OfDraftAdmin):
    """A version with its groups, classes, tie-breaks and grounds; one button publishes it."""

    list_display = ["table", "number", "dated_on", "published_at"]
    list_select_related = ["table"]
    fields = ["table", "number", "dated_on", "scale", "decimals", "bonus_ceiling"]
    inlines = [CriterionGroupInline, BandInline, TieBreakInline, DisqualificationGroundInline]
    change_form_template = "admin/emulation/scoringtableversion/change_form.html"

    def response_change(self, request: HttpRequest, obj: ScoringTableVersion) -> HttpResponse:
        if "_publish" not in request.POST:
            return super().response_change(request, obj)
        try:
            publish_table(obj, actor=request.actor)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return self.response_post_save_change(request, obj)
        messages.success(request, _("The scoring table is published; a change is a new version."))
        return self.response_post_save_change(request, obj)


@admin.register(CriterionGroup)
class CriterionGroupAdmin(OfDraftAdmin):
    """The criteria of a group."""

    list_display = ["code", "name", "kind", "version"]
    list_filter = ["version"]
    list_select_related = ["version__table"]
    inlines = [CriterionInline]


@admin.register(Criterion)
class CriterionAdmin(OfDraftAdmin):
    """A criterion and how its points arise; one without a rule is a heading."""

    list_display = ["code", "name", "max_points", "group"]
    list_filter = ["group__version"]
    list_select_related = ["group__version__table"]
    inlines = [CriterionRuleInline]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any):
        if db_field.name == "parent":
            kwargs["queryset"] = Criterion.objects.filter(group__criteria=of_this_page(request)).distinct()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
