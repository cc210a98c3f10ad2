"""Organisations, blocs, their names and composition, the bodies of the city, legal bases."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
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
from blocs.text import search_key
from blocs.views.reference_site import ReferenceAdmin, ReferenceInline


class OrganizationNameInline(ReferenceInline):
    model = OrganizationName


class SuccessionInline(ReferenceInline):
    model = Succession
    fk_name = "predecessor"
    verbose_name_plural = _("what became of it")


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
    inlines = [OrganizationNameInline, SuccessionInline]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        for word in search_key(search_term).split():
            named = OrganizationName.objects.filter(search_key__contains=word).values("organization")
            queryset = queryset.filter(pk__in=named) | queryset.filter(code__icontains=word)
        return queryset, False


class BlocNameInline(ReferenceInline):
    model = BlocName


class CompositionDecisionInline(ReferenceInline):
    model = CompositionDecision


@admin.register(Bloc)
class BlocAdmin(ByName, ReferenceAdmin):
    list_display = ["code", "shown_name", "kind"]
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
class MembershipAdmin(OfUnit, ReferenceAdmin):
    list_display = ["unit", "bloc", "year", "order", "competes"]
    list_filter = ["bloc", "year", "competes"]
    list_select_related = ["bloc", "organization"]
    ordering = ["-year", "bloc", "order", "pk"]


@admin.register(Office)
class OfficeAdmin(OfUnit, ReferenceAdmin):
    list_display = ["unit", "role", "bloc", "year", "since", "until"]
    list_filter = ["bloc", "year", "role"]
    list_select_related = ["bloc", "organization"]
    fields = ["bloc", "year", "role", "organization", "since", "until"]
    ordering = ["-year", "bloc", "role", "pk"]


@admin.register(CityBody)
class CityBodyAdmin(ReferenceAdmin):
    list_display = ["name", "kind", "valid_from"]
    list_filter = ["kind"]


@admin.register(LegalBasis)
class LegalBasisAdmin(ReferenceAdmin):
    list_display = ["citation", "topic", "valid_from", "valid_until", "order"]
    list_filter = ["topic"]
