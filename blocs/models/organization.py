"""Organisations, their names over time, and what became of them."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from blocs.fields import NfcCharField
from blocs.models.bloc import Membership
from blocs.text import search_key, sort_key


class OrganizationKind(models.TextChoices):
    ASSOCIATION = "association", _("Association")
    BUSINESS_ASSOCIATION = "business_association", _("Business association")
    UNION = "union_of_associations", _("Union of associations")
    COOPERATIVE_ALLIANCE = "cooperative_alliance", _("Cooperative alliance")
    OTHER = "other", _("Other organisation")


class OrganizationQuerySet(models.QuerySet[Any]):
    """Questions about organisations."""

    def named(self, on: date) -> "OrganizationQuerySet":
        """Annotates `name`, `short_name` and `sort_key` as valid on a day (before the first name: the first)."""
        names = OrganizationName.objects.filter(organization=OuterRef("pk"))
        then = names.filter(valid_from__lte=on).order_by("-valid_from")
        first = names.order_by("valid_from")
        return self.annotate(
            **{
                field: Coalesce(Subquery(then.values(field)[:1]), Subquery(first.values(field)[:1]))
                for field in ("name", "short_name", "sort_key")
            }
        )

    def visible_to(self, actor) -> "OrganizationQuerySet":
        """The city sees all; a member and a secretariat see the organisations of their own blocs."""
        if actor.is_city or actor.is_operator:
            return self.all()
        if actor.organization_id:
            ours = Membership.objects.filter(organization=actor.organization_id).values("bloc")
            with_us = Membership.objects.filter(bloc__in=ours).values("organization")
            return self.filter(Q(pk=actor.organization_id) | Q(pk__in=with_us))
        if actor.bloc_id:
            return self.filter(memberships__bloc=actor.bloc_id).distinct()
        return self.none()


class Organization(models.Model):
    """An association for life: its names, blocs and leaders are dated rows that point here."""

    code = models.CharField(_("code"), max_length=24, unique=True)
    kind = models.CharField(
        _("kind"), max_length=24, choices=OrganizationKind, default=OrganizationKind.ASSOCIATION
    )
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    dissolution_decision = NfcCharField(_("decision on the dissolution"), max_length=200, blank=True)
    joint_leadership = models.BooleanField(
        _("may have several leaders at once"),
        default=False,
        help_text=_("Such as a chairman and a deputy who both sign. Otherwise one leader follows another."),
    )
    fictional = models.BooleanField(_("invented for the demonstration"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(founded_on__isnull=True)
                | Q(dissolved_on__isnull=True)
                | Q(dissolved_on__gte=F("founded_on")),
                name="organization_is_dissolved_after_it_is_founded",
            )
        ]

    def __str__(self) -> str:
        return self.code

    def has_ended(self, on: date) -> bool:
        """Whether it is no more on a day: `dissolved_on` is its last day, whatever it went into."""
        return self.dissolved_on is not None and self.dissolved_on < on


class OrganizationName(models.Model):
    """A name from a day on. It ends where the next begins, so names cannot overlap."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="names", verbose_name=_("organisation")
    )
    name = NfcCharField(_("full name"), max_length=300)
    short_name = NfcCharField(_("short name"), max_length=80)
    valid_from = models.DateField(_("valid from"))
    decision = NfcCharField(_("decision"), max_length=200, blank=True)
    search_key = models.CharField(max_length=600, editable=False, db_index=True)
    sort_key = models.CharField(max_length=1200, editable=False, db_index=True)

    class Meta:
        verbose_name = _("name of an organisation")
        verbose_name_plural = _("names of organisations")
        ordering = ["organization", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "valid_from"], name="one_name_per_organization_and_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.search_key = search_key(f"{self.name} {self.short_name}")
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)


class SuccessionKind(models.TextChoices):
    MERGED = "merged", _("merged into")
    SPLIT = "split", _("split into")
    REPLACED = "replaced", _("continued by")


class Succession(models.Model):
    """What became of an organisation: merged, split, continued by another."""

    predecessor = models.ForeignKey(
        Organization, models.PROTECT, related_name="successions", verbose_name=_("predecessor")
    )
    successor = models.ForeignKey(
        Organization, models.PROTECT, related_name="origins", verbose_name=_("successor")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=SuccessionKind)
    effective_on = models.DateField(_("effective on"))
    decision = NfcCharField(_("decision"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="no_organization_succeeds_itself"
            ),
            models.UniqueConstraint(fields=["predecessor", "successor"], name="one_succession_per_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} {self.get_kind_display()} {self.successor}"
