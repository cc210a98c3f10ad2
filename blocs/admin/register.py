"""Organisations, blocs, their names and composition, the bodies of the city, legal bases."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from blocs import clock
from blocs.models import (
    Bloc,
    BlocName,
    CityBody,
    CompositionDecision,
    LegalBasis,
    Membership,
    Office,
    Organization,
    OrganizationName,
    Succession,
)
from blocs.queries.organization_checks import (
    after_end,
    before_founding,
    code_troubles,
    founding_troubles,
)
from blocs.text import search_key
from blocs.views.reference_site import ReferenceAdmin, ReferenceInline, ViewOnlyAdmin


class NamesInItsLife(BaseInlineFormSet):
    """Names that begin between the founding and the end, as where one is entered on its page."""

    def clean(self) -> None:
        super().clean()
        founded_on = self.instance.founded_on
        for form in self.forms:
            valid_from = form.cleaned_data.get("valid_from") if form.is_valid() else None
            if valid_from and founded_on and valid_from < founded_on:
                form.add_error("valid_from", before_founding(self.instance))
            elif valid_from and self.instance.has_ended(valid_from):
                form.add_error("valid_from", after_end(self.instance))


class OrganizationNameInline(ReferenceInline):
    model = OrganizationName
    formset = NamesInItsLife


class SuccessionInline(ReferenceInline):
    """To look at: organisations are merged and split on their own pages, which know what else that means."""

    model = Succession
    fk_name = "predecessor"
    verbose_name_plural = _("what became of it")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DetailsInItsLife(forms.ModelForm):
    """Code and founding are refused as on the page of the organisation."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for trouble in code_troubles(values.get("code", ""), self.instance.pk):
            self.add_error("code", trouble.sentence)
        if self.instance.pk:
            for trouble in founding_troubles(self.instance, values.get("founded_on")):
                self.add_error("founded_on", trouble.sentence)
        return values


class ByName:
    """Lists that show an organisation's or bloc's name of today and find it without marks."""

    @admin.display(description=_("name"), ordering="sort_key")
    def shown_name(self, obj: Any) -> str:
        return obj.name or "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).named(clock.today()).order_by("sort_key", "pk")


@admin.register(Organization)
class OrganizationAdmin(ByName, ReferenceAdmin):
    list_display = ["code", "shown_name", "kind", "dissolved_on"]
    list_filter = ["kind", "fictional"]
    search_fields = ["code"]
    # The end and the leaders have pages of their own, which know what else they change.
    readonly_fields = ["dissolved_on", "dissolution_decision", "joint_leadership"]
    inlines = [OrganizationNameInline, SuccessionInline]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any):
        made = super().get_form(request, obj, change, **kwargs)
        return type(made.__name__, (DetailsInItsLife, made), {})

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        for word in search_key(search_term).split():
            named = OrganizationName.objects.filter(search_key__contains=word).values("organization")
            queryset = queryset.filter(pk__in=named) | queryset.filter(code__icontains=word)
        return queryset, False


class ViewedInline(ReferenceInline):
    """Rows to look at: they are entered on pages of their own, which know what else they change."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class BlocNameInline(ViewedInline):
    model = BlocName


class CompositionDecisionInline(ViewedInline):
    model = CompositionDecision
    fields = ["number", "dated_on", "issuer", "source"]


@admin.register(Bloc)
class BlocAdmin(ByName, ViewOnlyAdmin):
    list_display = ["code", "shown_name", "kind", "ended_on"]
    list_filter = ["kind", "fictional"]
    inlines = [BlocNameInline, CompositionDecisionInline]


class OfUnit:
    """Rows of an organisation in a bloc: its name of today beside the codes."""

    @admin.display(description=_("organisation"))
    def unit(self, obj: Any) -> str:
        return obj.unit_name or obj.organization.code

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        names = OrganizationName.objects.filter(
            organization=OuterRef("organization"), valid_from__lte=clock.today()
        )
        rows = super().get_queryset(request)
        return rows.annotate(unit_name=Subquery(names.order_by("-valid_from").values("name")[:1]))


@admin.register(Membership)
class MembershipAdmin(OfUnit, ViewOnlyAdmin):
    list_display = ["unit", "bloc", "year", "order", "competes"]
    list_filter = ["bloc", "year", "competes"]
    list_select_related = ["bloc", "organization"]
    ordering = ["-year", "bloc", "order", "pk"]


@admin.register(Office)
class OfficeAdmin(OfUnit, ViewOnlyAdmin):
    list_display = ["unit", "role", "bloc", "year", "since", "until"]
    list_filter = ["bloc", "year", "role"]
    list_select_related = ["bloc", "organization"]
    fields = ["bloc", "year", "role", "organization", "since", "until", "basis"]
    ordering = ["-year", "bloc", "role", "pk"]


@admin.register(CityBody)
class CityBodyAdmin(ReferenceAdmin):
    list_display = ["name", "kind", "valid_from"]
    list_filter = ["kind"]


@admin.register(LegalBasis)
class LegalBasisAdmin(ReferenceAdmin):
    list_display = ["citation", "topic", "valid_from", "valid_until", "order"]
    list_filter = ["topic"]
